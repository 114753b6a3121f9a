"""Needs: what organisations ask for, from concept to filled."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.rules import PLANNERS, Reden, onbekende_functies
from services.pool.kijker import Kijker, adres, beletsels, eis_eigen, eis_organisatie, eis_rol
from services.pool.planning import rules, storage
from services.pool.planning.routes import models
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.storage.projecten import get_project as get_zichtbaar_project
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("behoeften")


def enige_verband(kijker: Kijker) -> UUID | None:
    """The caller's verband when there is no choice."""
    return next(iter(kijker.verbanden)) if len(kijker.verbanden) == 1 else None


def toets(
    tx: Session, gateway: Gateway, beller: Caller, kijker: Kijker, behoefte: rules.Behoefte
) -> None:
    """Refuse (400) what contradicts itself, the catalogue, the own verbanden or projects."""
    if gevonden := fouten_in(tx, gateway, beller, kijker, behoefte):
        raise invalid(*((een.veld, een.code, een.uitleg) for een in gevonden))


def fouten_in(
    tx: Session, gateway: Gateway, beller: Caller, kijker: Kijker, behoefte: rules.Behoefte
) -> list[Reden]:
    """Everything that is wrong with a need, for who enters it."""
    fouten = rules.fouten_in_behoefte(behoefte)
    if behoefte.project is not None:
        project = get_zichtbaar_project(tx, behoefte.project, kijker)
        if project is None or project.project.verband != behoefte.verband:
            zin = "Dit project is er niet, of hoort bij een ander verband."
            fouten.append(Reden("project", "onbekend", zin))
    if behoefte.verband is not None and behoefte.verband not in beller.verband_ids:
        fouten.append(Reden("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))
    elif behoefte.functie is not None:
        bekend = frozenset(catalogus(tx, gateway, beller, behoefte.verband))
        if onbekende_functies([behoefte.functie], bekend):
            zin = f"“{behoefte.functie}” staat niet in de catalogus."
            fouten.append(Reden("functie", "functie-onbekend", zin))
    return fouten


@router.get(
    "/behoeften",
    response_model=models.BehoeftePagina,
    dependencies=[eist("pool:lezen")],
    summary="De behoeften van uw verbanden",
)
def list_behoeften(
    request: Request,
    response: Response,
    params: Annotated[models.BehoefteFilter, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft de behoeften van uw organisatie en van haar verbanden, de nieuwste eerst."""
    vraag = storage.Zoekvraag(
        params.status, params.verband, params.inlener, params.functie, params.project, params.reeks
    )
    rijen = storage.list_behoeften(tx, kijker, vraag, params.offset, params.limit)
    count = storage.count_behoeften(tx, kijker, vraag) if params.telling else None
    getoond = [models.toon(request, rij, vandaag) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/behoeften",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een behoefte vast",
)
def add_behoefte(
    invoer: models.BehoefteInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Behoefte:
    """Legt een behoefte van de eigen organisatie vast.

    Is zij compleet, dan staat zij meteen open; anders blijft zij concept, met wat er ontbreekt.
    """
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    if invoer.inlener not in (None, eigen):
        zin = "Een organisatie legt alleen eigen behoeften vast."
        raise invalid(("inlener", "andere-organisatie", zin))
    velden = {naam: getattr(invoer, naam) for naam in models.BehoefteFeiten.model_fields}
    velden["titel"] = invoer.titel or ""
    velden["verband"] = invoer.verband or enige_verband(kijker)
    behoefte = rules.Behoefte(inlener=eigen, **velden)
    toets(tx, gateway, beller, kijker, behoefte)
    status = rules.beginstatus(behoefte, vandaag)
    bewaard = storage.add_behoefte(tx, uuid4(), behoefte, status, beller.gebruiker, nu)
    response.headers["Location"] = adres(request, f"/behoeften/{bewaard.id}")
    etag.stamp(request, bewaard.versie)
    return models.toon(request, bewaard, vandaag)


@router.get("/behoeften/{id}", dependencies=[eist("pool:lezen")], summary="Eén behoefte")
def get_behoefte(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> models.Behoefte:
    """Geeft de behoefte, met wat er ontbreekt om haar te openen."""
    bewaard = found(storage.get_behoefte(tx, id, kijker), "behoefte")
    etag.stamp(request, bewaard.versie)
    return models.toon(request, bewaard, vandaag)


@router.patch(
    "/behoeften/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een behoefte"
)
def patch_behoefte(
    id: UUID,
    wijziging: models.BehoefteWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Behoefte:
    """Wijzigt alleen de gegeven velden, zolang de behoefte concept is of open staat."""
    oud = found(storage.get_behoefte(tx, id, kijker, lock=True), "behoefte")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.behoefte.inlener)
    etag.require_match(request, oud.versie)
    if oud.status not in (BehoefteStatus.CONCEPT, BehoefteStatus.OPEN):
        raise Problem(409, f"Deze behoefte is {oud.status}.", code="behoefte-gesloten")
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    behoefte = replace(oud.behoefte, **velden)
    toets(tx, gateway, beller, kijker, behoefte)
    weg = rules.ontbreekt(behoefte)
    if oud.status is BehoefteStatus.OPEN and weg:
        redenen = [Reden(veld, "ontbreekt", "Een open behoefte houdt dit.") for veld in weg]
        raise Problem(
            409,
            "Een open behoefte blijft compleet; zie beletselen.",
            code="wijziging-kan-niet",
            beletselen=beletsels(redenen),
        )
    nieuw = oud
    if behoefte != oud.behoefte:
        nieuw = storage.set_behoefte(tx, oud, behoefte, nu, oud.feiten_hash)
    etag.stamp(request, nieuw.versie)
    return models.toon(request, nieuw, vandaag)


@router.get(
    "/behoeften/{id}/statuswijzigingen",
    dependencies=[eist("pool:lezen")],
    summary="Het logboek van een behoefte",
)
def list_behoefte_statuswijzigingen(id: UUID, tx: Tx, kijker: Kijker) -> models.BehoefteLogboek:
    """Geeft elke statuswijziging met moment en reden."""
    found(storage.get_behoefte(tx, id, kijker), "behoefte")
    regels = [
        models.BehoefteOvergang.model_validate(een) for een in storage.list_overgangen(tx, id)
    ]
    return models.BehoefteLogboek(results=regels)


@router.post(
    "/behoeften/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Open, vervul of laat een behoefte vervallen",
)
def add_behoefte_statuswijziging(
    id: UUID,
    invoer: models.BehoefteStatuswijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Behoefte:
    """Wijzigt de status met een reden; openen kan alleen als niets ontbreekt."""
    oud = found(storage.get_behoefte(tx, id, kijker, lock=True), "behoefte")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.behoefte.inlener)
    etag.require_match(request, oud.versie)
    if redenen := rules.beletselen(oud.behoefte, oud.status, invoer.naar, vandaag):
        raise Problem(
            409,
            "Dit kan nu niet; zie beletselen.",
            code="overgang-kan-niet",
            beletselen=beletsels(redenen),
            toegestaan=rules.toegestaan(oud.status),
        )
    nieuw = storage.set_status(tx, oud, invoer.naar, invoer.reden, beller.gebruiker, nu)
    etag.stamp(request, nieuw.versie)
    return models.toon(request, nieuw, vandaag)
