"""Which addresses and numbers are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.kandidaat import rules
from services.gateway.kandidaat.rules import Beletsel


@pytest.mark.parametrize(
    "email", ["a@example.org", "jan.de-vries+werk@sub.example.org", "o'neill@example.org"]
)
def test_an_ordinary_address(email: str) -> None:
    assert rules.beletselen(email, None) == []


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a",
        "a@b",
        "a,b@example.org",
        "a@example.org, b@example.org",
        "Jan <a@example.org>",
        "a(x)@example.org",
        "a@example.org\nBcc: b@example.org",
        "jané@example.org",
        "a@exämple.org",
        "a@example.org*",
        "a@example..org",
        "@example.org",
        "a@",
    ],
)
def test_no_address(email: str) -> None:
    assert rules.beletselen(email, None) == [Beletsel.EMAIL_ONGELDIG]


@given(st.text())
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    rules.beletselen(text, text)


@pytest.mark.parametrize("nummer", ["0612345678", "06-12 34 56 78", "+31 (0)6 12345678"])
def test_a_number(nummer: str) -> None:
    assert rules.is_telefoon(nummer)


@pytest.mark.parametrize("nummer", ["", "112", "612345678", "06-1234567", "0" * 16, "06x12345678"])
def test_no_number(nummer: str) -> None:
    assert rules.beletselen("a@example.org", nummer) == [Beletsel.TELEFOON_ONGELDIG]
