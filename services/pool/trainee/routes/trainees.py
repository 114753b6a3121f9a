"""Who takes part: brought by the own employer, or signed up with an own login."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool.rules import LEDENBEHEER, InDienstVoor
from services.pool.inzet import storage as inzetten
from services.pool.kijker import (
    EigenKijker,
    adres,
    eis_eigen_inlog,
    eis_organisatie,
    eis_rol,
    eis_zelf,
)
from services.pool.trainee import rules, verloop
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import (
    TRAINEES,
    eis_goed,
    eis_niet_gesloten,
    weiger,
    zie_programma,
)
from services.pool.trainee.routes.models import mensen as models
from services.pool.trainee.rules import Traineedeelname, Traineestatus
from services.pool.trainee.storage import mensen, plekken, programmas
from services.pool.trainee.storage.mensen import BewaardeTrainee
from services.pool.trainee.storage.programmas import BewaardProgramma
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("trainees")


def _toon(
    request: Request, tx: Tx, kijker: EigenKijker, rijen: list[BewaardeTrainee]
) -> list[models.Trainee]:
    """With the adopted places; a number of queries that does not grow."""
    ids = [een.deelname.id for een in rijen]
    plaatsen, wensen = plekken.list_van_trainees(tx, ids) if ids else ({}, {})
    nummers = {p.inzet for lijst in plaatsen.values() for p in lijst if p.inzet is not None}
    bekend = inzetten.haal_alle(tx, nummers) if nummers else {}
    return [
        tonen.toon_trainee(
            request, een, kijker, plaatsen.get(een.deelname.id, ()),
            wensen.get(een.deelname.id, ()), bekend,
        )
        for een in rijen
    ]  # fmt: skip


def _toon_een(
    request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu, wat: BewaardeTrainee
) -> models.Trainee:
    verwerking.record(tx, beller, TRAINEES, [wat.deelname.medewerker], nu)
    etag.stamp(request, wat.versie)
    return _toon(request, tx, kijker, [wat])[0]


@router.get(
    "/trainees",
    response_model=models.TraineePagina,
    dependencies=[eist("pool:lezen")],
    summary="Trainees die u mag zien",
)
def list_trainees(
    request: Request,
    response: Response,
    params: Annotated[models.TraineeFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uzelf, wie u begeleidt, uw eigen mensen, wie u ontvangt en wie u leidt.

    De wensen en de redenen leest alleen de trainee zelf en wie het programma leidt.
    """
    rijen = mensen.list_trainees(tx, kijker, params.programma, params.offset, params.limit)
    count = mensen.count_trainees(tx, kijker, params.programma) if params.telling else None
    verwerking.record(tx, beller, TRAINEES, [een.deelname.medewerker for een in rijen], nu)
    getoond = _toon(request, tx, kijker, rijen)
    return paging.page(request, response, params, getoond, count)


def _doe_mee(
    tx: Tx, bewaard: BewaardProgramma, deelname: Traineedeelname, nu: Nu, vandaag: Vandaag
) -> None:
    weiger(rules.beletselen_deelname(bewaard.programma, bewaard.mensen, vandaag), "kan-niet-mee")
    if not mensen.add_trainee(tx, deelname, nu):
        raise Problem(409, "Deze medewerker doet al mee.", code="bestaat-al")
    verloop.tel_mee(tx, bewaard.programma.id, nu)


