"""Reading at the speed of the driver: one prepared statement in, PostgreSQL's own text out.

For reads of which the answer is already shaped by the database (JSON built in SQL): no thread, no
ORM, no conversion of values. The connections and their prepared statements are asyncpg's
(docs/adr/0044-read-path.md).

Each statement is a transaction of its own: one statement sees one moment. Whatever writes, or reads
somebody's data and must leave a record of it, uses `Tx`.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import asyncpg
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db import OPTIONS, STATEMENT_SECONDS
from shared.settings import Settings

WAIT_SECONDS = 5  # for a free connection, as the pool of the writing side
ANSWER_SECONDS = STATEMENT_SECONDS + 3  # for a server that would have ended the statement itself
# Values go over the line as PostgreSQL writes them, so that nothing is converted back and forth.
TEXT = ("bool", "int4", "int8", "float4", "numeric", "uuid", "date", "timestamptz")
PLAIN = ("text", "json")
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

# What was prepared no longer fits its tables.
CHANGED = (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError)
MAX_PREPARED = 200  # statements per connection

Row = Sequence[bytes | None]


@lru_cache(maxsize=1000)
def named(sql: str) -> tuple[str, tuple[str, ...]]:
    """A text with `:name` parameters as one with `$1`, `$2`…, and the names in that order."""
    names: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"${names.setdefault(match[1], len(names) + 1)}"

    return _NAME.sub(number, sql), tuple(names)


_NAME = re.compile(r"(?<![:\w]):([a-z_][a-z_0-9]*)")


def _text(value: object) -> object:
    if type(value) is str or value is None:
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [str(one) for one in value]
    return str(value)


@dataclass(slots=True)
class _Link:
    """A connection, and what was prepared on it by its text."""

    connection: Any
    prepared: dict[str, Any] = field(default_factory=dict)


class Reader:
    """The reading connections of a service; made when needed, kept on the running event loop.

    A connection is only lent while its one statement runs. asyncpg's own pool gives each loan two
    tasks and a reset; measured, they cost more than the statement.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._size = self.size = settings.database_pool_size
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(self._size)
        self._idle: list[_Link] = []
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
        slots = await self._slot()
        try:
            return await self._fetch(statement, arguments)
        except (TimeoutError, *AWAY) as error:
            raise PoolTimeout(f"no reading: {type(error).__name__}") from None
        finally:
            slots.release()

    @property
    def busy(self) -> int:
        """How many statements run now."""
        return self._size - self._slots._value

    async def _slot(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._idle, self._slots = loop, [], asyncio.Semaphore(self._size)
        slots = self._slots
        try:
            if slots.locked():
                await asyncio.wait_for(slots.acquire(), WAIT_SECONDS)
            else:
                await slots.acquire()
        except TimeoutError:
            raise PoolTimeout("no reading connection came free") from None
        return slots

    async def _fetch(self, statement: str, arguments: list[object]) -> list[Row]:
        idle = self._idle
        while idle:
            link = idle.pop()
            if link.connection.is_closed():
                continue
            try:
                return await self._run(link, statement, arguments)
            except TimeoutError:  # silence: the other lines lead to the same server
                while idle:
                    idle.pop().connection.terminate()
                raise
            except (asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError, OSError):
                continue  # the server ended it while it lay idle: a read may simply be asked again
            except CHANGED:  # a migration passed by: what was prepared is not what is there now
                link.connection.terminate()
        return await self._run(_Link(await self._connect()), statement, arguments)

    async def _run(self, link: "_Link", statement: str, arguments: list[object]) -> list[Row]:
        try:
            if (prepared := link.prepared.get(statement)) is None:
                prepared = await link.connection.prepare(statement)
                if len(link.prepared) >= MAX_PREPARED:
                    link.prepared.clear()
                link.prepared[statement] = prepared
            rows: list[Row] = await prepared.fetch(*arguments)
        except asyncpg.PostgresError:
            self._keep(link)
            raise
        except BaseException:  # given up on, or broken halfway an answer
            link.connection.terminate()
            raise
        self._keep(link)
        return rows

    def _keep(self, link: "_Link") -> None:
        if not link.connection.is_closed() and self._loop is asyncio.get_running_loop():
            self._idle.append(link)

    async def _connect(self) -> Any:
        url = self._settings.database.set(drivername="postgresql")
        connection = await asyncpg.connect(
            url.render_as_string(hide_password=False),
            timeout=3,
            command_timeout=ANSWER_SECONDS,
            # We keep the statements (`_Link.prepared`); without its own asyncpg parses every time.
            max_cached_statement_lifetime=0,
            # Many ask at once: a statement that takes two cores keeps the others waiting. What was
            # prepared is planned once: each search would take 1 to 2 ms to plan again.
            server_settings={
                "options": f"{OPTIONS} -c max_parallel_workers_per_gather=0"
                " -c plan_cache_mode=force_generic_plan",
                "application_name": self._settings.service,
            },
        )
        for name in TEXT:
            await connection.set_type_codec(
                name, schema="pg_catalog", encoder=str, decoder=str.encode, format="text"
            )
        for name in PLAIN:  # its binary form is the text itself: taken over as it lies there
            await connection.set_type_codec(
                name, schema="pg_catalog", encoder=str.encode, decoder=bytes, format="binary"
            )
        return connection

    async def close(self) -> None:
        """Close the connections of this event loop."""
        links, self._idle, self._loop = self._idle, [], None
        for link in links:
            link.connection.terminate()
