"""From rows to facts and back: every query on convenanten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.gateway.convenant import rules
from services.gateway.convenant.tables import Convenant, Convenantstem
from services.gateway.verband import storage as verbanden

# The rows that go from one call of a route to the next.
Row = Convenant
StemRow = Convenantstem


@dataclass(frozen=True, slots=True)
class Deelname:
    """A verband in which an organisation works along, and with which modules."""

    verband: UUID
    convenant: int
    modules: frozenset[str]


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


def verbanden_of(tx: Session, oin: str, op: date) -> list[Deelname]:
    """The verbanden in which an organisation works along that day, with the version in force.

    One query, for every request passes here; which version it is, is rules.van_kracht in SQL.
    A verband without a convenant in force is not in it, nor one where something else is lacking
    (the rules of the room verband).
    """
    works = verbanden.working_of(oin, op)
    in_force = (
        select(Row.verband, Row.versie, works.c.modules)
        .join(works, works.c.id == Row.verband)
        .where(Row.geldig_vanaf <= op)
        .ext(distinct_on(Row.verband))
        .order_by(Row.verband, Row.geldig_vanaf.desc(), Row.versie.desc())
    )
    return [
        Deelname(row.verband, row.versie, frozenset(row.modules)) for row in tx.execute(in_force)
    ]


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


def get_stem(tx: Session, verband: UUID, versie: int, organisatie: str) -> StemRow | None:
    """What an organisation said of a version."""
    return tx.get(StemRow, (verband, versie, organisatie))


def find_stemmen(
    tx: Session, verband: UUID, versie: int, offset: int, limit: int
) -> Sequence[StemRow]:
    """A page of what the organisations said of a version."""
    query = select(StemRow).where(StemRow.verband == verband, StemRow.versie == versie)
    return tx.scalars(query.order_by(StemRow.organisatie).offset(offset).limit(limit)).all()


def stemmen(tx: Session, row: Row) -> dict[str, bool]:
    """Per organisation what it said of the text as it stands now."""
    query = select(StemRow.organisatie, StemRow.akkoord).where(
        StemRow.verband == row.verband,
        StemRow.versie == row.versie,
        StemRow.wijziging == tekst(row),
    )
    return {organisatie: akkoord for organisatie, akkoord in tx.execute(query)}  # noqa: C416


def tekst(row: Row) -> int:
    """Which text this is: adopting a version counts as a change of the row, not of its words."""
    return row.wijziging - (row.geldig_vanaf is not None)


def stem(
    tx: Session,
    row: Row,
    organisatie: str,
    akkoord: bool,
    toelichting: str | None,
    op: datetime,
    door: str,
) -> StemRow:
    """Record the one vote of an organisation; a later one replaces it. The caller locks `row`."""
    new = get_stem(tx, row.verband, row.versie, organisatie)
    if new is None:
        new = StemRow(verband=row.verband, versie=row.versie, organisatie=organisatie)
        tx.add(new)
    new.akkoord, new.toelichting, new.op, new.door = akkoord, toelichting, op, door
    new.wijziging = tekst(row)
    tx.flush()
    return new


def count_stemmen(tx: Session, verband: UUID, versie: int) -> int:
    """How many organisations said something of a version."""
    query = select(func.count(StemRow.organisatie))
    return tx.scalar(query.where(StemRow.verband == verband, StemRow.versie == versie)) or 0
