"""What goes over the line about what is a person's own: income that is shown, plan and report."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.inzet.rules import Inzetvariant
from services.pool.kijker import adres
from services.pool.klus.routes.models import Kort, Titel, Uitleg
from services.pool.klus.storage.plannen import BewaardeMelding, BewaardPlan
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip, Uren, absent

Uurloon = Annotated[
    Geheel, Field(ge=0, le=100_000, description="Eurocent bruto per uur; wordt niet bewaard.")
]
Maandbedrag = Annotated[Geheel, Field(ge=-30_000_000, le=30_000_000)]
Sectoren = Annotated[list[Titel], Field(max_length=10)]
Evaluatiedagen = Annotated[list[Datum], Field(max_length=12)]


class InkomensVraag(Model):
    """Waarmee gerekend wordt; niets hiervan wordt bewaard."""

    contracturen: Uren = Field(description="Uren per week van uw contract.")
    klusuren: Uren = Field(description="Uren per week van de klus.")
    uurloon_cent: Uurloon | None = None
    uurloon_elders_cent: Uurloon | None = Field(
        None, description="Wat de klus zelf betaalt, als uw contract kleiner wordt."
    )


class EffectVraag(Model):
    """Waarmee gerekend wordt bij deze inzet; niets hiervan wordt bewaard."""

    contracturen: Uren = Field(description="Uren per week van uw contract.")
    uurloon_cent: Uurloon | None = None
    uurloon_elders_cent: Uurloon | None = None


class InkomensEffect(Model):
    """Wat één variant betekent, bruto per maand."""

    variant: Inzetvariant
    contracturen: Uren = Field(description="Uren die uw werkgever betaalt.")
    uren_thuis: Uren = Field(description="Uren die u daar werkt.")
    minder_cent: Maandbedrag | None = Field(None, description="Wat uw werkgever minder betaalt.")
    elders_cent: Maandbedrag | None = Field(None, description="Wat het werk elders betaalt.")
    verschil_cent: Maandbedrag | None = None
    uitleg: list[Uitleg] = Field(max_length=10)


class InkomensEffecten(Model):
    """Beide varianten naast elkaar; dit wordt niet bewaard."""

    varianten: list[InkomensEffect] = Field(max_length=2)


class KlussenplanInvoer(Model):
    """Hoe u aan klussen wilt komen."""

    doel_uren: Uren = Field(description="Zoveel uren per week wilt u aan klussen werken.")
    sectoren: Sectoren = Field(default_factory=list, description="Waar u klussen zoekt.")
    evaluatiedagen: Evaluatiedagen = Field(
        default_factory=list, description="Dagen om terug te kijken; u krijgt dan een bericht."
    )
    geldig_tot: Datum
    toelichting: Kort = ""
    gedeeld: bool = Field(False, description="Of HR van uw eigen werkgever het mag lezen.")


class KlussenplanWijziging(Model):
    """Merge patch van het eigen klussenplan."""

    doel_uren: Uren = absent()
    sectoren: Sectoren = absent()
    evaluatiedagen: Evaluatiedagen = absent()
    geldig_tot: Datum = absent()
    toelichting: Kort = absent()
    gedeeld: bool = absent()


class Klussenplan(Model):
    """Een klussenplan, met hoeveel uur klussen er nu is."""

    id: UUID
    url: Webadres
    medewerker: UUID
    organisatie: Oin
    doel_uren: Uren
    uren_nu: float = Field(description="Uren per week van klussen die nu lopen.")
    sectoren: Sectoren
    evaluatiedagen: list[Datum] = Field(max_length=12)
    geldig_tot: Datum
    toelichting: str = Field(max_length=2000)
    gedeeld: bool


class KlussenplanPagina(paging.Pagina):
    """Een pagina klussenplannen."""

    results: list[Klussenplan] = Field(max_length=paging.MAX_SIZE)


class KlussenplanFilter(paging.PageParams):
    """De lijst van plannen heeft alleen paginering."""


class NevenwerkInvoer(Model):
    """Of u nevenwerkzaamheden bij uw werkgever hebt gemeld; niet welke."""

    gemeld: bool
    gemeld_op: Datum | None = Field(None, description="De dag van de melding.")


class Nevenwerkmelding(Model):
    """Of nevenwerkzaamheden zijn gemeld, en wanneer."""

    medewerker: UUID
    organisatie: Oin
    gemeld: bool
    gemeld_op: Datum | None = None
    gewijzigd_op: Tijdstip


def toon_plan(request: Request, wat: BewaardPlan, uren_nu: float) -> Klussenplan:
    return Klussenplan(
        **asdict(wat.plan), url=adres(request, f"/klussenplannen/{wat.plan.id}"), uren_nu=uren_nu
    )


def toon_melding(wat: BewaardeMelding) -> Nevenwerkmelding:
    return Nevenwerkmelding.model_validate(wat.melding)
