"""Wat leerde u, en wat zou u anders doen? Pure rules of the evaluation of a block.

It is about the block and never about a person: a fixed small form without marks or scores.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.trainee.rules.mensen import (
    Mentoraanbod,
    Traineedeelname,
    is_gastheer,
    is_mentor,
    is_trainee,
)
from services.pool.trainee.rules.programma import Traineeprogramma, leidt
from services.pool.trainee.rules.roulatie import Traineeblok


class Evaluatierol(StrEnum):
    """In which part somebody looks back on a block."""

    TRAINEE = "trainee"
    MENTOR = "mentor"
    GASTHEER = "gastheer"


class Evaluatiezicht(StrEnum):
    """Who reads it besides the writer; the writer chooses. Each next one is wider."""

    ALLEEN_IK = "alleen_ik"
    ELKAAR = "elkaar"  # trainee, mentor and the host of that block
    PROGRAMMA = "programma"  # and who leads the programme


@dataclass(frozen=True, slots=True)
class Blokevaluatie:
    """What somebody wrote about one block of one trainee."""

    trainee: UUID
    blok: int
    rol: Evaluatierol
    schrijver: UUID
    geleerd: str
    anders: str
    zicht: Evaluatiezicht


def rol_in_blok(
    deelname: Traineedeelname, mentor: Mentoraanbod | None, gast: str | None, kijker: Kijker
) -> Evaluatierol | None:
    """The caller's part in a block at host `gast`; None: no part."""
    if is_trainee(deelname, kijker):
        return Evaluatierol.TRAINEE
    if is_mentor(mentor, kijker):
        return Evaluatierol.MENTOR
    if gast is not None and kijker.medewerker is not None and is_gastheer([gast], kijker):
        return Evaluatierol.GASTHEER
    return None


def ziet_evaluatie(
    wat: Blokevaluatie, programma: Traineeprogramma, rol: Evaluatierol | None, kijker: Kijker
) -> bool:
    """The writer, and whom the writer chose; `rol`: the caller's part in that block."""
    if kijker.medewerker is not None and kijker.medewerker == wat.schrijver:
        return True
    if wat.zicht is Evaluatiezicht.ALLEEN_IK:
        return False
    breed = wat.zicht is Evaluatiezicht.PROGRAMMA and leidt(programma, kijker)
    return rol is not None or breed


def beletselen_evaluatie(blok: Traineeblok | None, gast: str | None, vandaag: date) -> list[Reden]:
    """Everything that stops an evaluation now: a block that began, with a place in it."""
    if blok is None or gast is None:
        return [Reden("blok", "geen-plaats", "De trainee heeft in dit blok geen plaats.")]
    if blok.van > vandaag:
        return [Reden("blok", "niet-begonnen", "Dit blok is nog niet begonnen.")]
    return []


def is_te_tellen(verwacht: int, vanaf: int) -> bool:
    """Whether others read counts: not of a group so small that it would tell of one person."""
    return verwacht >= vanaf
