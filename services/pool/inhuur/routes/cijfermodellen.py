"""What goes over the line about figures of hires, signals and goals."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from services.pool.flexpool.routes.models import Functie, Webadres
from services.pool.inhuur.routes.waarden import (
    Bron,
    Getal,
    Jaar,
    Meetwaarde,
    Percentage,
    Som,
    Telling,
    Toelichting,
    Waarde,
    Zin,
)
from services.pool.inhuur.rules import (
    Doelmaat,
    Eenheid,
    Inhuurmaat,
    Inhuurvorm,
    LeverancierSoort,
    Rangorde,
)
from services.pool.planning.rules.patronen import Patroon
from shared import paging
from shared.api import Datum, Model, Oin
from shared.model import niet_leeg

Zekerheid = Annotated[str, Field(max_length=1, description="A, B of C.")]


# ---- figures
class Inhuurdefinitie(Model):
    """Wat een percentage betekent."""

    maat: Inhuurmaat
    naam: Zin
    definitie: Zin
    bron: Zin
    zekerheid: Zekerheid


class Inhuurnorm(Model):
    """Een norm van dezelfde soort, en voor wie hij geldt."""

    naam: Zin
    procent: Percentage
    geldt_voor: Zin
    bron: Zin
    zekerheid: Zekerheid


class Landelijkcijfer(Model):
    """Een gepubliceerd cijfer van dezelfde soort en dezelfde reeks."""

    sector: Zin
    jaar: Jaar
    procent: Percentage
    opmerking: Zin
    bron: Zin
    zekerheid: Zekerheid


class Inhuurpercentage(Model):
    """Een percentage met zijn definitie, en alleen wat daarmee te vergelijken is."""

    definitie: Inhuurdefinitie
    teller_cent: Som
    noemer_cent: Som
    procent: Percentage | None = Field(None, description="Leeg: gedeeld door niets.")
    normen: list[Inhuurnorm] = Field(max_length=20)
    landelijk: list[Landelijkcijfer] = Field(max_length=50)


class Inhuursom(Model):
    """Inhuur opgeteld. Leeg is verborgen, of niet opgegeven."""

    aantal: Telling | None = None
    kosten_cent: Som | None = None
    uren: Getal | None = None
    fte: Getal | None = None
    verborgen: bool = False


class InhuurFunctie(Inhuursom):
    """Eén functie in de ranglijst."""

    plaats: Telling
    functie: Functie
    fte_eigen: Getal | None = None
    aandeel: Percentage | None = Field(None, description="Zie `aandeelDefinitie`.")


class InhuurSoort(Inhuursom):
    """Inhuur van één soort leverancier."""

    leverancier_soort: LeverancierSoort
    is_extern: bool


class InhuurVorm(Inhuursom):
    """Inhuur in één vorm, van welke leverancier ook."""

    vorm: Inhuurvorm


class VervangenUren(Model):
    """Uren van inzetten die in de plaats kwamen van inhuur, tot en met vandaag."""

    vorm: Inhuurvorm
    inzetten: Telling
    uren: Getal


class InhuurCijfers(Model):
    """Inhuur van een jaar, met de rijen waaruit elk percentage is na te rekenen."""

    jaar: Jaar
    verband: UUID | None = Field(description="Leeg: alleen uw organisatie.")
    organisaties: Telling = Field(description="Hoeveel organisaties meetellen.")
    orde: Rangorde
    totaal: Inhuursom = Field(description="Externe inhuur.")
    percentages: list[Inhuurpercentage] = Field(max_length=2)
    ranglijst: list[InhuurFunctie] = Field(max_length=10_000)
    aandeel_definitie: Inhuurdefinitie
    soorten: list[InhuurSoort] = Field(max_length=3, description="Alleen van uw organisatie.")
    vormen: list[InhuurVorm] = Field(max_length=10, description="Alleen van uw organisatie.")
    vervangen: list[VervangenUren] = Field(max_length=10, description="Alleen uw organisatie.")
    kleinste_cel: Telling
    toelichting: list[Zin] = Field(max_length=10)


class Inhuursignaal(Model):
    """Een functie die uw organisatie steeds opnieuw inhuurt: misschien iets voor de pool."""

    functie: Functie
    patronen: list[Patroon] = Field(max_length=2)
    keren: Telling
    kwartalen: list[Annotated[str, Field(max_length=7)]] = Field(max_length=60)
    uitstroom_verwacht: Telling = Field(description="Medewerkers, volgens uw eigen opgaven.")


class Inhuursignalen(Model):
    """Signalen volgens de regels; een mens beslist wat in de pool komt."""

    van: Datum
    tot: Datum
    perioden: Telling = Field(description="In zoveel kwartalen: terugkerend.")
    results: list[Inhuursignaal] = Field(max_length=10_000)


# ---- goals
class InhuurdoelInvoer(Model):
    """Wat u wilt bereiken, vanaf welke nulmeting; alle waarden in de eenheid van de maat."""

    verband: UUID | None = Field(None, description="Leeg: een doel van uw organisatie zelf.")
    maat: Doelmaat
    functie: Functie | None = Field(None, description="Alleen bij aandeel_functie.")
    nulmeting: Waarde
    nulmeting_jaar: Jaar
    nulmeting_bron: Bron
    streefwaarde: Waarde
    streefjaar: Jaar
    toelichting: Toelichting = ""


class InhuurdoelWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan."""

    nulmeting: Waarde | None = None
    nulmeting_jaar: Jaar | None = None
    nulmeting_bron: Bron | None = None
    streefwaarde: Waarde | None = None
    streefjaar: Jaar | None = None
    toelichting: Toelichting | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "InhuurdoelWijziging":
        for naam in sorted(self.model_fields_set):
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class InhuurdoelStand(Model):
    """Hoe ver het doel is, uit dezelfde rijen als de cijfers."""

    jaar: Jaar
    waarde: Meetwaarde
    bereikt: float = Field(description="Procent van de weg; onder nul is de verkeerde kant op.")
    gehaald: bool
    op_koers: bool
    reeksbreuk: bool = Field(
        description="Landelijke cijfers van voor 2021 hebben een andere definitie."
    )


class Inhuurdoel(InhuurdoelInvoer):
    """Een doel van het verband of van uw organisatie."""

    id: UUID
    url: Webadres
    organisatie: Oin = Field(description="Wie het vastlegde.")
    eenheid: Eenheid
    definitie: Inhuurdefinitie | None = Field(description="Bij een percentage: wat het betekent.")
    stand: InhuurdoelStand | None = Field(description="Leeg: nog geen cijfers, of verborgen.")


class InhuurdoelPagina(paging.Pagina):
    """Een pagina van doelen, wat het eerst gehaald moet zijn eerst."""

    results: list[Inhuurdoel] = Field(max_length=paging.MAX_SIZE)
