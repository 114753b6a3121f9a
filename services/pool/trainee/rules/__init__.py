"""Wie leert waar, wanneer, en van wie? Pure rules of a trainee programme.

There is no date of birth and no judgement in it: a mentor is found by experience and own wish
(WGBL), and an evaluation tells about the block, not about the person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Reden


class Bestuurslaag(StrEnum):
    """Part of government in which a host works."""

    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"
    WATERSCHAP = "waterschap"
    RIJK = "rijk"
    OVERIG = "overig"


@dataclass(frozen=True, slots=True)
class Traineeblok:
    """A stretch of the programme in which everybody is at one organisation."""

    nr: int
    van: date
    tot: date


@dataclass(frozen=True, slots=True)
class Gastplek:
    """A host with room for so many trainees per block; subjects that can be learned there."""

    organisatie: str
    laag: Bestuurslaag
    ruimte: tuple[int, ...]  # per block
    onderwerpen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who rotates; wishes are the person's own, the dearest first."""

    id: UUID
    thuisorganisatie: str
    onderwerpen: tuple[str, ...] = ()
    organisaties: tuple[str, ...] = ()
    blokken: tuple[int, ...] | None = None  # None: every block


@dataclass(frozen=True, slots=True)
class Traineementor:
    """Somebody who offers to guide, with what the person has experience in."""

    id: UUID
    organisatie: str
    ervaring: tuple[str, ...]
    hoogstens: int = 1


@dataclass(frozen=True, slots=True)
class Traineeplaats:
    """One trainee at one host in one block."""

    trainee: UUID
    blok: int
    organisatie: str


def wens(trainee: Trainee, gast: Gastplek) -> int:
    """How dear a host is: named organisations first, then subjects; 0: not asked for."""
    naam = 0
    if gast.organisatie in trainee.organisaties:
        naam = max(1, 5 - trainee.organisaties.index(gast.organisatie))
    return naam + sum(1 for een in trainee.onderwerpen if een in gast.onderwerpen)


def past_bij(trainee: Trainee, mentor: Traineementor) -> int:
    """How many wished subjects a mentor knows from experience; 0: no mentor for this trainee."""
    return len(set(trainee.onderwerpen) & set(mentor.ervaring))


def fouten_in_blokken(blokken: Iterable[Traineeblok]) -> list[Reden]:
    """Faults of a programme: blocks follow each other and do not overlap."""
    fouten, vorige = [], None
    for blok in blokken:
        if blok.tot < blok.van:
            zin = "De laatste dag ligt voor de eerste dag."
            fouten.append(Reden("blokken", "periode-omgekeerd", zin))
        if vorige is not None and blok.van <= vorige.tot:
            zin = "De blokken volgen elkaar op en overlappen niet."
            fouten.append(Reden("blokken", "overlap", zin))
        vorige = blok
    return fouten


def fouten_in_rooster(
    plaatsen: Iterable[Traineeplaats], gasten: Mapping[str, Gastplek]
) -> list[Reden]:
    """What may never be: an organisation twice, two places in one block, or too many at a host."""
    fouten = []
    gezien: set[tuple[UUID, str]] = set()
    bezet: set[tuple[UUID, int]] = set()
    aantal: dict[tuple[str, int], int] = {}
    for een in plaatsen:
        if (een.trainee, een.organisatie) in gezien:
            zin = "Een trainee komt niet twee keer bij dezelfde organisatie."
            fouten.append(Reden("organisatie", "al-geweest", zin))
        if (een.trainee, een.blok) in bezet:
            fouten.append(Reden("blok", "dubbel", "Een trainee is in een blok op één plek."))
        gezien.add((een.trainee, een.organisatie))
        bezet.add((een.trainee, een.blok))
        plek = een.organisatie, een.blok
        aantal[plek] = aantal.get(plek, 0) + 1
        if aantal[plek] > gasten[een.organisatie].ruimte[een.blok]:
            zin = "De organisatie heeft in dit blok niet zoveel plaatsen."
            fouten.append(Reden("ruimte", "vol", zin))
    return fouten
