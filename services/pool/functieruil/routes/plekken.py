"""Free seats: a vacant function that can start a chain."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import PLANNERS
from services.pool.functieruil import rules, verloop
from services.pool.functieruil.routes import models, tonen
from services.pool.functieruil.routes.access import eis_goed, eis_verband
from services.pool.functieruil.rules import Ruilwensstatus
from services.pool.functieruil.storage import wensen
from services.pool.kijker import Kijker, adres, eis_eigen, eis_organisatie, eis_rol
from shared import api, etag, paging
from shared.api import Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("functieruil")


@router.get(
    "/vrije-plekken",
    response_model=models.VrijePlekPagina,
    dependencies=[eist("pool:lezen")],
    summary="Vrije plekken van uw verbanden",
)
def list_vrije_plekken(
    request: Request,
    response: Response,
    params: Annotated[models.RuilFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de plekken waar een keten kan beginnen, de nieuwste eerst."""
    zoek = tonen.zoek(params)
    rijen = wensen.list_plekken(tx, kijker, zoek, params.offset, params.limit)
    count = wensen.count_plekken(tx, kijker, zoek) if params.telling else None
    getoond = [tonen.toon_plek(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/vrije-plekken",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Meld een vrije plek",
)
def add_vrije_plek(
    invoer: models.VrijePlekInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.VrijePlek:
    """Een functie die vrij is, kan een keten van wissels beginnen."""
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    eis_verband(kijker, invoer.verband)
    plek = rules.Ruilplek(
        uuid4(), eigen, invoer.functie, invoer.niveau, invoer.uren_per_week, invoer.van, invoer.tot
    )
    kortste = pools.get_afspraken(tx, invoer.verband).kortste_inzet_dagen
    eis_goed(rules.fouten_in_plek(plek, kortste, vandaag))
    nieuw = wensen.set_plek(tx, None, rules.VrijePlek(plek, invoer.verband, invoer.titel), nu)
    verloop.meld_aanbod(tx, plek.id, invoer.verband, "/vrije-plekken", "gepubliceerd", nu)
    response.headers["Location"] = adres(request, f"/vrije-plekken/{plek.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_plek(request, nieuw)


@router.get("/vrije-plekken/{id}", dependencies=[eist("pool:lezen")], summary="Eén vrije plek")
def get_vrije_plek(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.VrijePlek:
    """Geeft de plek, voor iedereen in het verband."""
    gevonden = found(wensen.get_plek(tx, id, kijker), "vrije plek")
    etag.stamp(request, gevonden.versie)
    return tonen.toon_plek(request, gevonden)


@router.post(
    "/vrije-plekken/{id}/intrekking",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Trek een vrije plek in",
)
def trek_vrije_plek_in(
    id: UUID,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.VrijePlek:
    """Een keten die hier begon en nog niet is vastgelegd, gaat niet door."""
    oud = found(wensen.get_plek(tx, id, kijker, lock=True), "vrije plek")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.vrij.plek.organisatie)
    etag.require_match(request, oud.versie)
    if oud.vrij.status is not Ruilwensstatus.ACTIEF:
        raise Problem(409, "Deze plek is niet meer vrij.", code="niet-actief")
    nieuw = wensen.set_plek(tx, oud, replace(oud.vrij, status=Ruilwensstatus.INGETROKKEN), nu)
    verloop.meld_aanbod(tx, id, oud.vrij.verband, "/vrije-plekken", "gesloten", nu)
    verloop.breek_met(tx, [id], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_plek(request, nieuw)
