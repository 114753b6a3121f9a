"""Files of hires: a mapping of one's own words, a try, and reading in by the worker."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.inhuur import inlees, rules, storage
from services.pool.inhuur.routes import inleesmodellen as models
from services.pool.inhuur.routes.regels import (
    CSV,
    als_csv,
    functies,
    schrijver_van,
    waarden,
    weiger,
)
from services.pool.kijker import Kijker, adres
from shared import api, etag, formats, idempotency, jobs, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found

router = api.router("inhuur")
VOORBEELDRIJEN = 20
STANDAARD = rules.Inhuurindeling()


async def inhoud(request: Request) -> bytes:
    """The file as it came."""
    return await request.body()


def _indeling(tx: Tx, organisatie: str) -> rules.Inhuurindeling:
    bewaard = storage.get_indeling(tx, organisatie)
    return bewaard[0] if bewaard else STANDAARD


# ---- the mapping
@router.get(
    "/inhuurindeling",
    dependencies=[eist("pool:lezen")],
    summary="Uw indeling voor bestanden met inhuur",
)
def get_inhuurindeling(request: Request, tx: Tx, kijker: Kijker) -> models.Inhuurindeling:
    """Geeft uw eigen kolommen en woorden; zonder indeling gelden onze namen."""
    bewaard = storage.get_indeling(tx, schrijver_van(kijker))
    indeling, versie = bewaard or (STANDAARD, 0)
    etag.stamp(request, versie)
    return models.Inhuurindeling.model_validate(indeling)


@router.put(
    "/inhuurindeling",
    dependencies=[eist("pool:schrijven")],
    summary="Bewaar uw indeling voor bestanden met inhuur",
)
def put_inhuurindeling(
    invoer: models.Inhuurindeling, request: Request, tx: Tx, kijker: Kijker
) -> models.Inhuurindeling:
    """Bewaart welke kolom bij welk veld hoort en welke woorden wat betekenen."""
    eigen = schrijver_van(kijker)
    oud = storage.get_indeling(tx, eigen, lock=True)
    etag.require_match(request, oud[1] if oud else 0)
    indeling = models.indeling_van(invoer)
    weiger(rules.fouten_in_indeling(indeling))
    etag.stamp(request, storage.set_indeling(tx, eigen, indeling))
    return models.Inhuurindeling.model_validate(indeling)


@router.delete(
    "/inhuurindeling",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder uw indeling",
)
def delete_inhuurindeling(request: Request, tx: Tx, kijker: Kijker) -> None:
    """Daarna gelden onze namen weer."""
    eigen = schrijver_van(kijker)
    oud = storage.get_indeling(tx, eigen, lock=True)
    etag.require_match(request, oud[1] if oud else 0)
    storage.wis_indeling(tx, eigen)


@router.post(
    "/inhuurvoorbeelden",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Probeer een indeling op de eerste rijen",
)
def toon_inhuurvoorbeeld(
    invoer: models.InhuurvoorbeeldVraag,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    gateway: Gateway,
) -> models.Inhuurvoorbeeld:
    """Leest hooguit twintig rijen en bewaart niets."""
    idempotency.given(request)  # it changes nothing, so no key is kept
    eigen = schrijver_van(kijker)
    indeling = models.indeling_van(invoer.indeling) if invoer.indeling else _indeling(tx, eigen)
    fouten = rules.fouten_in_indeling(indeling)
    bestand, kapot = rules.lees_bestand(invoer.tekst.encode(), rules.lange_teksten(indeling))
    if bestand is None:
        return models.Inhuurvoorbeeld(
            kolommen=[], niet_gebruikt=[], fouten=_fouten([*fouten, *kapot]), rijen=[]
        )
    fouten += rules.fouten_in_kop(indeling, bestand.kop)
    gebruikt = set(rules.plaatsen(indeling, bestand.kop).values())
    lees = rules.lezer(indeling, bestand.kop, frozenset(functies(tx, gateway, beller, kijker)))
    return models.Inhuurvoorbeeld(
        kolommen=list(bestand.kop),
        niet_gebruikt=[c for nr, c in enumerate(bestand.kop) if nr not in gebruikt],
        fouten=_fouten(fouten),
        rijen=[_voorbeeld(een.nummer, lees(een)) for een in bestand.rijen[:VOORBEELDRIJEN]],
    )


def _fouten(redenen: list[Reden]) -> list[models.InhuurFout]:
    return [
        models.InhuurFout(kolom=een.veld, code=een.code, uitleg=een.uitleg) for een in redenen[:200]
    ]


def _voorbeeld(
    nummer: int, uitkomst: rules.Inhuurregel | rules.Rijfouten
) -> models.Inhuurvoorbeeldrij:
    if isinstance(uitkomst, rules.Rijfouten):
        return models.Inhuurvoorbeeldrij(rij=nummer, fouten=_fouten(list(uitkomst.redenen)))
    gelezen = {
        naam: rules.als_cel(waarde)
        for naam, waarde in waarden(uitkomst).items()
        if waarde not in (None, "")
    }
    return models.Inhuurvoorbeeldrij(rij=nummer, gelezen=gelezen, fouten=[])


# ---- reading in
@router.post(
    "/inhuurinlezingen/_csv",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Lees een bestand met inhuur in",
    openapi_extra=formats.takes(
        CSV, description="Een kopregel met uw kolommen (zie `/inhuurindeling`) of onze velden."
    ),
)
def add_inhuurinlezing(
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
    bestand: Annotated[bytes, Depends(inhoud)],
) -> models.Inhuurinlezing:
    """Neemt het bestand aan; de werker leest het en zegt hoe ver hij is.

    Wat goed is komt in één keer in het register, de rest staat met elke reden in `/weigeringen`.
    Hetzelfde bestand nog eens verandert niets.
    """
    eigen = schrijver_van(kijker)
    indeling = _indeling(tx, eigen)
    gelezen, fouten = rules.lees_bestand(bestand, rules.lange_teksten(indeling))
    weiger(fouten or (rules.fouten_in_kop(indeling, gelezen.kop) if gelezen else []))
    assert gelezen is not None
    bekend = functies(tx, gateway, beller, kijker)
    een = storage.add_inlezing(tx, eigen, bestand, len(gelezen.rijen), indeling, bekend, nu)
    jobs.defer_long(tx, inlees.TAAK, f"inhuur:{eigen}", inlezing=str(een.id))
    response.headers["Location"] = adres(request, f"/inhuurinlezingen/{een.id}")
    etag.stamp(request, een.versie)
    return models.toon_inlezing(request, een)


@router.get(
    "/inhuurinlezingen",
    response_model=models.InhuurinlezingPagina,
    dependencies=[eist("pool:lezen")],
    summary="Bestanden die u liet inlezen",
)
def list_inhuurinlezingen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft ze met hun aantallen, het nieuwste eerst; alleen van uw organisatie."""
    eigen = schrijver_van(kijker)
    rijen = storage.list_inlezingen(tx, eigen, params.offset, params.limit)
    count = storage.count_inlezingen(tx, eigen) if params.telling else None
    getoond = [models.toon_inlezing(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


def _mijn(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> storage.Inlezing:
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    return found(storage.get_inlezing(tx, id, eigen, lock), "inhuurinlezing")


@router.get(
    "/inhuurinlezingen/{id}",
    dependencies=[eist("pool:lezen")],
    summary="Hoe ver het inlezen van een bestand is",
)
def get_inhuurinlezing(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Inhuurinlezing:
    """Geeft de voortgang, en daarna wat van de rijen werd."""
    een = _mijn(tx, id, kijker)
    etag.stamp(request, een.versie)
    return models.toon_inlezing(request, een)


@router.delete(
    "/inhuurinlezingen/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder een inlezing",
)
def delete_inhuurinlezing(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Stopt wat nog wacht of leest; wat al in het register staat, blijft daar."""
    een = _mijn(tx, id, kijker, lock=True)
    schrijver_van(kijker)
    etag.require_match(request, een.versie)
    storage.wis_inlezing(tx, een.id)


@router.get(
    "/inhuurinlezingen/{id}/weigeringen",
    response_model=models.InhuurweigeringPagina,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV),
    summary="Welke rijen niet zijn overgenomen, en waarom",
)
def list_inhuurweigeringen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft per rij elke reden, zonder te herhalen wat er stond; als CSV de hele lijst."""
    een = _mijn(tx, id, kijker)
    if formats.wants(request, CSV):
        alle = storage.list_weigeringen(tx, een.id, 0, 1_000_000)
        regels = [[str(w.rij), w.kolom, w.code, w.uitleg] for w in alle]
        return als_csv([["rij", "kolom", "code", "uitleg"], *map(_veilig, regels)])
    rijen = storage.list_weigeringen(tx, een.id, params.offset, params.limit)
    count = storage.count_weigeringen(tx, een.id) if params.telling else None
    getoond = [models.Inhuurweigering.model_validate(rij) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


def _veilig(cellen: list[str]) -> list[str]:
    return [rules.als_cel(cel) for cel in cellen]
