"""Closed rounds: what every organisation had, and what that means for the next one."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.inzet.tables import Inzet
from services.pool.toewijzing import aanspraak, rondes
from services.pool.toewijzing.feiten import Instellingen
from services.pool.toewijzing.storage.gunningen import (
    Gunning,
    gebruik,
    laat_vervallen,
    list_openstaand,
)
from services.pool.toewijzing.storage.nakomsten import TELT, Geteld
from services.pool.toewijzing.storage.spoed import list_ongeteld, tel
from services.pool.toewijzing.storage.voorstellen import Kop
from services.pool.toewijzing.tables import Aandeel as Row

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Aandeel:
    """One organisation in one closed round: hours over the horizon of that round.

    `toegewezen` is what the proposal gave; `geweigerd` and `gegund` what of it the organisation
    refused or gave away, gegund also what it gave away beforehand; `ontvangen` what it has, its
    emergency turns (`spoed`) included. `aanspraak` is by the key alone.
    """

    voorstel: UUID
    pool: UUID
    verband: UUID
    op: date
    peildatum: date
    einde: date
    organisatie: str
    gevraagd: Decimal
    aanspraak: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    geweigerd: Decimal
    gegund: Decimal
    ontvangen: Decimal
    spoed: Decimal
    saldo_voor: Decimal
    correctie: Decimal
    saldo_na: Decimal

    @property
    def ronde(self) -> UUID:
        """A round is a proposal that was closed."""
        return self.voorstel


def _aandeel(row: Row) -> Aandeel:
    return Aandeel(
        voorstel=row.voorstel_id,
        pool=row.pool_id,
        verband=row.verband,
        op=row.op,
        peildatum=row.peildatum,
        einde=row.einde,
        organisatie=row.organisatie,
        gevraagd=row.gevraagd,
        aanspraak=row.aanspraak,
        rechtvaardig=row.rechtvaardig,
        toegewezen=row.toegewezen,
        geweigerd=row.geweigerd,
        gegund=row.gegund,
        ontvangen=row.ontvangen,
        spoed=row.spoed,
        saldo_voor=row.saldo_voor,
        correctie=row.correctie,
        saldo_na=row.saldo_na,
    )


def list_aandelen(
    tx: Session, verband: UUID, van: date, tot: date, pool: UUID | None = None
) -> list[Aandeel]:
    """What was closed in a period (days included), of all pools or of one; oldest first."""
    vraag = select(Row).where(Row.verband == verband, Row.op >= van, Row.op <= tot)
    if pool is not None:
        vraag = vraag.where(Row.pool_id == pool)
    return [_aandeel(row) for row in tx.scalars(vraag.order_by(Row.nr))]


def add_aandelen(tx: Session, aandelen: Iterable[Aandeel]) -> None:
    """Write the outcome of a round; nothing ever changes it."""
    for een in aandelen:
        velden = asdict(een)
        velden["voorstel_id"], velden["pool_id"] = velden.pop("voorstel"), velden.pop("pool")
        tx.add(Row(**velden))
    tx.flush()


def get_saldi(tx: Session, pool: UUID, vanaf: date) -> dict[str, Decimal]:
    """What earlier rounds still owe (or are owed by) each organisation, inside the horizon."""
    laatste = (
        select(func.max(Row.nr))
        .where(Row.pool_id == pool, Row.op >= vanaf)
        .group_by(Row.organisatie)
        .scalar_subquery()
    )
    vraag = select(Row.organisatie, Row.saldo_na).where(Row.nr.in_(laatste))
    return {een.organisatie: een.saldo_na for een in tx.execute(vraag)}


def get_laatste_beurten(tx: Session, pool: UUID) -> dict[str, date]:
    """The last round in which each organisation got hours, by the day it looked from."""
    vraag = (
        select(Row.organisatie, func.max(Row.peildatum).label("laatste"))
        .where(Row.pool_id == pool, Row.ontvangen > 0)
        .group_by(Row.organisatie)
        .order_by(Row.organisatie)
    )
    return {een.organisatie: een.laatste for een in tx.execute(vraag)}


# ------------------------------------------------------------------ closing
def lock_ronde(tx: Session, pool: UUID) -> None:
    """Rounds of one pool are closed one after another."""
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"ronde:{pool}", 0))))


def has_latere_ronde(tx: Session, pool: UUID, peildatum: date) -> bool:
    vraag = select(Row.nr).where(Row.pool_id == pool, Row.peildatum > peildatum).limit(1)
    return tx.scalar(vraag) is not None


def list_geteld(tx: Session, voorstel: UUID, begin: date, einde: date) -> list[Geteld]:
    """The inzetten that came of a proposal and take place, with their hours inside the horizon."""
    vraag = (
        select(Inzet.id, Inzet.inlener, Inzet.uren_per_week, Inzet.van, Inzet.tot)
        .where(Inzet.voorstel_id == voorstel, Inzet.status.in_(TELT))
        .order_by(Inzet.id)
    )
    return [
        Geteld(id, inlener, begin, einde, rondes.uren(per_week, van, tot, begin, einde), tot)
        for id, inlener, per_week, van, tot in tx.execute(vraag)
    ]


def tel_spoed(tx: Session, pool: UUID, voorstel: UUID, begin: date, einde: date) -> list[Geteld]:
    """Count the emergency turns since the round before in this one, each once and whole."""
    beurten = {een.inzet: een.id for een in list_ongeteld(tx, pool)}
    tel(tx, beurten.values(), voorstel)
    kolommen = Inzet.id, Inzet.inlener, Inzet.uren_per_week, Inzet.van, Inzet.tot
    vraag = select(*kolommen).where(Inzet.id.in_(beurten)).order_by(Inzet.id)
    return [
        Geteld(
            id, inlener, min(begin, van), einde,
            rondes.uren(per_week, van, tot, min(begin, van), einde), tot,
        )
        for id, inlener, per_week, van, tot in tx.execute(vraag)
    ]  # fmt: skip


def gebruik_gunningen(
    tx: Session, kop: Kop, organisaties: Collection[str]
) -> tuple[tuple[rondes.Gegund, ...], list[Gunning]]:
    """Use up what was given away before this proposal; it cannot be taken back any more.

    Second: what it could not use, because giver or receiver asks nothing. That ends with the round.
    """
    gebruikt: list[Gunning] = []
    vervallen: list[Gunning] = []
    for een in list_openstaand(tx, kop.pool, kop.gemaakt_op, lock=True):
        (gebruikt if rondes.te_geven(_gegund(een), organisaties) else vervallen).append(een)
    gebruik(tx, [een.id for een in gebruikt], kop.id)
    laat_vervallen(tx, [een.id for een in vervallen], kop.id)
    return tuple(_gegund(een) for een in gebruikt), vervallen


def _gegund(een: Gunning) -> rondes.Gegund:
    return rondes.Gegund(een.gever, een.ontvanger, een.uren)


def naar_aandeel(
    kop: Kop,
    op: date,
    stand: Instellingen,
    deel: rondes.Uitkomst,
    recht: Decimal,
    saldo: Decimal,
    correctie: Decimal,
) -> Aandeel:
    """What is written down of one organisation, with its saldo for the next round.

    `correctie`: what inzetten of earlier rounds, changed since, do to its saldo.
    """
    recht = recht.quantize(CENT)
    na = aanspraak.saldo_na(
        saldo + correctie,
        aanspraak=recht,
        gevraagd=deel.gevraagd + deel.spoed,  # a turn before its time was wanted too
        geweigerd=deel.geweigerd,
        gekregen=deel.ontvangen,
        verval_procent=stand.saldo_verval_procent,
    )
    return Aandeel(
        voorstel=kop.id,
        pool=kop.pool,
        verband=kop.verband,
        op=op,
        peildatum=kop.peildatum,
        einde=stand.einde,
        **asdict(deel),
        aanspraak=recht,
        saldo_voor=saldo,
        correctie=correctie,
        saldo_na=na.quantize(CENT),
    )
