"""Who comes in is kept in memory, and let go at once when the tables say that it changed."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from services.gateway.poort import storage
from services.gateway.toegang import geheugen
from services.gateway.toegang import rules as toegang
from services.gateway.toegang.geheugen import Geheugen
from services.gateway.toegang.storage import uitgevers
from shared import token
from tests.conftest import KEYS, Headers, Start, empty
from tests.gateway.poort.test_layer import Buur, starting
from tests.gateway.poort.test_layer import buur as buur

AA, CLIENT, PERSON = "00000099000000001000", "ats-aa", UUID(int=1)
PAD = "/vacatures/v1/vacatures"
Tx = Callable[[str], Engine]


# ---- the memory itself ---------------------------------------------------------------------------
async def asked(memory: Geheugen, key: str, answers: list[str | None]) -> str | None:
    """What the memory gives; `answers`: what is found, in order."""

    async def fetch() -> str | None:
        return answers.pop(0)

    return await memory.get(key, fetch)


def test_kept_until_something_changed_and_never_when_deaf() -> None:
    async def story() -> None:
        memory, answers = Geheugen(), list[str | None]("abcdef")
        assert [await asked(memory, "x", answers) for _ in range(2)] == ["a", "b"]  # deaf
        memory.awake = True
        assert [await asked(memory, "x", answers) for _ in range(3)] == ["c"] * 3
        assert await asked(memory, "y", answers) == "d"
        memory.drop()
        assert await asked(memory, "x", answers) == "e"
        memory.awake = False
        assert await asked(memory, "x", answers) == "f"

    asyncio.run(story())


def test_nobody_is_not_kept_and_what_changes_meanwhile_neither() -> None:
    async def story() -> None:
        memory = Geheugen()
        memory.awake = True
        answers: list[str | None] = [None, "a", "b"]
        assert await asked(memory, "x", answers) is None

        async def overtaken() -> str:
            memory.drop()
            return "old"

        assert await memory.get("x", overtaken) == "old"
        assert await asked(memory, "x", answers) == "a"

    asyncio.run(story())


def test_never_older_than_the_bound_and_never_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        memory = Geheugen()
        memory.awake = True
        monkeypatch.setattr(geheugen, "MAX_KEPT", 2)
        for key in "xyz":
            assert await asked(memory, key, ["a"]) == "a"
        assert await asked(memory, "x", ["b"]) == "b"  # the oldest had to go
        assert await asked(memory, "z", []) == "a"
        monkeypatch.setattr(geheugen, "BOUND", 0.0)
        memory.drop()
        assert [await asked(memory, "x", [new]) for new in "cd"] == ["c", "d"]

    asyncio.run(story())


# ---- with the database ---------------------------------------------------------------------------
@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", see)


def register(engine: Engine) -> None:
    """A machine of Aa and an employee, straight into the tables."""
    rows = (
        "INSERT INTO organisatie (oin, id, tooi, naam, soort, versie)"
        " VALUES (:oin, gen_random_uuid(), :oin, 'Gemeente Aa', 'gemeente', 1)",
        "INSERT INTO client (id, naam, organisatie, rollen, scopes, namens_medewerkers, actief,"
        " versie, aangemaakt_op) VALUES (:client, 'ATS', :oin, '{recruiter}',"
        " '{vacatures:lezen}', false, true, 1, now())",
        "INSERT INTO medewerker (id, organisatie, extern_id, synthetisch, versie)"
        " VALUES (:person, :oin, 'M1', true, 1)",
    )
    with engine.begin() as tx:
        for row in rows:
            tx.execute(text(row), {"oin": AA, "client": CLIENT, "person": PERSON})


def revoke(engine: Engine) -> None:
    with engine.begin() as tx:
        tx.execute(text("UPDATE client SET actief = false WHERE id = :id"), {"id": CLIENT})


def bearer() -> Headers:
    """An access token as the gateway gives it."""
    issuer = "http://127.0.0.1:8000"
    claims = {"client_id": CLIENT, "scope": "vacatures:lezen"}
    keys = token.load_keys(KEYS["gateway"])
    return {"Authorization": f"Bearer {token.mint(keys, issuer, issuer, claims, typ='at+jwt')}"}


def eventually(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def is_awake(client: TestClient) -> bool:
    return bool(client.app.state.ingang.geheugen.awake)  # type: ignore[attr-defined]


def drop_lookups(client: TestClient) -> Callable[[], int]:
    """How often the door looked somebody up since now."""
    memory = client.app.state.ingang.geheugen  # type: ignore[attr-defined]
    real, count = memory.get, [0]

    async def get(key: Any, fetch: Any) -> Any:
        async def counted() -> Any:
            count[0] += 1
            return await fetch()

        return await real(key, counted)

    memory.get = get
    return lambda: count[0]


def test_a_caller_is_looked_up_once_and_a_revoked_one_is_refused_everywhere(
    start: Start, buur: Buur, migrated: Tx
) -> None:
    url, own = f"http://127.0.0.1:{buur.server_port}", bearer()
    with starting(start, vacatures_url=url) as een, starting(start, vacatures_url=url) as ander:
        register(migrated("gateway"))
        for gateway in (een, ander):
            assert gateway.get(PAD, headers=own).status_code == 200
            eventually(lambda gateway=gateway: is_awake(gateway))  # type: ignore[misc]
            looked_up = drop_lookups(gateway)
            answers = [gateway.get(PAD, headers=own).status_code for _ in range(5)]
            assert answers == [200] * 5
            assert looked_up() <= 2  # once; twice when the bound passed just then
        revoke(migrated("gateway"))
        began = time.monotonic()
        for gateway in (een, ander):
            eventually(lambda gateway=gateway: gateway.get(PAD, headers=own).status_code == 401)  # type: ignore[misc]
        assert time.monotonic() - began < geheugen.BOUND + 5


def test_deaf_every_caller_is_looked_up(start: Start, buur: Buur, migrated: Tx) -> None:
    url, own = f"http://127.0.0.1:{buur.server_port}", bearer()
    with starting(start, vacatures_url=url) as gateway:
        register(migrated("gateway"))
        assert gateway.get(PAD, headers=own).status_code == 200
        eventually(lambda: is_awake(gateway))
        gateway.app.state.ingang.geheugen.awake = False
        looked_up = drop_lookups(gateway)
        for _ in range(3):
            assert gateway.get(PAD, headers=own).status_code == 200
        revoke(migrated("gateway"))
        assert gateway.get(PAD, headers=own).status_code == 401
        assert looked_up() == 4


def test_the_acting_user_is_of_the_request_not_of_the_memory(
    start: Start, buur: Buur, migrated: Tx
) -> None:
    trust = token.Trust({}, {"gateway": token.public_keys(token.load_keys(KEYS["gateway"]))})
    url, own = f"http://127.0.0.1:{buur.server_port}", bearer()
    with starting(start, vacatures_url=url) as gateway:
        register(migrated("gateway"))
        gateway.get(PAD, headers=own)
        eventually(lambda: is_awake(gateway))
        for user in ("anna", "bert", None):
            named = {"Audit-User-ID": user} if user else {}
            assert gateway.get(PAD, headers=own | named).status_code == 200
            shown = {k.lower(): v for k, v in buur.asked[-1]["headers"].items()}["authorization"]
            assert token.verify(shown.split()[1], "vacatures", trust)["gebruiker"] == user


@pytest.mark.parametrize("soort", ["machine", "medewerker", "eigen", "uitgever"])
def test_every_table_that_is_looked_up_in_tells(migrated: Tx, soort: str) -> None:
    """Who adds a table to the question must add it to those that tell that they changed."""
    engine = migrated("gateway")
    empty(engine)
    register(engine)
    claims: dict[str, dict[str, Any]] = {
        "machine": {"client_id": CLIENT, "scope": "vacatures:lezen"},
        "medewerker": {"client_id": CLIENT, "scope": "", "medewerker": str(PERSON)},
        "eigen": {"client_id": toegang.EIGEN_INLOG, "scope": "", "medewerker": str(PERSON)},
    }
    with statements(engine) as seen, Session(engine) as session:
        if soort == "uitgever":
            uitgevers.working(session, "https://login.example.org")
        else:
            assert storage.admit(session, claims[soort], date(2026, 8, 12)) is not None
    asked_of = {name for one in seen for name in re.findall(r"(?:FROM|JOIN) (\w+)", one)}
    with engine.connect() as tx:
        tells = set(
            tx.scalars(
                text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'meld_toegang'")
            )
        )
    assert asked_of - {"pg_catalog"}
    assert asked_of <= tells
