"""Pools: make the five choices, then start."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway, convenant, publiek
from services.pool.flexpool.routes.models import toon_pool
from services.pool.kijker import BASE_PATH, Kijker, adres, beletsels, eis_rol
from shared import api, etag, events, paging, problem
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("pools")


@router.get(
    "/pools",
    response_model=models.PoolPagina,
    dependencies=[eist("pool:lezen")],
    summary="De pools van uw verbanden",
)
def list_pools(
    request: Request,
    response: Response,
    params: Annotated[models.PoolFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de pools van elk verband waar uw organisatie bij hoort."""
    pools = storage.list_pools(tx, kijker, params.verband, params.offset, params.limit)
    count = storage.count_pools(tx, kijker, params.verband) if params.telling else None
    getoond = [toon_pool(request, pool) for pool in pools]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/pools",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Richt een pool op",
)
def add_pool(
    invoer: models.PoolInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Pool:
    """Richt een pool op voor een verband van uw organisatie.

    Zonder eigen keuzes gelden die van het convenant. Zijn alle vijf de keuzes er, dan begint de
    pool meteen; anders blijft hij concept, met wat er ontbreekt.
    """
    eis_rol(kijker, rules.POOLBEHEER)
    if not rules.ziet_verband(invoer.verband, kijker):
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))
    if storage.has_pool(tx, invoer.verband, invoer.naam):
        raise Problem(409, "Dit verband heeft al een pool met deze naam.", code="bestaat-al")
    pool = _nieuwe_pool(invoer, *_afspraken(tx, gateway, beller, invoer))
    storage.add_pool(tx, pool, beller.gebruiker, beller.organisatie, nu)
    pad = f"{BASE_PATH}/pools/{pool.id}"
    events.record(tx, "pool-opgericht", pool.id, publiek(pool.verband), nu, pad)
    response.headers["Location"] = adres(request, f"/pools/{pool.id}")
    etag.stamp(request, pool.versie)
    return toon_pool(request, pool)


def _afspraken(
    tx: Session, gateway: Peer, beller: Caller, invoer: models.PoolInvoer
) -> tuple[dict[str, Any], int | None]:
    """The pool part of the convenant and its version; what the pool says itself needs neither."""
    try:
        tekst = convenant(tx, gateway, beller, invoer.verband)
    except httpx2.HTTPError:
        if invoer.keuzes is None:
            raise problem.unavailable("De gateway") from None
        tekst = None
    afspraken = tekst or {}
    return afspraken.get("pool") or {}, afspraken.get("versie")


def _nieuwe_pool(
    invoer: models.PoolInvoer, afspraken: dict[str, Any], versie: int | None
) -> rules.Pool:
    eigen = invoer.keuzes is not None
    keuzes = (
        rules.Keuzes(**invoer.keuzes.model_dump(by_alias=False))
        if invoer.keuzes is not None
        else rules.Keuzes(
            doelgroep=afspraken.get("doelgroep") or "",
            afzender=afspraken.get("afzender") or "",
            roulatiesysteem=afspraken.get("roulatiesysteem") or "",
            doelen=afspraken.get("doelen") or "",
            kosten_en_uren=afspraken.get("kostenEnUren") or "",
        )
    )
    sleutel = invoer.verdeelsleutel or afspraken.get("verdeelsleutel") or "gelijk"
    hoogste = invoer.maximum_inzetten or afspraken.get("maximumGelijktijdigeInzetten") or 2
    compleet = not rules.ontbrekende_keuzes(keuzes)
    return rules.Pool(
        id=uuid4(),
        verband=invoer.verband,
        naam=invoer.naam,
        status=rules.PoolStatus.ACTIEF if compleet else rules.PoolStatus.CONCEPT,
        keuzes=keuzes,
        keuzeversie=1,
        convenant_versie=None if eigen else versie,
        herkomst={} if eigen or not versie else dict.fromkeys(rules.VELD_VAN.values(), versie),
        basis=_basis(invoer.basis),
        verdeelsleutel=rules.Verdeelsleutel(sleutel),
        gewichten=_gewichten(invoer.gewichten),
        maximum_inzetten=hoogste,
    )


def _basis(basis: models.PoolBasis | None) -> rules.Basis | None:
    """The basis as a fact. Error: 400, with everything that is wrong with it."""
    if basis is None:
        return None
    feit = rules.Basis(
        soort=basis.soort,
        functies=tuple(basis.functies),
        niveaus=tuple(basis.niveaus),
        opgaven=tuple(basis.opgaven),
        doelgroep=basis.doelgroep.strip(),
    )
    if fouten := rules.fouten_in_basis(feit):
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))
    return feit


