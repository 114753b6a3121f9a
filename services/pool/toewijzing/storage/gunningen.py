"""Hours that organisations give away: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker
from services.pool.toewijzing.tables import Gunning as Row


@dataclass(frozen=True, slots=True)
class Gunning:
    """What an organisation gives away of its turn, in hours; ontvanger None: to all others."""

    id: UUID
    pool: UUID
    verband: UUID
    gever: str
    ontvanger: str | None
    uren: Decimal
    reden: str
    door: str
    op: datetime
    ingetrokken_door: str | None = None
    ingetrokken_op: datetime | None = None
    gebruikt_in: UUID | None = None
    vervallen_in: UUID | None = None
    versie: int = 1


def _gunning(row: Row) -> Gunning:
    velden = {naam: getattr(row, naam) for naam in Gunning.__slots__ if naam != "pool"}
    return Gunning(**velden, pool=row.pool_id)


def add_gunning(tx: Session, gunning: Gunning) -> None:
    velden = asdict(gunning)
    velden["pool_id"] = velden.pop("pool")
    tx.add(Row(**velden))
    tx.flush()


def list_gunningen(tx: Session, pool: UUID, offset: int, limit: int) -> list[Gunning]:
    """What was given away in a pool, newest first."""
    vraag = select(Row).where(Row.pool_id == pool).order_by(Row.op.desc(), Row.id)
    return [_gunning(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_gunningen(tx: Session, pool: UUID) -> int:
    return tx.scalar(select(func.count()).where(Row.pool_id == pool)) or 0


def get_gunning(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Gunning | None:
    """One that the caller sees (staff of the verband): hidden is asked as absent is."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return None
    vraag = select(Row).where(Row.id == id, Row.verband.in_(kijker.verbanden))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _gunning(row) if row else None


def list_openstaand(
    tx: Session, pool: UUID, tot: datetime | None = None, lock: bool = False
) -> list[Gunning]:
    """What was given away and waits for a round; `tot`: what was there at that moment."""
    vraag = select(Row).where(
        Row.pool_id == pool,
        Row.ingetrokken_op.is_(None),
        Row.gebruikt_in.is_(None),
        Row.vervallen_in.is_(None),
    )
    if tot is not None:
        vraag = vraag.where(Row.op <= tot)
    vraag = vraag.order_by(Row.id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    return [_gunning(row) for row in tx.scalars(vraag)]


def trek_gunning_in(tx: Session, oud: Gunning, door: str, op: datetime) -> Gunning:
    """Take it back; the row is held by `get_gunning` and not used yet."""
    row = tx.get_one(Row, oud.id)
    row.ingetrokken_door, row.ingetrokken_op, row.versie = door, op, oud.versie + 1
    tx.flush()
    return _gunning(row)


def gebruik(tx: Session, ids: Iterable[UUID], voorstel: UUID) -> None:
    """A closed round used these: from now on they cannot be taken back."""
    _sluit(tx, ids, gebruikt_in=voorstel)


def laat_vervallen(tx: Session, ids: Iterable[UUID], voorstel: UUID) -> None:
    """The round that these were for is closed and could not use them: they end with it."""
    _sluit(tx, ids, vervallen_in=voorstel)


def _sluit(tx: Session, ids: Iterable[UUID], **waarden: UUID) -> None:
    wie = Row.id.in_(list(ids))
    tx.execute(update(Row).where(wie).values(**waarden, versie=Row.versie + 1))
