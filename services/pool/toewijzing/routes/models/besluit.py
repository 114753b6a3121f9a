"""What goes over the line about decisions on lines."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.toewijzing.rondes import Weigergrond
from services.pool.toewijzing.routes.models.voorstel import Reden, Toewijzingsregel, Uitleg
from services.pool.toewijzing.rules import Besluit
from shared.api import Datum, Geheel, Model


class BesluitInvoer(Model):
    """Het besluit van een mens over één regel."""

    besluit: Besluit
    reden: Reden
    uren: Annotated[Geheel, Field(ge=1, le=40)] | None = Field(
        None, description="Hele uren per week; alleen bij `gewijzigd`."
    )
    van: Datum | None = Field(None, description="Andere eerste dag; alleen bij `gewijzigd`.")
    tot: Datum | None = Field(None, description="Andere laatste dag; alleen bij `gewijzigd`.")
    grond: Weigergrond | None = Field(
        None, description="Van wie het nee komt, voor de verdeling; alleen bij `afgewezen`."
    )


class RegelbesluitInvoer(BesluitInvoer):
    """Het besluit over een van meer regels."""

    regel: UUID


class BesluitenInvoer(Model):
    """Besluiten over meer regels van een voorstel in één keer."""

    besluiten: list[RegelbesluitInvoer] = Field(min_length=1, max_length=200)


class Besluituitkomst(Model):
    """Wat er van één besluit werd; `code` zegt waarom het niet kon."""

    regel: UUID
    besloten: bool
    code: str | None = Field(None, max_length=100)
    uitleg: str | None = Field(None, max_length=2000)
    schendingen: list[Annotated[str, Field(max_length=100)]] = Field([], max_length=100)
    uitkomst: Toewijzingsregel | None = Field(None, description="De regel na het besluit.")


class Wijziging(Model):
    """Een feit dat anders is dan bij de berekening."""

    soort: str = Field(max_length=100)
    id: str = Field(max_length=100)
    veld: str = Field(max_length=100)
    was: str | None = Field(max_length=100_000)
    nu: str | None = Field(max_length=100_000)
    uitleg: Uitleg


class Besluituitkomsten(Model):
    """Per besluit of het is genomen; wat niet kon staat de andere niet in de weg."""

    resultaten: list[Besluituitkomst] = Field(max_length=200)
    wijzigingen: list[Wijziging] = Field(
        max_length=200, description="Feiten die anders zijn dan bij de berekening."
    )
