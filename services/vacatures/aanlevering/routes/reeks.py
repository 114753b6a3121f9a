"""Deliver many at once: each item gets its own answer, none stops the rest."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from services.vacatures.aanlevering import storage
from services.vacatures.aanlevering.routes import bestanden, models
from services.vacatures.aanlevering.routes.levering import (
    Levering,
    beeindig_ontbrekend,
    lees,
    resultaten,
    toon,
    verwerk,
)
from services.vacatures.aanlevering.rules import Soort
from services.vacatures.convenant.routes import Gateway
from services.vacatures.vacature.routes import eigen_organisatie
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, formats, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import found, invalid

router = api.router("aanleveringen")

Volledig = Annotated[
    bool,
    Query(
        description="Een volledige momentopname: wat uw systeem eerder aanleverde en nu ontbreekt,"
        " wordt ingetrokken. Een lege of sterk gekrompen momentopname wordt geweigerd."
    ),
]
KrimpToegestaan = Annotated[
    bool,
    Query(
        alias="krimpToegestaan",
        description="Iemand keek en zegt dat deze momentopname leeg of gekrompen mag zijn; noem wie"
        " (`Audit-User-ID`).",
    ),
]


async def _inhoud(request: Request) -> bytes:
    return await request.body()


@router.post(
    "/aanleveringen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Lever vacatures aan",
)
def add_aanlevering(
    invoer: models.AanleveringInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
    volledig: Volledig = False,
    krimp_toegestaan: KrimpToegestaan = False,
) -> models.Aanlevering:
    """Neemt elk item dat klopt, als concept; wat ontbreekt of niet klopt staat per item erbij.

    Herhalen verandert niets. Wat langs een andere weg al bekend is, krijgt een verwijzing.
    """
    if not invoer.items and not volledig:
        raise invalid(("items", "leeg", "Geef minstens één item"))
    levering = Levering(tx, request, beller, gateway, nu)
    return _neem_aan(levering, response, invoer.items, None, volledig, krimp_toegestaan)


@router.post(
    "/aanleveringsbestanden",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Lever een bestand met vacatures aan",
    openapi_extra=formats.takes(
        bestanden.CSV,
        bestanden.XML,
        description="CSV met onze veldnamen in de kopregel, of XML zoals vacaturebanken die lezen:"
        " één element per vacature.",
    ),
)
def add_aanleveringsbestand(
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
    inhoud: Annotated[bytes, Depends(_inhoud)],
    volledig: Volledig = False,
    krimp_toegestaan: KrimpToegestaan = False,
) -> models.Aanlevering:
    """Doet hetzelfde met een bestand: elke rij of job krijgt een eigen antwoord."""
    eigen_organisatie(beller)
    items, soort = bestanden.lees(inhoud, formats.given(request))
    levering = Levering(tx, request, beller, gateway, nu)
    return _neem_aan(levering, response, items, soort, volledig, krimp_toegestaan)


def _neem_aan(
    levering: Levering,
    response: Response,
    ruw: Sequence[Any],
    soort: Soort | None,
    volledig: bool,
    krimp_toegestaan: bool,
) -> models.Aanlevering:
    gelezen = lees(levering, ruw, soort)
    krimp = None
    if volledig:
        krimp = beeindig_ontbrekend(levering, gelezen, krimp_toegestaan=krimp_toegestaan)
    afhandelingen = verwerk(levering, gelezen)
    lijst = resultaten(levering, gelezen, afhandelingen, krimp)
    data = [een.model_dump(mode="json", by_alias=False) for een in lijst]
    verslag = storage.add_aanlevering(
        levering.tx, levering.client, levering.organisatie, volledig, data, levering.nu
    )
    response.headers["Location"] = adres(levering.request, f"/aanleveringen/{verslag.id}")
    return toon(levering.request, verslag, lijst)


@router.get(
    "/aanleveringen",
    response_model=models.AanleveringPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Wat uw organisatie aanleverde",
)
def list_aanleveringen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft de aanleveringen met hun aantallen, de nieuwste eerst."""
    oin = eigen_organisatie(beller)
    lijst, count = storage.list_aanleveringen(tx, oin, params.offset, params.limit)
    koppen = [
        models.AanleveringKop(**toon(request, een, []).model_dump(exclude={"resultaten"}))
        for een in lijst
    ]
    return paging.page(request, response, params, koppen, count if params.telling else None)


@router.get(
    "/aanleveringen/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Het verslag van een aanlevering",
)
def get_aanlevering(id: UUID, request: Request, tx: Tx, beller: Beller) -> models.Aanlevering:
    """Geeft nog eens wat er van elk item is geworden; alleen voor de eigen organisatie."""
    verslag, data = found(storage.get_aanlevering(tx, id, eigen_organisatie(beller)), "aanlevering")
    etag.stamp(request, 1)  # a report never changes
    return toon(request, verslag, [models.AanleveringResultaat(**een) for een in data])


@router.get(
    "/aanleveringen/{id}/geweigerd",
    response_model=models.GeweigerdPagina,
    dependencies=[eist("vacatures:schrijven")],
    summary="Wat van een aanlevering is geweigerd, en waarom",
)
def list_geweigerd(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """Geeft de geweigerde items met elke reden, om in de bron te herstellen."""
    oin = eigen_organisatie(beller)
    gevonden = storage.list_geweigerd(tx, id, oin, params.offset, params.limit)
    lijst, count = found(gevonden, "aanlevering")
    regels = [models.AanleveringResultaat(**een) for een in lijst]
    return paging.page(request, response, params, regels, count if params.telling else None)
