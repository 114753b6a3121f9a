"""What goes over the line about wishes and what fits them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.vacatures.convenant.rules import Solliciteren
from services.vacatures.loopbaanwens.rules import (
    Criteriumsoort,
    Criteriumuitkomst,
    Wenssoort,
    Wensstatus,
)
from services.vacatures.vacature.routes.models import Functie, Pc4, Schaal, Webadres
from services.vacatures.vacature.rules import Contractsoort, Niveau
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin, Tekst, Tijdstip, Uren, absent

Toelichting = Annotated[LangeTekst, Field(max_length=4000)]
Competenties = Annotated[list[Tekst], Field(max_length=30)]
Kilometers = Annotated[Geheel, Field(ge=1, le=400)]
Aantal = Annotated[Geheel, Field(ge=0, le=100)]


class WensVelden(Model):
    """Wat iemand wil, en wie dat mag zien. Een veld zonder waarde telt nergens tegen."""

    functies: list[Functie] | None = absent(
        max_length=20, description="Codes uit de functiecatalogus."
    )
    niveaus: list[Niveau] | None = absent(max_length=3)
    domeinen: list[Tekst] | None = absent(max_length=10)
    uren_min: Uren | None = absent()
    uren_max: Uren | None = absent()
    schaal_min: Schaal | None = absent(
        description="De laagste schaal die u wilt. Uw schaal of salaris van nu vraagt niemand."
    )
    pc4: Pc4 | None = absent(description="Vier cijfers van de postcode vanwaar u reist.")
    maximum_afstand: Kilometers | None = absent(
        description="Hoogstens zoveel kilometer, hemelsbreed."
    )
    contractsoorten: list[Contractsoort] | None = absent(max_length=3)
    competenties: Competenties | None = absent(description="Wat u al kunt.")
    te_leren_competenties: Competenties | None = absent(description="Wat u wilt leren.")
    toelichting: Toelichting | None = absent()
    verbanden: list[UUID] | None = absent(
        max_length=20,
        description="Recruiters in deze verbanden mogen de wens zien zodra u haar publiceert.",
    )
    eigen_organisatie: bool | None = absent(
        description="Of ook uw eigen organisatie de wens mag zien, en daar dus uw leidinggevende"
        " als die ook werft. Zonder keuze: nee."
    )
    verborgen_voor: list[Oin] | None = absent(
        max_length=400,
        description="Deze organisaties zien geen van uw wensen, en u wordt er niet naar verwezen.",
    )
    vertrouwelijk: bool | None = absent(
        description="Wie de wens ziet, ziet alleen wat past en wat niet: geen waarden, geen tekst."
    )


class WensInvoer(WensVelden):
    """Een nieuwe wens; zij begint als concept, dat niemand ziet."""

    naam: Tekst = Field(description="Hoe u de wens zelf noemt; alleen u ziet dat.")
    eind_datum: Datum = Field(description="Laatste dag van de wens.")
    soorten: list[Wenssoort] = Field([Wenssoort.OVERSTAP], min_length=1, max_length=4)


class WensWijziging(WensVelden):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    naam: Tekst | None = absent()
    eind_datum: Datum | None = absent()
    soorten: list[Wenssoort] | None = absent(max_length=4)


class Loopbaanwens(Model):
    """Een eigen wens, met in woorden wie haar nu ziet."""

    id: UUID
    url: Webadres
    status: Wensstatus
    verlopen: bool = Field(description="De einddatum is voorbij; niemand ziet de wens nog.")
    wie_ziet_dit: str = Field(max_length=1000, description="Wie de wens nu ziet, in woorden.")
    aangemaakt_op: Tijdstip
    naam: Tekst
    eind_datum: Datum
    soorten: list[Wenssoort] = Field(max_length=4)
    functies: list[Functie] = Field(max_length=20)
    niveaus: list[Niveau] = Field(max_length=3)
    domeinen: list[Tekst] = Field(max_length=10)
    uren_min: Uren | None
    uren_max: Uren | None
    schaal_min: Schaal | None
    pc4: Pc4 | None
    maximum_afstand: Kilometers | None
    contractsoorten: list[Contractsoort] = Field(max_length=3)
    competenties: Competenties
    te_leren_competenties: Competenties
    toelichting: Toelichting | None
    verbanden: list[UUID] = Field(max_length=20)
    eigen_organisatie: bool
    verborgen_voor: list[Oin] = Field(max_length=400)
    vertrouwelijk: bool


class LoopbaanwensPagina(paging.Pagina):
    """Een pagina eigen wensen."""

    results: list[Loopbaanwens] = Field(max_length=paging.MAX_SIZE)


class LoopbaanwensWijziging(Model):
    """Een volgende status van een wens."""

    naar: Literal["gepubliceerd", "gepauzeerd"]


class LoopbaanwensStatus(Model):
    """Een gemaakte wijziging van de status."""

    wens_id: UUID
    van: Wensstatus | None = Field(description="Leeg bij het vastleggen.")
    naar: Wensstatus
    gewijzigd_op: Tijdstip
    reden: str | None = Field(None, max_length=500, description="Alleen als u het niet zelf deed.")


class LoopbaanwensStatusPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[LoopbaanwensStatus] = Field(max_length=paging.MAX_SIZE)


class Criterium(Model):
    """Eén vergelijking van wens en vacature."""

    soort: Criteriumsoort
    uitkomst: Criteriumuitkomst
    hard: bool = Field(description="Telt mee voor de volgorde van de lijst.")
    gewenst: str | None = Field(None, max_length=10_000, description="Leeg: niet gezegd.")
    aangeboden: str | None = Field(None, max_length=10_000, description="Leeg: niet gezegd.")
    zin: str = Field(max_length=21_000, description="Hetzelfde in een zin.")


class Passend(Model):
    """Wat een vergelijking opleverde; een mens beslist wat daarmee gebeurt."""

    passende_criteria: Aantal = Field(description="Hoeveel harde criteria passen.")
    criteria: list[Criterium] = Field(max_length=20)


class PassendeVacature(Passend):
    """Een vacature die u nu mag zien, naast uw wens gelegd."""

    vacature_id: UUID
    url: Webadres
    titel: Tekst
    werkgever: Oin
    mag_solliciteren: Solliciteren
    sluitings_datum: Datum | None


UITLEG = (
    "Geordend op het aantal harde criteria dat past; wat niet is ingevuld telt niet tegen. De"
    " regels zijn door mensen geschreven en voor iedereen gelijk. Er wordt niets geleerd, niets"
    " afgewezen en niemand gewaarschuwd."
)
Uitleg = Annotated[str, Field(max_length=1000)]


class PassendeVacaturePagina(paging.Pagina):
    """Een pagina vacatures bij een wens: bij gelijk aantal sluit de eerste het vroegst."""

    results: list[PassendeVacature] = Field(max_length=paging.MAX_SIZE)
    uitleg: Uitleg = UITLEG


class Wenskaart(Passend):
    """Een wens die u mag zien, zonder te weten van wie."""

    kaart: UUID = Field(description="Nummer van deze wens, alleen bij deze vacature.")
    vertrouwelijk: bool
    categorie: Literal["intern", "partner"]
    soorten: list[Wenssoort] | None = Field(None, max_length=4)
    toelichting: Toelichting | None = None
    eind_datum: Datum | None = None


class WenskaartPagina(paging.Pagina):
    """Een pagina wensen bij een vacature: bij gelijk aantal de oudste wens eerst."""

    results: list[Wenskaart] = Field(max_length=paging.MAX_SIZE)
    uitleg: Uitleg = UITLEG
