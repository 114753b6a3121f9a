"""Requests from a page of an intranet (CORS): from origins that a client has recorded.

A preflight carries no token, so it is answered for the origins of all active clients. What a
token may is judged at the request itself: a widget's token works from its own origin only.
"""

import time

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from services.gateway.toegang import storage
from shared.adr import ALLOWED_HEADERS

EVERY = 10.0  # seconds that the list of origins is kept


class Kruis:
    """Origins that may read; one per process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._known: frozenset[str] = frozenset()
        self._until = 0.0

    async def _origins(self) -> frozenset[str]:
        if time.monotonic() >= self._until:
            async with AsyncSession(self._engine) as session:
                self._known = await session.run_sync(storage.list_herkomsten)
            self._until = time.monotonic() + EVERY
        return self._known

    async def pass_(self, scope: Scope, receive: Receive, send: Send) -> Send | None:
        """How to answer this request; None: it was a preflight, and it is answered."""
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin or origin not in await self._origins():
            return send
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            await _preflight()(scope, receive, _opened(origin, send))
            return None
        return _opened(origin, send)


def _preflight() -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD, POST",
            "Access-Control-Allow-Headers": ALLOWED_HEADERS,
            "Access-Control-Max-Age": "600",
        },
    )


def _opened(origin: str, send: Send) -> Send:
    async def send_to_origin(message: Message) -> None:
        if message["type"] == "http.response.start":
            out = MutableHeaders(raw=list(message["headers"]))
            out["Access-Control-Allow-Origin"] = origin
            out["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Location, RateLimit"
            out.add_vary_header("Origin")
            message = {**message, "headers": out.raw}
        await send(message)

    return send_to_origin
