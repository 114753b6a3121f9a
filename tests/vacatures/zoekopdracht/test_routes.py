"""Saved searches over HTTP: the own person's alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures.zoekopdracht import storage
from tests.vacatures.conftest import BASE, BEE, CEE, NU, SCOPES, Vraag
from tests.vacatures.zoekopdracht.conftest import PARTNER, bewaar


def code_van(migrated: Callable[[str], Engine], id: str) -> str:
    with migrated("vacatures").connect() as tx:
        query = text("SELECT afmeldcode FROM zoekopdracht WHERE id = :id")
        return str(tx.scalar(query, {"id": UUID(id)}))


def test_save_read_change_and_delete(client: TestClient, inlog: Vraag) -> None:
    mij = inlog(PARTNER)
    filter_ = {
        "q": "jurist",
        "urenMin": 24,
        "niveau": "senior",
        "sluitingsDatumVanaf": "2026-09-01",
    }
    body = bewaar(client, mij, "wekelijks", **filter_)
    assert {k: v for k, v in body["filter"].items() if v is not None} == filter_
    assert body["volgendeOp"] == "2026-08-17T05:00:00Z"  # Monday, seven in the Netherlands
    path = f"{BASE}/zoekopdrachten/{body['id']}"
    gezien = client.get(path, headers=mij)
    assert gezien.json() == body
    lijst = client.get(f"{BASE}/zoekopdrachten?telling=true", headers=mij).json()
    assert (lijst["count"], lijst["results"]) == (1, [body])
    wijziging = {"frequentie": "dagelijks", "filter": {"functie": "jurist"}, "naam": "Anders"}
    if_match = mij | {"If-Match": gezien.headers["ETag"]}
    answer = client.patch(path, headers=if_match, json=wijziging)
    assert answer.status_code == 200, answer.text
    assert answer.json()["filter"]["q"] is None
    assert answer.json()["volgendeOp"] == "2026-08-13T05:00:00Z"
    assert client.patch(path, headers=if_match, json={"naam": "Te laat"}).status_code == 412
    leeg = {"naam": None, "filter": None, "frequentie": None, "actief": None}
    answer = client.patch(path, headers=mij, json=leeg)
    assert {p["name"] for p in answer.json()["invalidParams"]} == leeg.keys()
    assert client.delete(path, headers=mij).status_code == 204
    assert client.get(path, headers=mij).status_code == 404


def test_nobody_else_finds_it(client: TestClient, inlog: Vraag, ik: Vraag) -> None:
    id = bewaar(client, inlog(PARTNER))["id"]
    path = f"{BASE}/zoekopdrachten/{id}"
    ander = ik(BEE, "medewerker", medewerker=uuid4(), scopes=SCOPES | {"eigen:beheren"})
    machine = ik(BEE, "medewerker", medewerker=PARTNER)
    for method in ("GET", "PATCH", "DELETE"):
        body = {"naam": "x"} if method == "PATCH" else None
        stale = ander | {"If-Match": '"9"'}
        assert client.request(method, path, headers=stale, json=body).status_code == 404
        assert client.request(method, path, headers=machine, json=body).status_code == 403
    assert client.get(f"{BASE}/zoekopdrachten", headers=ander).json()["results"] == []


@pytest.mark.parametrize(
    ("filter_", "status"),
    [
        ({"afstand": 20}, 400),
        ({"afstand": 20, "vanPc4": "5611"}, 409),  # no file with places was loaded
        ({"status": "concept"}, 400),
        ({"urenMin": "24"}, 400),
        ({"q": "x"}, 400),
    ],
)
def test_the_filter_is_checked_as_that_of_the_list(
    client: TestClient, inlog: Vraag, filter_: dict[str, object], status: int
) -> None:
    body = {"naam": "Proef", "frequentie": "direct", "filter": filter_}
    answer = client.post(f"{BASE}/zoekopdrachten", headers=inlog(PARTNER), json=body)
    assert answer.status_code == status, answer.text


def test_unsubscribing_needs_the_link_alone(
    client: TestClient, inlog: Vraag, kijkers: dict[str, Vraag], migrated: Callable[[str], Engine]
) -> None:
    mij = inlog(PARTNER)
    id = bewaar(client, mij)["id"]
    niemand = kijkers["anoniem"]()
    path = f"{BASE}/zoekopdrachten/_afmelden"
    assert client.post(path, headers=niemand, json={"code": "a" * 22}).status_code == 404
    for code in (code_van(migrated, id), code_van(migrated, id)):
        assert client.post(path, headers=niemand, json={"code": code}).status_code == 204
    assert client.get(f"{BASE}/zoekopdrachten/{id}", headers=mij).json()["actief"] is False
    assert client.post(path, headers=niemand, json={"code": "kort"}).status_code == 400
    paths = client.get(f"{BASE}/openapi.json").json()["paths"]
    assert "404" in paths["/zoekopdrachten/_afmelden"]["post"]["responses"]
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text("SELECT betrokkene FROM verwerking_uit WHERE activiteit LIKE '%afmelden'")
        ).all()
    assert [row.betrokkene for row in rows] == [PARTNER, PARTNER]


def test_many_at_once_make_no_more_than_may_be(client: TestClient, inlog: Vraag) -> None:
    mij = inlog(PARTNER)
    for _ in range(20 - 2):  # ZOEKOPDRACHTEN_PER_PERSOON
        bewaar(client, mij)
    body = {"naam": "Nog een", "frequentie": "direct", "filter": {}}

    def maak(_: int) -> int:
        return client.post(f"{BASE}/zoekopdrachten", headers=mij, json=body).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(maak, range(4))) == [201, 201, 409, 409]


def test_an_outsider_can_save_a_search_too(client: TestClient, ik: Vraag) -> None:
    buiten = ik(None, medewerker=uuid4(), scopes=SCOPES | {"eigen:beheren"})
    assert bewaar(client, buiten)["actief"]
    zonder = ik(CEE, scopes=SCOPES | {"eigen:beheren"})
    assert client.get(f"{BASE}/zoekopdrachten", headers=zonder).status_code == 403


def test_the_file_of_a_person_and_its_erasing(
    client: TestClient, inlog: Vraag, migrated: Callable[[str], Engine]
) -> None:
    id = bewaar(client, inlog(PARTNER), functie="jurist")["id"]
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        dossier = storage.dossier(tx, PARTNER)
        assert dossier["zoekopdrachten"][0]["filter"] == {"functie": "jurist"}
        assert code_van(migrated, id) not in str(dossier)
        assert storage.wis_sollicitaties(tx, [], NU) == {}
        assert storage.wis_personen(tx, [PARTNER]) == {"zoekopdracht": 1}
        assert storage.dossier(tx, PARTNER) == {"zoekopdrachten": [], "zoektreffers": []}
