"""What goes over the line about deliveries."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from services.vacatures.aanlevering.rules import Soort, Uitkomst
from services.vacatures.vacature.routes.models import Veldnaam, Webadres
from services.vacatures.vacature.rules import Vacaturestatus
from shared import paging
from shared.api import Geheel, Model, Tijdstip

MAX_ITEMS = 10_000
MAX_RESULTATEN = 2 * MAX_ITEMS
Aantal = Annotated[Geheel, Field(ge=0, le=MAX_RESULTATEN)]
Kenmerk = Annotated[str, Field(max_length=2000, description="Uw eigen kenmerk of webadres.")]
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
    """Vacatures van uw organisatie of van wie u mandaat gaf, in de vorm waarin u ze heeft."""

    items: list[Ruw] = Field(max_length=MAX_ITEMS)


class AanleveringReden(Model):
    """Wat er met een veld niet klopt."""

    veld: Veldnaam
    code: Veldnaam
    reden: str = Field(max_length=1000)


class AanleveringResultaat(Model):
    """Wat er van een item is geworden."""

    volgnummer: Annotated[Geheel, Field(ge=1, le=MAX_ITEMS)] | None = Field(
        None, description="Plaats in de aanlevering; leeg: ontbrak in de momentopname."
    )
    kenmerk: Kenmerk | None = None
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
    vervallen: Aantal = 0
    behouden: Aantal = 0


class AanleveringKop(Model):
    """Een aanlevering in een lijst."""

    id: UUID
    url: Webadres
    ontvangen_op: Tijdstip
    volledig: bool = Field(description="Of dit een volledige momentopname was.")
    aantallen: AanleveringAantallen


class Aanlevering(AanleveringKop):
    """Het verslag van een aanlevering."""

    resultaten: list[AanleveringResultaat] = Field(max_length=MAX_RESULTATEN)


class AanleveringPagina(paging.Pagina):
    """Een pagina aanleveringen, de nieuwste eerst."""

    results: list[AanleveringKop] = Field(max_length=paging.MAX_SIZE)


class GeweigerdPagina(paging.Pagina):
    """Een pagina geweigerde items, in de volgorde van de aanlevering."""

    results: list[AanleveringResultaat] = Field(max_length=paging.MAX_SIZE)


class AangeleverdeVacature(Model):
    """Een vacature zoals uw systeem haar aanleverde, en hoe het er nu mee staat."""

    kenmerk: Kenmerk
    vorm: Soort
    vacature_id: UUID
    url: Webadres
    status: Vacaturestatus
    laatst_aangeleverd_op: Tijdstip
    ontbreekt: list[Veldnaam] = Field(
        max_length=50, description="Wat nog nodig is om open te stellen."
    )


class AangeleverdPagina(paging.Pagina):
    """Een pagina levende vacatures van uw systeem, op kenmerk."""

    results: list[AangeleverdeVacature] = Field(max_length=paging.MAX_SIZE)
