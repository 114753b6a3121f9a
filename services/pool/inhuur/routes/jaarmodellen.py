"""What an organisation enters: pay, own fte, what hiring costs, and what replaced a hire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool.routes.models import Functie
from services.pool.inhuur.rekenen import UREN_PER_FTE
from services.pool.inhuur.routes.waarden import (
    INT64,
    MEESTE_LOON,
    Bron,
    Fte,
    Getal,
    Jaar,
)
from services.pool.inhuur.rules import Inhuurvorm
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip

Loonsom = Annotated[
    int, Field(ge=0, le=MEESTE_LOON, description="Eurocent.", json_schema_extra=INT64)
]


# ---- entered per year
class InhuurjaarInvoer(Model):
    """De loonsom van een jaar, en met wie uw cijfers opgeteld mogen worden."""

    loonsom_cent: Loonsom
    bron: Bron
    uren_per_fte: Geheel = Field(
        UREN_PER_FTE,
        ge=500,
        le=3000,
        description="Uren van één fte in een jaar; 36 uur per week is 1872.",
    )
    gedeeld_met: list[UUID] = Field(
        default_factory=list, max_length=20, description="Verbanden die u meetellen in hun som."
    )


class Inhuurjaar(InhuurjaarInvoer):
    """Wat uw organisatie van een jaar opgaf."""

    organisatie: Oin
    jaar: Jaar
    gewijzigd_op: Tijdstip


class InhuurjaarPagina(paging.Pagina):
    """Een pagina van jaren, het laatste eerst."""

    results: list[Inhuurjaar] = Field(max_length=paging.MAX_SIZE)


class EigenFormatieInvoer(Model):
    """Hoeveel eigen fte u voor een functie had; een som, geen mensen."""

    fte: Fte
    bron: Bron


class EigenFormatie(EigenFormatieInvoer):
    """Eigen fte van uw organisatie."""

    organisatie: Oin
    jaar: Jaar
    functie: Functie
    gewijzigd_op: Tijdstip


class EigenFormatiePagina(paging.Pagina):
    """Een pagina van eigen fte."""

    results: list[EigenFormatie] = Field(max_length=paging.MAX_SIZE)


class ReferentietariefInvoer(Model):
    """Wat een uur van een functie kost als u inhuurt; u vult het in, met waar het staat."""

    cent_per_uur: Geheel = Field(ge=1, le=100_000, description="Eurocent per uur.")
    bron: Bron


class Referentietarief(ReferentietariefInvoer):
    """Een referentietarief van uw organisatie."""

    organisatie: Oin
    jaar: Jaar
    functie: Functie
    gewijzigd_op: Tijdstip


class ReferentietariefPagina(paging.Pagina):
    """Een pagina van referentietarieven."""

    results: list[Referentietarief] = Field(max_length=paging.MAX_SIZE)


class JaarFilter(paging.PageParams):
    """Welk jaar."""

    jaar: Jaar | None = Field(None, description="Alleen dit jaar.")


# ---- instead of a hire
class InhuurvervangingInvoer(Model):
    """In welke vorm u anders had ingehuurd."""

    vorm: Inhuurvorm


class Inhuurvervanging(InhuurvervangingInvoer):
    """Een inzet bij uw organisatie die in de plaats kwam van inhuur."""

    inzet: UUID
    uren_per_week: Getal
    van: Datum
    tot: Datum | None = None


class InhuurvervangingLijst(Model):
    """Alle inzetten bij uw organisatie die in de plaats kwamen van inhuur."""

    results: list[Inhuurvervanging] = Field(max_length=10_000)
