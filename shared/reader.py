"""Reading at the speed of the driver: one prepared statement in, PostgreSQL's own text out.

For reads of which the answer is already shaped by the database (JSON built in SQL). It speaks to
libpq through psycopg's `pgconn`, because there the event loop waits for the socket and nothing
else happens: no thread, no cursor, no conversion of values. Measured, that is a fifth of what a
cursor or a hop to a thread costs (docs/adr/0044-read-path.md).

Each statement is a transaction of its own: one statement sees one moment. Whatever writes, or reads
somebody's data and must leave a record of it, uses `Tx`.
"""

import asyncio
import hashlib
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import psycopg
from psycopg import errors, pq
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db import OPTIONS
from shared.settings import Settings

WAIT_SECONDS = 5  # for a free connection, as the pool of the writing side
MAX_PREPARED = 200  # statements per connection; what comes after is parsed each time

Value = str | int | None
Row = tuple[bytes | None, ...]


@dataclass(frozen=True, eq=False)
class Statement:
    """One SQL text with `$1`, `$2`…; prepared on a connection when it is first used there."""

    sql: str

    @cached_property
    def name(self) -> bytes:
        return hashlib.sha256(self.raw).hexdigest()[:20].encode()

    @cached_property
    def raw(self) -> bytes:
        return self.sql.encode()


@lru_cache(maxsize=1000)
def named(sql: str) -> tuple[Statement, tuple[str, ...]]:
    """A text with `:name` parameters as a statement, and the names in the order of their values."""
    names: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"${names.setdefault(match[1], len(names) + 1)}"

    return Statement(_NAME.sub(number, sql)), tuple(names)


_NAME = re.compile(r"(?<![:\w]):([a-z_][a-z_0-9]*)")


def _text(value: object) -> Value:
    if isinstance(value, list | tuple | set | frozenset):
        return array(list(value))
    return value if value is None or isinstance(value, str | int) else str(value)


def array(values: Sequence[object]) -> str:
    """A PostgreSQL array in text form, for a parameter of an array type."""
    escaped = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in escaped) + "}"


@dataclass(eq=False, slots=True)
class _Link:
    """One connection, busy with one statement at a time."""

    connection: psycopg.AsyncConnection[Any]
    prepared: set[bytes] = field(default_factory=set)
    results: list[pq.abc.PGresult] = field(default_factory=list)
    answer: asyncio.Future[list[pq.abc.PGresult]] | None = None
    socket: int = -1  # watched by the event loop; -1: not, or not any more

    @property
    def pgconn(self) -> pq.abc.PGconn:
        return self.connection.pgconn

    def open(self) -> None:
        self.pgconn.nonblocking = 1
        self.socket = self.pgconn.socket
        asyncio.get_running_loop().add_reader(self.socket, self._readable)

    def _unwatch(self) -> None:
        if self.socket != -1:
            asyncio.get_running_loop().remove_reader(self.socket)
            self.socket = -1

    async def close(self) -> None:
        self._unwatch()
        await self.connection.close()

    async def run(self, statement: Statement, values: list[bytes | None]) -> list[Row]:
        """The rows of one statement. Errors: psycopg's."""
        if statement.name in self.prepared:
            self.pgconn.send_query_prepared(statement.name, values)
        elif len(self.prepared) < MAX_PREPARED:
            self.pgconn.send_prepare(statement.name, statement.raw)
            _check(await self._answer())
            self.prepared.add(statement.name)
            self.pgconn.send_query_prepared(statement.name, values)
        else:
            self.pgconn.send_query_params(statement.raw, values)
        return _rows(_check(await self._answer()))

    async def _answer(self) -> list[pq.abc.PGresult]:
        loop = asyncio.get_running_loop()
        self.results, self.answer = [], loop.create_future()
        while self.pgconn.flush():  # a large parameter goes out in parts
            await asyncio.sleep(0)
        return await self.answer

    def _readable(self) -> None:
        """Called by the event loop when bytes have come in."""
        try:
            self.pgconn.consume_input()
            while not self.pgconn.is_busy():
                result = self.pgconn.get_result()
                if result is None:
                    self._done(None)
                    return
                self.results.append(result)
        except psycopg.Error as error:
            self._unwatch()  # at once: the number of its socket may be another's soon
            self._done(error)

    def _done(self, error: psycopg.Error | None) -> None:
        answer, self.answer = self.answer, None
        if answer is None or answer.done():
            return  # an idle connection that the server ended: found at its next use
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(self.results)


def _check(results: list[pq.abc.PGresult]) -> pq.abc.PGresult:
    for result in results:
        if result.status == pq.ExecStatus.FATAL_ERROR:
            raise errors.error_from_result(result)
    return results[-1]


def _rows(result: pq.abc.PGresult) -> list[Row]:
    get, columns = result.get_value, range(result.nfields)
    return [tuple([get(row, column) for column in columns]) for row in range(result.ntuples)]


class Reader:
    """The reading connections of a service; made when needed, kept on the running event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._size = settings.database_pool_size
        self._loop: asyncio.AbstractEventLoop | None = None
        self._idle: list[_Link] = []
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = 0
        self.count = 0  # statements so far; a test reads it

    async def fetch(self, statement: Statement, *values: Value) -> list[Row]:
        """Every row, each value as PostgreSQL writes it in text (bytes), or None.

        Errors: psycopg's, and TimeoutError of the pool when no connection comes free in time.
        """
        self.count += 1
        raw = [None if value is None else str(value).encode() for value in values]
        link = await self._take()
        try:
            try:
                rows = await link.run(statement, raw)
            except psycopg.OperationalError:
                if link.pgconn.status == pq.ConnStatus.OK:
                    raise
                # The server ended it while it lay idle: a read may simply be asked again.
                await link.close()
                link = await self._connect()
                rows = await link.run(statement, raw)
        except BaseException:
            self._taken -= 1
            if link.answer is None and link.pgconn.status == pq.ConnStatus.OK:
                self._idle.append(link)
            else:  # broken, or given up on halfway an answer
                await link.close()
            self._wake()
            raise
        self._taken -= 1
        self._idle.append(link)
        if self._waiting:
            self._wake()
        return rows

    async def ask(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """As `fetch`, for a text with `:name` parameters; what it does not name is left out."""
        statement, names = named(sql)
        return await self.fetch(statement, *(_text(values[name]) for name in names))

    async def close(self) -> None:
        """Close the connections of this event loop."""
        links, self._idle, self._loop = self._idle, [], None
        for link in links:
            await link.close()

    async def _take(self) -> _Link:
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._idle, self._taken = loop, [], 0
            self._waiting.clear()
        while self._taken >= self._size:
            turn: asyncio.Future[None] = loop.create_future()
            self._waiting.append(turn)
            try:
                await asyncio.wait_for(turn, WAIT_SECONDS)
            except TimeoutError:
                raise PoolTimeout("no reading connection came free") from None
        self._taken += 1
        if self._idle:
            return self._idle.pop()
        try:
            return await self._connect()
        except BaseException:
            self._taken -= 1
            self._wake()
            raise

    async def _connect(self) -> _Link:
        url = self._settings.database.set(drivername="postgresql")
        connection = await psycopg.AsyncConnection.connect(
            url.render_as_string(hide_password=False),
            autocommit=True,
            connect_timeout=3,
            options=OPTIONS,
            application_name=self._settings.service,
        )
        link = _Link(connection)
        link.open()
        return link

    def _wake(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
