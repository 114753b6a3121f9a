"""Kinds of values of this room as they go over the line: exact hours, amounts, years, shares."""

from decimal import Decimal
from typing import Annotated

from fastapi import Path
from pydantic import Field, PlainSerializer, WithJsonSchema

from shared.api import Geheel, LangeTekst, Tekst
from shared.model import ZonderBsn

MEESTE_UREN = 1_000_000
MEESTE_CENT = 10_000_000_000
MEESTE_LOON = 100_000_000_000_000
Uurtotaal = Annotated[
    Decimal,
    Field(ge=0, le=MEESTE_UREN, max_digits=9, decimal_places=2),
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema(
        {
            "type": "number",
            "minimum": 0,
            "maximum": MEESTE_UREN,
            "multipleOf": 0.01,
            "description": "Uren in de hele periode.",
        }
    ),
]
Fte = Annotated[
    Decimal,
    Field(ge=0, le=100_000, max_digits=8, decimal_places=2),
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100_000, "multipleOf": 0.01}),
]
Getal = Annotated[
    Decimal,
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1e18}),
]
Percentage = Annotated[
    Decimal,
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1e18, "description": "Procent."}),
]
INT64 = {"format": "int64"}
Kosten = Annotated[
    int, Field(ge=0, le=MEESTE_CENT, description="Eurocent.", json_schema_extra=INT64)
]
Som = Annotated[int, Field(ge=0, le=2**53, description="Eurocent.", json_schema_extra=INT64)]
Waarde = Annotated[
    int,
    Field(ge=0, le=MEESTE_LOON, description="In `eenheid`.", json_schema_extra=INT64),
]
Meetwaarde = Annotated[
    int, Field(ge=0, description="In `eenheid`.", json_schema_extra={**INT64, "maximum": 2**62})
]
Jaar = Annotated[Geheel, Field(ge=2000, le=2100)]
JaarPad = Annotated[Geheel, Path(ge=2000, le=2100, description="Kalenderjaar.")]
FunctiePad = Annotated[
    str,
    Path(
        pattern="^[a-z0-9][a-z0-9-]*$", max_length=100, description="Code uit de functiecatalogus."
    ),
]
Telling = Annotated[Geheel, Field(ge=0, le=2_147_483_647)]
Korttekst = Annotated[Tekst, ZonderBsn]
Bron = Annotated[Tekst, ZonderBsn, Field(description="Waar dit staat, zoals de jaarrekening.")]
Toelichting = Annotated[LangeTekst, ZonderBsn, Field(max_length=2000)]
Zin = Annotated[str, Field(max_length=2000)]
