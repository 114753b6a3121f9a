"""Takes subscriptions, gives each a lane of its own, and wakes them when something happened."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import structlog
from psycopg import sql
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.gateway.notificatie.bezorging.baan import Baan
from services.gateway.notificatie.bezorging.kader import VRAGEN, Kader, LezerOf
from services.gateway.notificatie.bezorging.lijn import Guard, trusted
from services.gateway.notificatie.bezorging.zicht import NAAM_BUITEN
from services.gateway.notificatie.storage import CHANNEL, abonnementen, huur
from shared import db, fernet
from shared.settings import Settings

HUREN = 3.0  # seconds between two signs that we go on; a lease is five of them
STIL = 5.0  # seconds of silence after which the line of the database is tried
OPNIEUW = 2.0  # seconds between two tries to reach the database
SAMEN = 0.03  # seconds that we wait for more before all lanes look


async def run(settings: Settings, lezer_of: LezerOf) -> None:
    """Deliver until cancelled. A database that is away is waited for; nothing is lost by it."""
    while True:
        try:
            await _run(settings, lezer_of)
        except* (SQLAlchemyError, psycopg.Error, OSError) as group:
            cause = type(group.exceptions[0]).__name__
            structlog.get_logger().warning("bezorging_wacht_op_database", soort=cause)
        await asyncio.sleep(OPNIEUW)


async def _run(settings: Settings, lezer_of: LezerOf) -> None:
    engine = db.engine(settings, pool_size=VRAGEN)
    kluis = fernet.open_keys(settings.webhook_keys)
    guard = Guard(settings.webhook_networks)
    kader = Kader(
        settings, db.sessions(engine), lezer_of, guard, trusted(settings.webhook_ca_path), kluis
    )
    hub = Hub(kader)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(hub.rent())
            group.create_task(hub.listen())
    finally:
        with contextlib.suppress(SQLAlchemyError, psycopg.Error, OSError):
            await hub.close()
        kader.vragen.shutdown(wait=True)
        engine.dispose()


class Hub:
    """The lanes of this worker."""

    def __init__(self, kader: Kader) -> None:
        self._kader = kader
        self._banen: dict[UUID, tuple[Baan, asyncio.Task[None]]] = {}
        self._kijk = asyncio.Event()
        self._los: set[UUID] = set()
        self._vast: Sequence[UUID] = ()

    async def rent(self) -> None:
        """Keep what we have, let go what is not ours any more, take what nobody has."""
        await self._kader.ask(lambda tx: outside(tx, self._kader.settings))
        while True:
            self._kijk.clear()
            await self._kader.ask(self._exchange)
            for id in self._los:
                await self._stop(id)
            for id in self._vast:
                baan = Baan(self._kader, id)
                self._banen[id] = (baan, asyncio.create_task(baan.run()))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HUREN):
                    await self._kijk.wait()

    def _exchange(self, tx: Session) -> None:
        """Of which lanes we are rid, and which we get."""
        me, mine = self._kader.me, set(self._banen)
        ended = {id for id, (_, task) in self._banen.items() if task.done()}
        kept = huur.keep(tx, me, mine - ended)
        self._los = mine - kept
        huur.leave(tx, me, self._los)
        self._vast = huur.take(tx, me, len(kept))

    async def listen(self) -> None:
        """Hear what commits, and wake the lanes; when the line was down all of them look."""
        address = self._kader.settings.database.set(drivername="postgresql")
        async with await psycopg.AsyncConnection.connect(
            address.render_as_string(hide_password=False), autocommit=True, **db.LINE
        ) as line:
            for channel in (CHANNEL, abonnementen.CHANNEL):
                await line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._wake(changed=True)
            while True:
                changed = heard = False
                async for notice in line.notifies(timeout=STIL, stop_after=1):
                    heard, changed = True, notice.channel == abonnementen.CHANNEL
                if not heard:
                    await line.execute("SELECT 1")
                    continue
                async for notice in line.notifies(timeout=SAMEN):
                    changed |= notice.channel == abonnementen.CHANNEL
                self._wake(changed)

    def _wake(self, changed: bool) -> None:
        if changed:
            self._kijk.set()
        for baan, _ in self._banen.values():
            baan.wake(changed)

    async def _stop(self, id: UUID) -> None:
        _, task = self._banen.pop(id)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        """Stop all lanes; others may take over at once."""
        ids, me = list(self._banen), self._kader.me
        tasks = [task for _, task in self._banen.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._kader.ask(lambda tx: huur.leave(tx, me, ids))


def outside(tx: Session, settings: Settings) -> None:
    """The subscription of Open Notificaties, from the day that it is configured."""
    if settings.open_notificaties_url:
        url = settings.open_notificaties_url
        abonnementen.ensure_outside(tx, NAAM_BUITEN, url, datetime.now(UTC))
