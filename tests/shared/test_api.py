"""What every API does, shown on a small one with a real database (the gateway's own schema)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI, Query, Request, Response
from fastapi.testclient import TestClient
from pydantic import Field
from sqlalchemy import Engine, func, make_url, select

from shared import api, app, db, etag, events, paging, token, verwerking
from shared.api import Beller, Datum, Model, Nu, Tekst, Tijdstip, Tx, eist, mag_anoniem
from shared.settings import Settings
from tests.conftest import KEYS, Headers, settings_of

BASE = "/proef/v1"
OIN = "00000099000000001000"
router = api.router("dingen")


class DingInvoer(Model):
    naam: Tekst
    dag_datum: Datum
    begin_op: Tijdstip


class Ding(DingInvoer):
    id: UUID


class DingPagina(paging.Pagina):
    results: list[Ding] = Field(max_length=100)


class DingFilter(paging.PageParams):
    naam_bevat: str | None = Field(None, max_length=20)


@router.get("/dingen", response_model=DingPagina, dependencies=[mag_anoniem("pool:lezen")])
def list_dingen(
    request: Request, response: Response, params: Annotated[DingFilter, Query()], tx: Tx
) -> object:
    """Lijst van dingen."""
    rows = [_ding(i) for i in range(params.offset, min(params.offset + params.limit, 30))]
    return paging.page(request, response, params, rows, 30 if params.telling else None)


@router.post("/dingen", status_code=201, dependencies=[eist("pool:schrijven")])
def add_ding(ding: DingInvoer, tx: Tx, beller: Beller, nu: Nu) -> Ding:
    """Leg een ding vast."""
    id = uuid4()
    if ding.naam == "stuk":
        raise RuntimeError("dit mag niemand zien")
    events.record(tx, "ding-gemaakt", id, events.Publiek(openbaar=True), nu, f"{BASE}/dingen/{id}")
    verwerking.record(tx, beller, "dingen tellen", [uuid4()], nu)
    return Ding(id=id, **dict(ding))


@router.get("/dingen/{id}", dependencies=[eist("pool:lezen")])
def get_ding(id: UUID, request: Request, tx: Tx) -> Ding:
    """Eén ding."""
    etag.stamp(request, 3)
    return _ding(id.int % 30)


@router.put("/dingen/{id}", dependencies=[eist("pool:schrijven")])
def put_ding(id: UUID, ding: DingInvoer, request: Request, tx: Tx) -> Ding:
    """Wijzig een ding."""
    etag.require_match(request, 3)
    etag.stamp(request, 4)
    return Ding(id=id, **dict(ding))


def _ding(number: int) -> Ding:
    return Ding(
        id=UUID(int=number),
        naam=f"ding {number}",
        dag_datum="2026-08-12",
        begin_op="2026-08-12T07:00:00Z",
    )


def create_app(settings: Settings) -> FastAPI:
    one = app.Api("Proef", "Een proef.", BASE, [router], {"dingen": "Dingen"})
    return app.create_service(settings, [one])


@pytest.fixture
def client(start: Callable[..., object]) -> Iterator[TestClient]:
    with start("gateway", create_app) as client:  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def ik(als: Callable[[str], Callable[..., Headers]]) -> Headers:
    return als("gateway")(organisatie=OIN, scopes={"pool:lezen", "pool:schrijven"})


GOED = {"naam": "a", "dagDatum": "2026-08-12", "beginOp": "2026-08-12T09:00:00+02:00"}


def count(engine: Engine, table: type[db.Common]) -> int:
    with engine.connect() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def test_every_answer_has_the_headers(client: TestClient, ik: Headers) -> None:
    answers = [
        client.get(f"{BASE}/openapi.json"),
        client.get(f"{BASE}/dingen", headers=ik),
        client.get(f"{BASE}/dingen"),
        client.get(f"{BASE}/niets"),
        client.get(f"{BASE}/dingen/", headers=ik),
        client.get("/elders"),
        client.delete(f"{BASE}/dingen", headers=ik),
        client.post(f"{BASE}/dingen", headers=ik, json=GOED | {"naam": "stuk"}),
        client.post(
            f"{BASE}/dingen",
            headers=ik,
            content="x",
        ),
        client.get(f"{BASE}/dingen", headers=ik | {"Accept": "text/html"}),
    ]
    assert [a.status_code for a in answers] == [200, 200, 401, 404, 404, 404, 405, 500, 415, 406]
    for answer in answers:
        assert answer.headers["API-Version"] == api.VERSION
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Strict-Transport-Security"]
        assert "server" not in answer.headers
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert {"status", "title", "detail"} <= answer.json().keys()
    assert answers[6].headers["Allow"] == "GET, HEAD, POST"
    assert "dit mag niemand zien" not in answers[7].text


def test_a_crash_is_logged_without_its_message(
    capfd: pytest.CaptureFixture[str], client: TestClient, ik: Headers
) -> None:
    client.post(f"{BASE}/dingen", headers=ik, json=GOED | {"naam": "stuk"})
    out, err = capfd.readouterr()
    logged = [line for line in (out + err).splitlines() if "onverwachte_fout" in line]
    assert len(logged) == 1
    assert '"soort": "RuntimeError"' in logged[0]
    assert "dit mag niemand zien" not in out + err


def test_all_faults_at_once_in_dutch_without_the_input(client: TestClient, ik: Headers) -> None:
    body = {"naam": "", "dagDatum": 0, "beginOp": "2026-08-12T09:00:00", "geheim": "zwijg"}
    answer = client.post(f"{BASE}/dingen", headers=ik, json=body)
    assert answer.status_code == 400
    found = {p["name"]: p["reason"] for p in answer.json()["invalidParams"]}
    assert found == {
        "naam": "Mag niet leeg zijn.",
        "dagDatum": "Moet tekst zijn volgens ISO 8601.",
        "beginOp": "Mist de tijdzone (Z of +02:00).",
        "geheim": "Onbekend; bestaat hier niet.",
    }
    assert "zwijg" not in answer.text


@pytest.mark.parametrize(
    "path", ["/dingen?x=1", f"/dingen/{UUID(int=1)}?x=1", "/dingen?page=0&x=1"]
)
def test_unknown_query_parameters_are_refused(client: TestClient, ik: Headers, path: str) -> None:
    answer = client.get(BASE + path, headers=ik)
    assert answer.status_code == 400
    names = [p["name"] for p in answer.json()["invalidParams"]]
    assert "query.x" in names
    assert ("query.page" in names) == ("page" in path)


def test_head_is_get_without_a_body(client: TestClient, ik: Headers) -> None:
    answer = client.head(f"{BASE}/dingen/{UUID(int=1)}", headers=ik)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"]


def test_pages_link_to_each_other(client: TestClient, ik: Headers) -> None:
    seen: list[str] = []
    url: str | None = f"{BASE}/dingen?pageSize=12&naamBevat=d&telling=true"
    for _ in range(5):
        if url is None:
            break
        answer = client.get(url, headers=ik)
        assert answer.json()["count"] == 30
        assert 'rel="first"' in answer.headers["Link"]
        seen += [ding["id"] for ding in answer.json()["results"]]
        url = answer.json()["next"]
    assert len(seen) == len(set(seen)) == 30
    assert "count" not in client.get(f"{BASE}/dingen", headers=ik).json()


def test_etag_304_and_412(client: TestClient, ik: Headers) -> None:
    path = f"{BASE}/dingen/{UUID(int=1)}"
    tag = client.get(path, headers=ik).headers["ETag"]
    again = client.get(path, headers=ik | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.put(path, headers=ik | {"If-Match": tag}, json=GOED).status_code == 200
    assert client.put(path, headers=ik | {"If-Match": '"2-abc"'}, json=GOED).status_code == 412


def test_the_same_key_gives_the_same_answer_once(
    client: TestClient, ik: Headers, migrated: Callable[[str], Engine]
) -> None:
    keyed = ik | {"Idempotency-Key": "een"}

    def post(_: int) -> str:
        answer = client.post(f"{BASE}/dingen", headers=keyed, json=GOED)
        assert answer.status_code == 201
        return str(answer.json()["id"])

    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(post, range(8)))
    assert len(ids) == 1
    assert count(migrated("gateway"), db.Gebeurtenis) == 1
    other = client.post(f"{BASE}/dingen", headers=keyed, json=GOED | {"naam": "b"})
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")


def test_a_failed_request_leaves_nothing_and_may_be_repeated(
    client: TestClient, ik: Headers, migrated: Callable[[str], Engine]
) -> None:
    keyed = ik | {"Idempotency-Key": "twee"}
    bad = GOED | {"naam": "stuk"}
    assert client.post(f"{BASE}/dingen", headers=keyed, json=bad).status_code == 500
    assert count(migrated("gateway"), db.Idempotentie) == 0
    assert client.post(f"{BASE}/dingen", headers=keyed, json=GOED).status_code == 201


def test_fact_event_job_and_verwerking_commit_together(
    client: TestClient, ik: Headers, migrated: Callable[[str], Engine]
) -> None:
    client.post(f"{BASE}/dingen", headers=ik, json=GOED)
    engine = migrated("gateway")
    assert count(engine, db.Gebeurtenis) == count(engine, db.Verwerking) == 1
    with engine.connect() as tx:
        jobs = tx.exec_driver_sql("SELECT DISTINCT task_name FROM procrastinate_jobs").all()
    assert [tuple(row) for row in jobs] == [("bezorg",)]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer onzin"}, 401),
        ({"Authorization": "Basic eDp5"}, 401),
    ],
)
def test_nobody_comes_in_unsigned(client: TestClient, headers: Headers, status: int) -> None:
    assert client.get(f"{BASE}/dingen/{UUID(int=1)}", headers=headers).status_code == status


def test_a_token_is_for_one_audience_issuer_and_minute(
    client: TestClient, als: Callable[[str], Callable[..., Headers]]
) -> None:
    keys = token.load_keys(KEYS["gateway"])
    claims = {"client": "x", "scopes": ["pool:lezen"]}
    elsewhere = als("pool")(scopes={"pool:lezen"})
    long_lived = token.mint(keys, "gateway", "gateway", claims, seconds=3600)
    expired = token.mint(keys, "gateway", "gateway", claims, seconds=-60)
    forged = token.mint(token.load_keys(KEYS["pool"]), "gateway", "gateway", claims)
    for bad in (
        *(f"Bearer {t}" for t in (long_lived, expired, forged)),
        elsewhere["Authorization"],
    ):
        answer = client.get(f"{BASE}/dingen/{UUID(int=1)}", headers={"Authorization": bad})
        assert answer.status_code == 401


def test_missing_scope_is_403_and_names_it(
    client: TestClient, als: Callable[[str], Callable[..., Headers]]
) -> None:
    answer = client.post(f"{BASE}/dingen", headers=als("gateway")(), json=GOED)
    assert answer.status_code == 403
    assert "pool:schrijven" in answer.json()["detail"]


def test_database_down_is_503(database: dict[str, str], ik: Headers) -> None:
    urls = {"gateway": make_url(database["gateway"]).set(port=1).render_as_string()}
    app = create_app(settings_of("gateway", urls))
    app.state.trust.keys["gateway"] = token.public_keys(token.load_keys(KEYS["gateway"]))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.post(f"{BASE}/dingen", headers=ik, json=GOED)
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"] == "5"
        assert client.get("/ready").status_code == 503
        assert client.get("/live").status_code == 200


def test_openapi_is_open_dutch_and_without_422(client: TestClient) -> None:
    answer = client.get(f"{BASE}/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    post = answer.json()["paths"]["/dingen"]["post"]
    assert {"201", "400", "401", "403", "409", "429", "500"} <= post["responses"].keys()
    assert "422" not in post["responses"]
    assert answer.json()["paths"]["/dingen"]["get"]["security"] == [{"oauth2": ["pool:lezen"]}, {}]
    assert answer.json()["components"]["schemas"]["Ding"]["properties"]["dagDatum"] == {
        "type": "string",
        "format": "date",
        "title": "Dagdatum",
        "maxLength": 10,
    }
