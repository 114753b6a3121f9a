"""What goes over the line about files of hours."""

from typing import Annotated

from pydantic import Field

from shared.api import Geheel, Model


class Urenrijreden(Model):
    """Waarom een rij niet is overgenomen."""

    veld: str = Field(max_length=200)
    code: str = Field(max_length=100)
    reden: str = Field(max_length=1000)


class Urenrijweigering(Model):
    """Een rij die niet is overgenomen, met alle redenen."""

    volgnummer: Annotated[Geheel, Field(ge=1, le=5000)]
    redenen: list[Urenrijreden] = Field(max_length=100)


class Urenaanlevering(Model):
    """Wat er van een bestand met uren is geworden."""

    ingediend: Annotated[Geheel, Field(ge=0, le=5000)]
    ongewijzigd: Annotated[Geheel, Field(ge=0, le=5000)]
    geweigerd: list[Urenrijweigering] = Field(max_length=5000)


Cellen = Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=100)]


class Urenbestand(Model):
    """De uren van uw eigen mensen als rijen; met `Accept: text/csv` als bestand."""

    kolommen: Cellen
    rijen: list[Cellen] = Field(max_length=5000)
    volgend_deel: int | None = Field(None, ge=2, le=1001, json_schema_extra={"format": "int32"})
