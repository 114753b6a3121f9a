"""When a saved search tells its person something, and in what words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# What a search finds when it is saved is known from then on; more than this is no search.
HOOGSTENS_BEKEND = 2000
IN_BERICHT = 25  # titles in one mail; the rest is counted
# An address of the API would be refused in a browser: who sees it does so in the own intranet.
NIET_OPENBAAR = "Nog niet voor iedereen open; medewerkers zien deze vacature op hun intranet."
OCHTEND = time(7)  # in the Netherlands
MAANDAG = 0
# Direct is at most this often: what opens together makes one mail.
ADEM = timedelta(minutes=5)


class Frequentie(StrEnum):
    """How often somebody wants to hear."""

    DIRECT = "direct"
    DAGELIJKS = "dagelijks"
    WEKELIJKS = "wekelijks"


@dataclass(frozen=True, slots=True)
class Vermelding:
    """A vacancy as a mail names it; `url` of its page, None while it has none."""

    titel: str
    url: str | None


def volgende_keer(frequentie: Frequentie, na: datetime) -> datetime:
    """The first moment after `na` to look again: a morning in the Netherlands, or soon."""
    if frequentie is Frequentie.DIRECT:
        return na + ADEM
    dag = na.astimezone(AMSTERDAM).date()
    while True:
        moment = datetime.combine(dag, OCHTEND, AMSTERDAM).astimezone(UTC)
        if moment > na and (frequentie is Frequentie.DAGELIJKS or dag.weekday() == MAANDAG):
            return moment
        dag += timedelta(days=1)


def adres(basis: str, vacature: UUID, openbaar: bool) -> str | None:
    """The page of a vacancy: there is one from the moment that everybody may apply."""
    return f"{basis}/vacature/{vacature}" if openbaar else None


def onderwerp(aantal: int, naam: str) -> str:
    """The subject of an alert."""
    return f"{aantal} nieuwe vacature{'s' * (aantal > 1)} bij {naam}"


def bericht(vermeldingen: Sequence[Vermelding], naam: str, afmelden: str) -> str:
    """The text of an alert: titles and addresses, never more than its reader may see."""
    getoond = vermeldingen[:IN_BERICHT]
    regels = [f"Nieuw bij uw zoekopdracht {naam}:", ""]
    for een in getoond:
        regels += [f"- {een.titel}", f"  {een.url or NIET_OPENBAAR}"]
    if rest := len(vermeldingen) - len(getoond):
        regels += ["", f"En nog {rest} andere; u vindt ze in de lijst van vacatures."]
    return "\n".join([*regels, "", "Geen berichten meer over deze zoekopdracht?", afmelden])
