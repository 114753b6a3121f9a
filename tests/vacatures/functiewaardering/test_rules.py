"""What counts on a day, and how far functions can be compared."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.functiewaardering import rules
from services.vacatures.functiewaardering.rules import (
    Functiewaardering,
    Normsysteem,
    Vergelijkbaarheid,
)

DAG = date(2026, 1, 1)
EEN = Functiewaardering(
    UUID(int=1), "aa", "jurist", Normsysteem.HR21, "Adviseur", "ADV-2", "10", "10A", DAG
)


@pytest.mark.parametrize(
    ("ander", "verwacht"),
    [
        ({}, Vergelijkbaarheid.GELIJK),
        ({"schaal_max": "11"}, Vergelijkbaarheid.ANDERE_SCHAAL),
        ({"normcode": "adv-2 "}, Vergelijkbaarheid.GELIJK),
        ({"normfunctie": "Iets anders"}, Vergelijkbaarheid.GELIJK),
        ({"normcode": "ADV-3"}, Vergelijkbaarheid.ANDERE_NORMFUNCTIE),
        ({"normsysteem": Normsysteem.EIGEN}, Vergelijkbaarheid.ANDERE_NORMFUNCTIE),
    ],
)
def test_compare_two(ander: dict[str, str], verwacht: Vergelijkbaarheid) -> None:
    bee = replace(EEN, organisatie="bee", **ander)  # type: ignore[arg-type]
    [naast] = rules.vergelijk([bee, EEN], DAG)
    assert naast.vergelijkbaarheid is verwacht
    assert [w.organisatie for w in naast.waarderingen] == ["aa", "bee"]
    assert set(rules.IN_WOORDEN) == set(Vergelijkbaarheid)


@pytest.mark.parametrize(
    ("laag", "hoog", "klopt"),
    [("10", "10A", True), ("10A", "11", True), ("11", "10A", False), ("A", "1", True)],
)
def test_scales_have_a_height(laag: str, hoog: str, klopt: bool) -> None:
    assert rules.klopt(laag, hoog) is klopt


SCHAAL = st.sampled_from(["A", "1", "9", "10", "10A", "11", "18"])
WAARDERING = st.builds(
    Functiewaardering,
    st.uuids(),
    st.sampled_from(["aa", "bee", "cee"]),
    st.sampled_from(["jurist", "planeconoom"]),
    st.sampled_from(Normsysteem),
    st.sampled_from(["Adviseur", "Medewerker"]),
    st.sampled_from([None, "X1"]),
    SCHAAL,
    SCHAAL,
    st.integers(0, 30).map(lambda n: DAG + timedelta(days=n)),
)


@given(st.lists(WAARDERING, max_size=20), st.integers(-5, 40), st.randoms())
def test_one_per_organisation_and_never_from_the_future(
    lijst: list[Functiewaardering], dagen: int, willekeur: object
) -> None:
    op = DAG + timedelta(days=dagen)
    naast = rules.vergelijk(lijst, op)
    alle = [w for een in naast for w in een.waarderingen]
    assert all(w.geldig_vanaf <= op for w in alle)
    assert len({(w.organisatie, w.functie) for w in alle}) == len(alle)
    for w in alle:
        zelfde = [v for v in lijst if (v.organisatie, v.functie) == (w.organisatie, w.functie)]
        assert w.geldig_vanaf == max(v.geldig_vanaf for v in zelfde if v.geldig_vanaf <= op)
    bekend = {(w.organisatie, w.functie) for w in lijst if w.geldig_vanaf <= op}
    assert {(w.organisatie, w.functie) for w in alle} == bekend
    assert [een.functie for een in naast] == sorted({een.functie for een in naast})
