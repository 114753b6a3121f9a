"""Decisions: a named person confirms, changes or refuses a line; only then is there an inzet."""

from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.inzet import storage as inzetten
from services.pool.kijker import BASE_PATH, Kijker, eis_mens, eis_rol
from services.pool.planning import storage as behoeften
from services.pool.toewijzing import feiten, rules, storage, validator
from services.pool.toewijzing.routes import models
from services.pool.toewijzing.routes.voorstellen import MAKELAARS, TOEWIJZING
from services.pool.toewijzing.rules import Beletsel, Besluit
from shared import api, etag, events, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("toewijzingsvoorstellen")
UITLEG = {
    Beletsel.AL_BESLOTEN: "Over deze regel is al besloten.",
    Beletsel.VERLOPEN: "Dit voorstel is verlopen; bereken een nieuw voorstel.",
    Beletsel.VEROUDERD: "De feiten zijn gewijzigd sinds de berekening; bereken een nieuw voorstel.",
}


@router.post(
    "/toewijzingsvoorstellen/{id}/regels/{regelId}/besluiten",
    status_code=201,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Besluit over een regel van een voorstel",
)
def add_besluit(
    id: UUID,
    regelId: UUID,
    invoer: models.BesluitInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Toewijzingsregel:
    """Een makelaar bevestigt, wijzigt of wijst een regel af, met een reden.

    Bevestigen kan zolang de feiten nog zijn zoals bij de berekening; anders staat erbij wat er
    veranderde. Vanaf het besluit telt de medewerker als inleenkracht bij de inlener.
    """
    kop, toen, _ = found(storage.get_voorstel(tx, id, kijker), "toewijzingsvoorstel")
    regel = found(storage.lock_regel(tx, id, regelId), "regel")
    eis_rol(kijker, MAKELAARS)
    door = eis_mens(beller)
    pools.lock_medewerker(tx, regel.medewerker)
    behoeften.haal(tx, regel.behoefte, lock=True)
    feit = _feiten(tx, kop, kijker)
    verschillen = tuple(rules.verschillen(toen, feiten.als_json(feit)))
    uiterlijk = min(kop.geldig_tot, regel.tot or kop.geldig_tot)
    stand = rules.Stand(regel.besluit is not None, uiterlijk, vandaag, verschillen)
    _weiger(rules.beletselen(invoer.besluit, invoer.uren, stand), stand, regel)
    inzet = None
    if invoer.besluit is not Besluit.AFGEWEZEN:
        uren = Decimal(invoer.uren) if invoer.uren else regel.uren_per_week
        _toets(tx, feit, kop, regel, uren)
        inzet = _zet_in(tx, kop, regel, uren, invoer.reden, door, nu, vandaag)
    gewijzigd = Decimal(invoer.uren) if invoer.uren else None
    besloten = storage.Besloten(invoer.besluit, invoer.reden, gewijzigd, door, nu, inzet)
    storage.add_besluit(tx, regelId, besloten)
    verwerking.record(tx, beller, TOEWIJZING, [regel.medewerker], nu)
    _meld(tx, kop, nu)
    etag.stamp(request, 1)
    return models.toon_regel(replace(regel, besluit=besloten))


def _meld(tx: Session, kop: storage.Kop, nu: datetime) -> None:
    """Tell the planners of the verband; the event names the proposal, not the person."""
    wie = publiek(kop.verband, personen=True)
    pad = f"{BASE_PATH}/toewijzingsvoorstellen/{kop.id}"
    events.record(tx, "toewijzing-besloten", kop.id, wie, nu, pad)


def _feiten(tx: Session, kop: storage.Kop, kijker: flexpool.Kijker) -> feiten.Feiten:
    """The facts of now, looked at as on the day of the calculation."""
    pool = found(pools.get_pool(tx, kop.pool, kijker), "pool")
    return storage.get_feiten(tx, pool, kop.peildatum, kop.horizon_weken, kop.id)


def _weiger(beletselen: list[Beletsel], stand: rules.Stand, regel: storage.Regel) -> None:
    """Refuse a decision with everything that stops it."""
    if Beletsel.UREN_NODIG in beletselen:
        raise invalid(("uren", "ontbreekt", "Noem de uren per week van het gewijzigde besluit."))
    if Beletsel.UREN_ONGEWENST in beletselen:
        raise invalid(("uren", "ongewenst", "Uren horen alleen bij een gewijzigd besluit."))
    if not beletselen:
        return
    eerste = beletselen[0]
    meer: dict[str, Any] = {}
    if eerste is Beletsel.AL_BESLOTEN and regel.besluit is not None:
        meer["besluit"] = regel.besluit.besluit
    if eerste is Beletsel.VEROUDERD:
        meer["wijzigingen"] = [asdict(een) for een in stand.verschillen[:200]]
    raise Problem(409, UITLEG[eerste], code=eerste, beletselen=list(beletselen), **meer)


def _toets(
    tx: Session, feit: feiten.Feiten, kop: storage.Kop, regel: storage.Regel, uren: Decimal
) -> None:
    """The independent validator, on the facts of now with all earlier decisions counted."""
    nu = storage.met_besluiten(tx, feit, kop.id)
    lijn = rules.Regel(regel.lid, regel.behoefte, int(uren), regel.van, regel.tot)
    if schendingen := validator.bevindingen(nu, [lijn]):
        codes = sorted({een.schending for een in schendingen})
        detail = "Dit breekt een harde regel; zie schendingen."
        raise Problem(409, detail, code="harde-regel", schendingen=codes)


def _zet_in(
    tx: Session,
    kop: storage.Kop,
    regel: storage.Regel,
    uren: Decimal,
    reden: str,
    door: str,
    nu: datetime,
    vandaag: date,
) -> UUID:
    """Register the inzet, from today at the earliest, and see whether the need is filled."""
    bewaard = inzetten.add_inzet(
        tx,
        {
            "verband": kop.verband,
            "medewerker": regel.medewerker,
            "thuisorganisatie": regel.thuisorganisatie,
            "inlener": regel.inlener,
            "behoefte_id": regel.behoefte,
            "voorstel_id": kop.id,
            "uren_per_week": uren,
            "van": max(regel.van, vandaag),
            "tot": regel.tot,
            "uitleg": regel.uitleg,
            "reden": reden,
        },
        door,
        nu,
    )
    inzetten.werk_behoefte_bij(tx, regel.behoefte, door, nu, vandaag)
    return bewaard.inzet.id
