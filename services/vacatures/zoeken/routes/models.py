"""What goes over the line about lists, searches and facets."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.vacatures.vacature.routes import models as vacatures
from services.vacatures.vacature.rules import Contractsoort, Vacaturesoort
from services.vacatures.zoeken import rules
from services.vacatures.zoeken.rules import Sortering
from shared import paging
from shared.api import Geheel, Model, Tijdstip
from shared.problem import invalid

Merk = Annotated[
    str,
    Field(
        pattern=r"^-?[0-9]{1,9}_[0-9]{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        max_length=70,
    ),
]


def plek(na: str | None) -> rules.Plek | None:
    """The place that an address of `next` names. Error: Problem 400."""
    if na is None:
        return None
    try:
        return rules.lees_merk(na)
    except (ValueError, OverflowError):
        raise invalid(("na", "ongeldig", "Gebruik het adres uit `next`")) from None


class Zoekfilter(vacatures.VacatureFilter):
    """Waarop u kunt zoeken."""

    schaal: vacatures.Schaal | None = Field(None, description="Laagste of hoogste schaal.")
    contractsoort: Contractsoort | None = Field(None, description="Soort contract.")
    soort: Vacaturesoort | None = Field(None, description="Vacature of stage.")
    banenafspraak: bool | None = Field(None, description="Plaatsen voor de banenafspraak.")
    van_pc4: vacatures.Pc4 | None = Field(None, description="Postcode waarvandaan u reist.")
    afstand: Annotated[Geheel, Field(ge=1, le=400)] | None = Field(
        None, description="Hoogstens zoveel kilometer hemelsbreed van `vanPc4`."
    )
    gewijzigd_sinds: Tijdstip | None = Field(
        None,
        description="Alleen wat sindsdien wijzigde of zichtbaar werd; wat tot een minuut eerder"
        " gebeurde kan erbij staan. Zie `/verdwenen-vacatures`.",
    )


class Lijstvraag(Zoekfilter):
    """Filters, volgorde en plaats in de lijst."""

    sorteer: Sortering | None = Field(
        None, description="Volgorde; zonder keuze relevantie bij `q`, en anders nieuwste."
    )
    na: Merk | None = Field(
        None,
        description="Plaats in de lijst, uit `next`: wat daarna komt, ook als er intussen iets"
        " openging of sloot.",
    )


class Facetwaarde(Model):
    """Hoeveel vacatures een waarde hebben."""

    waarde: str = Field(
        max_length=200,
        description="Uren en afstand staan in klassen. Een vacature telt in elke klasse van uren"
        " die zij raakt, zoals `urenMin` en `urenMax` haar vinden (16,5 uur: in geen). Afstand"
        " staat in één klasse, in km.",
    )
    aantal: Geheel = Field(ge=1, le=2_147_483_647)


class Facet(Model):
    """Een eigenschap met haar waarden; het eigen filter telt hier niet mee."""

    naam: str = Field(max_length=50)
    waarden: list[Facetwaarde] = Field(max_length=100)


class Facetten(Model):
    """Per eigenschap hoeveel u er vindt, de meeste eerst."""

    facetten: list[Facet] = Field(max_length=20)


class VerdwenenVraag(paging.PageParams):
    """Vanaf welk moment."""

    sinds: Tijdstip = Field(
        description="Wanneer u de lijst voor het laatst las; wat tot een minuut eerder verdween kan"
        " erbij staan."
    )
    na: Merk | None = Field(
        None, description="Plaats in de lijst, uit `next`: wat daarna verdween."
    )


class Verdwenen(Model):
    """Een vacature die u kon zien, en nu niet meer."""

    id: UUID
    verdwenen_op: Tijdstip


class VerdwenenPagina(paging.Pagina):
    """Een pagina verdwenen vacatures, de eerste eerst."""

    results: list[Verdwenen] = Field(max_length=paging.MAX_SIZE)
    zicht: str = Field(
        max_length=16,
        description="Merk van wat u mag zien. Is het anders dan de vorige keer, dan is uw eigen"
        " recht veranderd: lees de hele lijst opnieuw.",
    )
