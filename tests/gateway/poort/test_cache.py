"""What is kept of anonymous answers, for how long, and what a neighbour costs that fails."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from deploy.ports import free_port
from services.gateway.notificatie import rules as notificatie
from services.gateway.notificatie import storage
from services.gateway.poort import proxy, rules
from shared import token
from shared.caller import from_claims as to_caller
from tests.conftest import KEYS, Start
from tests.gateway.poort.test_layer import starting

LIJST = "/vacatures/v1/vacatures"


class Dienst(ThreadingHTTPServer):
    """A service that counts: each answer is another, so that a kept one is seen."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.nr, self.paths = 0, list[str]()
        self.grens: float | None = None
        self.wacht, self.breekt, self.bewijs = 0.0, 0, ""

    def gevraagd(self) -> int:
        return sum(path.startswith("/vacatures") for path in self.paths)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Dienst

    def do_GET(self) -> None:
        service = self.server
        service.paths.append(self.path)
        if self.path.startswith("/intern"):
            service.bewijs = self.headers["Authorization"].split()[1]
        if service.breekt and self.path.startswith("/vacatures"):
            service.breekt -= 1
            self.close_connection = True
            return
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body: dict[str, Any] = {"seconden": service.grens}
        if not self.path.startswith("/intern"):
            time.sleep(service.wacht)
            service.nr += 1
            body = {"nr": service.nr}
        status = 404 if "weg" in self.path else 200
        answer = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("ETag", '"van de dienst"')
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815 (the name that the library asks for)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def dienst() -> Iterator[Dienst]:
    server = Dienst()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def gateway(start: Start, dienst: Dienst) -> Iterator[TestClient]:
    url = f"http://127.0.0.1:{dienst.server_port}"
    with starting(start, vacatures_url=url, rate_limit_anoniem="100000/minute") as client:
        yield client


def nr(client: TestClient, path: str = LIJST, **headers: str) -> int:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["nr"])


def bewaart(client: TestClient) -> None:
    """Wait until the ear hears: from then on answers are kept."""
    tot = time.monotonic() + 10
    while nr(client) != nr(client):
        assert time.monotonic() < tot, "nothing is kept"
        time.sleep(0.02)


def test_one_question_for_all_who_ask_the_same(gateway: TestClient, dienst: Dienst) -> None:
    bewaart(gateway)
    before, dienst.wacht = dienst.gevraagd(), 0.3
    with ThreadPoolExecutor(20) as pool:
        found = set(pool.map(lambda _: nr(gateway, f"{LIJST}?q=x"), range(40)))
    assert len(found) == 1
    assert dienst.gevraagd() == before + 1
    # Another question is another answer; so is the same one as another form.
    assert nr(gateway, f"{LIJST}?q=y") not in found
    assert gateway.get(f"{LIJST}?q=x", headers={"Accept": "text/csv"}).json()["nr"] not in found


def test_the_label_is_of_the_bytes(gateway: TestClient) -> None:
    bewaart(gateway)
    first = gateway.get(LIJST)
    assert first.headers["ETag"] not in {"", '"van de dienst"'}
    assert first.headers["Cache-Control"] == "no-cache"
    same = gateway.get(LIJST, headers={"If-None-Match": f"W/{first.headers['ETag']}"})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    assert "RateLimit" in same.headers
    other = gateway.get(LIJST, headers={"If-None-Match": '"iets anders"'})
    assert (other.status_code, other.json()) == (200, first.json())
    assert gateway.head(LIJST).headers["ETag"] == first.headers["ETag"]


def test_an_event_ends_it_at_once(gateway: TestClient, migrated: Callable[[str], Engine]) -> None:
    """As another process of the gateway takes it in."""
    bewaart(gateway)
    kept = nr(gateway)
    publiek = notificatie.Publiek(openbaar=True)
    pad, nu = "/vacatures/v1/vacatures/x", datetime.now(UTC)
    gesloten = ("vacatures", "vacature-gesloten", uuid4(), pad, nu, publiek)
    with Session(migrated("gateway")) as tx:
        storage.add(tx, [notificatie.Gebeurtenis(uuid4(), *gesloten)])
        assert nr(gateway) == kept  # not before the commit
        tx.commit()
    assert _wordt_anders(gateway, kept)
    kept = nr(gateway)
    with Session(migrated("gateway")) as tx:  # of a service whose answers these are not
        storage.add(tx, [notificatie.Gebeurtenis(uuid4(), "pool", *gesloten[1:])])
        tx.commit()
    time.sleep(0.2)
    assert nr(gateway) == kept


def test_the_boundary_is_asked_as_a_service_and_for_nobody(
    gateway: TestClient, dienst: Dienst
) -> None:
    bewaart(gateway)
    trust = token.Trust({}, {"gateway": token.public_keys(token.load_keys(KEYS["gateway"]))})
    claims = token.verify(dienst.bewijs, "vacatures", trust)
    assert to_caller(claims).dienst == "gateway"


