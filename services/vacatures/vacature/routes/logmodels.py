"""What goes over the line about the life of a vacancy: its statuses and its changes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.vacatures.vacature.routes.models import Veldnaam
from services.vacatures.vacature.rules import Vacaturestatus
from shared import paging
from shared.api import Model, Oin, Tekst, Tijdstip


class Eindstatus(Model):
    """Een wijziging van de status door de werkgever."""

    naar: Annotated[
        Vacaturestatus,
        Field(description="gesloten, ingetrokken of vervuld; openen gaat via openstelling."),
    ]
    reden: Tekst | None = None


class Statuswijziging(Model):
    """Een gemaakte wijziging van de status, met wie en waarom."""

    vacature_id: UUID
    van: Vacaturestatus | None = Field(description="Leeg bij het vastleggen.")
    naar: Vacaturestatus
    gewijzigd_op: Tijdstip
    organisatie: Oin | None = Field(
        None, description="Welke organisatie dit deed; leeg: de klok of niet vastgelegd."
    )
    gebruiker: str | None = Field(None, max_length=200, description="Leeg: de klok of een systeem.")
    reden: Tekst | None = None


class StatuswijzigingPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[Statuswijziging] = Field(max_length=paging.MAX_SIZE)


class Vacaturewijziging(Model):
    """Welke velden zijn gewijzigd, door wie en wanneer; de oude waarden worden niet bewaard."""

    vacature_id: UUID
    velden: list[Veldnaam] = Field(max_length=100)
    gewijzigd_op: Tijdstip
    organisatie: Oin | None = None
    gebruiker: str | None = Field(None, max_length=200)


class VacaturewijzigingPagina(paging.Pagina):
    """Een pagina wijzigingen, de oudste eerst."""

    results: list[Vacaturewijziging] = Field(max_length=paging.MAX_SIZE)
