"""Hosts of a programme: how many trainees they receive per block, and what can be learned there."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from services.pool.flexpool.rules import PLANNERS
from services.pool.kijker import Kijker, eis_rol
from services.pool.trainee import rules
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import eis_goed, eis_niet_gesloten, zie_programma
from services.pool.trainee.routes.models import programmas as models
from services.pool.trainee.rules import Gastplek, Traineeprogramma
from services.pool.trainee.storage import plekken, programmas, roosters
from shared import api, etag, paging
from shared.api import OIN, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("trainees")
Gastheer = Annotated[str, Path(pattern=OIN, min_length=20, max_length=20)]


@router.get(
    "/traineeprogrammas/{id}/gastplekken",
    response_model=models.TraineegastplekPagina,
    dependencies=[eist("pool:lezen")],
    summary="Organisaties die trainees ontvangen",
)
def list_gastplekken(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de gastheren van het programma met hun plekken per blok."""
    zie_programma(tx, id, kijker)
    rijen = programmas.list_gastplekken(tx, id, params.offset, params.limit)
    count = programmas.count_gastplekken(tx, id) if params.telling else None
    getoond = [tonen.toon_gastplek(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/traineeprogrammas/{id}/gastplekken/{oin}",
    dependencies=[eist("pool:lezen")],
    summary="Wat één organisatie trainees biedt",
)
def get_gastplek(
    id: UUID, oin: Gastheer, request: Request, tx: Tx, kijker: Kijker
) -> models.Traineegastplek:
    """Geeft de plekken per blok en de onderwerpen."""
    zie_programma(tx, id, kijker)
    gevonden = found(programmas.get_gastplek(tx, id, oin), "gastplek")
    etag.stamp(request, gevonden.versie)
    return tonen.toon_gastplek(request, gevonden)


def _eis_gastheer(programma: Traineeprogramma, oin: str, kijker: Kijker) -> None:
    """The host itself, or who leads the programme (403)."""
    if rules.leidt(programma, kijker):
        return
    eis_rol(kijker, PLANNERS)
    if kijker.organisatie != oin:
        zin = "Dit doet de gastheer zelf, of wie het programma leidt."
        raise Problem(403, zin, code="andere-organisatie")


@router.put(
    "/traineeprogrammas/{id}/gastplekken/{oin}",
    dependencies=[eist("pool:schrijven")],
    summary="Zeg hoeveel trainees een organisatie ontvangt",
)
def put_gastplek(
    id: UUID,
    oin: Gastheer,
    invoer: models.GastplekInvoer,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.Traineegastplek:
    """De gastheer, of wie het programma leidt, noemt per blok het aantal plekken.

    Per inzet zegt de gastheer later zelf nog ja. Minder plekken dan er in het vastgestelde rooster
    bezet zijn, kan niet.
    """
    bewaard = zie_programma(tx, id, kijker, lock=True)
    programma = bewaard.programma
    _eis_gastheer(programma, oin, kijker)
    eis_niet_gesloten(programma)
    oud = programmas.get_gastplek(tx, id, oin)
    etag.require_match(request, oud.versie if oud else 0)
    gast = Gastplek(oin, invoer.laag, tuple(invoer.ruimte), tuple(invoer.onderwerpen))
    eis_goed(rules.fouten_in_gastplek(gast, programma))
    _eis_ruimte(tx, programma, gast)
    if oud is not None and oud.gast == gast:
        etag.stamp(request, oud.versie)
        return tonen.toon_gastplek(request, oud)
    nieuw = programmas.set_gastplek(tx, id, gast, nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_gastplek(request, nieuw)


def _eis_ruimte(tx: Tx, programma: Traineeprogramma, gast: Gastplek | None, oin: str = "") -> None:
    """Refuse (409) to take away a place that the adopted rooster uses."""
    geldt = roosters.get_geldend(tx, programma.id)
    if geldt is None:
        return
    wie = gast.organisatie if gast else oin
    bezet = [een.blok for een in plekken.list_plaatsen(tx, geldt.id) if een.organisatie == wie]
    if any(bezet.count(blok) > (gast.ruimte[blok - 1] if gast else 0) for blok in set(bezet)):
        raise Problem(409, "Deze plekken zijn in het rooster bezet.", code="plek-bezet")


@router.delete(
    "/traineeprogrammas/{id}/gastplekken/{oin}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Ontvang geen trainees meer",
)
def delete_gastplek(id: UUID, oin: Gastheer, tx: Tx, kijker: Kijker) -> Response:
    """Kan niet als het vastgestelde rooster hier iemand heeft staan."""
    programma = zie_programma(tx, id, kijker, lock=True).programma
    _eis_gastheer(programma, oin, kijker)
    found(programmas.get_gastplek(tx, id, oin), "gastplek")
    eis_niet_gesloten(programma)
    _eis_ruimte(tx, programma, None, oin)
    programmas.wis_gastplek(tx, id, oin)
    return Response(status_code=204)
