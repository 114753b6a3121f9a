"""The board of klussen, and the klussen of the own organisation."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.kijker import EigenKijker, Kijker, adres, eis_mens, eis_organisatie, eis_rol
from services.pool.klus import rules, verloop
from services.pool.klus.routes import models
from services.pool.klus.routes.access import NIET_NU, eis_goed, eis_verband, weiger
from services.pool.klus.rules import KLUSBEHEER, Klusstatus
from services.pool.klus.storage import klussen
from services.pool.klus.storage.klussen import BewaardeKlus
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("klussen")


@router.get(
    "/klussen",
    response_model=models.KlusPagina,
    dependencies=[eist("pool:lezen")],
    summary="Het klussenbord",
)
def list_klussen(
    request: Request,
    response: Response,
    params: Annotated[models.KlusFilter, Query()],
    tx: Tx,
    kijker: EigenKijker,
) -> object:
    """Geeft de open klussen van uw verbanden, de nieuwste eerst.

    Ook die van uw eigen organisatie als u daar klussen beheert, en die waarop u reageerde.
    """
    vraag = klussen.Zoekvraag(
        params.verband, params.organisatie, params.status, params.functie, params.niveau,
        params.uren, params.van, params.tot,
    )  # fmt: skip
    rijen = klussen.list_klussen(tx, kijker, vraag, params.offset, params.limit)
    count = klussen.count_klussen(tx, kijker, vraag) if params.telling else None
    getoond = [models.toon_klus(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/klussen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Schrijf een klus",
)
def add_klus(
    invoer: models.KlusInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klus:
    """Een leidinggevende, HR of makelaar schrijft een klus; tot u hem opent, ziet u hem alleen."""
    eis_rol(kijker, KLUSBEHEER)
    eigen = eis_organisatie(kijker)
    eis_verband(kijker, invoer.verband)
    feiten = dict(invoer)  # by the names here, not by those on the line
    klus = rules.Klus(id=uuid4(), organisatie=eigen, **feiten)
    _toets(tx, klus, vandaag)
    nieuw = klussen.set_klus(tx, None, klus, nu)
    response.headers["Location"] = adres(request, f"/klussen/{klus.id}")
    etag.stamp(request, nieuw.versie)
    return models.toon_klus(request, nieuw)


def _toets(tx: Tx, klus: rules.Klus, vandaag: Vandaag) -> None:
    langste = pools.get_afspraken(tx, klus.verband).langste_inzet_dagen
    eis_goed(rules.fouten_in_klus(klus, langste, vandaag))


@router.get("/klussen/{id}", dependencies=[eist("pool:lezen")], summary="Eén klus")
def get_klus(id: UUID, request: Request, tx: Tx, kijker: EigenKijker) -> models.Klus:
    """Geeft een klus die u mag zien."""
    gevonden = found(klussen.get_klus(tx, id, kijker), "klus")
    etag.stamp(request, gevonden.versie)
    return models.toon_klus(request, gevonden)


def _eigen(tx: Tx, id: UUID, kijker: Kijker, request: Request, nu: Nu) -> BewaardeKlus:
    """A klus of the caller's organisation, held and up to date. Errors: 404, 403, 412."""
    gezien = found(klussen.get_klus(tx, id, kijker), "klus")
    eis_rol(kijker, KLUSBEHEER)
    if not rules.beheert(gezien.klus, kijker):
        raise Problem(403, "Dit mag alleen de organisatie zelf.", code="andere-organisatie")
    oud = found(verloop.lock_bij(tx, id, nu), "klus")
    etag.require_match(request, oud.versie)
    return oud


@router.patch("/klussen/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een klus")
def patch_klus(
    id: UUID,
    wijziging: models.KlusWijziging,
    request: Request,
    tx: Tx,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klus:
    """Wijzigt alleen de gegeven velden. Wie al reageerde, hoort dat de klus gewijzigd is."""
    oud = _eigen(tx, id, kijker, request, nu)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    klus = replace(oud.klus, **velden)
    nieuw = oud
    if klus != oud.klus:
        if oud.klus.status not in rules.WIJZIGBAAR:
            raise Problem(409, f"Deze klus is {oud.klus.status}.", code="ligt-vast")
        _toets(tx, klus, vandaag)
        nieuw = klussen.set_klus(tx, oud, klus, nu)
        verloop.gewijzigd(tx, nieuw, nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_klus(request, nieuw)


@router.post(
    "/klussen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Open een klus, sluit hem of trek hem in",
)
def add_klus_statuswijziging(
    id: UUID,
    invoer: models.KlusStatuswijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klus:
    """Open: iedereen in het verband ziet hem. Gesloten: niemand reageert meer, matchen kan nog.

    Trekt u een klus in, dan vervallen de reacties, en wat al was voorgesteld gaat niet door.
    """
    oud = _eigen(tx, id, kijker, request, nu)
    door = eis_mens(beller)
    weiger(rules.beletselen_klus(oud.klus, invoer.naar, vandaag), NIET_NU, "overgang-kan-niet")
    if invoer.naar is Klusstatus.INGETROKKEN:
        nieuw = verloop.trek_in(tx, oud, invoer.reden, door, nu)
    else:
        nieuw = verloop.zet(tx, oud, invoer.naar, invoer.reden, door, nu)
    response.headers["Location"] = adres(request, f"/klussen/{id}")
    etag.stamp(request, nieuw.versie)
    return models.toon_klus(request, nieuw)
