"""Working days of the Dutch calendar, and days as moments.

Times are moments in UTC; a working day is a whole day in Europe/Amsterdam that is neither a weekend
day nor in `vrije_dagen`.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.vacatures.vacature import rules as vacature

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZATERDAG = 5
LANGSTE_OPENSTELLING = timedelta(days=366)


def begin_dag(dag: date) -> datetime:
    """The first moment of a day in Amsterdam, in UTC."""
    return datetime.combine(dag, time.min, AMSTERDAM).astimezone(UTC)


def dag_van(moment: datetime) -> date:
    """The day it is in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


def einde_dag(dag: date) -> datetime:
    """The moment a day is over in Amsterdam, in UTC."""
    return begin_dag(dag + timedelta(days=1))


def is_werkdag(dag: date, vrije_dagen: frozenset[date]) -> bool:
    """Monday to Friday and not a day off."""
    return dag.weekday() < ZATERDAG and dag not in vrije_dagen


def zonder_bevrijdingsdag(vrije_dagen: frozenset[date]) -> frozenset[date]:
    """Days off where 5 May is one only in the years in which the State keeps it: one in five."""
    return frozenset(d for d in vrije_dagen if (d.month, d.day) != (5, 5) or d.year % 5 == 0)


def na_werkdagen(start: datetime, werkdagen: int, vrije_dagen: frozenset[date]) -> datetime:
    """The end of the n-th whole working day from `start`; a day already begun does not count."""
    if werkdagen <= 0:
        return start
    dag = dag_van(start)
    if begin_dag(dag) != start:
        dag += timedelta(days=1)
    while True:
        if is_werkdag(dag, vrije_dagen):
            werkdagen -= 1
            if werkdagen == 0:
                return einde_dag(dag)
        dag += timedelta(days=1)


def sluiting_fouten(sluitings_datum: date, nu: datetime) -> list[vacature.Fout]:
    """Why a vacancy cannot be opened until this day, both included in the opening."""
    if sluitings_datum < dag_van(nu):
        reden, code = "De sluitingsdatum is voorbij", "voorbij"
    elif sluitings_datum > dag_van(nu) + LANGSTE_OPENSTELLING:
        reden, code = "Een openstelling duurt ten hoogste een jaar", "te-ver"
    else:
        return []
    return [vacature.Fout("sluitings_datum", code, reden)]
