"""The facts of a calculation, gathered from the rooms below."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.inzet import storage as inzetten
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from services.pool.toewijzing import feiten
from services.pool.toewijzing.tables import Besluit, Postcode, Toewijzingsregel


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
    leden = pools.list_alle_leden(tx, pool.id)
    eigen = _gevuld_door(tx, voorstel) if voorstel else frozenset()
    rijen = behoeften.list_voor_toewijzing(tx, pool.verband, eigen)
    lopend = inzetten.list_lopend(
        tx, [lid.medewerker for lid in leden], [rij.id for rij in rijen], peildatum
    )
    plaatsen = {een.pc4 for een in leden} | {rij.behoefte.pc4 for rij in rijen}
    stand = feiten.Instellingen(
        peildatum=peildatum,
        horizon_weken=horizon_weken,
        verdeelsleutel=pool.verdeelsleutel,
        gewichten=tuple((een.organisatie, een.deel) for een in pool.gewichten),
        plekken=_plekken(tx, {pc4 for pc4 in plaatsen if pc4}),
    )
    return feiten.gesorteerd(
        feiten.Feiten(
            instellingen=stand,
            leden=tuple(_lid(lid) for lid in leden),
            behoeften=tuple(een for rij in rijen if (een := _behoefte(rij, stand)) is not None),
            inzetten=tuple(
                _inzet(een) for een in lopend if voorstel is None or een.voorstel != voorstel
            ),
        )
    )


def met_besluiten(tx: Session, feit: feiten.Feiten, voorstel: UUID) -> feiten.Feiten:
    """The same facts with what was already decided on this proposal counted as running."""
    medewerkers = [lid.medewerker for lid in feit.leden]
    lopend = inzetten.list_lopend(
        tx, medewerkers, [een.id for een in feit.behoeften], feit.instellingen.peildatum
    )
    bekend = {een.id for een in feit.inzetten}
    nieuw = tuple(
        _inzet(een) for een in lopend if een.voorstel == voorstel and een.inzet.id not in bekend
    )
    return feiten.Feiten(
        feit.instellingen, feit.leden, feit.behoeften, feit.inzetten + nieuw, feit.regelversie
    )


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
    )


def _inzet(bewaard: inzetten.Bewaard) -> feiten.LopendeInzet:
    inzet = bewaard.inzet
    return feiten.LopendeInzet(
        id=inzet.id,
        medewerker=inzet.medewerker,
        behoefte=bewaard.behoefte,
        inlener=inzet.inlener,
        uren=inzet.uren_per_week,
        van=inzet.van,
        tot=inzet.tot,
    )


def _plekken(tx: Session, pc4s: Iterable[str]) -> tuple[feiten.Plek, ...]:
    rows = tx.scalars(select(Postcode).where(Postcode.pc4.in_(list(pc4s))).order_by(Postcode.pc4))
    return tuple(feiten.Plek(row.pc4, row.breedte, row.lengte) for row in rows)


def set_postcodes(tx: Session, plekken: Iterable[feiten.Plek]) -> int:
    """Store where postcodes lie; returns how many."""
    waarden = [asdict(plek) for plek in plekken]
    for begin in range(0, len(waarden), 1000):
        rijen = insert(Postcode).values(waarden[begin : begin + 1000])
        nieuw = {"breedte": rijen.excluded.breedte, "lengte": rijen.excluded.lengte}
        tx.execute(rijen.on_conflict_do_update(index_elements=[Postcode.pc4], set_=nieuw))
    return len(waarden)
