"""What goes over the line about profiles, blocks and labels."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, Field, model_validator

from services.vacatures.profiel.rules import MAXIMUM_BLOKKEN, Grootteklasse
from shared import paging
from shared.api import OIN, Geheel, Model, Oin, Tekst, Tijdstip
from shared.model import NO_CONTROL, niet_leeg, no_control

Website = Annotated[
    str,
    Field(
        pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=2000, description="Webadres (http(s))."
    ),
]
Profieltekst = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]
OinPad = Annotated[str, Path(pattern=OIN, min_length=20, max_length=20, description="OIN.")]
Versie = Annotated[Geheel, Field(ge=1, le=1_000_000)]


class MerkInvoer(Model):
    """Een naam om onder te werven, met een korte tekst."""

    naam: Tekst
    tekst: Profieltekst | None = None
    website: Website | None = None


class BlokKort(Model):
    """Een profielblok zoals een lezer het ziet."""

    id: UUID
    versie: Versie = Field(description="Welke versie van de tekst dit is.")
    titel: Tekst
    tekst: Profieltekst


class Profiel(MerkInvoer):
    """Hoe een werkgever zich laat zien."""

    organisatie: Oin
    grootteklasse: Grootteklasse
    grootte: str = Field(max_length=100, description="De grootteklasse in woorden.")
    blokken: list[BlokKort] = Field(
        max_length=MAXIMUM_BLOKKEN, description="De profielblokken die bij het profiel staan."
    )
    gewijzigd_op: Tijdstip


class Verbandlabel(MerkInvoer):
    """De naam waaronder een verband samen werft."""

    verband: UUID
    organisatie: Oin = Field(description="Het lid dat dit label het laatst vastlegde.")
    gewijzigd_op: Tijdstip


class ProfielblokInvoer(Model):
    """Een tekst om in meer vacatures te gebruiken."""

    titel: Tekst
    tekst: Profieltekst
    in_profiel: bool = Field(False, description="Ook bij het profiel van de organisatie tonen.")


class ProfielblokWijziging(Model):
    """Merge patch: een andere tekst wordt een nieuwe versie."""

    titel: Tekst | None = None
    tekst: Profieltekst | None = None
    in_profiel: bool | None = None
    actief: bool | None = Field(
        None, description="Niet actief: niet meer te kiezen; wie het al gebruikt, houdt het."
    )

    @model_validator(mode="after")
    def _no_null(self) -> "ProfielblokWijziging":
        """None of these can be empty."""
        for naam in self.model_fields_set:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Profielblok(BlokKort):
    """Een profielblok van de eigen organisatie."""

    organisatie: Oin
    in_profiel: bool
    actief: bool
    gewijzigd_op: Tijdstip = Field(description="Sinds wanneer deze tekst geldt.")


class ProfielblokPagina(paging.Pagina):
    """Een pagina profielblokken, het oudste eerst."""

    results: list[Profielblok] = Field(max_length=paging.MAX_SIZE)


class ProfielblokFilter(paging.PageParams):
    """Filters van de lijst."""

    actief: bool | None = Field(None, description="Alleen wel of juist niet te kiezen blokken.")


class Profielblokversie(Model):
    """Wat een profielblok vanaf een moment zei."""

    versie: Versie
    titel: Tekst
    tekst: Profieltekst
    gewijzigd_op: Tijdstip
    gebruiker: str | None = Field(max_length=200)


class ProfielblokversiePagina(paging.Pagina):
    """Een pagina versies, de oudste eerst."""

    results: list[Profielblokversie] = Field(max_length=paging.MAX_SIZE)


class Merk(MerkInvoer):
    """Een afzender van een vacature."""

    verband: UUID | None = Field(description="Bij een label: van welk verband.")


class Vacatureprofiel(Model):
    """Wie de vacature uitbrengt en hoe de werkgever zich laat zien."""

    afzenders: list[Merk] = Field(max_length=50, description="De afzender; het eigen merk eerst.")
    grootteklasse: Grootteklasse
    blokken: list[BlokKort] = Field(
        max_length=MAXIMUM_BLOKKEN, description="De gekozen profielblokken, op volgorde."
    )
