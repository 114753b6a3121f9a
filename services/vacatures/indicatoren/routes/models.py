"""What goes over the line about the tables and about who left."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.vacatures.indicatoren.rules import Tabel
from shared.api import Geheel, Model, Oin, Tijdstip

MAANDPATROON = "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
Maand = Annotated[str, Field(pattern=MAANDPATROON, max_length=7)]
Aantal = Annotated[Geheel, Field(ge=0, le=2_147_483_647)]
Opgegeven = Annotated[Geheel, Field(ge=0, le=100_000)]
Kort = Annotated[str, Field(max_length=200)]


class Cel(Model):
    """Eén getal van een tabel."""

    onderdeel: Kort
    rij: Kort
    kolom: Kort | None
    aantal: Aantal | None = Field(description="Leeg: verborgen.")
    mediaan: float | None = Field(ge=0, description="Mediaan in dagen.")
    verborgen: bool = Field(description="Niet getoond, zodat er niemand in te vinden is.")


class Indicator(Model):
    """Een tabel, met wat zij betekent en hoe zeker dat is."""

    tabel: Tabel
    titel: Kort
    definitie: str = Field(max_length=2000)
    bron: str = Field(max_length=500)
    zekerheid: str = Field(max_length=1, description="A, B of C.")
    verberging: str = Field(max_length=1000, description="Wat niet wordt getoond, en waarom.")
    kleinste_cel: Aantal
    van: Maand = Field(description="Eerste maand.")
    tot: Maand = Field(description="Laatste maand.")
    verband: UUID | None = Field(description="Leeg: alleen de eigen organisatie.")
    cellen: list[Cel] = Field(max_length=10_000)


class UitstroomInvoer(Model):
    """Hoeveel medewerkers in een jaar uit dienst gingen, naar bestemming; alleen aantallen."""

    binnen_verband: Opgegeven
    overheid: Opgegeven = Field(description="Bij een andere overheid, buiten het verband.")
    bedrijfsleven: Opgegeven
    zzp: Opgegeven
    pensioen: Opgegeven
    onbekend: Opgegeven


class Uitstroomopgave(UitstroomInvoer):
    """Een opgave van de eigen organisatie."""

    organisatie: Oin
    jaar: Geheel = Field(ge=2000, le=2100)
    gewijzigd_op: Tijdstip
