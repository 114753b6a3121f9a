"""Phases on the real Dutch calendar: summer time, days off, weekends, the end of a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Categorie, Convenant
from services.vacatures.openstelling import rules
from services.vacatures.vacature.rules import Hoedanigheid
from shared import kalender
from tests.vacatures.openstelling.voorbeelden import AFSPRAKEN

TIK = timedelta(microseconds=1)
EXTERN = Hoedanigheid(Categorie.EXTERN)


def utc(*delen: int) -> datetime:
    return datetime(*delen, tzinfo=UTC)  # type: ignore[arg-type,misc]


def stel_open(
    geopend: datetime, dagen: int = 90, afspraken: Convenant = AFSPRAKEN
) -> rules.Openstelling:
    vandaag = rules.dag_van(geopend)
    sluit = vandaag + timedelta(days=dagen)
    vrij = kalender.vrije_dagen(vandaag, sluit)
    return rules.stel_open([afspraken], geopend, rules.einde_dag(sluit), vrij)


@pytest.mark.parametrize(
    ("geopend", "partners", "openbaar"),
    [
        # Summer time starts on 29 March 2026: midnight goes from 23 to 22 hours UTC. Good Friday
        # and Easter Monday follow, so that ten working days are more than two weeks.
        (utc(2026, 3, 20, 8), utc(2026, 3, 27, 23), utc(2026, 4, 7, 22)),
        # The hour that does not exist, on the Sunday itself.
        (utc(2026, 3, 29, 1), utc(2026, 4, 7, 22), utc(2026, 4, 14, 22)),
        # Summer time ends on 25 October 2026, on a Sunday whose third hour comes twice.
        (utc(2026, 10, 16, 8), utc(2026, 10, 23, 22), utc(2026, 10, 30, 23)),
        (utc(2026, 10, 25, 0, 30), utc(2026, 10, 30, 23), utc(2026, 11, 6, 23)),
        (utc(2026, 10, 25, 1, 30), utc(2026, 10, 30, 23), utc(2026, 11, 6, 23)),
        # King's day on a Monday, then 5 May, then Ascension Day.
        (utc(2026, 4, 24, 8), utc(2026, 5, 4, 22), utc(2026, 5, 12, 22)),
        # In 2025 King's day is kept on Saturday 26 April, because the 27th is a Sunday.
        (utc(2025, 4, 24, 22), utc(2025, 5, 1, 22), utc(2025, 5, 9, 22)),
        # Ascension Day and Whit Monday.
        (utc(2026, 5, 12, 22), utc(2026, 5, 20, 22), utc(2026, 5, 28, 22)),
        # Between Christmas and New Year: three working days in 2026.
        (utc(2026, 12, 24, 8), utc(2027, 1, 4, 23), utc(2027, 1, 11, 23)),
        # From a Saturday, a Sunday and a day off: the next working day is the first.
        (utc(2026, 8, 15, 10), utc(2026, 8, 21, 22), utc(2026, 8, 28, 22)),
        (utc(2026, 8, 16, 21, 59), utc(2026, 8, 21, 22), utc(2026, 8, 28, 22)),
        (utc(2026, 5, 5, 10), utc(2026, 5, 12, 22), utc(2026, 5, 20, 22)),
        # The last moment of a Monday; and the first of the Tuesday, which counts itself.
        (utc(2026, 8, 17, 22) - TIK, utc(2026, 8, 24, 22), utc(2026, 8, 31, 22)),
        (utc(2026, 8, 17, 22), utc(2026, 8, 24, 22), utc(2026, 8, 31, 22)),
        (utc(2026, 8, 17, 22) + TIK, utc(2026, 8, 25, 22), utc(2026, 9, 1, 22)),
    ],
)
def test_five_and_five_working_days(
    geopend: datetime, partners: datetime, openbaar: datetime
) -> None:
    open_ = stel_open(geopend)
    assert rules.grenzen(open_)[:3] == [geopend, partners, openbaar]
    # To the microsecond: the phase before lasts until the very end of its last day.
    assert not rules.toegang_op(open_, EXTERN, openbaar - TIK)[0].zichtbaar
    assert rules.toegang_op(open_, EXTERN, openbaar)[0].zichtbaar


@pytest.mark.parametrize(
    ("jaar", "elk_jaar", "einde"),
    [
        (2026, True, utc(2026, 5, 8, 22)),
        (2026, False, utc(2026, 5, 7, 22)),
        (2027, True, utc(2027, 5, 11, 22)),  # Ascension Day is on 6 May
        (2027, False, utc(2027, 5, 10, 22)),
        (2025, True, utc(2025, 5, 8, 22)),
        (2025, False, utc(2025, 5, 8, 22)),  # the State keeps 5 May once in five years
    ],
)
def test_whether_5_may_is_a_day_off_every_year_is_agreed(
    jaar: int, elk_jaar: bool, einde: datetime
) -> None:
    """Five working days from the first of May on, by the convenant of the verband."""
    afspraken = replace(AFSPRAKEN, bevrijdingsdag_elk_jaar=elk_jaar)
    open_ = stel_open(utc(jaar, 4, 30, 22), afspraken=afspraken)
    assert rules.grenzen(open_)[1] == einde


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.integers(0, 400))
def test_without_the_agreement_only_5_may_is_worked(begin: date, dagen: int) -> None:
    vrij = kalender.vrije_dagen(begin, begin + timedelta(days=dagen))
    weg = vrij - rules.zonder_bevrijdingsdag(vrij)
    assert weg == {d for d in vrij if (d.month, d.day) == (5, 5) and d.year % 5}


MOMENTEN = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTEN, st.integers(0, 200))
def test_phases_follow_each_other_and_change_at_midnight(geopend: datetime, dagen: int) -> None:
    open_ = stel_open(geopend, dagen)
    fasen = open_.delen[0].fasen
    assert (fasen[0].van, fasen[-1].tot) == (geopend, open_.sluit_op)
    for eerder, later in pairwise(fasen):
        assert eerder.tot == later.van
        assert later.van.astimezone(rules.AMSTERDAM).timetz().isoformat()[:8] == "00:00:00"
        # It ends with a working day, and counts exactly as many as agreed.
        dag, dagen_ = rules.dag_van(eerder.van), []
        while rules.einde_dag(dag) <= eerder.tot:
            if rules.begin_dag(dag) >= eerder.van:
                dagen_.append(dag)
            dag += timedelta(days=1)
        vrij = kalender.vrije_dagen(date(2025, 1, 1), date(2031, 12, 31))
        werk = [d for d in dagen_ if rules.is_werkdag(d, vrij)]
        assert (len(werk), werk[-1]) == (5, dagen_[-1])


@given(MOMENTEN, st.integers(0, 60), st.integers(0, 10**9))
def test_a_minute_later_never_sees_less(geopend: datetime, dagen: int, later: int) -> None:
    """Whenever one looks, also in the hours that come twice or not at all."""
    open_ = stel_open(geopend, dagen)
    op = geopend + timedelta(milliseconds=later) % (open_.sluit_op - geopend)
    straks = min(op + timedelta(minutes=1), open_.sluit_op - TIK)
    for wie in rules.alle_hoedanigheden(open_):
        nu, dan = (rules.toegang_op(open_, wie, moment)[0] for moment in (op, straks))
        assert nu.zichtbaar <= dan.zichtbaar
