"""The outermost layer of every API: what the NLGov API Design Rules ask of each answer.

It stands outside Starlette's own error handling, because an unexpected 500 must carry the headers
too. It also makes HEAD of GET, refuses formats that we do not speak, and logs each request.
"""

import time
from collections.abc import Iterable, Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import deadline, formats, log
from shared.formats import Formats
from shared.problem import MEDIA_TYPE, Problem, answer, invalid
from shared.watch import Requests

SECURITY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
READS = formats.JSON
FORM = frozenset({"application/x-www-form-urlencoded"})
WRITES = frozenset({"application/json", MEDIA_TYPE})
# Longest values, in characters; documented with every operation that reads the header.
HEADER_LIMITS = {
    "If-Match": 1000,
    "If-None-Match": 1000,
    "Idempotency-Key": 200,
    "Audit-User-ID": 100,
    "Audit-User-Representation": 100,
}
LIMITED = {name.lower().encode() for name in HEADER_LIMITS}
PLAIN = frozenset({b"*/*", b"application/json"})  # what nearly everybody accepts
ALLOWED_HEADERS = ", ".join(("Authorization", "Content-Type", *HEADER_LIMITS))


Asked = Mapping[bytes, bytes]  # name in small letters → value


class AdrLayer:
    """Wrap an ASGI app.

    `version`: the full API version; `origins`: the CORS allowlist; `forms`: paths that take a form;
    `special`: routes that take or give more than JSON; `passed`: paths that another service
    answers, which knows its own formats; `seen_by`: who sees each request begin and end.
    """

    def __init__(
        self,
        app: ASGIApp,
        version: str,
        origins: frozenset[str],
        forms: frozenset[str] = frozenset(),
        special: Sequence[Formats] = (),
        passed: tuple[str, ...] = (),
        seen_by: Requests | None = None,
    ) -> None:
        self._app = app
        self._forms = forms
        self._special = special
        self._passed = passed
        self._seen_by = seen_by
        always = SECURITY | {"API-Version": version}
        self._always = [(k.lower().encode(), v.encode()) for k, v in always.items()]
        self._names = frozenset(name for name, _ in self._always)
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = _first_of_each(scope["headers"])
        trace = log.start_trace(_text(headers, b"traceparent"))
        fsc = log.start_fsc(headers.get(log.RAW_FSC))
        deadline.start(headers.get(deadline.RAW))
        method = scope["method"]
        seen = None
        if self._seen_by is not None:
            seen = self._seen_by.begin(method, _text(headers, b"traceparent"))
            trace = log.trace_id.get()
        scope = dict(scope, method="GET") if method == "HEAD" else scope
        is_open = scope["path"].endswith("/openapi.json")
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                out = message.setdefault("headers", [])
                given = {name.lower() for name, _ in out}
                if self._names.isdisjoint(given):
                    out += self._always
                else:
                    out += [pair for pair in self._always if pair[0] not in given]
                if is_open or b"origin" in headers:
                    self._allow_origin(MutableHeaders(raw=out), headers, is_open)
            elif message["type"] == "http.response.body" and method == "HEAD":
                message = dict(message, body=b"")
            await send(message)

        app = self._preflight(method, headers) or self._app
        if not is_open and (refusal := self._refusal(scope["path"], method, headers)):
            app = answer(refusal)
        try:
            await app(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001 (the last one before the server)
            # Starlette raises it again after answering, and the server would then print its
            # message, which may quote somebody's data. Here it ends, logged without it.
            log.unexpected(error)
        seconds = time.perf_counter() - started
        route = _template(scope)
        log.request(method, route, status, round(seconds * 1000, 1), trace, fsc)
        if self._seen_by is not None:
            self._seen_by.end(seen, route, status, seconds)

    def _allow_origin(self, out: MutableHeaders, asked: Asked, is_open: bool) -> None:
        origin = _text(asked, b"origin")
        if is_open:
            out["Access-Control-Allow-Origin"] = "*"
        elif origin in self._origins:
            out["Access-Control-Allow-Origin"] = origin
            out["Access-Control-Expose-Headers"] = "API-Version, ETag, Link, Location, RateLimit"
            out.add_vary_header("Origin")

    def _preflight(self, method: str, headers: Asked) -> Response | None:
        """The browser's question before a call from an allowed origin."""
        asks = method == "OPTIONS" and b"access-control-request-method" in headers
        if not asks or _text(headers, b"origin") not in self._origins:
            return None
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
                "Access-Control-Allow-Headers": ALLOWED_HEADERS,
                "Access-Control-Max-Age": "600",
            },
        )

    def _refusal(self, path: str, method: str, headers: Asked) -> Problem | None:
        if path.startswith(self._passed):
            return _too_long(headers)
        plain = headers.get(b"accept", b"*/*") in PLAIN
        if plain and method == "GET":
            return _too_long(headers)
        special = formats.find(self._special, method, path)
        reads = FORM if path in self._forms else (special and special.takes) or READS
        if method in {"POST", "PUT", "PATCH"} and _has_body(headers):
            given = _text(headers, b"content-type").split(";")[0].strip().lower()
            # What another method here takes is no wrong format: the router says 405.
            if given not in reads and given not in formats.taken_at(self._special, path):
                wanted = sorted(reads)
                text = f"Stuur {' of '.join(wanted)}."
                return Problem(415, text, headers={"Accept": ", ".join(wanted)})
        writes = WRITES | special.gives if special else WRITES
        if not plain and not _acceptable(_text(headers, b"accept"), writes):
            return Problem(406, f"Dit antwoord is er alleen als {', '.join(sorted(writes))}.")
        return _too_long(headers)


def _first_of_each(raw: Iterable[tuple[bytes, bytes]]) -> Asked:
    """The headers of a request as a dictionary: read once, asked for a dozen times."""
    return dict(reversed(list(raw)))


def _text(headers: Asked, name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _too_long(headers: Asked) -> Problem | None:
    if LIMITED.isdisjoint(headers):
        return None
    faults = [
        (f"header.{name}", "string_too_long", f"Te lang: hoogstens {limit} tekens.")
        for name, limit in HEADER_LIMITS.items()
        if len(headers.get(name.lower().encode(), b"")) > limit
    ]
    return invalid(*faults) if faults else None


def _has_body(headers: Asked) -> bool:
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def _acceptable(accept: str, writes: frozenset[str]) -> bool:
    wanted = {part.split(";")[0].strip().lower() for part in accept.split(",")}
    families = {f"{name.split('/')[0]}/*" for name in writes}
    return bool(wanted & (writes | families | {"*/*", ""}))


def _template(scope: Scope) -> str:
    """The route as it was written, not as it was filled in; unknown paths are not logged."""
    route = scope.get("route")
    return str(getattr(route, "path", None) or scope.get("root_path") or "onbekend")
