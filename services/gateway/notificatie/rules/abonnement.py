"""Wat een abonnee wil horen, en hoe het met zijn abonnement staat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

# What a filter may look at: the context attributes of our own events that say what it is about.
ATTRIBUTEN = frozenset({"type", "source", "subject", "dataref"})
DIEPTE = 5  # of filters in filters
MAX_FILTERS = 50  # dialects in one subscription, at every depth together
MAX_WAARDE = 500  # characters
MAX_PER_CLIENT = 20


class Abonnementstatus(StrEnum):
    """Hoe het met een abonnement staat. Values are public API: add, never rename."""

    TE_BEVESTIGEN = "te_bevestigen"
    ACTIEF = "actief"
    AFGEWEZEN = "afgewezen"
    GEPAUZEERD = "gepauzeerd"
    BEEINDIGD = "beeindigd"


class Bezwaar(StrEnum):
    """Why a subscription cannot be so. Values are public API: add, never rename."""

    FILTER_ONLEESBAAR = "filter-onleesbaar"
    FILTER_TE_DIEP = "filter-te-diep"
    FILTERS_TE_VEEL = "filters-te-veel"
    ATTRIBUUT_ONBEKEND = "attribuut-onbekend"
    ADRES_ONLEESBAAR = "adres-onleesbaar"
    ADRES_ZONDER_TLS = "adres-zonder-tls"
    ADRES_NIET_OPENBAAR = "adres-niet-openbaar"
    GEEN_LID = "geen-lid"


REDENEN = {
    Bezwaar.FILTER_ONLEESBAAR: "Een filter is precies één van all, any, not, exact, prefix en"
    " suffix, met een waarde van de juiste vorm.",
    Bezwaar.FILTER_TE_DIEP: f"Filters staan hoogstens {DIEPTE} diep in elkaar.",
    Bezwaar.FILTERS_TE_VEEL: f"Een abonnement heeft hoogstens {MAX_FILTERS} filters.",
    Bezwaar.ATTRIBUUT_ONBEKEND: "Filteren kan op type, source, subject en dataref.",
    Bezwaar.ADRES_ONLEESBAAR: "Geef een volledig adres, zonder gebruikersnaam, wachtwoord of #.",
    Bezwaar.ADRES_ZONDER_TLS: "Het adres begint met https://.",
    Bezwaar.ADRES_NIET_OPENBAAR: "Dit adres ligt niet op het openbare internet.",
    Bezwaar.GEEN_LID: "Uw organisatie doet niet mee aan dit verband.",
}

S = Abonnementstatus
# What its owner may make of it; the rest happens by delivering.
_OVERGANGEN = {
    S.TE_BEVESTIGEN: frozenset({S.GEPAUZEERD}),
    S.ACTIEF: frozenset({S.GEPAUZEERD}),
    S.AFGEWEZEN: frozenset({S.ACTIEF}),
    S.GEPAUZEERD: frozenset({S.ACTIEF}),
    S.BEEINDIGD: frozenset[Abonnementstatus](),
}


@dataclass(frozen=True, slots=True)
class Abonnement:
    """What somebody wants to hear. Without types: every type. All filters must fit."""

    typen: frozenset[str] = frozenset()
    filters: Sequence[Mapping[str, Any]] = ()
    verband: UUID | None = None


def mag_worden(van: Abonnementstatus, naar: Abonnementstatus) -> bool:
    """Whether its owner may ask for this; what it is already, is no change."""
    return van == naar or naar in _OVERGANGEN[van]


def wil(abonnement: Abonnement, event: Mapping[str, str]) -> bool:
    """Whether this event (as a CloudEvent) is what the subscriber asked for.

    A type is exact, or the start of one when it ends in a full stop.
    """
    type = event["type"]
    if abonnement.typen and not any(
        type.startswith(een) if een.endswith(".") else type == een for een in abonnement.typen
    ):
        return False
    return all(past(filter, event) for filter in abonnement.filters)


def past(filter: Mapping[str, Any], event: Mapping[str, str]) -> bool:
    """CloudEvents Subscriptions: one dialect; of several attributes all must fit."""
    ((dialect, inhoud),) = filter.items()
    match dialect:
        case "all":
            return all(past(een, event) for een in inhoud)
        case "any":
            return any(past(een, event) for een in inhoud)
        case "not":
            return not past(inhoud, event)
        case "exact":
            return all(event.get(naam) == waarde for naam, waarde in inhoud.items())
        case "prefix":
            return all(event.get(naam, "").startswith(waarde) for naam, waarde in inhoud.items())
        case "suffix":
            return all(event.get(naam, "").endswith(waarde) for naam, waarde in inhoud.items())
    raise ValueError(dialect)  # pragma: no cover (refused at the registration)


def bezwaren(filters: Sequence[Any]) -> list[tuple[str, Bezwaar]]:
    """Every (place, objection) against these filters, as they came in."""
    found: list[tuple[str, Bezwaar]] = []
    number = 0

    def walk(filter: Any, place: str, depth: int) -> None:
        nonlocal number
        number += 1
        if depth > DIEPTE:
            found.append((place, Bezwaar.FILTER_TE_DIEP))
            return
        if not isinstance(filter, Mapping) or len(filter) != 1:
            found.append((place, Bezwaar.FILTER_ONLEESBAAR))
            return
        ((dialect, inhoud),) = filter.items()
        if dialect in ("all", "any") and isinstance(inhoud, list) and inhoud:
            for nr, een in enumerate(inhoud):
                walk(een, f"{place}.{dialect}.{nr}", depth + 1)
        elif dialect == "not":
            walk(inhoud, f"{place}.not", depth + 1)
        elif dialect in ("exact", "prefix", "suffix"):
            found.extend((f"{place}.{dialect}", een) for een in _waarden(inhoud))
        else:
            found.append((place, Bezwaar.FILTER_ONLEESBAAR))

    for nr, filter in enumerate(filters):
        walk(filter, f"filters.{nr}", 1)
    if number > MAX_FILTERS:
        return [("filters", Bezwaar.FILTERS_TE_VEEL)]
    return found


def _waarden(inhoud: Any) -> list[Bezwaar]:
    if not isinstance(inhoud, Mapping) or not inhoud:
        return [Bezwaar.FILTER_ONLEESBAAR]
    if not ATTRIBUTEN.issuperset(inhoud):
        return [Bezwaar.ATTRIBUUT_ONBEKEND]
    fits = all(  # all attributes of our events are plain: types, addresses and ids
        isinstance(een, str) and een.isascii() and een.isprintable() and 0 < len(een) <= MAX_WAARDE
        for een in inhoud.values()
    )
    return [] if fits else [Bezwaar.FILTER_ONLEESBAAR]
