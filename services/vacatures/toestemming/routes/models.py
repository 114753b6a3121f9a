"""What goes over the line about consent."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Request
from pydantic import Field
from pydantic.alias_generators import to_camel

from services.vacatures.toestemming import storage
from services.vacatures.toestemming.rules import (
    MAX_ONTVANGERS,
    Gegevensdeel,
    Toestemmingsdoel,
    Toestemmingsstatus,
    Wisstatus,
)
from shared import paging
from shared.api import Datum, Model, Oin, Tijdstip

Ontvangers = Annotated[
    list[Oin],
    Field(
        min_length=1,
        max_length=MAX_ONTVANGERS,
        description="OIN van elke ontvanger, bij naam; er is geen keuze voor iedereen.",
    ),
]
Gegevens = Annotated[
    list[Gegevensdeel],
    Field(min_length=1, max_length=len(Gegevensdeel), description="Welke gegevens meegaan."),
]
EindDatum = Annotated[Datum, Field(description="Laatste dag waarop de toestemming geldt.")]


class ToestemmingInvoer(Model):
    """Een toestemming. Niets is vooraf ingevuld: elk deel kiest de persoon zelf."""

    doel: Literal["langer_bewaren", "loopbaanwens_tonen"] = Field(
        description="Toestemming voor een doorverwijzing geeft u bij die doorverwijzing."
    )
    ontvangers: Ontvangers
    gegevens: Gegevens
    eind_datum: EindDatum
    onderwerp: UUID | None = Field(
        None, description="Alleen voor deze sollicitatie of wens; leeg: voor alle."
    )


class ToestemmingOntvanger(Model):
    """Een ontvanger, en of die na afloop de eigen kopieën heeft gewist."""

    organisatie: Oin
    wissen: Wisstatus
    wissen_gevraagd_op: Tijdstip | None
    wissen_bevestigd_op: Tijdstip | None


class Toestemming(Model):
    """Een toestemming zoals zij is gegeven."""

    id: UUID
    doel: Toestemmingsdoel
    status: Toestemmingsstatus
    gegevens: list[Gegevensdeel] = Field(max_length=len(Gegevensdeel))
    gegeven_op: Tijdstip
    eind_datum: Datum
    ingetrokken_op: Tijdstip | None
    onderwerp: UUID | None
    ontvangers: list[ToestemmingOntvanger] = Field(max_length=MAX_ONTVANGERS)


class ToestemmingPagina(paging.Pagina):
    """Een pagina eigen toestemmingen."""

    results: list[Toestemming] = Field(max_length=paging.MAX_SIZE)


class ToestemmingWijziging(Model):
    """Intrekken: één stap, zonder reden."""

    naar: Literal["ingetrokken"]


class Wisverzoek(Model):
    """De vraag om kopieën te wissen van wie geen toestemming meer geeft."""

    id: UUID
    doel: Toestemmingsdoel
    onderwerp: UUID | None = Field(description="De doorverwijzing of sollicitatie.")
    status: Wisstatus
    gevraagd_op: Tijdstip
    uiterlijk_op: Tijdstip
    bevestigd_op: Tijdstip | None
    gebruiker: str | None = Field(max_length=200, description="Wie bevestigde.")


class WisverzoekPagina(paging.Pagina):
    """Een pagina wisverzoeken aan uw organisatie, openstaande eerst."""

    results: list[Wisverzoek] = Field(max_length=paging.MAX_SIZE)


class WisverzoekWijziging(Model):
    """Bevestigen dat alle kopieën gewist zijn."""

    naar: Literal["bevestigd"]


class AfschermingInvoer(Model):
    """Voor welke organisaties u verborgen wilt blijven."""

    organisaties: list[Oin] = Field(max_length=MAX_ONTVANGERS)


class Afscherming(AfschermingInvoer):
    """Voor welke organisaties u verborgen blijft; de volledige lijst."""


def adres(request: Request, pad: str) -> str:
    """The public address of something of this API."""
    return f"{request.app.state.settings.public_base_url.rstrip('/')}{storage.BASE_PATH}{pad}"


def camel(naam: str) -> str:
    """The name of a field on the line."""
    return to_camel(naam) if "_" in naam else naam
