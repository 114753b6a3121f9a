"""Events and verwerkingen: in order, at least once, and a dead neighbour loses nothing."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select

from shared import db, events, verwerking
from shared.caller import Caller
from shared.reader import Reader
from tests.conftest import empty, settings_of

NU = datetime(2026, 8, 12, 7, tzinfo=UTC)


class Dead(Exception):
    """The neighbour does not answer."""


@pytest.fixture
def engine(migrated: Callable[[str], Engine]) -> Engine:
    engine = migrated("gateway")
    empty(engine)
    return engine


def record(engine: Engine, count: int, bestemmingen: tuple[str, ...] = ("gateway",)) -> None:
    with db.sessions(engine).begin() as tx:
        for number in range(count):
            events.record(tx, f"ding-{number}", uuid4(), events.Publiek(), NU, "/x", bestemmingen)


def test_batches_keep_the_order_and_nothing_is_sent_twice(engine: Engine) -> None:
    record(engine, events.BATCH + 5)
    sent: list[dict[str, Any]] = []
    assert events.deliver(db.sessions(engine), "gateway", sent.extend) == events.BATCH + 5
    assert [e["type"] for e in sent] == [f"ding-{n}" for n in range(events.BATCH + 5)]
    assert events.deliver(db.sessions(engine), "gateway", sent.extend) == 0


def test_each_destination_gets_its_own(engine: Engine) -> None:
    record(engine, 1, ("gateway", "vacatures"))
    record(engine, 1)
    sent: list[dict[str, Any]] = []
    assert events.deliver(db.sessions(engine), "vacatures", sent.extend) == 1
    assert events.deliver(db.sessions(engine), "gateway", sent.extend) == 2
    assert sent[0]["id"] == sent[1]["id"]


def test_a_failure_keeps_them_and_a_repeat_has_the_same_id(engine: Engine) -> None:
    record(engine, 3)
    first: list[dict[str, Any]] = []

    def received_but_no_answer(rows: list[dict[str, Any]]) -> None:
        first.extend(rows)
        raise Dead

    with pytest.raises(Dead):
        events.deliver(db.sessions(engine), "gateway", received_but_no_answer)
    again: list[dict[str, Any]] = []
    assert events.deliver(db.sessions(engine), "gateway", again.extend) == 3
    assert [e["id"] for e in again] == [e["id"] for e in first]


def test_a_fact_that_is_rolled_back_leaves_no_event(engine: Engine) -> None:
    def fail_after_recording() -> None:
        with db.sessions(engine).begin() as tx:
            events.record(tx, "ding", uuid4(), events.Publiek(), NU, "/x")
            verwerking.record(tx, Caller(), "lezen", [uuid4()], NU)
            raise Dead

    with pytest.raises(Dead):
        fail_after_recording()
    with engine.connect() as tx:
        jobs = tx.exec_driver_sql("SELECT count(*) FROM procrastinate_jobs").scalar()
        rows = tx.scalar(select(func.count()).select_from(db.Gebeurtenis))
    assert (jobs, rows) == (0, 0)


def test_what_people_do_themselves_names_no_employer(engine: Engine) -> None:
    ik, other, org = uuid4(), uuid4(), "00000099000000001000"
    own = Caller("doorstroom:eigen-inlog", org, medewerker=ik)
    oidc = Caller("intranet", org, medewerker=ik, scopes=frozenset({"eigen:beheren"}))
    machine = Caller("intranet", org, medewerker=ik, scopes=frozenset({"vacatures:lezen"}))
    with db.sessions(engine).begin() as tx:
        for caller in (own, oidc, machine):
            verwerking.record(tx, caller, "lezen", [ik], NU)
        verwerking.record(tx, own, "lezen", [ik, other], NU)
    sent: list[dict[str, Any]] = []
    verwerking.deliver(db.sessions(engine), sent.extend)
    who = [(row["betrokkene"], row["organisatie"], row["client"]) for row in sent]
    zelf = (str(ik), None, verwerking.ZELF)
    assert who[:3] == [zelf, zelf, (str(ik), org, "intranet")]
    assert who[3:] == [zelf, (str(other), org, "doorstroom:eigen-inlog")]


def test_one_verwerking_per_person(engine: Engine) -> None:
    person, other = uuid4(), uuid4()
    with db.sessions(engine).begin() as tx:
        caller = Caller(client="ats", organisatie="00000099000000001000")
        verwerking.record(tx, caller, "sollicitatie behandelen", [person, other, person], NU)
    sent: list[dict[str, Any]] = []
    assert verwerking.deliver(db.sessions(engine), sent.extend) == 2
    assert {row["betrokkene"] for row in sent} == {str(person), str(other)}
    assert all(len(row["trace"]) == 32 for row in sent)
    assert verwerking.deliver(db.sessions(engine), sent.extend) == 0


def test_a_quick_read_leaves_the_same_record(engine: Engine, database: dict[str, str]) -> None:
    ik, other = uuid4(), uuid4()
    own = Caller("doorstroom:eigen-inlog", "00000099000000001000", medewerker=ik)
    with db.sessions(engine).begin() as tx:
        verwerking.record(tx, own, "lezen", [other, ik], NU)

    async def read() -> None:
        reader = Reader(settings_of("gateway", database))
        await verwerking.record_gelezen(reader, own, "lezen", [other, ik, other], NU)
        await verwerking.record_gelezen(reader, own, "lezen", [], NU)
        await reader.close()

    asyncio.run(read())
    sent: list[dict[str, Any]] = []
    assert verwerking.deliver(db.sessions(engine), sent.extend) == 4
    rows = [{name: row[name] for name in row if name != "id"} for row in sent]
    assert rows[:2] == rows[2:]
