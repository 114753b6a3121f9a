"""Which functions an organisation lets rotate: not every function can (seed 002)."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from services.pool.flexpool import rules, storage
from services.pool.flexpool.routes import models
from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.kijker import Kijker, eis_mens, eis_organisatie, eis_rol
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found, invalid

router = api.router("pools")
Code = Annotated[
    str,
    Path(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=100,
        description="Code uit de functiecatalogus van het verband.",
    ),
]


def _verband(id: UUID, kijker: rules.Kijker) -> UUID:
    return found(id if rules.ziet_verband(id, kijker) else None, "verband")


@router.get(
    "/verbanden/{id}/roulatiefuncties",
    response_model=models.RoulatiefunctiePagina,
    dependencies=[eist("pool:lezen")],
    summary="Welke functies rouleren",
)
def list_roulatiefuncties(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    kijker: Kijker,
) -> object:
    """Geeft wat organisaties zeggen over rouleren; een functie die er niet staat, mag rouleren."""
    _verband(id, kijker)
    feiten = storage.list_roulatiefuncties(tx, id, params.offset, params.limit)
    count = storage.count_roulatiefuncties(tx, id) if params.telling else None
    return paging.page(request, response, params, [_toon(een) for een in feiten], count)


@router.get(
    "/verbanden/{id}/roulatiefuncties/{functie}",
    dependencies=[eist("pool:lezen")],
    summary="Of een functie bij uw organisatie rouleert",
)
def get_roulatiefunctie(
    id: UUID, functie: Code, request: Request, tx: Tx, kijker: Kijker
) -> models.Roulatiefunctie:
    """Geeft wat uw organisatie over deze functie heeft gezegd."""
    _verband(id, kijker)
    wie = kijker.organisatie or ""
    feit = found(storage.get_roulatiefunctie(tx, id, wie, functie), "roulatiefunctie")
    etag.stamp(request, feit.versie)
    return _toon(feit)


@router.put(
    "/verbanden/{id}/roulatiefuncties/{functie}",
    dependencies=[eist("pool:schrijven")],
    summary="Laat een functie rouleren, of niet",
)
def put_roulatiefunctie(
    id: UUID,
    functie: Code,
    invoer: models.RoulatiefunctieInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> models.Roulatiefunctie:
    """Legt vast of uw organisatie deze functie laat rouleren; wie al poollid is, blijft dat."""
    _verband(id, kijker)
    eis_rol(kijker, rules.LEDENBEHEER)
    organisatie = eis_organisatie(kijker)
    door = eis_mens(beller)
    oud = storage.get_roulatiefunctie(tx, id, organisatie, functie, lock=True)
    etag.require_match(request, oud.versie if oud else 0)
    bekend = catalogus(tx, gateway, beller, id)
    if rules.onbekende_functies([functie], frozenset(bekend)):
        raise invalid(("functie", "functie-onbekend", "Deze code staat niet in de catalogus."))
    feit = rules.Roulatiefunctie(organisatie, functie, invoer.geschikt, invoer.toelichting)
    if oud is None or replace(feit, versie=oud.versie) != oud:
        feit = replace(feit, versie=storage.set_roulatiefunctie(tx, id, feit, door, nu))
    else:
        feit = oud
    etag.stamp(request, feit.versie)
    return _toon(feit)


def _toon(feit: rules.Roulatiefunctie) -> models.Roulatiefunctie:
    return models.Roulatiefunctie.model_validate(feit)
