"""A calculation as it is kept, of swaps and of trainees: one at a time, and its facts go with it.

A table of calculations has the columns of `Ruilronde` that are named here, and a unique index on
the one that is busy.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

Tabel = Any
Rij = TypeVar("Rij")
IN_BEREKENING, BEREKEND = "in_berekening", "berekend"  # of every such table


def plan(tx: Session, maak: Callable[[], Rij], bezig: Select[Rij]) -> tuple[Rij, bool]:
    """Keep a new calculation; or the one that is busy already (True: new)."""
    row = maak()
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        al = tx.scalars(bezig).first()
        return plan(tx, maak, bezig) if al is None else (al, False)  # None: done in between
    return row, True


def _bezig(tabel: Tabel, id: UUID) -> Sequence[Any]:
    return tabel.id == id, tabel.status == IN_BEREKENING


def begin(tabel: Tabel, tx: Session, id: UUID) -> tuple[int, dict[str, Any]] | None:
    """Count an attempt; its number and the facts. None: nothing (more) to compute."""
    vraag = update(tabel).where(*_bezig(tabel, id)).values(poging=tabel.poging + 1)
    row = tx.execute(vraag.returning(tabel.poging, tabel.invoer)).one_or_none()
    return (row.poging, row.invoer) if row else None


def set_voortgang(tabel: Tabel, tx: Session, id: UUID, percentage: int) -> bool:
    """Tell how far it is; False: somebody cancelled, or another worker was done first."""
    verder = func.greatest(tabel.berekening_percentage, min(99, percentage))
    vraag = update(tabel).where(*_bezig(tabel, id)).values(berekening_percentage=verder)
    return tx.scalar(vraag.returning(tabel.id)) is not None


def sluit(
    tabel: Tabel,
    tx: Session,
    id: UUID,
    naar: StrEnum,
    op: datetime,
    cijfers: dict[str, Any] | None = None,
    faalcode: str | None = None,
) -> Any | None:
    """The end of a calculation: its facts go. None when it is not awaited any more."""
    vraag = select(tabel).where(*_bezig(tabel, id)).with_for_update()
    row = tx.scalars(vraag.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return None
    row.status, row.klaar_op, row.cijfers, row.faalcode = naar, op, cijfers, faalcode
    row.invoer, row.versie = None, row.versie + 1
    if naar == BEREKEND:
        row.berekening_percentage = 100
    tx.flush()
    return row
