"""Everything public at once, in the forms that boards, portals, intranets and readers take."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.uitgifte import vormen
from services.vacatures.uitgifte.routes.leveren import Levering, lever
from services.vacatures.uitgifte.rules import Uitgavekeuze, Uitgavevorm
from shared import api, formats
from shared.api import Nu, Oin, mag_anoniem

router = api.read_router("uitgifte")
OPEN = [mag_anoniem("vacatures:lezen")]
XML, ATOM, JSONFEED = "application/xml", "application/atom+xml", "application/feed+json"
CSV, TEXT = "text/csv", "text/plain"
Verband = Annotated[
    UUID | None, Query(description="Alleen vacatures die met dit verband zijn opengesteld.")
]
Werkgever = Annotated[Oin | None, Query(description="Alleen vacatures van deze werkgever (OIN).")]


@router.get(
    "/uitgifte/xml",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(XML),
    summary="Alle openbare vacatures als XML-feed",
)
async def get_xmlfeed(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft elke vacature waarop iedereen nu mag solliciteren, in de elementen die vacaturebanken
    lezen.

    De lijst is altijd volledig: wat er niet meer in staat, is gesloten. Lukt dat niet, dan is het
    antwoord 503 en houdt u wat u had.
    """
    keuze = Uitgavekeuze(verband, werkgever)
    return await lever(request, Levering(Uitgavevorm.XML, keuze, nu, XML, vormen.schrijf_xml))


@router.get(
    "/uitgifte/atom",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(ATOM),
    summary="Alle openbare vacatures als Atom",
)
async def get_atomfeed(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft dezelfde vacatures voor intranetten en lezers van nieuws, de nieuwste eerst."""
    keuze = Uitgavekeuze(verband, werkgever)
    return await lever(request, Levering(Uitgavevorm.ATOM, keuze, nu, ATOM, vormen.schrijf_atom))


@router.get(
    "/uitgifte/jsonfeed",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(JSONFEED),
    summary="Alle openbare vacatures als JSON Feed",
)
async def get_jsonfeed(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft dezelfde vacatures als JSON Feed, met onze velden onder `_doorstroom`."""
    keuze = Uitgavekeuze(verband, werkgever)
    levering = Levering(Uitgavevorm.JSONFEED, keuze, nu, JSONFEED, vormen.schrijf_jsonfeed)
    return await lever(request, levering)


@router.get(
    "/uitgifte/csv",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(CSV),
    summary="Alle openbare vacatures als kommagescheiden bestand",
)
async def get_csvfeed(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft dezelfde vacatures als tabel. Een cel die een rekenblad voor een formule zou houden,
    begint met een apostrof."""
    keuze = Uitgavekeuze(verband, werkgever)
    return await lever(request, Levering(Uitgavevorm.CSV, keuze, nu, CSV, vormen.schrijf_csv))


@router.get(
    "/uitgifte/sitemap",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(XML),
    summary="De pagina's van alle openbare vacatures",
)
async def get_sitemap(
    request: Request, nu: Nu, verband: Verband = None, werkgever: Werkgever = None
) -> Response:
    """Geeft de pagina van elke openbare vacature, voor zoekmachines."""
    keuze = Uitgavekeuze(verband, werkgever)
    return await lever(
        request, Levering(Uitgavevorm.SITEMAP, keuze, nu, XML, vormen.schrijf_sitemap)
    )


@router.get(
    "/uitgifte/robots",
    response_class=Response,
    dependencies=OPEN,
    responses=formats.gives(TEXT),
    summary="Wat zoekmachines mogen lezen",
)
async def get_robots(request: Request) -> Response:
    """Geeft het bestand `robots.txt`, met het adres van de lijst van pagina's."""
    basis = request.app.state.settings.public_base_url.rstrip("/")
    koppen = {"Cache-Control": "max-age=3600"}
    return Response(vormen.schrijf_robots(basis), headers=koppen, media_type=TEXT)
