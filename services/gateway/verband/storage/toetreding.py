"""Who wants to belong to a verband, what was said of it, and who leaves."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from services.gateway.verband import rules
from services.gateway.verband.tables import Lidmaatschap, Toetreding, Toetredingstem, Uittreding

Row = Toetreding
StemRow = Toetredingstem
VertrekRow = Uittreding


def to_facts(row: Row) -> rules.Toetreding:
    """What the rules know of a request."""
    status = rules.Toetredingstatus(row.status)
    return rules.Toetreding(row.id, row.verband, row.organisatie, row.van, status)


def get(tx: Session, id: UUID, *, lock: bool = False) -> Row | None:
    """A request; `lock`: votes on it queue up."""
    return tx.get(Row, id, with_for_update=lock or None, populate_existing=lock)


def get_visible(
    tx: Session, id: UUID, organisatie: str | None, op: date, everything: bool
) -> Row | None:
    """A request that this organisation may know of; one question, whether it exists or not."""
    return tx.scalar(select(Row).where(Row.id == id, *_of(organisatie, op, everything)))


def find_open(tx: Session, verband: UUID, organisatie: str) -> Row | None:
    """The request of this organisation that is not decided yet."""
    query = select(Row).where(Row.verband == verband, Row.organisatie == organisatie)
    return tx.scalar(query.where(Row.status == rules.Toetredingstatus.OPEN))


def find(
    tx: Session, organisatie: str | None, op: date, everything: bool, offset: int, limit: int
) -> Sequence[Row]:
    """A page of the requests of an organisation, and of those to the verbanden it belongs to."""
    query = select(Row).where(*_of(organisatie, op, everything))
    ordered = query.order_by(Row.gevraagd_op.desc(), Row.id)
    return tx.scalars(ordered.offset(offset).limit(limit)).all()


def count(tx: Session, organisatie: str | None, op: date, everything: bool) -> int:
    """How many requests `find` chooses from."""
    query = select(func.count(Row.id)).where(*_of(organisatie, op, everything))
    return tx.scalar(query) or 0


def _of(organisatie: str | None, op: date, everything: bool) -> list[ColumnElement[bool]]:
    if everything:
        return []
    runs = and_(Lidmaatschap.van <= op, or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= op))
    own = select(Lidmaatschap.verband).where(Lidmaatschap.organisatie == organisatie, runs)
    return [or_(Row.organisatie == organisatie, Row.verband.in_(own))]


def add(tx: Session, toetreding: rules.Toetreding, op: datetime) -> Row:
    """Record a request. One that is open already: IntegrityError (see find_open)."""
    row = Row(
        id=toetreding.id,
        verband=toetreding.verband,
        organisatie=toetreding.organisatie,
        van=toetreding.van,
        status=toetreding.status,
        gevraagd_op=op,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return row


def stemmen(tx: Session, toetreding: UUID) -> Sequence[StemRow]:
    """Every vote on a request."""
    query = select(StemRow).where(StemRow.toetreding == toetreding)
    return tx.scalars(query.order_by(StemRow.organisatie)).all()


def stemmen_van(tx: Session, toetredingen: Sequence[UUID]) -> dict[UUID, list[StemRow]]:
    """Every vote on these requests."""
    alles: dict[UUID, list[StemRow]] = {}
    query = select(StemRow).where(StemRow.toetreding.in_(toetredingen))
    for een in tx.scalars(query.order_by(StemRow.organisatie)):
        alles.setdefault(een.toetreding, []).append(een)
    return alles


def stem(
    tx: Session, row: Row, organisatie: str, akkoord: bool, op: datetime, door: str
) -> dict[str, bool]:
    """Record the one vote of an organisation; a later one replaces it. What all said so far."""
    alles = {een.organisatie: een for een in stemmen(tx, row.id)}
    eigen = alles.get(organisatie)
    if eigen is None:
        eigen = alles[organisatie] = StemRow(toetreding=row.id, organisatie=organisatie)
        tx.add(eigen)
    eigen.akkoord, eigen.op, eigen.door = akkoord, op, door
    row.versie += 1
    tx.flush()
    return {wie: een.akkoord for wie, een in alles.items()}


def besluit(row: Row, status: rules.Toetredingstatus, op: datetime) -> None:
    """Record what became of it."""
    if row.status != status:
        row.status, row.besloten_op = status, op


def get_uittreding(tx: Session, id: UUID, *, lock: bool = False) -> VertrekRow | None:
    """One leaving."""
    return tx.get(VertrekRow, id, with_for_update=lock or None, populate_existing=lock)


def uittreding_van(tx: Session, lidmaatschap: UUID) -> VertrekRow | None:
    """The leaving of a membership, when it was told."""
    return tx.scalar(select(VertrekRow).where(VertrekRow.lidmaatschap == lidmaatschap))


def add_uittreding(
    tx: Session, lid: rules.Lidmaatschap, tot: date, reden: str | None, op: datetime, door: str
) -> VertrekRow:
    """Record that a member leaves. The caller holds the lock on the verband."""
    row = VertrekRow(
        verband=lid.verband,
        lidmaatschap=lid.id,
        organisatie=lid.organisatie,
        tot=tot,
        reden=reden,
        wissen_vanaf=rules.wissen_vanaf(tot),
        aangekondigd_op=op,
        door=door,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return row
