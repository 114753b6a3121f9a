"""Reading through the driver: values, errors, a lost connection, more readers than connections."""

import asyncio
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared import reader
from shared.reader import Reader, Statement, array, named
from tests.conftest import settings_of


@pytest.fixture
def made(database: dict[str, str], migrated: Callable[[str], Engine]) -> Reader:
    migrated("vacatures")
    return Reader(settings_of("vacatures", database))


def test_values_go_in_and_text_comes_out(made: Reader) -> None:
    sql = "SELECT CAST(:een AS int) + 1, :twee || 'y', NULL, CAST(:lijst AS text[])"
    odd = ["a,b", 'c"d', "e\\f", "é"]

    async def read() -> None:
        values = {"een": 41, "twee": "x", "lijst": odd, "anders": "not named"}
        rows = await made.ask(sql, values)
        assert rows == [(b"42", b"xy", None, '{"a,b","c\\"d","e\\\\f",é}'.encode())]
        big = await made.fetch(Statement("SELECT length($1)"), "x" * 3_000_000)
        assert big == [(b"3000000",)]
        assert await made.fetch(Statement("SELECT 1 WHERE false")) == []
        await made.close()

    asyncio.run(read())


def test_a_name_is_one_number() -> None:
    statement, names = named("SELECT :a, x::int, :b, :a, 'HH24\":\"MI'")
    assert statement.sql == "SELECT $1, x::int, $2, $1, 'HH24\":\"MI'"
    assert names == ("a", "b")
    assert array([]) == "{}"


def test_a_wrong_statement_leaves_a_good_connection(made: Reader) -> None:
    async def read() -> None:
        for _ in range(3):
            with pytest.raises(psycopg.errors.DivisionByZero):
                await made.fetch(Statement("SELECT 1 / $1::int"), 0)
        assert await made.fetch(Statement("SELECT 1 / $1::int"), 1) == [(b"1",)]
        await made.close()

    asyncio.run(read())


def test_a_connection_that_the_server_ended_is_made_again(made: Reader) -> None:
    async def read() -> None:
        [(pid,)] = await made.fetch(Statement("SELECT pg_backend_pid()"))
        url = made._settings.database.set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (int(pid or 0),))
        await asyncio.sleep(0.1)
        assert await made.fetch(Statement("SELECT 7")) == [(b"7",)]
        await made.close()

    asyncio.run(read())


def test_readers_wait_for_a_connection_but_not_for_ever(
    made: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read() -> None:
        many = [made.fetch(Statement("SELECT pg_sleep(0.01), $1::int"), nr) for nr in range(30)]
        rows = await asyncio.gather(*many)
        assert [row[0][1] for row in rows] == [str(nr).encode() for nr in range(30)]
        monkeypatch.setattr(reader, "WAIT_SECONDS", 0.05)
        slow = [made.fetch(Statement("SELECT pg_sleep(0.5)")) for _ in range(made._size + 1)]
        found = await asyncio.gather(*slow, return_exceptions=True)
        assert sum(isinstance(one, PoolTimeout) for one in found) == 1
        waiting = asyncio.create_task(made.fetch(Statement("SELECT pg_sleep(5)")))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await made.fetch(Statement("SELECT 8")) == [(b"8",)]
        await made.close()

    asyncio.run(read())


def test_another_event_loop_gets_its_own_connections(made: Reader) -> None:
    for nr in range(2):

        async def read(nr: int = nr) -> None:
            assert await made.fetch(Statement("SELECT $1::int"), nr) == [(str(nr).encode(),)]
            await made.close()

        asyncio.run(read())
