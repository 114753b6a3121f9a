"""What goes over the line about programmes, their hosts and their parts."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.trainee.rules import (
    MEESTE_BLOKKEN,
    Bestuurslaag,
    Onderdeelsoort,
    Programmastatus,
)
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Uren, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Onderwerp = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Onderwerpen = Annotated[list[Onderwerp], Field(max_length=20)]
Toelichting = Annotated[
    str,
    Field(max_length=2000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Kort = Annotated[Tekst, ZonderBsn]
Aantal = Annotated[Geheel, Field(ge=0, le=1_000_000)]
Bloknummer = Annotated[Geheel, Field(ge=1, le=MEESTE_BLOKKEN)]
Plaatsen = Annotated[Geheel, Field(ge=1, le=200)]
Ruimte = Annotated[
    list[Annotated[Geheel, Field(ge=0, le=100)]], Field(min_length=1, max_length=MEESTE_BLOKKEN)
]
Link = Annotated[
    str,
    Field(min_length=9, max_length=1000, pattern=r"^https://[a-zA-Z0-9._~:/?#@!$&'()*+,;=%-]+$"),
]


class Roulatieblok(Model):
    """Een periode waarin elke trainee bij één organisatie is; blok 1 is het eerste."""

    van: Datum
    tot: Datum


Blokken = Annotated[list[Roulatieblok], Field(min_length=1, max_length=MEESTE_BLOKKEN)]


class TraineeprogrammaInvoer(Model):
    """Een programma waarin trainees rouleren."""

    verband: UUID
    naam: Kort
    convenant: Kort = Field(description="Waar de werkgevers dit afspraken, zoals een kenmerk.")
    label: Kort | None = Field(
        None, description="Naam van een programma elders, zoals 'VNG Trainee'; alleen tekst."
    )
    omschrijving: Toelichting = ""
    blokken: Blokken
    plaatsen: Plaatsen
    uren_per_week: Uren
    aanmelden_tot: Datum


class TraineeprogrammaWijziging(Model):
    """Merge patch; blokken en uren alleen zolang het een concept is."""

    naam: Kort = absent()
    convenant: Kort = absent()
    label: Kort | None = absent()
    omschrijving: Toelichting = absent()
    blokken: Blokken = absent()
    plaatsen: Plaatsen = absent()
    uren_per_week: Uren = absent()
    aanmelden_tot: Datum = absent()


class Traineeprogramma(Model):
    """Een programma met blokken; wie eraan meedoet staat er niet in."""

    id: UUID
    url: Webadres
    verband: UUID
    organisatie: Oin = Field(description="Leidt het programma.")
    naam: str = Field(max_length=200)
    convenant: str = Field(max_length=200)
    label: str | None = Field(None, max_length=200)
    omschrijving: str = Field(max_length=2000)
    blokken: list[Roulatieblok] = Field(max_length=MEESTE_BLOKKEN)
    plaatsen: Plaatsen
    vrij: Aantal = Field(description="Zoveel plaatsen zijn er nog.")
    uren_per_week: Uren
    aanmelden_tot: Datum
    aanmelden_kan: bool
    status: Programmastatus


class TraineeprogrammaPagina(paging.Pagina):
    """Een pagina traineeprogramma's."""

    results: list[Traineeprogramma] = Field(max_length=paging.MAX_SIZE)


class TraineeprogrammaFilter(paging.PageParams):
    """Filters van de lijst."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")


class Programmastatuswijziging(Model):
    """Een programma openen of sluiten."""

    naar: Programmastatus


class GastplekInvoer(Model):
    """Hoeveel trainees een organisatie per blok ontvangt, en wat zij daar kunnen leren."""

    laag: Bestuurslaag
    ruimte: Ruimte = Field(description="Aantal plekken, voor elk blok een.")
    onderwerpen: Onderwerpen = Field(default_factory=list)


class Traineegastplek(Model):
    """Een organisatie die trainees ontvangt."""

    programma: UUID
    url: Webadres
    organisatie: Oin
    laag: Bestuurslaag
    ruimte: Ruimte
    onderwerpen: Onderwerpen


class TraineegastplekPagina(paging.Pagina):
    """Een pagina gastplekken."""

    results: list[Traineegastplek] = Field(max_length=paging.MAX_SIZE)


class ProgrammaonderdeelInvoer(Model):
    """Iets naast de blokken: onboarding, een bijeenkomst, of een link naar een cursus."""

    soort: Onderdeelsoort
    titel: Kort
    omschrijving: Toelichting = ""
    datum: Datum | None = None
    link: Link | None = Field(None, description="Waar het aanbod staat; hier wordt niet geleerd.")


class Programmaonderdeel(Model):
    """Een onderdeel van een programma."""

    id: UUID
    url: Webadres
    programma: UUID
    soort: Onderdeelsoort
    titel: str = Field(max_length=200)
    omschrijving: str = Field(max_length=2000)
    datum: Datum | None = None
    link: str | None = Field(None, max_length=1000)


class ProgrammaonderdeelPagina(paging.Pagina):
    """Een pagina onderdelen."""

    results: list[Programmaonderdeel] = Field(max_length=paging.MAX_SIZE)
