"""Programmes: started and led by one organisation, for the people of its verband."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from services.pool.trainee import rules, verloop
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import (
    eis_goed,
    eis_niet_gesloten,
    leid_programma,
    weiger,
    zie_programma,
)
from services.pool.trainee.routes.models import programmas as models
from services.pool.trainee.rules import Programmastatus, Traineeblok
from services.pool.trainee.storage import programmas
from shared import api, etag, paging
from shared.api import Nu, Tx, Vandaag, eist
from shared.problem import Problem, invalid

router = api.router("trainees")
ALLEEN_IN_CONCEPT = {"blokken", "uren_per_week"}


@router.get(
    "/traineeprogrammas",
    response_model=models.TraineeprogrammaPagina,
    dependencies=[eist("pool:lezen")],
    summary="Traineeprogramma's van uw verbanden",
)
def list_traineeprogrammas(
    request: Request,
    response: Response,
    params: Annotated[models.TraineeprogrammaFilter, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft de programma's die u mag zien, de nieuwste eerst; een concept ziet alleen wie leidt."""
    rijen = programmas.list_programmas(tx, kijker, params.verband, params.offset, params.limit)
    count = programmas.count_programmas(tx, kijker, params.verband) if params.telling else None
    getoond = [tonen.toon_programma(request, een, vandaag) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/traineeprogrammas",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Begin een traineeprogramma",
)
def add_traineeprogramma(
    invoer: models.TraineeprogrammaInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Traineeprogramma:
    """Een makelaar of HR begint een programma als concept; uw organisatie leidt het.

    Elk blok is even lang als een inzet mag zijn. Een label van een programma elders is alleen
    tekst: er is geen koppeling. Dit is geen juridisch advies.
    """
    eis_rol(kijker, rules.LEIDING)
    eigen = eis_organisatie(kijker)
    if invoer.verband not in kijker.verbanden:
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))
    velden = {naam: getattr(invoer, naam) for naam in models.TraineeprogrammaInvoer.model_fields}
    velden["blokken"] = _blokken(invoer.blokken)
    programma = rules.Traineeprogramma(id=uuid4(), organisatie=eigen, **velden)
    _toets(tx, programma, vandaag)
    nieuw = programmas.set_programma(tx, None, programma, nu)
    response.headers["Location"] = adres(request, f"/traineeprogrammas/{programma.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_programma(request, nieuw, vandaag)


def _blokken(blokken: list[models.Roulatieblok]) -> tuple[Traineeblok, ...]:
    return tuple(Traineeblok(nr, een.van, een.tot) for nr, een in enumerate(blokken, 1))


def _toets(tx: Tx, programma: rules.Traineeprogramma, vandaag: Vandaag) -> None:
    afspraken = pools.get_afspraken(tx, programma.verband)
    kortste, langste = afspraken.kortste_inzet_dagen, afspraken.langste_inzet_dagen
    eis_goed(rules.fouten_in_programma(programma, kortste, langste, vandaag))


@router.get(
    "/traineeprogrammas/{id}",
    dependencies=[eist("pool:lezen")],
    summary="Eén traineeprogramma",
)
def get_traineeprogramma(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> models.Traineeprogramma:
    """Geeft het programma met zijn blokken en hoeveel plaatsen er vrij zijn."""
    gevonden = zie_programma(tx, id, kijker)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_programma(request, gevonden, vandaag)


@router.patch(
    "/traineeprogrammas/{id}",
    dependencies=[eist("pool:schrijven")],
    summary="Wijzig een traineeprogramma",
)
def patch_traineeprogramma(
    id: UUID,
    wijziging: models.TraineeprogrammaWijziging,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Traineeprogramma:
    """Wijzigt alleen de gegeven velden. Blokken en uren liggen vast zodra het programma open is."""
    oud = leid_programma(tx, id, kijker, lock=True)
    etag.require_match(request, oud.versie)
    eis_niet_gesloten(oud.programma)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "blokken" in velden:
        velden["blokken"] = _blokken(velden["blokken"])
    nieuw = replace(oud.programma, **velden)
    if nieuw == oud.programma:
        etag.stamp(request, oud.versie)
        return tonen.toon_programma(request, oud, vandaag)
    vast = [een for een in ALLEEN_IN_CONCEPT if getattr(nieuw, een) != getattr(oud.programma, een)]
    if vast and oud.programma.status is not Programmastatus.CONCEPT:
        zin = "Blokken en uren liggen vast zodra het programma open is."
        raise Problem(409, zin, code="ligt-vast")
    _toets(tx, nieuw, vandaag)
    bewaard = programmas.set_programma(tx, oud, nieuw, nu)
    verloop.meld_aanbod(tx, bewaard, nu)
    etag.stamp(request, bewaard.versie)
    return tonen.toon_programma(request, bewaard, vandaag)


@router.post(
    "/traineeprogrammas/{id}/statuswijzigingen",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Open of sluit een traineeprogramma",
)
def add_programmastatus(
    id: UUID,
    invoer: models.Programmastatuswijziging,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Traineeprogramma:
    """Open: medewerkers van het verband zien het en melden zich aan. Gesloten: het is voorbij.

    Vaststellen gaat met een rooster. Een vastgesteld programma kan weer open voor een vrije plaats.
    """
    oud = leid_programma(tx, id, kijker, lock=True)
    etag.require_match(request, oud.versie)
    gasten = list(programmas.gasten(tx, id).values())
    redenen = rules.beletselen_status(oud.programma, invoer.naar, gasten, vandaag)
    weiger(redenen, "overgang-kan-niet")
    nieuw = programmas.set_programma(tx, oud, replace(oud.programma, status=invoer.naar), nu)
    verloop.meld_aanbod(tx, nieuw, nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_programma(request, nieuw, vandaag)
