"""Whom an inzet makes internal, and on which days."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.inleenkracht.rules import Inleenkracht, inleners, werkt_op
from tests.vacatures.conftest import AA, BEE

IK, INZET = UUID(int=1), UUID(int=2)


def inzet(tot: date | None, *, actief: bool = True, inlener: str = AA) -> Inleenkracht:
    return Inleenkracht(INZET, IK, inlener, date(2026, 8, 1), tot, actief)


@pytest.mark.parametrize(
    ("dag", "tot", "werkt"),
    [
        (date(2026, 7, 31), None, False),
        (date(2026, 8, 1), None, True),
        (date(2030, 1, 1), None, True),
        (date(2026, 8, 31), date(2026, 8, 31), True),
        (date(2026, 9, 1), date(2026, 8, 31), False),
    ],
)
def test_both_days_count(dag: date, tot: date | None, werkt: bool) -> None:
    assert werkt_op(inzet(tot), dag) is werkt
    assert not werkt_op(inzet(tot, actief=False), dag)


def test_where_somebody_works() -> None:
    lijst = [inzet(None), inzet(date(2026, 8, 2), inlener=BEE)]
    assert inleners(lijst, date(2026, 8, 2)) == {AA, BEE}
    assert inleners(lijst, date(2026, 8, 3)) == {AA}


@given(
    st.lists(
        st.builds(
            Inleenkracht,
            st.uuids(),
            st.just(IK),
            st.sampled_from([AA, BEE]),
            st.dates(date(2026, 7, 1), date(2026, 9, 1)),
            st.none() | st.dates(date(2026, 7, 1), date(2026, 10, 1)),
            st.booleans(),
        ),
        max_size=5,
    ),
    st.dates(date(2026, 6, 25), date(2026, 10, 5)),
)
def test_a_host_is_one_of_an_inzet_that_covers_the_day(
    lijst: list[Inleenkracht], dag: date
) -> None:
    bij = inleners(lijst, dag)
    # Every day that an inzet counts, one by one; an open one is cut after the last day asked for.
    for oin in (AA, BEE):
        dagen = {
            een.van + timedelta(days=nr)
            for een in lijst
            if een.actief and een.inlener == oin
            for nr in range(((een.tot or date(2026, 10, 6)) - een.van).days + 1)
        }
        assert (oin in bij) is (dag in dagen)
    assert inleners(reversed(lijst), dag) == bij
