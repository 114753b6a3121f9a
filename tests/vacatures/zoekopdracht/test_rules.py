"""When a saved search looks again, and what it says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.zoekopdracht import rules
from services.vacatures.zoekopdracht.rules import Frequentie, Vermelding

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
momenten = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(momenten, st.sampled_from(Frequentie))
def test_the_next_time_is_later_and_not_too_late(na: datetime, frequentie: Frequentie) -> None:
    volgende = rules.volgende_keer(frequentie, na)
    # A day with a change of the clock has 25 hours.
    langst = {"direct": 0, "dagelijks": 1, "wekelijks": 7}[frequentie]
    assert na < volgende <= na + timedelta(days=langst, hours=1)
    if frequentie is not Frequentie.DIRECT:
        hier = volgende.astimezone(AMSTERDAM)
        assert (hier.hour, hier.minute) == (7, 0)
        assert frequentie is Frequentie.DAGELIJKS or hier.weekday() == 0


@pytest.mark.parametrize(
    ("na", "volgende"),
    [
        ("2026-08-12T04:59:59", "2026-08-12T05:00:00"),
        ("2026-08-12T05:00:00", "2026-08-13T05:00:00"),  # not twice at the same moment
        ("2026-10-24T12:00:00", "2026-10-25T06:00:00"),  # the clock went back that night
        ("2027-03-27T12:00:00", "2027-03-28T05:00:00"),  # and forward
    ],
)
def test_every_morning_by_the_clock_on_the_wall(na: str, volgende: str) -> None:
    moment = datetime.fromisoformat(na).replace(tzinfo=UTC)
    gevonden = rules.volgende_keer(Frequentie.DAGELIJKS, moment)
    assert gevonden == datetime.fromisoformat(volgende).replace(tzinfo=UTC)


@given(st.integers(1, 80))
def test_a_mail_names_so_many_and_counts_the_rest(aantal: int) -> None:
    lijst = [Vermelding(f"Titel {nr}.", f"https://x.example/{nr}") for nr in range(aantal)]
    tekst = rules.bericht(lijst, "Juristen", "https://x.example/afmelden#code")
    getoond = min(aantal, rules.IN_BERICHT)
    assert tekst.count("Titel ") == getoond
    assert (f"En nog {aantal - getoond} andere" in tekst) == (aantal > getoond)
    assert tekst.endswith("https://x.example/afmelden#code")


def test_the_subject_counts() -> None:
    assert rules.onderwerp(1, "X") == "1 nieuwe vacature bij X"
    assert rules.onderwerp(2, "X") == "2 nieuwe vacatures bij X"
