"""What candidates and recruiters do in these tests, in one line each."""

from typing import Any

from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import BASE, OPENBAAR, PARTNERS, SCOPES, later

IN_PARTNERS, IN_OPENBAAR = later(PARTNERS, hours=10), later(OPENBAAR, hours=10)
EIGEN_INLOG = SCOPES | {"eigen:beheren"}


def solliciteer(client: TestClient, vacature: str, headers: Headers, **body: Any) -> str:
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=headers, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def doe(client: TestClient, id: str, wat: str, headers: Headers, **body: Any) -> Any:
    """POST something on an application."""
    return client.post(f"{BASE}/sollicitaties/{id}/{wat}", headers=headers, json=body)


def beoordeel(client: TestClient, id: str, headers: Headers, oordeel: str = "passend") -> None:
    answer = doe(client, id, "beoordelingen", headers, oordeel=oordeel, reden="Gesprek gevoerd.")
    assert answer.status_code == 201, answer.text


def wijzig(client: TestClient, id: str, headers: Headers, naar: str, **meer: Any) -> Any:
    return doe(client, id, "statuswijzigingen", headers, naar=naar, **meer)


def bied(client: TestClient, id: str, headers: Headers, **anders: Any) -> Any:
    vast = {"contractsoort": "vast", "uren": 36, "schaal": "11"}
    return doe(client, id, "aanbiedingen", headers, **vast | anders)
