"""De vijf keuzes van een pool, elk met een eigen geschiedenis (seed 001)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum


class Keuze(StrEnum):
    """One of the five; its value is its name on the line."""

    DOELGROEP = "doelgroep"
    AFZENDER = "afzender"
    ROULATIESYSTEEM = "roulatiesysteem"
    DOELEN = "doelen"
    KOSTEN_EN_UREN = "kostenEnUren"


VELD_VAN = {keuze: keuze.name.lower() for keuze in Keuze}


@dataclass(frozen=True, slots=True)
class Keuzes:
    """The five choices every pool must make before it starts (seed 001)."""

    doelgroep: str = ""
    afzender: str = ""
    roulatiesysteem: str = ""
    doelen: str = ""
    kosten_en_uren: str = ""


def ontbrekende_keuzes(keuzes: Keuzes) -> list[str]:
    """Names of the choices that are still empty; an empty list means the pool may start."""
    return [veld.name for veld in fields(keuzes) if not str(getattr(keuzes, veld.name)).strip()]


@dataclass(frozen=True, slots=True)
class Keuzestand:
    """The five as they were after one change. `herkomst`: convenant version per field name."""

    versie: int
    keuzes: Keuzes
    door: str | None
    namens: str | None  # OIN
    op: datetime
    herkomst: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keuzeversie:
    """One version of one choice; convenant None: the pool's own words."""

    versie: int
    tekst: str
    convenant: int | None
    door: str | None
    namens: str | None
    op: datetime


def geschiedenis(keuze: Keuze, standen: Iterable[Keuzestand]) -> list[Keuzeversie]:
    """The versions of one choice, oldest first: a change of another choice is none of it.

    Never empty when there is a stand: the first one counts, also when nothing was chosen yet.
    """
    versies: list[Keuzeversie] = []
    veld = VELD_VAN[keuze]
    for stand in sorted(standen, key=lambda een: een.versie):
        tekst, convenant = getattr(stand.keuzes, veld), stand.herkomst.get(veld)
        if versies and (versies[-1].tekst, versies[-1].convenant) == (tekst, convenant):
            continue
        nr = len(versies) + 1
        versies.append(Keuzeversie(nr, tekst, convenant, stand.door, stand.namens, stand.op))
    return versies


def nieuwe_herkomst(
    oud: Keuzes, herkomst: Mapping[str, int], nieuw: Keuzes, convenant: Mapping[str, int]
) -> dict[str, int]:
    """Where each choice comes from after a change; `convenant`: what was taken over just now."""
    uit = {}
    for veld in VELD_VAN.values():
        gelijk = getattr(oud, veld) == getattr(nieuw, veld)
        if (versie := convenant.get(veld, herkomst.get(veld) if gelijk else None)) is not None:
            uit[veld] = versie
    return uit
