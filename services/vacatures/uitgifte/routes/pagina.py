"""Public vacancies for people: a page each, a list, and the look of both.

The pages are HTML with a policy under which a browser runs nothing; JSON-LD is data. They are no
operations of the API, so they stand outside its document.
"""

from functools import cache
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.uitgifte import storage
from services.vacatures.uitgifte.routes.feeds import OPEN, Verband, Werkgever
from services.vacatures.uitgifte.rules import Uitgavekeuze, pagina
from shared import api, deadline, etag, formats
from shared.api import Nu
from shared.settings import Settings

router = api.router("uitgifte")
HTML, CSS = "text/html", "text/css"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
_STIJL = Path(__file__).parent.parent / "paginas" / "stijl.css"


@cache
def _stijl() -> str:
    return _STIJL.read_text(encoding="utf-8")


def _antwoord(html: str, status: int = 200) -> Response:
    return Response(html, status, headers=HEADERS, media_type=HTML)


def _basis(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.public_base_url.rstrip("/")


@router.get(
    "/uitgifte/vacatures/{id}",
    dependencies=OPEN,
    responses=formats.gives(HTML),
    include_in_schema=False,
)
def get_pagina(id: str, request: Request, nu: Nu) -> Response:
    """The page of a vacancy; 410 when it was public, and 404 whatever else there is to it."""
    basis = _basis(request)
    try:
        nummer = UUID(id)
    except ValueError:
        return _antwoord(pagina.onbekend(basis), 404)
    with storage.snapshot(request.app.state.sessions, deadline.left()) as tx:
        uitgave = storage.get_uitgave(tx, nummer, nu)
        geweest = uitgave is None and storage.is_geweest(tx, nummer, nu)
    if geweest:
        return _antwoord(pagina.gesloten(basis), 410)
    if uitgave is None:
        return _antwoord(pagina.onbekend(basis), 404)
    etag.stamp(request, uitgave.versie)
    return _antwoord(pagina.vacature(uitgave, basis))


@router.get(
    "/uitgifte/lijst", dependencies=OPEN, responses=formats.gives(HTML), include_in_schema=False
)
def get_lijst(
    request: Request,
    nu: Nu,
    verband: Verband = None,
    werkgever: Werkgever = None,
    nummer: Annotated[int, Query(alias="pagina", ge=1, le=10_000)] = 1,
) -> Response:
    """A page of the list for people; one that is not there is a 404."""
    basis, keuze = _basis(request), Uitgavekeuze(verband, werkgever)
    begin, per = (nummer - 1) * pagina.PER_PAGINA, pagina.PER_PAGINA
    with storage.snapshot(request.app.state.sessions, deadline.left()) as tx:
        aantal = storage.get_stand(tx, keuze, nu).aantal
        uitgaven = storage.list_bladzijde(tx, keuze, nu, begin, per) if aantal else []
    if not uitgaven and nummer > 1:
        return _antwoord(pagina.onbekend(basis), 404)
    etag.stamp(request, 1)
    return _antwoord(pagina.lijst(uitgaven, aantal, nummer, keuze, basis))


@router.get(
    "/uitgifte/stijl.css", dependencies=OPEN, responses=formats.gives(CSS), include_in_schema=False
)
def get_stijl() -> Response:
    """The look of the pages."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(_stijl(), headers=headers, media_type=CSS)
