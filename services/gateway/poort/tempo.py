"""How often somebody asked, counted by all processes of the gateway together.

Each process counts for itself and tells the others once a second what it counted, through one
table. So a limit can be passed by what came in within one second; nobody waits for a count.
"""

import asyncio
import contextlib
import hashlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from limits.storage import Storage
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.gateway.poort import storage

EVERY = 1.0  # seconds


@dataclass(slots=True)
class _Count:
    """Of one limit of one caller, in the window that ends at `until` (time.time)."""

    number: int
    until: float
    window: float
    untold: int = 0  # what others have not heard of yet
    known: int = 0  # what the table said last, of this window


class Tally(Storage):
    """A storage for the strategies of `limits`. `secret`: so that a key in the table is nobody's.

    Fixed windows on the clock, so that all processes count in the same one.
    """

    STORAGE_SCHEME = ["doorstroom"]  # noqa: RUF012 (the library reads it so)

    def __init__(self, secret: str) -> None:
        super().__init__(None)
        self._secret = hashlib.sha256(secret.encode()).digest()
        self._counts: dict[str, _Count] = {}
        self._lock = threading.Lock()
        self._task: asyncio.Task[None] | None = None

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        return self.hit(key, expiry, amount)[0]

    def hit(self, key: str, expiry: float, amount: int = 1) -> tuple[int, float]:
        """Count; give the count of this window and when the window ends (time.time)."""
        with self._lock:  # some ask from a thread
            count = self._count(key)
            if count is None:
                until = (time.time() // expiry + 1) * expiry
                count = self._counts[key] = _Count(0, until, expiry)
            count.number += amount
            count.untold += amount
            return count.number, count.until

    def _count(self, key: str) -> _Count | None:
        count = self._counts.get(key)
        return count if count is not None and time.time() < count.until else None

    def get(self, key: str) -> int:
        count = self._count(key)
        return count.number if count else 0

    def get_expiry(self, key: str) -> float:
        count = self._count(key)
        return count.until if count else time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        number = len(self._counts)
        self._counts.clear()
        return number

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)

    # ---- with the other processes
    def share(self, engine: AsyncEngine) -> None:
        """Begin telling the others, on the first count."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._keep_sharing(engine))

    async def _keep_sharing(self, engine: AsyncEngine) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.exchange(engine)
            except (SQLAlchemyError, OSError) as error:  # each counts for itself until it is back
                structlog.get_logger().warning("tempo_niet_gedeeld", soort=type(error).__name__)

    async def exchange(self, engine: AsyncEngine) -> None:
        """Tell what was counted since the last time, and take in what others counted."""
        now = time.time()
        with self._lock:
            self._counts = {key: one for key, one in self._counts.items() if now < one.until}
            told = {self._row(key, one): one for key, one in self._counts.items() if one.untold}
            own = {row: one.untold for row, one in told.items()}
        if not told:
            return
        async with AsyncSession(engine) as session, session.begin():
            totals: Mapping[str, int] = await session.run_sync(storage.tel, own)
        with self._lock:
            self._take_in(told, own, totals)

    @staticmethod
    def _take_in(
        told: Mapping[str, _Count], own: Mapping[str, int], totals: Mapping[str, int]
    ) -> None:
        for row, one in told.items():
            one.untold -= own[row]
            one.number += max(0, totals[row] - one.known - own[row])
            one.known = totals[row]

    def _row(self, key: str, one: _Count) -> str:
        """Who is counted is an address or a client: the table cannot be read back to either."""
        text = f"{key} {one.window} {one.until}".encode()
        return hashlib.blake2b(text, key=self._secret, digest_size=24).hexdigest()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
