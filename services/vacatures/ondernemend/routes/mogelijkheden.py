"""One search over vacancies, klussen, trainee places and swaps, by one rule of who sees what."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.ondernemend import storage
from services.vacatures.ondernemend.routes import models
from services.vacatures.ondernemend.rules import Mogelijkheidsoort
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from services.vacatures.zoeken import rules as zoekregels
from services.vacatures.zoeken import storage as zoeken
from services.vacatures.zoeken.routes.models import plek
from shared import api, etag, paging
from shared.api import Beller, Lezer, Nu, eist
from shared.caller import Caller
from shared.problem import found
from shared.reader import Reader

router = api.read_router("mogelijkheden")
LEZEN = [eist("vacatures:lezen")]
_FILTERS = ("werkgever", "functie", "niveau", "uren_min", "uren_max")


@router.get(
    "/mogelijkheden",
    response_model=models.MogelijkheidPagina,
    dependencies=LEZEN,
    summary="Alles wat u elders kunt doen",
)
async def list_mogelijkheden(
    request: Request,
    params: Annotated[models.Mogelijkheidvraag, Query()],
    lezer: Lezer,
    beller: Beller,
    nu: Nu,
) -> object:
    """Zoekt in één keer in vacatures, klussen, traineeplaatsen en functieruil.

    U vindt alleen wat u nu mag zien; met woorden het best passende eerst, en anders het nieuwste.
    Eigen concepten staan hier niet bij.
    """
    kijker = await _kijker(request, lezer, beller, nu)
    vraag = await _vraag(request, lezer, params)
    gevonden = await storage.read_lijst(
        lezer,
        kijker,
        vraag,
        nu,
        over=0 if params.na else params.offset,
        grootte=params.page_size,
        basis=adres(request, "/mogelijkheden/"),
    )
    aantal = await storage.read_aantal(lezer, kijker, vraag, nu) if params.telling else None
    na = gevonden.einde
    return paging.answer(request, params, gevonden.regels, na is not None, aantal, na)


@router.get(
    "/mogelijkheden/{id}",
    response_model=models.Mogelijkheid,
    dependencies=LEZEN,
    summary="Eén vacature, klus, traineeplaats of functieruil",
)
async def get_mogelijkheid(
    id: UUID, request: Request, lezer: Lezer, beller: Beller, nu: Nu
) -> object:
    """Geeft wat u ervan nu mag zien, met waar het hele ding staat."""
    kijker = await _kijker(request, lezer, beller, nu)
    publiek = request.app.state.settings.public_base_url.rstrip("/")
    gevonden = await storage.read_detail(
        lezer, kijker, id, nu, basis=adres(request, "/mogelijkheden/"), publiek=publiek
    )
    lichaam, versie = found(gevonden, "mogelijkheid")
    etag.stamp(request, versie)
    return Response(lichaam, media_type="application/json")


async def _kijker(
    request: Request, lezer: Reader, beller: Caller, nu: datetime
) -> vacatureregels.Kijker:
    return await vacatures.read_kijker(lezer, request.app.state.sessions, beller, nu)


async def _vraag(
    request: Request, lezer: Reader, params: models.Mogelijkheidvraag
) -> storage.Vraag:
    zoek = precies = None
    if params.q is not None:
        woorden = zoekregels.woorden(params.q)
        gelijkenis: float = request.app.state.settings.zoek_gelijkenis
        verwant = zoekregels.Verwant()
        verwant = await zoeken.read_verwant(lezer, woorden, gelijkenis) if woorden else verwant
        zoek = zoekregels.tekstvraag(woorden, verwant, ruim=True)
        precies = zoekregels.tekstvraag(woorden, verwant, ruim=False)
    return storage.Vraag(
        soorten=frozenset(params.soort) or frozenset(Mogelijkheidsoort),
        filters=vacatures.Zoekvraag(**{name: getattr(params, name) for name in _FILTERS}),
        zoek=zoek,
        zoek_precies=precies,
        na=plek(params.na),
    )
