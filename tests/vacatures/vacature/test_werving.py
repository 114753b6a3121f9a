"""Who recruits for an employer, who appoints that, and one outcome when two act at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures.vacature import storage
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    OPENBAAR,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)

WERVER = DEE  # a water board in no verband with Aa


@pytest.fixture(autouse=True)
def bekend(buur: Buur) -> None:
    for oin in (AA, BEE, WERVER):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": "x"}


@pytest.fixture
def werver(ik: Vraag) -> Vraag:
    return lambda **meer: ik(WERVER, "recruiter", **meer)


def wijzig(client: TestClient, id: str, headers: Headers, **velden: Any) -> Any:
    return client.patch(f"{BASE}/vacatures/{id}", headers=headers, json=velden)


def test_the_recruiting_organisation_acts_as_the_own_recruiter(
    client: TestClient, recruiter: Vraag, werver: Vraag, ik: Vraag
) -> None:
    id = nieuw(client, recruiter(), werver=WERVER)
    pad = f"{BASE}/vacatures/{id}"
    een = client.get(pad, headers=werver()).json()
    assert (een["werkgever"], een["werver"], een["status"]) == (AA, WERVER, "concept")
    assert wijzig(client, id, werver(), titel="Planeconoom (m)").status_code == 200
    open_(client, recruiter(), id)
    # Its own people are outsiders to Aa; its recruiter reads who applies.
    eigen_mens = ik(WERVER, "medewerker", medewerker=uuid4())
    assert client.get(pad, headers=eigen_mens).status_code == 404
    kandidaat = ik(AA, "medewerker", medewerker=uuid4())
    gesolliciteerd = client.post(f"{pad}/sollicitaties", headers=kandidaat, json={})
    assert gesolliciteerd.status_code == 201
    lijst = client.get(f"{pad}/sollicitaties", headers=werver()).json()["results"]
    assert [s["id"] for s in lijst] == [gesolliciteerd.json()["id"]]
    openbaar = later(OPENBAAR, hours=1)
    extern = ik(WERVER, "medewerker", medewerker=uuid4(), nu=openbaar)
    answer = client.post(f"{pad}/sollicitaties", headers=extern, json={})
    assert answer.json()["categorie"] == "extern"


def test_who_appoints_it(client: TestClient, recruiter: Vraag, werver: Vraag, ik: Vraag) -> None:
    id = nieuw(client, recruiter(), werver=WERVER)
    ander = wijzig(client, id, werver(), werver=BEE)
    assert [b["code"] for b in ander.json()["beletselen"]] == ["alleen-werkgever"]
    for oin, code in ((AA, "eigen-organisatie"), (CEE, "onbekend")):
        answer = wijzig(client, id, recruiter(), werver=oin)
        assert [p["code"] for p in answer.json()["invalidParams"]] == [code]
    machine = wijzig(client, id, recruiter(gebruiker=None), werver=BEE)
    assert machine.json()["code"] == "gebruiker-ontbreekt"
    assert wijzig(client, id, recruiter(), werver=BEE).json()["werver"] == BEE
    assert client.get(f"{BASE}/vacatures/{id}", headers=werver()).status_code == 404
    log = client.get(f"{BASE}/vacatures/{id}/wijzigingen", headers=recruiter()).json()["results"]
    assert [regel["velden"] for regel in log] == [["werver"], ["werver"]]
    open_(client, recruiter(), id)
    weer = wijzig(client, id, recruiter(), werver=WERVER)
    assert [b["code"] for b in weer.json()["beletselen"]] == ["bevroren"]
    # Stepping down is always possible, by the employer and by itself.
    assert wijzig(client, id, ik(BEE, "recruiter"), werver=None).status_code == 200
    assert client.get(f"{BASE}/vacatures/{id}", headers=ik(BEE, "recruiter")).status_code == 404


def test_another_employer_of_a_joint_vacancy_sees_it_and_does_not_lead(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    id = nieuw(client, recruiter())
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    with Session(engine) as tx:
        storage.set_werkgevers(tx, UUID(id), [AA, CEE], NU)
        tx.commit()
    mede = ik(CEE, "recruiter")
    een = client.get(f"{BASE}/vacatures/{id}", headers=mede).json()
    assert (een["werkgever"], een["werkgevers"]) == (AA, [AA, CEE])
    assert id in [v["id"] for v in client.get(f"{BASE}/vacatures", headers=mede).json()["results"]]
    assert wijzig(client, id, mede, titel="Anders").status_code == 403
    open_(client, recruiter(), id)
    intern = ik(CEE, "medewerker", medewerker=uuid4())
    answer = client.post(f"{BASE}/vacatures/{id}/sollicitaties", headers=intern, json={})
    assert answer.json()["categorie"] == "intern"


def test_events_reach_who_recruits_and_nobody_of_it_besides(
    client: TestClient, recruiter: Vraag
) -> None:
    id = nieuw(client, recruiter(), werver=WERVER)
    open_(client, recruiter(), id)
    wijzig(client, id, recruiter(), omschrijving="Anders.")
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    query = "SELECT publiek FROM gebeurtenis_uit WHERE onderwerp = :id AND type LIKE 'vacature-%'"
    with engine.connect() as tx:
        publiek = tx.scalars(text(query), {"id": id}).all()
    van_werver = [p for p in publiek if WERVER in p["organisaties"]]
    assert van_werver
    assert all("recruiter" in p["rollen"] for p in van_werver)
    assert {AA} <= {oin for p in publiek for oin in p["organisaties"]}


@pytest.mark.parametrize("doelen", [("ingetrokken", "vervuld"), ("vervuld", "vervuld")])
def test_two_ends_at_once_are_one_outcome(
    client: TestClient, recruiter: Vraag, vacature: str, doelen: tuple[str, str]
) -> None:
    pad = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    headers = recruiter()

    def naar(status: str) -> int:
        return client.post(pad, headers=headers, json={"naar": status}).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(naar, doelen)) == [201, 409]
    log = client.get(pad, headers=headers).json()["results"]
    assert len(log) == 3
    assert log[-1]["organisatie"] == AA
