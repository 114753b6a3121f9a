"""What goes over the line about own capacity and expected outflow."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator

from services.pool.flexpool.routes.models import Functie, Webadres
from services.pool.kijker import adres
from shared import paging
from shared.api import Datum, Geheel, Model, Oin
from shared.model import Uren, niet_leeg

VeelUren = Annotated[Uren, Field(ge=0, le=99_999.9, max_digits=6)]
Aantal = Annotated[Geheel, Field(ge=0, le=10_000)]
Jaar = Annotated[Geheel, Field(ge=2000, le=2200)]


class CapaciteitInvoer(Model):
    """Hoeveel uren per week uw organisatie zelf heeft voor een functie."""

    verband: UUID | None = Field(None, description="Zonder waarde: uw verband, als u er één heeft.")
    functie: Functie
    uren_per_week: VeelUren = Field(description="Een som over mensen, geen mensen.")
    van: Datum
    tot: Datum | None = None


class CapaciteitWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    uren_per_week: VeelUren | None = None
    van: Datum | None = None
    tot: Datum | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "CapaciteitWijziging":
        for naam in self.model_fields_set & {"uren_per_week", "van"}:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Capaciteit(CapaciteitInvoer):
    """Eigen uren van uw organisatie."""

    id: UUID
    url: Webadres
    organisatie: Oin


class CapaciteitPagina(paging.Pagina):
    """Een pagina eigen capaciteit."""

    results: list[Capaciteit] = Field(max_length=paging.MAX_SIZE)


class CapaciteitFilter(paging.PageParams):
    """Filters van de lijst."""

    functie: Functie | None = Field(None, description="Alleen deze functie (code).")


class UitstroomverwachtingInvoer(Model):
    """Hoeveel er in een jaar voor een functie weggaat, naar verwachting. Alleen aantallen."""

    verband: UUID | None = Field(None, description="Zonder waarde: uw verband, als u er één heeft.")
    functie: Functie
    jaar: Jaar = Field(description="Dit jaar of een van de vijf jaren daarna.")
    aantal: Aantal = Field(description="Hoeveel medewerkers.")
    uren_per_week: VeelUren = Field(description="Hoeveel uren per week zij samen werken.")
    vanaf: Datum | None = Field(None, description="Zonder waarde: 1 juli van dat jaar.")


class UitstroomverwachtingWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan."""

    aantal: Aantal | None = None
    uren_per_week: VeelUren | None = None
    vanaf: Datum | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "UitstroomverwachtingWijziging":
        for naam in self.model_fields_set:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Uitstroomverwachting(UitstroomverwachtingInvoer):
    """Verwachte uitstroom van uw organisatie."""

    id: UUID
    url: Webadres
    organisatie: Oin


class UitstroomverwachtingPagina(paging.Pagina):
    """Een pagina verwachtingen."""

    results: list[Uitstroomverwachting] = Field(max_length=paging.MAX_SIZE)


def toon_capaciteit(request: Request, row: Any) -> Capaciteit:
    velden = {naam: getattr(row, naam) for naam in CapaciteitInvoer.model_fields}
    pad = adres(request, f"/capaciteiten/{row.id}")
    return Capaciteit(id=row.id, url=pad, organisatie=row.organisatie, **velden)


def toon_uitstroom(request: Request, row: Any) -> Uitstroomverwachting:
    velden = {naam: getattr(row, naam) for naam in UitstroomverwachtingInvoer.model_fields}
    pad = adres(request, f"/uitstroomverwachtingen/{row.id}")
    return Uitstroomverwachting(id=row.id, url=pad, organisatie=row.organisatie, **velden)
