"""Which vacancies belong with a wish and which wishes with a vacancy, and in what order.

The order is the number of hard criteria that fit, and then what is published: the nearest closing
day, or the oldest wish. The same facts give the same list, in whatever order they come in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from services.vacatures.loopbaanwens.rules.toetsing import (
    Criteria,
    Wenscriteria,
    Werkcriteria,
    passend_aantal,
    toets,
    zelfde_werk,
)
from services.vacatures.loopbaanwens.rules.wens import Wenssoort
from services.vacatures.vacature.rules import Vacaturesoort

AARDSTRAAL = 6371.0088  # km, mean (IUGG)


@dataclass(frozen=True, slots=True)
class Ligging:
    """Where a four-digit postcode lies, in degrees."""

    breedte: float
    lengte: float


@dataclass(frozen=True, slots=True)
class Vondst:
    """A vacancy that the person may see, with what decides between equals."""

    vacature: UUID
    soort: Vacaturesoort
    sluitings_datum: date | None
    criteria: Werkcriteria


@dataclass(frozen=True, slots=True)
class Wensvondst:
    """A wish that the recruiter may see, with what decides between equals."""

    wens: UUID
    soorten: frozenset[Wenssoort]
    sinds: datetime
    criteria: Wenscriteria


def vacatures_bij_wens(
    soorten: Collection[Wenssoort],
    wens: Wenscriteria,
    vondsten: Iterable[Vondst],
    liggingen: Mapping[str, Ligging],
) -> list[tuple[UUID, Criteria]]:
    """The vacancies this wish is about: most hard criteria first, then the nearest closing day."""
    lijst = [
        (een, toets(wens, een.criteria, afstand_km(liggingen, wens.pc4, een.criteria.pc4)))
        for een in vondsten
        if hoort_bij(soorten, een.soort) and zelfde_werk(wens, een.criteria)
    ]
    lijst.sort(
        key=lambda p: (-passend_aantal(p[1]), p[0].sluitings_datum or date.max, p[0].vacature)
    )
    return [(een.vacature, criteria) for een, criteria in lijst]


def wensen_bij_vacature(
    soort: Vacaturesoort,
    werk: Werkcriteria,
    vondsten: Iterable[Wensvondst],
    liggingen: Mapping[str, Ligging],
) -> list[tuple[UUID, Criteria]]:
    """The wishes about this vacancy: most hard criteria first, then the oldest wish."""
    lijst = [
        (een, toets(een.criteria, werk, afstand_km(liggingen, een.criteria.pc4, werk.pc4)))
        for een in vondsten
        if hoort_bij(een.soorten, soort) and zelfde_werk(een.criteria, werk)
    ]
    lijst.sort(key=lambda p: (-passend_aantal(p[1]), p[0].sinds, p[0].wens))
    return [(een.wens, criteria) for een, criteria in lijst]


def hoort_bij(soorten: Collection[Wenssoort], soort: Vacaturesoort) -> bool:
    """Whether a wish of these kinds is about a vacancy of that kind at all."""
    stage = soort is Vacaturesoort.STAGE
    return (Wenssoort.STAGE_BEGELEIDEN if stage else Wenssoort.OVERSTAP) in soorten


def afstand_km(
    liggingen: Mapping[str, Ligging], een: str | None, ander: str | None
) -> float | None:
    """Kilometres as the crow flies between two postcodes (haversine); None: not known."""
    van, naar = liggingen.get(een or ""), liggingen.get(ander or "")
    if van is None or naar is None:
        return None
    lat1, lat2 = radians(van.breedte), radians(naar.breedte)
    helft = sin((lat2 - lat1) / 2) ** 2
    helft += cos(lat1) * cos(lat2) * sin(radians(naar.lengte - van.lengte) / 2) ** 2
    return 2 * AARDSTRAAL * asin(min(1.0, sqrt(helft)))
