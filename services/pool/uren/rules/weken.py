"""Weeks and the months they run over; how many hours an agreement means for a part of a week.

Hours are whole quarters. A week that runs over the end of a month has two parts, for a settlement
counts months. What is agreed per week goes over its working days (Monday to Friday, public holidays
among them, for those are paid) and is rounded on the running sum, so no quarter is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAG, WEEKDAGEN, WERKDAGEN = timedelta(days=1), 7, 5
KWARTIEREN_PER_UUR = 4
KWARTIEREN_PER_DAG = 24 * KWARTIEREN_PER_UUR
KWARTIEREN_PER_WEEK = WEEKDAGEN * KWARTIEREN_PER_DAG
WEEKPATROON = r"^20[0-9]{2}-W(0[1-9]|[1-4][0-9]|5[0-3])$"
MAANDPATROON = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


@dataclass(frozen=True, slots=True)
class Weekdeel:
    """The days of one ISO week that fall in one month, both included."""

    week: str  # YYYY-Www
    maand: str  # YYYY-MM
    van: date
    tot: date

    @property
    def dagen(self) -> int:
        return (self.tot - self.van).days + 1


def week_van(dag: date) -> str:
    """The ISO week of a day."""
    jaar, week, _ = dag.isocalendar()
    return f"{jaar:04}-W{week:02}"


def maand_van(dag: date) -> str:
    return f"{dag.year:04}-{dag.month:02}"


def maandag_van(week: str) -> date | None:
    """The Monday of an ISO week; None: there is no such week."""
    if not re.fullmatch(WEEKPATROON, week):
        return None
    try:
        eerste = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
        return eerste if eerste <= date.max - timedelta(days=6) else None
    except ValueError:
        return None


def weekdelen(week: str) -> tuple[Weekdeel, ...]:
    """The one or two parts of a week; none when there is no such week."""
    maandag = maandag_van(week)
    if maandag is None:
        return ()
    zondag = maandag + 6 * DAG
    if maandag.month == zondag.month:
        return (Weekdeel(week, maand_van(maandag), maandag, zondag),)
    eerste = zondag.replace(day=1)
    return (
        Weekdeel(week, maand_van(maandag), maandag, eerste - DAG),
        Weekdeel(week, maand_van(zondag), eerste, zondag),
    )


def deel_van(week: str, maand: str) -> Weekdeel | None:
    """The part of the week in this month."""
    return next((een for een in weekdelen(week) if een.maand == maand), None)


def verdeel(totaal: int, gewichten: Sequence[int]) -> list[int]:
    """Share quarters by weights; rounded half up on the running sum, so that they add up."""
    som = sum(gewichten)
    if som == 0:
        return [0] * len(gewichten)
    delen, tot_nu, vorige = [], 0, 0
    for gewicht in gewichten:
        tot_nu += gewicht
        volgende = (2 * totaal * tot_nu + som) // (2 * som)
        delen.append(volgende - vorige)
        vorige = volgende
    return delen


def afgesproken(
    uren_per_week: Decimal, van: date, tot: date | None, week: str
) -> dict[Weekdeel, int]:
    """Quarters that an agreement from `van` to `tot` means, per part of the week."""
    delen = weekdelen(week)
    dagen = [_werkdagen(een, van, tot) for een in delen]
    precies = uren_per_week * KWARTIEREN_PER_UUR * sum(dagen) / WERKDAGEN
    totaal = int(precies.quantize(Decimal(1), ROUND_HALF_UP))
    return dict(zip(delen, verdeel(totaal, dagen), strict=True))


def _werkdagen(deel: Weekdeel, van: date, tot: date | None) -> int:
    eerste, laatste = max(deel.van, van), min(deel.tot, tot or deel.tot)
    aantal = (laatste - eerste).days + 1
    return sum((eerste + n * DAG).weekday() < WERKDAGEN for n in range(aantal))


def als_uren(kwartieren: int) -> Decimal:
    """Hours, in quarters."""
    return Decimal(kwartieren) / KWARTIEREN_PER_UUR


def in_woorden(kwartieren: int) -> str:
    """Hours as one writes them: 7,5."""
    uren = als_uren(abs(kwartieren)).normalize()
    return f"{'-' if kwartieren < 0 else ''}{uren:f}".replace(".", ",")


def week_in_woorden(week: str) -> str:
    """As one says it: 47 van 2026."""
    return f"{int(week[6:])} van {week[:4]}"
