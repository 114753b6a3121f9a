"""The kinds of values in what goes over the line about vacancies, each with its limits."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from shared.api import Geheel
from shared.model import NO_CONTROL, no_control

Schaal = Annotated[
    str,
    Field(
        pattern="^(A|[0-9]{1,2}A?)$",
        max_length=3,
        description="Salarisschaal, bijvoorbeeld 10, 10A of A.",
    ),
]
Functie = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=100,
        description="Code uit de functiecatalogus van het verband.",
    ),
]
Gemeentecode = Annotated[str, Field(pattern="^gm[0-9]{4}$", max_length=6)]
Pc4 = Annotated[str, Field(pattern="^[1-9][0-9]{3}$", max_length=4)]
Webadres = Annotated[
    str,
    Field(
        pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=2000, description="Webadres (http(s))."
    ),
]
Cao = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=60,
        description="Code van de cao, bijvoorbeeld gemeenten.",
    ),
]
Sollicitatieadres = Annotated[
    str,
    Field(
        pattern=r"^https://[^\s\x00-\x1f]+$",
        max_length=2000,
        description="Adres van de werkgever om te solliciteren (https).",
    ),
]
Competentie = Annotated[
    str,
    Field(min_length=1, max_length=100, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]
Plaatsen = Annotated[Geheel, Field(ge=1, le=1000)]
Competenties = Annotated[tuple[Competentie, ...], Field(max_length=30)]
Profielen = Annotated[tuple[UUID, ...], Field(max_length=10)]
Veldnaam = Annotated[str, Field(max_length=100)]
