"""Size classes, senders and the text of a block at a moment."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.profiel import rules
from services.vacatures.profiel.rules import Blokversie, Grootteklasse, Merk

TOOI = "https://identifier.overheid.nl/tooi/id/"
G4 = frozenset({"gm0363"})


@pytest.mark.parametrize(
    ("tooi", "inwoners", "klasse"),
    [
        ("gemeente/gm9901", 19_999, Grootteklasse.TOT_20000),
        ("gemeente/gm9901", 20_000, Grootteklasse.VAN_20000_TOT_50000),
        ("gemeente/gm9901", 50_000, Grootteklasse.VAN_50000_TOT_100000),
        ("gemeente/gm9901", 100_000, Grootteklasse.VANAF_100000),
        ("gemeente/gm9901", None, Grootteklasse.ONBEKEND),
        ("gemeente/gm0363", None, Grootteklasse.G4),
        ("waterschap/ws0539", 800_000, Grootteklasse.GEEN_GEMEENTE),
    ],
)
def test_size_class(tooi: str, inwoners: int | None, klasse: Grootteklasse) -> None:
    assert rules.grootteklasse(TOOI + tooi, inwoners, G4) is klasse


@given(st.integers(0, 99_999_999), st.integers(0, 99_999_999))
def test_more_inhabitants_are_never_a_smaller_class(een: int, ander: int) -> None:
    orde = list(Grootteklasse)
    klassen = [rules.grootteklasse(TOOI + "gemeente/gm1", n, G4) for n in sorted((een, ander))]
    assert orde.index(klassen[0]) <= orde.index(klassen[1])


def test_nothing_is_guessed() -> None:
    assert rules.grootteklasse(None, 5, G4) is Grootteklasse.ONBEKEND
    assert set(rules.IN_WOORDEN) == set(Grootteklasse)


EIGEN, LABEL = Merk("Gemeente Aa"), Merk("Werken in de Regio", verband=UUID(int=1))


@pytest.mark.parametrize(
    ("eigen", "labels", "toon", "verwacht"),
    [
        (EIGEN, [LABEL], (True, False), [EIGEN]),
        (EIGEN, [LABEL], (False, True), [LABEL]),
        (EIGEN, [LABEL], (True, True), [EIGEN, LABEL]),
        (EIGEN, [], (False, True), [EIGEN]),
        (None, [LABEL], (True, True), [LABEL]),
        (None, [], (True, True), []),
    ],
)
def test_senders(
    eigen: Merk | None, labels: list[Merk], toon: tuple[bool, bool], verwacht: list[Merk]
) -> None:
    assert rules.afzenders(eigen, labels, toon_eigen=toon[0], toon_label=toon[1]) == verwacht


START = datetime(2026, 8, 1, tzinfo=UTC)
DAGEN = st.lists(st.integers(0, 50), min_size=1, max_size=6, unique=True).map(sorted)


@given(DAGEN, st.integers(-5, 60), st.randoms(use_true_random=False))
def test_the_text_of_a_moment(dagen: list[int], op: int, willekeur: object) -> None:
    versies = [
        Blokversie(UUID(int=1), nr, f"t{nr}", "tekst", START + timedelta(days=dag))
        for nr, dag in enumerate(dagen, 1)
    ]
    willekeur.shuffle(versies)  # type: ignore[attr-defined]
    gekozen = rules.geldende(versies, START + timedelta(days=op))
    eerder = [dag for dag in dagen if dag <= op]
    assert gekozen is not None
    assert gekozen.versie == max(1, len(eerder))
    nieuwste = rules.geldende(versies, None)
    assert nieuwste is not None
    assert nieuwste.versie == len(dagen)
    assert rules.geldende([], None) is None
