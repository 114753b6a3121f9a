"""Members: employers bring their own people into a pool."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway, catalogus, esco, publiek, werkt_elders
from services.pool.flexpool.routes.models import toon_lid, uit_weekdagen
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
from shared import api, berichten, etag, events, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
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
    vandaag: Vandaag,
) -> object:
    """Geeft de leden aan wie in het verband mensen inzet; een poollid ziet zichzelf."""
    found(storage.get_pool(tx, id, kijker), "pool")
    leden = storage.list_leden(tx, id, kijker, params.offset, params.limit)
    getoond = leden[: params.page_size]
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker for lid in getoond], nu)
    count = storage.count_leden(tx, id, kijker) if params.telling else None
    rijen = [toon_lid(request, lid, kijker, vandaag) for lid in leden]
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
    vandaag: Vandaag,
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
    bekend = esco(tx, gateway, beller, pool.verband)
    lid = _nieuw_lid(invoer, pool, thuis, bekend)
    ook = _niet_hier(tx, lid, pool, bekend)
    if werkt_elders(gateway, lid.medewerker, thuis):
        zin = "Een organisatie meldt alleen eigen medewerkers aan."
        ook.append(rules.Reden("medewerker", "andere-organisatie", zin))
        with request.app.state.sessions.begin() as eigen:  # stays when the rest is refused
            verwerking.record(eigen, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    toets_lid(request, lid, catalogus(tx, gateway, beller, pool.verband), ook)
    if storage.has_lid(tx, id, lid.medewerker):
        raise Problem(409, "Deze medewerker is al lid van deze pool.", code="bestaat-al")
    lid = storage.add_lid(tx, lid, beller.gebruiker or beller.client, nu)
    berichten.record(tx, lid.medewerker, *rules.IN_DE_POOL, sleutel=f"poollid:{lid.id}")
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    meld_lid(tx, "poollid-toegevoegd", lid, nu)
    response.headers["Location"] = adres(request, f"/leden/{lid.id}")
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid, kijker, vandaag)


def _nieuw_lid(
    invoer: models.LidInvoer, pool: rules.Pool, thuis: str, bekend: dict[str, str]
) -> rules.Poollid:
    velden = uit_invoer(
        invoer, set(models.LidInvoer.model_fields) - {"medewerker", "thuisorganisatie"}, bekend
    )
    velden["maximum_inzetten"] = invoer.maximum_inzetten or pool.maximum_inzetten
    return rules.Poollid(
        id=uuid4(),
        pool=pool.id,
        verband=pool.verband,
        medewerker=invoer.medewerker,
        thuisorganisatie=thuis,
        **velden,
    )


def uit_invoer(
    invoer: models.EigenWijziging | models.LidFeiten, namen: set[str], bekend: dict[str, str]
) -> dict[str, Any]:
    """The named fields of a body as the rules know them; `bekend`: ESCO of the catalogue."""
    velden = {naam: getattr(invoer, naam) for naam in namen}
    for naam in {"ontwikkelwensen", "competenties"} & namen:
        velden[naam] = tuple(dict.fromkeys(velden[naam]))
    if "weekdagen" in namen:
        velden["weekdagen"] = uit_weekdagen(velden["weekdagen"])
    if "perioden" in namen:
        velden["perioden"] = tuple(
            rules.Beschikbaarheid(een.van, een.tot, een.uren_per_week) for een in velden["perioden"]
        )
    if "functies" in namen:
        functies: list[models.LidFunctie] = velden["functies"]
        velden["functies"] = tuple(rules.Vaardigheid(een.functie, een.niveau) for een in functies)
        genoemd = {een.functie: een.esco_uri or bekend.get(een.functie) for een in functies}
        velden["esco"] = tuple(rules.EscoLink(code, uri) for code, uri in genoemd.items() if uri)
    return velden


def _niet_hier(
    tx: Session, lid: rules.Poollid, pool: rules.Pool | None, bekend: dict[str, str] | None = None
) -> list[rules.Reden]:
    """What keeps these functions out of this pool, or out of rotation at the employer."""
    ongeschikt = storage.list_ongeschikt(tx, lid.verband, lid.thuisorganisatie)
    fouten = rules.fouten_in_roulatie((een.functie for een in lid.functies), ongeschikt)
    fouten += rules.fouten_in_esco(lid.esco, bekend or {})
    reden = rules.past_in(pool.basis if pool else None, lid.functies)
    return [*fouten, reden] if reden else fouten


def toets_lid(
    request: Request, lid: rules.Poollid, bekend: dict[str, str], ook: list[rules.Reden]
) -> None:
    """Refuse (400) what contradicts itself or the catalogue, all at once."""
    fouten = rules.fouten_in_lid(lid)
    vreemd = rules.onbekende_functies((een.functie for een in lid.functies), frozenset(bekend))
    fouten += [
        rules.Reden("functies", "functie-onbekend", f"“{code}” staat niet in de catalogus.")
        for code in vreemd
    ]
    if lid.demolabel and request.app.state.settings.modus is Modus.PRODUCTIE:
        fouten.append(rules.Reden("demolabel", "alleen-demo", "Bestaat alleen buiten productie."))
    if fouten := fouten + ook:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def meld_lid(tx: Session, type: str, lid: rules.Poollid, nu: Nu) -> None:
    wie = publiek(lid.verband, lid.thuisorganisatie, personen=True)
    events.record(tx, type, lid.id, wie, nu, f"{BASE_PATH}/leden/{lid.id}")


@router.get("/leden/{id}", dependencies=[eist("pool:lezen")], summary="Eén poollid")
def get_lid(
    id: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Poollid:
    """Geeft wat de pool van een lid weet; ook aan het lid zelf."""
    lid = found(storage.get_lid(tx, id, kijker), "poollid")
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    # The version counts what a person answers too; who may not read that changes nothing here.
    etag.stamp(request, lid.versie if rules.ziet_toestemming(lid, kijker) else 1)
    return toon_lid(request, lid, kijker, vandaag)


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
    vandaag: Vandaag,
) -> models.Poollid:
    """Wijzigt alleen de gegeven velden; dat doet de thuisorganisatie."""
    oud = found(storage.get_lid(tx, id, kijker, lock=True), "poollid")
    eis_rol(kijker, rules.LEDENBEHEER)
    eis_eigen(kijker, oud.thuisorganisatie)
    etag.require_match(request, oud.versie)
    bekend = esco(tx, gateway, beller, oud.verband)
    lid = replace(oud, **uit_invoer(wijziging, wijziging.model_fields_set, bekend))
    ook = []
    if lid.functies != oud.functies or lid.esco != oud.esco:
        ook = _niet_hier(tx, lid, storage.get_pool(tx, lid.pool, kijker), bekend)
    toets_lid(request, lid, catalogus(tx, gateway, beller, oud.verband), ook)
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    if lid != oud:
        lid = replace(lid, versie=oud.versie + 1)
        storage.set_lid(tx, lid)
        meld_lid(tx, "poollid-gewijzigd", lid, nu)
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid, kijker, vandaag)


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
    vandaag: Vandaag,
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
    if lid.status is rules.LidStatus.ACTIEF:  # who confirms has checked the facts
        lid = storage.verifieer(tx, lid, door, nu)
        berichten.record(tx, lid.medewerker, *rules.IN_DE_POOL, sleutel=f"poollid:{lid.id}")
    verwerking.record(tx, beller, LEDENADMINISTRATIE, [lid.medewerker], nu)
    meld_lid(tx, f"poollid-{'bevestigd' if lid.status == 'actief' else 'afgewezen'}", lid, nu)
    response.headers["Location"] = adres(request, f"/leden/{id}")
    etag.stamp(request, lid.versie)
    return toon_lid(request, lid, kijker, vandaag)
