"""The klussenplan and the report of other work: of the person, with an own login."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Afspraken
from services.pool.inzet import rules as inzetrules
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import Inzetsoort
from services.pool.kijker import EigenKijker, Kijker, adres, eis_zelf
from services.pool.klus import rules
from services.pool.klus.routes import eigenmodellen as models
from services.pool.klus.routes.access import KLUSSEN, eis_goed
from services.pool.klus.rules import EIGEN_HR
from services.pool.klus.storage import plannen
from services.pool.klus.storage.plannen import BewaardPlan
from shared import api, etag, openapi, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("klussen")


def _uren_nu(tx: Session, wie: Sequence[UUID], vandaag: date) -> dict[UUID, float]:
    """Hours per week of klussen that run today."""
    uit = dict.fromkeys(wie, Decimal(0))
    for een in inzetten.list_lopend(tx, wie, [], vandaag):
        inzet = een.inzet
        loopt = inzetrules.is_actief(inzet, vandaag) and inzet.van <= vandaag
        if loopt and inzet.soort is Inzetsoort.KLUS:
            uit[inzet.medewerker] += inzet.uren_per_week
    return {een: float(uren) for een, uren in uit.items()}


def _toon(
    request: Request, tx: Session, rijen: Sequence[BewaardPlan], vandaag: date
) -> list[models.Klussenplan]:
    uren = _uren_nu(tx, [een.plan.medewerker for een in rijen], vandaag)
    return [models.toon_plan(request, een, uren[een.plan.medewerker]) for een in rijen]


@router.get(
    "/klussenplannen",
    response_model=models.KlussenplanPagina,
    dependencies=[eist("pool:lezen")],
    summary="Klussenplannen die u mag lezen",
)
def list_klussenplannen(
    request: Request,
    response: Response,
    params: Annotated[models.KlussenplanFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft uw eigen plan (met een eigen inlog); HR leest wat eigen medewerkers delen."""
    rijen = plannen.list_plannen(tx, kijker, params.offset, params.limit)
    gezien = [een.plan.medewerker for een in rijen[: params.page_size]]
    verwerking.record(tx, beller, KLUSSEN, gezien, nu)
    count = plannen.count_plannen(tx, kijker) if params.telling else None
    return paging.page(request, response, params, _toon(request, tx, rijen, vandaag), count)


