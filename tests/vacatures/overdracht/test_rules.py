"""Who takes applications over, and which confirmations are welcome."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.overdracht import rules
from services.vacatures.overdracht.rules import Overdracht

NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
EEN, ANDERE = UUID(int=1), UUID(int=2)
OPGEHAALD = Overdracht(EEN, "00000099000000001000", None, NU, None)
BEVESTIGD = replace(OPGEHAALD, kenmerk="ATS-1", bevestigd_op=NU)


@pytest.mark.parametrize(
    ("overdracht", "kenmerk", "bezet_door", "codes"),
    [
        (OPGEHAALD, "ATS-1", None, []),
        (BEVESTIGD, "ATS-1", EEN, []),
        (BEVESTIGD, "ATS-2", None, ["ander-kenmerk"]),
        (OPGEHAALD, "ATS-1", ANDERE, ["kenmerk-in-gebruik"]),
        (None, "ATS-1", None, ["niet-opgehaald"]),
    ],
)
def test_a_confirmation(
    overdracht: Overdracht | None, kenmerk: str, bezet_door: UUID | None, codes: list[str]
) -> None:
    assert [b.code for b in rules.bezwaren(overdracht, kenmerk, bezet_door)] == codes


@given(st.text(min_size=1))
def test_the_same_twice_is_always_welcome(kenmerk: str) -> None:
    confirmed = replace(OPGEHAALD, kenmerk=kenmerk, bevestigd_op=NU)
    assert rules.bezwaren(confirmed, kenmerk, EEN) == []


@pytest.mark.parametrize(
    ("organisatie", "rollen", "persoon", "mag"),
    [
        ("00000099000000001000", {"recruiter"}, None, True),
        ("00000099000000001000", {"hr_adviseur"}, None, True),
        ("00000099000000001000", {"leidinggevende"}, None, False),
        ("00000099000000001000", {"recruiter"}, EEN, False),
        (None, {"recruiter"}, None, False),
    ],
)
def test_only_a_system_of_an_employer(
    organisatie: str | None, rollen: set[str], persoon: UUID | None, mag: bool
) -> None:
    assert rules.mag_overnemen(organisatie, rollen, persoon) is mag
