"""Opgaven and their projects: what the region does in the coming years, and what it misses."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.kijker import Kijker, adres, beletsels, eis_eigen, eis_organisatie, eis_rol
from services.pool.planning.routes import enige_verband
from services.pool.planning.routes import projectmodellen as models
from services.pool.planning.rules import projecten as rules
from services.pool.planning.rules.projecten import ProjectStatus
from services.pool.planning.storage import projecten as storage
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("projecten")


def _eis_verbanden(kijker: Kijker, veld: str, *verbanden: UUID) -> None:
    if not set(verbanden) <= kijker.verbanden:
        raise invalid((veld, "onbekend", "Uw organisatie hoort niet bij dit verband."))


# ------------------------------------------------------------------ opgaven
@router.get(
    "/opgaven",
    response_model=models.OpgavePagina,
    dependencies=[eist("pool:lezen")],
    summary="De opgaven van uw verbanden",
)
def list_opgaven(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de opgaven van uw organisatie en van haar verbanden, op naam."""
    rijen = storage.list_opgaven(tx, kijker, params.offset, params.limit)
    count = storage.count_opgaven(tx, kijker) if params.telling else None
    getoond = [models.toon_opgave(request, rij) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/opgaven",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een opgave vast",
)
def add_opgave(
    invoer: models.OpgaveInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
) -> models.Opgave:
    """Legt een opgave vast van een of meer verbanden van uw organisatie; iedereen daar ziet haar.

    Zonder verbanden geldt uw verband, als u er één heeft.
    """
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    enige = enige_verband(kijker)
    verbanden = list(dict.fromkeys(invoer.verbanden)) or ([enige] if enige else [])
    if not verbanden:
        raise invalid(("verbanden", "ontbreekt", "Kies bij welke verbanden de opgave hoort."))
    _eis_verbanden(kijker, "verbanden", *verbanden)
    opgave = rules.Opgave(eigen, tuple(verbanden), invoer.naam, invoer.beschrijving)
    bewaard = storage.set_opgave(tx, None, opgave, nu)
    response.headers["Location"] = adres(request, f"/opgaven/{bewaard.id}")
    etag.stamp(request, bewaard.versie)
    return models.toon_opgave(request, bewaard)


@router.get("/opgaven/{id}", dependencies=[eist("pool:lezen")], summary="Eén opgave")
def get_opgave(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Opgave:
    """Geeft de opgave; haar projecten staan onder `/projecten?opgaveId=`."""
    bewaard = found(storage.get_opgave(tx, id, kijker), "opgave")
    etag.stamp(request, bewaard.versie)
    return models.toon_opgave(request, bewaard)


@router.patch("/opgaven/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een opgave")
def patch_opgave(
    id: UUID, wijziging: models.OpgaveWijziging, request: Request, tx: Tx, kijker: Kijker, nu: Nu
) -> models.Opgave:
    """Wijzigt alleen de gegeven velden; dat doet de organisatie die de opgave vastlegde."""
    oud = found(storage.get_opgave(tx, id, kijker, lock=True), "opgave")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.opgave.organisatie)
    etag.require_match(request, oud.versie)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "verbanden" in velden:
        velden["verbanden"] = tuple(dict.fromkeys(velden["verbanden"]))
        erbij = set(velden["verbanden"]) - set(oud.opgave.verbanden)
        _eis_verbanden(kijker, "verbanden", *erbij)
    opgave = replace(oud.opgave, **velden)
    nieuw = storage.set_opgave(tx, oud, opgave, nu) if opgave != oud.opgave else oud
    etag.stamp(request, nieuw.versie)
    return models.toon_opgave(request, nieuw)


# ------------------------------------------------------------------ projecten
def _toets(tx: Tx, kijker: Kijker, project: rules.Project) -> None:
    """Refuse (400) what contradicts itself, or belongs elsewhere."""
    fouten = rules.fouten_in_project(project)
    if project.verband not in kijker.verbanden:
        zin = "Uw organisatie hoort niet bij dit verband."
        fouten.append(Reden("verband", "onbekend", zin))
    if project.opgave_id is not None:
        opgave = storage.get_opgave(tx, project.opgave_id, kijker)
        if opgave is None or project.verband not in opgave.opgave.verbanden:
            zin = "Deze opgave is er niet, of hoort niet bij dit verband."
            fouten.append(Reden("opgaveId", "onbekend", zin))
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


