"""No hidden number can be computed from what is shown, nor be known to be below k."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.indicatoren import rules
from services.vacatures.indicatoren.rules import Getal
from tests.vacatures.indicatoren import aanvaller
from tests.vacatures.indicatoren.aanvaller import Som

K = st.integers(2, 6)
AANTAL = st.one_of(st.integers(0, 6), st.integers(0, 40))


def matrix(cellen: list[list[int]]) -> list[Getal]:
    """Cells with totals of rows, columns and all."""
    rijen, kolommen = range(len(cellen)), range(len(cellen[0]))
    getallen = [Getal(f"{i},{j}", f"r{i}", f"k{j}", cellen[i][j]) for i in rijen for j in kolommen]
    getallen += [Getal(f"r{i}", "R", f"r{i}", sum(cellen[i]), True) for i in rijen]
    for j in kolommen:
        getallen.append(Getal(f"k{j}", f"k{j}", "K", sum(rij[j] for rij in cellen), True))
    return [*getallen, Getal("totaal", "K", "R", sum(map(sum, cellen)), True)]


def lijst(aantallen: list[int]) -> list[Getal]:
    cellen = [Getal(str(nr), "van", "naar", n) for nr, n in enumerate(aantallen)]
    return [*cellen, Getal("totaal", "naar", "van", sum(aantallen), True)]


def sommen(getallen: list[Getal]) -> list[Som]:
    """What goes into a sum comes out of it."""
    erin, eruit = defaultdict(list), defaultdict(list)
    for getal in getallen:
        eruit[getal.van].append(getal.naam)
        erin[getal.naar].append(getal.naam)
    return [(erin[som], eruit[som]) for som in sorted(erin)]


def controleer(getallen: list[Getal], k: int) -> frozenset[str]:
    weg = rules.verberg(getallen, k)
    assert weg >= {g.naam for g in getallen if 0 < g.aantal < k}
    assert not {g.naam for g in getallen if g.aantal == 0} & weg
    waarden = {g.naam: None if g.naam in weg else g.aantal for g in getallen}
    vergelijkingen = sommen(getallen)
    assert aanvaller.bepaald(vergelijkingen, waarden) == {}
    verborgen = [g for g in getallen if g.naam in weg]
    for naam, (laagst, hoogst) in aanvaller.ruimte(vergelijkingen, waarden).items():
        assert hoogst >= k
        assert hoogst > laagst
        zelf = rules.grenzen(next(g for g in verborgen if g.naam == naam), verborgen)
        assert zelf.laagst == laagst
        assert (float("inf") if zelf.hoogst is None else zelf.hoogst) == hoogst
    return weg


RIJEN = st.integers(1, 4).flatmap(
    lambda breed: st.lists(st.lists(AANTAL, min_size=breed, max_size=breed), min_size=1, max_size=4)
)


@settings(max_examples=60)
@given(RIJEN, K)
def test_a_matrix_keeps_its_secrets(cellen: list[list[int]], k: int) -> None:
    controleer(matrix(cellen), k)


@given(st.lists(AANTAL, min_size=1, max_size=8), K)
def test_a_list_keeps_its_secrets(aantallen: list[int], k: int) -> None:
    controleer(lijst(aantallen), k)


@given(st.lists(AANTAL, min_size=1, max_size=8), K, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(aantallen: list[int], k: int, willekeur: object) -> None:
    getallen = lijst(aantallen)
    weg = rules.verberg(getallen, k)
    willekeur.shuffle(getallen)  # type: ignore[attr-defined]
    assert rules.verberg(getallen, k) == weg


@given(RIJEN)
def test_without_a_smallest_cell_everything_is_shown(cellen: list[list[int]]) -> None:
    assert rules.verberg(matrix(cellen), 1) == frozenset()


@pytest.mark.parametrize(
    ("aantallen", "weg"),
    [
        ([7, 9, 12], set()),
        ([0, 0, 9], set()),
        ([3, 9, 12], {"0", "1"}),  # 3 would be total minus the rest
        ([3, 4, 12], {"0", "1"}),  # together 7: each can still be 5 or more
        ([1, 2, 12], {"0", "1", "2"}),  # together 3: both would be known to be small
        ([2, 2, 2], {"0", "1", "2", "totaal"}),  # six in all: none could be 5
        ([3], {"0", "totaal"}),
        ([0, 3, 0], {"1", "totaal"}),
        ([0, 0, 0], set()),
    ],
)
def test_examples(aantallen: list[int], weg: set[str]) -> None:
    assert controleer(lijst(aantallen), 5) == weg


def test_a_large_table_is_not_emptied() -> None:
    cellen = [[20 + 3 * i + j for j in range(8)] for i in range(8)]
    cellen[2][3] = 2
    weg = controleer(matrix(cellen), 5)
    assert "2,3" in weg
    assert len(weg) == 4  # a rectangle
    assert not any("," not in naam for naam in weg)
