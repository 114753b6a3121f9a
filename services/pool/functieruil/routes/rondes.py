"""Calculations of all wishes of a verband: begun by a makelaar, or because a ring broke."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.functieruil import verloop
from services.pool.functieruil.routes import models, tonen
from services.pool.functieruil.routes.access import MAKELAARS, eis_verband
from services.pool.functieruil.storage import rondes
from services.pool.functieruil.storage.rondes import Rondestatus
from services.pool.kijker import Kijker, adres, eis_rol
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("functieruil")


@router.post(
    "/ruilrondes",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Bereken wie met wie kan ruilen",
    responses={200: {"model": models.Ruilronde, "description": "Er wordt al gerekend."}},
)
def add_ruilronde(
    invoer: models.RuilrondeInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Ruilronde:
    """Zoekt paren, ketens en kringen waarin zoveel mogelijk mensen ruilen.

    Ook wensen die niemand ziet, tellen mee; wie in een kring past, wordt eerst zelf gevraagd.
    Vertel daarom aan niemand meer dan de aantallen.
    """
    eis_rol(kijker, MAKELAARS)
    eis_verband(kijker, invoer.verband)
    ronde, nieuw = verloop.vraag_ronde(tx, invoer.verband, beller.gebruiker or beller.client, nu)
    if not nieuw:
        response.status_code = 200
    response.headers["Location"] = adres(request, f"/ruilrondes/{ronde.id}")
    etag.stamp(request, ronde.versie)
    return tonen.toon_ronde(request, ronde)


@router.get(
    "/ruilrondes",
    response_model=models.RuilrondePagina,
    dependencies=[eist("pool:lezen")],
    summary="Berekeningen van ruilwensen",
)
def list_ruilrondes(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft een makelaar de berekeningen van de eigen verbanden, de nieuwste eerst."""
    rijen = rondes.list_rondes(tx, kijker, params.offset, params.limit)
    count = rondes.count_rondes(tx, kijker) if params.telling else None
    getoond = [tonen.toon_ronde(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/ruilrondes/{id}", dependencies=[eist("pool:lezen")], summary="Eén berekening")
def get_ruilronde(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Ruilronde:
    """Geeft hoe ver de berekening is en wat zij vond; aantallen, geen mensen."""
    ronde = found(rondes.get_ronde(tx, id, kijker), "ruilronde")
    etag.stamp(request, ronde.versie)
    return tonen.toon_ronde(request, ronde)


@router.post(
    "/ruilrondes/{id}/annulering",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Annuleer een berekening van ruilwensen",
)
def annuleer_ruilronde(
    id: UUID,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.Ruilronde:
    """Een makelaar stopt een berekening die nog loopt."""
    found(rondes.get_ronde(tx, id, kijker, lock=True), "ruilronde")
    eis_rol(kijker, MAKELAARS)
    ronde = rondes.sluit(tx, id, Rondestatus.GEANNULEERD, nu)
    if ronde is None:
        zin = "Alleen een berekening die nog loopt is te annuleren."
        raise Problem(409, zin, code="niet-in-berekening")
    verloop.meld_ronde(tx, ronde, nu)
    etag.stamp(request, ronde.versie)
    return tonen.toon_ronde(request, ronde)
