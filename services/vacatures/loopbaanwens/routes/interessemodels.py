"""What goes over the line about interest."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.vacatures.convenant.rules import Categorie
from services.vacatures.loopbaanwens.routes.models import Criterium
from services.vacatures.loopbaanwens.rules import (
    GEEN_SOLLICITATIE,
    Interessepartij,
    Interessestatus,
)
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import LangeTekst, Model, Oin, Tijdstip
from shared.model import NO_CONTROL, no_control

Berichttekst = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]


class InteresseInvoer(Model):
    """Interesse in een vacature; geen sollicitatie."""

    tekst: Annotated[LangeTekst, Field(max_length=4000)] | None = None
    wens: UUID | None = Field(
        None,
        description="Een eigen wens om naast de vacature te leggen; ook een die niemand ziet,"
        " maar niet een die u voor deze werkgever verbergt. Pauzeert of verbergt u haar later, dan"
        " staat zij er niet meer bij.",
    )
    vertrouwelijk: bool = Field(
        False,
        description="De werkgever ziet alleen wat past en uw categorie, tot u uw naam vrijgeeft."
        " Bij een vertrouwelijke vacature altijd zo.",
    )


class Interesse(Model):
    """Interesse van één persoon in één vacature."""

    id: UUID
    url: Webadres
    vacature_id: UUID
    status: Interessestatus
    vertrouwelijk: bool
    categorie: Categorie = Field(description="intern, partner of extern; nooit preciezer.")
    getoond_op: Tijdstip | None = Field(None, description="Leeg voor wie de naam niet mag weten.")
    tekst: str | None = Field(None, max_length=4000)
    organisatie: Oin | None = Field(None, description="Werkgever van de persoon; na vrijgeven.")
    wens: UUID | None = Field(None, description="Alleen voor uzelf.")
    criteria: list[Criterium] = Field(max_length=20, description="Leeg zonder wens.")
    uitleg: str = Field(GEEN_SOLLICITATIE, max_length=1000)


class InteressePagina(paging.Pagina):
    """Een pagina interesses."""

    results: list[Interesse] = Field(max_length=paging.MAX_SIZE)


class InteresseWijziging(Model):
    """Een volgende status: vrijgegeven toont uw naam, getoond verbergt haar weer."""

    naar: Literal["getoond", "vrijgegeven", "ingetrokken"]


class InteresseStatus(Model):
    """Een gemaakte wijziging van de status."""

    interesse_id: UUID
    van: Interessestatus | None = Field(description="Leeg bij het tonen.")
    naar: Interessestatus
    gewijzigd_op: Tijdstip


class InteresseStatusPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[InteresseStatus] = Field(max_length=paging.MAX_SIZE)


class InteresseberichtInvoer(Model):
    """Wat u de ander schrijft."""

    tekst: Berichttekst


class Interessebericht(InteresseberichtInvoer):
    """Een bericht van een van beiden."""

    id: UUID
    interesse_id: UUID
    partij: Interessepartij
    gebruiker: str | None = Field(None, max_length=200, description="Alleen voor de werkgever.")
    geschreven_op: Tijdstip


class InteresseberichtPagina(paging.Pagina):
    """Een pagina berichten, het oudste eerst."""

    results: list[Interessebericht] = Field(max_length=paging.MAX_SIZE)
