"""From rows to facts and back: every query on convenanten."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.gateway.convenant import rules
from services.gateway.convenant.tables import Convenant
from services.gateway.verband import storage as verbanden

# The rows that go from one call of a route to the next.
Row = Convenant

_AFSPRAKEN = TypeAdapter(rules.Afspraken)


def to_facts(row: Row) -> rules.Afspraken:
    """What the version says; a setting that came later has its default, with its certainty."""
    afspraken = _AFSPRAKEN.validate_python(row.inhoud)
    return rules.aangevuld(afspraken, row.inhoud.keys(), row.inhoud["pool"].keys())


def get(tx: Session, verband: UUID, versie: int, *, lock: bool = False) -> Row | None:
    """One version; `lock` keeps it for this transaction to change."""
    return tx.get(Row, (verband, versie), with_for_update=lock or None, populate_existing=lock)


def find(tx: Session, verband: UUID, offset: int, limit: int) -> Sequence[Row]:
    """A page of the versions of a verband, newest first."""
    query = select(Row).where(Row.verband == verband).order_by(Row.versie.desc())
    return tx.scalars(query.offset(offset).limit(limit)).all()


def count(tx: Session, verband: UUID) -> int:
    """How many versions a verband has."""
    return tx.scalar(select(func.count(Row.versie)).where(Row.verband == verband)) or 0


def adopted(tx: Session, verband: UUID) -> dict[int, date]:
    """First day per adopted version."""
    query = select(Row.versie, Row.geldig_vanaf).where(Row.verband == verband)
    return {versie: vanaf for versie, vanaf in tx.execute(query) if vanaf is not None}


def verbanden_of(tx: Session, oin: str, op: date) -> list[tuple[UUID, int]]:
    """The verbanden of an organisation that day, each with the version in force.

    One query, for every request passes here; which version it is, is rules.van_kracht in SQL.
    A verband without a convenant in force is not in it.
    """
    in_force = (
        select(Row.verband, Row.versie)
        .where(Row.verband.in_(verbanden.running_of(oin, op)), Row.geldig_vanaf <= op)
        .ext(distinct_on(Row.verband))
        .order_by(Row.verband, Row.geldig_vanaf.desc(), Row.versie.desc())
    )
    return [(row.verband, row.versie) for row in tx.execute(in_force)]


def add(tx: Session, verband: UUID, afspraken: rules.Afspraken, op: datetime) -> Row:
    """Record a draft as the next version. The caller holds the lock on the verband."""
    last = tx.scalar(select(func.max(Row.versie)).where(Row.verband == verband)) or 0
    row = Row(verband=verband, versie=last + 1, opgesteld_op=op, wijziging=0)
    change(row, afspraken)
    tx.add(row)
    tx.flush()
    return row


def change(row: Row, afspraken: rules.Afspraken) -> None:
    """Make the draft say this."""
    row.inhoud = _AFSPRAKEN.dump_python(afspraken, mode="json")
    row.wijziging += 1


def adopt(row: Row, vanaf: date, op: datetime, namens: str | None, door: str) -> None:
    """Record that this version holds from `vanaf`; from then on the database keeps it as it is."""
    row.geldig_vanaf, row.vastgesteld_op = vanaf, op
    row.vastgesteld_namens, row.vastgesteld_door = namens, door
    row.wijziging += 1
