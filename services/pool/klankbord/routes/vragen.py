"""Questions: asked by an organisation or by one person, seen by few, and over."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.kijker import adres
from services.pool.klankbord import rules, verloop
from services.pool.klankbord.routes import models, tonen
from services.pool.klankbord.routes.access import (
    KLANKBORD,
    Lezer,
    eis_goed,
    eis_makelaar,
    weiger,
)
from services.pool.klankbord.rules import VRAGERS, Klankbordstatus
from services.pool.klankbord.storage import experts, vragen
from services.pool.klankbord.storage.vragen import BewaardeVraag
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("klankbord")
MEEST_GETOOND = 100  # proposals, and who fell off


def _vrager(beller: Caller, lezer: rules.Klankbordlezer) -> tuple[str, UUID | None]:
    """The organisation, and the person who asks with an own login (403)."""
    if lezer.organisatie is None:
        zin = "Een klankbordvraag stelt wie bij een deelnemende organisatie werkt."
        raise Problem(403, zin, code="geen-oin")
    if lezer.zelf is None and not (lezer.rollen & VRAGERS and "pool:schrijven" in beller.scopes):
        zin = "Stel de vraag met uw eigen inlog, of laat HR of uw leidinggevende dat doen."
        raise Problem(403, zin, code="rol-ontbreekt")
    return lezer.organisatie, lezer.zelf


@router.post(
    "/klankbordvragen",
    status_code=201,
    dependencies=[eist("pool:lezen")],
    summary="Stel een klankbordvraag",
)
def add_klankbordvraag(
    invoer: models.KlankbordvraagInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordvraag:
    """Vraag een onafhankelijke deskundige om mee te denken.

    Een persoonlijke vraag stelt u met uw eigen inlog. Alleen een makelaar en de deskundige die ja
    zegt lezen die; uw werkgever niet. Kort na afloop gaat zij weg.
    """
    organisatie, persoon = _vrager(beller, lezer)
    if invoer.verband not in lezer.verbanden:
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))
    vraag = rules.Klankbordvraag(
        id=uuid4(),
        verband=invoer.verband,
        soort=invoer.soort,
        onderwerpen=tuple(invoer.onderwerpen),
        tekst=invoer.tekst,
        organisatie=organisatie,
        vrager=persoon,
        ook_eigen_makelaar=invoer.ook_eigen_makelaar,
    )
    eis_goed(rules.fouten_in_vraag(vraag))
    nieuw = vragen.add_vraag(tx, vraag, nu)
    verloop.gesteld(tx, vraag, nu, vandaag)
    _noteer(tx, beller, nu, nieuw)
    response.headers["Location"] = adres(request, f"/klankbordvragen/{vraag.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_vraag(request, nieuw)


def _noteer(tx: Tx, beller: Caller, nu: Nu, *wat: BewaardeVraag) -> None:
    mensen = {een.vraag.vrager for een in wat} | {een.denkt_mee for een in wat}
    verwerking.record(tx, beller, KLANKBORD, [een for een in mensen if een], nu)


@router.get(
    "/klankbordvragen",
    response_model=models.KlankbordvraagPagina,
    dependencies=[eist("pool:lezen")],
    summary="Klankbordvragen die u mag lezen",
)
def list_klankbordvragen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
) -> object:
    """Geeft uw eigen vragen en die van uw organisatie; aan een makelaar die van het verband.

    Wat nog loopt staat voorop. Een persoonlijke vraag van een ander leest alleen een makelaar, en
    die van de eigen werkgever alleen als de vrager dat goed vindt.
    """
    rijen = vragen.list_vragen(tx, lezer, params.offset, params.limit)
    count = vragen.count_vragen(tx, lezer) if params.telling else None
    _noteer(tx, beller, nu, *rijen)
    getoond = [tonen.toon_vraag(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/klankbordvragen/{id}", dependencies=[eist("pool:lezen")], summary="Eén klankbordvraag"
)
def get_klankbordvraag(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> models.Klankbordvraag:
    """Geeft de vraag, met wie er meedenkt als iemand ja zei."""
    gevonden = found(vragen.get_vraag(tx, id, lezer), "klankbordvraag")
    _noteer(tx, beller, nu, gevonden)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_vraag(request, gevonden)


def _sluit(
    tx: Tx, id: UUID, naar: Klankbordstatus, request: Request, lezer: rules.Klankbordlezer
) -> BewaardeVraag:
    """The question that the caller may end, held. Errors: 404, 403, 409, 412."""
    oud = found(vragen.get_vraag(tx, id, lezer, lock=True), "klankbordvraag")
    makelaar = naar is Klankbordstatus.AFGEROND and rules.koppelt(oud.vraag, lezer)
    if not (rules.is_vrager(oud.vraag, lezer) or makelaar):
        raise Problem(403, "Dit doet wie de vraag stelde.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    weiger(rules.beletselen_sluiten(oud.vraag, naar), "sluiten-kan-niet")
    return oud


@router.post(
    "/klankbordvragen/{id}/intrekking",
    status_code=200,
    dependencies=[eist("pool:lezen")],
    summary="Trek een klankbordvraag in",
)
def trek_klankbordvraag_in(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> models.Klankbordvraag:
    """Wie de vraag stelde, trekt haar in; een deskundige die gevraagd was, hoort dat."""
    oud = _sluit(tx, id, Klankbordstatus.INGETROKKEN, request, lezer)
    verloop.zeg_af(tx, oud)
    nieuw = vragen.set_status(tx, oud, Klankbordstatus.INGETROKKEN, nu)
    _noteer(tx, beller, nu, nieuw)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_vraag(request, nieuw)


@router.post(
    "/klankbordvragen/{id}/afronding",
    status_code=200,
    dependencies=[eist("pool:lezen")],
    summary="Rond een klankbordvraag af",
)
def rond_klankbordvraag_af(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu, vandaag: Vandaag
) -> models.Klankbordvraag:
    """Wie vroeg of een makelaar zegt dat het klaar is. Wat er gezegd is, staat nergens."""
    oud = _sluit(tx, id, Klankbordstatus.AFGEROND, request, lezer)
    nieuw = vragen.set_status(tx, oud, Klankbordstatus.AFGEROND, nu)
    verloop.afgerond(tx, nieuw.vraag, nu, vandaag)
    _noteer(tx, beller, nu, nieuw)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_vraag(request, nieuw)


@router.get(
    "/klankbordvragen/{id}/voorstellen",
    dependencies=[eist("pool:lezen")],
    summary="Wie kan hierover meedenken?",
)
def list_klankbordvoorstellen(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu, vandaag: Vandaag
) -> models.Koppelvoorstellen:
    """Geeft een makelaar wie er past en waarom, en wie niet.

    Eerst telt hoeveel onderwerpen kloppen. Bij gelijk gaat voor wie nu de minste vragen heeft, dan
    wie het minst vaak meedacht. De makelaar besluit.
    """
    gevonden = found(vragen.get_vraag(tx, id, lezer), "klankbordvraag")
    eis_makelaar(lezer)
    goed, weg = verloop.stel_voor(tx, gevonden.vraag, vandaag)
    namen = {een.id: een.persoon for een in experts.list_van(tx, gevonden.vraag.verband)}
    verwerking.record(tx, beller, KLANKBORD, namen.values(), nu)
    etag.stamp(request, gevonden.versie)
    return models.Koppelvoorstellen(
        voorstellen=[models.Koppelvoorstel.model_validate(een) for een in goed[:MEEST_GETOOND]],
        afgevallen=[models.Koppelafvaller.model_validate(een) for een in weg[:MEEST_GETOOND]],
    )
