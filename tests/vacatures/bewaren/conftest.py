"""A gateway that can be told what it must erase (or be away), and a worker that runs the night."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures import worker
from shared import worker as shared_worker
from shared.worker import Work
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, SCOPES, VERBAND, Buur, Vraag, later
from tests.vacatures.doorverwijzing.conftest import DAG, EIGEN

GEHEIM = "Xq7zGeheim"  # in every text that is planted


class Poort:
    """The gateway as the worker meets it: keeps what it was sent, or is away."""

    def __init__(self) -> None:
        self.nu = DAG
        self.weg = False
        self.kandidaten: list[str] = []
        self.wissingen: list[dict[str, Any]] = []
        poort = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/intern/kandidaten"):
                    more = [] if "na=" in self.path else poort.kandidaten
                    self._answer(503 if poort.weg else 200, {"personen": more})
                else:
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
    def personen(self) -> set[str]:
        return {id for een in self.wissingen for id in een["personen"]}

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
def work(database: dict[str, str], poort: Poort) -> Iterator[Work]:
    peers = {f"{name}_url": poort.url for name in ("gateway", "pool", "vacatures")}
    _, work = worker.create(settings_of("vacatures", database, **peers))
    yield work
    work.sessions.kw["bind"].dispose()
    for peer in work.peers.values():
        peer.close()


@pytest.fixture
def nacht(work: Work, poort: Poort) -> Callable[[datetime], None]:
    """Deliver what waits, and run the night at a moment."""

    def run(nu: datetime) -> None:
        poort.nu = nu
        shared_worker.deliver_all(work)
        worker.attempt(worker.erase_past, work)

    return run


@pytest.fixture
def persoon(buur: Buur) -> UUID:
    id = uuid4()
    buur.antwoorden[f"/intern/dossiers/{id}"] = {"medewerker": [{"naam": "Sam"}]}
    buur.antwoorden[f"/intern/organisaties/{AA}"] = {"oin": AA, "tooi": None, "naam": "Aa"}
    return id


@pytest.fixture
def zelf(ik: Vraag, persoon: UUID) -> Vraag:
    """An employee of Bee with an own login."""
    return lambda nu=DAG, **meer: ik(
        meer.pop("organisatie", BEE), "medewerker", medewerker=persoon, scopes=EIGEN, nu=nu, **meer
    )


@pytest.fixture
def hr(ik: Vraag) -> Vraag:
    def headers(oin: str = AA, nu: datetime = DAG, **meer: Any) -> Headers:
        facts = {"verbanden": [(VERBAND, 1)], "scopes": SCOPES} | meer
        return ik(oin, "recruiter", nu=nu, **facts)

    return headers


def post(client: TestClient, headers: Headers, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{BASE}{path}", headers=headers, json=body)
    assert answer.status_code == 201, (path, answer.text)
    return dict(answer.json())


def solliciteer(client: TestClient, headers: Headers, vacature: str) -> str:
    body = {"motivatie": f"Graag. {GEHEIM}"}
    return str(post(client, headers, f"/vacatures/{vacature}/sollicitaties", **body)["id"])


def wijs_af(client: TestClient, headers: Headers, id: str) -> None:
    body = {"naar": "afgewezen", "reden": f"Een ander paste beter. {GEHEIM}"}
    post(client, headers, f"/sollicitaties/{id}/statuswijzigingen", **body)


@pytest.fixture
def afgewezen(client: TestClient, vacature: str, zelf: Vraag, hr: Vraag) -> str:
    """Id of the person's application, turned down on the day of the story."""
    id = solliciteer(client, zelf(), vacature)
    wijs_af(client, hr(), id)
    return id


@pytest.fixture
def tel(migrated: Callable[[str], Engine]) -> Callable[..., Any]:
    """One value of the database."""

    def scalar(sql: str, **values: Any) -> Any:
        with migrated("vacatures").connect() as tx:
            return tx.scalar(text(sql), values)

    return scalar


def over_weken(weken: int, **meer: float) -> datetime:
    """The last minutes of the day that is so many weeks after the day of the story."""
    return later(later(DAG, weeks=weken, hours=13, minutes=50), **meer)
