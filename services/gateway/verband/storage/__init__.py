"""From rows to facts and back: every query on verbanden and their members."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from services.gateway.verband import rules
from services.gateway.verband.tables import (
    Gegevensafspraak,
    Lidmaatschap,
    Toetreding,
    Verband,
)

# The rows that go from one call of a route to the next.
Row = Verband
LidRow = Lidmaatschap


def to_facts(row: Row) -> rules.Verband:
    """What the rules know of a verband."""
    return rules.Verband(
        id=row.id,
        naam=row.naam,
        status=rules.Verbandstatus(row.status),
        begin_datum=row.begin_datum,
        eind_datum=row.eind_datum,
        besluitregel=rules.Besluitregel(row.besluitregel),
        or_instemming_vereist=row.or_instemming_vereist,
        # A module that this version does not know says nothing to it.
        modules=frozenset(rules.Module(m) for m in row.modules if m in set(rules.Module)),
    )


def to_lid(row: LidRow) -> rules.Lidmaatschap:
    """What the rules know of a membership."""
    return rules.Lidmaatschap(
        row.id, row.verband, row.organisatie, row.van, row.tot, row.or_instemming_op
    )


def get(tx: Session, id: UUID) -> Row | None:
    """The row of a verband."""
    return tx.get(Row, id)


def get_visible(
    tx: Session, id: UUID, member: str | None, op: date, everything: bool, gevraagden: bool
) -> Row | None:
    """The row of a verband that this organisation may know of that day.

    One question, whether it exists or not: who may not know of it cannot tell by the time either.
    `gevraagden`: also for an organisation that was asked to join and is not decided on.
    """
    seen = _of(member, op, everything)
    if gevraagden and seen:
        open = Toetreding.status == rules.Toetredingstatus.OPEN
        asked = select(Toetreding.verband).where(Toetreding.organisatie == member, open)
        seen = [or_(*seen, Row.id.in_(asked))]
    return tx.scalar(select(Row).where(Row.id == id, *seen))


def get_locked(tx: Session, id: UUID) -> Row | None:
    """The row of a verband, kept for this transaction: changes to it and its members queue up."""
    return tx.get(Row, id, with_for_update={"key_share": True}, populate_existing=True)


def leden(tx: Session, verband: UUID) -> list[rules.Lidmaatschap]:
    """Every membership of a verband, past and future too."""
    query = select(LidRow).where(LidRow.verband == verband)
    return [to_lid(row) for row in tx.scalars(query.order_by(LidRow.organisatie, LidRow.van))]


def find(
    tx: Session, member: str | None, op: date, everything: bool, offset: int, limit: int
) -> Sequence[Row]:
    """A page of the verbanden that this organisation belongs to that day, or of all."""
    query = select(Row).where(*_of(member, op, everything)).order_by(Row.naam, Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all()


def count(tx: Session, member: str | None, op: date, everything: bool) -> int:
    """How many verbanden `find` chooses from."""
    query = select(func.count(Row.id)).where(*_of(member, op, everything))
    return tx.scalar(query) or 0


def _of(member: str | None, op: date, everything: bool) -> list[ColumnElement[bool]]:
    """rules.mag_zien, in SQL."""
    if everything:
        return []
    own = select(LidRow.verband).where(LidRow.organisatie == member, _runs(op))
    return [Row.id.in_(own)]


def _runs(op: date) -> ColumnElement[bool]:
    """rules.loopt for a membership, in SQL."""
    return and_(LidRow.van <= op, or_(LidRow.tot.is_(None), LidRow.tot >= op))


def working_of(member: str, op: date) -> Subquery:
    """Query: id and modules of the verbanden in which this organisation works along that day.

    rules.belemmeringen in SQL, but for the convenant: that is of the room above.
    """
    arrangement = select(Gegevensafspraak.versie).where(
        Gegevensafspraak.verband == Row.id, Gegevensafspraak.geldig_vanaf <= op
    )
    return (
        select(Row.id, Row.modules)
        .join(LidRow, LidRow.verband == Row.id)
        .where(LidRow.organisatie == member, _runs(op), Row.begin_datum <= op)
        .where(or_(Row.eind_datum.is_(None), Row.eind_datum >= op))
        .where(or_(~Row.or_instemming_vereist, LidRow.or_instemming_op <= op))
        .where(arrangement.exists())
        .subquery()
    )


def find_leden(
    tx: Session, verband: UUID, op: date | None, offset: int, limit: int
) -> Sequence[LidRow]:
    """A page of the memberships of a verband; only those that run on `op`, if given."""
    query = select(LidRow).where(LidRow.verband == verband, *([_runs(op)] if op else []))
    return tx.scalars(
        query.order_by(LidRow.organisatie, LidRow.van).offset(offset).limit(limit)
    ).all()


def count_leden(tx: Session, verband: UUID, op: date | None) -> int:
    """How many memberships `find_leden` chooses from."""
    query = select(func.count(LidRow.id)).where(LidRow.verband == verband)
    return tx.scalar(query.where(*([_runs(op)] if op else []))) or 0


def get_lid(tx: Session, verband: UUID, id: UUID) -> LidRow | None:
    """One membership of a verband."""
    row = tx.get(LidRow, id)
    return row if row is not None and row.verband == verband else None


def add(tx: Session, verband: rules.Verband) -> Row:
    """Record a new verband."""
    row = Row(id=verband.id, versie=0)
    change(row, verband)
    tx.add(row)
    tx.flush()
    return row


def change(row: Row, verband: rules.Verband) -> None:
    """Make the row say what the facts say."""
    row.naam, row.status = verband.naam, verband.status
    row.begin_datum, row.eind_datum = verband.begin_datum, verband.eind_datum
    row.besluitregel = verband.besluitregel
    row.or_instemming_vereist = verband.or_instemming_vereist
    row.modules = sorted(verband.modules)
    row.versie += 1


def add_lid(tx: Session, lid: rules.Lidmaatschap) -> LidRow:
    """Record a membership."""
    row = LidRow(
        id=lid.id,
        verband=lid.verband,
        organisatie=lid.organisatie,
        van=lid.van,
        tot=lid.tot,
        or_instemming_op=lid.or_instemming_op,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return row


def change_lid(row: LidRow, lid: rules.Lidmaatschap) -> None:
    """Record the last day of a membership (None: it goes on) and when the works council agreed."""
    row.tot, row.or_instemming_op = lid.tot, lid.or_instemming_op
    row.versie += 1
