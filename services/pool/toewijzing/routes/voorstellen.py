"""Proposals: computed from the facts of now, kept with those facts, explained."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.kijker import BASE_PATH, Kijker, adres, eis_mens, eis_rol
from services.pool.toewijzing import feiten, rekentaak, storage, tegenfeit
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.routes import models
from services.pool.toewijzing.routes.zicht import bekijk, eigen_leden
from services.pool.toewijzing.toegang import MAKELAARS, Status
from shared import api, etag, events, jobs, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("toewijzingsvoorstellen")
TOEWIJZING = "Toewijzing van poolleden voorstellen en daarover besluiten"


@router.post(
    "/pools/{id}/toewijzingsvoorstellen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Bereken een toewijzingsvoorstel",
    responses={200: {"model": models.Toewijzingsvoorstel, "description": "Er was er al een."}},
)
def add_toewijzingsvoorstel(
    id: UUID,
    invoer: models.VoorstelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Toewijzingsvoorstel:
    """Legt de feiten van nu vast en begint de berekening: wie past waar het best, eerlijk verdeeld.

    Het antwoord komt meteen, met status `in_berekening`; lees het voorstel opnieuw tot het berekend
    is. Wordt op dezelfde feiten al gerekend, of wacht zo'n voorstel op een eerste besluit, dan is
    dat het antwoord (200). Alleen functie, niveau, uren, plaats, beschikbaarheid, eigen wensen en
    afspraken tellen mee. Het voorstel besluit niets: dat doet een mens.
    """
    pool = actieve_pool(tx, id, kijker)
    eis_gewichten(pool)
    weken = invoer.horizon_weken or min(104, pool.afspraken.horizon_weken)
    feit = storage.get_feiten(tx, pool, vandaag, weken)
    tekst = feiten.als_json(feit)
    kop = _nieuw(pool, feit, nu, beller.gebruiker)
    zelfde = storage.get_zelfde(tx, pool.id, kop.invoer_hash, vandaag)
    verwerking.record(tx, beller, TOEWIJZING, [lid.medewerker for lid in feit.leden], nu)
    if zelfde is None:
        storage.add_voorstel(tx, kop, tekst)
        slot = f"{rekentaak.TAAK}:{pool.id}"  # one at a time per pool: pools do not wait for others
        jobs.defer_long(tx, rekentaak.TAAK, slot, voorstel=str(kop.id))
    else:
        response.status_code = 200
    response.headers["Location"] = adres(request, f"/toewijzingsvoorstellen/{(zelfde or kop).id}")
    return _toon(request, tx, (zelfde or kop).id, kijker)


def _toon(request: Request, tx: Session, id: UUID, kijker: Kijker) -> models.Toewijzingsvoorstel:
    kop, invoer, uitkomst = found(storage.get_voorstel(tx, id, kijker), "toewijzingsvoorstel")
    blik = bekijk(kop, invoer, uitkomst, storage.list_regels(tx, id), kijker)
    etag.stamp(request, kop.versie)
    return models.toon(request, kop, blik.uitkomst, blik.regels, blik.zicht)


def actieve_pool(tx: Session, id: UUID, kijker: flexpool.Kijker) -> flexpool.Pool:
    """The pool, for a makelaar who may see its people; it must have started (409)."""
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    if not flexpool.ziet_personen(pool.verband, [], kijker):
        found(None, "pool")
    eis_rol(kijker, MAKELAARS)
    if pool.status is not flexpool.PoolStatus.ACTIEF:
        detail = "Een pool wijst toe zodra hij actief is: maak eerst de vijf keuzes."
        weg = [to_camel(keuze) for keuze in flexpool.ontbrekende_keuzes(pool.keuzes)]
        raise Problem(409, detail, code="pool-niet-actief", ontbreekt=weg)
    return pool


def eis_gewichten(pool: flexpool.Pool) -> None:
    """Without any weight every key shares equally, which is not what was agreed. Error: 409."""
    if pool.verdeelsleutel is flexpool.Verdeelsleutel.GELIJK or pool.gewichten:
        return
    detail = (
        f"Deze pool verdeelt naar {pool.verdeelsleutel}, maar noemt van geen enkele organisatie het"
        " gewicht. Noem ze eerst bij de pool, of kies de sleutel gelijk."
    )
    raise Problem(409, detail, code="gewichten-ontbreken")


def _nieuw(pool: flexpool.Pool, feit: Feiten, nu: datetime, door: str | None) -> storage.Kop:
    """A proposal that is still to be computed on these facts."""
    geldig = timedelta(days=pool.afspraken.voorstel_geldig_dagen)
    return storage.Kop(
        id=uuid4(),
        pool=pool.id,
        verband=pool.verband,
        peildatum=feit.instellingen.peildatum,
        horizon_weken=feit.instellingen.horizon_weken,
        geldig_tot=feit.instellingen.peildatum + geldig,
        gemaakt_op=nu,
        gemaakt_door=door,
        invoer_hash=feiten.vingerafdruk(feit),
        regelversie=feit.regelversie,
    )


@router.get(
    "/pools/{id}/toewijzingsvoorstellen",
    response_model=models.VoorstelPagina,
    dependencies=[eist("pool:lezen")],
    summary="De voorstellen van een pool",
)
def list_toewijzingsvoorstellen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.VoorstelFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de voorstellen, het nieuwste eerst; een medewerker ziet die met een eigen regel."""
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    rijen = storage.list_voorstellen(tx, pool.id, kijker, params.offset, params.limit)
    count = storage.count_voorstellen(tx, pool.id, kijker) if params.telling else None
    getoond = [models.toon_kop(request, kop) for kop in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/toewijzingsvoorstellen/{id}",
    dependencies=[eist("pool:lezen")],
    summary="Eén toewijzingsvoorstel",
)
def get_toewijzingsvoorstel(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.Toewijzingsvoorstel:
    """Geeft stand, regels met besluiten, aandelen per organisatie, knelpunten en de uitleg.

    Een makelaar van het verband ziet alles; een partner de aandelen, de eigen behoeften en de eigen
    mensen; een medewerker de regels over zichzelf.
    """
    kop, invoer, uitkomst = found(storage.get_voorstel(tx, id, kijker), "toewijzingsvoorstel")
    blik = bekijk(kop, invoer, uitkomst, storage.list_regels(tx, id), kijker)
    verwerking.record(tx, beller, TOEWIJZING, blik.mensen, nu)
    etag.stamp(request, kop.versie)
    return models.toon(request, kop, blik.uitkomst, blik.regels, blik.zicht)


@router.post(
    "/toewijzingsvoorstellen/{id}/annulering",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Annuleer een berekening",
)
def annuleer_toewijzingsvoorstel(
    id: UUID,
    invoer: models.AnnuleringInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.VoorstelKop:
    """Een makelaar stopt een berekening die nog loopt."""
    gevonden = storage.get_voorstel(tx, id, kijker, lock=True)
    kop, _, _ = found(gevonden, "toewijzingsvoorstel")
    eis_rol(kijker, MAKELAARS)
    door = eis_mens(beller)
    if kop.status is not Status.IN_BEREKENING:
        detail = "Alleen een berekening die nog loopt is te annuleren."
        raise Problem(409, detail, code="niet-in-berekening", voorstelstatus=kop.status)
    kop = storage.set_status(tx, id, Status.GEANNULEERD, door, invoer.reden, nu)
    meld(tx, "toewijzingsvoorstel-geannuleerd", kop, nu)
    etag.stamp(request, kop.versie)
    return models.toon_kop(request, kop)


def meld(tx: Session, soort: str, kop: storage.Kop, nu: datetime) -> None:
    """Tell the planners of the verband; the event names the proposal, not a person."""
    pad = f"{BASE_PATH}/toewijzingsvoorstellen/{kop.id}"
    events.record(tx, soort, kop.id, publiek(kop.verband, personen=True), nu, pad)


@router.get(
    "/toewijzingsvoorstellen/{id}/behoeften/{behoefteId}/tegenfeit",
    dependencies=[eist("pool:lezen")],
    summary="Wat moet er veranderen om een behoefte te vullen",
)
def get_tegenfeit(
    id: UUID,
    behoefteId: UUID,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    request: Request,
    params: Annotated[models.TegenfeitFilter, Query()],
) -> models.Tegenfeitvraag:
    """Zoekt de kleinste wijziging waarna iemand (of een bepaald poollid) zou kunnen komen.

    Het antwoord is geprobeerd op de feiten en de regels van dit voorstel. Voor makelaars; de
    inlener van de behoefte leest het zonder de naam van een poollid. Over poolleden van een andere
    werkgever die niet beschikbaar zijn, is er geen antwoord.
    """
    kop, invoer, uitkomst = found(storage.get_voorstel(tx, id, kijker), "toewijzingsvoorstel")
    regels = storage.list_regels(tx, id)
    blik = bekijk(kop, invoer, uitkomst, regels, kijker)
    te_zien = {een["behoefte"] for een in blik.uitkomst["behoeften"]}
    found(behoefteId if str(behoefteId) in te_zien else None, "behoefte")
    mensen = set(blik.mensen)
    bekend = {lid["id"] for lid in invoer["leden"] if UUID(lid["medewerker"]) in mensen}
    if params.lid is not None:
        found(params.lid if str(params.lid) in bekend else None, "poollid")
    gevonden = None
    if not storage.is_gewist(invoer):  # with facts that miss somebody nothing can be tried
        feit = storage.van_json(invoer)
        eigen = {UUID(een) for een in eigen_leden(invoer, kijker)}
        gevonden = tegenfeit.zoek(feit, storage.als_regels(regels), behoefteId, params.lid, eigen)
    getoond = models.Tegenfeit.model_validate(gevonden) if gevonden else None
    if getoond is not None and str(getoond.lid) not in bekend:
        getoond = getoond.model_copy(update={"lid": None})
    verwerking.record(tx, beller, TOEWIJZING, blik.mensen, nu)
    etag.stamp(request, kop.versie)
    return models.Tegenfeitvraag(behoefte=behoefteId, tegenfeit=getoond)
