"""What an organisation has of its own and expects to lose: sums and counts, never persons."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.rules import PLANNERS, Reden, onbekende_functies
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from services.pool.planning.routes import capaciteitmodellen as models
from services.pool.planning.routes import enige_verband
from services.pool.planning.rules.tekort import UITSTROOM_MAAND
from services.pool.planning.storage import capaciteit as storage
from services.pool.planning.storage.capaciteit import Opgaaf
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import found, invalid

router = api.router("capaciteiten")
VERSTE_JAAR = 5


def _plaats(
    tx: Tx,
    gateway: Gateway,
    beller: Caller,
    kijker: Kijker,
    invoer: models.CapaciteitInvoer | models.UitstroomverwachtingInvoer,
    fouten: list[Reden],
) -> dict[str, object]:
    """Whose it is and of which verband. Error: 400, with every fault at once."""
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    verband = invoer.verband or enige_verband(kijker)
    if verband is None or verband not in kijker.verbanden:
        fouten.append(Reden("verband", "onbekend", "Kies een verband van uw organisatie."))
    elif onbekende_functies([invoer.functie], frozenset(catalogus(tx, gateway, beller, verband))):
        zin = f"“{invoer.functie}” staat niet in de catalogus."
        fouten.append(Reden("functie", "functie-onbekend", zin))
    _weiger(fouten)
    return {"organisatie": eigen, "verband": verband, "functie": invoer.functie}


def _weiger(fouten: list[Reden]) -> None:
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def _periode(van: date, tot: date | None) -> list[Reden]:
    if tot is None or van <= tot:
        return []
    return [Reden("tot", "periode-omgekeerd", "De laatste dag ligt voor de eerste dag.")]


def _jaar(jaar: int, vanaf: date, vandaag: date | None) -> list[Reden]:
    fouten = []
    if vandaag is not None and not vandaag.year <= jaar <= vandaag.year + VERSTE_JAAR:
        zin = f"Kies dit jaar of een van de {VERSTE_JAAR} jaren daarna."
        fouten.append(Reden("jaar", "jaar-buiten-horizon", zin))
    if vanaf.year != jaar:
        fouten.append(Reden("vanaf", "ander-jaar", "Kies een dag in dat jaar."))
    return fouten


# ------------------------------------------------------------------ eigen capaciteit
@router.get(
    "/capaciteiten",
    response_model=models.CapaciteitPagina,
    dependencies=[eist("pool:lezen")],
    summary="Eigen capaciteit van uw organisatie",
)
def list_capaciteiten(
    request: Request,
    response: Response,
    params: Annotated[models.CapaciteitFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft wat uw organisatie zelf opgaf; partners zien alleen de som in `/tekorten`."""
    eis_rol(kijker, PLANNERS)
    vraag = (Opgaaf.CAPACITEIT, eis_organisatie(kijker), params.functie)
    rijen = storage.list_rijen(tx, *vraag, params.offset, params.limit)
    count = storage.count_rijen(tx, *vraag) if params.telling else None
    getoond = [models.toon_capaciteit(request, rij) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/capaciteiten",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg eigen capaciteit vast",
)
def add_capaciteit(
    invoer: models.CapaciteitInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Capaciteit:
    """Legt vast hoeveel uren per week u zelf heeft voor een functie, in een periode."""
    plaats = _plaats(tx, gateway, beller, kijker, invoer, _periode(invoer.van, invoer.tot))
    velden = {"uren_per_week": invoer.uren_per_week, "van": invoer.van, "tot": invoer.tot}
    row = storage.add_rij(tx, Opgaaf.CAPACITEIT, plaats | velden, nu)
    response.headers["Location"] = adres(request, f"/capaciteiten/{row.id}")
    etag.stamp(request, row.versie)
    return models.toon_capaciteit(request, row)


@router.get("/capaciteiten/{id}", dependencies=[eist("pool:lezen")], summary="Eén eigen capaciteit")
def get_capaciteit(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Capaciteit:
    """Geeft één rij van uw eigen organisatie."""
    row = found(_mijn(tx, Opgaaf.CAPACITEIT, id, kijker), "capaciteit")
    etag.stamp(request, row.versie)
    return models.toon_capaciteit(request, row)


def _mijn(
    tx: Tx, opgaaf: Opgaaf, id: UUID, kijker: Kijker, lock: bool = False
) -> storage.Rij | None:
    """A row of the own organisation, for who plans; for anyone else it is not there."""
    if not kijker.rollen & PLANNERS:
        return None
    return storage.get_rij(tx, opgaaf, id, kijker.organisatie, lock)


@router.patch(
    "/capaciteiten/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig eigen capaciteit"
)
def patch_capaciteit(
    id: UUID, wijziging: models.CapaciteitWijziging, request: Request, tx: Tx, kijker: Kijker
) -> models.Capaciteit:
    """Wijzigt alleen de gegeven velden."""
    row = found(_mijn(tx, Opgaaf.CAPACITEIT, id, kijker, lock=True), "capaciteit")
    etag.require_match(request, row.versie)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    oud = models.toon_capaciteit(request, row)
    _weiger(_periode(velden.get("van", oud.van), velden.get("tot", oud.tot)))
    if any(getattr(row, naam) != waarde for naam, waarde in velden.items()):
        storage.set_rij(tx, row, velden)
    etag.stamp(request, row.versie)
    return models.toon_capaciteit(request, row)


@router.delete(
    "/capaciteiten/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder eigen capaciteit",
)
def delete_capaciteit(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Verwijdert één rij van uw eigen organisatie."""
    row = found(_mijn(tx, Opgaaf.CAPACITEIT, id, kijker, lock=True), "capaciteit")
    etag.require_match(request, row.versie)
    storage.wis_rij(tx, row)


# ------------------------------------------------------------------ verwachte uitstroom
@router.get(
    "/uitstroomverwachtingen",
    response_model=models.UitstroomverwachtingPagina,
    dependencies=[eist("pool:lezen")],
    summary="Verwachte uitstroom van uw organisatie",
)
def list_uitstroomverwachtingen(
    request: Request,
    response: Response,
    params: Annotated[models.CapaciteitFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft wat uw organisatie verwacht te verliezen, per functie en jaar."""
    eis_rol(kijker, PLANNERS)
    vraag = (Opgaaf.UITSTROOM, eis_organisatie(kijker), params.functie)
    rijen = storage.list_rijen(tx, *vraag, params.offset, params.limit)
    count = storage.count_rijen(tx, *vraag) if params.telling else None
    getoond = [models.toon_uitstroom(request, rij) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/uitstroomverwachtingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg verwachte uitstroom vast",
)
def add_uitstroomverwachting(
    invoer: models.UitstroomverwachtingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Uitstroomverwachting:
    """Legt een aantal vast voor een functie in een jaar; een tweede keer voor dat jaar is 409."""
    vanaf = invoer.vanaf or date(invoer.jaar, UITSTROOM_MAAND, 1)
    fouten = _jaar(invoer.jaar, vanaf, vandaag)
    plaats = _plaats(tx, gateway, beller, kijker, invoer, fouten)
    velden = {naam: getattr(invoer, naam) for naam in ("jaar", "aantal", "uren_per_week")}
    row = storage.add_rij(tx, Opgaaf.UITSTROOM, plaats | velden | {"vanaf": vanaf}, nu)
    response.headers["Location"] = adres(request, f"/uitstroomverwachtingen/{row.id}")
    etag.stamp(request, row.versie)
    return models.toon_uitstroom(request, row)


@router.get(
    "/uitstroomverwachtingen/{id}",
    dependencies=[eist("pool:lezen")],
    summary="Eén verwachte uitstroom",
)
def get_uitstroomverwachting(
    id: UUID, request: Request, tx: Tx, kijker: Kijker
) -> models.Uitstroomverwachting:
    """Geeft één rij van uw eigen organisatie."""
    row = found(_mijn(tx, Opgaaf.UITSTROOM, id, kijker), "uitstroomverwachting")
    etag.stamp(request, row.versie)
    return models.toon_uitstroom(request, row)


@router.patch(
    "/uitstroomverwachtingen/{id}",
    dependencies=[eist("pool:schrijven")],
    summary="Wijzig verwachte uitstroom",
)
def patch_uitstroomverwachting(
    id: UUID,
    wijziging: models.UitstroomverwachtingWijziging,
    request: Request,
    tx: Tx,
    kijker: Kijker,
) -> models.Uitstroomverwachting:
    """Wijzigt alleen de gegeven velden."""
    row = found(_mijn(tx, Opgaaf.UITSTROOM, id, kijker, lock=True), "uitstroomverwachting")
    etag.require_match(request, row.versie)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "vanaf" in velden:
        _weiger(_jaar(models.toon_uitstroom(request, row).jaar, velden["vanaf"], None))
    if any(getattr(row, naam) != waarde for naam, waarde in velden.items()):
        storage.set_rij(tx, row, velden)
    etag.stamp(request, row.versie)
    return models.toon_uitstroom(request, row)


@router.delete(
    "/uitstroomverwachtingen/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder verwachte uitstroom",
)
def delete_uitstroomverwachting(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Verwijdert één rij van uw eigen organisatie."""
    row = found(_mijn(tx, Opgaaf.UITSTROOM, id, kijker, lock=True), "uitstroomverwachting")
    etag.require_match(request, row.versie)
    storage.wis_rij(tx, row)
