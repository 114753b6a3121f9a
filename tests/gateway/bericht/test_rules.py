"""How long a message is tried, and what can be tried again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.gateway.bericht import rules
from services.gateway.bericht.rules import Bericht, Berichtsoort, Berichtstatus

NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
BERICHT = Bericht(
    UUID(int=1),
    "vacatures",
    Berichtsoort.TEKST,
    UUID(int=2),
    None,
    Berichtstatus.GEEN_ADRES,
    1,
    NU,
    heeft_tekst=True,
)


def test_longer_and_longer_and_then_no_more() -> None:
    moments = [rules.volgende(tries, NU) for tries in range(1, 10)]
    assert moments[0] == NU + timedelta(minutes=1)
    given = [moment for moment in moments if moment]
    assert given == sorted(given)
    assert moments[-1] is None
    total = sum((moment - NU for moment in given), timedelta())
    assert timedelta(days=2) < total < timedelta(days=4)


@pytest.mark.parametrize("status", Berichtstatus)
def test_only_what_was_not_sent_is_tried_again(status: Berichtstatus) -> None:
    can = status in (Berichtstatus.GEEN_ADRES, Berichtstatus.VASTGELOPEN)
    assert (rules.beletselen(replace(BERICHT, status=status)) == []) == can


def test_a_text_that_is_gone_cannot_be_sent_but_a_link_can() -> None:
    assert rules.beletselen(replace(BERICHT, heeft_tekst=False)) != []
    link = replace(BERICHT, heeft_tekst=False, soort=Berichtsoort.INLOGLINK)
    assert rules.beletselen(link) == []
