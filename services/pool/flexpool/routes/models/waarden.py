"""Kinds of values that every room of pool uses."""

from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field

from shared.api import Geheel, Model

Functie = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=100,
        description="Code uit de functiecatalogus van het verband.",
    ),
]
Pc4 = Annotated[str, Field(pattern="^[1-9][0-9]{3}$", max_length=4)]
Webadres = Annotated[str, Field(max_length=2000)]
Veldnaam = Annotated[str, Field(max_length=100)]
Versie = Annotated[Geheel, Field(ge=1, le=2_147_483_647)]
Aantal = Annotated[Geheel, Field(ge=1, le=10)]
Deel = Annotated[Geheel, Field(ge=1, le=1_000_000)]


def velden(feit: Any, model: type[Model]) -> dict[str, Any]:
    """The facts of a dataclass that a model shows."""
    return {naam: waarde for naam, waarde in asdict(feit).items() if naam in model.model_fields}
