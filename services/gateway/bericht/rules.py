"""Wat er met een bericht gebeurt, en wie dat mag weten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

# After a try that failed for this mail only, as mail servers themselves wait.
WACHTTIJDEN = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440, 1440))
TEKST_BEWAARD = timedelta(days=30)  # of what could not be sent
BEWAARD = timedelta(days=90)  # that a message was sent, without its text


class Berichtstatus(StrEnum):
    """Where a message is. Public API: add, never rename."""

    WACHT = "wacht"
    VERZONDEN = "verzonden"
    GEEN_ADRES = "geen_adres"
    VASTGELOPEN = "vastgelopen"


class Berichtsoort(StrEnum):
    """A text of a service, or a one-time link, which is only made when it is sent."""

    TEKST = "tekst"
    INLOGLINK = "inloglink"


NIET_VERZONDEN = frozenset({Berichtstatus.GEEN_ADRES, Berichtstatus.VASTGELOPEN})


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message to a person or an organisation, without its text."""

    id: UUID
    dienst: str
    soort: Berichtsoort
    persoon: UUID | None
    organisatie: str | None  # OIN: to its recruitment mailbox
    status: Berichtstatus
    pogingen: int
    aangemaakt_op: datetime
    verzonden_op: datetime | None = None
    heeft_tekst: bool = False


def volgende(pogingen: int, nu: datetime) -> datetime | None:
    """When to try again after this many tries; None: stop, a person must look at it."""
    if pogingen > len(WACHTTIJDEN):
        return None
    return nu + WACHTTIJDEN[pogingen - 1]


def beletselen(bericht: Bericht) -> list[str]:
    """Why the message cannot be tried again now; empty means: it can."""
    geldt = {
        f"Dit bericht is {bericht.status}.": bericht.status not in NIET_VERZONDEN,
        "De tekst is er niet meer.": bericht.soort is Berichtsoort.TEKST
        and not bericht.heeft_tekst,
    }
    return [reden for reden, waar in geldt.items() if waar]