def _gewichten(gewichten: list[models.PoolGewicht]) -> tuple[rules.Gewicht, ...]:
    return tuple(rules.Gewicht(een.organisatie, een.deel) for een in gewichten)


@router.get("/pools/{id}", dependencies=[eist("pool:lezen")], summary="Eén pool")
def get_pool(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.Pool:
    """Geeft de pool met zijn vijf keuzes en wat er nog ontbreekt."""
    pool = found(storage.get_pool(tx, id, kijker), "pool")
    etag.stamp(request, pool.versie)
    return toon_pool(request, pool)


@router.patch("/pools/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een pool")
def patch_pool(
    id: UUID,
    wijziging: models.PoolWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Pool:
    """Wijzigt alleen de gegeven velden; andere keuzes worden een nieuwe versie van de keuzes."""
    oud = found(storage.get_pool(tx, id, kijker, lock=True), "pool")
    eis_rol(kijker, rules.POOLBEHEER)
    etag.require_match(request, oud.versie)
    pool = oud
    if wijziging.keuzes is not None:
        keuzes = rules.Keuzes(**wijziging.keuzes.model_dump(by_alias=False))
        if oud.status is rules.PoolStatus.ACTIEF and rules.ontbrekende_keuzes(keuzes):
            detail = "Een pool die loopt, houdt zijn vijf keuzes."
            raise Problem(409, detail, code="keuze-ontbreekt")
        if keuzes != oud.keuzes:
            pool = met_keuzes(pool, keuzes)
    if "basis" in wijziging.model_fields_set:
        pool = replace(pool, basis=_basis(wijziging.basis))
    if wijziging.gewichten is not None:
        pool = replace(pool, gewichten=_gewichten(wijziging.gewichten))
    pool = replace(
        pool,
        naam=wijziging.naam or pool.naam,
        verdeelsleutel=wijziging.verdeelsleutel or pool.verdeelsleutel,
        maximum_inzetten=wijziging.maximum_inzetten or pool.maximum_inzetten,
    )
    pool = bewaar_pool(tx, oud, pool, beller, nu)
    etag.stamp(request, pool.versie)
    return toon_pool(request, pool)


def met_keuzes(
    oud: rules.Pool, keuzes: rules.Keuzes, convenant: dict[str, int] | None = None
) -> rules.Pool:
    """The pool with other choices; `convenant`: the version per choice that was taken over."""
    herkomst = rules.nieuwe_herkomst(oud.keuzes, oud.herkomst, keuzes, convenant or {})
    versies = set(herkomst.values())
    return replace(
        oud,
        keuzes=keuzes,
        keuzeversie=oud.keuzeversie + 1,
        herkomst=herkomst,
        convenant_versie=versies.pop() if len(herkomst) == 5 and len(versies) == 1 else None,
    )


def bewaar_pool(
    tx: Session, oud: rules.Pool, pool: rules.Pool, beller: Caller, nu: Nu
) -> rules.Pool:
    """Store what changed, and tell it."""
    if pool != oud:
        pool = replace(pool, versie=oud.versie + 1)
        storage.set_pool(tx, oud, pool, beller.gebruiker, beller.organisatie, nu)
        pad = f"{BASE_PATH}/pools/{pool.id}"
        events.record(tx, "pool-gewijzigd", pool.id, publiek(pool.verband), nu, pad)
    return pool


@router.post(
    "/pools/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Begin of beëindig een pool",
)
def add_pool_statuswijziging(
    id: UUID,
    invoer: models.PoolStatuswijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.Pool:
    """Zet een pool op actief (alle vijf keuzes zijn gemaakt) of beëindigt hem; met reden."""
    oud = found(storage.get_pool(tx, id, kijker, lock=True), "pool")
    eis_rol(kijker, rules.POOLBEHEER)
    etag.require_match(request, oud.versie)
    if redenen := rules.beletselen_pool(oud.status, invoer.naar, oud.keuzes):
        detail = "Dit kan nu niet; zie beletselen."
        raise Problem(409, detail, code="overgang-kan-niet", beletselen=beletsels(redenen))
    door = beller.gebruiker
    storage.log_overgang(tx, id, oud.status, invoer.naar, invoer.reden, door, nu)
    pool = bewaar_pool(tx, oud, replace(oud, status=invoer.naar), beller, nu)
    etag.stamp(request, pool.versie)
    return toon_pool(request, pool)
