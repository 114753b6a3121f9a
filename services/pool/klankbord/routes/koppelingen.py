"""Who is asked: a makelaar chooses, the expert says yes or no and never why."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.flexpool.rules import Reden
from services.pool.kijker import adres, eis_mens
from services.pool.klankbord import rules, verloop
from services.pool.klankbord.routes import models, tonen
from services.pool.klankbord.routes.access import KLANKBORD, Lezer, weiger
from services.pool.klankbord.rules import Klankbordstatus, Koppelstatus
from services.pool.klankbord.storage import experts, vragen
from services.pool.klankbord.storage.vragen import BewaardeKoppeling
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("klankbord")


def _noteer(tx: Tx, beller: Caller, nu: Nu, *wat: BewaardeKoppeling) -> None:
    mensen = {een.koppeling.persoon for een in wat} | {een.vraag.vrager for een in wat}
    verwerking.record(tx, beller, KLANKBORD, [een for een in mensen if een], nu)


@router.post(
    "/klankbordvragen/{id}/koppelingen",
    status_code=201,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Vraag een deskundige om mee te denken",
)
def add_klankbordkoppeling(
    id: UUID,
    invoer: models.KoppelingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordkoppeling:
    """Een makelaar kiest; dat hoeft niet de eerste van het voorstel te zijn.

    Wie een band heeft met de organisatie of geen geldige verklaring, kan niet worden gevraagd.
    """
    oud = found(vragen.get_vraag(tx, id, lezer, lock=True), "klankbordvraag")
    if not rules.koppelt(oud.vraag, lezer):
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")
    door = eis_mens(beller)
    gekozen = _kies(tx, invoer.expert, oud.vraag.verband, lezer)
    goed, weg = verloop.stel_voor(tx, oud.vraag, vandaag)
    plaats = next((een.plaats for een in goed if een.expert == gekozen.id), 0)
    tegen = next((een.belemmeringen for een in weg if een.expert == gekozen.id), ())
    redenen = [Reden("expert", een.value, rules.BELEMMERD[een]) for een in tegen]
    if oud.vraag.status is not Klankbordstatus.OPEN:
        redenen.append(Reden("status", "niet-open", "Er is al iemand gevraagd, of zij is voorbij."))
    weiger(redenen, "koppelen-kan-niet")
    if not experts.lock_expert(tx, gekozen.id):
        raise _onbekend()
    nieuw = found(vragen.add_koppeling(tx, oud, gekozen, plaats, door, nu), "klankbordvraag")
    verloop.gevraagd(tx, nieuw)
    _noteer(tx, beller, nu, nieuw)
    response.headers["Location"] = adres(request, f"/klankbordkoppelingen/{nieuw.koppeling.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_koppeling(request, nieuw, lezer)


def _onbekend() -> Problem:
    return invalid(("expert", "onbekend", "Deze deskundige staat niet in het register."))


def _kies(tx: Tx, id: UUID, verband: UUID, lezer: rules.Klankbordlezer) -> rules.Klankbordexpert:
    """An expert of the same register (400: else there is none)."""
    gevonden = experts.get_expert(tx, id, lezer)
    if gevonden is None or gevonden.expert.verband != verband:
        raise _onbekend()
    return gevonden.expert


@router.get(
    "/klankbordkoppelingen",
    response_model=models.KlankbordkoppelingPagina,
    dependencies=[eist("pool:lezen")],
    summary="Waarvoor deskundigen zijn gevraagd",
)
def list_klankbordkoppelingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
) -> object:
    """Geeft waarvoor u bent gevraagd; aan een makelaar die van het verband."""
    rijen = vragen.list_koppelingen(tx, lezer, params.offset, params.limit)
    count = vragen.count_koppelingen(tx, lezer) if params.telling else None
    _noteer(tx, beller, nu, *rijen)
    getoond = [tonen.toon_koppeling(request, een, lezer) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/klankbordkoppelingen/{id}", dependencies=[eist("pool:lezen")], summary="Eén koppeling"
)
def get_klankbordkoppeling(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> models.Klankbordkoppeling:
    """Geeft de vraag aan de deskundige; een persoonlijke pas na ja."""
    gevonden = found(vragen.get_koppeling(tx, id, lezer), "koppeling")
    _noteer(tx, beller, nu, gevonden)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_koppeling(request, gevonden, lezer)


@router.post(
    "/klankbordkoppelingen/{id}/antwoord",
    status_code=200,
    dependencies=[eist("eigen:beheren")],
    summary="Zeg ja of nee op een klankbordvraag",
)
def antwoord_klankbordkoppeling(
    id: UUID,
    invoer: models.KoppelAntwoord,
    request: Request,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordkoppeling:
    """De deskundige zegt ja of nee; een reden wordt niet gevraagd en niet bewaard."""
    oud = found(vragen.get_koppeling(tx, id, lezer, lock=True), "koppeling")
    if lezer.zelf != oud.koppeling.persoon:
        raise Problem(403, "De deskundige antwoordt zelf.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    _eis_gevraagd(oud)
    naar = Koppelstatus.AANVAARD if invoer.ja else Koppelstatus.GEWEIGERD
    nieuw = vragen.set_antwoord(tx, oud, naar, nu)
    if invoer.ja:
        verloop.aanvaard(tx, nieuw, nu, vandaag)
    _noteer(tx, beller, nu, nieuw)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_koppeling(request, nieuw, lezer)


def _eis_gevraagd(oud: BewaardeKoppeling) -> None:
    if oud.koppeling.status is not Koppelstatus.GEVRAAGD:
        raise Problem(409, "Hierop wacht geen antwoord meer.", code="niet-gevraagd")


@router.post(
    "/klankbordkoppelingen/{id}/intrekking",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Wacht niet langer op een deskundige",
)
def trek_klankbordkoppeling_in(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> models.Klankbordkoppeling:
    """Een makelaar vraagt een ander als iemand niet antwoordt; de vraag komt weer open."""
    oud = found(vragen.get_koppeling(tx, id, lezer, lock=True), "koppeling")
    if not rules.koppelt(oud.vraag, lezer):
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")
    eis_mens(beller)
    etag.require_match(request, oud.versie)
    _eis_gevraagd(oud)
    nieuw = vragen.set_antwoord(tx, oud, Koppelstatus.INGETROKKEN, nu)
    _noteer(tx, beller, nu, nieuw)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_koppeling(request, nieuw, lezer)
