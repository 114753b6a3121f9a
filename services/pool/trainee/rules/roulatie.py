"""Wie leert waar, wanneer, en van wie? Pure rules of a rotation.

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
    lagen: tuple[Bestuurslaag, ...] = ()
    gezien: frozenset[Bestuurslaag] = frozenset()  # layers of blocks that are not computed again


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


@dataclass(frozen=True, slots=True)
class Wensgewichten:
    """How much a wish counts: the first organisation, the first layer, a subject (C)."""

    organisatie: int = 5
    laag: int = 3
    onderwerp: int = 1


GEWOON = Wensgewichten()


def wens(trainee: Trainee, gast: Gastplek, gewichten: Wensgewichten = GEWOON) -> int:
    """How dear a host is: named organisations, layers and subjects; 0: not asked for.

    Each next organisation or layer counts one less than the one before, and the last at least 1.
    """
    naam = laag = 0
    if gast.organisatie in trainee.organisaties:
        naam = max(1, gewichten.organisatie - trainee.organisaties.index(gast.organisatie))
    if gast.laag in trainee.lagen:
        laag = max(1, gewichten.laag - trainee.lagen.index(gast.laag))
    return naam + laag + gewichten.onderwerp * len(gewenste_onderwerpen(trainee, gast))


def gewenste_onderwerpen(trainee: Trainee, gast: Gastplek) -> tuple[str, ...]:
    """What the person wishes to learn and can learn there."""
    return tuple(een for een in trainee.onderwerpen if een in gast.onderwerpen)


def past_bij(trainee: Trainee, mentor: Traineementor) -> int:
    """How many wished subjects a mentor knows from experience; 0: no mentor for this trainee."""
    return len(gedeelde_onderwerpen(trainee, mentor))


def gedeelde_onderwerpen(trainee: Trainee, mentor: Traineementor) -> tuple[str, ...]:
    """The reason of a match: what one wishes to learn and the other knows from experience."""
    return tuple(een for een in dict.fromkeys(trainee.onderwerpen) if een in mentor.ervaring)


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
        gast = gasten.get(een.organisatie)
        if gast is None:
            zin = "Deze organisatie is geen gastheer van het programma."
            fouten.append(Reden("organisatie", "geen-gastheer", zin))
        elif aantal[plek] > gast.ruimte[een.blok]:
            zin = "De organisatie heeft in dit blok niet zoveel plaatsen."
            fouten.append(Reden("ruimte", "vol", zin))
    return fouten
