"""Verbanden: made by the platform, visible to their members, and to nobody else."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Path, Query, Request, Response

from services.gateway.organisatie import storage as organisaties
from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules, storage
from services.gateway.verband.routes.bodies import (
    LedenKern,
    Lid,
    LidFilter,
    LidInvoer,
    LidPagina,
    LidWijziging,
    Verband,
    VerbandInvoer,
    VerbandPagina,
    VerbandWijziging,
)
from shared import api, etag, events, kalender, paging
from shared.api import Beller, Datum, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("verbanden")
intern = api.router("verbanden")

LidId = Annotated[UUID, Path(alias="lidId")]


@router.get(
    "/verbanden",
    response_model=VerbandPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Verbanden",
)
def list_verbanden(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """De verbanden waar uw organisatie vandaag bij hoort."""
    alles = rules.PLATFORM in beller.rollen
    rows = storage.find(tx, beller.organisatie, vandaag, alles, params.offset, params.limit)
    count = None
    if params.telling:
        count = storage.count(tx, beller.organisatie, vandaag, alles)
    shown = [_verband(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/verbanden",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Verband maken",
)
def add_verband(
    invoer: VerbandInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
) -> Verband:
    """Maak een verband. Alleen voor de platformbeheerder."""
    only_platform(beller)
    verband = rules.Verband(id=uuid4(), **dict(invoer))
    _refuse(rules.beletselen_verband(verband, None, []))
    row = storage.add(tx, verband)
    response.headers["Location"] = f"{BASE}/verbanden/{row.id}"
    etag.stamp(request, row.versie)
    return _verband(row)


@router.get("/verbanden/{id}", dependencies=[eist("deelname:lezen")], summary="Eén verband")
def get_verband(id: UUID, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag) -> Verband:
    """Een verband waar uw organisatie bij hoort."""
    row = visible(tx, id, beller, vandaag)
    etag.stamp(request, row.versie)
    return _verband(row)


@router.patch(
    "/verbanden/{id}", dependencies=[eist("deelname:beheren")], summary="Verband wijzigen"
)
def change_verband(
    id: UUID,
    wijziging: VerbandWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Verband:
    """Wijzig naam, status of laatste dag. Alleen voor de platformbeheerder."""
    row = visible(tx, id, beller, vandaag, lock=True)
    only_platform(beller)
    etag.require_match(request, row.versie)
    oud, leden = storage.to_facts(row), storage.leden(tx, id)
    given = {name: getattr(wijziging, name) for name in wijziging.model_fields_set}
    nieuw = replace(oud, **given)
    _refuse(rules.beletselen_verband(nieuw, oud, leden))
    storage.change(row, nieuw)
    _tell(tx, id, "verband-gewijzigd", nu, f"{BASE}/verbanden/{id}")
    etag.stamp(request, row.versie)
    return _verband(row)


@router.get(
    "/verbanden/{id}/leden",
    response_model=LidPagina,
    dependencies=[eist("deelname:lezen")],
    summary="Leden van een verband",
)
def list_leden(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[LidFilter, Query()],
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> object:
    """De lidmaatschappen van een verband, ook eerdere en komende."""
    visible(tx, id, beller, vandaag)
    rows = storage.find_leden(tx, id, params.op, params.offset, params.limit)
    namen = organisaties.names(tx, (row.organisatie for row in rows))
    count = storage.count_leden(tx, id, params.op) if params.telling else None
    shown = [_lid(row, namen) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post(
    "/verbanden/{id}/leden",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Lid toevoegen",
)
def add_lid(
    id: UUID,
    invoer: LidInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Lid:
    """Laat een organisatie toetreden. Alleen voor de platformbeheerder."""
    row = visible(tx, id, beller, vandaag, lock=True)
    only_platform(beller)
    lid = rules.Lidmaatschap(id=uuid4(), verband=id, **dict(invoer))
    _check_lid(tx, row, lid)
    new = storage.add_lid(tx, lid)
    adres = f"{BASE}/verbanden/{id}/leden/{new.id}"
    _tell(tx, id, "lid-toegetreden", nu, adres)
    response.headers["Location"] = adres
    etag.stamp(request, new.versie)
    return _lid(new, organisaties.names(tx, [new.organisatie]))


@router.get(
    "/verbanden/{id}/leden/{lidId}", dependencies=[eist("deelname:lezen")], summary="Eén lid"
)
def get_lid(
    id: UUID,
    lid_id: LidId,
    request: Request,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Lid:
    """Een lidmaatschap van een verband."""
    visible(tx, id, beller, vandaag)
    row = found(storage.get_lid(tx, id, lid_id), "lidmaatschap")
    etag.stamp(request, row.versie)
    return _lid(row, organisaties.names(tx, [row.organisatie]))


@router.patch(
    "/verbanden/{id}/leden/{lidId}",
    dependencies=[eist("deelname:beheren")],
    summary="Laatste dag van een lid",
)
def change_lid(
    id: UUID,
    lid_id: LidId,
    wijziging: LidWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> Lid:
    """Leg vast tot en met wanneer een organisatie lid is. Alleen voor de platformbeheerder."""
    verband = visible(tx, id, beller, vandaag, lock=True)
    row = found(storage.get_lid(tx, id, lid_id), "lidmaatschap")
    only_platform(beller)
    etag.require_match(request, row.versie)
    _check_lid(tx, verband, replace(storage.to_lid(row), tot=wijziging.tot))
    storage.end_lid(row, wijziging.tot)
    _tell(tx, id, "lidmaatschap-gewijzigd", nu, f"{BASE}/verbanden/{id}/leden/{lid_id}")
    etag.stamp(request, row.versie)
    return _lid(row, organisaties.names(tx, [row.organisatie]))


def visible(tx: Tx, id: UUID, beller: Caller, vandaag: date, *, lock: bool = False) -> storage.Row:
    """The verband, when this caller may know of it; else 404 as if it does not exist."""
    row, leden = storage.get(tx, id), storage.leden(tx, id)
    if row is None or not rules.mag_zien(leden, beller.organisatie, beller.rollen, vandaag):
        return found(None, "verband")
    # Only now: who may not know of it must not wait for it, or make others wait.
    return found(storage.get_locked(tx, id), "verband") if lock else row


@intern.get("/verbanden/{id}/leden", dependencies=[Depends(api.dienst)])
def get_leden_kern(id: UUID, op: Datum, tx: Tx) -> LedenKern:
    """The members of a verband on a day, for a peer service."""
    found(storage.get(tx, id), "verband")
    return LedenKern(organisaties=sorted(rules.leden_op(storage.leden(tx, id), op)))


def only_platform(beller: Caller) -> None:
    """For what is visible to others too: then it is no secret, only not theirs to change."""
    if rules.PLATFORM not in beller.rollen:
        raise Problem(403, "Dit kan alleen de platformbeheerder.", code="rol-ontbreekt")


def _check_lid(tx: Tx, verband: storage.Row, lid: rules.Lidmaatschap) -> None:
    organisatie = organisaties.get(tx, lid.organisatie)
    bestaat = (organisatie.actief_vanaf, organisatie.actief_tot) if organisatie else None
    andere = [
        een
        for een in storage.leden(tx, lid.verband)
        if een.organisatie == lid.organisatie and een.id != lid.id
    ]
    _refuse(rules.beletselen_lid(lid, storage.to_facts(verband), bestaat, andere))


def _refuse(beletselen: list[rules.Beletsel]) -> None:
    if beletselen:
        raise invalid(*((rules.PLAATS[een], een, rules.REDEN[een]) for een in beletselen))


def _tell(tx: Tx, verband: UUID, type: str, nu: datetime, adres: str) -> None:
    """Tell the members of today; who left, or is still to come, knows nothing of it."""
    leden = rules.leden_op(storage.leden(tx, verband), kalender.dag(nu))
    events.record(tx, type, verband, events.Publiek(organisaties=leden), nu, adres)


def _verband(row: storage.Row) -> Verband:
    return Verband.model_validate(storage.to_facts(row))


def _lid(row: storage.LidRow, namen: dict[str, str]) -> Lid:
    return Lid(
        id=row.id,
        organisatie=row.organisatie,
        naam=namen[row.organisatie],
        van=row.van,
        tot=row.tot,
    )
