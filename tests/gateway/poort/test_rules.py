"""Where a path goes, and what may pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.poort import rules
from services.gateway.poort.rules import Bestemming


@pytest.mark.parametrize(
    ("pad", "verwacht"),
    [
        ("/vacatures/v1/vacatures", Bestemming("vacatures", False)),
        ("/vacatures/v1", Bestemming("vacatures", False)),
        ("/pool/v1/openapi.json", Bestemming("pool", True)),
        ("/toegang/v1/token", Bestemming("gateway", True)),
        ("/pool/v1/token", Bestemming("pool", False)),
        ("/vacatures/v1x", None),
        ("/vacatures/v2/vacatures", None),
        ("/intern/jwks", None),
        ("/ready", None),
        ("/", None),
    ],
)
def test_bestemming(pad: str, verwacht: Bestemming | None) -> None:
    assert rules.bestemming(pad) == verwacht


@given(st.text())
def test_nothing_outside_the_public_paths_passes(pad: str) -> None:
    found = rules.bestemming(pad)
    assert found is None or any(pad.startswith(basis) for basis in rules.BESTEMMINGEN)


def test_what_could_forge_an_identity_does_not_pass() -> None:
    koppen = [
        ("Authorization", "Bearer x"),
        ("X-Forwarded-For", "1.2.3.4"),
        ("Forwarded", "for=1.2.3.4"),
        ("Cookie", "a=b"),
        ("Connection", "close, X-Een"),
        ("X-Een", "1"),
        ("Accept", "application/json"),
        ("If-Match", '"1-a"'),
    ]
    kept = [name for name, _ in rules.naar_binnen(koppen)]
    assert kept == ["Accept", "If-Match"]


def test_an_answer_tells_nothing_of_the_machine_behind() -> None:
    assert rules.naar_buiten([("Server", "x"), ("ETag", '"1"')]) == [("ETag", '"1"')]


@pytest.mark.parametrize(
    ("id", "naam", "verwacht"),
    [
        (None, None, None),
        ("  ", None, None),
        ("p1", "Testgebruiker", "Testgebruiker / p1"),
        ("p1\n\x00", None, "p1"),
        ("x" * 500, None, "x" * 200),
    ],
)
def test_gebruiker(id: str | None, naam: str | None, verwacht: str | None) -> None:
    assert rules.gebruiker(id, naam) == verwacht
