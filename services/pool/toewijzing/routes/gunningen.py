"""Gunnen: an organisation gives (part of) its turn away, in everybody's sight."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.pool.flexpool.routes.gateway import Gateway, publiek
from services.pool.flexpool.rules import POOLBEHEER
from services.pool.kijker import (
    BASE_PATH,
    Kijker,
    adres,
    eis_eigen,
    eis_mens,
    eis_organisatie,
    eis_rol,
)
from services.pool.toewijzing import rondes, storage
from services.pool.toewijzing.routes.models import Reden, Totaal
from services.pool.toewijzing.routes.spoedbeurten import zichtbare_pool
from shared import api, etag, events, paging
from shared.api import Beller, Geheel, Model, Nu, Oin, Tijdstip, Tx, Vandaag, eist
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("gunningen")
UITLEG = {
    rondes.Gunbeletsel.INGETROKKEN: "Deze gunning is al ingetrokken.",
    rondes.Gunbeletsel.GEBRUIKT: "Deze gunning is al gebruikt in een afgeronde ronde.",
    rondes.Gunbeletsel.VERVALLEN: "Deze gunning is vervallen met de ronde waarvoor zij was.",
}


class GunningInvoer(Model):
    """Hoeveel uren van de eigen beurt, aan wie en waarom."""

    ontvanger: Oin | None = Field(None, description="Leeg: aan alle andere organisaties samen.")
    uren: Annotated[Geheel, Field(ge=1, le=100_000)] = Field(
        description="Hele uren over de horizon van de volgende ronde."
    )
    reden: Reden


class Gunning(Model):
    """Uren die een organisatie weggeeft; terug te nemen tot een ronde ze gebruikt."""

    id: UUID
    pool: UUID
    gever: Oin
    ontvanger: Oin | None = None
    uren: Totaal
    reden: str = Field(max_length=1000)
    door: str = Field(max_length=200)
    op: Tijdstip
    ingetrokken_door: str | None = Field(None, max_length=200)
    ingetrokken_op: Tijdstip | None = None
    gebruikt_in: UUID | None = Field(None, description="Het afgeronde voorstel.")
    vervallen_in: UUID | None = Field(
        None, description="Het afgeronde voorstel waarin de gever of de ontvanger niets vroeg."
    )


class GunningPagina(paging.Pagina):
    """Een pagina gunningen."""

    results: list[Gunning] = Field(max_length=paging.MAX_SIZE)


class GunningFilter(paging.PageParams):
    """De lijst van gunningen heeft alleen paginering."""


@router.post(
    "/pools/{id}/gunningen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Geef uren van de eigen beurt weg",
)
def add_gunning(
    id: UUID,
    invoer: GunningInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    gateway: Gateway,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Gunning:
    """De eigen organisatie geeft uren van haar beurt aan een andere, of aan alle andere.

    Dat telt bij de volgende berekening. Het tegoed van de gever blijft staan: een beurt weggeven is
    geen weigeren. Alle partners zien het.
    """
    pool = zichtbare_pool(tx, id, kijker)
    eis_rol(kijker, POOLBEHEER)
    gever, door = eis_organisatie(kijker), eis_mens(beller)
    if rondes.beletselen_gunning(gever, invoer.ontvanger):
        raise Problem(409, "Een beurt gaat naar een ander.", code="aan-zichzelf")
    if invoer.ontvanger and not _is_lid(gateway, pool.verband, invoer.ontvanger, vandaag):
        raise invalid(("ontvanger", "onbekend", "Deze organisatie hoort niet bij dit verband."))
    gunning = storage.Gunning(
        uuid4(), pool.id, pool.verband, gever, invoer.ontvanger, Decimal(invoer.uren),
        invoer.reden, door, nu,
    )  # fmt: skip
    storage.add_gunning(tx, gunning)
    _meld(tx, "gunning-gedaan", gunning, nu)
    response.headers["Location"] = adres(request, f"/gunningen/{gunning.id}")
    etag.stamp(request, gunning.versie)
    return _toon(gunning)


@router.get(
    "/pools/{id}/gunningen",
    response_model=GunningPagina,
    dependencies=[eist("pool:lezen")],
    summary="Wat organisaties van hun beurt weggaven",
)
def list_gunningen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[GunningFilter, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft aan alle partners wie wat aan wie gaf en waarom, het nieuwste eerst."""
    pool = zichtbare_pool(tx, id, kijker)
    rijen = storage.list_gunningen(tx, pool.id, params.offset, params.limit)
    count = storage.count_gunningen(tx, pool.id) if params.telling else None
    return paging.page(request, response, params, [_toon(rij) for rij in rijen], count)


@router.get("/gunningen/{id}", dependencies=[eist("pool:lezen")], summary="Eén gunning")
def get_gunning(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> Gunning:
    """Geeft wie wat aan wie gaf, en of het al is gebruikt."""
    gunning = found(storage.get_gunning(tx, id, kijker), "gunning")
    etag.stamp(request, gunning.versie)
    return _toon(gunning)


@router.post(
    "/gunningen/{id}/intrekking",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Neem een gunning terug",
)
def trek_gunning_in(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> Gunning:
    """De gever neemt de uren terug, tot de ronde waarvoor ze waren is afgerond."""
    oud = found(storage.get_gunning(tx, id, kijker, lock=True), "gunning")
    eis_rol(kijker, POOLBEHEER)
    eis_eigen(kijker, oud.gever)
    door = eis_mens(beller)
    beletselen = rondes.beletselen_intrekken(
        ingetrokken=oud.ingetrokken_op is not None,
        gebruikt_in=oud.gebruikt_in,
        vervallen_in=oud.vervallen_in,
    )
    if beletselen:
        raise Problem(409, UITLEG[beletselen[0]], code=beletselen[0])
    gunning = storage.trek_gunning_in(tx, oud, door, nu)
    _meld(tx, "gunning-ingetrokken", gunning, nu)
    etag.stamp(request, gunning.versie)
    return _toon(gunning)


def _is_lid(gateway: Peer, verband: UUID, oin: str, dag: date) -> bool:
    """Whether it is a member that day. Yes when the gateway cannot tell: what cannot be used ends
    with the round."""
    with suppress(httpx2.HTTPError):
        pad = f"/intern/verbanden/{verband}/leden?op={dag}"
        return oin in gateway.get(pad)["organisaties"]
    return True


def _meld(tx: Session, soort: str, gunning: storage.Gunning, nu: Nu) -> None:
    wie = publiek(gunning.verband, gunning.gever)
    events.record(tx, soort, gunning.id, wie, nu, f"{BASE_PATH}/gunningen/{gunning.id}")


def _toon(gunning: storage.Gunning) -> Gunning:
    velden = {naam: getattr(gunning, naam) for naam in Gunning.model_fields}
    return Gunning.model_validate(velden | {"uren": float(gunning.uren)})
