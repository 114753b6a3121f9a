"""The register of experts: who works for no member writes the own line, a makelaar admits."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.kijker import adres, eis_mens
from services.pool.klankbord import rules
from services.pool.klankbord.routes import models, tonen
from services.pool.klankbord.routes.access import (
    KLANKBORD,
    Lezer,
    eis_buiten_dienst,
    eis_goed,
    eis_makelaar,
)
from services.pool.klankbord.rules import Expertstatus
from services.pool.klankbord.storage import experts, wissen
from services.pool.klankbord.storage.experts import BewaardeExpert
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("klankbord")
LIJSTEN = ("onderwerpen", "soorten", "banden")


def _eis_verklaring(onafhankelijk: bool) -> None:
    if not onafhankelijk:
        zin = "Zonder deze verklaring kunt u niet meedenken."
        raise invalid(("onafhankelijk", "verklaring-nodig", zin))


@router.post(
    "/klankbordexperts",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Schrijf u in als deskundige",
)
def add_klankbordexpert(
    invoer: models.KlankbordexpertInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordexpert:
    """Voor wie met pensioen is en bij geen deelnemende organisatie meer werkt.

    U meldt zich aan bij `/toegang/v1/kandidaten` en logt in met de link in uw mail. Een makelaar
    neemt u op; daarna kan die u vragen. U krijgt alleen onkosten terug.
    """
    persoon = eis_buiten_dienst(lezer)
    _eis_verklaring(invoer.onafhankelijk)
    expert = rules.Klankbordexpert(
        id=uuid4(),
        verband=invoer.verband,
        persoon=persoon,
        onderwerpen=tuple(invoer.onderwerpen),
        soorten=tuple(invoer.soorten),
        ervaring=invoer.ervaring,
        banden=tuple(invoer.banden),
        onafhankelijk_op=vandaag,
        beschikbaar=invoer.beschikbaar,
    )
    eis_goed(rules.fouten_in_expert(expert))
    nieuw = experts.set_expert(tx, None, expert, nu)
    if nieuw is None:
        raise Problem(409, "U bent in dit verband al ingeschreven.", code="bestaat-al")
    verwerking.record(tx, beller, KLANKBORD, [persoon], nu)
    response.headers["Location"] = adres(request, f"/klankbordexperts/{expert.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_experts(tx, request, [nieuw], vandaag)[0]


@router.get(
    "/klankbordexperts",
    response_model=models.KlankbordexpertPagina,
    dependencies=[eist("pool:lezen")],
    summary="Deskundigen die meedenken",
)
def list_klankbordexperts(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft uw eigen inschrijving; aan een makelaar het register van de eigen verbanden."""
    rijen = experts.list_experts(tx, lezer, params.offset, params.limit)
    count = experts.count_experts(tx, lezer) if params.telling else None
    verwerking.record(tx, beller, KLANKBORD, [een.expert.persoon for een in rijen], nu)
    getoond = tonen.toon_experts(tx, request, rijen, vandaag)
    return paging.page(request, response, params, getoond, count)


@router.get("/klankbordexperts/{id}", dependencies=[eist("pool:lezen")], summary="Eén deskundige")
def get_klankbordexpert(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu, vandaag: Vandaag
) -> models.Klankbordexpert:
    """Geeft de inschrijving, aan de deskundige zelf en aan de makelaars van het verband."""
    gevonden = found(experts.get_expert(tx, id, lezer), "deskundige")
    verwerking.record(tx, beller, KLANKBORD, [gevonden.expert.persoon], nu)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_experts(tx, request, [gevonden], vandaag)[0]


def _eigen(tx: Tx, id: UUID, lezer: rules.Klankbordlezer, request: Request) -> BewaardeExpert:
    """The caller's own line, held. Errors: 404, 403, 412."""
    oud = found(experts.get_expert(tx, id, lezer, lock=True), "deskundige")
    if not rules.is_zelf(oud.expert, lezer):
        raise Problem(403, "Dit doet de deskundige zelf.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    return oud


@router.patch(
    "/klankbordexperts/{id}",
    dependencies=[eist("eigen:beheren")],
    summary="Wijzig uw inschrijving als deskundige",
)
def patch_klankbordexpert(
    id: UUID,
    wijziging: models.KlankbordexpertWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordexpert:
    """Wijzigt alleen de gegeven velden; met `onafhankelijk` verklaart u dat vandaag opnieuw."""
    oud = _eigen(tx, id, lezer, request)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "onafhankelijk" in velden:
        _eis_verklaring(velden.pop("onafhankelijk"))
        velden["onafhankelijk_op"] = vandaag
    for naam in velden.keys() & set(LIJSTEN):
        velden[naam] = tuple(velden[naam])
    expert = replace(oud.expert, **velden)
    nieuw = oud
    if expert != oud.expert:
        eis_goed(rules.fouten_in_expert(expert))
        nieuw = found(experts.set_expert(tx, oud, expert, nu), "deskundige")
    verwerking.record(tx, beller, KLANKBORD, [expert.persoon], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_experts(tx, request, [nieuw], vandaag)[0]


@router.delete(
    "/klankbordexperts/{id}",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Schrijf u uit als deskundige",
)
def delete_klankbordexpert(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> Response:
    """Kan altijd. Een vraag waarover u meedenkt, komt weer open."""
    oud = _eigen(tx, id, lezer, request)
    wissen.schrijf_uit(tx, oud.expert.persoon, oud.expert.verband)
    verwerking.record(tx, beller, KLANKBORD, [oud.expert.persoon], nu)
    return Response(status_code=204)


@router.put(
    "/klankbordexperts/{id}/opname",
    dependencies=[eist("pool:schrijven")],
    summary="Neem een deskundige op in het register",
)
def put_klankbordexpert_opname(
    id: UUID,
    invoer: models.ExpertOpname,
    request: Request,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordexpert:
    """Een makelaar neemt iemand op na een kennismaking, of (weer) niet."""
    oud = found(experts.get_expert(tx, id, lezer, lock=True), "deskundige")
    eis_makelaar(lezer)
    eis_mens(beller)
    etag.require_match(request, oud.versie)
    naar = Expertstatus.OPGENOMEN if invoer.opgenomen else Expertstatus.NIET_OPGENOMEN
    nieuw = oud
    if naar is not oud.expert.status:
        veranderd = experts.set_expert(tx, oud, replace(oud.expert, status=naar), nu)
        nieuw = found(veranderd, "deskundige")
    verwerking.record(tx, beller, KLANKBORD, [oud.expert.persoon], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_experts(tx, request, [nieuw], vandaag)[0]
