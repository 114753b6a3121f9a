"""Deliver vacancies in batch: each item gets its own answer, none stops the rest."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules, storage
from services.vacatures.aanlevering.rules import Uitkomst
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_organisatie
from services.vacatures.vacature.routes.models import Veldnaam, Webadres, adres, beletsels
from shared import api, etag
from shared.api import Beller, Geheel, Model, Nu, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.problem import found

router = api.router("aanleveringen")

MAX_ITEMS = 10_000
Aantal = Annotated[Geheel, Field(ge=0, le=MAX_ITEMS)]
Ruw = Annotated[
    dict[str, Any],
    Field(
        max_length=100,
        description=(
            "Een JobPosting van schema.org, of feiten met de veldnamen van een vacature;"
            " `uren` ('32-36', '<24') en `schaal` ('10-11') mogen als tekst."
        ),
    ),
]


class AanleveringInvoer(Model):
    """Vacatures van uw eigen organisatie, in de vorm waarin u ze heeft."""

    items: list[Ruw] = Field(min_length=1, max_length=MAX_ITEMS)


class AanleveringReden(Model):
    """Wat er met een veld niet klopt."""

    veld: Veldnaam
    code: Veldnaam
    reden: str = Field(max_length=1000)


class AanleveringResultaat(Model):
    """Wat er van een item is geworden."""

    volgnummer: Geheel = Field(ge=1, le=MAX_ITEMS, description="Plaats in de aanlevering.")
    uitkomst: Uitkomst
    vacature_id: UUID | None = None
    url: Webadres | None = None
    ontbreekt: list[Veldnaam] = Field(
        [], max_length=50, description="Wat nog nodig is om open te stellen."
    )
    redenen: list[AanleveringReden] = Field([], max_length=200)


class AanleveringAantallen(Model):
    """Hoeveel items welke uitkomst kregen."""

    toegevoegd: Aantal = 0
    ongewijzigd: Aantal = 0
    gewijzigd: Aantal = 0
    dubbel: Aantal = 0
    geweigerd: Aantal = 0


class Aanlevering(Model):
    """Het verslag van een aanlevering."""

    id: UUID
    ontvangen_op: Tijdstip
    aantallen: AanleveringAantallen
    resultaten: list[AanleveringResultaat] = Field(max_length=MAX_ITEMS)


@router.post(
    "/aanleveringen",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Lever vacatures aan",
)
def add_aanlevering(
    invoer: AanleveringInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> Aanlevering:
    """Neemt elk item dat klopt, als concept; wat ontbreekt of niet klopt staat per item erbij.

    Herhalen verandert niets. Wat langs een andere weg al bekend is, krijgt een verwijzing.
    """
    oin = eigen_organisatie(beller)
    client = beller.client or oin
    with vraagt_gateway():
        werkgever = storage.get_werkgever(tx, gateway, oin)
    gelezen = [rules.lees_item(item, werkgever) for item in invoer.items]
    items = [item for item in gelezen if isinstance(item, rules.Item)]
    bekend = storage.list_bekend(tx, client, oin, items)
    nieuw = [item for item in items if (item.soort, item.bron) not in bekend]
    elders = storage.list_elders(tx, client, oin, nieuw)
    afhandelingen = rules.beslis_alle(oin, gelezen, bekend, elders, iter(uuid4, None), nu)
    _bewaar(tx, oin, afhandelingen, beller, nu)
    bronnen = {
        (item.soort, item.bron): (een.vacature, item)
        for item, een in zip(gelezen, afhandelingen, strict=True)
        if isinstance(item, rules.Item) and een.gegevens and een.vacature
    }
    storage.set_bron(tx, client, oin, bronnen, nu)
    compleet = {
        **{b.vacature.id: b.vacature.gegevens for b in bekend.values()},
        **{e.vacature.id: e.vacature.gegevens for e in elders},
        **{b.vacature: b.gegevens for b in afhandelingen if b.vacature and b.gegevens},
    }
    resultaten = [_resultaat(request, nr, een, compleet) for nr, een in enumerate(afhandelingen, 1)]
    data = [resultaat.model_dump(mode="json", by_alias=False) for resultaat in resultaten]
    id = storage.add_aanlevering(tx, client, oin, data, nu)
    response.headers["Location"] = adres(request, f"/aanleveringen/{id}")
    return _verslag(id, nu, resultaten)


@router.get(
    "/aanleveringen/{id}",
    dependencies=[eist("vacatures:schrijven")],
    summary="Het verslag van een aanlevering",
)
def get_aanlevering(id: UUID, request: Request, tx: Tx, beller: Beller) -> Aanlevering:
    """Geeft nog eens wat er van elk item is geworden; alleen voor de eigen organisatie."""
    oin = eigen_organisatie(beller)
    ontvangen_op, data = found(storage.get_aanlevering(tx, id, oin), "aanlevering")
    etag.stamp(request, 1)  # a report never changes
    return _verslag(id, ontvangen_op, [AanleveringResultaat(**een) for een in data])


def _bewaar(
    tx: Session, oin: str, afhandelingen: list[rules.Afhandeling], beller: Caller, nu: Nu
) -> None:
    """Store what is new and what changed."""
    nieuw = [
        (b.vacature, b.gegevens)
        for b in afhandelingen
        if b.uitkomst is Uitkomst.TOEGEVOEGD and b.vacature and b.gegevens
    ]
    vacatures.add_vacatures(tx, oin, nieuw, beller, nu)
    for een in afhandelingen:
        if een.uitkomst is Uitkomst.GEWIJZIGD and een.vacature and een.gegevens:
            vacatures.update_gegevens(tx, een.vacature, een.gegevens, nu)
            vacature = found(vacatures.get_vacature(tx, een.vacature), "vacature")
            vacatures.meld(tx, "vacature-gewijzigd", vacature, nu)


def _resultaat(
    request: Request,
    nr: int,
    een: rules.Afhandeling,
    compleet: dict[UUID, vacatureregels.Gegevens],
) -> AanleveringResultaat:
    id = een.vacature
    ontbreekt = vacatureregels.ontbreekt(compleet[id]) if id in compleet else []
    return AanleveringResultaat(
        volgnummer=nr,
        uitkomst=een.uitkomst,
        vacature_id=id,
        url=adres(request, f"/vacatures/{id}") if id else None,
        ontbreekt=[
            b["veld"] for b in beletsels([vacatureregels.Fout(n, "", "") for n in ontbreekt])
        ],
        redenen=[AanleveringReden(veld=f.veld, code=f.code, reden=f.reden) for f in een.redenen],
    )


def _verslag(id: UUID, op: Nu, resultaten: list[AanleveringResultaat]) -> Aanlevering:
    aantallen = {soort.value: 0 for soort in Uitkomst}
    for resultaat in resultaten:
        aantallen[resultaat.uitkomst] += 1
    return Aanlevering(
        id=id,
        ontvangen_op=op,
        aantallen=AanleveringAantallen(**aantallen),
        resultaten=resultaten,
    )
