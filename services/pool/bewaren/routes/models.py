"""What goes over the line about keeping and about a person's own data."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.pool.bewaren.rules import (
    Bewaargrond,
    Verzoekbesluit,
    Verzoeksoort,
    Verzoekstatus,
)
from services.pool.flexpool.routes.models import Webadres
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip
from shared.model import NO_CONTROL, ZonderBsn, no_control

Uitleg = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Aantal = Annotated[Geheel, Field(ge=0, le=2_147_483_647)]
Rijen = Annotated[list[dict[str, Any]], Field(max_length=1_000_000)]


class Bewaartermijn(Model):
    """Tot wanneer een inzet bewaard blijft, en waarom."""

    inzet: UUID
    grond: Bewaargrond
    uitleg: str = Field(max_length=500, description="De grond in woorden.")
    laatste_dag: Datum | None = Field(description="Leeg: zolang de grond geldt.")


class Correctie(Model):
    """Waar u een gegeven verbetert."""

    onderdeel: str = Field(max_length=100)
    waar: str = Field(max_length=500)


class MijnPoolgegevens(Model):
    """Alles wat de pool over u heeft; te bewaren en mee te nemen (JSON)."""

    opgesteld_op: Tijdstip
    pool: dict[str, Rijen] = Field(max_length=100, description="Per onderdeel wat er ligt.")
    bewaartermijnen: list[Bewaartermijn] = Field(max_length=10_000)
    correctie: list[Correctie] = Field(max_length=100)
    uitleg: str = Field(max_length=2000)


class VerwijderverzoekInvoer(Model):
    """Wis wat de pool over u heeft. Dat is niet terug te draaien."""

    bevestigd: Literal[True] = Field(description="U weet dat dit niet terug te draaien is.")


class Onderdeel(Model):
    """Wat er van één onderdeel gewist is, en wat blijft en waarom."""

    naam: str = Field(max_length=100)
    gewist: Aantal
    blijft: Aantal
    reden: str | None = Field(max_length=1000)


class Clausule(Model):
    """Wat u kunt doen als u het met een besluit niet eens bent. Geen juridisch advies."""

    tekst: str = Field(max_length=2000)
    zekerheid: str = Field(max_length=1, description="A, B of C.")
    bron: str = Field(max_length=500)


class Verwijderverzoek(Model):
    """Wat een verzoek om te wissen heeft gedaan."""

    id: UUID
    url: Webadres
    ontvangen_op: Tijdstip
    onderdelen: list[Onderdeel] = Field(max_length=100)
    bezwaarclausule: Clausule


class VerzoekInvoer(Model):
    """Een verzoek om iets te verbeteren, of bezwaar tegen wat met uw gegevens gebeurt."""

    organisatie: Oin
    soort: Verzoeksoort
    tekst: Uitleg = Field(description="Wat er niet klopt, of waartegen u bezwaar maakt en waarom.")


class Verzoek(VerzoekInvoer):
    """Een verzoek, met het antwoord als dat er is."""

    id: UUID
    url: Webadres
    status: Verzoekstatus
    ontvangen_op: Tijdstip
    uiterlijk_datum: Datum = Field(description="Laatste dag om te antwoorden: een maand.")
    besluit: Verzoekbesluit | None
    motivering: str | None = Field(max_length=4000)
    gebruiker: str | None = Field(max_length=200, description="Wie besloot.")
    beantwoord_op: Tijdstip | None
    bezwaarclausule: Clausule | None = Field(description="Bij een besluit.")


class VerzoekPagina(paging.Pagina):
    """Een pagina verzoeken, de nieuwste eerst."""

    results: list[Verzoek] = Field(max_length=paging.MAX_SIZE)


class VerzoekbesluitInvoer(Model):
    """Het besluit op een verzoek, genomen door een mens."""

    besluit: Verzoekbesluit
    motivering: Uitleg


class VerzoekWijziging(Model):
    """Het verzoek intrekken."""

    naar: Literal["ingetrokken"]


class Vernietiging(Model):
    """Eén regel van de vernietigingslijst; zonder persoonsgegevens."""

    id: UUID
    soort: str = Field(max_length=100, description="Wat er gewist of geanonimiseerd is.")
    aantal: Aantal
    van_maand: Datum | None = Field(description="Eerste maand waarin het eindigde, als dag één.")
    tot_maand: Datum | None = Field(description="Laatste maand waarin het eindigde, als dag één.")
    grond: Bewaargrond
    gewist_op: Tijdstip


class VernietigingPagina(paging.Pagina):
    """Een pagina van de vernietigingslijst, de nieuwste eerst."""

    results: list[Vernietiging] = Field(max_length=paging.MAX_SIZE)
