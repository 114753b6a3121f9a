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

    Raises:
        TypeError: a dependency is not a coroutine, or asks for a body, header or cookie.
    """
    steps = _steps(dependant, [], ())
    endpoint = dependant.call
    assert endpoint is not None
    read = _parameters(dependant)
    asked = dependant.request_param_name
    names = [(sub.name, _key(sub)) for sub in dependant.dependencies if sub.name]

    async def handle(request: Request) -> Response:
        known: dict[Any, Any] = {}
        for step, waits in steps:
            if waits:
                await step(request, known)
            else:
                step(request, known)
        kwargs = read(request)
        if asked:
            kwargs[asked] = request
        for name, key in names:
            kwargs[name] = known[key]
        answer = await endpoint(**kwargs)
        assert isinstance(answer, Response)
        return answer

    return handle


Step = tuple[Callable[[Request, dict[Any, Any]], Any], bool]  # and whether it must be awaited


def _key(dependant: Dependant) -> Any:
    """What is one and the same answer within a request."""
    return (dependant.call, tuple(dependant.own_oauth_scopes or ()))


def _steps(dependant: Dependant, steps: list[Step], seen: tuple[Any, ...]) -> list[Step]:
    """One step per dependency, those it needs first."""
    done: set[Any] = set(seen)
    for sub in dependant.dependencies:
        _add_step(sub, steps, done)
    return steps


def _add_step(sub: Dependant, steps: list[Step], done: set[Any]) -> None:
    for needed in sub.dependencies:
        _add_step(needed, steps, done)
    if _key(sub) in done:
        return
    done.add(_key(sub))
    call = sub.call
    if isinstance(call, SecurityBase):  # only tells the document how to log in
        steps.append((lambda _, known, key=_key(sub): known.update({key: None}), False))
        return
    extra = (sub.body_params, sub.header_params, sub.cookie_params, sub.query_params)
    if call is None or not iscoroutinefunction(call) or any(extra):
        raise TypeError(f"a read route cannot use the dependency {call}")
    key, scopes_name = _key(sub), sub.security_scopes_param_name
    asked = sub.request_param_name or sub.http_connection_param_name
    names = [(needed.name, _key(needed)) for needed in sub.dependencies if needed.name]
    scopes = SecurityScopes(scopes=list(sub.own_oauth_scopes or ()))

    plain = getattr(call, "instant", None)

    def arguments(request: Request, known: dict[Any, Any]) -> dict[str, Any]:
        kwargs: dict[str, Any] = {name: known[needed] for name, needed in names}
        if asked:
            kwargs[asked] = request
        if scopes_name:
            kwargs[scopes_name] = scopes
        return kwargs

    def at_once(request: Request, known: dict[Any, Any]) -> None:
        known[key] = plain(**arguments(request, known))  # type: ignore[misc]

    async def step(request: Request, known: dict[Any, Any]) -> None:
        known[key] = await call(**arguments(request, known))

    steps.append((step, True) if plain is None else (at_once, False))


def _parameters(dependant: Dependant) -> Callable[[Request], dict[str, Any]]:
    """Path and query parameters, checked; a query of nothing is checked once."""
    if dependant.body_params or dependant.header_params or dependant.cookie_params:
        raise TypeError("a read route takes path and query parameters only")
    path, query = dependant.path_params, dependant.query_params
    ids = path[0].name if len(path) == 1 and path[0].field_info.annotation is UUID else None
    default, faults = request_params_to_args(query, QueryParams())

    def read(request: Request) -> dict[str, Any]:
        if request.scope["query_string"] or faults:
            values, wrong = request_params_to_args(query, request.query_params)
        else:
            values, wrong = dict(default), []
        if ids and (id := UUID_TEXT.fullmatch(request.path_params[ids])):
            values[ids] = UUID(id[0])
        elif path:
            found, bad = request_params_to_args(path, request.path_params)
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
