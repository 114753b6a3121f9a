"""Lists, full-text search and facets; each answers with JSON that PostgreSQL made."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Request, Response

from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import VacaturePagina, adres
from services.vacatures.zoeken import rules, storage
from services.vacatures.zoeken.routes import models
from services.vacatures.zoeken.rules import Sortering
from shared import api, openapi, paging
from shared.api import Beller, Lezer, Nu, mag_anoniem
from shared.caller import Caller
from shared.problem import Problem, invalid
from shared.reader import Reader

router = api.read_router("vacatures")

_MAG = [mag_anoniem("vacatures:lezen")]
_FILTERS = vacatures.Zoekvraag.__dataclass_fields__.keys()
_ZOEK = ("schaal", "contractsoort", "soort", "banenafspraak", "van_pc4")


@router.get(
    "/vacatures",
    response_model=VacaturePagina,
    dependencies=_MAG,
    responses=openapi.refuses(409),
    summary="Vacatures die u nu mag zien",
)
async def list_vacatures(
    request: Request,
    params: Annotated[models.Lijstvraag, Query()],
    lezer: Lezer,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de vacatures die voor u open zijn op dit moment, de nieuwste openstelling eerst.

    Een recruiter ziet daarnaast alle vacatures van de eigen organisatie, ook concepten. Met `q`
    zoekt u op woorden, in elke vorm, ook met een tikfout of een ander woord voor dezelfde functie.
    """
    snel = None if params.telling else vacatures.kijker_uit_token(beller)
    kijker = snel or await _kijker(request, lezer, beller, nu)
    vraag = await _vraag(request, lezer, params, params.sorteer, params.na)
    gevonden = await storage.read_lijst(
        lezer,
        request.app.state.regels,
        kijker,
        vraag,
        nu,
        over=0 if params.na else params.offset,
        grootte=params.page_size,
        basis=adres(request, "/vacatures/"),
        onbekend=beller.medewerker if snel else None,
    )
    aantal = await storage.read_aantal(lezer, kijker, vraag, nu) if params.telling else None
    na = gevonden.einde
    return paging.answer(request, params, gevonden.regels, na is not None, aantal, na)


@router.get(
    "/vacaturefacetten",
    response_model=models.Facetten,
    dependencies=_MAG,
    responses=openapi.refuses(409),
    summary="Hoeveel vacatures er zijn per eigenschap",
)
async def get_facetten(
    request: Request,
    params: Annotated[models.Zoekfilter, Query()],
    lezer: Lezer,
    beller: Beller,
    nu: Nu,
) -> object:
    """Telt per eigenschap wat u met deze vraag vindt en mag zien; een eigenschap telt haar eigen
    filter niet mee."""
    kijker = await _kijker(request, lezer, beller, nu)
    vraag = await _vraag(request, lezer, params, None, None)
    facetten = await storage.read_facetten(lezer, kijker, vraag, nu)
    return Response(b'{"facetten":' + facetten + b"}", media_type="application/json")


@router.get(
    "/verdwenen-vacatures",
    response_model=models.VerdwenenPagina,
    dependencies=_MAG,
    summary="Vacatures die u kon zien en nu niet meer",
)
async def list_verdwenen(
    request: Request,
    params: Annotated[models.VerdwenenVraag, Query()],
    lezer: Lezer,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft sinds een moment wat voor u verdween: gesloten, ingetrokken, of uw fase liep af.

    Samen met `gewijzigdSinds` op de lijst houdt u zo een kopie bij. Over wat u nooit mocht zien
    staat hier niets. Is `zicht` anders dan de vorige keer, dan is uw eigen recht veranderd (een
    ander werk of verband, een inzet of mandaat dat begon of eindigde): lees dan de hele lijst.
    """
    kijker = await _kijker(request, lezer, beller, nu)
    gevonden = await storage.read_verdwenen(
        lezer,
        kijker,
        rules.met_speling(params.sinds),
        nu,
        over=0 if params.na else params.offset,
        grootte=params.page_size,
        na=models.plek(params.na),
    )
    na, zicht = gevonden.einde, storage.merk_van_zicht(kijker)
    meer = f',"zicht":"{zicht}"'
    return paging.answer(request, params, gevonden.regels, na is not None, None, na, meer)


async def _kijker(
    request: Request, lezer: Reader, beller: Caller, nu: datetime
) -> vacatureregels.Kijker:
    return await vacatures.read_kijker(lezer, request.app.state.sessions, beller, nu)


async def _vraag(
    request: Request,
    lezer: Reader,
    params: models.Zoekfilter,
    sorteer: Sortering | None,
    na: str | None,
) -> storage.Vraag:
    """The question as storage takes it. Errors: 400 and 409."""
    if not params.model_fields_set:
        return storage.GEEN_VRAAG
    verwant, woorden = rules.Verwant(), None
    if params.q is not None:
        woorden = rules.woorden(params.q)
        gelijkenis: float = request.app.state.settings.zoek_gelijkenis
        verwant = await storage.read_verwant(lezer, woorden, gelijkenis) if woorden else verwant
    sorteer = sorteer or (Sortering.RELEVANTIE if params.q else Sortering.NIEUWSTE)
    await _eis_plaats(lezer, params, sorteer)
    sinds = params.gewijzigd_sinds
    return storage.Vraag(
        filters=vacatures.Zoekvraag(**{name: getattr(params, name) for name in _FILTERS}),
        **{name: getattr(params, name) for name in _ZOEK},
        gewijzigd_sinds=rules.met_speling(sinds) if sinds else None,
        afstand=params.afstand,
        zoek=None if woorden is None else rules.tekstvraag(woorden, verwant, ruim=True),
        zoek_precies=None if woorden is None else rules.tekstvraag(woorden, verwant, ruim=False),
        woorden=tuple(woorden or ()),
        sorteer=sorteer,
        na=models.plek(na),
    )


async def _eis_plaats(lezer: Reader, params: models.Zoekfilter, sorteer: Sortering) -> None:
    wil = params.afstand is not None or sorteer is Sortering.AFSTAND
    if params.van_pc4 is None:
        if wil:
            raise invalid(("vanPc4", "verplicht", "Geef de postcode waarvandaan u reist"))
        return
    if not await storage.has_postcode(lezer, params.van_pc4):
        raise Problem(
            409,
            "Van deze postcode is hier niet bekend waar zij ligt; zoek zonder afstand.",
            code="afstand-niet-beschikbaar",
        )
