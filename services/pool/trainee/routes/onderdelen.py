"""What a programme has besides its blocks: onboarding, meetings, links to courses elsewhere."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.kijker import Kijker, adres
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import (
    eis_leiding,
    eis_niet_gesloten,
    leid_programma,
    zie_programma,
)
from services.pool.trainee.routes.models import programmas as models
from services.pool.trainee.storage import programmas
from shared import api, etag, paging
from shared.api import Nu, Tx, eist
from shared.problem import found

router = api.router("trainees")


@router.get(
    "/traineeprogrammas/{id}/onderdelen",
    response_model=models.ProgrammaonderdeelPagina,
    dependencies=[eist("pool:lezen")],
    summary="Onderdelen van een traineeprogramma",
)
def list_programmaonderdelen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft onboarding, bijeenkomsten en links naar cursussen, op dag."""
    zie_programma(tx, id, kijker)
    rijen = programmas.list_onderdelen(tx, id, params.offset, params.limit)
    count = programmas.count_onderdelen(tx, id) if params.telling else None
    getoond = [tonen.toon_onderdeel(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/traineeprogrammas/{id}/onderdelen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Voeg een onderdeel toe",
)
def add_programmaonderdeel(
    id: UUID,
    invoer: models.ProgrammaonderdeelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.Programmaonderdeel:
    """Een cursus is een link naar waar zij wordt gegeven; hier wordt niet geleerd."""
    programma = leid_programma(tx, id, kijker).programma
    eis_niet_gesloten(programma)
    velden = {naam: getattr(invoer, naam) for naam in models.ProgrammaonderdeelInvoer.model_fields}
    nieuw = programmas.add_onderdeel(tx, id, nu, **velden)
    response.headers["Location"] = adres(request, f"/programmaonderdelen/{nieuw.id}")
    etag.stamp(request, 1)
    return tonen.toon_onderdeel(request, nieuw)


@router.get("/programmaonderdelen/{id}", dependencies=[eist("pool:lezen")], summary="Eén onderdeel")
def get_programmaonderdeel(
    id: UUID, request: Request, tx: Tx, kijker: Kijker
) -> models.Programmaonderdeel:
    """Geeft het onderdeel, voor wie het programma ziet."""
    onderdeel, _ = found(programmas.get_onderdeel(tx, id, kijker), "onderdeel")
    etag.stamp(request, 1)
    return tonen.toon_onderdeel(request, onderdeel)


@router.delete(
    "/programmaonderdelen/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Haal een onderdeel weg",
)
def delete_programmaonderdeel(id: UUID, tx: Tx, kijker: Kijker) -> Response:
    """Alleen wie het programma leidt."""
    onderdeel, programma = found(programmas.get_onderdeel(tx, id, kijker), "onderdeel")
    eis_leiding(programma, kijker)
    programmas.wis_onderdeel(tx, onderdeel.id)
    return Response(status_code=204)
