"""What goes over the line about shared functions."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, PlainSerializer, WithJsonSchema

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.functiedeling import rules
from shared import paging
from shared.api import LangeTekst, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import ZonderBsn

DeelUren = Annotated[Uren, Field(gt=0, le=60)]
Procent = Annotated[
    Decimal,
    Field(ge=0, le=100, max_digits=5, decimal_places=2, description="Procent van de kosten."),
    PlainSerializer(float, return_type=float, when_used="json"),
    # Pydantic documents a Decimal as number or text; on our line it is a number.
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.01}),
]
Voorwaarden = Annotated[LangeTekst, Field(max_length=4000)]
Reden = Annotated[Tekst, ZonderBsn]
MAX_DELEN = 50


class DeelInvoer(Model):
    """Het deel van één werkgever."""

    werkgever: Oin
    uren: DeelUren
    kosten_percentage: Procent | None = Field(
        None, description="Leeg bij kostensleutel uren: dan volgt het uit de uren."
    )
    voorwaarden: Voorwaarden | None = Field(
        None, description="Alleen te lezen voor deze werkgever en wie voorstelt."
    )


class FunctiedelingInvoer(Model):
    """Een voorstel om een functie met andere werkgevers te delen."""

    vorm: rules.Delingsvorm
    formele_werkgever: Oin | None = Field(
        None, description="Bij één werkgever: wie het contract sluit. Leeg: wie voorstelt."
    )
    verwerkingsverantwoordelijke: Oin | None = Field(
        None, description="Wie verantwoordelijk is voor de sollicitaties. Leeg: wie voorstelt."
    )
    kostensleutel: rules.Kostensleutel
    delen: list[DeelInvoer] = Field(min_length=1, max_length=MAX_DELEN)


class Deel(Model):
    """Het deel van één werkgever, met wat die antwoordde."""

    id: UUID
    werkgever: Oin
    uren: DeelUren
    kosten_percentage: Procent
    voorwaarden: Voorwaarden | None
    status: rules.Deelstatus
    reden: Tekst | None


class Vacaturedeel(Model):
    """Een deel waarop apart te solliciteren is."""

    id: UUID
    werkgever: Oin
    uren: DeelUren


class VacaturedeelPagina(paging.Pagina):
    """Een pagina delen."""

    results: list[Vacaturedeel] = Field(max_length=paging.MAX_SIZE)


class Deelnemer(Model):
    """Een werkgever in het voorstel, en wat die antwoordde."""

    werkgever: Oin
    status: rules.Deelstatus


class Aandachtspunt(Model):
    """Waar aan te denken, met hoe zeker de grond is."""

    code: str = Field(max_length=60)
    tekst: str = Field(max_length=500)
    zekerheid: Zekerheid
    bron: str = Field(max_length=200)


class Beletsel(Model):
    """Wat openstellen nog tegenhoudt."""

    code: str = Field(max_length=60)
    reden: str = Field(max_length=500)


class Functiedeling(Model):
    """Een gedeelde functie. Ieder ziet de uren, kosten en voorwaarden van het eigen deel."""

    vacature_id: UUID
    titel: Tekst
    voorgesteld_door: Oin
    vorm: rules.Delingsvorm
    formele_werkgever: Oin | None
    verwerkingsverantwoordelijke: Oin
    kostensleutel: rules.Kostensleutel
    voltijd_uren_per_week: Uren
    uren_samen: Uren
    is_voltijd: bool
    stand: rules.Delingsstand
    werkgevers: list[Deelnemer] = Field(max_length=MAX_DELEN)
    delen: list[Deel] = Field(max_length=MAX_DELEN)
    beletselen: list[Beletsel] = Field(max_length=100)
    aandachtspunten: list[Aandachtspunt] = Field(max_length=20)
    toelichting: str = Field(max_length=300)


class Functiedelingregel(Model):
    """Een functie waar een van uw werkgevers een deel in heeft of kreeg aangeboden."""

    vacature_id: UUID
    titel: Tekst
    voorgesteld_door: Oin
    voorgesteld_op: Tijdstip
    deel: UUID
    werkgever: Oin
    uren: DeelUren
    status: rules.Deelstatus


class FunctiedelingPagina(paging.Pagina):
    """Een pagina gedeelde functies."""

    results: list[Functiedelingregel] = Field(max_length=paging.MAX_SIZE)


class DeelantwoordInvoer(Model):
    """Het antwoord van een werkgever op het eigen deel; nee zeggen vraagt een reden."""

    naar: rules.Deelstatus
    reden: Reden | None = None


class Deelantwoord(Model):
    """Een regel uit het logboek van een gedeelde functie."""

    deel: UUID
    werkgever: Oin
    van: rules.Deelstatus | None
    naar: rules.Deelstatus
    gebruiker: str | None = Field(max_length=200)
    organisatie: Oin | None = Field(
        None, description="Wie handelde: een dienstencentrum kan dat namens de werkgever doen."
    )
    gewijzigd_op: Tijdstip


class DeelantwoordPagina(paging.Pagina):
    """Een pagina van het logboek, de oudste regel eerst."""

    results: list[Deelantwoord] = Field(max_length=paging.MAX_SIZE)


class BesluitInvoer(Model):
    """Wat een werkgever vindt van een aanbod aan één kandidaat; nee zeggen vraagt een reden."""

    sollicitatie_id: UUID
    deel: UUID
    akkoord: bool
    reden: Reden | None = None


class Besluit(BesluitInvoer):
    """Een besluit van één werkgever over een aanbod; het laatste telt."""

    id: UUID
    gebruiker: str = Field(max_length=200)
    besloten_op: Tijdstip


class BesluitPagina(paging.Pagina):
    """Een pagina besluiten, de oudste eerst."""

    results: list[Besluit] = Field(max_length=paging.MAX_SIZE)


class BesluitFilter(paging.PageParams):
    """Besluiten horen bij één kandidaat."""

    sollicitatie_id: UUID = Field(description="Id van de sollicitatie.")
