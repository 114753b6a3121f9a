"""Anonymous answers, kept until the clock or an event changes them: at most a minute.

Of one question one request at a time goes to the service; who asks the same meanwhile waits for
that answer. In the memory of each gateway process, whose limit is `MAX_BYTES`.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Send

from services.gateway.poort import rules

MAX_BYTES = 64_000_000  # of all answers together
MAX_BODY = 1_000_000  # of one; a larger one is passed on as it comes

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, int]  # path, query, how far the business clock is ahead


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of a service, ready to be sent; `etag` is the label of its bytes.

    It may be kept outside too, if it is asked after each time (RFC 9111 5.2.2.4).
    """

    status: int
    headers: Headers
    body: bytes
    etag: str = ""
    unchanged: Headers = field(default_factory=list)  # of the 304


def labelled(status: int, headers: Headers, body: bytes) -> Answer:
    """The answer of a service with our own label; a refusal stays as it is."""
    if status != 200:
        return Answer(status, headers, body)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    own = (b"etag", b"cache-control", b"content-length")
    kept = [pair for pair in headers if pair[0].lower() not in own]
    kept += [(b"etag", etag.encode()), (b"cache-control", b"no-cache")]
    unchanged = [pair for pair in kept if pair[0].lower() != b"content-type"]
    whole = [*kept, (b"content-length", str(len(body)).encode())]
    return Answer(status, whole, body, etag, unchanged)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with the moment after which it no longer holds."""

    answer: Answer
    until: float  # time.monotonic


@dataclass(slots=True)
class _Shelf:
    """What is kept of one service. `number` goes up when all of it is thrown away."""

    number: int = 0
    kept: OrderedDict[Key, Kept] = field(default_factory=OrderedDict)
    size: int = 0
    until: float | None = None  # until when the clock changes nothing, once asked
    ask_after: float = 0.0  # a service that cannot say so is not asked all the time


async def give(answer: Answer, if_none_match: bytes | None, more: Headers, send: Send) -> None:
    """Send an answer, or say that the caller has it; `more`: headers of this request only."""
    status, headers, body = answer.status, answer.headers, answer.body
    if if_none_match and answer.etag and rules.past(if_none_match.decode("latin-1"), answer.etag):
        status, headers, body = 304, answer.unchanged, b""
    # A list of its own: the layers outside add to it.
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *more]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class Cache:
    """`boundary`: asks a service in how many seconds the clock changes something, if it does."""

    def __init__(self, boundary: Callable[[str], Awaitable[float | None]]) -> None:
        self._boundary = boundary
        self._shelves = {name: _Shelf() for name in rules.GRENZEN}
        self._busy: dict[tuple[str, Key], asyncio.Lock] = {}
        self.hits = self.asked = 0  # for the figures
        self.awake = False  # only while we hear of events; deaf, nothing is kept

    def find(self, service: str, key: Key) -> Answer | None:
        """The answer that still holds, if there is one."""
        kept = self._shelves[service].kept.get(key)
        if kept is None or not self.awake or time.monotonic() >= kept.until:
            return None
        self.hits += 1
        return kept.answer

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return sum(shelf.size for shelf in self._shelves.values())

    async def get(
        self, service: str, key: Key, fetch: Callable[[], Awaitable[Answer | None]]
    ) -> Answer | None:
        """The answer that holds, or a new one; None when `fetch` gave none to keep or to share."""
        if found := self.find(service, key):
            return found
        lock = self._busy.setdefault((service, key), asyncio.Lock())
        try:
            async with lock:
                if found := self.find(service, key):
                    return found
                return await self._fetch(service, key, fetch)
        finally:
            if not lock.locked():
                self._busy.pop((service, key), None)

    async def _fetch(
        self, service: str, key: Key, fetch: Callable[[], Awaitable[Answer | None]]
    ) -> Answer | None:
        # Both before the question: what happens meanwhile makes the answer too old to keep.
        self.asked += 1
        shelf, number = self._shelves[service], self._shelves[service].number
        until = await self._until(service, shelf) if self.awake else 0.0
        answer = await fetch()
        if answer and answer.status == 200 and number == shelf.number and self.awake:
            self._keep(shelf, key, Kept(answer, until))
        return answer

    async def _until(self, service: str, shelf: _Shelf) -> float:
        now = time.monotonic()
        if shelf.until is not None and (now < shelf.until or now < shelf.ask_after):
            return shelf.until
        number = shelf.number
        until = now + rules.houdbaar(await self._boundary(service))
        if number == shelf.number:
            shelf.until, shelf.ask_after = until, now + 1
        return until

    def _keep(self, shelf: _Shelf, key: Key, kept: Kept) -> None:
        if kept.until <= time.monotonic():
            return
        self._drop_one(shelf, key)
        shelf.kept[key] = kept
        shelf.size += len(kept.answer.body)
        while shelf.size > MAX_BYTES:
            self._drop_one(shelf, next(iter(shelf.kept)))

    @staticmethod
    def _drop_one(shelf: _Shelf, key: Key) -> None:
        if old := shelf.kept.pop(key, None):
            shelf.size -= len(old.answer.body)

    def drop(self, service: str | None = None) -> None:
        """Throw away what is kept of this service, or of all; also what is on its way."""
        for name, shelf in self._shelves.items():
            if service in (None, name):
                shelf.number += 1
                shelf.kept.clear()
                shelf.size, shelf.until = 0, None
