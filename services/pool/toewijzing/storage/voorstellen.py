"""Proposals and their calculation: from rows to facts and back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select, text, update
from sqlalchemy.orm import Session, defer

from services.pool.flexpool import rules as flexpool
from services.pool.toewijzing import rules
from services.pool.toewijzing.storage.invoer import DELEN, LEEG
from services.pool.toewijzing.storage.regels import add_regels, nieuwe_regels
from services.pool.toewijzing.tables import Besluit, Toewijzingsregel, Toewijzingsvoorstel
from services.pool.toewijzing.toegang import Status

LOPEND = (Status.IN_BEREKENING, Status.BEREKEND)


@dataclass(frozen=True, slots=True)
class Kop:
    """A proposal without its facts."""

    id: UUID
    pool: UUID
    verband: UUID
    peildatum: date
    horizon_weken: int
    geldig_tot: date
    gemaakt_op: datetime
    gemaakt_door: str | None
    invoer_hash: str
    regelversie: str
    bewezen_optimaal: bool = False
    status: Status = Status.IN_BEREKENING
    berekening_percentage: int = 0
    faalcode: str | None = None
    klaar_op: datetime | None = None
    afgerond_op: datetime | None = None
    afgerond_door: str | None = None
    toelichting: str | None = None
    versie: int = 1


def add_voorstel(tx: Session, kop: Kop, invoer: dict[str, Any]) -> None:
    """Store the facts of a proposal that is still to be computed."""
    velden = asdict(kop)
    velden["pool_id"] = velden.pop("pool")
    tx.add(Toewijzingsvoorstel(**velden, invoer=invoer, uitkomst=LEEG))
    tx.flush()


def _kop(row: Toewijzingsvoorstel) -> Kop:
    velden = {naam: getattr(row, naam) for naam in Kop.__slots__ if naam != "pool"}
    return Kop(**(velden | {"pool": row.pool_id, "status": Status(row.status)}))


def _ziet(kijker: flexpool.Kijker) -> ColumnElement[bool]:
    """`toegang.zicht` is not NIETS, as a condition: what is hidden is asked as what is absent.

    Without `medewerker` nobody is meant, and not whoever was erased since.
    """
    regel = select(Toewijzingsregel.id).where(
        Toewijzingsregel.voorstel_id == Toewijzingsvoorstel.id,
        Toewijzingsregel.medewerker == kijker.medewerker,
    )
    zelf = regel.exists() if kijker.medewerker else false()
    if not kijker.rollen & flexpool.PLANNERS:
        return zelf
    return or_(Toewijzingsvoorstel.verband.in_(kijker.verbanden), zelf)


def list_voorstellen(
    tx: Session, pool: UUID, kijker: flexpool.Kijker, offset: int, limit: int
) -> list[Kop]:
    """The proposals of a pool that the caller sees, newest first."""
    rows = tx.scalars(
        select(Toewijzingsvoorstel)
        .where(Toewijzingsvoorstel.pool_id == pool, _ziet(kijker))
        .order_by(Toewijzingsvoorstel.gemaakt_op.desc(), Toewijzingsvoorstel.id)
        .options(defer(Toewijzingsvoorstel.invoer), defer(Toewijzingsvoorstel.uitkomst))
        .offset(offset)
        .limit(limit)
    )
    return [_kop(row) for row in rows]


def count_voorstellen(tx: Session, pool: UUID, kijker: flexpool.Kijker) -> int:
    vraag = select(func.count()).where(Toewijzingsvoorstel.pool_id == pool, _ziet(kijker))
    return tx.scalar(vraag) or 0


def get_voorstel(
    tx: Session, id: UUID, kijker: flexpool.Kijker, lock: bool = False
) -> tuple[Kop, dict[str, Any], dict[str, Any]] | None:
    """A proposal of which the caller sees something, with its facts and its outcome.

    `lock` holds it: decisions, cancelling, closing and the end of the calculation wait in turn.
    """
    vraag = select(Toewijzingsvoorstel).where(Toewijzingsvoorstel.id == id, _ziet(kijker))
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag.execution_options(populate_existing=True)).one_or_none()
    return (_kop(row), row.invoer, row.uitkomst) if row else None


def get_zelfde(tx: Session, pool: UUID, invoer_hash: str, vandaag: date) -> Kop | None:
    """A proposal on the same facts that is being computed, or waits for its first decision.

    Of two requests at once the second waits here for the first.
    """
    sleutel = func.hashtextextended(f"{pool}:{invoer_hash}", 0)
    tx.execute(select(func.pg_advisory_xact_lock(sleutel)))
    besloten = (
        select(Besluit.regel_id)
        .join(Toewijzingsregel, Toewijzingsregel.id == Besluit.regel_id)
        .where(Toewijzingsregel.voorstel_id == Toewijzingsvoorstel.id)
    )
    row = tx.scalars(
        select(Toewijzingsvoorstel)
        .where(
            Toewijzingsvoorstel.pool_id == pool,
            Toewijzingsvoorstel.invoer_hash == invoer_hash,
            Toewijzingsvoorstel.status.in_(LOPEND),
            Toewijzingsvoorstel.geldig_tot >= vandaag,
            ~besloten.exists(),
        )
        .order_by(Toewijzingsvoorstel.gemaakt_op.desc(), Toewijzingsvoorstel.id)
        .limit(1)
    ).one_or_none()
    return _kop(row) if row else None


def list_regels_van(tx: Session, pool: UUID, invoer_hash: str) -> list[rules.Regel]:
    """The lines of the newest outcome on these facts; empty when there is none."""
    laatste = (
        select(Toewijzingsvoorstel.id)
        .where(
            Toewijzingsvoorstel.pool_id == pool,
            Toewijzingsvoorstel.invoer_hash == invoer_hash,
            Toewijzingsvoorstel.status.in_((Status.BEREKEND, Status.AFGEROND)),
        )
        .order_by(Toewijzingsvoorstel.gemaakt_op.desc(), Toewijzingsvoorstel.id)
        .limit(1)
        .scalar_subquery()
    )
    vraag = select(Toewijzingsregel).where(Toewijzingsregel.voorstel_id == laatste)
    return [
        rules.Regel(een.lid_id, een.behoefte_id, int(een.uren_per_week), een.van, een.tot)
        for een in tx.scalars(vraag.order_by(Toewijzingsregel.nr))
    ]


# ------------------------------------------------------------------ the calculation
def begin_berekening(tx: Session, id: UUID) -> tuple[int, dict[str, Any]] | None:
    """Count an attempt; its number and the facts. None: nothing (more) to compute."""
    vraag = (
        update(Toewijzingsvoorstel)
        .where(Toewijzingsvoorstel.id == id, Toewijzingsvoorstel.status == Status.IN_BEREKENING)
        .values(poging=Toewijzingsvoorstel.poging + 1)
        .returning(Toewijzingsvoorstel.poging, Toewijzingsvoorstel.invoer)
    )
    row = tx.execute(vraag).one_or_none()
    return (row.poging, row.invoer) if row else None


def set_voortgang(tx: Session, id: UUID, percentage: int) -> bool:
    """Tell how far it is; False: somebody cancelled, or another worker was done first."""
    vraag = (
        update(Toewijzingsvoorstel)
        .where(Toewijzingsvoorstel.id == id, Toewijzingsvoorstel.status == Status.IN_BEREKENING)
        .values(
            berekening_percentage=func.greatest(
                Toewijzingsvoorstel.berekening_percentage, min(99, percentage)
            ),
            versie=Toewijzingsvoorstel.versie + 1,
        )
        .returning(Toewijzingsvoorstel.id)
    )
    return tx.scalar(vraag) is not None


def set_berekend(tx: Session, id: UUID, uitkomst: dict[str, Any], op: datetime) -> Kop | None:
    """Store the outcome and its lines at once; None when it is not awaited any more."""
    row = _wachtend(tx, id)
    if row is None:
        return None
    # One insert of all lines takes longer than the limit that suits a request.
    tx.execute(text("SET LOCAL statement_timeout = '120s'"))
    add_regels(tx, nieuwe_regels(id, row.invoer, uitkomst))
    row.uitkomst = {naam: uitkomst[naam] for naam in DELEN}
    row.bewezen_optimaal = uitkomst["bewezen_optimaal"]
    row.status, row.berekening_percentage = Status.BEREKEND, 100
    row.klaar_op, row.versie = op, row.versie + 1
    tx.flush()
    return _kop(row)


def set_mislukt(tx: Session, id: UUID, faalcode: str, op: datetime) -> Kop | None:
    """Say that there is no outcome, and why; None when it is not awaited any more."""
    row = _wachtend(tx, id)
    if row is None:
        return None
    row.status, row.faalcode = Status.MISLUKT, faalcode
    row.klaar_op, row.versie = op, row.versie + 1
    tx.flush()
    return _kop(row)


def _wachtend(tx: Session, id: UUID) -> Toewijzingsvoorstel | None:
    vraag = select(Toewijzingsvoorstel).where(
        Toewijzingsvoorstel.id == id, Toewijzingsvoorstel.status == Status.IN_BEREKENING
    )
    return tx.scalars(
        vraag.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()


def set_status(
    tx: Session, id: UUID, naar: Status, door: str, toelichting: str, op: datetime
) -> Kop:
    """Cancelled or closed by a person, with a reason; the proposal is held by `get_voorstel`."""
    row = tx.get_one(Toewijzingsvoorstel, id)
    row.status, row.toelichting, row.versie = naar, toelichting, row.versie + 1
    if naar is Status.AFGEROND:
        row.afgerond_op, row.afgerond_door = op, door
    else:
        row.klaar_op = op
    tx.flush()
    return _kop(row)


def raak_aan(tx: Session, id: UUID) -> None:
    """A decision changed the proposal: another version."""
    tx.execute(
        update(Toewijzingsvoorstel)
        .where(Toewijzingsvoorstel.id == id)
        .values(versie=Toewijzingsvoorstel.versie + 1)
    )
