"""The routes of subscriptions: whose they are, what they refuse, and what they never tell."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.gateway.notificatie.rules.abonnement import MAX_PER_CLIENT
from services.gateway.notificatie.storage import afleveringen
from shared.settings import Settings
from tests.gateway.conftest import AA, BEE, CEE, NU, Als
from tests.gateway.notificatie.conftest import URL, stel

Neem = Callable[..., dict[str, Any]]
HOOK = "https://ontvanger.example.org/hook"


def test_whose_it_is(hier: TestClient, neem: Neem, ik: Als) -> None:
    made = neem(HOOK)
    mine = hier.get(URL, headers=ik(AA)).json()["results"]
    assert [een["id"] for een in mine] == [made["id"]]
    beheerder = ik(AA, "beheerder", client="ander")
    assert len(hier.get(f"{URL}?telling=true", headers=beheerder).json()["results"]) == 1
    assert hier.get(f"{URL}/{made['id']}", headers=beheerder).status_code == 200
    assert hier.get(URL, headers=ik(None, "platformbeheerder", client="p")).json()["results"]
    for other in (
        ik(BEE, client="ander"),
        ik(BEE, "beheerder", client="ander"),
        ik(AA, client="ander"),
        ik(None, "beheerder", client="bank"),
    ):
        assert hier.get(URL, headers=other).json()["results"] == []
        path = f"{URL}/{made['id']}"
        nothing = f"{URL}/{uuid4()}"
        for method, rest, body in (
            ("GET", "", None),
            ("PATCH", "", {"status": "gepauzeerd"}),
            ("DELETE", "", None),
            ("POST", "/geheimen", {}),
            ("POST", "/proefberichten", {}),
            ("POST", "/herhalingen", {"vanaf": "2026-01-01T00:00:00Z"}),
            ("GET", "/afleveringen", None),
            ("GET", f"/afleveringen/{uuid4()}", None),
            ("POST", f"/afleveringen/{uuid4()}/herkansingen", {}),
        ):
            kop = other | {"If-Match": '"99-x"'}
            hidden = hier.request(method, path + rest, headers=kop, json=body)
            absent = hier.request(method, nothing + rest, headers=kop, json=body)
            assert hidden.status_code == absent.status_code == 404, (method, rest)
            assert hidden.content == absent.content


def test_it_is_of_systems_not_of_people(hier: TestClient, neem: Neem, ik: Als) -> None:
    made = neem(HOOK)
    person = ik(AA, medewerker=uuid4())
    for path in (URL, f"{URL}/{made['id']}", f"{URL}/{uuid4()}"):
        assert hier.get(path, headers=person).status_code == 403
    body = {"naam": "x", "callbackUrl": HOOK}
    assert hier.post(URL, headers=person, json=body).status_code == 403
    assert hier.post(URL, json=body).status_code == 401
    less = ik(AA, scopes={"deelname:lezen"})
    assert hier.post(URL, headers=less, json=body).status_code == 403


def test_etag_and_if_match(hier: TestClient, neem: Neem, ik: Als) -> None:
    path = f"{URL}/{neem(HOOK)['id']}"
    tag = hier.get(path, headers=ik(AA)).headers["ETag"]
    headers = ik(AA) | {"If-Match": tag}
    changed = hier.patch(path, headers=headers, json={"naam": "Anders", "typen": []})
    assert changed.json()["naam"] == "Anders"
    assert hier.patch(path, headers=headers, json={"naam": "Weer"}).status_code == 412
    assert hier.delete(path, headers=headers).status_code == 412
    assert hier.get(path, headers=ik(AA)).json()["naam"] == "Anders"


@pytest.mark.parametrize(
    "fout",
    [
        {"naam": None},
        {"callbackUrl": None},
        {"typen": None},
        {"filters": None},
        {"status": None},
        {"status": "beeindigd"},
        {"typen": ["org.example.iets"]},
        {"filters": [{"sql": "x"}]},
        {"oauth": {"tokenUrl": HOOK, "clientId": "x"}},
        {"geheim": "zelf-gekozen"},
    ],
)
def test_a_change_that_is_refused_changes_nothing(
    hier: TestClient, neem: Neem, ik: Als, fout: dict[str, Any]
) -> None:
    path = f"{URL}/{neem(HOOK)['id']}"
    before = hier.get(path, headers=ik(AA)).content
    assert hier.patch(path, headers=ik(AA), json=fout).status_code == 400
    assert hier.get(path, headers=ik(AA)).content == before


def test_optional_parts_can_go(hier: TestClient, neem: Neem, ik: Als) -> None:
    oauth = {"tokenUrl": HOOK, "clientId": "x", "clientSecret": "y"}
    path = f"{URL}/{neem(HOOK, oauth=oauth)['id']}"
    changed = hier.patch(path, headers=ik(AA), json={"oauth": None, "verband": None}).json()
    assert (changed["oauth"], changed["verband"]) == (None, None)


def test_the_secret_is_told_once_also_to_who_repeats(
    hier: TestClient, neem: Neem, ik: Als, engine: Engine
) -> None:
    body = {"naam": "x", "callbackUrl": HOOK}
    headers = ik(AA) | {"Idempotency-Key": "een"}
    first = hier.post(URL, headers=headers, json=body)
    assert first.status_code == 201
    assert first.headers["Location"] == f"{URL}/{first.json()['id']}"
    again = hier.post(URL, headers=headers, json=body)
    assert (again.status_code, again.json()["code"]) == (409, "al-uitgevoerd")
    assert stel(engine, "SELECT count(*) FROM abonnement") == [(1,)]


def test_two_at_once_do_not_pass_the_limit(hier: TestClient, neem: Neem, ik: Als) -> None:
    for _ in range(MAX_PER_CLIENT - 1):
        neem(HOOK)
    body = {"naam": "x", "callbackUrl": HOOK}
    with ThreadPoolExecutor(4) as threads:
        send = [threads.submit(hier.post, URL, headers=ik(AA), json=body) for _ in range(4)]
    assert sorted(een.result().status_code for een in send) == [201, 409, 409, 409]


def test_without_a_key_nobody_subscribes(hier: TestClient, ik: Als, instellingen: Settings) -> None:
    app: Any = hier.app
    app.state.settings = instellingen.model_copy(update={"webhook_keys": None})
    answer = hier.post(URL, headers=ik(AA), json={"naam": "x", "callbackUrl": HOOK})
    assert (answer.status_code, answer.json()["code"]) == (503, "geen-sleutel")


def test_one_test_at_a_time_and_only_while_it_runs(hier: TestClient, neem: Neem, ik: Als) -> None:
    path = f"{URL}/{neem(HOOK)['id']}"
    first = hier.post(f"{path}/proefberichten", headers=ik(AA))
    assert first.status_code == 201
    again = hier.post(f"{path}/proefberichten", headers=ik(AA))
    assert (again.status_code, again.json()["code"]) == (409, "proef-loopt")
    assert hier.get(first.headers["Location"], headers=ik(AA)).headers["ETag"]
    hier.patch(path, headers=ik(AA), json={"status": "gepauzeerd"})
    late = hier.post(f"{path}/proefberichten", headers=ik(AA))
    assert late.json()["code"] == "loopt-niet"


def test_old_deliveries_are_forgotten(
    hier: TestClient, neem: Neem, ik: Als, engine: Engine
) -> None:
    from sqlalchemy.orm import Session

    path = f"{URL}/{neem(HOOK)['id']}"
    hier.post(f"{path}/proefberichten", headers=ik(AA))
    stel(engine, "UPDATE aflevering SET status = 'geparkeerd', bijgewerkt_op = :op", op=NU)
    with Session(engine) as tx, tx.begin():
        assert afleveringen.clean(tx, NU + afleveringen.BEWAARD) == 0
        assert afleveringen.clean(tx, NU + afleveringen.BEWAARD * 2) == 1
    assert CEE not in hier.get(URL, headers=ik(AA)).text
