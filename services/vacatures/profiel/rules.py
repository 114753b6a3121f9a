"""How an employer shows itself: size class, the text blocks of a vacancy, and who is the sender."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

# Roles that speak for the organisation, and so for the labels of its verbanden (ADR 33).
BEHEERROLLEN = frozenset({"recruiter", "hr_adviseur"})
GEMEENTE = "/gemeente/"
MAXIMUM_BLOKKEN = 10


class Grootteklasse(StrEnum):
    """Size of a municipality by inhabitants.

    Source: the classes of the Personeelsmonitor 2021 (A); on which side of a border the border
    itself lies is our own choice (C).
    """

    TOT_20000 = "tot_20000"
    VAN_20000_TOT_50000 = "20000_tot_50000"
    VAN_50000_TOT_100000 = "50000_tot_100000"
    VANAF_100000 = "vanaf_100000"
    G4 = "g4"
    GEEN_GEMEENTE = "geen_gemeente"
    ONBEKEND = "onbekend"


_GRENZEN = (
    (20_000, Grootteklasse.TOT_20000),
    (50_000, Grootteklasse.VAN_20000_TOT_50000),
    (100_000, Grootteklasse.VAN_50000_TOT_100000),
)

IN_WOORDEN: Mapping[Grootteklasse, str] = {
    Grootteklasse.TOT_20000: "minder dan 20.000 inwoners",
    Grootteklasse.VAN_20000_TOT_50000: "20.000 tot 50.000 inwoners",
    Grootteklasse.VAN_50000_TOT_100000: "50.000 tot 100.000 inwoners",
    Grootteklasse.VANAF_100000: "100.000 inwoners of meer",
    Grootteklasse.G4: "een van de vier grootste gemeenten",
    Grootteklasse.GEEN_GEMEENTE: "geen gemeente",
    Grootteklasse.ONBEKEND: "aantal inwoners niet bekend",
}


def grootteklasse(tooi: str | None, inwoners: int | None, g4: frozenset[str]) -> Grootteklasse:
    """The size class, from facts of the register only; `g4`: last part of their TOOI (`gm0363`)."""
    if tooi is None:
        return Grootteklasse.ONBEKEND
    if GEMEENTE not in tooi:
        return Grootteklasse.GEEN_GEMEENTE
    if tooi.rsplit("/", 1)[-1] in g4:
        return Grootteklasse.G4
    if inwoners is None:
        return Grootteklasse.ONBEKEND
    passend = (klasse for grens, klasse in _GRENZEN if inwoners < grens)
    return next(passend, Grootteklasse.VANAF_100000)


@dataclass(frozen=True, slots=True)
class Merk:
    """A name under which somebody recruits: of one organisation, or the label of a verband."""

    naam: str
    tekst: str | None = None
    website: str | None = None
    verband: UUID | None = None


def afzenders(
    eigen: Merk | None, labels: Sequence[Merk], *, toon_eigen: bool, toon_label: bool
) -> list[Merk]:
    """The brands to show, own first; without a label there, the own brand stands in for it."""
    zelf = [] if eigen is None else [eigen]
    van_verband = list(labels) if toon_label else []
    return [*zelf, *van_verband] if toon_eigen or not van_verband else van_verband


@dataclass(frozen=True, slots=True)
class Blokversie:
    """One version of a profile block; it counts from `op` until the next version."""

    blok: UUID
    versie: int
    titel: str
    tekst: str
    op: datetime


def geldende(versies: Sequence[Blokversie], op: datetime | None) -> Blokversie | None:
    """The version that counted at `op`; None means: the newest.

    A block from after `op` shows its first version, so that a text chosen later is not lost.
    """
    geordend = sorted(versies, key=lambda versie: versie.versie)
    if not geordend:
        return None
    eerder = [v for v in geordend if op is None or v.op <= op]
    return eerder[-1] if eerder else geordend[0]
