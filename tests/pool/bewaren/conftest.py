"""A gateway that can be told what it must erase (or be away), and a worker that runs the night."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool import worker
from services.pool.bewaren import taken
from shared import worker as shared_worker
from shared.worker import Work
from tests.conftest import Headers, settings_of
from tests.pool.conftest import AA, BASE, NU, Vraag

GEHEIM = "Xq7zGeheim"  # in every text that is planted
PERSOON = UUID(int=0x101)
EIGEN = frozenset({"pool:lezen", "eigen:beheren"})
Nacht = Callable[[datetime], None]
Tel = Callable[..., Any]


class Poort:
    """The gateway as the worker meets it: keeps what it was sent, or is away."""

    def __init__(self) -> None:
        self.nu = NU
        self.weg = False
        self.wissingen: list[dict[str, Any]] = []
        poort = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, {"nu": poort.nu.isoformat()})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if poort.weg:
                    self._answer(503, {})
                    return
                if self.path == "/intern/wissingen":
                    poort.wissingen.append(body)
                self._answer(204, None)

            def _answer(self, status: int, body: object) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                if body is not None:
                    self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def onderwerpen(self) -> set[str]:
        return {id for een in self.wissingen for id in een["onderwerpen"]}


@pytest.fixture
def poort() -> Iterator[Poort]:
    poort = Poort()
    yield poort
    poort.server.shutdown()
    poort.server.server_close()


@pytest.fixture
def work(client: TestClient, database: dict[str, str], poort: Poort) -> Iterator[Work]:
    peers = {f"{name}_url": poort.url for name in ("gateway", "pool", "vacatures")}
    _, work = worker.create(settings_of("pool", database, **peers))
    yield work
    work.sessions.kw["bind"].dispose()
    for peer in work.peers.values():
        peer.close()


@pytest.fixture
def nacht(work: Work, poort: Poort) -> Nacht:
    """Deliver what waits, and run the night at a moment."""

    def run(nu: datetime) -> None:
        poort.nu = nu
        shared_worker.deliver_all(work)
        taken.attempt(taken.erase_past, work)

    return run


@pytest.fixture
def zelf(ik: Vraag) -> Vraag:
    """An employee of Aa with an own login."""

    def headers(**meer: Any) -> Headers:
        wie = {"medewerker": PERSOON, "scopes": EIGEN, "gebruiker": None} | meer
        return ik(AA, "medewerker", **wie)

    return headers


@pytest.fixture
def tel(engine: Engine) -> Tel:
    """One value of the database."""

    def scalar(sql: str, **waarden: Any) -> Any:
        with engine.connect() as tx:
            return tx.scalar(text(sql), waarden)

    return scalar


def post(client: TestClient, headers: Headers, pad: str, **inhoud: Any) -> dict[str, Any]:
    answer = client.post(f"{BASE}{pad}", headers=headers, json=inhoud)
    assert answer.status_code == 201, (pad, answer.text)
    return dict(answer.json())


def vindplaatsen(engine: Engine, naalden: list[str]) -> dict[str, set[str]]:
    """Table → which of these strings stand in it, also as bytes."""
    gevonden: dict[str, set[str]] = {}
    with engine.connect() as tx:
        namen = tx.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ).all()
        for naam in namen:
            for rij in tx.scalars(text(f'SELECT t::text FROM "{naam}" t')):
                for naald in naalden:
                    if naald in rij or naald.encode().hex() in rij:
                        gevonden.setdefault(naam, set()).add(naald)
    return gevonden
