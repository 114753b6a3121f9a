"""What goes over the line about the value of the pool to an organisation; no persons."""

from pydantic import Field

from services.pool.uren.rules import Urensoort
from services.pool.verrekening.routes.models import (
    MEESTE,
    Aantal,
    Cent,
    Code,
    Maand,
    Procent,
    Uitleg,
    Uren,
)
from services.pool.verrekening.rules import Noemersoort
from shared.api import Model, Oin


class WaardeKant(Model):
    """Uren en bedrag aan één kant, zonder btw."""

    uren: Uren
    cent: Cent


class VermedenInhuur(Model):
    """Vermeden inhuur van één functie in één jaar, met waar het uit volgt."""

    functie: Code
    jaar: Aantal
    uren: Uren
    betaald_cent: Cent
    referentie_cent: Cent = Field(description="Per uur, zoals uw organisatie invulde.")
    bron: str = Field(max_length=500)
    cent: Cent


class Waardeaandeel(Model):
    """Een percentage met zijn definitie; twee soorten zijn nooit met elkaar te vergelijken."""

    soort: Noemersoort
    jaar: Aantal
    teller_cent: Cent
    noemer_cent: Cent | None = Field(description="Leeg: niet ingevuld.")
    percentage: Procent
    definitie: Uitleg


class Waardepost(Model):
    """Een rij waar het overzicht op rust."""

    maand: Maand
    soort: Urensoort
    gegeven: bool
    functie: Code | None
    uren: Uren
    cent: Cent


class Waardeoverzicht(Model):
    """Wat de pool een organisatie in een periode gaf en kostte; uit gesloten maanden."""

    organisatie: Oin
    van: Maand
    tot: Maand
    gegeven: WaardeKant
    ontvangen: WaardeKant
    leegloop_ontvangen_cent: Cent
    leegloop_betaald_cent: Cent
    samenwerking_saldo_cent: Cent
    vermeden_cent: Cent
    vermeden: list[VermedenInhuur] = Field(max_length=MEESTE)
    zonder_tarief: WaardeKant = Field(description="Ontvangen zonder ingevuld referentietarief.")
    aandelen: list[Waardeaandeel] = Field(max_length=1000)
    definities: list[Uitleg] = Field(max_length=10)
    posten: list[Waardepost] = Field(max_length=MEESTE)
