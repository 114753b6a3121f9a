"""Terms, requests, and stored facts without somebody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.pool.bewaren import rules
from services.pool.bewaren.rules import Bewaargrond, Verzoekstatus
from services.pool.toewijzing.rules.snoeien import noemt_ergens, snoei

DAGEN = st.dates(date(2020, 1, 1), date(2050, 12, 31))
IDS = [str(UUID(int=nr)) for nr in range(6)]


@given(DAGEN, st.integers(0, 120))
def test_a_term_is_so_many_months_to_the_day(einde: date, maanden: int) -> None:
    termijn = rules.bewaartermijn(einde, maanden)
    assert termijn.laatste_dag is not None
    assert not rules.is_voorbij(termijn, termijn.laatste_dag)
    assert rules.is_voorbij(termijn, termijn.laatste_dag + timedelta(days=1))
    assert (termijn.laatste_dag.year * 12 + termijn.laatste_dag.month) == (
        einde.year * 12 + einde.month + maanden
    )


@given(DAGEN, DAGEN, st.integers(0, 120))
def test_nothing_past_its_term_escapes_the_query(einde: date, vandaag: date, maanden: int) -> None:
    """The database asks what ended before `grens`; the rule decides: it may never say more."""
    voorbij = rules.is_voorbij(rules.bewaartermijn(einde, maanden), vandaag)
    assert not voorbij or einde < rules.grens(vandaag, maanden)


def test_what_runs_stays() -> None:
    termijn = rules.bewaartermijn(None, 24)
    assert termijn.grond is Bewaargrond.LOOPT
    assert not rules.is_voorbij(termijn, date(2099, 1, 1))
    assert set(rules.GRONDEN_IN_WOORDEN) == set(Bewaargrond)


def test_the_month_to_answer_ends_on_a_day_that_exists() -> None:
    assert rules.uiterlijk(date(2026, 1, 31)) == date(2026, 2, 28)
    assert rules.uiterlijk(date(2026, 12, 5)) == date(2027, 1, 5)
    assert rules.mogelijk(Verzoekstatus.BEANTWOORD) == []
    assert len(rules.mogelijk(Verzoekstatus.ONTVANGEN)) == 2


# ---- pruning ------------------------------------------------------------------------------------
def json_met_ids() -> st.SearchStrategy[Any]:
    blad = st.sampled_from([*IDS, "tekst", f"Lid {IDS[0]} past.", None, 7, True])
    naam = st.sampled_from(["lid", "uitleg", "leden", IDS[1], "x"])
    return st.recursive(
        blad,
        lambda deel: st.lists(deel, max_size=4) | st.dictionaries(naam, deel, max_size=4),
        max_leaves=25,
    )


@given(json_met_ids(), st.sets(st.sampled_from(IDS)))
def test_after_pruning_nobody_is_named_and_again_changes_nothing(
    waarde: Any, weg: set[str]
) -> None:
    gesnoeid = snoei({"alles": waarde}, weg)
    assert not noemt_ergens(gesnoeid, weg)
    assert snoei(gesnoeid, weg) == gesnoeid
    if not noemt_ergens(waarde, weg):
        assert gesnoeid == {"alles": waarde}


def test_what_is_said_of_others_stays() -> None:
    uitkomst = {
        "behoeften": [
            {
                "behoefte": IDS[5],
                "kandidaten": [{"lid": IDS[0], "uitleg": "past"}, {"lid": IDS[2], "uitleg": "nee"}],
                "alternatief": {"lid": IDS[0], "uitleg": "ook"},
                "uitleg": f"Poollid {IDS[0]} is bezet.",
            }
        ],
        "groepen": [{"leden": [IDS[0], IDS[2]], "uren": 3}],
    }
    assert snoei(uitkomst, {IDS[0]}) == {
        "behoeften": [
            {
                "behoefte": IDS[5],
                "kandidaten": [{"lid": IDS[2], "uitleg": "nee"}],
                "alternatief": None,
                "uitleg": "",
            }
        ],
        "groepen": [{"leden": [IDS[2]], "uren": 3}],
    }
