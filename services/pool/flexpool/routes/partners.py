"""Partner pools: both say yes, each for itself, and both may take it back."""

from datetime import date
from typing import Annotated
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway
from services.pool.kijker import BASE_PATH, Kijker, beletsels, eis_mens, eis_rol
from shared import api, etag, events, paging, problem
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.http import Peer
from shared.problem import Problem, found

router = api.router("pools")


@router.get(
    "/pools/{id}/partners",
    response_model=models.PartnerpoolPagina,
    dependencies=[eist("pool:lezen")],
    summary="Partnerpools van een pool",
)
def list_partnerpools(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft de pools waar een van beide iets over zei, met wat beide vinden."""
    found(storage.get_pool(tx, id, kijker), "pool")
    alle = storage.list_partnerpools(tx, id)
    rijen = [_toon(een) for een in alle[params.offset : params.offset + params.limit]]
    return paging.page(request, response, params, rijen, len(alle) if params.telling else None)


@router.get(
    "/pools/{id}/partners/{partner}",
    dependencies=[eist("pool:lezen")],
    summary="Eén partnerpool",
)
def get_partnerpool(
    id: UUID, partner: UUID, request: Request, tx: Tx, kijker: Kijker
) -> models.Partnerpool:
    """Geeft wat beide pools van elkaar vinden."""
    found(storage.get_pool(tx, id, kijker), "pool")
    een = found(storage.get_partnerpool(tx, id, partner), "partnerpool")
    if een.versie == 0:  # nobody spoke yet
        found(None, "partnerpool")
    etag.stamp(request, een.versie)
    return _toon(een)


@router.put(
    "/pools/{id}/partners/{partner}",
    dependencies=[eist("pool:schrijven")],
    summary="Zeg ja of nee tegen een partnerpool",
)
def put_partnerpool(
    id: UUID,
    partner: UUID,
    invoer: models.PartnerpoolWoord,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Partnerpool:
    """Legt vast of behoeften over en weer doorgezet mogen worden; beide pools zeggen dat zelf.

    De andere pool mag van een ander verband zijn, als een organisatie in beide meedoet. Over
    personen gaat niets heen en weer.
    """
    pool = found(storage.get_pool(tx, id, kijker), "pool")
    bekend = storage.get_partnerpool(tx, id, partner)
    ander = found(_gekend(gateway, kijker, pool, bekend, vandaag), "partnerpool")
    eis_rol(kijker, rules.POOLBEHEER)
    door = eis_mens(beller)
    status = storage.lock_paar(tx, id, partner)
    ander = found(storage.get_partnerpool(tx, id, partner), "partnerpool")
    etag.require_match(request, ander.versie)
    if redenen := rules.beletselen_partner(
        id, status[id], partner, status[partner], invoer.akkoord
    ):
        detail = "Dit kan nu niet; zie beletselen."
        raise Problem(409, detail, code="partner-kan-niet", beletselen=beletsels(redenen))
    if ander.wij is not invoer.akkoord:
        namens = kijker.organisatie
        storage.add_partnerwoord(tx, id, partner, invoer.akkoord, invoer.reden, door, namens, nu)
        _meld(tx, pool, ander, nu)
        ander = found(storage.get_partnerpool(tx, id, partner), "partnerpool")
    etag.stamp(request, ander.versie)
    return _toon(ander)


def _gekend(
    gateway: Peer,
    kijker: rules.Kijker,
    pool: rules.Pool,
    ander: rules.Partnerpool | None,
    vandaag: date,
) -> rules.Partnerpool | None:
    """The other pool when it exists for this caller: his own verband, one that spoke to us, or one
    that shares a member with ours. Of one that is not there the gateway is asked as much."""
    if ander and (ander.versie > 0 or rules.ziet_verband(ander.verband, kijker)):
        return ander
    verband = ander.verband if ander else pool.verband
    try:
        deelt = storage.delen_lid(gateway, pool.verband, verband, vandaag)
    except httpx2.HTTPStatusError as error:
        if error.response.status_code != 404:
            raise problem.unavailable("De gateway") from None
        return None
    except httpx2.HTTPError:
        raise problem.unavailable("De gateway") from None
    return ander if deelt else None


def _meld(tx: Session, pool: rules.Pool, ander: rules.Partnerpool, nu: Nu) -> None:
    """Tell both verbanden, each with the address of its own pool."""
    rollen = rules.PLANNERS | rules.MEEKIJKERS
    for id, verband, andere in (
        (pool.id, pool.verband, ander.pool),
        (ander.pool, ander.verband, pool.id),
    ):
        wie = events.Publiek(verbanden=frozenset({verband}), rollen=rollen)
        pad = f"{BASE_PATH}/pools/{id}/partners/{andere}"
        events.record(tx, "partnerpool-gewijzigd", id, wie, nu, pad)


def _toon(een: rules.Partnerpool) -> models.Partnerpool:
    return models.Partnerpool.model_validate(een)
