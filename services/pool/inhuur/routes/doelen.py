"""Goals of a verband and of an organisation, with how far they are."""

from dataclasses import dataclass, field, replace
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.rules import POOLBEHEER, Reden
from services.pool.inhuur import rekenen, rules, storage
from services.pool.inhuur.routes import cijfermodellen as models
from services.pool.inhuur.routes.cijfers import definitie
from services.pool.inhuur.routes.regels import (
    SCHRIJVERS,
    functies,
    onbekend,
    weiger,
)
from services.pool.kijker import Kijker, adres, eis_eigen, eis_organisatie, eis_rol
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import found

router = api.router("inhuur")


@dataclass(frozen=True, slots=True)
class Bekend:
    """What was computed for this answer: goals of one verband and year share it."""

    jaren: dict[tuple[UUID | None, int], int | None] = field(default_factory=dict)
    cijfers: dict[tuple[UUID | None, int], rekenen.Cijfers] = field(default_factory=dict)


def _eis_schrijver(kijker: Kijker, verband: UUID | None) -> str:
    """Who sets a goal: HR for its own organisation, who runs the pool for the verband (403)."""
    eis_rol(kijker, SCHRIJVERS if verband is None else POOLBEHEER)
    return eis_organisatie(kijker)


def _stand(
    tx: Tx, een: storage.BewaardDoel, kijker: Kijker, vandaag: Vandaag, bekend: Bekend
) -> models.InhuurdoelStand | None:
    """How far, in the last year of which figures were entered; each year is computed once."""
    tot, verband = min(vandaag.year, een.doel.streefjaar), een.verband
    if (verband, tot) not in bekend.jaren:
        eigen = None if verband else een.organisatie
        bekend.jaren[verband, tot] = storage.laatste_jaar(
            tx, tot, organisatie=eigen, verband=verband
        )
    jaar = bekend.jaren[verband, tot]
    if jaar is None or jaar < een.doel.nulmeting_jaar:
        return None
    if (verband, jaar) not in bekend.cijfers:
        k = flexpool.get_kleinste_cel(tx, verband) if verband else 0
        bekend.cijfers[verband, jaar] = rekenen.bereken(tx, jaar, kijker.organisatie, verband, k)
    waarde = rekenen.waarde(bekend.cijfers[verband, jaar], een.doel)
    if waarde is None:
        return None
    stand = rules.voortgang(een.doel, jaar, waarde)
    return models.InhuurdoelStand(
        jaar=stand.jaar,
        waarde=stand.waarde,
        bereikt=stand.bereikt / 100,
        gehaald=stand.gehaald,
        op_koers=stand.op_koers,
        reeksbreuk=stand.reeksbreuk,
    )


def _toon(
    tx: Tx,
    request: Request,
    een: storage.BewaardDoel,
    kijker: Kijker,
    vandaag: Vandaag,
    bekend: Bekend | None = None,
) -> models.Inhuurdoel:
    doel = een.doel
    maat = rules.PERCENTAGES.get(doel.maat)
    return models.Inhuurdoel(
        id=een.id,
        url=adres(request, f"/inhuurdoelen/{een.id}"),
        organisatie=een.organisatie,
        verband=een.verband,
        maat=doel.maat,
        functie=doel.functie,
        nulmeting=doel.nulmeting,
        nulmeting_jaar=doel.nulmeting_jaar,
        nulmeting_bron=doel.nulmeting_bron,
        streefwaarde=doel.streefwaarde,
        streefjaar=doel.streefjaar,
        toelichting=een.toelichting,
        eenheid=doel.eenheid,
        definitie=definitie(maat) if maat else None,
        stand=_stand(tx, een, kijker, vandaag, bekend or Bekend()),
    )


@router.get(
    "/inhuurdoelen",
    response_model=models.InhuurdoelPagina,
    dependencies=[eist("pool:lezen")],
    summary="Doelen van uw verbanden en uw organisatie",
)
def list_inhuurdoelen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft ze met hun voortgang; een doel van een andere organisatie ziet u niet."""
    rijen = storage.list_doelen(tx, kijker, params.offset, params.limit)
    count = storage.count_doelen(tx, kijker) if params.telling else None
    bekend = Bekend()
    getoond = [_toon(tx, request, een, kijker, vandaag, bekend) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.post(
    "/inhuurdoelen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een doel vast",
)
def add_inhuurdoel(
    invoer: models.InhuurdoelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Inhuurdoel:
    """Legt vast wat u wilt bereiken, vanaf welke nulmeting en wanneer."""
    eigen = _eis_schrijver(kijker, invoer.verband)
    doel = rules.Inhuurdoel(
        maat=invoer.maat,
        nulmeting=invoer.nulmeting,
        nulmeting_jaar=invoer.nulmeting_jaar,
        nulmeting_bron=invoer.nulmeting_bron,
        streefwaarde=invoer.streefwaarde,
        streefjaar=invoer.streefjaar,
        functie=invoer.functie,
    )
    fouten = rules.fouten_in_doel(doel)
    if invoer.verband and invoer.verband not in kijker.verbanden:
        fouten.append(Reden("verband", "onbekend", "Kies een verband van uw organisatie."))
    if invoer.functie:
        fouten += onbekend([invoer.functie], functies(tx, gateway, beller, kijker))
    weiger(fouten)
    een = storage.add_doel(tx, eigen, invoer.verband, doel, invoer.toelichting, nu)
    response.headers["Location"] = adres(request, f"/inhuurdoelen/{een.id}")
    etag.stamp(request, een.versie)
    return _toon(tx, request, een, kijker, vandaag)


@router.get("/inhuurdoelen/{id}", dependencies=[eist("pool:lezen")], summary="Eén doel")
def get_inhuurdoel(
    id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag
) -> models.Inhuurdoel:
    """Geeft het doel met zijn voortgang, gemeten volgens de definitie die erbij staat."""
    een = found(storage.get_doel(tx, id, kijker), "inhuurdoel")
    etag.stamp(request, een.versie)
    return _toon(tx, request, een, kijker, vandaag)


def _te_wijzigen(tx: Tx, id: UUID, kijker: Kijker) -> storage.BewaardDoel:
    """A goal that the caller's organisation recorded (404, 403)."""
    een = found(storage.get_doel(tx, id, kijker, lock=True), "inhuurdoel")
    eis_eigen(kijker, een.organisatie)
    _eis_schrijver(kijker, een.verband)
    return een


@router.patch(
    "/inhuurdoelen/{id}", dependencies=[eist("pool:schrijven")], summary="Wijzig een doel"
)
def patch_inhuurdoel(
    id: UUID,
    wijziging: models.InhuurdoelWijziging,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inhuurdoel:
    """Wijzigt alleen de gegeven velden; wat het doel meet, blijft."""
    oud = _te_wijzigen(tx, id, kijker)
    etag.require_match(request, oud.versie)
    velden = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    toelichting = velden.pop("toelichting", oud.toelichting)
    doel = replace(oud.doel, **velden)
    weiger(rules.fouten_in_doel(doel))
    een = storage.set_doel(tx, oud, doel, toelichting, nu)
    etag.stamp(request, een.versie)
    return _toon(tx, request, een, kijker, vandaag)


@router.delete(
    "/inhuurdoelen/{id}",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder een doel",
)
def delete_inhuurdoel(id: UUID, request: Request, tx: Tx, kijker: Kijker) -> None:
    """Verwijdert een doel dat uw organisatie vastlegde."""
    oud = _te_wijzigen(tx, id, kijker)
    etag.require_match(request, oud.versie)
    storage.wis_doel(tx, oud)
