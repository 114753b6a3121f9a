"""A database that is gone without a word: no answer, no refusal, an open line."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.gateway.main import create_app
from shared import db, reader
from shared.reader import Reader
from shared.settings import Settings
from tests.conftest import Start, settings_of

LONG = 20  # seconds; without a limit of our own it would be a quarter of an hour


class Relay:
    """Stands before the database and passes everything on, until it is told to be silent."""

    def __init__(self, address: str) -> None:
        self._to = make_url(address)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._speaks = threading.Event()
        self._speaks.set()
        self.accepted = 0
        host, port = self._server.getsockname()
        self.url = self._to.set(host=host, port=port).render_as_string(hide_password=False)
        threading.Thread(target=self._accept, daemon=True).start()

    def silent(self) -> None:
        """Until `speak`, or `LONG`: what would wait for ever ends all the same, as a failure."""
        self._speaks.clear()
        bound = threading.Timer(LONG, self.speak)
        bound.daemon = True
        bound.start()

    def speak(self) -> None:
        self._speaks.set()

    def close(self) -> None:
        self._server.close()
        self._speaks.set()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:  # closed
                return
            self.accepted += 1
            far = socket.create_connection((self._to.host, self._to.port))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while part := one.recv(65536):
                self._speaks.wait()
                other.sendall(part)
        except OSError:
            pass
        finally:
            one.close()
            other.close()


@pytest.fixture
def relay(database: dict[str, str], migrated: Callable[[str], Engine]) -> Iterator[Relay]:
    migrated("gateway")
    made = Relay(database["gateway"])
    yield made
    made.close()


@pytest.fixture
def settings(relay: Relay) -> Settings:
    return settings_of("gateway", {"gateway": relay.url})


def test_a_read_is_given_up_and_the_next_one_answers(
    relay: Relay, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "ANSWER_SECONDS", 3)
    made = Reader(settings)

    async def read() -> None:
        slow = (made.ask("SELECT pg_sleep(0.2)::text", {}) for _ in range(3))
        await asyncio.gather(*slow)  # three lines, which all go silent
        relay.silent()
        with pytest.raises(PoolTimeout):
            async with asyncio.timeout(LONG):
                await made.ask("SELECT 1", {})
        assert relay.accepted <= 4  # asyncpg asks to cancel that one; no other line was tried
        relay.speak()
        assert await made.ask("SELECT 2", {}) == [(b"2",)]
        await made.close()

    asyncio.run(read())


def test_who_writes_hears_soon_that_nobody_answers(relay: Relay, settings: Settings) -> None:
    engine = db.engine(settings)
    with engine.connect() as line:
        raw = line.connection.dbapi_connection
        assert raw
        with socket.socket(fileno=os.dup(raw.pgconn.socket)) as own:
            patience = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert (patience, own.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)) == (20_000, 1)
    engine.dispose()
    relay.silent()
    began = time.monotonic()
    with pytest.raises(OperationalError), engine.connect() as line:
        line.execute(text("SELECT 1"))
    assert time.monotonic() - began < LONG


def test_the_poort_answers_503_when_nobody_answers_it(start: Start, relay: Relay) -> None:
    with start(
        "gateway", lambda own: create_app(own.model_copy(update={"database_url": relay.url}))
    ) as client:
        relay.silent()
        began = time.monotonic()
        answer = client.get("/vacatures/v1/vacatures")
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert time.monotonic() - began < LONG
