"""The facts of a calculation, gathered from the rooms below."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.inzet.tables import Inzet
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from services.pool.planning.tables import Project
from services.pool.toewijzing import aanspraak, feiten, gevraagd, rondes
from services.pool.toewijzing.storage import overgenomen
from services.pool.toewijzing.storage.gunningen import list_openstaand
from services.pool.toewijzing.storage.nakomsten import TELT, get_correcties
from services.pool.toewijzing.storage.rondes import get_laatste_beurten, get_saldi
from services.pool.toewijzing.tables import Besluit, Postcode, Toewijzingsregel

TERUG = 31  # days that the past counts when no rotation was agreed: what was just extended


def get_feiten(
    tx: Session,
    pool: flexpool.Pool,
    peildatum: date,
    horizon_weken: int,
    voorstel: UUID | None = None,
) -> feiten.Feiten:
    """What a calculation on `peildatum` knows now.

    With `voorstel`: as if that proposal's own decisions had not been taken, to see what else
    changed since it was computed.
    """
    leden = pools.list_voorstelbaar(tx, pool.id, peildatum)
    eigen = _gevuld_door(tx, voorstel) if voorstel else frozenset()
    rijen = _binnen_basis(tx, pool, behoeften.list_voor_toewijzing(tx, pool.verband, eigen))
    door = overgenomen.get_doorzendingen(tx, pool, rijen, eigen)
    rijen = [*rijen, *door.overgenomen]
    plaatsen = {een.pc4 for een in leden} | {rij.behoefte.pc4 for rij in rijen}
    stand = _instellingen(tx, pool, peildatum, horizon_weken)
    stand = replace(stand, plekken=_plekken(tx, {pc4 for pc4 in plaatsen if pc4}))
    wie = [lid.medewerker for lid in leden]
    inzetten = tuple(
        een
        for een, van in _inzetten(tx, wie, [rij.id for rij in rijen], stand, door.pools).items()
        if voorstel is None or van != voorstel
    )
    vragen = _open_behoeften(rijen, inzetten, stand, door)
    return feiten.gesorteerd(
        feiten.Feiten(
            instellingen=replace(
                stand, saldi=_saldi(tx, pool, peildatum, {een.inlener for een in vragen})
            ),
            leden=tuple(_lid(lid) for lid in leden),
            behoeften=vragen,
            inzetten=inzetten,
        )
    )


def _open_behoeften(
    rijen: Iterable[behoeften.Bewaard],
    inzetten: Iterable[feiten.LopendeInzet],
    stand: feiten.Instellingen,
    door: overgenomen.Doorzendingen,
) -> tuple[feiten.Behoefte, ...]:
    """The needs with hours left inside the horizon: one that is open only after it waits."""
    lopend = gevraagd.per_behoefte(inzetten)
    vragen = (
        een
        for rij in rijen
        for heel in [_behoefte(rij, stand)]
        if heel is not None and (een := overgenomen.deel_hier(heel, door, stand)) is not None
    )
    return tuple(een for een in vragen if gevraagd.is_open(een, lopend.get(een.id, []), stand))


def _saldi(
    tx: Session, pool: flexpool.Pool, peildatum: date, vragers: Collection[str]
) -> tuple[tuple[str, Decimal], ...]:
    """What earlier rounds left, what their inzetten became, and what was given away since."""
    gegund = [
        rondes.Gegund(een.gever, een.ontvanger, een.uren) for een in list_openstaand(tx, pool.id)
    ]
    vanaf = planning.plus_maanden(peildatum, -pool.afspraken.saldo_horizon_maanden)
    saldi = get_saldi(tx, pool.id, vanaf)
    for org, uren in get_correcties(
        tx, pool.id, vanaf, pool.afspraken.saldo_verval_procent
    ).items():
        saldi[org] = saldi.get(org, rondes.NUL) + uren
    return rondes.met_gunning(saldi, gegund, vragers)


def _binnen_basis(
    tx: Session, pool: flexpool.Pool, rijen: list[behoeften.Bewaard]
) -> list[behoeften.Bewaard]:
    """The needs that this pool is for."""
    if pool.basis is None:
        return rijen
    projecten = {rij.behoefte.project for rij in rijen} - {None}
    vraag = select(Project.id, Project.opgave_id).where(Project.id.in_(projecten))
    opgave = {een.id: een.opgave_id for een in tx.execute(vraag)}
    return [
        rij
        for rij in rijen
        if flexpool.hoort_bij(
            pool.basis,
            rij.behoefte.functie,
            rij.behoefte.niveau,
            opgave.get(rij.behoefte.project),
        )
        is None
    ]


def _instellingen(
    tx: Session, pool: flexpool.Pool, peildatum: date, horizon_weken: int
) -> feiten.Instellingen:
    """What the verband agreed on, and who had the last turns."""
    afspraken = pool.afspraken
    return feiten.Instellingen(
        peildatum=peildatum,
        horizon_weken=horizon_weken,
        kortste_inzet_dagen=afspraken.kortste_inzet_dagen,
        langste_inzet_dagen=afspraken.langste_inzet_dagen,
        rotatie_dagen=afspraken.rotatie_dagen,
        saldo_maximum_procent=afspraken.saldo_maximum_procent,
        saldo_verval_procent=afspraken.saldo_verval_procent,
        verdeelsleutel=pool.verdeelsleutel,
        gewichten=tuple(aanspraak.afgesproken(pool).items()),
        laatste_beurten=tuple(get_laatste_beurten(tx, pool.id).items()),
    )


def met_besluiten(tx: Session, feit: feiten.Feiten, voorstel: UUID) -> feiten.Feiten:
    """The same facts with what was already decided on this proposal counted as running."""
    wie = [lid.medewerker for lid in feit.leden]
    gevonden = _inzetten(tx, wie, [een.id for een in feit.behoeften], feit.instellingen, {})
    bekend = {een.id for een in feit.inzetten}
    nieuw = tuple(een for een, van in gevonden.items() if van == voorstel and een.id not in bekend)
    return replace(feit, inzetten=feit.inzetten + nieuw)


def _inzetten(
    tx: Session,
    wie: Collection[UUID],
    waarvoor: Collection[UUID],
    stand: feiten.Instellingen,
    pools: overgenomen.Pools,
) -> dict[feiten.LopendeInzet, UUID | None]:
    """Inzetten of these people or for these needs, as far back as rotation reaches, each with the
    proposal that it came of. Of a need that was taken over only the inzetten of `pools` fill it."""
    vanaf = stand.peildatum - timedelta(days=max(stand.rotatie_dagen, TERUG))
    vraag = select(
        Inzet.id, Inzet.medewerker, Inzet.behoefte_id, Inzet.inlener, Inzet.uren_per_week,
        Inzet.van, Inzet.tot, Inzet.voorstel_id, Inzet.pool_id,
    ).where(
        or_(Inzet.medewerker.in_(list(wie)), Inzet.behoefte_id.in_(list(waarvoor))),
        Inzet.status.in_(sorted(TELT)),
        or_(Inzet.tot.is_(None), Inzet.tot >= vanaf),
    )  # fmt: skip
    mensen, uit = set(wie), {}
    for een in tx.execute(vraag.order_by(Inzet.id)):
        hier = overgenomen.telt_hier(een.behoefte_id, een.pool_id, pools)
        if hier or een.medewerker in mensen:
            lopend = feiten.LopendeInzet(
                id=een.id,
                medewerker=een.medewerker,
                behoefte=een.behoefte_id if hier else None,
                inlener=een.inlener,
                uren=een.uren_per_week,
                van=een.van,
                tot=een.tot,
            )
            uit[lopend] = een.voorstel_id
    return uit


def _gevuld_door(tx: Session, voorstel: UUID) -> frozenset[UUID]:
    """Needs for which decisions on this proposal made an inzet."""
    vraag = (
        select(Toewijzingsregel.behoefte_id)
        .join(Besluit, Besluit.regel_id == Toewijzingsregel.id)
        .where(Toewijzingsregel.voorstel_id == voorstel, Besluit.inzet_id.is_not(None))
    )
    return frozenset(tx.scalars(vraag))


def _lid(lid: flexpool.Poollid) -> feiten.Lid:
    return feiten.Lid(
        id=lid.id,
        medewerker=lid.medewerker,
        thuisorganisatie=lid.thuisorganisatie,
        functies=lid.functies,
        uren_per_week=lid.uren_per_week,
        van=lid.beschikbaar_van,
        tot=lid.beschikbaar_tot,
        pc4=lid.pc4,
        straal_km=lid.straal_km,
        maximum_inzetten=lid.maximum_inzetten,
        ontwikkelwensen=lid.ontwikkelwensen,
        perioden=tuple(
            feiten.Beschikbaarheid(een.van, een.tot, een.uren_per_week) for een in lid.perioden
        ),
        toestemming=flexpool.heeft_toestemming(lid),
    )


def _behoefte(rij: behoeften.Bewaard, stand: feiten.Instellingen) -> feiten.Behoefte | None:
    """An open need inside the horizon; None when it lies outside."""
    behoefte = rij.behoefte
    wanneer = planning.periode(behoefte, stand.peildatum)
    if wanneer is None or behoefte.uren_max is None:
        return None
    van, tot = wanneer
    if van > stand.einde or (tot is not None and tot < stand.peildatum):
        return None
    return feiten.Behoefte(
        id=rij.id,
        inlener=behoefte.inlener,
        titel=behoefte.titel,
        functie=behoefte.functie,
        niveau=behoefte.niveau,
        uren_min=behoefte.uren_min,
        uren_max=behoefte.uren_max,
        urenblok=planning.urenblok(behoefte),
        van=van,
        tot=tot,
        pc4=behoefte.pc4,
        groep=rij.groep,
    )


def _plekken(tx: Session, pc4s: Iterable[str]) -> tuple[feiten.Plek, ...]:
    rows = tx.scalars(select(Postcode).where(Postcode.pc4.in_(list(pc4s))).order_by(Postcode.pc4))
    return tuple(feiten.Plek(row.pc4, row.breedte, row.lengte) for row in rows)


def set_postcodes(tx: Session, plekken: Iterable[feiten.Plek]) -> int:
    """Store where postcodes lie; returns how many. Of a postcode in two towns the last counts."""
    waarden = list({plek.pc4: asdict(plek) for plek in plekken}.values())
    for begin in range(0, len(waarden), 1000):
        rijen = insert(Postcode).values(waarden[begin : begin + 1000])
        nieuw = {"breedte": rijen.excluded.breedte, "lengte": rijen.excluded.lengte}
        tx.execute(rijen.on_conflict_do_update(index_elements=[Postcode.pc4], set_=nieuw))
    return len(waarden)
