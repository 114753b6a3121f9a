"""Pass a request on to a service and stream its answer back, with deadlines.

A dead or slow neighbour costs its own callers a 503 or 504 and nobody else anything.
"""

from collections.abc import AsyncIterator

import httpx2
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from services.gateway.poort import rules
from shared import log
from shared.api import MAX_BODY
from shared.problem import Problem, unavailable

LIMITS = httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=4)


class TooLarge(Exception):
    """The body grew past MAX_BODY while it came in."""


def create_client(seconds: float) -> httpx2.AsyncClient:
    """One pool of kept connections; a connection that could not be made is tried once more.

    `seconds`: how long a neighbour may be silent.
    """
    timeout = httpx2.Timeout(seconds, connect=2, pool=5)
    transport = httpx2.AsyncHTTPTransport(retries=1, limits=LIMITS)
    return httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False)


async def forward(
    client: httpx2.AsyncClient, base: str, name: str, scope: Scope, receive: Receive, send: Send
) -> None:
    """Errors: Problem 413, 502, 503, 504, as long as the answer has not begun."""
    headers = Headers(scope=scope)
    if int(headers.get("content-length") or 0) > MAX_BODY:
        raise _too_large()
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    request = client.build_request(
        scope["method"],
        f"{base}{path}{'?' + query if query else ''}",
        headers=[*headers.items(), ("traceparent", log.traceparent())],
        content=_body(receive) if _has_body(headers) else None,
    )
    try:
        response = await client.send(request, stream=True)
    except TooLarge:
        raise _too_large() from None
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
        raise unavailable(f"De dienst {name}") from None
    except httpx2.TimeoutException:
        raise Problem(504, f"De dienst {name} antwoordt te traag.", code="te-traag") from None
    except httpx2.HTTPError:
        raise unavailable(f"De dienst {name}") from None
    try:
        await send(_start(response))
        async for chunk in response.aiter_raw():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await response.aclose()


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
