"""Feeds over HTTP, at a moment of the story."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.vacatures.uitgifte.rules import Uitgavevorm
from tests.vacatures.conftest import BASE, OPENBAAR, Vraag, later

FEEDS = [
    Uitgavevorm.XML,
    Uitgavevorm.ATOM,
    Uitgavevorm.JSONFEED,
    Uitgavevorm.CSV,
    Uitgavevorm.SITEMAP,
    Uitgavevorm.SETU,
    Uitgavevorm.VUM,
]
Halen = Callable[..., Any]


@pytest.fixture
def haal(client: TestClient, kijkers: dict[str, Vraag]) -> Halen:
    """A feed as somebody without a token gets it: `haal(vorm, nu, werkgever=…)`."""

    def get(
        vorm: str, nu: datetime = later(OPENBAAR, days=1), *, koppen: Any = None, **vraag: str
    ) -> Any:
        headers = kijkers["anoniem"](nu) | {"Accept-Encoding": "identity"} | (koppen or {})
        return client.get(f"{BASE}/uitgifte/{vorm}", params=vraag, headers=headers)

    return get
