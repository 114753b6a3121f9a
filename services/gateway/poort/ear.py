"""Hear at once what any process of the gateway was told, so that nothing kept outlives it.

PostgreSQL carries it (LISTEN): what is told in a transaction is heard when it commits. As long as
the line is down nothing is kept; what was kept is thrown away when it goes down.
"""

import asyncio
import contextlib

import psycopg
import structlog
from psycopg import sql

from services.gateway.notificatie.storage import CHANNEL
from services.gateway.poort.cache import Cache
from services.gateway.toegang.geheugen import KANAAL, Geheugen
from shared import db
from shared.settings import Settings

PATIENCE = 5.0  # seconds of silence after which the line is tried
AGAIN = 1.0  # seconds before a broken line is laid again


class Ear:
    """One connection per process, for as long as the process lives."""

    def __init__(self, settings: Settings, cache: Cache, geheugen: Geheugen) -> None:
        self._address = settings.database.set(drivername="postgresql").render_as_string(
            hide_password=False
        )
        self._cache, self._geheugen = cache, geheugen
        self._task: asyncio.Task[None] | None = None

    def listen(self) -> None:
        """Begin, on the first question of which something could be kept."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._keep_listening())

    async def _keep_listening(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, TimeoutError) as error:
                structlog.get_logger().warning("doof", soort=type(error).__name__)
            finally:
                self._begin_anew(awake=False)
            await asyncio.sleep(AGAIN)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(
            self._address, autocommit=True, **db.LINE
        ) as line:
            for channel in (CHANNEL, KANAAL):
                await line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._begin_anew(awake=True)
            while True:
                async for heard in line.notifies(timeout=PATIENCE):
                    self._take_in(heard)
                async with asyncio.timeout(PATIENCE):
                    await line.execute("SELECT 1")

    def _take_in(self, heard: psycopg.Notify) -> None:
        if heard.channel == KANAAL:
            self._geheugen.drop()
        else:
            self._cache.drop(heard.payload or None)

    def _begin_anew(self, *, awake: bool) -> None:
        self._cache.awake = self._geheugen.awake = awake
        self._cache.drop()
        self._geheugen.drop()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
