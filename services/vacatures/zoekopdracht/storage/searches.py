"""Saved searches, from rows to facts and back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.vacatures.vacature.rules import Contractsoort, Niveau, Vacaturesoort
from services.vacatures.zoekopdracht.rules import Frequentie
from services.vacatures.zoekopdracht.tables import Zoekopdracht


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody looks for, as of the list of vacancies; None: no filter."""

    q: str | None = None
    werkgever: str | None = None
    functie: str | None = None
    niveau: Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    sluitings_datum_vanaf: date | None = None
    sluitings_datum_tot: date | None = None
    schaal: str | None = None
    contractsoort: Contractsoort | None = None
    soort: Vacaturesoort | None = None
    banenafspraak: bool | None = None
    van_pc4: str | None = None
    afstand: int | None = None  # km, at most, from `van_pc4`


FILTER = TypeAdapter(Filter)


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One saved search with everything the routes show of it."""

    id: UUID
    persoon: UUID
    naam: str
    filter: Filter
    frequentie: Frequentie
    actief: bool
    afmeldcode: str
    aangemaakt_op: datetime
    volgende_op: datetime
    versie: int


# ---- reading ------------------------------------------------------------------------------------
def get_opdracht(tx: Session, id: UUID, *, lock: bool = False) -> Opdracht | None:
    """One search; with `lock` nobody else changes it until this transaction ends."""
    query = select(Zoekopdracht).where(Zoekopdracht.id == id)
    if lock:
        query = query.with_for_update()
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return from_row(row) if row else None


def list_eigen(tx: Session, persoon: UUID, offset: int, limit: int) -> tuple[list[Opdracht], int]:
    """The searches of one person, the oldest first, and how many there are."""
    own = select(Zoekopdracht).where(Zoekopdracht.persoon == persoon)
    oldest = own.order_by(Zoekopdracht.aangemaakt_op, Zoekopdracht.id)
    rows = tx.scalars(oldest.offset(offset).limit(limit)).all()
    return [from_row(row) for row in rows], count_eigen(tx, persoon)


def count_eigen(tx: Session, persoon: UUID) -> int:
    """How many searches a person has."""
    own = Zoekopdracht.persoon == persoon
    return tx.scalar(select(func.count(Zoekopdracht.id)).where(own)) or 0


def from_row(row: Zoekopdracht) -> Opdracht:
    return Opdracht(
        row.id,
        row.persoon,
        row.naam,
        FILTER.validate_python(row.filter),
        Frequentie(row.frequentie),
        row.actief,
        row.afmeldcode,
        row.aangemaakt_op,
        row.volgende_op,
        row.versie,
    )


# ---- writing ------------------------------------------------------------------------------------
def lock_persoon(tx: Session, persoon: UUID) -> None:
    """One at a time per person: two at once could together be more than there may be."""
    key = func.hashtext(func.concat(func.current_schema(), ".zoekopdracht.", str(persoon)))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def new_code() -> str:
    """What only the link in the person's mail holds: 128 bits."""
    return secrets.token_urlsafe(16)


def add_opdracht(tx: Session, opdracht: Opdracht) -> None:
    """Store a new search."""
    columns = _columns(opdracht)
    row = {"id": opdracht.id, "persoon": opdracht.persoon, "afmeldcode": opdracht.afmeldcode}
    op = opdracht.aangemaakt_op
    tx.execute(insert(Zoekopdracht).values(**row, aangemaakt_op=op, gekeken_op=op, **columns))


def change_opdracht(tx: Session, opdracht: Opdracht) -> None:
    """Make the row say what the facts say."""
    changed = update(Zoekopdracht).where(Zoekopdracht.id == opdracht.id)
    tx.execute(changed.values(versie=Zoekopdracht.versie + 1, **_columns(opdracht)))


def delete_opdracht(tx: Session, id: UUID) -> None:
    """Gone at once, with what it has seen."""
    tx.execute(delete(Zoekopdracht).where(Zoekopdracht.id == id))


def meld_af(tx: Session, code: str) -> UUID | None:
    """Stop the alerts of the search with this code, again too; gives its person."""
    off = update(Zoekopdracht).where(Zoekopdracht.afmeldcode == code)
    off = off.values(actief=False, versie=Zoekopdracht.versie + 1)
    return tx.scalar(off.returning(Zoekopdracht.persoon))


def _columns(opdracht: Opdracht) -> dict[str, Any]:
    filter_ = FILTER.dump_python(opdracht.filter, mode="json", exclude_none=True)
    return {
        "naam": opdracht.naam,
        "filter": filter_,
        "frequentie": opdracht.frequentie.value,
        "actief": opdracht.actief,
        "volgende_op": opdracht.volgende_op,
    }
