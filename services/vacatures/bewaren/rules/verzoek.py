"""Requests of a person about the own data: an objection, answered by a named person in time.

GDPR art. 12(3): within a month. For a bestuursorgaan the answer is an Awb decision (UAVG art. 34),
so it carries an objection clause; its text is a setting. This is no legal advice.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ANTWOORDTERMIJN_MAANDEN = 1  # A: AVG art. 12 lid 3


class Verzoekstatus(StrEnum):
    """Where a request is."""

    ONTVANGEN = "ontvangen"
    BEANTWOORD = "beantwoord"
    INGETROKKEN = "ingetrokken"


class Verzoekbesluit(StrEnum):
    """What the organisation decided."""

    TOEGEWEZEN = "toegewezen"
    DEELS_TOEGEWEZEN = "deels_toegewezen"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One part of what is known of a person, after a request to erase."""

    naam: str
    gewist: int
    blijft: int = 0
    reden: str | None = None


def uiterlijk(ontvangen: date) -> date:
    """The last day to answer: the same day next month, or the last day of that month."""
    maand = ontvangen.month + ANTWOORDTERMIJN_MAANDEN
    jaar, maand = ontvangen.year + (maand - 1) // 12, (maand - 1) % 12 + 1
    return date(jaar, maand, min(ontvangen.day, monthrange(jaar, maand)[1]))


def mogelijk(status: Verzoekstatus) -> list[Verzoekstatus]:
    """Where a request can go from here."""
    if status is Verzoekstatus.ONTVANGEN:
        return [Verzoekstatus.BEANTWOORD, Verzoekstatus.INGETROKKEN]
    return []
