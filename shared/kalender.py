"""The Dutch working calendar: which days are no working day besides the weekend."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def dag(moment: datetime) -> date:
    """The day of a moment, in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


@cache
def _of_year(year: int) -> frozenset[date]:
    official = holidays.country_holidays("NL", years=year)
    # Cao Gemeenten: 5 May is a day off every year since 2024, not once in five years (B).
    return frozenset(official) | {date(year, 5, 5)}


def vrije_dagen(start: date, eind: date) -> frozenset[date]:
    """Public holidays from `start` to `eind`, both included; weekends are not in it."""
    days = frozenset().union(*(_of_year(year) for year in range(start.year, eind.year + 1)))
    return frozenset(day for day in days if start <= day <= eind)


def horizon(start: date, days: int = 400) -> frozenset[date]:
    """Enough holidays to count working days from `start` for about a year."""
    return vrije_dagen(start, start + timedelta(days=days))
