"""What was looked up of who comes in, kept until the database tells that something changed.

PostgreSQL tells it (NOTIFY on `KANAAL`, by triggers on the tables that are looked up in, so no
writer can forget it); the poort hears it and calls `drop`. Should it ever hear nothing on a line
that seems sound, an answer is still not older than `BOUND` seconds.
"""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

KANAAL = "doorstroom_toegang"  # of PostgreSQL's NOTIFY, without a payload
BOUND = 5.0  # seconds
MAX_KEPT = 4096

Found = TypeVar("Found")


class Geheugen:
    """Of one process; only its event loop touches it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._number = 0  # goes up when all of it is thrown away
        self.awake = False  # only while we hear of changes; deaf, nothing is kept

    async def get(
        self, key: Hashable, fetch: Callable[[], Awaitable[Found | None]]
    ) -> Found | None:
        """What holds of `key`, or what `fetch` finds now. None (nobody) is never kept."""
        kept = self._kept.get(key)
        # Both before the question: what changes meanwhile makes the answer too old to keep.
        now, number = time.monotonic(), self._number
        if kept is not None and self.awake and now < kept[0]:
            found: Found = kept[1]
            return found
        new = await fetch()
        if new is not None and self.awake and number == self._number:
            self._kept.pop(key, None)
            self._kept[key] = (now + BOUND, new)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return new

    def drop(self) -> None:
        """Throw all of it away; also what is being looked up now is not kept."""
        self._number += 1
        self._kept.clear()
