"""Public vacancies in the standards that systems exchange: SETU and VUM, one or all."""

from functools import partial
from uuid import UUID

from fastapi import Request, Response

from services.vacatures.uitgifte import standaarden, storage
from services.vacatures.uitgifte.routes.feeds import OPEN, XML, Verband, Werkgever
from services.vacatures.uitgifte.routes.leveren import Levering, lever
from services.vacatures.uitgifte.rules import Uitgave, Uitgavekeuze, Uitgavevorm, setu, vum
from shared import api, deadline, etag, formats, openapi
from shared.api import Nu
from shared.problem import Problem, found
from shared.settings import Settings

router = api.router("uitgifte")
JSON = "application/json"
HEADERS = {"Cache-Control": "no-cache"}


@router.get(
    "/uitgifte/vacatures/{id}/setu",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(XML) | openapi.refuses(410),
    summary="Eén openbare vacature volgens SETU",
)
def get_setu_vacature(id: UUID, request: Request, nu: Nu) -> Response:
    """Geeft de vacature als bericht volgens de `SETU Standard for Vacancies` 1.1.

    Van een vacature die openbaar was en dat niet meer is, krijgt u 410.
    """
    uitgave, settings = _eis(request, id, nu), _settings(request)
    bericht = setu.bericht(uitgave, _basis(request), settings.setu_vakgebied)
    return Response(bericht, headers=HEADERS, media_type=XML)


@router.get(
    "/uitgifte/vacatures/{id}/vum",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(JSON) | openapi.refuses(410),
    summary="Eén openbare vacature volgens VUM",
)
def get_vum_vacature(id: UUID, request: Request, nu: Nu) -> Response:
    """Geeft de vacature als `Vacature` van VUM 3.0.0, met hele uren per week.

    Van een vacature die openbaar was en dat niet meer is, krijgt u 410.
    """
    uitgave = _eis(request, id, nu)
    inhoud = standaarden.als_json(vum.vacature(uitgave, _basis(request)))
    return Response(inhoud, headers=HEADERS, media_type=JSON)


@router.get(
    "/uitgifte/setu",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(XML),
    summary="Alle openbare vacatures volgens SETU",
)
async def get_setu(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft van elke openbare vacature een bericht volgens de `SETU Standard for Vacancies` 1.1.

    De standaard heeft geen element voor meer vacatures: ze staan samen in een eigen element.
    """
    keuze = Uitgavekeuze(verband, werkgever)
    schrijf = partial(standaarden.schrijf_setu, vakgebied=_settings(request).setu_vakgebied)
    return await lever(request, Levering(Uitgavevorm.SETU, keuze, nu, XML, schrijf))


@router.get(
    "/uitgifte/vum",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(JSON),
    summary="Alle openbare vacatures volgens VUM",
)
async def get_vum(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft elke openbare vacature als `Vacature` van VUM 3.0.0."""
    keuze = Uitgavekeuze(verband, werkgever)
    return await lever(request, Levering(Uitgavevorm.VUM, keuze, nu, JSON, standaarden.schrijf_vum))


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _basis(request: Request) -> str:
    return _settings(request).public_base_url.rstrip("/")


def _eis(request: Request, id: UUID, nu: api.Nu) -> Uitgave:
    """The vacancy, stamped for its ETag. Errors: 404; 410 when it was public."""
    with storage.snapshot(request.app.state.sessions, deadline.left()) as tx:
        uitgave = storage.get_uitgave(tx, id, nu)
        geweest = uitgave is None and storage.is_geweest(tx, id, nu)
    if geweest:
        raise Problem(410, "Deze vacature is gesloten.", code="vacature-gesloten")
    uitgave = found(uitgave, "vacature")
    etag.stamp(request, uitgave.versie)
    return uitgave