def _wordt_anders(client: TestClient, kept: int) -> bool:
    tot = time.monotonic() + 2
    while nr(client) == kept and time.monotonic() < tot:
        time.sleep(0.01)
    return nr(client) != kept


def test_the_clock_ends_it_on_the_second(gateway: TestClient, dienst: Dienst) -> None:
    bewaart(gateway)
    gateway.post(LIJST, json={})  # throws away what is kept, and asks for the boundary again
    dienst.grens = 0.4
    begin, kept = time.monotonic(), nr(gateway)
    assert nr(gateway) == kept
    assert _wordt_anders(gateway, kept)
    assert 0.3 < time.monotonic() - begin < 1.5


def test_who_changes_something_sees_it(gateway: TestClient) -> None:
    bewaart(gateway)
    kept = nr(gateway)
    assert (
        gateway.post("/vacatures/v1/weg", json={}).status_code == 404
    )  # a refusal changes nothing
    assert nr(gateway) == kept
    assert gateway.post(LIJST, json={}).status_code == 200
    assert nr(gateway) > kept + 1


def test_what_is_not_the_same_for_everybody_is_not_kept(
    gateway: TestClient, dienst: Dienst
) -> None:
    bewaart(gateway)
    assert nr(gateway, **{"X-Iets": "1"}) != nr(gateway, **{"X-Iets": "1"})
    assert nr(gateway, Cookie="a=b") != nr(gateway, Cookie="a=b")
    before = dienst.gevraagd()
    for _ in range(3):
        assert gateway.get("/vacatures/v1/weg").status_code == 404
    assert dienst.gevraagd() == before + 3
    assert gateway.get(LIJST, headers={"Authorization": "Bearer x"}).status_code == 401


def test_deaf_it_keeps_nothing_and_it_hears_again(
    gateway: TestClient, migrated: Callable[[str], Engine]
) -> None:
    bewaart(gateway)
    kept = nr(gateway)
    with migrated("gateway").begin() as tx:
        gone = tx.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                 " OR (query = 'SELECT 1' AND usename = current_user AND pid <> pg_backend_pid())")
        ).all()  # fmt: skip
    assert gone
    assert _wordt_anders(gateway, kept)
    bewaart(gateway)


def test_a_neighbour_that_fails_is_left_alone_for_a_while(start: Start, dienst: Dienst) -> None:
    port = free_port()
    with starting(start, vacatures_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(proxy.THRESHOLD):
            assert client.get(LIJST).status_code == 503
        server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        server.__dict__.update(nr=0, paths=[], grens=None, wacht=0.0, breekt=0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            # It is well again, and not asked yet; after its rest it is.
            assert client.get(LIJST).status_code == 503
            assert server.__dict__["paths"] == []
            tot = time.monotonic() + 10
            while client.get(LIJST).status_code != 200:
                assert time.monotonic() < tot
                time.sleep(0.1)
        finally:
            server.shutdown()
            server.server_close()


def test_a_read_that_broke_off_is_asked_again_and_a_write_never(
    gateway: TestClient, dienst: Dienst, als: Callable[[str], Any]
) -> None:
    dienst.breekt = 1
    assert gateway.get("/vacatures/v1/weg").status_code == 404
    dienst.breekt, before = 1, dienst.gevraagd()
    assert gateway.post(LIJST, json={}).status_code == 503
    assert dienst.gevraagd() == before + 1


@given(st.floats(-1e6, 1e6) | st.none())
def test_never_longer_than_a_minute_nor_past_the_boundary(grens: float | None) -> None:
    seconds = rules.houdbaar(grens)
    assert 0 <= seconds <= rules.HOOGSTENS_BEWAARD
    assert grens is None or seconds <= max(0, grens)


@pytest.mark.parametrize(
    ("gegeven", "verwacht"),
    [
        (None, False),
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"b"', False),
        ("*", True),
        ("", False),
        ("a", False),
    ],
)
def test_past(gegeven: str | None, verwacht: bool) -> None:
    assert rules.past(gegeven, '"a"') is verwacht


def test_only_who_shows_nothing_gets_a_kept_answer() -> None:
    kaal = {b"accept": b"application/json", b"user-agent": b"x", b"sec-fetch-mode": b"cors"}
    assert rules.is_te_bewaren("vacatures", "GET", kaal)
    assert not rules.is_te_bewaren("vacatures", "GET", kaal | {b"authorization": b"Bearer x"})
    assert not rules.is_te_bewaren("vacatures", "GET", kaal | {b"audit-user-id": b"x"})
    assert not rules.is_te_bewaren("vacatures", "GET", kaal | {b"accept": b"text/csv"})
    assert not rules.is_te_bewaren("vacatures", "POST", kaal)
    assert not rules.is_te_bewaren("pool", "GET", kaal)
