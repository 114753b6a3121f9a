"""Rooms that may deliver to this machine, a receiver, and the delivery beside them."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.gateway import worker
from services.gateway.notificatie import rules, storage
from services.gateway.notificatie.bezorging import hub
from services.gateway.toegang import storage as clients
from shared import token
from shared.settings import Settings
from tests.conftest import KEYS, Headers, empty, settings_of
from tests.gateway.conftest import AA, NU, Als, create_rooms
from tests.gateway.notificatie.ontvanger import Ontvanger, ontvanger

URL = "/notificaties/v1/abonnementen"
HIER = {"webhook_networks": {"127.0.0.0/8"}, "webhook_http_hosts": {"127.0.0.1", "localhost"}}
Meld = Callable[..., list[str]]


@pytest.fixture
def instellingen(database: dict[str, str]) -> Settings:
    return settings_of("gateway", database, **HIER)


@pytest.fixture
def engine(migrated: Callable[[str], Engine]) -> Engine:
    return migrated("gateway")


@pytest.fixture
def hier(engine: Engine, instellingen: Settings) -> Iterator[TestClient]:
    """The rooms, on empty tables, with settings that allow this machine as receiver."""
    empty(engine)
    app = create_rooms(instellingen)
    for name, jwks in KEYS.items():
        app.state.trust.keys[name] = token.public_keys(token.load_keys(jwks))
    with TestClient(app) as client:
        add_client(engine, "testclient", AA)
        yield client


def add_client(engine: Engine, id: str, oin: str | None, *rollen: str) -> None:
    row = clients.Client(
        id=id,
        naam=id,
        organisatie=oin,
        rollen=list(rollen),
        scopes=["gebeurtenissen:lezen"],
        aangemaakt_op=NU,
    )
    with Session(engine) as tx, tx.begin():
        clients.add_client(tx, row)


@pytest.fixture
def server() -> Iterator[Ontvanger]:
    with ontvanger() as running:
        yield running


@contextmanager
def bezorgt(settings: Settings) -> Iterator[None]:
    """The delivery as the worker runs it, in a thread with a loop of its own."""
    ready, hold = threading.Event(), dict[str, Any]()

    async def main() -> None:
        hold["loop"], hold["task"] = asyncio.get_running_loop(), asyncio.current_task()
        ready.set()
        with suppress(asyncio.CancelledError):
            await hub.run(settings, worker.lezer)

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield
    finally:
        hold["loop"].call_soon_threadsafe(hold["task"].cancel)
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def bezorging(hier: TestClient, instellingen: Settings) -> Iterator[None]:
    with bezorgt(instellingen):
        yield


@pytest.fixture
def meld(engine: Engine) -> Meld:
    """Append events to the feed as a peer's report would; their ids, in order."""

    def add(aantal: int = 1, publiek: rules.Publiek | None = None, **meer: Any) -> list[str]:
        events = [
            gebeurtenis(publiek or rules.Publiek(openbaar=True), **meer) for _ in range(aantal)
        ]
        with Session(engine) as tx, tx.begin():
            storage.add(tx, events)
        return [str(een.id) for een in events]

    return add


def gebeurtenis(publiek: rules.Publiek, type: str = "vacature-opengesteld", **meer: Any) -> Any:
    values: dict[str, Any] = {
        "id": uuid4(),
        "dienst": "vacatures",
        "type": type,
        "onderwerp": uuid4(),
        "dataref": "/vacatures/v1/vacatures/x",
        "op": datetime.now(UTC),
        "publiek": publiek,
    }
    return rules.Gebeurtenis(**values | meer)


@pytest.fixture
def neem(hier: TestClient, ik: Als) -> Callable[..., dict[str, Any]]:
    """Take a subscription."""

    def take(url: str, headers: Headers | None = None, **meer: Any) -> dict[str, Any]:
        body = {"naam": "Proef", "callbackUrl": url} | meer
        answer = hier.post(URL, headers=headers or ik(AA), json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    return take


def wacht_op(
    client: TestClient, headers: Headers, id: str, *statussen: str, seconds: float = 20
) -> dict[str, Any]:
    """Until the subscription has one of these states."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        body: dict[str, Any] = client.get(f"{URL}/{id}", headers=headers).json()
        if body["status"] in statussen:
            return body
        time.sleep(0.03)
    raise AssertionError(body)


def stel(engine: Engine, zin: str, **waarden: Any) -> Sequence[Any]:
    """Turn a clock, or look behind the door: one statement."""
    with engine.begin() as tx:
        found = tx.execute(text(zin), waarden)
        return found.all() if found.returns_rows else []


Bezorgt = Callable[[Settings], AbstractContextManager[None]]
__all__ = ["UUID", "Bezorgt", "bezorgt", "stel", "wacht_op"]
