"""What goes over the line about opgaven and projects."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator

from services.pool.flexpool.routes.models import Pc4, Webadres
from services.pool.kijker import adres
from services.pool.planning.rules import projecten as rules
from services.pool.planning.rules import tekort
from services.pool.planning.rules.projecten import ProjectStatus
from services.pool.planning.storage.projecten import BewaardeOpgave, BewaardProject
from shared import paging
from shared.api import Datum, Model, Oin, Tekst, Tijdstip
from shared.model import LangeTekst, niet_leeg

Verbanden = Annotated[list[UUID], Field(max_length=50)]
Deelnemers = Annotated[
    list[Oin],
    Field(max_length=400, description="Wie er verder meedoet (OIN)."),
]
Somuren = Annotated[float, Field(ge=0, description="Uren in totaal, op een tiende.")]


class OpgaveInvoer(Model):
    """Een nieuwe opgave."""

    naam: Tekst
    beschrijving: LangeTekst | None = None
    verbanden: Verbanden = Field([], description="Zonder waarde: uw verband, als u er één heeft.")


class OpgaveWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    naam: Tekst | None = None
    beschrijving: LangeTekst | None = None
    verbanden: Annotated[Verbanden, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "OpgaveWijziging":
        for naam in self.model_fields_set & {"naam", "verbanden"}:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Opgave(Model):
    """Een opgave waar projecten bij horen."""

    id: UUID
    url: Webadres
    organisatie: Oin = Field(description="Wie haar vastlegde.")
    verbanden: Verbanden
    naam: Tekst
    beschrijving: LangeTekst | None = None


class OpgavePagina(paging.Pagina):
    """Een pagina opgaven."""

    results: list[Opgave] = Field(max_length=paging.MAX_SIZE)


class ProjectFeiten(Model):
    """Wat een organisatie over een project zegt."""

    naam: Tekst
    van: Datum = Field(description="Eerste dag.")
    tot: Datum | None = Field(None, description="Laatste dag, die dag telt mee.")
    opgave_id: UUID | None = None
    deelnemers: Deelnemers = Field([], description="Wie er verder meedoet (OIN).")
    beschrijving: LangeTekst | None = None
    plaats: Tekst | None = None
    pc4: Pc4 | None = None
    risicodatum: Datum | None = Field(None, description="Vanaf wanneer het zonder mensen misgaat.")


class ProjectInvoer(ProjectFeiten):
    """Een nieuw project van de eigen organisatie."""

    verband: UUID | None = Field(None, description="Zonder waarde: uw verband, als u er één heeft.")


class ProjectWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    naam: Tekst | None = None
    van: Datum | None = None
    tot: Datum | None = None
    opgave_id: UUID | None = None
    deelnemers: Deelnemers | None = None
    beschrijving: LangeTekst | None = None
    plaats: Tekst | None = None
    pc4: Pc4 | None = None
    risicodatum: Datum | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "ProjectWijziging":
        for naam in self.model_fields_set & {"naam", "van", "deelnemers"}:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class ProjectGevaar(Model):
    """Wat een project vanaf vandaag nog mist."""

    gevraagde_uren: Somuren
    ongedekte_uren: Somuren
    eerste_ongedekte_dag: Datum | None = None
    in_gevaar: bool = Field(description="Op de risicodatum (of vandaag) ontbreken er uren.")


class Project(ProjectFeiten):
    """Een project in de regionale planning."""

    id: UUID
    url: Webadres
    verband: UUID
    organisatie: Oin = Field(description="Wie het vastlegde en bijhoudt.")
    status: ProjectStatus
    stand: ProjectGevaar


class ProjectPagina(paging.Pagina):
    """Een pagina projecten."""

    results: list[Project] = Field(max_length=paging.MAX_SIZE)


class ProjectFilter(paging.PageParams):
    """Filters van de lijst."""

    status: ProjectStatus | None = Field(None, description="Alleen met deze status.")
    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    organisatie: Oin | None = Field(None, description="Alleen van deze organisatie (OIN).")
    opgave_id: UUID | None = Field(None, description="Alleen van deze opgave.")


class ProjectStatuswijziging(Model):
    """Een andere status voor een project."""

    naar: ProjectStatus
    reden: Tekst


class ProjectOvergang(Model):
    """Een regel uit het logboek van een project."""

    van: ProjectStatus
    naar: ProjectStatus
    reden: str = Field(max_length=200)
    op: Tijdstip


class ProjectLogboek(Model):
    """Het logboek van een project, oudste eerst."""

    results: list[ProjectOvergang] = Field(max_length=1000)


def toon_opgave(request: Request, bewaard: BewaardeOpgave) -> Opgave:
    pad = adres(request, f"/opgaven/{bewaard.id}")
    return Opgave(id=bewaard.id, url=pad, **asdict(bewaard.opgave))


def toon_project(request: Request, bewaard: BewaardProject, stand: rules.Projectstand) -> Project:
    gevaar = ProjectGevaar(
        gevraagde_uren=float(tekort.als_uren(stand.gevraagd)),
        ongedekte_uren=float(tekort.als_uren(stand.ongedekt)),
        eerste_ongedekte_dag=stand.eerste_ongedekte_dag,
        in_gevaar=stand.in_gevaar,
    )
    return Project(
        id=bewaard.id,
        url=adres(request, f"/projecten/{bewaard.id}"),
        status=bewaard.status,
        stand=gevaar,
        **asdict(bewaard.project),
    )
