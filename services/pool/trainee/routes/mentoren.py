"""Mentors: they offer themselves, a calculation proposes by experience, a person chooses."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.kijker import EigenKijker, adres, eis_mens, eis_zelf
from services.pool.trainee import rules
from services.pool.trainee.mentoren import kies_mentoren
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import (
    TRAINEES,
    eis_goed,
    eis_leiding,
    eis_niet_gesloten,
    leid_programma,
    weiger,
    zie_programma,
)
from services.pool.trainee.routes.models import mensen as models
from services.pool.trainee.rules import (
    Mentoraanbod,
    Mentorstatus,
    Traineementor,
    als_trainee,
    gedeelde_onderwerpen,
)
from services.pool.trainee.storage import mensen, mentoren
from services.pool.trainee.storage.mentoren import BewaardeMentor
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("trainees")
PAST = "Deze mentor heeft ervaring in wat de trainee wil leren, en bood zich zelf aan."
NIEMAND = "Niemand die zich aanbood heeft ervaring in wat de trainee wil leren."
BEZET = "Wie ervaring heeft in wat de trainee wil leren, begeleidt al zoveel als die aanbood."
GEEN_WENS = "De trainee noemde nog niet wat die wil leren."


@router.get(
    "/traineementoren",
    response_model=models.TraineementorPagina,
    dependencies=[eist("pool:lezen")],
    summary="Mentoren die u mag zien",
)
def list_traineementoren(
    request: Request,
    response: Response,
    params: Annotated[models.TraineeFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> object:
    """Geeft uw eigen aanbod en, als u een programma leidt, wie zich daar aanbood."""
    rijen = mentoren.list_mentoren(tx, kijker, params.programma, params.offset, params.limit)
    count = mentoren.count_mentoren(tx, kijker, params.programma) if params.telling else None
    verwerking.record(tx, beller, TRAINEES, [een.aanbod.medewerker for een in rijen], nu)
    getoond = [tonen.toon_mentor(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/traineementoren",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Bied aan trainees te begeleiden",
)
def add_traineementor(
    invoer: models.MentorInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Traineementor:
    """U doet dit zelf, met een eigen inlog. U wordt gekozen op ervaring, nooit op leeftijd."""
    bewaard = zie_programma(tx, invoer.programma, kijker)
    medewerker, organisatie = eis_zelf(kijker)
    eis_niet_gesloten(bewaard.programma)
    aanbod = Mentoraanbod(
        uuid4(), invoer.programma, medewerker, organisatie, tuple(invoer.ervaring),
        invoer.hoogstens,
    )  # fmt: skip
    eis_goed(rules.fouten_in_aanbod(aanbod))
    nieuw = mentoren.add_aanbod(tx, aanbod, nu)
    if nieuw is None:
        raise Problem(409, "U bood zich in dit programma al aan.", code="bestaat-al")
    response.headers["Location"] = adres(request, f"/traineementoren/{aanbod.id}")
    return _toon(request, tx, beller, nu, nieuw)


def _toon(
    request: Request, tx: Tx, beller: Beller, nu: Nu, wat: BewaardeMentor
) -> models.Traineementor:
    verwerking.record(tx, beller, TRAINEES, [wat.aanbod.medewerker], nu)
    etag.stamp(request, wat.versie)
    return tonen.toon_mentor(request, wat)


@router.get("/traineementoren/{id}", dependencies=[eist("pool:lezen")], summary="Eén mentor")
def get_traineementor(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Traineementor:
    """Geeft het aanbod, voor de mentor zelf en wie het programma leidt."""
    gevonden = found(mentoren.get_mentor(tx, id, kijker), "traineementor")
    return _toon(request, tx, beller, nu, gevonden)


def _eigen(tx: Tx, id: UUID, kijker: EigenKijker, request: Request) -> BewaardeMentor:
    """The caller's own offer that still stands, held. Errors: 404, 403, 409, 412."""
    oud = found(mentoren.get_mentor(tx, id, kijker, lock=True), "traineementor")
    if not rules.is_mentor(oud.aanbod, kijker):
        raise Problem(403, "Dit doet de mentor zelf.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    if oud.aanbod.status is not Mentorstatus.BESCHIKBAAR:
        raise Problem(409, "Dit aanbod is ingetrokken.", code="niet-beschikbaar")
    return oud


@router.patch(
    "/traineementoren/{id}",
    dependencies=[eist("eigen:beheren")],
    summary="Wijzig uw aanbod als mentor",
)
def patch_traineementor(
    id: UUID,
    wijziging: models.MentorWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Traineementor:
    """Wijzigt alleen de gegeven velden."""
    oud = _eigen(tx, id, kijker, request)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "ervaring" in velden:
        velden["ervaring"] = tuple(velden["ervaring"])
    aanbod = replace(oud.aanbod, **velden)
    eis_goed(rules.fouten_in_aanbod(aanbod))
    nieuw = mentoren.set_aanbod(tx, oud, aanbod, nu) if aanbod != oud.aanbod else oud
    return _toon(request, tx, beller, nu, nieuw)


@router.post(
    "/traineementoren/{id}/intrekking",
    status_code=200,
    dependencies=[eist("eigen:beheren")],
    summary="Trek uw aanbod als mentor in",
)
def trek_traineementor_in(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Traineementor:
    """Kan altijd; wie u begeleidde, heeft dan geen mentor meer."""
    oud = _eigen(tx, id, kijker, request)
    weg = replace(oud.aanbod, status=Mentorstatus.INGETROKKEN)
    return _toon(request, tx, beller, nu, mentoren.set_aanbod(tx, oud, weg, nu))


@router.get(
    "/traineeprogrammas/{id}/mentorvoorstel",
    dependencies=[eist("pool:lezen")],
    summary="Wie bij wie past, met de reden",
)
def get_mentorvoorstel(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Mentorvoorstel:
    """Berekent voor trainees zonder mentor wie past op ervaring; u kiest zelf.

    Zoveel mogelijk trainees een mentor, dan de meeste onderwerpen samen.
    """
    bewaard = leid_programma(tx, id, kijker)
    bezig = mentoren.begeleidt(tx, id)
    heeft = {trainee for lijst in bezig.values() for trainee in lijst}
    zonder = [een for een in mensen.list_deelnemers(tx, id) if een.id not in heeft]
    wie = {een.id: als_trainee(een) for een in zonder}
    aanbod = mentoren.list_aanbod(tx, id)
    vrij = {
        een.id: Traineementor(
            een.id, een.organisatie, een.ervaring, een.hoogstens - len(bezig.get(een.id, []))
        )
        for een in aanbod
        if een.hoogstens > len(bezig.get(een.id, []))
    }
    zelf = {een.id: {a.id for a in aanbod if a.medewerker == een.medewerker} for een in zonder}
    gekozen = kies_mentoren(list(wie.values()), list(vrij.values()), zelf)
    ervaren = {onderwerp for een in aanbod for onderwerp in een.ervaring}
    paren = [_paar(wie[een.id], vrij.get(gekozen.get(een.id, een.id)), ervaren) for een in zonder]
    over = [een.medewerker for een in zonder] + [een.medewerker for een in aanbod]
    verwerking.record(tx, beller, TRAINEES, over, nu)
    etag.stamp(request, bewaard.versie)
    return models.Mentorvoorstel(programma=id, paren=paren)


def _paar(
    trainee: rules.Trainee, mentor: Traineementor | None, ervaren: set[str]
) -> models.Mentorpaar:
    if mentor is not None:
        samen = list(gedeelde_onderwerpen(trainee, mentor))
        return models.Mentorpaar(
            trainee=trainee.id, mentor=mentor.id, onderwerpen=samen, uitleg=PAST
        )
    uitleg = BEZET if ervaren & set(trainee.onderwerpen) else NIEMAND
    if not trainee.onderwerpen:
        uitleg = GEEN_WENS
    return models.Mentorpaar(trainee=trainee.id, onderwerpen=[], uitleg=uitleg)


@router.put(
    "/trainees/{id}/mentor",
    dependencies=[eist("pool:schrijven")],
    summary="Kies de mentor van een trainee",
)
def put_traineementor(
    id: UUID,
    invoer: models.Mentorkeuze,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
) -> models.Trainee:
    """Een mens kiest, met een reden; het hoeft niet het voorstel te zijn."""
    oud = found(mensen.get_trainee(tx, id, kijker, lock=True), "trainee")
    eis_leiding(oud.programma, kijker)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    aanbod = None
    if invoer.mentor is not None:
        gevonden = mentoren.get_mentor(tx, invoer.mentor, kijker, lock=True)
        aanbod = found(gevonden, "traineementor").aanbod
        anderen = set(mentoren.begeleidt(tx, aanbod.programma).get(aanbod.id, [])) - {id}
        redenen = rules.beletselen_mentor(oud.deelname, aanbod, len(anderen))
        weiger(redenen, "mentor-kan-niet")
    nieuw = mensen.set_mentor(tx, oud, aanbod, invoer.reden, door, nu)
    betrokken = [oud.deelname.medewerker, *([aanbod.medewerker] if aanbod else [])]
    verwerking.record(tx, beller, TRAINEES, betrokken, nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_trainee(request, nieuw, kijker)
