"""Checks before a hire: pool and partners first, the outcome by a person with a reason."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.inhuur import rules, storage
from services.pool.inhuur.routes import models
from services.pool.inhuur.routes.regels import lezer_van, onbekend, weiger
from services.pool.kijker import Kijker, adres, eis_mens
from services.pool.planning import storage as behoeften
from services.pool.planning.routes import enige_verband
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("inhuur")


@router.get(
    "/inhuurtoetsen",
    response_model=models.InhuurtoetsPagina,
    dependencies=[eist("pool:lezen")],
    summary="Inhuurtoetsen van uw organisatie",
)
def list_inhuurtoetsen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft ze, de nieuwste eerst; partners zien ze niet."""
    eigen = lezer_van(kijker)
    rijen = storage.list_toetsen(tx, eigen, params.offset, params.limit)
    count = storage.count_toetsen(tx, eigen) if params.telling else None
    getoond = [models.toon_toets(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/inhuurtoetsen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Zoek eerst in de pool en bij partners",
)
def add_inhuurtoets(
    invoer: models.InhuurtoetsInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Inhuurtoets:
    """Telt wie in de pools van het verband kan, zonder te zeggen wie."""
    eigen = lezer_van(kijker)
    verband, fouten = invoer.verband or enige_verband(kijker), []
    if verband is None or verband not in kijker.verbanden:
        fouten.append(Reden("verband", "onbekend", "Kies een verband van uw organisatie."))
    else:
        fouten += onbekend([invoer.functie], catalogus(tx, gateway, beller, verband))
    if invoer.tot < invoer.van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("tot", "periode-omgekeerd", zin))
    if invoer.behoefte and not _eigen_behoefte(tx, invoer.behoefte, kijker):
        fouten.append(Reden("behoefte", "onbekend", "Deze behoefte van u bestaat niet."))
    weiger(fouten)
    assert verband is not None
    toets = rules.Inhuurtoets(
        invoer.functie, invoer.niveau, invoer.uren_per_week, invoer.van, invoer.tot
    )
    gevonden = storage.zoek(tx, toets, eigen, verband, vandaag)
    feiten = {"organisatie": eigen, "verband": verband, "behoefte_id": invoer.behoefte}
    een = storage.add_toets(tx, toets, feiten, gevonden, nu)
    response.headers["Location"] = adres(request, f"/inhuurtoetsen/{een.id}")
    etag.stamp(request, een.versie)
    return models.toon_toets(request, een, _status(tx, een, kijker))


def _eigen_behoefte(tx: Tx, id: UUID, kijker: Kijker) -> bool:
    bewaard = behoeften.get_behoefte(tx, id, kijker)
    return bewaard is not None and bewaard.behoefte.inlener == kijker.organisatie


def _status(tx: Tx, een: storage.BewaardeToets, kijker: Kijker) -> str | None:
    """What became of the need that was put to the pool."""
    bewaard = behoeften.get_behoefte(tx, een.behoefte, kijker) if een.behoefte else None
    return bewaard.status.value if bewaard else None


def _mijn(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> storage.BewaardeToets:
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    return found(storage.get_toets(tx, id, eigen, lock), "inhuurtoets")


@router.get("/inhuurtoetsen/{id}", dependencies=[eist("pool:lezen")], summary="Eén inhuurtoets")
def get_inhuurtoets(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Inhuurtoets:
    """Geeft wat is gezocht, wat er toen was, en wat iemand besloot."""
    een = _mijn(tx, id, kijker)
    etag.stamp(request, een.versie)
    return models.toon_toets(request, een, _status(tx, een, kijker))


@router.put(
    "/inhuurtoetsen/{id}/uitkomst",
    dependencies=[eist("pool:schrijven")],
    summary="Leg de uitkomst van een inhuurtoets vast",
)
def put_inhuurtoetsuitkomst(
    id: UUID,
    invoer: models.InhuurtoetsUitkomst,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inhuurtoets:
    """Kijkt opnieuw wie er kan en bewaart wat een mens besloot; dat wijzigt niet meer.

    Zijn er mensen in de pool en huurt u toch in, dan is een uitgebreidere reden nodig.
    """
    een = _mijn(tx, id, kijker, lock=True)
    door = eis_mens(beller)
    etag.require_match(request, een.versie)
    if (een.toets.uitkomst, een.reden) == (invoer.uitkomst, invoer.reden):
        etag.stamp(request, een.versie)
        return models.toon_toets(request, een, _status(tx, een, kijker))
    if een.toets.uitkomst is not None:
        raise Problem(409, "Deze toets heeft al een uitkomst.", code="al-besloten")
    gevonden = storage.zoek(tx, een.toets, een.organisatie, een.verband, vandaag)
    tekens = pools.get_afspraken(tx, een.verband).inhuurtoets_reden_tekens
    weiger(rules.fouten_in_uitkomst(invoer.uitkomst, gevonden, invoer.reden, tekens))
    nieuw = storage.besluit(tx, een, invoer.uitkomst, invoer.reden, door, gevonden, nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_toets(request, nieuw, _status(tx, nieuw, kijker))
