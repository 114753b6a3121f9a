"""Needs shown to a partner pool: from rows to facts and back. Nothing about persons travels."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker
from services.pool.flexpool.tables import Pool
from services.pool.kijker import BASE_PATH
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.rules.dekking import Dekkingsdeel
from services.pool.planning.rules.doorzenden import DoorzendingStatus, Kant
from services.pool.planning.rules.tekort import Vraag
from services.pool.planning.storage.dekking import PARTNERPOOL, list_ingezet, set_dekking
from services.pool.planning.storage.stroken import vraag_van_buren
from services.pool.planning.tables import Behoefte, Doorzending, DoorzendingOvergang
from shared import events


@dataclass(frozen=True, slots=True)
class BewaardeDoorzending:
    """A need that was shown elsewhere, with the need and what inzetten of that pool give it."""

    id: UUID
    behoefte: behoeften.Bewaard
    naar_pool: UUID
    naar_verband: UUID
    status: DoorzendingStatus
    toelichting: str | None
    antwoord: str | None
    uren: Decimal | None
    van: date | None
    tot: date | None
    versie: int
    ingezet: tuple[Dekkingsdeel, ...] = ()

    def kanten(self, kijker: Kijker) -> frozenset[Kant]:
        """As whom the caller acts: for the inlener, for the partner, or for neither."""
        feiten = self.behoefte.behoefte
        vrager = feiten.inlener == kijker.organisatie
        if feiten.verband in kijker.verbanden and "makelaar" in kijker.rollen:
            vrager = True
        partner = self.naar_verband in kijker.verbanden
        return frozenset(
            kant for kant, is_zo in ((Kant.VRAGER, vrager), (Kant.PARTNER, partner)) if is_zo
        )


def get_verband_van_pool(tx: Session, pool: UUID) -> UUID | None:
    return tx.scalar(select(Pool.verband).where(Pool.id == pool))


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return false()
    return or_(
        Behoefte.inlener == kijker.organisatie,
        Behoefte.verband.in_(kijker.verbanden),
        Doorzending.naar_verband.in_(kijker.verbanden),
    )


def _als_bewaard(tx: Session, rows: list[Doorzending]) -> list[BewaardeDoorzending]:
    ids = {row.behoefte_id for row in rows}
    needs = {rij.id: rij for rij in behoeften.list_voor_planning(tx, ids=ids)}
    ingezet = list_ingezet(tx, ids)
    return [
        BewaardeDoorzending(
            row.id,
            needs[row.behoefte_id],
            row.naar_pool,
            row.naar_verband,
            DoorzendingStatus(row.status),
            row.toelichting,
            row.antwoord,
            row.uren,
            row.van,
            row.tot,
            row.versie,
            tuple(ingezet.get((row.behoefte_id, row.naar_pool), ())),
        )
        for row in rows
    ]


def list_doorzendingen(
    tx: Session, kijker: Kijker, status: DoorzendingStatus | None, offset: int, limit: int
) -> list[BewaardeDoorzending]:
    """What was shown by or to the caller's verbanden, newest first."""
    vraag = select(Doorzending).join(Behoefte).where(_filter(kijker, status))
    vraag = vraag.order_by(Doorzending.aangemaakt_op.desc(), Doorzending.id)
    return _als_bewaard(tx, list(tx.scalars(vraag.offset(offset).limit(limit))))


def count_doorzendingen(tx: Session, kijker: Kijker, status: DoorzendingStatus | None) -> int:
    vraag = select(func.count(Doorzending.id)).join(Behoefte).where(_filter(kijker, status))
    return tx.scalar(vraag) or 0


def _filter(kijker: Kijker, status: DoorzendingStatus | None) -> ColumnElement[bool]:
    ziet = _ziet(kijker)
    return and_(ziet, Doorzending.status == status) if status else ziet


def get_doorzending(
    tx: Session, id: UUID, kijker: Kijker, lock: bool = False
) -> BewaardeDoorzending | None:
    """One that the caller sees."""
    vraag = select(Doorzending).join(Behoefte).where(Doorzending.id == id, _ziet(kijker))
    vraag = vraag.execution_options(populate_existing=True)
    rows = tx.scalars(vraag.with_for_update(of=Doorzending) if lock else vraag).all()
    return next(iter(_als_bewaard(tx, list(rows))), None)


