"""A candidate turned down by Aa, employed by Dee; Bee and Cee are in Aa's verband."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    OPENBAAR,
    SCOPES,
    VERBAND,
    Buur,
    Vraag,
    later,
)

EIGEN = SCOPES | {"eigen:beheren"}
DAG = later(OPENBAAR, hours=10)  # Thursday 27 August 2026
ZES_MAANDEN = "2027-02-27"
INSTEMMING: dict[str, Any] = {
    "ontvangers": [BEE],
    "gegevens": ["contact", "motivatie"],
    "eindDatum": "2026-12-31",
    "motivatie": "Ik reken graag.",
}
LEDEN = f"/intern/verbanden/{VERBAND}/leden"
Doe = Callable[..., Any]


@pytest.fixture(autouse=True)
def leden(buur: Buur) -> None:
    for dag in ("2026-08-27", "2026-09-26", "2026-09-27", "2026-10-15"):
        buur.antwoorden[f"{LEDEN}?op={dag}"] = {"organisaties": [AA, BEE, CEE]}


@pytest.fixture
def persoon(buur: Buur) -> UUID:
    id = uuid4()
    buur.antwoorden[f"/intern/medewerkers/{id}"] = {
        "naam": "Sam Proef (verzonnen)",
        "email": "sam@example.org",
        "organisatie": DEE,
    }
    return id


@pytest.fixture
def zelf(ik: Vraag, persoon: UUID) -> Vraag:
    """The person with an own login."""
    return lambda nu=DAG, **meer: ik(
        DEE, "medewerker", medewerker=persoon, scopes=EIGEN, nu=nu, **meer
    )


@pytest.fixture
def hr(ik: Vraag) -> Vraag:
    """A recruiter of an organisation, on the day of the story."""

    def headers(oin: str = AA, nu: datetime = DAG, **meer: Any) -> Headers:
        return ik(oin, "recruiter", nu=nu, **({"verbanden": [(VERBAND, 1)]} | meer))

    return headers


@pytest.fixture
def afgewezen(client: TestClient, vacature: str, zelf: Vraag, hr: Vraag) -> str:
    """Id of the person's application, turned down."""
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=zelf(), json={"motivatie": "Mijn brief."})
    assert answer.status_code == 201, answer.text
    id = str(answer.json()["id"])
    body = {"naar": "afgewezen", "reden": "Een ander paste beter.", "redencode": "beter_passend"}
    path = f"{BASE}/sollicitaties/{id}/statuswijzigingen"
    answer = client.post(path, headers=hr(), json=body)
    if answer.status_code == 400:
        body.pop("redencode")
        answer = client.post(path, headers=hr(), json=body)
    assert answer.status_code == 201, answer.text
    return id


@pytest.fixture
def stel_voor(client: TestClient, hr: Vraag, afgewezen: str) -> Doe:
    def doe(headers: Headers | None = None, **anders: Any) -> Any:
        body = {"sollicitatieId": afgewezen, "ontvangers": [BEE, CEE]} | anders
        return client.post(f"{BASE}/doorverwijzingen", headers=headers or hr(), json=body)

    return doe


@pytest.fixture
def voorgesteld(stel_voor: Doe) -> str:
    """Id of a proposal to Bee and Cee."""
    answer = stel_voor()
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.fixture
def stem_in(client: TestClient, zelf: Vraag) -> Doe:
    def doe(id: str, headers: Headers | None = None, **anders: Any) -> Any:
        path = f"{BASE}/doorverwijzingen/{id}/toestemmingen"
        return client.post(path, headers=headers or zelf(), json=INSTEMMING | anders)

    return doe


@pytest.fixture
def lopend(voorgesteld: str, stem_in: Doe) -> str:
    """Id of a referral to Bee, agreed to."""
    answer = stem_in(voorgesteld)
    assert answer.status_code == 201, answer.text
    return voorgesteld


@pytest.fixture
def trek_in(client: TestClient, zelf: Vraag) -> Doe:
    """Withdraw the consent of a referral."""

    def doe(id: str) -> Any:
        gezien = client.get(f"{BASE}/doorverwijzingen/{id}", headers=zelf()).json()
        path = f"{BASE}/toestemmingen/{gezien['toestemmingId']}/statuswijzigingen"
        return client.post(path, headers=zelf(), json={"naar": "ingetrokken"})

    return doe


@pytest.fixture
def antwoord(client: TestClient, hr: Vraag) -> Doe:
    def doe(id: str, wat: str, oin: str = BEE, **meer: Any) -> Any:
        body = {"antwoord": wat, "reden": "Na een gesprek."} | meer
        path = f"{BASE}/doorverwijzingen/{id}/antwoorden"
        return client.post(path, headers=hr(oin), json=body)

    return doe