@router.post(
    "/klussenplannen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Maak uw klussenplan",
)
def add_klussenplan(
    invoer: models.KlussenplanInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klussenplan:
    """Hoeveel uren u zoekt, waar, en wanneer u terugkijkt. U hebt er één; niemand leest mee."""
    medewerker, organisatie = eis_zelf(kijker)
    feiten = dict(invoer) | {
        "sectoren": tuple(invoer.sectoren),
        "evaluatiedagen": tuple(sorted(invoer.evaluatiedagen)),
    }
    plan = rules.Klussenplan(uuid4(), medewerker, organisatie, **feiten)
    eis_goed(rules.fouten_in_klussenplan(plan, vandaag, _maanden(tx, kijker)))
    nieuw = plannen.set_plan(tx, None, plan, nu)
    if nieuw is None:
        raise Problem(409, "U hebt al een klussenplan; wijzig dat.", code="al-een-plan")
    verwerking.record(tx, beller, KLUSSEN, [medewerker], nu)
    response.headers["Location"] = adres(request, f"/klussenplannen/{plan.id}")
    etag.stamp(request, nieuw.versie)
    return _toon(request, tx, [nieuw], vandaag)[0]


@router.get("/klussenplannen/{id}", dependencies=[eist("pool:lezen")], summary="Eén klussenplan")
def get_klussenplan(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: EigenKijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klussenplan:
    """Geeft het plan, ook met hoeveel uur klussen er nu is."""
    gevonden = found(plannen.get_plan(tx, id, kijker), "klussenplan")
    verwerking.record(tx, beller, KLUSSEN, [gevonden.plan.medewerker], nu)
    etag.stamp(request, gevonden.versie)
    return _toon(request, tx, [gevonden], vandaag)[0]


def _maanden(tx: Tx, kijker: Kijker) -> int:
    """How long a plan stands where the employer takes part; a plan is of no verband by itself."""
    afspraken = [pools.get_afspraken(tx, een) for een in kijker.verbanden] or [Afspraken()]
    return max(een.klussenplan_maanden for een in afspraken)


def _eigen(tx: Tx, id: UUID, kijker: Kijker, request: Request) -> BewaardPlan:
    """The caller's own plan, held. Errors: 404, 403, 412."""
    oud = found(plannen.get_plan(tx, id, kijker, lock=True), "klussenplan")
    if oud.plan.medewerker != kijker.medewerker:
        raise Problem(403, "Dit doet wie het plan maakte.", code="andere-persoon")
    etag.require_match(request, oud.versie)
    return oud


@router.patch(
    "/klussenplannen/{id}",
    dependencies=[eist("eigen:beheren")],
    summary="Wijzig uw klussenplan",
)
def patch_klussenplan(
    id: UUID,
    wijziging: models.KlussenplanWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klussenplan:
    """Wijzigt alleen de gegeven velden. Delen met HR kunt u elk moment weer uitzetten."""
    oud = _eigen(tx, id, kijker, request)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "sectoren" in velden:
        velden["sectoren"] = tuple(velden["sectoren"])
    if "evaluatiedagen" in velden:
        velden["evaluatiedagen"] = tuple(sorted(velden["evaluatiedagen"]))
    # Who changed employers shares with the new one, never with the old one.
    velden["organisatie"] = eis_zelf(kijker)[1]
    plan = replace(oud.plan, **velden)
    nieuw = oud
    if plan != oud.plan:
        had = oud.plan.evaluatiedagen
        eis_goed(rules.fouten_in_klussenplan(plan, vandaag, _maanden(tx, kijker), had))
        nieuw = found(plannen.set_plan(tx, oud, plan, nu), "klussenplan")
    verwerking.record(tx, beller, KLUSSEN, [plan.medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return _toon(request, tx, [nieuw], vandaag)[0]


@router.delete(
    "/klussenplannen/{id}",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Verwijder uw klussenplan",
)
def delete_klussenplan(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> None:
    """Het plan is dan weg, ook voor wie het mocht lezen."""
    oud = _eigen(tx, id, kijker, request)
    plannen.wis_plan(tx, id)
    verwerking.record(tx, beller, KLUSSEN, [oud.plan.medewerker], nu)


# ------------------------------------------------------------------ other work
@router.get(
    "/nevenwerkmelding",
    dependencies=[eist("pool:lezen")],
    responses=openapi.refuses(404),
    summary="Of u nevenwerkzaamheden hebt gemeld",
)
def get_nevenwerkmelding(
    request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Nevenwerkmelding:
    """Uw eigen aantekening: gemeld of niet, en wanneer. Wat u doet, staat hier niet."""
    medewerker, _ = eis_zelf(kijker)
    gevonden = found(plannen.get_melding(tx, medewerker), "melding")
    verwerking.record(tx, beller, KLUSSEN, [medewerker], nu)
    etag.stamp(request, gevonden.versie)
    return models.toon_melding(gevonden)


@router.put(
    "/nevenwerkmelding",
    dependencies=[eist("eigen:beheren")],
    summary="Leg vast of u nevenwerkzaamheden hebt gemeld",
)
def put_nevenwerkmelding(
    invoer: models.NevenwerkInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Nevenwerkmelding:
    """De melding zelf doet u bij uw werkgever, op de manier die daar geldt; HR leest dit mee."""
    medewerker, organisatie = eis_zelf(kijker)
    oud = plannen.get_melding(tx, medewerker, lock=True)
    if oud is not None:
        etag.require_match(request, oud.versie)
    melding = rules.Nevenwerkmelding(medewerker, organisatie, invoer.gemeld, invoer.gemeld_op)
    eis_goed(rules.fouten_in_melding(melding, vandaag))
    nieuw = plannen.set_melding(tx, oud, melding, nu)
    if nieuw is None:
        raise Problem(409, "Dit is zojuist al vastgelegd; lees het opnieuw.", code="gewijzigd")
    verwerking.record(tx, beller, KLUSSEN, [medewerker], nu)
    etag.stamp(request, nieuw.versie)
    return models.toon_melding(nieuw)


@router.delete(
    "/nevenwerkmelding",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Verwijder uw aantekening over nevenwerkzaamheden",
)
def delete_nevenwerkmelding(tx: Tx, beller: Beller, kijker: Kijker, nu: Nu) -> None:
    """De aantekening is dan weg; een melding bij uw werkgever blijft daar staan."""
    medewerker, _ = eis_zelf(kijker)
    plannen.wis_melding(tx, medewerker)
    verwerking.record(tx, beller, KLUSSEN, [medewerker], nu)


@router.get(
    "/medewerkers/{id}/nevenwerkmelding",
    dependencies=[eist("pool:lezen")],
    summary="Of een eigen medewerker nevenwerkzaamheden heeft gemeld",
)
def get_nevenwerkmelding_van(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: EigenKijker, nu: Nu
) -> models.Nevenwerkmelding:
    """Voor HR van de eigen werkgever: gemeld of niet, en wanneer."""
    mag = kijker.organisatie is not None and bool(kijker.rollen & EIGEN_HR)
    gevonden = found(
        plannen.get_melding_bij(tx, id, kijker.organisatie or "") if mag else None, "melding"
    )
    verwerking.record(tx, beller, KLUSSEN, [id], nu)
    etag.stamp(request, gevonden.versie)
    return models.toon_melding(gevonden)
