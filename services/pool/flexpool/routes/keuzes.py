"""The five choices of a pool, each with its own history."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx2
from fastapi import Request
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway, convenant
from services.pool.flexpool.routes.pools import bewaar_pool, met_keuzes
from services.pool.kijker import Kijker, eis_rol
from shared import api, etag, problem
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found

router = api.router("pools")


@router.get(
    "/pools/{id}/keuzes",
    dependencies=[eist("pool:lezen")],
    summary="De vijf keuzes van een pool",
)
def list_poolkeuzes(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> models.PoolKeuzelijst:
    """Geeft per keuze wat er nu geldt: wie het koos, wanneer, en uit welk convenant."""
    pool = found(storage.get_pool(tx, id, kijker), "pool")
    standen = storage.list_keuzestanden(tx, id)
    etag.stamp(request, pool.versie)
    keuzes = [_toon(keuze, standen, kijker) for keuze in rules.Keuze]
    return models.PoolKeuzelijst(results=[models.PoolKeuze(**een) for een in keuzes])


@router.get(
    "/pools/{id}/keuzes/{keuze}",
    dependencies=[eist("pool:lezen")],
    summary="Eén keuze met haar geschiedenis",
)
def get_poolkeuze(
    id: UUID, keuze: rules.Keuze, request: Request, tx: Tx, kijker: Kijker
) -> models.PoolKeuzeMetGeschiedenis:
    """Geeft elke versie van deze keuze, de nieuwste eerst."""
    found(storage.get_pool(tx, id, kijker), "pool")
    return _met_geschiedenis(tx, id, keuze, request, kijker)


@router.put(
    "/pools/{id}/keuzes/{keuze}",
    dependencies=[eist("pool:schrijven")],
    summary="Maak een keuze",
)
def put_poolkeuze(
    id: UUID,
    keuze: rules.Keuze,
    invoer: models.PoolKeuzeInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.PoolKeuzeMetGeschiedenis:
    """Legt een nieuwe versie van deze keuze vast; de andere vier blijven wat zij waren.

    Zonder tekst neemt de pool over wat het convenant nu zegt.
    """
    oud = found(storage.get_pool(tx, id, kijker, lock=True), "pool")
    eis_rol(kijker, rules.POOLBEHEER)
    etag.require_match(request, len(rules.geschiedenis(keuze, storage.list_keuzestanden(tx, id))))
    veld = rules.VELD_VAN[keuze]
    tekst, versie = invoer.tekst, None
    if tekst is None:
        tekst, versie = _uit_convenant(tx, gateway, beller, oud.verband, keuze)
    keuzes = replace(oud.keuzes, **{veld: tekst})
    if oud.status is rules.PoolStatus.ACTIEF and rules.ontbrekende_keuzes(keuzes):
        detail = "Een pool die loopt, houdt zijn vijf keuzes."
        raise Problem(409, detail, code="keuze-ontbreekt")
    over = {veld: versie} if versie is not None else {}
    if keuzes != oud.keuzes or oud.herkomst.get(veld) != versie:
        bewaar_pool(tx, oud, met_keuzes(oud, keuzes, over), beller, nu)
    return _met_geschiedenis(tx, id, keuze, request, kijker)


def _uit_convenant(
    tx: Session, gateway: Peer, beller: Caller, verband: UUID, keuze: rules.Keuze
) -> tuple[str, int | None]:
    """What the convenant says about this choice, and its version."""
    try:
        tekst = convenant(tx, gateway, beller, verband) or {}
    except httpx2.HTTPError:
        raise problem.unavailable("De gateway") from None
    return (tekst.get("pool") or {}).get(keuze) or "", tekst.get("versie")


def _toon(
    keuze: rules.Keuze, standen: list[rules.Keuzestand], kijker: rules.Kijker
) -> dict[str, Any]:
    laatste = rules.geschiedenis(keuze, standen)[-1]
    return {"keuze": keuze} | _versie(laatste, kijker)


def _versie(versie: rules.Keuzeversie, kijker: rules.Kijker) -> dict[str, Any]:
    """Names of who chose are for who plans or looks along, not for every employee."""
    mag = bool(kijker.rollen & (rules.PLANNERS | rules.MEEKIJKERS))
    return {
        "versie": versie.versie,
        "tekst": versie.tekst,
        "convenant_versie": versie.convenant,
        "door": versie.door if mag else None,
        "namens": versie.namens,
        "op": versie.op,
    }


def _met_geschiedenis(
    tx: Session, id: UUID, keuze: rules.Keuze, request: Request, kijker: rules.Kijker
) -> models.PoolKeuzeMetGeschiedenis:
    standen = storage.list_keuzestanden(tx, id)
    versies = rules.geschiedenis(keuze, standen)
    etag.stamp(request, len(versies))
    rijen = [models.PoolKeuzeversie(**_versie(een, kijker)) for een in reversed(versies)]
    return models.PoolKeuzeMetGeschiedenis(**_toon(keuze, standen, kijker), geschiedenis=rijen)
