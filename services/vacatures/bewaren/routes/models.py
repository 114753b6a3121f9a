"""What goes over the line about keeping and about a person's own data."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.vacatures.bewaren.rules import Bewaargrond, Verzoekbesluit, Verzoekstatus
from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip
from shared.model import NO_CONTROL, ZonderBsn, no_control

Uitleg = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Aantal = Annotated[int, Field(ge=0, le=2_147_483_647, json_schema_extra={"format": "int32"})]
Rijen = Annotated[list[dict[str, Any]], Field(max_length=1_000_000)]


class Bewaartermijn(Model):
    """Tot wanneer een sollicitatie blijft, en waarom."""

    sollicitatie_id: UUID
    grond: Bewaargrond
    uitleg: str = Field(max_length=500, description="De grond in woorden.")
    laatste_dag: Datum | None = Field(description="Leeg: zolang de grond geldt.")
    bewaartermijn_weken: Geheel = Field(ge=0, le=520, description="Instelling van het convenant.")
    zekerheid: Zekerheid = Field(description="Hoe zeker de bron van die instelling is.")
    bron: str = Field(max_length=500)


class Vernietiging(Model):
    """Eén regel van de vernietigingslijst; zonder persoonsgegevens."""

    id: UUID
    soort: str = Field(max_length=100, description="Wat er gewist of geanonimiseerd is.")
    aantal: Aantal
    van_maand: Datum | None = Field(description="Eerste maand van ontvangst, als dag één.")
    tot_maand: Datum | None = Field(description="Laatste maand van ontvangst, als dag één.")
    grond: Bewaargrond
    gewist_op: Tijdstip


class VernietigingPagina(paging.Pagina):
    """Een pagina van de vernietigingslijst, de nieuwste eerst."""

    results: list[Vernietiging] = Field(max_length=paging.MAX_SIZE)


class Correctie(Model):
    """Waar u een gegeven verbetert."""

    onderdeel: str = Field(max_length=100)
    waar: str = Field(max_length=500)


class MijnGegevens(Model):
    """Alles wat hier over u vastligt; te bewaren en mee te nemen (JSON)."""

    opgesteld_op: Tijdstip
    vacatures: dict[str, Rijen] = Field(max_length=100, description="Per onderdeel wat er ligt.")
    gateway: dict[str, Rijen] = Field(
        max_length=100, description="Wie u bent, wat u gestuurd is, en wie uw gegevens las."
    )
    bewaartermijnen: list[Bewaartermijn] = Field(max_length=10_000)
    correctie: list[Correctie] = Field(max_length=100)
    uitleg: str = Field(max_length=2000)


class VerwijderverzoekInvoer(Model):
    """Wis wat hier over u ligt. Dat is niet terug te draaien."""

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
    zekerheid: Zekerheid
    bron: str = Field(max_length=500)


class Verwijderverzoek(Model):
    """Wat een verzoek om te wissen heeft gedaan."""

    id: UUID
    url: Webadres
    ontvangen_op: Tijdstip
    onderdelen: list[Onderdeel] = Field(max_length=100)
    bezwaarclausule: Clausule


class BezwaarInvoer(Model):
    """Bezwaar tegen wat een organisatie met uw gegevens doet."""

    organisatie: Oin
    tekst: Uitleg = Field(description="Waartegen u bezwaar maakt en waarom.")


class Bezwaar(BezwaarInvoer):
    """Een bezwaar, met het antwoord als dat er is."""

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


class BezwaarPagina(paging.Pagina):
    """Een pagina bezwaren, de nieuwste eerst."""

    results: list[Bezwaar] = Field(max_length=paging.MAX_SIZE)


class BezwaarbesluitInvoer(Model):
    """Het besluit op een bezwaar, genomen door een mens."""

    besluit: Verzoekbesluit
    motivering: Uitleg


class BezwaarWijziging(Model):
    """Het bezwaar intrekken."""

    naar: Literal["ingetrokken"]


class Bezwaarmaker(Model):
    """Wie het bezwaar maakte."""

    naam: str | None = Field(max_length=200)
    email: str | None = Field(max_length=254)
