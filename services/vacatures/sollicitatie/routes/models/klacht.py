"""Complaints, and what recruiters still have to do."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.vacatures.sollicitatie.routes.models.sollicitatie import Reden
from services.vacatures.sollicitatie.rules import (
    Herinneringsoort,
    Klachtsoort,
    Klachtstatus,
    Klachtuitkomst,
)
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Datum, Model, Tijdstip


class KlachtInvoer(Model):
    """Waar u het niet mee eens bent."""

    over: Klachtsoort
    tekst: Reden


class Klacht(KlachtInvoer):
    """Een klacht, met wie haar behandelt en het antwoord."""

    id: UUID
    url: Webadres
    sollicitatie_id: UUID
    tekst: str = Field(max_length=4000)
    status: Klachtstatus
    ingediend_op: Tijdstip
    uiterlijk_op: Datum = Field(description="De laatste dag om te antwoorden.")
    behandelaar: str | None = Field(None, max_length=200, description="Wie haar behandelt.")
    uitkomst: Klachtuitkomst | None = None
    reden: str | None = Field(None, max_length=4000)
    afgehandeld_op: Tijdstip | None = None
    mogelijk: list[Klachtstatus] = Field(max_length=10)


class KlachtPagina(paging.Pagina):
    """Een pagina klachten, de oudste eerst."""

    results: list[Klacht] = Field(max_length=paging.MAX_SIZE)


class KlachtWijziging(Model):
    """Een volgende status; bij afhandelen met uitkomst en reden."""

    naar: Literal["in_behandeling", "afgehandeld", "ingetrokken"]
    uitkomst: Klachtuitkomst | None = None
    reden: Reden | None = None


class Herinnering(Model):
    """Iets wat een recruiter nog moet doen."""

    soort: Herinneringsoort
    vacature_id: UUID
    titel: str = Field(max_length=200)
    sollicitatie_id: UUID
    sollicitatie_url: Webadres
    klacht_id: UUID | None = None
    uiterlijk_op: Datum
    te_laat: bool


class HerinneringPagina(paging.Pagina):
    """Een pagina herinneringen, wat het eerst moet eerst."""

    results: list[Herinnering] = Field(max_length=paging.MAX_SIZE)
