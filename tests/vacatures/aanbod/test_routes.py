"""Offers over HTTP: the order holds, also when two recruiters act at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    OPENBAAR,
    PARTNERS,
    Vraag,
    later,
    nieuw,
    open_,
)

IN_PARTNERS, IN_OPENBAAR = later(PARTNERS, hours=10), later(OPENBAAR, hours=10)
VAST = {"contractsoort": "vast", "uren": 36, "schaal": "11"}


def solliciteer(client: TestClient, vacature: str, headers: Headers) -> str:
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=headers, json={})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def bied(client: TestClient, id: str, headers: Headers, **anders: Any) -> Any:
    path = f"{BASE}/sollicitaties/{id}/aanbiedingen"
    return client.post(path, headers=headers, json=VAST | anders)


def beoordeel(client: TestClient, id: str, headers: Headers, oordeel: str = "passend") -> None:
    body = {"oordeel": oordeel, "reden": "Gesprek gevoerd."}
    path = f"{BASE}/sollicitaties/{id}/beoordelingen"
    assert client.post(path, headers=headers, json=body).status_code == 201


def wijzig(client: TestClient, id: str, headers: Headers, naar: str, **meer: Any) -> Any:
    path = f"{BASE}/sollicitaties/{id}/statuswijzigingen"
    return client.post(path, headers=headers, json={"naar": naar} | meer)


@pytest.fixture
def partner(ik: Vraag) -> Headers:
    return ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS, vast_contract=True)


@pytest.fixture
def buiten(ik: Vraag) -> Headers:
    return ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)


def test_an_outsider_waits_for_the_partner(
    client: TestClient, recruiter: Vraag, vacature: str, partner: Headers, buiten: Headers
) -> None:
    hr = recruiter(nu=IN_OPENBAAR)
    voor = solliciteer(client, vacature, partner)
    na = solliciteer(client, vacature, buiten)
    assert [b["code"] for b in bied(client, na, hr).json()["beletselen"]] == [
        "niet-passend-beoordeeld",
        "voorgaande-niet-beoordeeld",
    ]
    beoordeel(client, na, hr)
    answer = bied(client, na, hr)
    assert answer.status_code == 409
    assert answer.json()["beletselen"] == [
        {
            "code": "voorgaande-niet-beoordeeld",
            "reden": "Er gaat een kandidaat in de categorie partner voor die nog niet"
            " is beoordeeld",
            "sollicitatie": voor,
            "metAfwijking": False,
        }
    ]
    beoordeel(client, voor, hr)
    codes = [b["code"] for b in bied(client, na, hr, afwijking="Toch").json()["beletselen"]]
    assert codes == ["voorgaande-passend"]
    beoordeel(client, voor, hr, "niet_passend")
    gedaan = bied(client, na, hr)
    assert gedaan.status_code == 201
    assert gedaan.json()["vroegsteStartDatum"] == "2026-11-01"
    gezien = client.get(f"{BASE}/sollicitaties/{na}", headers=buiten).json()
    assert gezien["status"] == "aangeboden"
    assert bied(client, voor, hr).status_code == 409
    assert wijzig(client, na, hr, "aangenomen").status_code == 409  # only the candidate accepts
    assert wijzig(client, na, buiten, "aangenomen").status_code == 201


def test_a_permanent_contract_stays_permanent(
    client: TestClient, recruiter: Vraag, vacature: str, partner: Headers
) -> None:
    hr = recruiter(nu=IN_OPENBAAR)
    id = solliciteer(client, vacature, partner)
    beoordeel(client, id, hr)
    tijdelijk = {"contractsoort": "tijdelijk"}
    answer = bied(client, id, hr, **tijdelijk)
    assert [b["code"] for b in answer.json()["beletselen"]] == ["contractbehoud"]
    zelf = bied(client, id, hr, **tijdelijk, kandidaatAkkoord=True)
    assert zelf.status_code == 400  # no recruiter declares what a candidate thinks
    gedaan = bied(client, id, hr, **tijdelijk, redenContractsoort="Het is een project")
    assert gedaan.status_code == 201
    assert (gedaan.json()["status"], gedaan.json()["akkoordNodig"]) == ("voorgelegd", True)
    for wie in (hr, partner):  # the candidate reads what is offered
        assert client.get(gedaan.headers["Location"], headers=wie).json() == gedaan.json()
        path = f"{BASE}/sollicitaties/{id}/aanbiedingen"
        assert client.get(path, headers=wie).json()["results"] == [gedaan.json()]


def test_an_offer_can_be_taken_back_with_a_reason(
    client: TestClient, recruiter: Vraag, vacature: str, partner: Headers
) -> None:
    hr = recruiter(nu=IN_OPENBAAR)
    id = solliciteer(client, vacature, partner)
    beoordeel(client, id, hr)
    assert bied(client, id, hr).status_code == 201
    assert wijzig(client, id, hr, "in_behandeling").status_code == 400
    assert wijzig(client, id, hr, "in_behandeling", reden="Fout bedrag").status_code == 201
    path = f"{BASE}/sollicitaties/{id}/aanbiedingen"

    def stand() -> list[str]:
        return [a["status"] for a in client.get(path, headers=partner).json()["results"]]

    assert stand() == ["vervallen"]
    assert bied(client, id, hr).status_code == 201
    assert stand() == ["vervallen", "open"]
    assert wijzig(client, id, partner, "aangenomen").status_code == 201
    assert stand() == ["vervallen", "aanvaard"]


def test_a_machine_makes_no_offer(
    client: TestClient, recruiter: Vraag, vacature: str, partner: Headers
) -> None:
    id = solliciteer(client, vacature, partner)
    answer = bied(client, id, recruiter(nu=IN_OPENBAAR, gebruiker=None))
    assert (answer.status_code, answer.json()["code"]) == (400, "gebruiker-ontbreekt")


@pytest.mark.parametrize("plaatsen", [1, 2])
def test_many_recruiters_at_once_make_no_more_offers_than_places(
    client: TestClient, ik: Vraag, recruiter: Vraag, plaatsen: int
) -> None:
    vacature = nieuw(client, recruiter(), aantalPlaatsen=plaatsen)
    open_(client, recruiter(), vacature)
    ids = []
    for _ in range(4):
        id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
        beoordeel(client, id, recruiter())
        ids.append(id)
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda nr: bied(client, nr, recruiter()).status_code, ids))
    assert codes == [*[201] * plaatsen, *[409] * (4 - plaatsen)]


def test_an_offer_and_a_new_priority_candidate_at_once(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str
) -> None:
    """Whichever comes first: no offer is made while somebody stands before."""
    na = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    beoordeel(client, na, recruiter())
    voor = ik(AA, "medewerker", medewerker=uuid4(), herplaatsing=True)

    def handel(nr: int) -> tuple[str, int]:
        if nr == 0:
            return "aanbod", bied(client, na, recruiter()).status_code
        path = f"{BASE}/vacatures/{vacature}/sollicitaties"
        return "sollicitatie", client.post(path, headers=voor, json={}).status_code

    with ThreadPoolExecutor(2) as threads:
        uitkomst = dict(threads.map(handel, range(2)))
    assert uitkomst["sollicitatie"] == 201
    regels = client.get(f"{BASE}/vacatures/{vacature}/sollicitaties", headers=recruiter()).json()
    assert regels["results"][0]["categorie"] == "herplaatsing"
    assert uitkomst["aanbod"] in (201, 409)
    later_aanbod = bied(client, na, recruiter())
    assert later_aanbod.status_code == 409
