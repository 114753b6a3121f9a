"""Logboek Dataverwerkingen: one record per person, none left out, one trace over both services."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.gateway.main import create_app
from shared import db, verwerking
from tests.conftest import Headers, Start
from tests.pool.conftest import AA, BASE, DEE, Regio, Vraag

TRACE = "5a" * 16
PARENT = f"00-{TRACE}-{'01' * 8}-01"


class Doorgeef(ThreadingHTTPServer):
    """Pool behind the poort: what comes in goes to the service, with a token that it knows."""

    daemon_threads = True

    def __init__(self, pool: TestClient, token: Headers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pool, self.token = pool, token


class _Handler(BaseHTTPRequestHandler):
    server: Doorgeef

    def do_GET(self) -> None:
        kept = {"traceparent": self.headers["traceparent"]} | self.server.token
        answer = self.server.pool.get(self.path, headers=kept)
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def poort(start: Start, client: TestClient, makelaar: Vraag) -> Iterator[TestClient]:
    """The gateway before this pool."""
    server = Doorgeef(client, makelaar())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    options = {"pool_url": f"http://127.0.0.1:{server.server_port}"}
    with start("gateway", lambda s: create_app(s.model_copy(update=options))) as gateway:
        yield gateway
    server.shutdown()
    server.server_close()
    thread.join()


def records(engine: Engine) -> list[Any]:
    with engine.begin() as tx:
        return list(tx.execute(text("SELECT * FROM verwerking WHERE trace = :t"), {"t": TRACE}))


def test_five_people_are_five_records_in_one_trace(
    poort: TestClient,
    regio: Regio,
    engine: Engine,
    migrated: Callable[[str], Engine],
    als_dienst: Callable[[str, str], Headers],
) -> None:
    pool = regio.pool()
    for nummer in range(1, 6):
        regio.lid(pool, nummer)
    answer = poort.get(f"{BASE}/pools/{pool}/leden", headers={"traceparent": PARENT})
    assert len(answer.json()["results"]) == 5

    def send(rows: list[dict[str, Any]]) -> None:
        headers = als_dienst("pool", "gateway")
        assert poort.post("/intern/verwerkingen", headers=headers, json=rows).status_code == 204

    sessions = db.sessions(engine)
    verwerking.deliver(sessions, send)
    kept = records(migrated("gateway"))
    assert {row.betrokkene for row in kept} == {UUID(int=0x100 + n) for n in range(1, 6)}
    assert len(kept) == 5
    assert {(row.dienst, row.organisatie) for row in kept} == {("pool", AA)}
    assert verwerking.deliver(sessions, send) == 0


def test_a_look_that_was_denied_is_no_record(
    client: TestClient, regio: Regio, engine: Engine, ik: Vraag
) -> None:
    lid = regio.lid(regio.pool(), 1)
    before = _count(engine)
    for path, who in (
        (f"/leden/{lid['id']}", ik(DEE, "makelaar")),
        (f"/leden/{uuid4()}", ik(AA, "makelaar")),
        (f"/leden/{lid['id']}", {}),
    ):
        assert client.get(f"{BASE}{path}", headers=who).status_code in (401, 404), path
    assert _count(engine) == before
    assert client.get(f"{BASE}/leden/{lid['id']}", headers=ik(AA, "makelaar")).status_code == 200
    assert _count(engine) == before + 1


def _count(engine: Engine) -> int:
    with engine.begin() as tx:
        return int(tx.execute(text("SELECT count(*) FROM verwerking_uit")).scalar_one())
