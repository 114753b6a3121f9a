"""Verbanden: made by the platform, visible to their members, and to nobody else."""

from dataclasses import asdict, replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, Path, Query, Request, Response

from services.gateway.organisatie import storage as organisaties
from services.gateway.organisatie.routes import BASE
from services.gateway.verband import rules, storage
from services.gateway.verband.routes import afspraken, contacten, portalen, toetredingen
from services.gateway.verband.routes.beheer import (
    check_lid,
    door,
    is_own_beheer,
    log_changes,
    only_platform,
    refuse,
    tell,
    visible,
)
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
from services.gateway.verband.storage import besluit
from shared import api, etag, paging
from shared.api import Beller, Datum, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("verbanden")
intern = api.router("verbanden")
routers = (
    router,
    afspraken.router,
    toetredingen.router,
    portalen.router,
    contacten.router,
)

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
    verband = rules.Verband(id=uuid4(), **_facts(dict(invoer)))
    refuse(rules.beletselen_verband(verband, None, []))
    row = storage.add(tx, verband)
    response.headers["Location"] = f"{BASE}/verbanden/{row.id}"
    etag.stamp(request, row.versie)
    return _verband(row)


@router.get("/verbanden/{id}", dependencies=[eist("deelname:lezen")], summary="Eén verband")
def get_verband(id: UUID, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag) -> Verband:
    """Een verband waar uw organisatie bij hoort."""
    row = visible(tx, id, beller, vandaag, gevraagden=True)
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
    """Wijzig hoe een verband ervoor staat. Alleen voor de platformbeheerder.

    De status gaat alleen vooruit: informeel, afspraken, convenant, regeling. Elke wijziging van
    status, besluitregel of modules komt in het logboek.
    """
    row = visible(tx, id, beller, vandaag, lock=True)
    only_platform(beller)
    etag.require_match(request, row.versie)
    oud, leden = storage.to_facts(row), storage.leden(tx, id)
    given = {name: getattr(wijziging, name) for name in wijziging.model_fields_set - {"reden"}}
    nieuw = replace(oud, **_facts(given))
    refuse(rules.beletselen_verband(nieuw, oud, leden))
    storage.change(row, nieuw)
    reden = wijziging.reden if "reden" in wijziging.model_fields_set else None
    log_changes(tx, oud, nieuw, reden, nu, beller)
    tell(tx, id, "verband-gewijzigd", nu, f"{BASE}/verbanden/{id}")
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
    visible(tx, id, beller, vandaag, gevraagden=True)
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
    check_lid(tx, row, lid)
    new = storage.add_lid(tx, lid)
    adres = f"{BASE}/verbanden/{id}/leden/{new.id}"
    tell(tx, id, "lid-toegetreden", nu, adres)
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
    """Leg vast tot en met wanneer een organisatie lid is, en wanneer haar OR instemde.

    De laatste dag alleen door de platformbeheerder (een lid zelf: zie uittredingen); de dag van
    de ondernemingsraad ook door een beheerder van het lid zelf.
    """
    verband = visible(tx, id, beller, vandaag, lock=True)
    row = found(storage.get_lid(tx, id, lid_id), "lidmaatschap")
    given = {name: getattr(wijziging, name) for name in wijziging.model_fields_set}
    if not (given.keys() <= {"or_instemming_op"} and is_own_beheer(beller, row.organisatie)):
        only_platform(beller)
    etag.require_match(request, row.versie)
    oud = storage.to_lid(row)
    nieuw = replace(oud, **given)
    if "tot" in given:
        check_lid(tx, verband, nieuw)
    storage.change_lid(row, nieuw)
    if nieuw.or_instemming_op != oud.or_instemming_op:
        wijz = (f"or-instemming {row.organisatie}", str(oud.or_instemming_op or "geen"))
        naar = str(nieuw.or_instemming_op or "geen")
        besluit.log(tx, id, (*wijz, naar), None, nu, door(beller))
    tell(tx, id, "lidmaatschap-gewijzigd", nu, f"{BASE}/verbanden/{id}/leden/{lid_id}")
    etag.stamp(request, row.versie)
    return _lid(row, organisaties.names(tx, [row.organisatie]))


@intern.get("/verbanden/{id}/leden", dependencies=[Depends(api.dienst)])
def get_leden_kern(id: UUID, op: Datum, tx: Tx) -> LedenKern:
    """The members of a verband on a day, for a peer service."""
    found(storage.get(tx, id), "verband")
    return LedenKern(organisaties=sorted(rules.leden_op(storage.leden(tx, id), op)))


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """The body as facts: modules are a set."""
    if "modules" in given:
        given["modules"] = frozenset(given["modules"])
    return given


def _verband(row: storage.Row) -> Verband:
    facts = storage.to_facts(row)
    return Verband.model_validate(asdict(facts) | {"modules": sorted(facts.modules)})


def _lid(row: storage.LidRow, namen: dict[str, str]) -> Lid:
    return Lid(
        id=row.id,
        organisatie=row.organisatie,
        naam=namen[row.organisatie],
        van=row.van,
        tot=row.tot,
        or_instemming_op=row.or_instemming_op,
    )
