"""An employee of Bee with an own login, and a wish that fits the vacancy of the story."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import BASE, BEE, SCOPES, VERBAND, Vraag

PERSOON = UUID(int=0xEE)
WENS: dict[str, Any] = {
    "naam": "Iets met rekenen",
    "eindDatum": "2027-02-01",
    "functies": ["planeconoom"],
    "niveaus": ["senior"],
    "urenMin": 24,
    "urenMax": 36,
    "schaalMin": "11",
    "pc4": "5611",
    "maximumAfstand": 30,
    "contractsoorten": ["vast"],
    "verbanden": [str(VERBAND)],
}


@pytest.fixture
def zelf(ik: Vraag) -> Vraag:
    """The person, by the own login."""
    facts: dict[str, Any] = {"medewerker": PERSOON, "scopes": SCOPES | {"eigen:beheren"}}
    return lambda **meer: ik(meer.pop("organisatie", BEE), "medewerker", **(facts | meer))


def wens(client: TestClient, headers: Headers, **anders: Any) -> str:
    """Id of a new wish."""
    answer = client.post(f"{BASE}/loopbaanwensen", headers=headers, json=WENS | anders)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def publiceer(client: TestClient, headers: Headers, id: str) -> None:
    path = f"{BASE}/loopbaanwensen/{id}/statuswijzigingen"
    answer = client.post(path, headers=headers, json={"naar": "gepubliceerd"})
    assert answer.status_code == 201, answer.text
