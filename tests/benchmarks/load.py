"""A load generator that is not the bottleneck: raw HTTP/1.1 over kept-open connections.

Runs as a process of its own (`python -m tests.benchmarks.load`): reads one JSON line with the
address, the number of clients, the seconds and the requests (text, complete) from standard input,
writes one JSON line with how long each answer took. A client sends its next request when the
answer to the last is there, so eight clients are eight requests in flight.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from typing import Any


@dataclass(slots=True)
class Tally:
    """Milliseconds per answer, and how many answers were not of the 200 kind."""

    ms: list[float] = field(default_factory=list)
    wrong: int = 0
    example: str = ""


class Client(asyncio.Protocol):
    """One connection: sends a request, reads its answer whole, sends the next."""

    def __init__(self, requests: list[bytes], until: float, tally: Tally) -> None:
        self._requests = cycle(requests)
        self._until = until
        self._tally = tally
        self._seen = bytearray()
        self._wanted = 0  # length of the answer, once its head is there
        self._started = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._seen += data
        if not self._wanted:
            head = self._seen.find(b"\r\n\r\n")
            if head < 0:
                return
            self._wanted = head + 4 + _length(bytes(self._seen[:head]))
        if len(self._seen) >= self._wanted:
            self._finish()

    def _finish(self) -> None:
        self._tally.ms.append((time.perf_counter() - self._started) * 1000)
        if self._seen[9:10] != b"2" and self._seen[9:12] != b"304":
            self._tally.wrong += 1
            self._tally.example = self._seen.decode(errors="replace")[:2000]
        self._seen.clear()
        self._wanted = 0
        if time.perf_counter() < self._until:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _send(self) -> None:
        self._started = time.perf_counter()
        self._transport.write(next(self._requests))


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def measure(host: str, port: int, clients: int, seconds: float, requests: list[str]) -> Tally:
    """Let the clients ask for some seconds; each begins at another request."""
    loop = asyncio.get_running_loop()
    tally = Tally()
    raw = [request.encode() for request in requests]
    until = time.perf_counter() + seconds
    protocols = []
    for nr in range(clients):
        first = nr * len(raw) // clients
        own = raw[first:] + raw[:first]
        client = partial(Client, own, until, tally)
        _, protocol = await loop.create_connection(client, host, port)
        protocols.append(protocol)
    await asyncio.gather(*(protocol.done for protocol in protocols))
    return tally


def main() -> None:
    job: dict[str, Any] = json.loads(sys.stdin.readline())
    started = time.perf_counter()
    tally = asyncio.run(measure(**job))
    took = time.perf_counter() - started
    answer = {"seconds": took, "ms": tally.ms, "wrong": tally.wrong, "example": tally.example}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
