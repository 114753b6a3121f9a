"""Members: employers bring their own people into a pool."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway, catalogus, publiek
from services.pool.flexpool.routes.models import toon_lid
from services.pool.kijker import (
    BASE_PATH,
    Kijker,
    adres,
    beletsels,
    eis_eigen,
    eis_mens,
    eis_organisatie,
    eis_rol,
)
from shared import api, etag, events, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found, invalid
from shared.settings import Modus

router = api.router("leden")
LEDENADMINISTRATIE = "Poolleden vastleggen en raadplegen"


@router.get(
    "/pools/{id}/leden",
    response_model=models.LidPagina,
    dependencies=[eist("pool:lezen")],
    summary="De leden van een pool",
)
def list_leden(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[models.LidFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft de leden aan wie in het verband mensen inzet; een poollid ziet zichzelf."""
    found(storage.get_pool(tx, id, kijker), "pool")
    leden = storage.list_leden(tx, id, kijker, params.offset, params.limit)
    getoond = leden[: params.page_size]
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker for lid in getoond], nu)
    count = storage.count_leden(tx, id, kijker) if params.telling else None
    rijen = [toon_lid(request, lid) for lid in leden]
    return paging.page(request, response, params, rijen, count)


@router.post(
    "/pools/{id}/leden",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Breng een medewerker in de pool",
)
def add_lid(
    id: UUID,
    invoer: models.LidInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Poollid:
    """Legt een medewerker van de eigen organisatie vast als poollid; die blijft daar in dienst."""
    pool = found(storage.get_pool(tx, id, kijker), "pool")
    eis_rol(kijker, rules.LEDENBEHEER)
    thuis = eis_organisatie(kijker)
    if invoer.thuisorganisatie not in (None, thuis):
        zin = "Een organisatie meldt alleen eigen medewerkers aan."
        raise invalid(("thuisorganisatie", "andere-organisatie", zin))
    if pool.status is rules.PoolStatus.BEEINDIGD:
        raise Problem(409, "Deze pool is beëindigd.", code="pool-beeindigd")
    lid = _nieuw_lid(invoer, pool, thuis)
    _toets_lid(request, lid, catalogus(tx, gateway, beller, pool.verband))
    if storage.has_lid(tx, id, lid.medewerker):
        raise Problem(409, "Deze medewerker is al lid van deze pool.", code="bestaat-al")
    storage.add_lid(tx, lid, nu)
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    _meld_lid(tx, "poollid-toegevoegd", lid, nu)
    response.headers["Location"] = adres(request, f"/leden/{lid.id}")
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid)


def _nieuw_lid(invoer: models.LidInvoer, pool: rules.Pool, thuis: str) -> rules.Poollid:
    velden = {naam: getattr(invoer, naam) for naam in models.LidFeiten.model_fields}
    velden["functies"] = _functies(invoer.functies)
    velden["ontwikkelwensen"] = tuple(invoer.ontwikkelwensen)
    velden["maximum_inzetten"] = invoer.maximum_inzetten or pool.maximum_inzetten
    return rules.Poollid(
        id=uuid4(),
        pool=pool.id,
        verband=pool.verband,
        medewerker=invoer.medewerker,
        thuisorganisatie=thuis,
        **velden,
    )


def _functies(functies: list[models.LidFunctie]) -> tuple[rules.Vaardigheid, ...]:
    return tuple(rules.Vaardigheid(een.functie, een.niveau) for een in functies)


def _toets_lid(request: Request, lid: rules.Poollid, bekend: dict[str, str]) -> None:
    """Refuse (400) what contradicts itself or the catalogue."""
    fouten = rules.fouten_in_lid(lid)
    vreemd = rules.onbekende_functies((een.functie for een in lid.functies), frozenset(bekend))
    fouten += [
        rules.Reden("functies", "functie-onbekend", f"“{code}” staat niet in de catalogus.")
        for code in vreemd
    ]
    if lid.demolabel and request.app.state.settings.modus is Modus.PRODUCTIE:
        fouten.append(rules.Reden("demolabel", "alleen-demo", "Bestaat alleen buiten productie."))
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def _meld_lid(tx: Session, type: str, lid: rules.Poollid, nu: Nu) -> None:
    wie = publiek(lid.verband, lid.thuisorganisatie, personen=True)
    events.record(tx, type, lid.id, wie, nu, f"{BASE_PATH}/leden/{lid.id}")


@router.get("/leden/{id}", dependencies=[eist("pool:lezen")], summary="Eén poollid")
def get_lid(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.Poollid:
    """Geeft wat de pool van een lid weet; ook aan het lid zelf."""
    lid = found(storage.get_lid(tx, id, kijker), "poollid")
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid)


@router.patch("/leden/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een poollid")
def patch_lid(
    id: UUID,
    wijziging: models.LidWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Poollid:
    """Wijzigt alleen de gegeven velden; dat doet de thuisorganisatie."""
    oud = found(storage.get_lid(tx, id, kijker, lock=True), "poollid")
    eis_rol(kijker, rules.LEDENBEHEER)
    eis_eigen(kijker, oud.thuisorganisatie)
    etag.require_match(request, oud.versie)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    if wijziging.functies is not None:
        velden["functies"] = _functies(wijziging.functies)
    if wijziging.ontwikkelwensen is not None:
        velden["ontwikkelwensen"] = tuple(wijziging.ontwikkelwensen)
    lid = replace(oud, **velden)
    _toets_lid(request, lid, catalogus(tx, gateway, beller, oud.verband))
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    if lid != oud:
        lid = replace(lid, versie=oud.versie + 1)
        storage.set_lid(tx, lid)
        _meld_lid(tx, "poollid-gewijzigd", lid, nu)
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid)


@router.post(
    "/leden/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Bevestig een poollid of wijs het af",
)
def add_lid_statuswijziging(
    id: UUID,
    invoer: models.LidStatuswijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Poollid:
    """Beslist over wie op een poolplaats is aangenomen; dat doet een mens van de thuisorganisatie.

    Wie niet is bevestigd, wordt nergens voorgesteld.
    """
    oud = found(storage.get_lid(tx, id, kijker, lock=True), "poollid")
    eis_rol(kijker, rules.LEDENBEHEER)
    eis_eigen(kijker, oud.thuisorganisatie)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    if redenen := rules.beletselen_lid(oud, invoer.naar):
        detail = "Dit kan nu niet; zie beletselen."
        raise Problem(409, detail, code="overgang-kan-niet", beletselen=beletsels(redenen))
    lid = replace(oud, status=invoer.naar, versie=oud.versie + 1)
    storage.set_lid(tx, lid)
    storage.log_lid(tx, id, oud.status, lid.status, invoer.reden, door, nu)
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    _meld_lid(tx, f"poollid-{'bevestigd' if lid.status == 'actief' else 'afgewezen'}", lid, nu)
    response.headers["Location"] = adres(request, f"/leden/{id}")
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid)