@router.post(
    "/traineeprogrammas/{id}/trainees",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Breng een eigen medewerker in",
)
def add_trainee(
    id: UUID,
    invoer: models.TraineeInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Trainee:
    """De thuisorganisatie brengt een eigen medewerker in; die zegt per inzet zelf nog ja."""
    bewaard = zie_programma(tx, id, kijker, lock=True)
    eis_rol(kijker, LEDENBEHEER)
    thuis = eis_organisatie(kijker)
    deelname = Traineedeelname(
        uuid4(), id, invoer.medewerker, thuis, invoer.in_dienst_voor, Traineestatus.DEELNEMER
    )
    _doe_mee(tx, bewaard, deelname, nu, vandaag)
    response.headers["Location"] = adres(request, f"/trainees/{deelname.id}")
    nieuw = found(mensen.get_trainee(tx, deelname.id, kijker), "trainee")
    return _toon_een(request, tx, beller, kijker, nu, nieuw)


@router.post(
    "/traineeprogrammas/{id}/aanmeldingen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Meld u aan als trainee",
)
def add_aanmelding(
    id: UUID,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Trainee:
    """Uw werkgever beslist daarna of u mee kunt doen; uw wensen leest die niet."""
    bewaard = zie_programma(tx, id, kijker, lock=True)
    medewerker, thuis = eis_zelf(kijker)
    deelname = Traineedeelname(
        uuid4(), id, medewerker, thuis, InDienstVoor.EIGEN_WERK, Traineestatus.AANGEMELD
    )
    _doe_mee(tx, bewaard, deelname, nu, vandaag)
    response.headers["Location"] = adres(request, f"/trainees/{deelname.id}")
    nieuw = found(mensen.get_trainee(tx, deelname.id, kijker), "trainee")
    return _toon_een(request, tx, beller, kijker, nu, nieuw)


@router.get("/trainees/{id}", dependencies=[eist("pool:lezen")], summary="Eén trainee")
def get_trainee(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Trainee:
    """Geeft de deelname met de vastgestelde plaatsen, en voor de trainee zelf waarom."""
    gevonden = found(mensen.get_trainee(tx, id, kijker), "trainee")
    return _toon_een(request, tx, beller, kijker, nu, gevonden)


@router.post(
    "/trainees/{id}/toelating",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Laat een medewerker die zich aanmeldde wel of niet meedoen",
)
def add_toelating(
    id: UUID,
    invoer: models.Toelating,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Trainee:
    """Dit doet de thuisorganisatie."""
    oud = found(mensen.get_trainee(tx, id, kijker, lock=True), "trainee")
    eis_rol(kijker, LEDENBEHEER)
    if kijker.organisatie != oud.deelname.thuisorganisatie:
        raise Problem(403, "Dit doet de eigen werkgever.", code="andere-organisatie")
    if oud.deelname.status is not Traineestatus.AANGEMELD:
        raise Problem(409, "Hierover is al besloten.", code="niet-aangemeld")
    naar = Traineestatus.DEELNEMER if invoer.ja else Traineestatus.AFGEWEZEN
    deelname = replace(oud.deelname, status=naar, in_dienst_voor=invoer.in_dienst_voor)
    nieuw = mensen.set_trainee(tx, oud, deelname, nu)
    verloop.tel_mee(tx, deelname.programma, nu)
    return _toon_een(request, tx, beller, kijker, nu, nieuw)


@router.put(
    "/trainees/{id}/wensen",
    dependencies=[eist("eigen:beheren")],
    summary="Leg uw wensen als trainee vast",
)
def put_traineewensen(
    id: UUID,
    invoer: models.Traineewensen,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Trainee:
    """Met uw eigen inlog: organisaties, bestuurslagen en onderwerpen, de liefste eerst.

    Zij tellen in de volgende berekening. Alleen u en wie het programma leidt lezen ze.
    """
    oud = found(mensen.get_trainee(tx, id, kijker, lock=True), "trainee")
    if not rules.is_trainee(oud.deelname, kijker):
        raise Problem(403, "Alleen de trainee zelf legt wensen vast.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    eis_niet_gesloten(oud.programma)
    if oud.deelname.status not in rules.DOET_MEE:
        raise Problem(409, "U doet niet (meer) mee.", code="doet-niet-mee")
    wensen = rules.Traineewensen(
        tuple(invoer.organisaties), tuple(invoer.lagen), tuple(invoer.onderwerpen)
    )
    gasten = programmas.gasten(tx, oud.deelname.programma)
    aangeboden = {onderwerp for gast in gasten.values() for onderwerp in gast.onderwerpen}
    eis_goed(rules.fouten_in_wensen(wensen, gasten, aangeboden))
    nieuw = oud
    if wensen != oud.deelname.wensen:
        nieuw = mensen.set_trainee(tx, oud, replace(oud.deelname, wensen=wensen), nu)
    return _toon_een(request, tx, beller, kijker, nu, nieuw)


@router.post(
    "/trainees/{id}/beeindiging",
    status_code=200,
    dependencies=[eist("pool:lezen")],
    summary="Stop als trainee",
)
def beeindig_deelname(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Trainee:
    """De trainee zelf met een eigen inlog, of de eigen werkgever.

    Inzetten van blokken die nog niet begonnen, gaan niet door. Een reden is niet nodig.
    """
    gezien = found(mensen.get_trainee(tx, id, kijker), "trainee")
    found(programmas.haal_programma(tx, gezien.deelname.programma, lock=True), "traineeprogramma")
    oud = found(mensen.get_trainee(tx, id, kijker, lock=True), "trainee")
    if rules.is_trainee(oud.deelname, kijker):
        eis_eigen_inlog(beller)
    elif not rules.is_werkgever(oud.deelname, kijker):
        zin = "Dit doet de trainee zelf, of de eigen werkgever."
        raise Problem(403, zin, code="andere-persoon")
    elif "pool:schrijven" not in beller.scopes:
        raise Problem(403, "Uw token mist: pool:schrijven.", code="scope-ontbreekt")
    if oud.deelname.status not in rules.DOET_MEE:
        raise Problem(409, "Deze trainee doet niet (meer) mee.", code="doet-niet-mee")
    deelname = replace(oud.deelname, status=Traineestatus.GESTOPT)
    nieuw = mensen.set_trainee(tx, oud, deelname, nu)
    verloop.stop(tx, deelname, nu)
    return _toon_een(request, tx, beller, kijker, nu, nieuw)