@router.get(
    "/projecten",
    response_model=models.ProjectPagina,
    dependencies=[eist("pool:lezen")],
    summary="De projectenplanning van uw verbanden",
)
def list_projecten(
    request: Request,
    response: Response,
    params: Annotated[models.ProjectFilter, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft de projecten met hun ongedekte uren, die het eerst begint eerst."""
    vraag = storage.Zoekvraag(params.status, params.verband, params.organisatie, params.opgave_id)
    rijen = storage.list_projecten(tx, kijker, vraag, params.offset, params.limit)
    count = storage.count_projecten(tx, kijker, vraag) if params.telling else None
    standen = storage.standen(tx, rijen, vandaag)
    getoond = [models.toon_project(request, rij, standen[rij.id]) for rij in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/projecten",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een project vast",
)
def add_project(
    invoer: models.ProjectInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Project:
    """Legt een project vast als concept; alleen uw organisatie ziet het, tot het gepland is."""
    eis_rol(kijker, PLANNERS)
    eigen = eis_organisatie(kijker)
    verband = invoer.verband or enige_verband(kijker)
    if verband is None:
        raise invalid(("verband", "ontbreekt", "Kies bij welk verband het project hoort."))
    velden = {naam: getattr(invoer, naam) for naam in models.ProjectFeiten.model_fields}
    velden |= {"verband": verband, "deelnemers": tuple(dict.fromkeys(invoer.deelnemers))}
    project = rules.Project(organisatie=eigen, **velden)
    _toets(tx, kijker, project)
    bewaard = storage.set_project(tx, None, project, nu)
    response.headers["Location"] = adres(request, f"/projecten/{bewaard.id}")
    return _antwoord(request, tx, bewaard, vandaag)


@router.get("/projecten/{id}", dependencies=[eist("pool:lezen")], summary="Eén project")
def get_project(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> models.Project:
    """Geeft het project, met wat er ongedekt is en of de risicodatum gevaar loopt."""
    bewaard = found(storage.get_project(tx, id, kijker), "project")
    return _antwoord(request, tx, bewaard, vandaag)


@router.patch(
    "/projecten/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een project"
)
def patch_project(
    id: UUID,
    wijziging: models.ProjectWijziging,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Project:
    """Wijzigt alleen de gegeven velden, zolang het project niet is afgerond of vervallen."""
    oud = found(storage.get_project(tx, id, kijker, lock=True), "project")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.project.organisatie)
    etag.require_match(request, oud.versie)
    if oud.status in (ProjectStatus.AFGEROND, ProjectStatus.VERVALLEN):
        raise Problem(409, f"Dit project is {oud.status}.", code="project-gesloten")
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if "deelnemers" in velden:
        velden["deelnemers"] = tuple(dict.fromkeys(velden["deelnemers"]))
    project = replace(oud.project, **velden)
    _toets(tx, kijker, project)
    nieuw = storage.set_project(tx, oud, project, nu) if project != oud.project else oud
    return _antwoord(request, tx, nieuw, vandaag)


@router.get(
    "/projecten/{id}/statuswijzigingen",
    dependencies=[eist("pool:lezen")],
    summary="Het logboek van een project",
)
def list_project_statuswijzigingen(id: UUID, tx: Tx, kijker: Kijker) -> models.ProjectLogboek:
    """Geeft elke statuswijziging met moment en reden."""
    found(storage.get_project(tx, id, kijker), "project")
    rijen = storage.list_projectovergangen(tx, id)
    return models.ProjectLogboek(results=[models.ProjectOvergang.model_validate(r) for r in rijen])


@router.post(
    "/projecten/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Plan, begin, rond af of laat een project vervallen",
)
def add_project_statuswijziging(
    id: UUID,
    invoer: models.ProjectStatuswijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Project:
    """Wijzigt de status met een reden; een gepland project ziet het hele verband."""
    oud = found(storage.get_project(tx, id, kijker, lock=True), "project")
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, oud.project.organisatie)
    etag.require_match(request, oud.versie)
    if redenen := rules.beletselen_project(oud.status, invoer.naar):
        raise Problem(
            409,
            "Dit kan nu niet; zie beletselen.",
            code="overgang-kan-niet",
            beletselen=beletsels(redenen),
            toegestaan=rules.toegestaan(oud.status),
        )
    nieuw = storage.set_projectstatus(tx, oud, invoer.naar, invoer.reden, beller.gebruiker, nu)
    response.headers["Location"] = adres(request, f"/projecten/{id}")
    return _antwoord(request, tx, nieuw, vandaag)


def _antwoord(
    request: Request, tx: Tx, bewaard: storage.BewaardProject, vandaag: Vandaag
) -> models.Project:
    etag.stamp(request, bewaard.versie)
    stand = storage.standen(tx, [bewaard], vandaag)[bewaard.id]
    return models.toon_project(request, bewaard, stand)
