"""Everything that a service holds of one organisation, part by part, for when it leaves.

A part is a name and a query; a page is at most PAGE rows in the order of the key. The gateway asks
page after page and makes one file of it (JSON lines and CSV).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from shared.model import Model

PAGE = 1000
# Given an OIN and the business moment: which rows.
Keuze = Callable[[str, datetime], Select[Any]]


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of what is handed over; `personen`: columns that hold a pseudonym."""

    keuze: Keuze
    personen: tuple[str, ...] = ()


class Uitvoerdeel(Model):
    """Rows of one part, and from which row the next page starts."""

    delen: list[Annotated[str, Field(max_length=100)]] = Field(max_length=100)
    rijen: list[dict[str, Any]] = Field(max_length=PAGE)
    volgende: int | None = None


def kolommen(table: Any, zonder: Collection[str] = ()) -> Select[Any]:
    """Query: the columns of a table, but for some, in the order of its key."""
    shown: Table = table.__table__
    chosen = [column for column in shown.columns if column.name not in zonder]
    return select(*chosen).order_by(*shown.primary_key.columns)


def page(
    tx: Session, delen: Mapping[str, Deel], naam: str | None, oin: str, op: datetime, vanaf: int
) -> tuple[Uitvoerdeel, set[Any]]:
    """One page of a part (none: only the names of the parts), and of whom it holds something."""
    if naam is None or naam not in delen:
        return Uitvoerdeel(delen=sorted(delen), rijen=[]), set()
    deel = delen[naam]
    found = tx.execute(deel.keuze(oin, op).offset(vanaf).limit(PAGE + 1)).mappings().all()
    rows = [dict(row) for row in found[:PAGE]]
    persons = {row[name] for row in rows for name in deel.personen if row.get(name) is not None}
    more = vanaf + PAGE if len(found) > PAGE else None
    return Uitvoerdeel(delen=sorted(delen), rijen=rows, volgende=more), persons
