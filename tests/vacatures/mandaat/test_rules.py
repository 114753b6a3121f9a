"""A mandate runs through whole days in Amsterdam and ends by the clock or by a withdrawal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.mandaat import rules
from services.vacatures.mandaat.rules import OVERGANGEN, Mandaat, Mandaatstatus, Werkzaamheid
from tests.vacatures.conftest import AA, BEE

S = Mandaatstatus
WERVEN = frozenset({Werkzaamheid.WERVEN})
dagen = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def mandaat(van: date, tot: date, ingetrokken_op: datetime | None = None) -> Mandaat:
    return Mandaat(UUID(int=1), AA, BEE, WERVEN, van, tot, ingetrokken_op=ingetrokken_op)


def begin(dag: date) -> datetime:
    """Midnight in Amsterdam, in UTC."""
    return datetime(dag.year, dag.month, dag.day, tzinfo=rules.AMSTERDAM).astimezone(UTC)


@given(dagen, st.integers(0, 800))
def test_the_edges_of_the_days(van: date, duur: int) -> None:
    een = mandaat(van, van + timedelta(days=duur))
    eerste, voorbij = begin(een.van), begin(een.tot + timedelta(days=1))
    vlak = timedelta(microseconds=1)
    momenten = [eerste - vlak, eerste, voorbij - vlak, voorbij]
    assert [rules.status_op(een, m) for m in momenten] == [
        S.TOEKOMSTIG,
        S.VAN_KRACHT,
        S.VAN_KRACHT,
        S.VERLOPEN,
    ]
    assert [bool(rules.handelt_voor([een], m)) for m in momenten] == [False, True, True, False]


@given(dagen, st.integers(0, 800), st.floats(-50, 900), st.floats(-50, 900))
def test_withdrawn_it_is_over_for_good(van: date, duur: int, na: float, later: float) -> None:
    """Also for a request that began a moment before: what was withdrawn is withdrawn."""
    een = mandaat(van, van + timedelta(days=duur), begin(van) + timedelta(days=na))
    moment = begin(van) + timedelta(days=later)
    assert rules.status_op(een, moment) is S.INGETROKKEN
    assert rules.handelt_voor([een], moment) == frozenset()


@pytest.mark.parametrize("dag", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_on_which_the_clock_changes(dag: date) -> None:
    een = mandaat(dag, dag)
    uren = (begin(dag + timedelta(days=1)) - begin(dag)) / timedelta(hours=1)
    assert uren == (23 if dag.month == 3 else 25)
    geldig = [
        rules.status_op(een, begin(dag) + timedelta(hours=uur)) is S.VAN_KRACHT
        for uur in range(-1, int(uren) + 1)
    ]
    assert geldig == [False, *[True] * int(uren), False]


def test_a_mandate_for_something_else_is_none_to_recruit() -> None:
    een = replace(mandaat(date(2026, 1, 1), date(2026, 12, 31)), werkzaamheden=frozenset())
    assert rules.handelt_voor([een], begin(date(2026, 6, 1))) == frozenset()


@pytest.mark.parametrize(("van", "naar"), list(product(S, S)))
def test_every_transition(van: S, naar: S) -> None:
    levend = van in (S.TOEKOMSTIG, S.VAN_KRACHT)
    assert (naar in OVERGANGEN[van]) is (levend and naar is S.INGETROKKEN)


@given(dagen, dagen, dagen, dagen, dagen)
def test_never_two_in_force_between_the_same_two(
    van: date, tot: date, eerder_van: date, eerder_tot: date, vandaag: date
) -> None:
    nu = begin(vandaag)
    eerdere = [mandaat(eerder_van, eerder_tot)] if eerder_van <= eerder_tot else []
    fouten = rules.beletselen(AA, BEE, van, tot, eerdere, nu)
    if not fouten:
        dag = max(van, eerder_van, vandaag)
        while dag <= min(tot, eerder_tot) and eerdere:
            assert rules.status_op(eerdere[0], begin(dag)) is not S.VAN_KRACHT
            dag += timedelta(days=1)
        assert vandaag <= van <= tot


@pytest.mark.parametrize(
    ("gemachtigde", "van", "tot", "codes"),
    [
        (BEE, date(2026, 8, 12), date(2026, 8, 12), []),
        (BEE, date(2026, 8, 11), date(2026, 8, 12), ["voorbij"]),
        (BEE, date(2026, 8, 13), date(2026, 8, 12), ["voor-begin"]),
        (AA, date(2026, 8, 11), date(2026, 8, 1), ["eigen-organisatie", "voorbij", "voor-begin"]),
    ],
)
def test_all_obstacles_at_once(gemachtigde: str, van: date, tot: date, codes: list[str]) -> None:
    nu = begin(date(2026, 8, 12))
    assert [f.code for f in rules.beletselen(AA, gemachtigde, van, tot, [], nu)] == codes


def test_a_withdrawn_mandate_is_no_obstacle() -> None:
    van, tot = date(2026, 8, 12), date(2026, 12, 31)
    eerder, nu = mandaat(van, tot), begin(van)
    assert [f.code for f in rules.beletselen(AA, BEE, van, tot, [eerder], nu)] == ["overlapt"]
    ingetrokken = replace(eerder, ingetrokken_op=nu)
    assert rules.beletselen(AA, BEE, van, tot, [ingetrokken], nu) == []
