"""What goes over the line about klussen."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import AfterValidator, Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import Niveau
from services.pool.functieruil.routes.models import Functie, Reden
from services.pool.inzet.rules import Inzetvariant, Terugkeerdoel
from services.pool.kijker import adres
from services.pool.klus import rules
from services.pool.klus.rules import Klusstatus, Matchredencode, Reactiestatus
from services.pool.klus.storage.klussen import BewaardeKlus
from services.pool.klus.storage.reacties import BewaardeReactie
from shared import paging
from shared.api import Datum, Model, Oin, Tekst, Tijdstip, Uren, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Titel = Annotated[Tekst, ZonderBsn]
Lang = Annotated[
    str,
    Field(max_length=5000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Kort = Annotated[
    str,
    Field(max_length=2000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Uitleg = Annotated[str, Field(max_length=500)]


class KlusInvoer(Model):
    """Een klus die uw organisatie heeft; zij begint als concept."""

    verband: UUID
    titel: Titel
    omschrijving: Lang = ""
    functie: Functie | None = None
    niveau: Niveau | None = None
    uren_min: Uren = Field(description="Zoveel uren per week ten minste.")
    uren_max: Uren = Field(description="Zoveel uren per week ten hoogste.")
    weekpatroon: Titel | None = Field(None, description="Bijvoorbeeld: dinsdag en een ochtend.")
    van: Datum
    tot: Datum
    plaats: Titel | None = None
    sluitings_datum: Datum = Field(description="Tot en met deze dag kan men reageren.")


class KlusWijziging(Model):
    """Merge patch van een klus die nog te vergeven is."""

    titel: Titel = absent()
    omschrijving: Lang = absent()
    functie: Functie | None = absent()
    niveau: Niveau | None = absent()
    uren_min: Uren = absent()
    uren_max: Uren = absent()
    weekpatroon: Titel | None = absent()
    van: Datum = absent()
    tot: Datum = absent()
    plaats: Titel | None = absent()
    sluitings_datum: Datum = absent()


class Klus(Model):
    """Werk van enkele uren of dagen per week bij een organisatie van het verband."""

    id: UUID
    url: Webadres
    verband: UUID
    organisatie: Oin
    titel: str = Field(max_length=200)
    omschrijving: str = Field(max_length=5000)
    functie: Functie | None = None
    niveau: Niveau | None = None
    uren_min: Uren
    uren_max: Uren
    weekpatroon: str | None = Field(None, max_length=200)
    van: Datum
    tot: Datum
    plaats: str | None = Field(None, max_length=200)
    sluitings_datum: Datum
    status: Klusstatus
    gepubliceerd_op: Tijdstip | None = None


class KlusPagina(paging.Pagina):
    """Een pagina van het klussenbord."""

    results: list[Klus] = Field(max_length=paging.MAX_SIZE)


class KlusFilter(paging.PageParams):
    """Filters van het klussenbord."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    organisatie: Oin | None = Field(None, description="Alleen van deze organisatie (OIN).")
    status: Klusstatus | None = Field(None, description="Alleen met deze status.")
    functie: Functie | None = Field(None, description="Alleen van deze functie.")
    niveau: Niveau | None = Field(None, description="Alleen van dit niveau.")
    uren: Uren | None = Field(None, description="Te doen in zoveel uren per week.")
    van: Datum | None = Field(None, description="Loopt nog op of na deze dag.")
    tot: Datum | None = Field(None, description="Begint uiterlijk op deze dag.")


class KlusStatuswijziging(Model):
    """Een klus openen, sluiten of intrekken."""

    naar: Klusstatus
    reden: Reden


class KlusreactieInvoer(Model):
    """Uw reactie op een klus."""

    motivatie: Kort = Field(description="Waarom u dit wilt doen.")
    uren_per_week: Uren
    variant: Inzetvariant | None = Field(
        None, description="Wat uw voorkeur heeft; u spreekt het later samen af."
    )


class MatchReden(Model):
    """Eén feit bij een reactie; geen oordeel."""

    code: Matchredencode
    past: bool | None = Field(None, description="Leeg: daar is niets over te zeggen.")
    uitleg: Uitleg


class Klusreactie(Model):
    """Iemand die een klus wil doen."""

    id: UUID
    url: Webadres
    klus: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    motivatie: str = Field(max_length=2000)
    uren_per_week: Uren
    variant: Inzetvariant | None = None
    status: Reactiestatus
    ingediend_op: Tijdstip
    inzet: UUID | None = Field(None, description="De inzet die is voorgesteld.")
    redenen: list[MatchReden] = Field(
        default_factory=list, max_length=10, description="Alleen voor wie de match voorstelt."
    )


class KlusreactiePagina(paging.Pagina):
    """Een pagina reacties, in de volgorde waarin zij kwamen."""

    results: list[Klusreactie] = Field(max_length=paging.MAX_SIZE)


class KlusreactieFilter(paging.PageParams):
    """De lijst van reacties heeft alleen paginering."""


class MatchInvoer(Model):
    """Wat een makelaar voorstelt; wat ontbreekt, volgt uit de klus en de reactie."""

    reden: Reden = Field(description="Waarom u deze match voorstelt.")
    uren_per_week: Uren = absent()
    van: Datum = absent()
    tot: Datum = absent()
    variant: Inzetvariant = absent()
    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None


def toon_klus(request: Request, wat: BewaardeKlus) -> Klus:
    return Klus(
        **asdict(wat.klus),
        url=adres(request, f"/klussen/{wat.klus.id}"),
        gepubliceerd_op=wat.gepubliceerd_op,
    )


def toon_reactie(
    request: Request, wat: BewaardeReactie, redenen: list[rules.Matchreden]
) -> Klusreactie:
    return Klusreactie(
        **asdict(wat.reactie),
        url=adres(request, f"/klusreacties/{wat.reactie.id}"),
        ingediend_op=wat.ingediend_op,
        redenen=[MatchReden.model_validate(een) for een in redenen],
    )
