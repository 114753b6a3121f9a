"""Looking back on a block: two questions, no marks, and the writer chooses who reads it."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.kijker import EigenKijker
from services.pool.trainee import rules
from services.pool.trainee.routes import tonen
from services.pool.trainee.routes.access import TRAINEES, weiger, zie_programma
from services.pool.trainee.routes.models import mensen as models
from services.pool.trainee.rules import Evaluatierol
from services.pool.trainee.storage import evaluaties, mensen, plekken
from services.pool.trainee.storage.evaluaties import BewaardeEvaluatie
from services.pool.trainee.storage.mensen import BewaardeTrainee
from shared import api, etag, verwerking
from shared.api import Beller, Geheel, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("trainees")
Blok = Annotated[Geheel, Path(ge=1, le=rules.MEESTE_BLOKKEN)]


def _waar(tx: Tx, trainee: UUID) -> dict[int, str | None]:
    """Per block the host of the adopted rooster."""
    return {
        een.blok: een.organisatie
        for een in plekken.list_van_trainees(tx, [trainee])[0].get(trainee, [])
    }


@router.get(
    "/trainees/{id}/evaluaties",
    dependencies=[eist("pool:lezen")],
    summary="Evaluaties van een trainee die u mag lezen",
)
def list_blokevaluaties(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.BlokevaluatieLijst:
    """Geeft wat u zelf schreef en wat de schrijver met u deelt; de rest bestaat voor u niet."""
    wat = found(mensen.get_trainee(tx, id, kijker), "trainee")
    waar = _waar(tx, id)
    gezien = [
        een
        for een in evaluaties.list_evaluaties(tx, id)
        if rules.ziet_evaluatie(
            een.evaluatie, wat.programma, _rol(wat, waar.get(een.evaluatie.blok), kijker), kijker
        )
    ]
    over = {wat.deelname.medewerker, *(een.evaluatie.schrijver for een in gezien)}
    verwerking.record(tx, beller, TRAINEES, over, nu)
    etag.stamp(request, wat.versie)
    return models.BlokevaluatieLijst(results=[tonen.toon_evaluatie(een) for een in gezien])


def _rol(wat: BewaardeTrainee, gast: str | None, kijker: EigenKijker) -> Evaluatierol | None:
    return rules.rol_in_blok(wat.deelname, wat.mentor, gast, kijker)


def _eigen(
    tx: Tx, id: UUID, nr: int, kijker: EigenKijker, vandaag: Vandaag
) -> tuple[BewaardeTrainee, Evaluatierol, BewaardeEvaluatie | None]:
    """The caller's own evaluation of this block, if it is there. Errors: 404, 403, 409."""
    wat = found(mensen.get_trainee(tx, id, kijker, lock=True), "trainee")
    waar = _waar(tx, id)
    rol = _rol(wat, waar.get(nr), kijker)
    if rol is None or kijker.medewerker is None:
        zin = "Dit doet de trainee, de mentor, of wie de trainee in dit blok ontvangt."
        raise Problem(403, zin, code="geen-partij")
    blok = next((een for een in wat.programma.blokken if een.nr == nr), None)
    weiger(rules.beletselen_evaluatie(blok, waar.get(nr), vandaag), "evaluatie-kan-niet")
    oud = evaluaties.get_evaluatie(tx, id, nr, rol)
    if oud is not None and oud.evaluatie.schrijver != kijker.medewerker:
        raise Problem(409, "Een collega schreef deze evaluatie al.", code="bestaat-al")
    return wat, rol, oud


@router.put(
    "/trainees/{id}/blokken/{nr}/evaluatie",
    dependencies=[eist("eigen:beheren")],
    summary="Kijk terug op een blok",
)
def put_blokevaluatie(
    id: UUID,
    nr: Blok,
    invoer: models.EvaluatieInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Blokevaluatie:
    """Wat leerde u, en wat zou u anders doen? Het gaat over het blok, niet over een persoon.

    U kiest wie het leest: alleen u, u met elkaar (trainee, mentor en gastheer van dit blok), of ook
    wie het programma leidt. Anderen zien alleen aantallen.
    """
    wat, rol, oud = _eigen(tx, id, nr, kijker, vandaag)
    etag.require_match(request, oud.versie if oud else 0)
    assert kijker.medewerker is not None
    evaluatie = rules.Blokevaluatie(
        id, nr, rol, kijker.medewerker, invoer.geleerd, invoer.anders, invoer.zicht
    )
    nieuw = oud
    if oud is None or oud.evaluatie != evaluatie:
        nieuw = evaluaties.set_evaluatie(tx, oud, evaluatie, nu)
    assert nieuw is not None
    verwerking.record(tx, beller, TRAINEES, {wat.deelname.medewerker, kijker.medewerker}, nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_evaluatie(nieuw)


@router.delete(
    "/trainees/{id}/blokken/{nr}/evaluatie",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Haal uw evaluatie weg",
)
def delete_blokevaluatie(
    id: UUID, nr: Blok, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu, vandaag: Vandaag
) -> Response:
    """Daarna leest niemand haar meer."""
    wat, _, oud = _eigen(tx, id, nr, kijker, vandaag)
    evaluaties.wis_evaluatie(tx, found(oud, "evaluatie").evaluatie)
    verwerking.record(tx, beller, TRAINEES, [wat.deelname.medewerker], nu)
    return Response(status_code=204)


@router.get(
    "/traineeprogrammas/{id}/evaluatietelling",
    dependencies=[eist("pool:lezen")],
    summary="Hoeveel er op blokken is teruggekeken",
)
def get_evaluatietelling(
    id: UUID, request: Request, tx: Tx, kijker: EigenKijker, vandaag: Vandaag
) -> models.Evaluatietelling:
    """Aantallen per blok, vanaf `traineeTellingVanaf` trainees; geen teksten en geen mensen."""
    bewaard = zie_programma(tx, id, kijker)
    vanaf = pools.get_afspraken(tx, bewaard.programma.verband).trainee_telling_vanaf
    geteld = evaluaties.tel(tx, id, bewaard.programma.blokken, vandaag)
    etag.stamp(request, bewaard.versie)
    regels = []
    for nr, (verwacht, per_rol) in geteld.items():
        if not rules.is_te_tellen(verwacht, vanaf):
            regels.append(models.Bloktelling(blok=nr))
            continue
        regels.append(
            models.Bloktelling(
                blok=nr,
                trainees=verwacht,
                van_trainees=per_rol.get(Evaluatierol.TRAINEE, 0),
                van_mentoren=per_rol.get(Evaluatierol.MENTOR, 0),
                van_gastheren=per_rol.get(Evaluatierol.GASTHEER, 0),
            )
        )
    return models.Evaluatietelling(programma=id, blokken=regels)
