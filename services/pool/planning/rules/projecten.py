"""Wat is een project, wie ziet het, en waar loopt het gevaar? Pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker, Reden
from services.pool.planning.rules import tekort


class ProjectStatus(StrEnum):
    """Life of a project."""

    CONCEPT = "concept"
    GEPLAND = "gepland"
    LOOPT = "loopt"
    AFGEROND = "afgerond"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Opgave:
    """A challenge over municipal borders; projects of several verbanden may belong to it."""

    organisatie: str
    verbanden: tuple[UUID, ...]
    naam: str
    beschrijving: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """Work with a beginning and an end that asks for people."""

    verband: UUID
    organisatie: str  # OIN of who leads it
    naam: str
    van: date
    opgave_id: UUID | None = None
    deelnemers: tuple[str, ...] = ()  # OIN of who takes part besides
    beschrijving: str | None = None
    plaats: str | None = None
    pc4: str | None = None
    tot: date | None = None
    risicodatum: date | None = None  # from when it goes wrong without people


@dataclass(frozen=True, slots=True)
class Projectstand:
    """What a project still misses from today on, in units of 1/70 hour."""

    gevraagd: int
    ongedekt: int
    eerste_ongedekte_dag: date | None
    in_gevaar: bool


OVERGANGEN: frozenset[tuple[ProjectStatus, ProjectStatus]] = frozenset(
    {
        (ProjectStatus.CONCEPT, ProjectStatus.GEPLAND),
        (ProjectStatus.CONCEPT, ProjectStatus.VERVALLEN),
        (ProjectStatus.GEPLAND, ProjectStatus.LOOPT),
        (ProjectStatus.GEPLAND, ProjectStatus.VERVALLEN),
        (ProjectStatus.LOOPT, ProjectStatus.AFGEROND),
        (ProjectStatus.LOOPT, ProjectStatus.VERVALLEN),
        (ProjectStatus.AFGEROND, ProjectStatus.LOOPT),
    }
)


def toegestaan(van: ProjectStatus) -> list[ProjectStatus]:
    """To which statuses a project may go."""
    return [naar for naar in ProjectStatus if (van, naar) in OVERGANGEN]


def beletselen_project(van: ProjectStatus, naar: ProjectStatus) -> list[Reden]:
    """Everything that stops a project from going to another status."""
    if naar in toegestaan(van):
        return []
    zin = f"Een project dat {van} is, kan niet {naar} worden."
    return [Reden("naar", "overgang-onbekend", zin)]


def fouten_in_project(project: Project) -> list[Reden]:
    """Faults between the fields."""
    fouten = []
    if project.tot and project.tot < project.van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("tot", "periode-omgekeerd", zin))
    if project.risicodatum and project.tot and project.risicodatum > project.tot:
        zin = "De risicodatum ligt na de laatste dag."
        fouten.append(Reden("risicodatum", "na-einde", zin))
    return fouten


def ziet_project(project: Project, is_gedeeld: bool, kijker: Kijker) -> bool:
    """A draft: who leads it only. After that: who takes part, and the verband."""
    if not kijker.rollen & (PLANNERS | MEEKIJKERS):
        return False
    if kijker.organisatie == project.organisatie:
        return True
    deelt = kijker.organisatie in project.deelnemers or project.verband in kijker.verbanden
    return is_gedeeld and deelt


def ziet_opgave(opgave: Opgave, kijker: Kijker) -> bool:
    deelt = kijker.organisatie == opgave.organisatie or bool(
        kijker.verbanden & set(opgave.verbanden)
    )
    return deelt and bool(kijker.rollen & (PLANNERS | MEEKIJKERS))


def stand(project: Project, vragen: Iterable[tekort.Vraag], vandaag: date) -> Projectstand:
    """What the needs of a project ask and miss from today on.

    A need without an end counts to the end of the project, or for a year. A project is in danger
    when something is uncovered on its risk date; without one, when it is today.
    """
    vragen = list(vragen)
    eind = project.tot or _over_een_jaar(max(project.van, vandaag))
    dagen = [d for v in vragen if (d := tekort.eerste_ongedekte_dag(v, vandaag)) and d <= eind]
    grens = max(project.risicodatum or vandaag, vandaag)
    mist = any(tekort.ongedekt(vraag, grens, grens) for vraag in vragen)
    return Projectstand(
        gevraagd=sum(tekort.omvang(vraag.strook, vandaag, eind) for vraag in vragen),
        ongedekt=sum(tekort.ongedekt(vraag, vandaag, eind) for vraag in vragen),
        eerste_ongedekte_dag=min(dagen, default=None),
        in_gevaar=mist and grens <= eind,
    )


def _over_een_jaar(dag: date) -> date:
    return date.fromordinal(min(dag.toordinal() + 365, date.max.toordinal()))
