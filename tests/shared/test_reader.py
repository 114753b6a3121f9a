"""Reading through the driver: values, errors, a lost connection, more readers than connections."""

import asyncio
import json
from collections.abc import Callable

import asyncpg
import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared import reader
from shared.reader import Reader, named
from tests.conftest import settings_of

ANY: dict[str, object] = {}


@pytest.fixture
def made(database: dict[str, str], migrated: Callable[[str], Engine]) -> Reader:
    migrated("vacatures")
    return Reader(settings_of("vacatures", database))


def test_values_go_in_and_text_comes_out(made: Reader) -> None:
    sql = """SELECT CAST(:een AS int) + 1, :twee || 'y', NULL, to_json(CAST(:lijst AS text[])),
        CAST(:nu AS timestamptz) = now(), json_build_object('a', 1)"""
    odd = ["a,b", 'c"d', "e\\f", "é", "NULL", "{}", ""]

    async def read() -> None:
        values = {"een": 41, "twee": "x", "lijst": odd, "anders": "not named", "nu": "now"}
        [row] = await made.ask(sql, values)
        assert row[:3] == (b"42", b"xy", None)
        assert json.loads(row[3] or b"") == odd
        assert row[4:] == (b"t", b'{"a" : 1}')
        [big] = await made.ask("SELECT length(:x)", {"x": "x" * 3_000_000})
        assert big == (b"3000000",)
        assert await made.ask("SELECT 1 WHERE false", ANY) == []
        await made.close()

    asyncio.run(read())


def test_what_is_asked_often_is_planned_once(made: Reader) -> None:
    sql = "SELECT count(*) FROM vacature v WHERE v.werkgever = CAST(:oin AS text)"
    plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements"

    async def read() -> None:
        for nr in range(3):
            await made.ask(sql, {"oin": str(nr)})
        named_sql, _ = named(sql)
        [row] = await made.ask(f"{plans} WHERE statement = :sql", {"sql": named_sql})
        assert row == (b"3", b"0")
        await made.close()

    asyncio.run(read())


def test_a_name_is_one_number() -> None:
    statement, names = named("SELECT :a, x::int, :b, :a, 'HH24\":\"MI'")
    assert statement == "SELECT $1, x::int, $2, $1, 'HH24\":\"MI'"
    assert names == ("a", "b")


def test_a_wrong_statement_leaves_a_good_connection(made: Reader) -> None:
    async def read() -> None:
        for _ in range(3):
            with pytest.raises(asyncpg.DivisionByZeroError):
                await made.ask("SELECT 1 / CAST(:x AS int)", {"x": 0})
        assert await made.ask("SELECT 1 / CAST(:x AS int)", {"x": 1}) == [(b"1",)]
        await made.close()

    asyncio.run(read())


def test_a_connection_that_the_server_ended_is_made_again(made: Reader) -> None:
    async def read() -> None:
        [(pid,)] = await made.ask("SELECT pg_backend_pid()", ANY)
        url = made._settings.database.set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (int(pid or 0),))
        assert await made.ask("SELECT 7", ANY) == [(b"7",)]
        await made.close()

    asyncio.run(read())


def test_a_database_that_is_away_is_told_as_such(database: dict[str, str]) -> None:
    elsewhere = database["vacatures"].rsplit(":", 1)[0] + ":1/nergens"
    made = Reader(settings_of("vacatures", database | {"vacatures": elsewhere}))

    async def read() -> None:
        with pytest.raises(PoolTimeout):
            await made.ask("SELECT 1", ANY)

    asyncio.run(read())


def test_readers_wait_for_a_connection_but_not_for_ever(
    made: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read() -> None:
        many = [made.ask("SELECT pg_sleep(0.01)::text, :x::text", {"x": nr}) for nr in range(30)]
        rows = await asyncio.gather(*many)
        assert [row[0][1] for row in rows] == [str(nr).encode() for nr in range(30)]
        monkeypatch.setattr(reader, "WAIT_SECONDS", 0.05)
        slow = [made.ask("SELECT pg_sleep(0.5)::text", ANY) for _ in range(made._size + 1)]
        found = await asyncio.gather(*slow, return_exceptions=True)
        assert sum(isinstance(one, PoolTimeout) for one in found) == 1
        waiting = asyncio.create_task(made.ask("SELECT pg_sleep(5)::text", ANY))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        monkeypatch.setattr(reader, "WAIT_SECONDS", 5)
        assert await made.ask("SELECT 8", ANY) == [(b"8",)]
        await made.close()

    asyncio.run(read())


def test_another_event_loop_gets_its_own_connections(made: Reader) -> None:
    for nr in range(2):

        async def read(nr: int = nr) -> None:
            assert await made.ask("SELECT CAST(:x AS int)", {"x": nr}) == [(str(nr).encode(),)]
            await made.close()

        asyncio.run(read())


def test_what_was_prepared_before_a_migration_is_prepared_again(made: Reader) -> None:
    async def read() -> None:
        await made.ask("CREATE TABLE gewijzigd AS SELECT 1 AS a", ANY)
        assert await made.ask("SELECT * FROM gewijzigd", ANY) == [(b"1",)]
        await made.ask("ALTER TABLE gewijzigd ADD b text DEFAULT 'x'", ANY)
        assert await made.ask("SELECT * FROM gewijzigd", ANY) == [(b"1", b"x")]
        await made.ask("DROP TABLE gewijzigd", ANY)
        await made.close()

    asyncio.run(read())
