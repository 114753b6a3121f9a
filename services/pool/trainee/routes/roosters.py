"""Roosters: computed by a job, changed and adopted by a person who leads the programme."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from services.pool.inzet import storage as inzetten
from services.pool.kijker import Kijker, adres, eis_mens
from services.pool.trainee import rules, verloop
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import TRAINEES, leid_programma, weiger
from services.pool.trainee.routes.models import mensen as mensmodels
from services.pool.trainee.routes.models import roosters as models
from services.pool.trainee.rules import Plaatscode, Roosterstatus
from services.pool.trainee.storage import mensen, plekken, programmas, roosters
from services.pool.trainee.storage.plekken import Plaats
from services.pool.trainee.storage.programmas import BewaardProgramma
from services.pool.trainee.storage.roosters import Rooster
from shared import api, etag, paging, verwerking
from shared.api import Beller, Geheel, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("trainees")
Blok = Annotated[Geheel, Path(ge=1, le=rules.MEESTE_BLOKKEN)]


@router.post(
    "/traineeprogrammas/{id}/roosters",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Bereken een rooster",
    responses={200: {"model": models.Traineerooster, "description": "Er wordt al gerekend."}},
)
def add_traineerooster(
    id: UUID,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Traineerooster:
    """Verdeelt de trainees over gastheren en blokken: zoveel mogelijk blokken gevuld, dan zoveel
    mogelijk verschillende bestuurslagen per trainee, dan de liefste wensen.

    Niemand komt twee keer bij dezelfde organisatie. Wat al begon blijft. Het rooster geldt pas als
    u het vaststelt.
    """
    bewaard = leid_programma(tx, id, kijker)
    if bewaard.programma.status not in (
        rules.Programmastatus.OPEN,
        rules.Programmastatus.VASTGESTELD,
    ):
        raise Problem(409, "Dit programma is niet open.", code="niet-open")
    rooster, nieuw = verloop.vraag_rooster(tx, bewaard, beller.gebruiker or beller.client, nu)
    if not nieuw:
        response.status_code = 200
    response.headers["Location"] = adres(request, f"/traineeroosters/{rooster.id}")
    etag.stamp(request, rooster.versie)
    return tonen.toon_rooster(request, rooster)


@router.get(
    "/traineeroosters",
    response_model=models.TraineeroosterPagina,
    dependencies=[eist("pool:lezen")],
    summary="Roosters van de programma's die u leidt",
)
def list_traineeroosters(
    request: Request,
    response: Response,
    params: Annotated[mensmodels.TraineeFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de berekeningen, de nieuwste eerst."""
    rijen = roosters.list_roosters(tx, kijker, params.programma, params.offset, params.limit)
    count = roosters.count_roosters(tx, kijker, params.programma) if params.telling else None
    getoond = [tonen.toon_rooster(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/traineeroosters/{id}", dependencies=[eist("pool:lezen")], summary="Eén rooster")
def get_traineerooster(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Traineerooster:
    """Geeft hoe ver de berekening is en wat zij vond; aantallen, geen mensen."""
    rooster = found(roosters.get_rooster(tx, id, kijker), "traineerooster")
    etag.stamp(request, rooster.versie)
    return tonen.toon_rooster(request, rooster)


@router.post(
    "/traineeroosters/{id}/annulering",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Annuleer de berekening van een rooster",
)
def annuleer_traineerooster(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, nu: Nu
) -> models.Traineerooster:
    """Wie het programma leidt, stopt een berekening die nog loopt."""
    found(roosters.get_rooster(tx, id, kijker, lock=True), "traineerooster")
    rooster = roosters.sluit(tx, id, Roosterstatus.GEANNULEERD, nu)
    if rooster is None:
        zin = "Alleen een berekening die nog loopt is te annuleren."
        raise Problem(409, zin, code="niet-in-berekening")
    etag.stamp(request, rooster.versie)
    return tonen.toon_rooster(request, rooster)


@router.get(
    "/traineeroosters/{id}/traineeplaatsen",
    response_model=models.TraineeplaatsPagina,
    dependencies=[eist("pool:lezen")],
    summary="Wie waar komt, en waarom",
)
def list_traineeplaatsen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft elke trainee in elk blok, voor wie het programma leidt."""
    found(roosters.get_rooster(tx, id, kijker), "traineerooster")
    rijen = plekken.list_plaatsen(tx, id, params.offset, params.limit)
    count = plekken.count_plaatsen(tx, id) if params.telling else None
    nummers = [een.inzet for een in rijen if een.inzet is not None]
    bekend = inzetten.haal_alle(tx, nummers) if nummers else {}
    wie = mensen.haal_deelnames(tx, [een.trainee for een in rijen])
    verwerking.record(tx, beller, TRAINEES, {een.medewerker for een in wie.values()}, nu)
    getoond = [
        tonen.toon_plaats(een, bekend.get(een.inzet) if een.inzet else None) for een in rijen
    ]
    return paging.page(request, response, params, getoond, count)


def _houd(tx: Tx, id: UUID, kijker: Kijker) -> tuple[BewaardProgramma, Rooster]:
    """The programme first, then the rooster, both held: whoever changes capacity waits. 404."""
    gezien = found(roosters.get_rooster(tx, id, kijker), "traineerooster")
    bewaard = found(programmas.haal_programma(tx, gezien.programma_id, lock=True), "programma")
    return bewaard, found(roosters.get_rooster(tx, id, kijker, lock=True), "traineerooster")


def _als_regels(plaatsen: list[Plaats]) -> list[rules.Traineeplaats]:
    return [
        rules.Traineeplaats(een.trainee, een.blok, een.organisatie)
        for een in plaatsen
        if een.organisatie is not None
    ]


@router.put(
    "/traineeroosters/{id}/trainees/{traineeId}/blokken/{nr}",
    dependencies=[eist("toewijzing:beslissen")],
    summary="Geef een trainee een andere plaats",
)
def put_traineeplaats(
    id: UUID,
    traineeId: UUID,
    nr: Blok,
    invoer: models.Plaatswijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Traineeplaats:
    """Een mens wijkt af, met een reden; dezelfde regels worden opnieuw getoetst.

    In een vastgesteld rooster kan dit als de inzet van die plaats niet doorgaat; de nieuwe plaats
    krijgt dan een eigen inzet.
    """
    bewaard, rooster = _houd(tx, id, kijker)
    wie = mensen.haal_deelnames(tx, [traineeId]).get(traineeId)
    deelname = found(wie if wie and wie.programma == bewaard.programma.id else None, "trainee")
    etag.require_match(request, rooster.versie)
    door = eis_mens(beller)
    alle = plekken.list_plaatsen(tx, id)
    oud = [een for een in alle if (een.trainee, een.blok) == (traineeId, nr)]
    gevallen = plekken.list_gevallen(tx, oud)
    loopt = any(een.inzet is not None and een.inzet not in gevallen for een in oud)
    redenen = rules.beletselen_wijziging(rooster.status, bewaard.programma, nr, loopt, vandaag)
    if deelname.status is not rules.Traineestatus.DEELNEMER:
        redenen.append(rules.geen_deelnemer())
    rest = _als_regels([een for een in alle if een not in oud])
    if invoer.organisatie is not None and not redenen:
        nieuw = [*rest, rules.Traineeplaats(traineeId, nr, invoer.organisatie)]
        gasten = programmas.gasten(tx, bewaard.programma.id)
        redenen = rules.fouten_in_plaatsen(nieuw, bewaard.programma, gasten)
    weiger(redenen, "plaats-kan-niet")
    plaats = _verander(tx, id, traineeId, nr, invoer, door, nu)
    if rooster.status is Roosterstatus.VASTGESTELD:
        args = (tx, bewaard.programma, plaats, deelname, door, invoer.reden, nu)
        plaats = verloop.maak_inzet(*args) or plaats
    gewijzigd = roosters.tel_op(tx, rooster)
    verwerking.record(tx, beller, TRAINEES, [deelname.medewerker], nu)
    etag.stamp(request, gewijzigd.versie)
    bekend = inzetten.haal_alle(tx, [plaats.inzet]) if plaats.inzet else {}
    return tonen.toon_plaats(plaats, bekend.get(plaats.inzet) if plaats.inzet else None)


def _verander(
    tx: Tx, id: UUID, trainee: UUID, nr: int, invoer: models.Plaatswijziging, door: str, nu: Nu
) -> Plaats:
    return plekken.set_plaats(
        tx, id, trainee, nr, nu,
        organisatie=invoer.organisatie,
        uitleg={"code": Plaatscode.MENS.value},
        reden=invoer.reden,
        door=door,
        inzet_id=None,
    )  # fmt: skip


@router.post(
    "/traineeroosters/{id}/vaststelling",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Stel een rooster vast",
)
def stel_traineerooster_vast(
    id: UUID,
    invoer: models.Roostervaststelling,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Traineerooster:
    """Een mens beslist. Elke plaats wordt een inzet, die drie keer ja vraagt.

    Een blok bij de eigen organisatie is geen inzet. Een eerder rooster vervalt voor zover het nog
    niet begon. Elke trainee krijgt bericht en leest waarom.
    """
    bewaard, oud = _houd(tx, id, kijker)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    plaatsen = plekken.list_plaatsen(tx, id)
    wie = mensen.haal_deelnames(tx, [een.trainee for een in plaatsen])
    geldt = roosters.get_geldend(tx, bewaard.programma.id)
    personen = sorted({een.medewerker for een in wie.values()})
    bezet = roosters.list_bezetting(tx, personen, {geldt.id} if geldt else set(), vandaag)
    gasten = programmas.gasten(tx, bewaard.programma.id)
    weiger(
        rules.beletselen_vaststelling(
            oud.status, bewaard.programma, _als_regels(plaatsen), gasten, wie, bezet, vandaag
        ),
        "vaststellen-kan-niet",
    )
    nieuw = verloop.stel_vast(tx, bewaard, oud, door, invoer.reden, nu)
    verwerking.record(tx, beller, TRAINEES, personen, nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_rooster(request, nieuw)
