"""Media types other than JSON: a route says which it takes and gives.

The layer before it (`shared.adr`) refuses the rest.

@router.post("/bestanden", openapi_extra=formats.takes("text/csv"))
@router.get("/tabellen/{id}", responses=formats.gives("text/csv"))
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute

# As long as the longest body that comes through (`api.MAX_BODY`).
MAX_LENGTH = 20_000_000
JSON = frozenset({"application/json", "application/merge-patch+json"})


@dataclass(frozen=True, slots=True)
class Formats:
    """What one route takes and gives."""

    methods: frozenset[str]
    base: str
    path: re.Pattern[str]
    takes: frozenset[str]  # instead of JSON; empty: JSON as everywhere
    gives: frozenset[str]  # besides JSON


def takes(*media_types: str, description: str = "") -> Any:
    """`openapi_extra` of a route that reads its body itself, as text or bytes."""
    schema = {"type": "string", "format": "binary", "maxLength": MAX_LENGTH}
    content = {name: {"schema": schema} for name in media_types}
    return {"requestBody": {"required": True, "description": description, "content": content}}


def gives(*media_types: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that answers in these too, by `Accept`."""
    text = {"schema": {"type": "string", "maxLength": 100_000_000}}
    # An object whose shape a standard tells.
    shape = {"properties": {}, "additionalProperties": True, "description": "Naar de standaard."}
    thing = {"schema": {"type": "object"} | shape}
    kinds = {name: thing if name.endswith("json") else text for name in media_types}
    return {status: {"content": kinds}}


def given(request: Request) -> str:
    """The media type of the body, without parameters."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def wants(request: Request, media_type: str) -> bool:
    """Whether the caller names this media type in `Accept` (and does not just take anything)."""
    accept = request.headers.get("accept", "")
    return media_type in {part.split(";")[0].strip().lower() for part in accept.split(",")}


def of_routes(base: str, routes: Iterable[BaseRoute]) -> list[Formats]:
    """Those of the routes that are not simply JSON in and JSON out."""
    found = []
    for route in routes:
        if not isinstance(route, APIRoute):
            continue
        body = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
        answers = [r.get("content", {}) for c, r in route.responses.items() if str(c)[0] == "2"]
        gives_ = frozenset(name for content in answers for name in content)
        if body or gives_:
            methods = frozenset(route.methods or ())
            found.append(Formats(methods, base, route.path_regex, frozenset(body), gives_))
    return found


def find(known: Iterable[Formats], method: str, path: str) -> Formats | None:
    """The formats of the route that answers this, when they are special."""
    for one in known:
        if method in one.methods and path.startswith(one.base):
            rest = path[len(one.base) :]
            if one.path.match(rest):
                return one
    return None


def taken_at(known: Iterable[Formats], path: str) -> frozenset[str]:
    """What any method at this path takes besides JSON."""
    taken: frozenset[str] = frozenset()
    for one in known:
        if one.takes and path.startswith(one.base) and one.path.match(path[len(one.base) :]):
            taken |= one.takes
    return taken
