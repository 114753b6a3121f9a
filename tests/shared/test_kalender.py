"""Holidays of the Netherlands, and which day it is there."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import kalender


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 4, 3), True),  # Good Friday counts as one for terms (Algemene termijnenwet 3)
        (date(2026, 4, 6), True),
        (date(2026, 4, 27), True),
        (date(2025, 4, 26), True),  # King's Day moves when the 27th is a Sunday
        (date(2026, 5, 5), True),  # every year, not once in five
        (date(2027, 5, 5), True),
        (date(2026, 5, 14), True),
        (date(2026, 12, 26), True),
        (date(2026, 12, 27), False),
    ],
)
def test_vrije_dagen(day: date, free: bool) -> None:
    assert (day in kalender.vrije_dagen(date(2025, 1, 1), date(2027, 12, 31))) is free


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(0, 800))
def test_only_days_that_were_asked_for(start: date, length: int) -> None:
    found = kalender.horizon(start, length)
    assert all(start <= day and (day - start).days <= length for day in found)
    assert found == kalender.vrije_dagen(start, max([*found, start])) or not found


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 8, 12, 21, 59, tzinfo=UTC), date(2026, 8, 12)),
        (datetime(2026, 8, 12, 22, 0, tzinfo=UTC), date(2026, 8, 13)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_is_the_dutch_day(moment: datetime, day: date) -> None:
    assert kalender.dag(moment) == day
