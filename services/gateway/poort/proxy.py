"""Pass a request on to a service and stream its answer back, with deadlines.

A dead or slow neighbour costs its own callers a 503 or 504 and nobody else anything.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import lru_cache

import httpcore2
import httpx2
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import ExcludeType, OpenedState
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from services.gateway.poort import cache, rules, stream
from shared import deadline, log, watch
from shared.api import MAX_BODY
from shared.problem import Problem, unavailable

NETWORK = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException)
# After so many failures in a row a neighbour is left alone for some seconds; then one may try.
# A refusal (4xx, 5xx) is an answer like any other; who leaves or sends too much is no failure.
THRESHOLD, REST = 5, 2
MAX_PATIENT = 100_000  # bytes of a body that is here at once
MAX_CONNECTIONS, MAX_IDLE, IDLE = 200, 50, 4.0  # the last in seconds: less than a service keeps one

RawHeaders = list[tuple[bytes, bytes]]


class TooLarge(Exception):
    """The body grew past MAX_BODY while it came in."""


class Left(Exception):
    """The caller went away while its body came in."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The connections to the neighbours, and for each neighbour whether it is left alone.

    `pool` carries what callers ask; `client` our own few questions.
    """

    pool: httpcore2.AsyncConnectionPool
    client: httpx2.AsyncClient
    breakers: AsyncCircuitBreakerFactory
    seconds: float  # how long a neighbour may be silent


def open_lines(seconds: float) -> Lines:
    """One pool of kept connections; a connection that could not be made is tried once more."""
    pool = httpcore2.AsyncConnectionPool(
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_IDLE,
        keepalive_expiry=IDLE,
        retries=1,
        network_backend=stream.Backend(),
    )
    client = httpx2.AsyncClient(timeout=httpx2.Timeout(seconds, connect=2, pool=5))
    callers = [TooLarge, Left, httpcore2.LocalProtocolError]  # what they do wrong
    no_failure: ExcludeType = [*callers, asyncio.CancelledError]
    return Lines(pool, client, AsyncCircuitBreakerFactory(THRESHOLD, REST, no_failure), seconds)


async def forward(
    lines: Lines, base: str, name: str, scope: Scope, headers: Headers, receive: Receive, send: Send
) -> None:
    """`headers`: as the caller sent them; those of `scope` go on.

    Errors: Problem 400, 413, 502, 503, 504, as long as the answer has not begun.
    """
    if int(headers.get("content-length") or 0) > MAX_BODY:
        raise _too_large()
    content = _body(receive) if _has_body(headers) else None
    response = await _ask(lines, base, name, scope, list(scope["headers"]), content)
    try:
        await send(_start(response))
        async for chunk in response.aiter_stream():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await response.aclose()


async def fetch(lines: Lines, base: str, name: str, scope: Scope) -> cache.Answer | None:
    """The whole answer to a question without a body; None when it is too large to hold.

    Errors: as `forward`.
    """
    # The label is ours, of the bytes: theirs is of a version, which the clock does not change.
    kept = [pair for pair in scope["headers"] if pair[0] != b"if-none-match"]
    response = await _ask(lines, base, name, scope, kept, None)
    parts, size = [], 0
    try:
        async for chunk in response.aiter_stream():
            parts.append(chunk)
            size += len(chunk)
            if size > cache.MAX_BODY:
                return None
    except NETWORK:
        raise unavailable(f"De dienst {name}") from None
    finally:
        await response.aclose()
    body = b"".join(parts)
    start = _start(response)
    return cache.labelled(start["status"], start["headers"], body)


async def boundary(lines: Lines, base: str, path: str, token: str) -> float | None:
    """In how many seconds the clock changes something for a service; None: nothing is planned.

    A service that cannot say so at once gives 0: then nothing is kept.
    """
    try:
        answer = await lines.client.get(
            f"{base}{path}",
            headers=[("authorization", f"Bearer {token}"), *log.onward()],
            timeout=3,
        )
        answer.raise_for_status()
        seconds = answer.json()["seconden"]
        return None if seconds is None else float(seconds)
    except (httpx2.HTTPError, ValueError, KeyError, TypeError):
        return 0.0


async def _ask(
    lines: Lines,
    base: str,
    name: str,
    scope: Scope,
    headers: RawHeaders,
    content: AsyncIterator[bytes] | None,
) -> httpcore2.Response:
    """The beginning of the answer. Errors: Problem 413, 502, 503, 504."""
    try:
        with watch.call(name, scope["method"]):
            request = _request(lines, base, scope, headers, content)
            async with await lines.breakers.get_breaker(name):
                return await _send(lines.pool, request)
    except OpenedState:
        raise unavailable(f"De dienst {name}") from None
    except TooLarge:
        raise _too_large() from None
    except httpcore2.LocalProtocolError:
        raise Problem(400, "Dit verzoek is geen geldig HTTP.", code="ongeldig-verzoek") from None
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout, httpcore2.PoolTimeout):
        raise unavailable(f"De dienst {name}") from None
    except httpcore2.TimeoutException:
        raise Problem(504, f"De dienst {name} antwoordt te traag.", code="te-traag") from None
    except (*NETWORK, Left):
        raise unavailable(f"De dienst {name}") from None


def _request(
    lines: Lines,
    base: str,
    scope: Scope,
    headers: RawHeaders,
    content: AsyncIterator[bytes] | None,
) -> httpcore2.Request:
    """The question as the neighbour gets it: at its own address, with our trace and patience."""
    host, url = _address(base)
    path: bytes = scope.get("raw_path", scope["path"].encode())
    query: bytes = scope["query_string"]
    target = url.target + path + (b"?" + query if query else b"")
    asked: RawHeaders = [(b"host", host), *headers]
    length = next((value for name, value in headers if name == b"content-length"), None)
    own = [*log.onward(), *_patience(lines, length, has_body=content is not None)]
    asked += [(key.encode("latin-1"), value.encode("latin-1")) for key, value in own]
    if content is not None and length is None:
        asked.append((b"transfer-encoding", b"chunked"))
    silent = lines.seconds
    times = {"connect": 2.0, "read": silent, "write": silent, "pool": 5.0}
    return httpcore2.Request(
        scope["method"],
        httpcore2.URL(scheme=url.scheme, host=url.host, port=url.port, target=target),
        headers=asked,
        content=content,
        extensions={"timeout": times},
    )


@lru_cache
def _address(base: str) -> tuple[bytes, httpcore2.URL]:
    """What the Host header says of a neighbour, and where it is; its target: a path before ours."""
    url = httpcore2.URL(base.rstrip("/"))
    bare = httpcore2.URL(
        scheme=url.scheme, host=url.host, port=url.port, target=url.target.rstrip(b"/")
    )
    host = url.host if url.port is None else b"%b:%d" % (url.host, url.port)
    return host, bare


def _patience(lines: Lines, length: bytes | None, *, has_body: bool) -> list[tuple[str, str]]:
    """How long we wait for the answer to begin. Of a long body it is not known how long it takes
    to come in: then nothing is said."""
    long = has_body and (length is None or int(length) > MAX_PATIENT)
    return [] if long else [deadline.header(lines.seconds)]


async def _send(
    pool: httpcore2.AsyncConnectionPool, request: httpcore2.Request
) -> httpcore2.Response:
    """A read that broke off before its answer began is asked once more; a write never is."""
    try:
        return await pool.handle_async_request(request)
    except (httpcore2.RemoteProtocolError, httpcore2.ReadError):
        body = {b"content-length", b"transfer-encoding"}
        if request.method != b"GET" or any(name in body for name, _ in request.headers):
            raise
        return await pool.handle_async_request(request)


def _start(response: httpcore2.Response) -> Message:
    given = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
    headers = [(name.encode(), value.encode("latin-1")) for name, value in rules.naar_buiten(given)]
    return {"type": "http.response.start", "status": response.status, "headers": headers}


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Left
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY:
            raise TooLarge
        if chunk:
            yield chunk
        if not message.get("more_body"):
            return


def _too_large() -> Problem:
    return Problem(413, f"Hoogstens {MAX_BODY // 1_000_000} MB per verzoek.", code="te-groot")
