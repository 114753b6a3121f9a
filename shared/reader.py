"""Reading at the speed of the driver: one prepared statement in, PostgreSQL's own text out.

For reads of which the answer is already shaped by the database (JSON built in SQL): no thread, no
ORM, no conversion of values. The connections, their prepared statements and the waiting for one are
asyncpg's (docs/adr/0044-read-path.md).

Each statement is a transaction of its own: one statement sees one moment. Whatever writes, or reads
somebody's data and must leave a record of it, uses `Tx`.
"""

import asyncio
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import asyncpg
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db import OPTIONS
from shared.settings import Settings

WAIT_SECONDS = 5  # for a free connection, as the pool of the writing side
IDLE_SECONDS = 300
# Values go over the line as PostgreSQL writes them, so that nothing is converted back and forth.
TEXT = ("text", "bool", "int4", "int8", "float4", "numeric", "uuid", "date", "timestamptz", "json")
# The server, or the way to it, is gone: whoever asks hears 503, as from the writing side.
AWAY = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.QueryCanceledError,
)

Row = tuple[bytes | None, ...]


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A read leaves nothing behind, so there is nothing to reset: that would be a trip per read."""

    def get_reset_query(self) -> str:
        return ""


@lru_cache(maxsize=1000)
def named(sql: str) -> tuple[str, tuple[str, ...]]:
    """A text with `:name` parameters as one with `$1`, `$2`…, and the names in that order."""
    names: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"${names.setdefault(match[1], len(names) + 1)}"

    return _NAME.sub(number, sql), tuple(names)


_NAME = re.compile(r"(?<![:\w]):([a-z_][a-z_0-9]*)")


def _text(value: object) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        return [str(one) for one in value]
    return value if value is None else str(value)


async def _prepare(connection: Any) -> None:
    for name in TEXT:
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=str, decoder=str.encode, format="text"
        )


class Reader:
    """The reading connections of a service; made when needed, kept on the running event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._size = settings.database_pool_size
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pool: asyncio.Task[Any] | None = None
        self.count = 0  # statements so far; a test reads it

    async def ask(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """The rows, each value as PostgreSQL writes it in text (bytes), or None.

        `sql` has `:name` parameters; of `values` only what it names is used. Errors: those of
        asyncpg for a wrong statement; TimeoutError of the pool when the database is away, or no
        connection comes free in time.
        """
        statement, names = named(sql)
        arguments = [_text(values[name]) for name in names]
        self.count += 1
        pool = await self._ready()
        try:
            try:
                rows = await self._fetch(pool, statement, arguments)
            except (asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError):
                # The server ended it while it lay idle: a read may simply be asked again.
                rows = await self._fetch(pool, statement, arguments)
        except (TimeoutError, *AWAY) as error:
            raise PoolTimeout(f"no reading: {type(error).__name__}") from None
        return [tuple(row) for row in rows]

    async def _fetch(self, pool: Any, statement: str, arguments: list[object]) -> list[Any]:
        async with pool.acquire(timeout=WAIT_SECONDS) as connection:
            rows: list[Any] = await connection.fetch(statement, *arguments)
            return rows

    async def close(self) -> None:
        """Close the connections of this event loop."""
        made, self._pool, self._loop = self._pool, None, None
        if made is not None:
            (await made).terminate()

    async def _ready(self) -> Any:
        loop = asyncio.get_running_loop()
        if self._pool is None or self._loop is not loop:
            self._loop, self._pool = loop, loop.create_task(self._make())
        if self._pool.done():
            return self._pool.result()
        return await asyncio.shield(self._pool)  # who gives up does not stop it for the others

    async def _make(self) -> Any:
        url = self._settings.database.set(drivername="postgresql")
        pool = asyncpg.create_pool(
            url.render_as_string(hide_password=False),
            min_size=0,
            max_size=self._size,
            max_inactive_connection_lifetime=IDLE_SECONDS,
            timeout=3,
            connection_class=_Connection,
            init=_prepare,
            server_settings={"options": OPTIONS, "application_name": self._settings.service},
        )
        return await pool  # no connection is made yet
