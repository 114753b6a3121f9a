"""Pass a request on to a service and stream its answer back, with deadlines.

A dead or slow neighbour costs its own callers a 503 or 504 and nobody else anything.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

import httpx2
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import ExcludeType, OpenedState
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from services.gateway.poort import cache, rules
from shared import deadline, log, watch
from shared.api import MAX_BODY
from shared.problem import Problem, unavailable

# After so many failures in a row a neighbour is left alone for some seconds; then one may try.
# A refusal (4xx, 5xx) is an answer like any other; who leaves or sends too much is no failure.
THRESHOLD, REST = 5, 2
MAX_PATIENT = 100_000  # bytes of a body that is here at once
LIMITS = httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=4)


class TooLarge(Exception):
    """The body grew past MAX_BODY while it came in."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The connections to the neighbours, and for each neighbour whether it is left alone."""

    client: httpx2.AsyncClient
    breakers: AsyncCircuitBreakerFactory


def open_lines(seconds: float) -> Lines:
    """One pool of kept connections; a connection that could not be made is tried once more.

    `seconds`: how long a neighbour may be silent.
    """
    timeout = httpx2.Timeout(seconds, connect=2, pool=5)
    transport = httpx2.AsyncHTTPTransport(retries=1, limits=LIMITS)
    client = httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False)
    no_failure: ExcludeType = [TooLarge, asyncio.CancelledError]
    return Lines(client, AsyncCircuitBreakerFactory(THRESHOLD, REST, no_failure))


async def forward(
    lines: Lines, base: str, name: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """Errors: Problem 413, 502, 503, 504, as long as the answer has not begun."""
    headers = Headers(scope=scope)
    if int(headers.get("content-length") or 0) > MAX_BODY:
        raise _too_large()
    content = _body(receive) if _has_body(headers) else None
    response = await _ask(lines, base, name, scope, headers.items(), content)
    try:
        await send(_start(response))
        async for chunk in response.aiter_raw():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await response.aclose()


async def fetch(lines: Lines, base: str, name: str, scope: Scope) -> cache.Answer | None:
    """The whole answer to a question without a body; None when it is too large to hold.

    Errors: as `forward`.
    """
    # The label is ours, of the bytes: theirs is of a version, which the clock does not change.
    kept = [pair for pair in Headers(scope=scope).items() if pair[0] != "if-none-match"]
    response = await _ask(lines, base, name, scope, kept, None)
    parts, size = [], 0
    try:
        async for chunk in response.aiter_raw():
            parts.append(chunk)
            size += len(chunk)
            if size > cache.MAX_BODY:
                return None
    except httpx2.HTTPError:
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
    headers: Iterable[tuple[str, str]],
    content: AsyncIterator[bytes] | None,
) -> httpx2.Response:
    """The beginning of the answer. Errors: Problem 413, 502, 503, 504."""
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    try:
        with watch.call(name, scope["method"]):
            request = lines.client.build_request(
                scope["method"],
                f"{base}{path}{'?' + query if query else ''}",
                headers=[*headers, *log.onward(), *_patience(lines, headers)],
                content=content,
            )
            async with await lines.breakers.get_breaker(name):
                return await _send(lines.client, request)
    except OpenedState:
        raise unavailable(f"De dienst {name}") from None
    except TooLarge:
        raise _too_large() from None
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
        raise unavailable(f"De dienst {name}") from None
    except httpx2.TimeoutException:
        raise Problem(504, f"De dienst {name} antwoordt te traag.", code="te-traag") from None
    except httpx2.HTTPError:
        raise unavailable(f"De dienst {name}") from None


def _patience(lines: Lines, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """How long we wait for the answer to begin. Of a long body it is not known how long it takes
    to come in: then nothing is said."""
    length = next((value for name, value in headers if name == "content-length"), "0")
    long = int(length) > MAX_PATIENT or any(name == "transfer-encoding" for name, _ in headers)
    return [] if long else [deadline.header(lines.client.timeout.read or 0)]


async def _send(client: httpx2.AsyncClient, request: httpx2.Request) -> httpx2.Response:
    """A read that broke off before its answer began is asked once more; a write never is."""
    try:
        return await client.send(request, stream=True)
    except (httpx2.RemoteProtocolError, httpx2.ReadError):
        if request.method != "GET" or "content-length" in request.headers:
            raise
        return await client.send(request, stream=True)


def _start(response: httpx2.Response) -> Message:
    kept = rules.naar_buiten(response.headers.multi_items())
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise httpx2.ReadError("the caller left")
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
