"""The person's own profile and success stories; only with an own login."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.ondernemend import rules, storage
from services.vacatures.ondernemend.routes import models
from services.vacatures.ondernemend.routes.verhalen import toon
from services.vacatures.ondernemend.rules import Verhaalstatus
from services.vacatures.toestemming.routes.eigen import EIGEN, eigen_persoon
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("verhalen")
VASTLEGGEN = "eigen verhaal vastleggen"


@router.get(
    "/eigen-verhalen",
    response_model=models.VerhaalPagina,
    dependencies=[eist(EIGEN)],
    summary="Uw eigen profielen en succesverhalen",
)
def list_eigen_verhalen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wat u schreef, ook wat niet gepubliceerd is, het oudste eerst."""
    persoon = eigen_persoon(beller)
    lijst, count = storage.list_eigen(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, "eigen verhaal bekijken", [persoon] if lijst else [], nu)
    regels = [toon(request, een, zelf=True) for een in lijst]
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.post(
    "/verhalen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Schrijf een profiel of succesverhaal",
)
def add_verhaal(
    invoer: models.VerhaalInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verhaal:
    """Bewaart uw verhaal als concept: alleen u ziet het, tot u het zelf publiceert."""
    persoon = eigen_persoon(beller)
    organisatie = _eis(beller, invoer.verbanden)
    storage.lock_persoon(tx, persoon)
    hoogstens: int = request.app.state.settings.verhalen_per_persoon
    if storage.count_eigen(tx, persoon) >= hoogstens:
        detail = f"U heeft al {hoogstens} verhalen; verwijder er een."
        raise Problem(409, detail, code="te-veel-verhalen")
    verhaal = rules.Verhaal(
        uuid4(),
        persoon,
        organisatie,
        invoer.soort,
        invoer.naam,
        invoer.titel,
        invoer.tekst,
        invoer.contact,
        frozenset(invoer.verbanden),
        Verhaalstatus.CONCEPT,
        None,
        None,
        1,
    )
    storage.add_verhaal(tx, verhaal, nu)
    verwerking.record(tx, beller, VASTLEGGEN, [persoon], nu)
    response.headers["Location"] = adres(request, f"/verhalen/{verhaal.id}")
    etag.stamp(request, verhaal.versie)
    return toon(request, verhaal, zelf=True)


@router.patch("/verhalen/{id}", dependencies=[eist(EIGEN)], summary="Wijzig uw verhaal")
def change_verhaal(
    id: UUID, wijziging: models.VerhaalWijziging, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Verhaal:
    """Wijzigt alleen de gegeven velden. Van een gepubliceerd verhaal lezen anderen het meteen."""
    verhaal = _eigen(tx, id, beller)
    etag.require_match(request, verhaal.versie)
    gegeven: dict[str, Any] = {
        naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set
    }
    leeg = [naam for naam, waarde in gegeven.items() if waarde is None and naam != "contact"]
    if leeg:
        raise invalid(*((naam, "verplicht", "Dit veld kan niet leeg") for naam in leeg))
    if "verbanden" in gegeven:
        gegeven["verbanden"] = frozenset(gegeven["verbanden"])
        # What it was shared with before may stay, whatever the employer left since.
        _eis(beller, gegeven["verbanden"] - verhaal.verbanden)
    nieuw = replace(verhaal, **gegeven)
    if nieuw != verhaal:
        storage.change_verhaal(tx, nieuw, nu)
        nieuw = replace(nieuw, versie=verhaal.versie + 1)
    verwerking.record(tx, beller, VASTLEGGEN, [verhaal.persoon], nu)
    etag.stamp(request, nieuw.versie)
    return toon(request, nieuw, zelf=True)


@router.post(
    "/verhalen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Publiceer uw verhaal, of trek het in",
)
def add_verhaal_statuswijziging(
    id: UUID,
    wijziging: models.VerhaalStatuswijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verhaal:
    """Publiceren duurt een vaste tijd (standaard een jaar) en is te verlengen.

    Na intrekken leest niemand het meer, meteen.
    """
    verhaal = _eigen(tx, id, beller)
    etag.require_match(request, verhaal.versie)
    naar = Verhaalstatus(wijziging.naar)
    mogelijk = rules.mogelijk(verhaal.status)
    if naar not in mogelijk:
        detail = f"Dit verhaal is {verhaal.status}."
        raise Problem(409, detail, code="overgang-kan-niet", mogelijk=mogelijk)
    organisatie = verhaal.organisatie
    if naar is Verhaalstatus.GEPUBLICEERD:
        organisatie = _eis(beller, verhaal.verbanden)
    geldig = timedelta(days=request.app.state.settings.verhaal_dagen)
    storage.set_status(tx, verhaal, naar, organisatie, nu, geldig)
    verwerking.record(tx, beller, f"eigen verhaal {naar}", [verhaal.persoon], nu)
    nieuw = found(storage.get_verhaal(tx, id), "verhaal")
    response.headers["Location"] = adres(request, f"/verhalen/{id}")
    etag.stamp(request, nieuw.versie)
    return toon(request, nieuw, zelf=True)


@router.delete(
    "/verhalen/{id}",
    status_code=204,
    dependencies=[eist(EIGEN)],
    summary="Verwijder uw verhaal",
)
def delete_verhaal(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> None:
    """Verwijdert uw verhaal meteen en helemaal; wie het las, hoort dat het is ingetrokken."""
    verhaal = _eigen(tx, id, beller)
    etag.require_match(request, verhaal.versie)
    storage.delete_verhaal(tx, verhaal, nu)
    verwerking.record(tx, beller, "eigen verhaal verwijderen", [verhaal.persoon], nu)


def _eigen(tx: Session, id: UUID, beller: Caller) -> rules.Verhaal:
    """The story, locked, for who wrote it; 404 for everybody else, also who may read it."""
    persoon = eigen_persoon(beller)
    verhaal = storage.get_verhaal(tx, id)
    if verhaal is None or verhaal.persoon != persoon:
        return found(None, "verhaal")
    return found(storage.get_verhaal(tx, id, lock=True), "verhaal")


def _eis(beller: Caller, verbanden: list[UUID] | frozenset[UUID]) -> str:
    """The employer through which somebody publishes. Errors: 400 (not the own verband), 403."""
    fouten = rules.beletselen(verbanden, beller.organisatie, beller.verband_ids)
    if beller.organisatie is None:
        raise Problem(403, fouten[0].reden, code=fouten[0].code)
    if fouten:
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    return beller.organisatie
