"""What goes over the line about applications."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.vacatures.convenant.rules import Categorie
from services.vacatures.sollicitatie.rules import Oordeel, Partij, Sollicitatiestatus
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Geheel, LangeTekst, Model, Oin, Tijdstip
from shared.model import NO_CONTROL, no_control

Reden = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4000,
        description="Waarom, in uw eigen woorden.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
]


class SollicitatieInvoer(Model):
    """Een sollicitatie; wie u bent en uw categorie volgen uit feiten."""

    motivatie: LangeTekst | None = None


class Sollicitatie(Model):
    """Een sollicitatie, met de categorie zoals die bij het solliciteren is vastgelegd."""

    id: UUID
    url: Webadres
    vacature_id: UUID
    status: Sollicitatiestatus
    categorie: Categorie
    grond: str = Field(max_length=500, description="Waarop de categorie berust.")
    aangehouden: bool = Field(description="De fase van deze kandidaat is nog niet begonnen.")
    telt_vanaf_op: Tijdstip
    ontvangen_op: Tijdstip
    motivatie: LangeTekst | None = None
    reden: str | None = Field(None, max_length=4000, description="Reden bij de laatste status.")
    organisatie: Oin | None = Field(None, description="Werkgever van de kandidaat.")
    oordeel: Oordeel | None = Field(None, description="Alleen voor de werkgever.")


class SollicitatieRegel(Model):
    """Een sollicitatie op haar plaats in de volgorde van het convenant."""

    id: UUID
    url: Webadres
    plaats: Geheel = Field(ge=1, le=100_000, description="Gelijk nummer: geen onderlinge volgorde.")
    categorie: Categorie
    grond: str = Field(max_length=500)
    aangehouden: bool
    telt_vanaf_op: Tijdstip
    ontvangen_op: Tijdstip
    status: Sollicitatiestatus
    oordeel: Oordeel | None = None
    organisatie: Oin | None = None


class SollicitatieRegelPagina(paging.Pagina):
    """Een pagina sollicitaties op een vacature."""

    results: list[SollicitatieRegel] = Field(max_length=paging.MAX_SIZE)


class SollicitatiePagina(paging.Pagina):
    """Een pagina eigen sollicitaties."""

    results: list[Sollicitatie] = Field(max_length=paging.MAX_SIZE)


class BeoordelingInvoer(Model):
    """Het oordeel van een mens, met de reden."""

    oordeel: Oordeel
    reden: Reden


class Beoordeling(BeoordelingInvoer):
    """Een vastgelegd oordeel."""

    id: UUID
    sollicitatie_id: UUID
    gebruiker: str = Field(max_length=200)
    beoordeeld_op: Tijdstip


class SollicitatieWijziging(Model):
    """Een volgende status; een aanbod gaat via aanbiedingen."""

    naar: Literal["in_behandeling", "afgewezen", "ingetrokken", "aangenomen"]
    reden: Reden | None = None


class SollicitatieStatus(Model):
    """Een gemaakte wijziging van de status."""

    sollicitatie_id: UUID
    van: Sollicitatiestatus | None = Field(description="Leeg bij het solliciteren.")
    naar: Sollicitatiestatus
    gewijzigd_op: Tijdstip
    partij: Partij
    gebruiker: str | None = Field(None, max_length=200, description="Alleen voor de werkgever.")
    reden: str | None = Field(None, max_length=4000)


class SollicitatieStatusPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[SollicitatieStatus] = Field(max_length=paging.MAX_SIZE)


class BeoordelingPagina(paging.Pagina):
    """Een pagina beoordelingen, de oudste eerst."""

    results: list[Beoordeling] = Field(max_length=paging.MAX_SIZE)


class KandidaatGegevens(Model):
    """Naam en bereikbaarheid van de kandidaat; staan alleen bij de eigen werkgever vast."""

    naam: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    organisatie: Oin | None = None
