"""What an ondernemende ambtenaar publishes about the own work, and who may read it.

Publishing is the person's own choice, withdrawing works at once, and it ends by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Verhaaltermijnen:
    """How long a story is there; settings of the installation, both our own proposal (C)."""

    geldig: timedelta = timedelta(days=365)  # published, when nobody does anything
    na_einde: timedelta = timedelta(days=28)  # after that, when it is not published again


class Verhaalsoort(StrEnum):
    """Who somebody is and what somebody likes to do, or what came of it."""

    PROFIEL = "profiel"
    SUCCESVERHAAL = "succesverhaal"


class Verhaalstatus(StrEnum):
    """Only what is `gepubliceerd` is read by others."""

    CONCEPT = "concept"
    GEPUBLICEERD = "gepubliceerd"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Verhaal:
    """What one person wrote. `naam`: as the person wants to be called; chosen, not looked up."""

    id: UUID
    persoon: UUID
    organisatie: str  # OIN of the employer when it was last published
    soort: Verhaalsoort
    naam: str
    titel: str
    tekst: str
    contact: str | None
    verbanden: frozenset[UUID]
    status: Verhaalstatus
    gepubliceerd_op: datetime | None
    gepubliceerd_tot: datetime | None
    versie: int


@dataclass(frozen=True, slots=True)
class Verhaalfout:
    """Why something cannot be so."""

    veld: str
    code: str
    reden: str


OVERGANGEN: dict[Verhaalstatus, frozenset[Verhaalstatus]] = {
    Verhaalstatus.CONCEPT: frozenset({Verhaalstatus.GEPUBLICEERD}),
    # Published once more: the whole term again.
    Verhaalstatus.GEPUBLICEERD: frozenset({Verhaalstatus.GEPUBLICEERD, Verhaalstatus.INGETROKKEN}),
    Verhaalstatus.INGETROKKEN: frozenset({Verhaalstatus.GEPUBLICEERD}),
}


def mogelijk(status: Verhaalstatus) -> list[Verhaalstatus]:
    """Where it can go from here."""
    return sorted(OVERGANGEN[status])


def beletselen(
    verbanden: Collection[UUID], organisatie: str | None, eigen: Collection[UUID]
) -> list[Verhaalfout]:
    """Why it cannot be shown to these verbanden: only to those of the own employer."""
    fouten = []
    if organisatie is None:
        zin = "Alleen wie bij een deelnemende organisatie werkt, publiceert hier."
        fouten.append(Verhaalfout("organisatie", "geen-organisatie", zin))
    if not set(verbanden) <= set(eigen):
        zin = "Kies verbanden waar uw werkgever aan meedoet."
        fouten.append(Verhaalfout("verbanden", "niet-uw-verband", zin))
    return fouten


def is_te_lezen(
    verhaal: Verhaal, organisatie: str | None, verbanden: Collection[UUID], nu: datetime
) -> bool:
    """Whether an organisation in these verbanden may read it now."""
    if verhaal.status is not Verhaalstatus.GEPUBLICEERD or organisatie is None:
        return False
    einde = verhaal.gepubliceerd_tot
    if einde is None or nu >= einde:
        return False
    return organisatie == verhaal.organisatie or bool(verhaal.verbanden & set(verbanden))
