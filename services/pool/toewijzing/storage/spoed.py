"""Emergency turns: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.pool.inzet.tables import Inzet
from services.pool.toewijzing.storage.nakomsten import TELT
from services.pool.toewijzing.tables import Spoedbeurt as Row


@dataclass(frozen=True, slots=True)
class Spoedbeurt:
    """A line outside the fair order, and the how manieth of its organisation this year it is."""

    id: UUID
    pool: UUID
    verband: UUID
    jaar: int
    nummer: int
    lid: UUID
    medewerker: UUID
    thuisorganisatie: str
    behoefte: UUID
    inlener: str
    uren_per_week: Decimal
    van: date
    tot: date | None
    reden: str
    door: str
    op: datetime
    inzet: UUID
    geteld_in: UUID | None = None


_ID = ("pool", "lid", "behoefte", "inzet")


def _spoedbeurt(row: Row) -> Spoedbeurt:
    velden = {naam: getattr(row, naam) for naam in Spoedbeurt.__slots__ if naam not in _ID}
    return Spoedbeurt(**velden, **{naam: getattr(row, f"{naam}_id") for naam in _ID})


def add_spoedbeurt(tx: Session, beurt: Spoedbeurt) -> None:
    velden = asdict(beurt)
    for naam in _ID:
        velden[f"{naam}_id"] = velden.pop(naam)
    tx.add(Row(**velden))
    tx.flush()


def list_spoedbeurten(tx: Session, pool: UUID, offset: int, limit: int) -> list[Spoedbeurt]:
    """The emergency turns of a pool, newest first."""
    vraag = select(Row).where(Row.pool_id == pool).order_by(Row.op.desc(), Row.id)
    return [_spoedbeurt(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_spoedbeurten(tx: Session, pool: UUID) -> int:
    return tx.scalar(select(func.count()).where(Row.pool_id == pool)) or 0


def tel_spoedbeurten(tx: Session, verband: UUID, inlener: str, jaar: int) -> tuple[int, int]:
    """How many of this year take or took place, and the last number that was given out.

    One at a time per organisation: a second request waits here for the first.
    """
    sleutel = func.hashtextextended(f"spoed:{verband}:{inlener}:{jaar}", 0)
    tx.execute(select(func.pg_advisory_xact_lock(sleutel)))
    vraag = (
        select(
            func.count().filter(Inzet.status.in_(TELT)),
            func.coalesce(func.max(Row.nummer), 0),
        )
        .join(Inzet, Inzet.id == Row.inzet_id, isouter=True)
        .where(Row.verband == verband, Row.inlener == inlener, Row.jaar == jaar)
    )
    geplaatst, laatste = tx.execute(vraag).one()
    return geplaatst, laatste


def list_ongeteld(tx: Session, pool: UUID) -> list[Spoedbeurt]:
    """Emergency turns that take place and count in the round that is closed next; held for it."""
    vraag = (
        select(Row)
        .join(Inzet, Inzet.id == Row.inzet_id)
        .where(Row.pool_id == pool, Row.geteld_in.is_(None), Inzet.status.in_(TELT))
        .order_by(Row.id)
        .with_for_update(of=Row)
    )
    return [_spoedbeurt(row) for row in tx.scalars(vraag)]


def tel(tx: Session, ids: Iterable[UUID], voorstel: UUID) -> None:
    """These were counted in a closed round."""
    tx.execute(update(Row).where(Row.id.in_(list(ids))).values(geteld_in=voorstel))
