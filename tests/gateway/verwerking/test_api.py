"""Verwerkingen over HTTP: reported by the services, read by the person."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from shared import db, verwerking
from tests.conftest import Headers
from tests.gateway.conftest import AA, Als

URL = "/deelname/v1/verwerkingen"
INTERN = "/intern/verwerkingen"
JAN, PIET = UUID(int=1), UUID(int=2)


def melding(betrokkene: UUID = JAN, **meer: object) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "activiteit": "sollicitaties beoordelen",
        "betrokkene": str(betrokkene),
        "organisatie": AA,
        "client": "ats-aa",
        "trace": "0" * 32,
        "op": "2026-08-12T11:00:00+02:00",
    } | meer


@pytest.fixture
def meld(register: TestClient, als_dienst: Callable[[str, str], Headers]) -> Callable[..., None]:
    def send(*meldingen: dict[str, Any]) -> None:
        headers = als_dienst("vacatures", "gateway")
        answer = register.post(INTERN, headers=headers, json=meldingen)
        assert (answer.status_code, answer.content) == (204, b""), answer.text

    return send


def zelf(ik: Als, persoon: UUID) -> Headers:
    return ik(AA, "medewerker", medewerker=persoon)


def test_a_person_sees_which_organisation_did_what_and_when(
    register: TestClient, meld: Callable[..., None], ik: Als
) -> None:
    een = melding()
    meld(een, melding(PIET))
    body = register.get(f"{URL}?telling=true", headers=zelf(ik, JAN)).json()
    assert body["count"] == 1
    assert body["results"] == [
        {
            "id": een["id"],
            "activiteit": "sollicitaties beoordelen",
            "organisatie": AA,
            "naam": "Gemeente Aa",
            "dienst": "vacatures",
            "uitgevoerdOp": "2026-08-12T09:00:00Z",
            "doorUzelf": False,
        }
    ]


def test_the_last_comes_first_and_a_repetition_changes_nothing(
    register: TestClient, meld: Callable[..., None], ik: Als
) -> None:
    eerder = melding(op="2026-08-11T09:00:00Z", organisatie=None, client=None)
    later = melding()
    meld(eerder, later)
    meld(eerder, later, later)
    meld()
    body = register.get(URL, headers=zelf(ik, JAN)).json()
    assert [een["id"] for een in body["results"]] == [later["id"], eerder["id"]]
    assert (body["results"][1]["organisatie"], body["results"][1]["naam"]) == (None, None)


@pytest.mark.parametrize("client", ["doorstroom:zelf", "doorstroom:eigen-inlog"])
def test_what_people_did_themselves_is_nobody_elses(
    register: TestClient, meld: Callable[..., None], ik: Als, client: str
) -> None:
    """Also in a record of before, which named the employer."""
    meld(melding(organisatie=AA, client=client))
    (een,) = register.get(URL, headers=zelf(ik, JAN)).json()["results"]
    assert (een["doorUzelf"], een["organisatie"], een["naam"]) == (True, None, None)


def test_the_whole_record_as_a_file(
    register: TestClient, meld: Callable[..., None], ik: Als
) -> None:
    meld(*(melding(op=f"2026-08-12T09:{n:02d}:00Z") for n in range(30)), melding(PIET))
    meld(
        melding(op="2026-08-13T09:00:00Z", organisatie=None, client="doorstroom:zelf"),
        melding(op="2026-08-13T10:00:00Z", organisatie=None, client=None, activiteit="=1+1"),
    )
    answer = register.get(f"{URL}?pageSize=5", headers=zelf(ik, JAN) | {"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "verwerkingen.csv" in answer.headers["content-disposition"]
    regels = list(csv.reader(StringIO(answer.text)))
    assert regels[0] == ["moment", "activiteit", "door", "naam", "onderdeel"]
    assert len(regels) == 33
    assert regels[1] == ["2026-08-13T10:00:00Z", "'=1+1", "het platform", "", "vacatures"]
    assert regels[2][2:4] == ["uzelf", ""]
    assert regels[3][2:4] == [AA, "Gemeente Aa"]


def test_only_for_a_person_and_only_from_a_service(
    register: TestClient, meld: Callable[..., None], ik: Als
) -> None:
    meld(melding())
    assert register.get(URL, headers=zelf(ik, PIET)).json()["results"] == []
    answer = register.get(URL, headers=ik(AA, "hr_adviseur"))
    assert (answer.status_code, answer.json()["code"]) == (403, "rol-ontbreekt")
    assert register.get(URL).status_code == 401
    assert register.post(INTERN, headers=ik(AA), json=[melding()]).status_code == 404


def test_a_peer_is_held_to_the_form(
    register: TestClient, als_dienst: Callable[[str, str], Headers]
) -> None:
    headers = als_dienst("pool", "gateway")
    for fout in ({"op": "gisteren"}, {"betrokkene": "jan"}, {"naam": "Jan"}):
        assert register.post(INTERN, headers=headers, json=[melding() | fout]).status_code == 400


def test_what_own_hr_did_reaches_the_person(
    register: TestClient,
    ik: Als,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    """From the request, by the road the worker takes, to the person's own list."""
    url = f"/deelname/v1/organisaties/{AA}/medewerkers"
    jan = register.post(url, headers=ik(AA, "hr_adviseur"), json={"externId": "P-1"}).json()["id"]

    def send(rows: list[dict[str, Any]]) -> None:
        headers = als_dienst("gateway", "gateway")
        assert register.post(INTERN, headers=headers, json=rows).status_code == 204

    assert verwerking.deliver(db.sessions(migrated("gateway")), send) == 1
    body = register.get(URL, headers=zelf(ik, UUID(jan))).json()
    assert [(een["activiteit"], een["naam"]) for een in body["results"]] == [
        ("personeelsgegevens vastleggen", "Gemeente Aa")
    ]
