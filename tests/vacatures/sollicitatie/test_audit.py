"""Audit trails of a vacancy and an application: who did what, for whom may know."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, CEE, Vraag
from tests.vacatures.sollicitatie.stappen import EIGEN_INLOG, beoordeel, doe, solliciteer, wijzig


def spoor(client: TestClient, wat: str, headers: Headers, vraag: str = "") -> Any:
    answer = client.get(f"{BASE}/{wat}/audittrail{vraag}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def zelf(ik: Vraag) -> Headers:
    return ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN_INLOG, gebruiker=None)


def test_statuses_and_fields_of_a_vacancy_in_one_list(
    client: TestClient, recruiter: Vraag, ik: Vraag, vacature: str
) -> None:
    een = ik(AA, "recruiter", client="ats-aa", gebruiker="W. Erver")
    answer = client.patch(f"{BASE}/vacatures/{vacature}", headers=een, json={"plaats": "Eerdorp"})
    assert answer.status_code == 200, answer.text
    sluit = {"naar": "ingetrokken", "reden": "Toch niet nodig."}
    client.post(f"{BASE}/vacatures/{vacature}/statuswijzigingen", headers=een, json=sluit)
    body = spoor(client, f"vacatures/{vacature}", recruiter(), "?telling=true")
    gedaan = [(r["wat"], r["naar"], r["velden"], r["reden"]) for r in body["results"]]
    assert gedaan == [
        ("status", "concept", None, None),
        ("status", "opengesteld", None, None),
        ("gegevens", None, ["plaats"], None),
        ("status", "ingetrokken", None, "Toch niet nodig."),
    ]
    laatste = body["results"][-1]
    wie = [laatste[naam] for naam in ("organisatie", "client", "gebruiker", "van")]
    assert wie == [AA, "ats-aa", "W. Erver", "opengesteld"]
    assert body["count"] == 4
    deel = spoor(client, f"vacatures/{vacature}", recruiter(), "?pageSize=2&page=2")
    assert deel["results"] == body["results"][2:]


def test_of_an_application_the_employer_reads_all_and_the_candidate_no_judgement(
    client: TestClient, recruiter: Vraag, vacature: str, zelf: Headers
) -> None:
    id = solliciteer(client, vacature, zelf)
    beoordeel(client, id, recruiter(), "niet_passend")
    stap = {"soort": "gesprek", "datum": "2026-08-20", "uitkomst": "gepland"}
    assert doe(client, id, "selectiestappen", recruiter(), **stap).status_code == 201
    meer = {"reden": "Te weinig ervaring.", "redencode": "ervaring"}
    assert wijzig(client, id, recruiter(), "afgewezen", **meer).status_code == 201
    alles = spoor(client, f"sollicitaties/{id}", recruiter(), "?telling=true")
    assert alles["count"] == len(alles["results"]) == 5
    assert {r["wat"] for r in alles["results"]} == {"status", "beoordeling", "selectiestap"}
    afwijzing = alles["results"][-1]
    assert (afwijzing["naar"], afwijzing["reden"]) == ("afgewezen", "Te weinig ervaring.")
    assert (afwijzing["gebruiker"], afwijzing["organisatie"]) == ("proefpersoon", AA)
    gezien = spoor(client, f"sollicitaties/{id}", zelf)["results"]
    (stap_gezien,) = [r for r in gezien if r["wat"] != "status"]
    assert (stap_gezien["van"], stap_gezien["gebruiker"]) == ("gesprek", None)
    eigen = [r for r in gezien if r["wat"] == "status"]
    assert [r["naar"] for r in eigen] == ["ingediend", "in_behandeling", "afgewezen"]
    assert [r["partij"] for r in eigen] == ["kandidaat", "werkgever", "werkgever"]
    assert {r["gebruiker"] for r in eigen} == {None}
    assert [r["client"] for r in eigen][1:] == [None, None]
    assert eigen[-1]["reden"] == "Te weinig ervaring."


def test_hidden_is_absent(client: TestClient, ik: Vraag, vacature: str, zelf: Headers) -> None:
    id = solliciteer(client, vacature, zelf)
    ander = ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN_INLOG)
    elders = ik(CEE, "recruiter")
    for wat, wie in (
        (f"sollicitaties/{id}", ander),
        (f"sollicitaties/{id}", elders),
        (f"sollicitaties/{uuid4()}", elders),
        (f"vacatures/{vacature}", elders),
        (f"vacatures/{uuid4()}", elders),
    ):
        answer = client.get(f"{BASE}/{wat}/audittrail", headers=wie)
        assert (answer.status_code, answer.json()["code"]) == (404, "niet-gevonden"), wat
    assert client.get(f"{BASE}/vacatures/{vacature}/audittrail").status_code == 401
