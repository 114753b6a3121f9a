"""What goes over the line about needs."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator

from services.pool.flexpool.routes.models import Functie, Pc4, Veldnaam, Webadres
from services.pool.flexpool.rules import Niveau
from services.pool.kijker import adres
from services.pool.planning import rules, storage
from services.pool.planning.rules import BehoefteSoort, BehoefteStatus, Bron, Leiding, Urgentie
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import niet_leeg

Weekuren = Annotated[Uren, Field(le=40)]
Urenblok = Annotated[Uren, Field(gt=0, le=40)]
NOOIT_LEEG = {"titel", "zo_snel_mogelijk", "open_einde", "soort", "urgentie", "bron"}
Procent = Annotated[Geheel, Field(ge=0, le=100)]
Duur = Annotated[Geheel, Field(ge=1, le=120, description="Maanden, vanaf de eerste dag.")]


class BehoefteFeiten(Model):
    """Wat een inlener over een behoefte zegt; wat ontbreekt mag later komen."""

    verband: UUID | None = Field(None, description="Zonder waarde: uw verband, als u er één heeft.")
    titel: Tekst | None = Field(None, description="Mag ontbreken als er een functie is.")
    functie: Functie | None = None
    niveau: Niveau | None = Field(None, description="Zonder waarde is elk niveau goed.")
    uren_min: Weekuren | None = None
    uren_max: Weekuren | None = None
    kleinste_urenblok: Urenblok | None = Field(
        None, description="Kleinste aantal uren per week waar u met één persoon iets aan heeft."
    )
    van: Datum | None = Field(None, description="Eerste dag.")
    zo_snel_mogelijk: bool = False
    tot: Datum | None = Field(None, description="Laatste dag, die dag telt mee.")
    duur_maanden: Duur | None = None
    open_einde: bool = False
    plaats: Tekst | None = None
    pc4: Pc4 | None = None
    project: UUID | None = Field(None, description="Een project dat u ziet; mag ontbreken.")
    soort: BehoefteSoort = Field(
        BehoefteSoort.FUNCTIE, description="Een functie, of een product zoals één MER-rapport."
    )
    leiding: Leiding | None = Field(None, description="Wie zegt hoe het werk gebeurt.")
    urgentie: Urgentie = Urgentie.GEWOON
    urgentie_reden: Tekst | None = Field(None, description="Verplicht bij meer dan gewoon.")
    bron: Bron = Field(Bron.EIGEN_MIDDELEN, description="Waar het geld of de mensen vandaan komen.")
    bron_naam: Tekst | None = Field(None, description="De regeling of de externe pool.")
    bron_maximum_maanden: Duur | None = None
    bron_eigen_deel: Procent | None = Field(
        None, description="Welk deel (procent) de inlener zelf betaalt."
    )


class BehoefteInvoer(BehoefteFeiten):
    """Een nieuwe behoefte van de eigen organisatie."""

    inlener: Oin | None = Field(None, description="Altijd de eigen organisatie.")


class BehoefteWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    verband: UUID | None = None
    titel: Tekst | None = None
    functie: Functie | None = None
    niveau: Niveau | None = None
    uren_min: Weekuren | None = None
    uren_max: Weekuren | None = None
    kleinste_urenblok: Urenblok | None = None
    van: Datum | None = None
    zo_snel_mogelijk: bool | None = None
    tot: Datum | None = None
    duur_maanden: Duur | None = None
    open_einde: bool | None = None
    plaats: Tekst | None = None
    pc4: Pc4 | None = None
    project: UUID | None = None
    soort: BehoefteSoort | None = None
    leiding: Leiding | None = None
    urgentie: Urgentie | None = None
    urgentie_reden: Tekst | None = None
    bron: Bron | None = None
    bron_naam: Tekst | None = None
    bron_maximum_maanden: Duur | None = None
    bron_eigen_deel: Procent | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "BehoefteWijziging":
        """Null empties a field that may be empty; a title or a choice has a value."""
        for naam in self.model_fields_set & NOOIT_LEEG:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Vormhint(Model):
    """Welke vorm van samenwerking past; geen juridisch advies."""

    vorm: Veldnaam
    uitleg: str = Field(max_length=500)


class BehoefteSignaal(Model):
    """Iets om op te letten; het houdt niets tegen."""

    veld: Veldnaam
    code: Veldnaam
    uitleg: str = Field(max_length=500)


class Behoefte(BehoefteFeiten):
    """Een behoefte aan capaciteit."""

    id: UUID
    url: Webadres
    inlener: Oin
    status: BehoefteStatus
    kenmerk: str | None = Field(None, max_length=200, description="Uw eigen kenmerk.")
    ontbreekt: list[Veldnaam] = Field(max_length=20, description="Wat nodig is om te openen.")
    reeks: UUID | None = Field(None, description="Eén behoefte met andere uren per periode.")
    groep: UUID | None = Field(None, description="Behoeften die één mens samen kan doen.")
    vormhint: Vormhint
    signalen: list[BehoefteSignaal] = Field(
        max_length=20, description="Wat een planner moet weten."
    )


class BehoeftePagina(paging.Pagina):
    """Een pagina behoeften."""

    results: list[Behoefte] = Field(max_length=paging.MAX_SIZE)


class BehoefteFilter(paging.PageParams):
    """Filters van de lijst."""

    status: BehoefteStatus | None = Field(None, description="Alleen met deze status.")
    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    inlener: Oin | None = Field(None, description="Alleen van deze organisatie (OIN).")
    functie: Functie | None = Field(None, description="Alleen met deze functie (code).")
    project: UUID | None = Field(None, description="Alleen van dit project.")
    reeks: UUID | None = Field(None, description="Alleen van deze reeks.")


class BehoefteStatuswijziging(Model):
    """Een andere status voor een behoefte."""

    naar: BehoefteStatus
    reden: Tekst


class BehoefteOvergang(Model):
    """Een regel uit het logboek van een behoefte."""

    van: BehoefteStatus
    naar: BehoefteStatus
    reden: str = Field(max_length=200)
    op: Tijdstip


class BehoefteLogboek(Model):
    """Het logboek van een behoefte, oudste eerst."""

    results: list[BehoefteOvergang] = Field(max_length=1000)


def toon(request: Request, bewaard: storage.Bewaard, vandaag: date) -> Behoefte:
    behoefte = bewaard.behoefte
    return Behoefte(
        id=bewaard.id,
        url=adres(request, f"/behoeften/{bewaard.id}"),
        status=bewaard.status,
        kenmerk=bewaard.kenmerk,
        ontbreekt=rules.ontbreekt(behoefte),
        groep=bewaard.groep,
        vormhint=Vormhint.model_validate(rules.vormhint(behoefte)),
        signalen=[BehoefteSignaal.model_validate(een) for een in rules.signalen(behoefte, vandaag)],
        **asdict(behoefte) | {"titel": behoefte.titel or None},
    )
