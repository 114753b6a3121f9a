"""What an employer says a function is worth, and how that compares between partners.

Functions have no common code list: the same norm function may have another scale next door (B,
a survey among municipalities in 2025). So norm function and scale belong to an organisation. The
employer types code and name of the norm function; no descriptions of any system are kept here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ZEKERHEID = "B"
UITLEG = (
    "Elke organisatie vult dit zelf in. Dezelfde normfunctie kan elders een andere schaal hebben,"
    " en een schaal van een andere cao is een ander bedrag. Dit is geen juridisch advies."
)


class Normsysteem(StrEnum):
    """Which system of job evaluation the norm function is from."""

    HR21 = "hr21"
    ODRP = "odrp"
    VBALANS = "vbalans"
    EIGEN = "eigen"


@dataclass(frozen=True, slots=True)
class Functiewaardering:
    """One function of the catalogue at one organisation, from a day on."""

    id: UUID
    organisatie: str
    functie: str
    normsysteem: Normsysteem
    normfunctie: str
    normcode: str | None
    schaal_min: str
    schaal_max: str
    geldig_vanaf: date


class Vergelijkbaarheid(StrEnum):
    """How far the scales of several organisations can be laid side by side."""

    ENIGE = "enige"
    GELIJK = "gelijk"
    ANDERE_SCHAAL = "andere_schaal"
    ANDERE_NORMFUNCTIE = "andere_normfunctie"


IN_WOORDEN: Mapping[Vergelijkbaarheid, str] = {
    Vergelijkbaarheid.ENIGE: "Eén organisatie heeft deze functie ingevuld.",
    Vergelijkbaarheid.GELIJK: "Dezelfde normfunctie en dezelfde schalen.",
    Vergelijkbaarheid.ANDERE_SCHAAL: "Dezelfde normfunctie, en toch verschillen de schalen.",
    Vergelijkbaarheid.ANDERE_NORMFUNCTIE: (
        "De normfuncties verschillen; de schalen zeggen dan weinig over elkaar."
    ),
}


@dataclass(frozen=True, slots=True)
class Functievergelijking:
    """One function, beside each other: what each organisation says of it on a day."""

    functie: str
    waarderingen: tuple[Functiewaardering, ...]
    vergelijkbaarheid: Vergelijkbaarheid


def schaalhoogte(schaal: str) -> Decimal:
    """To compare scales: A comes first, 10A lies between 10 and 11."""
    cijfers = schaal.rstrip("A")
    return Decimal(cijfers or "0") + (Decimal("0.5") if schaal.endswith("A") and cijfers else 0)


def klopt(schaal_min: str, schaal_max: str) -> bool:
    """Whether the lowest scale is not above the highest."""
    return schaalhoogte(schaal_min) <= schaalhoogte(schaal_max)


def geldend_op(waarderingen: Iterable[Functiewaardering], op: date) -> list[Functiewaardering]:
    """Of each organisation and function the one that counts that day: the last that began."""
    laatste: dict[tuple[str, str], Functiewaardering] = {}
    for een in sorted(waarderingen, key=lambda w: w.geldig_vanaf):
        if een.geldig_vanaf <= op:
            laatste[een.organisatie, een.functie] = een
    return sorted(laatste.values(), key=lambda w: (w.functie, w.organisatie))


def vergelijk(waarderingen: Iterable[Functiewaardering], op: date) -> list[Functievergelijking]:
    """Per function what organisations say of it on that day, by code of the function."""
    per_functie: dict[str, list[Functiewaardering]] = defaultdict(list)
    for een in geldend_op(waarderingen, op):
        per_functie[een.functie].append(een)
    return [
        Functievergelijking(functie, tuple(lijst), _vergelijkbaarheid(lijst))
        for functie, lijst in sorted(per_functie.items())
    ]


def _vergelijkbaarheid(lijst: list[Functiewaardering]) -> Vergelijkbaarheid:
    if len(lijst) == 1:
        return Vergelijkbaarheid.ENIGE
    if len({_normsleutel(w) for w in lijst}) > 1:
        return Vergelijkbaarheid.ANDERE_NORMFUNCTIE
    schalen = {(schaalhoogte(w.schaal_min), schaalhoogte(w.schaal_max)) for w in lijst}
    return Vergelijkbaarheid.GELIJK if len(schalen) == 1 else Vergelijkbaarheid.ANDERE_SCHAAL


def _normsleutel(een: Functiewaardering) -> tuple[Normsysteem, str]:
    """The same norm function: same system and code; without a code the name decides."""
    return een.normsysteem, (een.normcode or een.normfunctie).casefold().strip()
