"""The short way for hot reads: a GET that goes past routers and layers it does not need.

A `ReadRoute` is an ordinary documented route of which every dependency is a coroutine that asks
nothing of the framework. So its dependencies can be called one after the other, and `Door` can
bring a request straight to it. The same route works without the door, a little slower; measured,
routing, layers and FastAPI's resolver cost three times the answer itself (docs/adr/0044).
"""

import re
from collections.abc import Callable, Coroutine, Iterable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.security import SecurityScopes
from fastapi.security.base import SecurityBase
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared import problem

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
P = ParamSpec("P")
R = TypeVar("R")


def instant(plain: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """A dependency that waits for nothing: to FastAPI a coroutine, to a read route a plain call.

    FastAPI sends a plain function to another thread, and eight such trips cost more than an answer.
    """

    @wraps(plain)
    async def dependency(*args: P.args, **kwargs: P.kwargs) -> R:
        return plain(*args, **kwargs)

    dependency.instant = plain  # type: ignore[attr-defined]
    return dependency


def compiled(dependant: Dependant) -> Handler:
    """Call the endpoint with what it asks for, as FastAPI would. Error: RequestValidationError.

    Its dependencies are always the same, so their calls are written out once, as source: one
    line per dependency, each called with what the lines before it found.

    Raises:
        TypeError: a dependency is not a coroutine, or asks for a body, header or cookie.
    """
    assert dependant.call is not None
    known: dict[str, Any] = {"endpoint": dependant.call, "parameters": _parameters(dependant)}
    lines, names = _lines(dependant, known)
    given = [f"{name}={value}" for name, value in names.items()]
    asked = [f"{name}=request" for name in (dependant.request_param_name,) if name]
    body = [*lines, f"return await endpoint({', '.join([*given, *asked, '**values'])})"]
    # What is wrong with the parameters is said after who may not ask at all.
    body.insert(-1, "values = parameters(request)")
    source = "async def handle(request):\n    " + "\n    ".join(body)
    exec(source, known)  # noqa: S102 (of names that FastAPI took from our own signatures)
    handle: Handler = known["handle"]
    return handle


def _lines(dependant: Dependant, known: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """The lines that call every dependency once, and per name of the endpoint its variable."""
    lines: list[str] = []
    made: dict[Any, str] = {}
    for sub in dependant.dependencies:
        _add_line(sub, lines, made, known)
    return lines, {sub.name: made[_key(sub)] for sub in dependant.dependencies if sub.name}


def _key(dependant: Dependant) -> Any:
    """What is one and the same answer within a request."""
    return (dependant.call, tuple(dependant.own_oauth_scopes or ()))


def _add_line(
    sub: Dependant, lines: list[str], made: dict[Any, str], known: dict[str, Any]
) -> None:
    for needed in sub.dependencies:
        _add_line(needed, lines, made, known)
    if _key(sub) in made:
        return
    nr = len(made)
    made[_key(sub)] = f"v{nr}"
    if isinstance(sub.call, SecurityBase):  # only tells the document how to log in
        lines.append(f"v{nr} = None")
        return
    extra = (sub.body_params, sub.header_params, sub.cookie_params, sub.query_params)
    if sub.call is None or not iscoroutinefunction(sub.call) or any(extra):
        raise TypeError(f"a read route cannot use the dependency {sub.call}")
    arguments = [f"{one.name}={made[_key(one)]}" for one in sub.dependencies if one.name]
    if asked := sub.request_param_name or sub.http_connection_param_name:
        arguments.append(f"{asked}=request")
    if sub.security_scopes_param_name:
        known[f"s{nr}"] = SecurityScopes(scopes=list(sub.own_oauth_scopes or ()))
        arguments.append(f"{sub.security_scopes_param_name}=s{nr}")
    plain = getattr(sub.call, "instant", None)
    known[f"f{nr}"] = plain or sub.call
    wait = "" if plain else "await "
    lines.append(f"v{nr} = {wait}f{nr}({', '.join(arguments)})")


def _parameters(dependant: Dependant) -> Callable[[Request], dict[str, Any]]:
    """Path and query parameters, checked; a query of nothing is checked once."""
    if dependant.body_params or dependant.header_params or dependant.cookie_params:
        raise TypeError("a read route takes path and query parameters only")
    path, query = dependant.path_params, dependant.query_params
    ids = path[0].name if len(path) == 1 and path[0].field_info.annotation is UUID else None
    default, faults = request_params_to_args(query, QueryParams())

    def read(request: Request) -> dict[str, Any]:
        scope = request.scope
        if scope["query_string"] or faults:
            values, wrong = request_params_to_args(query, request.query_params)
        else:
            values, wrong = dict(default), []
        if ids and (id := UUID_TEXT.fullmatch(scope["path_params"][ids])):
            values[ids] = UUID(id[0])
        elif path:
            found, bad = request_params_to_args(path, scope["path_params"])
            values |= found
            wrong = bad + wrong
        if wrong:
            raise RequestValidationError(wrong)
        return values

    return read


# As it is nearly always written; FastAPI judges every other way.
UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Door:
    """Before the app: brings a GET of a read route straight there; the rest goes on as always."""

    def __init__(self, app: ASGIApp, apps: Iterable[tuple[str, FastAPI, Iterable[Any]]]) -> None:
        self._app = app
        self._fixed: dict[str, tuple[str, FastAPI, Any]] = {}
        self._open: list[tuple[re.Pattern[str], str, FastAPI, Any]] = []
        for base, api, routes in apps:
            for route in routes:
                if "{" in route.path:
                    whole = re.compile("^" + re.escape(base) + route.path_regex.pattern[1:])
                    self._open.append((whole, base, api, route))
                else:
                    self._fixed[base + route.path] = (base, api, route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        if found := self._fixed.get(scope["path"]):
            await _answer(*found, {}, scope, receive, send)
            return
        for whole, base, api, route in self._open:
            if match := whole.match(scope["path"]):
                await _answer(base, api, route, match.groupdict(), scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _answer(
    base: str,
    api: FastAPI,
    route: Any,
    values: dict[str, str],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    scope["app"], scope["route"], scope["path_params"] = api, route, values
    scope["root_path"] = scope.get("root_path", "") + base
    request = Request(scope, receive, send)
    try:
        response = await route.read(request)
    except Exception as error:  # noqa: BLE001 (the one way to say no)
        response = await problem.handle(request, error)
    await response(scope, receive, send)
