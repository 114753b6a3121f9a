"""Welke functie wordt steeds opnieuw gezocht, en hoort dus misschien in de pool?

Pure rules over history without persons: needs, and hiring assignments from a list. A suggestion
shows the figures it rests on; a person decides. A period is a quarter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Patroon(StrEnum):
    """Why a function is suggested."""

    TERUGKEREND = "terugkerend"  # it starts anew in quarter after quarter
    WISSELEND = "wisselend"  # many have it now and then, nobody all the time


@dataclass(frozen=True, slots=True)
class Inzetvraag:
    """That an organisation hired or needed a function, from a day (None: unknown) to a day."""

    functie: str
    organisatie: str
    van: date | None
    tot: date | None
    is_inhuur: bool


@dataclass(frozen=True, slots=True)
class Inhuurrij:
    """One hiring assignment of a list; `organisatie` as the list calls it."""

    kenmerk: str
    organisatie: str
    titel: str
    functie: str | None
    uren: Decimal | None
    van: date | None
    tot: date | None
    leverancier_soort: str | None


@dataclass(frozen=True, slots=True)
class Poolsuggestie:
    """A function for the pool, with the figures that say so."""

    functie: str
    patronen: tuple[Patroon, ...]
    keren: int
    keren_inhuur: int
    organisaties: int
    kwartalen: tuple[str, ...]  # in which it began, as 2026-K3


def kwartaal(dag: date) -> str:
    return f"{dag.year:04d}-K{(dag.month - 1) // 3 + 1}"


def _nummer(dag: date) -> int:
    return dag.year * 4 + (dag.month - 1) // 3


def zoek_patronen(
    vragen: Iterable[Inzetvraag], van: date, tot: date, perioden: int, organisaties: int
) -> list[Poolsuggestie]:
    """Functions that come back in so many quarters, or at so many organisations now and then.

    Only what began in these days counts; of what has no day at all only the organisation counts.
    """
    per_functie: dict[str, list[Inzetvraag]] = {}
    for een in vragen:
        if een.van is None or van <= een.van <= tot:
            per_functie.setdefault(een.functie, []).append(een)
    gevonden = []
    for functie, rij in sorted(per_functie.items()):
        suggestie = _suggestie(functie, rij)
        patronen = []
        if len(suggestie.kwartalen) >= perioden:
            patronen.append(Patroon.TERUGKEREND)
        if _wisselend(rij, van, tot) >= organisaties:
            patronen.append(Patroon.WISSELEND)
        if patronen:
            gevonden.append(replace(suggestie, patronen=tuple(patronen)))
    return gevonden


def _suggestie(functie: str, rij: list[Inzetvraag]) -> Poolsuggestie:
    return Poolsuggestie(
        functie,
        (),
        len(rij),
        sum(een.is_inhuur for een in rij),
        len({een.organisatie for een in rij}),
        tuple(sorted({kwartaal(een.van) for een in rij if een.van is not None})),
    )


def _wisselend(rij: list[Inzetvraag], van: date, tot: date) -> int:
    """How many organisations have it in some quarters and not in all of them."""
    alle = _nummer(tot) - _nummer(van) + 1
    per: dict[str, set[int]] = {}
    for een in rij:
        bezet = per.setdefault(een.organisatie, set())
        if een.van is not None:
            laatste = min(max(een.tot or een.van, een.van), tot)
            bezet.update(range(_nummer(een.van), _nummer(laatste) + 1))
    return sum(len(bezet) < alle for bezet in per.values())
