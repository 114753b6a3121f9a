"""The rules of keeping: the longest ground counts, in days of the Netherlands; requests in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.bewaren import rules
from services.vacatures.bewaren.rules import Bewaargrond, Procedure, Verzoekstatus

NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
moments = st.timedeltas(timedelta(days=-700), timedelta(days=700)).map(lambda na: NU + na)
weeks = st.integers(0, 52)


def test_four_weeks_after_the_procedure() -> None:
    termijn = rules.bewaartermijn(Procedure(NU), 4)
    assert (termijn.grond, termijn.laatste_dag) == (Bewaargrond.TERMIJN, date(2026, 9, 9))
    assert termijn.tot == datetime(2026, 9, 9, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("einde", "tot"),
    [
        # Over the change to winter time and back: whole days, not 24 hours.
        (datetime(2026, 10, 1, 7, tzinfo=UTC), datetime(2026, 10, 29, 23, tzinfo=UTC)),
        (datetime(2026, 3, 1, 7, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        # Just after midnight in the Netherlands is that day, though the day before in UTC.
        (datetime(2026, 8, 11, 22, 30, tzinfo=UTC), datetime(2026, 9, 9, 22, tzinfo=UTC)),
    ],
)
def test_a_term_ends_with_a_day(einde: datetime, tot: datetime) -> None:
    assert rules.bewaartermijn(Procedure(einde), 4).tot == tot


@given(
    einde=moments,
    weken=weeks,
    toestemming=st.none() | moments,
    verwijzing=st.none() | moments,
    nu=moments,
)
def test_the_longest_ground_counts(
    einde: datetime,
    weken: int,
    toestemming: datetime | None,
    verwijzing: datetime | None,
    nu: datetime,
) -> None:
    procedure = Procedure(einde, toestemming_tot=toestemming, doorverwezen_tot=verwijzing)
    termijn = rules.bewaartermijn(procedure, weken)
    alle = [rules.na_weken(einde, weken), toestemming, verwijzing]
    assert termijn.tot == max(moment for moment in alle if moment is not None)
    assert rules.is_voorbij(termijn, nu) == (termijn.tot <= nu)
    assert rules.mag_op_verzoek(termijn)
    assert termijn.laatste_dag is not None


@given(
    einde=st.none() | moments, klacht=st.booleans(), overstap=st.booleans(), weken=weeks, nu=moments
)
def test_what_runs_stays(
    einde: datetime | None, klacht: bool, overstap: bool, weken: int, nu: datetime
) -> None:
    procedure = Procedure(einde, klacht, overstap, toestemming_tot=NU)
    termijn = rules.bewaartermijn(procedure, weken)
    loopt = einde is None or klacht or overstap
    assert (termijn.tot is None) == loopt
    if loopt:
        assert not rules.is_voorbij(termijn, nu)
        assert not rules.mag_op_verzoek(termijn)
        assert termijn.laatste_dag is None


def test_every_ground_has_its_words() -> None:
    assert set(rules.GRONDEN_IN_WOORDEN) == set(Bewaargrond)


@pytest.mark.parametrize(
    ("ontvangen", "uiterlijk"),
    [
        (date(2026, 8, 12), date(2026, 9, 12)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_month_to_answer(ontvangen: date, uiterlijk: date) -> None:
    assert rules.uiterlijk(ontvangen) == uiterlijk


def test_an_answered_request_stays_answered() -> None:
    assert rules.mogelijk(Verzoekstatus.ONTVANGEN) == [
        Verzoekstatus.BEANTWOORD,
        Verzoekstatus.INGETROKKEN,
    ]
    assert rules.mogelijk(Verzoekstatus.BEANTWOORD) == []
    assert rules.mogelijk(Verzoekstatus.INGETROKKEN) == []


def test_no_table_is_both_kept_and_without_persons() -> None:
    assert set(rules.BEWAARTABEL) & rules.ZONDER_PERSONEN == set()
