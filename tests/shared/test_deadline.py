"""How long the caller waits goes on from service to service, and ends what takes longer."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared import db, deadline, log
from shared.http import SECONDS, Peer
from tests.conftest import settings_of

FSC = "0190a7c4-5d0e-7f3a-9b1c-2d3e4f5a6b7c"


class Buur(ThreadingHTTPServer):
    """A neighbour that remembers what it heard, and may be slow."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.headers: list[dict[str, str]] = []
        self.wacht = 0.0


class _Handler(BaseHTTPRequestHandler):
    server: Buur

    def do_GET(self) -> None:
        self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        time.sleep(self.server.wacht)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def buur() -> Iterator[Buur]:
    server = Buur()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def peer(database: dict[str, str], buur: Buur) -> Iterator[Peer]:
    url = f"http://127.0.0.1:{buur.server_port}"
    peer = Peer(settings_of("vacatures", database, pool_url=url), "pool")
    yield peer
    peer.close()


@pytest.fixture(autouse=True)
def schoon() -> Iterator[None]:
    yield
    deadline.start(None)
    log.start_fsc(None)


def test_a_neighbour_hears_how_long_is_left_and_which_exchange_it_is(
    peer: Peer, buur: Buur
) -> None:
    trace = log.start_trace(None)
    peer.get("/x")
    deadline.start(b"3000")
    log.start_fsc(FSC.upper().encode())
    peer.get("/x")
    first, second = buur.headers
    assert int(first[deadline.HEADER]) == SECONDS * 1000
    assert log.FSC not in first
    assert 2000 < int(second[deadline.HEADER]) <= 3000
    assert second[log.FSC] == FSC
    assert [one["traceparent"].split("-")[1] for one in buur.headers] == [trace, trace]


def test_nobody_waits_longer_than_the_caller(peer: Peer, buur: Buur) -> None:
    buur.wacht = 5
    deadline.start(b"1000")
    began = time.monotonic()
    with pytest.raises(httpx2.TimeoutException):
        peer.get("/x")
    with pytest.raises(httpx2.TimeoutException):
        peer.get("/x")  # nobody waits any more: the neighbour is not asked
    assert time.monotonic() - began < 4
    assert len(buur.headers) == 1


@given(st.none() | st.binary(max_size=12))
def test_anything_else_than_milliseconds_says_nothing(given: bytes | None) -> None:
    deadline.start(given)
    left = deadline.left()
    if given is not None and given.isdigit() and len(given) <= deadline.MAX_DIGITS:
        assert left is not None
        assert 0 <= left <= int(given) / 1000
    else:
        assert left is None
    assert 0 <= deadline.within(10) <= 10


def test_a_statement_ends_before_the_caller_leaves(database: dict[str, str]) -> None:
    engine = db.engine(settings_of("vacatures", database), pool_size=1)
    sessions = db.sessions(engine)
    with sessions() as tx:
        db.end_within(tx, 0.1)
        with pytest.raises(DBAPIError, match="statement timeout"):
            tx.execute(text("SELECT pg_sleep(5)"))
    with sessions.begin() as tx:  # only in that transaction
        assert tx.scalar(text("SHOW statement_timeout")) == f"{db.STATEMENT_SECONDS}s"
    engine.dispose()


def test_no_statement_outlives_the_patience_of_the_poort(database: dict[str, str]) -> None:
    assert settings_of("gateway", database).neighbour_seconds > db.STATEMENT_SECONDS
