"""What can be a BSN is found however it is written; phone numbers, dates and years are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import bsn

# Made up: they pass the eleven-test, as test numbers do.
PROEF, KORT = "111222333", "12345672"


def nine(eight: str) -> str | None:
    """The eight digits with a last one that makes them pass, if there is one."""
    last = sum(int(c) * g for c, g in zip(eight, bsn.GEWICHTEN, strict=False)) % 11
    return f"{eight}{last}" if last < 10 else None


geldig = st.from_regex(r"[1-9][0-9]{7}", fullmatch=True).map(nine).filter(bool)


@pytest.mark.parametrize(
    "tekst",
    [
        PROEF,
        KORT,
        f"bsn:{PROEF}.",
        "1112.22.333",
        "111 222 333",
        "111-222-333",
        "111\u00a0222\u00a0333",
        f"sinds 2019 {PROEF}",
        f"0612345678 {PROEF}",
        f"({PROEF})",
        f"x{PROEF}y",
        f"{PROEF}\n{PROEF}",
    ],
)
def test_found(tekst: str) -> None:
    clean, count = bsn.redigeer(tekst)
    assert count >= 1
    assert not bsn.bevat(clean)
    assert bsn.VERVANGING in clean


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "000000000",
        "111222334",
        f"1{PROEF}",  # ten digits are another number
        "06-12345672",
        "06 12345672",
        "+31 6 12345672",
        "0031 6 1234 5672",
        "040 2345672",
        "12-03-1980",
        "2015-2019",
        "2011 2022",
        "2021-01-31",
        "NL91 ABNA 0417 1643 00",
        "10,5 uur en 36 uur",
    ],
)
def test_left_alone(tekst: str) -> None:
    assert bsn.redigeer(tekst) == (tekst, 0)


def test_dates_and_years_never_count() -> None:
    days = [f"{d:02}-{m:02}-{y}" for d in range(1, 29) for m in range(1, 13) for y in (1980, 2003)]
    years = [f"{a}-{b}" for a in range(1970, 2027, 3) for b in range(a, 2027)]
    assert not [text for text in days + years if bsn.bevat(text)]


@given(geldig, st.text(alphabet=st.characters(exclude_characters="0123456789"), max_size=20))
def test_found_in_any_text_of_words(number: str, around: str) -> None:
    tekst = f"{around}a {number} b{around}"
    assert number not in bsn.redigeer(tekst)[0]


@given(st.text())
def test_what_is_left_holds_none_and_nothing_else_went(tekst: str) -> None:
    clean, count = bsn.redigeer(tekst)
    assert clean.count(bsn.VERVANGING) >= count
    assert (clean == tekst) == (count == 0)
    assert bsn.redigeer(clean)[1] == 0


@given(st.integers(1, 999_999_999))
def test_one_number_in_eleven_passes(number: int) -> None:
    digits = f"{number:09}"
    weighed = sum(int(c) * g for c, g in zip(digits, bsn.GEWICHTEN, strict=True))
    assert bsn.is_mogelijk(digits) == (weighed % 11 == 0)