def add_doorzending(
    tx: Session,
    behoefte: UUID,
    naar_pool: UUID,
    naar_verband: UUID,
    toelichting: str | None,
    kijker: Kijker,
    op: datetime,
) -> BewaardeDoorzending | None:
    """Show a need to a pool; one that is living there already is refused by the database."""
    row = Doorzending(
        id=uuid4(),
        behoefte_id=behoefte,
        naar_pool=naar_pool,
        naar_verband=naar_verband,
        status=DoorzendingStatus.AANGEBODEN,
        toelichting=toelichting,
        aangemaakt_op=op,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    bewaard = get_doorzending(tx, row.id, kijker)
    if bewaard:
        _meld(tx, bewaard, op)
    return bewaard


def set_doorzending(
    tx: Session,
    oud: BewaardeDoorzending,
    naar: DoorzendingStatus,
    antwoord: str,
    dekking: tuple[Decimal | None, date | None, date | None],
    door: str | None,
    kijker: Kijker,
    op: datetime,
) -> BewaardeDoorzending | None:
    """Store, log and tell a step; what the partner gives, covers the need."""
    row = tx.get_one(Doorzending, oud.id)
    row.status, row.antwoord, row.versie = naar, antwoord, oud.versie + 1
    row.uren, row.van, row.tot = dekking
    tx.add(
        DoorzendingOvergang(
            doorzending_id=oud.id, van=oud.status, naar=naar, reden=antwoord, door=door, op=op
        )
    )
    tx.flush()
    if row.uren is not None and row.van is not None:
        set_dekking(
            tx, row.id, oud.behoefte.id, row.uren, row.van, row.tot, PARTNERPOOL, oud.naar_pool
        )
    nieuw = get_doorzending(tx, oud.id, kijker)
    if nieuw:
        _meld(tx, nieuw, op)
    return nieuw


def list_overgenomen(
    tx: Session, pool: UUID, verband: UUID, ook: Iterable[UUID] = ()
) -> list[tuple[behoeften.Bewaard, Dekkingsdeel]]:
    """Open needs of other verbanden that this pool accepted, with the hours and days it promised.

    `ook`: these count whatever the status of the need.
    """
    vraag = (
        select(Doorzending)
        .join(Behoefte)
        .where(
            Doorzending.naar_pool == pool,
            Doorzending.status == DoorzendingStatus.AANGENOMEN,
            or_(Behoefte.status == BehoefteStatus.OPEN, Behoefte.id.in_(list(ook))),
            or_(Behoefte.verband.is_(None), Behoefte.verband != verband),
            behoeften.vraagt_handen(),
        )
        .order_by(Behoefte.id)
        .execution_options(populate_existing=True)
    )
    return [(rij, deel) for _, rij, deel in _met_behoefte(tx, vraag)]


def _met_behoefte(
    tx: Session, vraag: Select[Doorzending]
) -> list[tuple[UUID, behoeften.Bewaard, Dekkingsdeel]]:
    """Which pool promised what of which need."""
    rows = [(row, deel) for row in tx.scalars(vraag) if (deel := _deel(row)) is not None]
    wat = {
        rij.id: rij
        for rij in behoeften.list_voor_planning(tx, ids=[r.behoefte_id for r, _ in rows])
    }
    return [(row.naar_pool, wat[row.behoefte_id], deel) for row, deel in rows]


def list_vragen_van_buren(tx: Session, verband: UUID, vandaag: date) -> list[Vraag]:
    """What the pools of a verband promised to others, with the inzetten that fill it."""
    vraag = (
        select(Doorzending)
        .join(Behoefte)
        .where(
            Doorzending.naar_verband == verband,
            Doorzending.status == DoorzendingStatus.AANGENOMEN,
            or_(Behoefte.verband.is_(None), Behoefte.verband != verband),
        )
        .order_by(Doorzending.id)
        .execution_options(populate_existing=True)
    )
    rijen = _met_behoefte(tx, vraag)
    ingezet = list_ingezet(tx, {rij.id for _, rij, _ in rijen})
    vragen = (
        vraag_van_buren(rij.behoefte, rij.status, deel, ingezet.get((rij.id, pool), ()), vandaag)
        for pool, rij, deel in rijen
    )
    return [een for een in vragen if een is not None]


def list_elders(
    tx: Session, ids: Iterable[UUID], behalve: UUID
) -> dict[UUID, list[tuple[UUID, Dekkingsdeel]]]:
    """Which pools, other than `behalve`, took over these needs, and for which hours and days."""
    vraag = select(Doorzending).where(
        Doorzending.behoefte_id.in_(list(ids)),
        Doorzending.naar_pool != behalve,
        Doorzending.status == DoorzendingStatus.AANGENOMEN,
    )
    vraag = vraag.order_by(Doorzending.id).execution_options(populate_existing=True)
    uit: dict[UUID, list[tuple[UUID, Dekkingsdeel]]] = {}
    for row in tx.scalars(vraag):
        if (deel := _deel(row)) is not None:
            uit.setdefault(row.behoefte_id, []).append((row.naar_pool, deel))
    return uit


def _deel(row: Doorzending) -> Dekkingsdeel | None:
    """What was promised; nothing without hours or a first day."""
    if row.uren is None or row.van is None:
        return None
    return Dekkingsdeel(row.van, row.tot, row.uren)


def _meld(tx: Session, een: BewaardeDoorzending, op: datetime) -> None:
    feiten = een.behoefte.behoefte
    publiek = events.Publiek(
        organisaties=frozenset({feiten.inlener}),
        verbanden=frozenset({een.naar_verband} | ({feiten.verband} if feiten.verband else set())),
        rollen=PLANNERS | MEEKIJKERS,
    )
    soort = f"doorzending-{een.status}"
    events.record(tx, soort, een.id, publiek, op, f"{BASE_PATH}/doorzendingen/{een.id}")
