"""One way to put a service together, so that the rules for every API are kept in one place."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from pydantic.alias_generators import to_camel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp

from shared import adr, db, formats, health, idempotency, log, openapi, problem, token
from shared.api import MAX_BODY, VERSION, ReadRoute
from shared.door import Door
from shared.problem import Problem
from shared.reader import Reader
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Api:
    """One public API: its own base path (`/vacatures/v1`) and OpenAPI document."""

    title: str
    description: str
    base_path: str
    routers: Sequence[APIRouter]
    tags: dict[str, str]  # name → description


def create_service(
    settings: Settings,
    apis: Sequence[Api],
    intern: Sequence[APIRouter] = (),
    own: Sequence[APIRouter] = (),
    layer: Callable[[ASGIApp, FastAPI], ASGIApp] = lambda app, _: app,
    forms: frozenset[str] = frozenset(),
    passed: tuple[str, ...] = (),
    close: Callable[[], Awaitable[None]] | None = None,
) -> FastAPI:
    """The ASGI app of a service: its APIs, `/live` and `/ready`, and `/intern` for its peers.

    `own`: routes beside the APIs (the gateway's front page); `layer`: what stands before all of
    them (the gateway's poort); `forms`: paths that take a form instead of JSON (OAuth);
    `passed`: base paths that another service answers; `close`: what is to be closed at the end,
    besides the database.
    """
    log.configure(settings.log_level, settings.service)
    root = _bare(title=settings.service, openapi_url=None)
    engine = db.engine(settings)
    keys = token.load_keys(settings.signing_keys.get_secret_value())
    state = root.state
    state.settings, state.engine, state.keys = settings, engine, keys
    state.sessions, state.reader = db.sessions(engine), Reader(settings)
    state.close = close
    state.figures = []  # what the service itself tells beside what each service tells
    seen = state.telemetry = _telemetry(settings)
    if seen is not None:
        seen.look_at(engine)
        seen.look_at_reader(state.reader)
    peers = {name: settings.url_of(name) for name in ("gateway", "vacatures", "pool")}
    state.trust = token.Trust(peers, {settings.service: token.public_keys(keys)})
    special: list[formats.Formats] = []
    reads: list[tuple[str, FastAPI, list[ReadRoute]]] = []
    for api in apis:
        app = _api(settings, api)
        app.state = state
        root.mount(api.base_path, app)
        routes = list(_flat(app.router.routes))
        special += formats.of_routes(api.base_path, routes)
        reads.append((api.base_path, app, [r for r in routes if isinstance(r, ReadRoute)]))
    internal = _bare(title="intern", openapi_url=None)
    internal.state = state
    for one in (health.jwks_router(), *intern):
        internal.include_router(one)
    root.mount("/intern", internal)
    for one in (*own, health.router()):
        root.include_router(one)
    build = root.build_middleware_stack
    # Outside Starlette's own error handling, or an unexpected 500 would miss the headers.
    root.build_middleware_stack = lambda: adr.AdrLayer(  # type: ignore[method-assign]
        layer(Door(build(), reads), root), VERSION, settings.origins, forms, special, passed, seen
    )
    return root


def _telemetry(settings: Settings) -> Any:
    """What looks on, if the settings ask for it; if not, its libraries are not even loaded."""
    if settings.otlp_endpoint is None and settings.metrics_port is None:
        return None
    from shared import telemetry

    return telemetry.Telemetry(settings)


def _api(settings: Settings, api: Api) -> FastAPI:
    server = {
        "url": f"{settings.public_base_url.rstrip('/')}{api.base_path}",
        "description": "Deze installatie (production).",
        "x-internal": "false",
    }
    app = _bare(
        title=api.title,
        description=api.description,
        servers=[server],
        openapi_url="/openapi.json",
        openapi_tags=[{"name": n, "description": d} for n, d in api.tags.items()],
        contact={
            "name": "Team Doorstroom",
            "url": settings.contact_url,
            "email": settings.contact_email,
        },
        license_info={"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    )
    for one in api.routers:
        app.include_router(one)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]
    return app


HANDLED = (
    Problem,
    RequestValidationError,
    DBAPIError,
    PoolTimeout,
    psycopg.OperationalError,
    Exception,
)


# We have our own trace and log lines; these would note exceptions with their messages.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def _bare(**options: Any) -> FastAPI:
    app = FastAPI(
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        root_path_in_servers=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: to_camel(route.name),
        max_body_size=MAX_BODY,
        telemetry=NO_TELEMETRY,
        lifespan=_lifespan,
        **options,
    )
    for kind in HANDLED:
        app.add_exception_handler(kind, problem.handle)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(idempotency.Replay, _replay)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    if state.telemetry is not None:
        state.telemetry.open(state.engine, state.reader, *state.figures)
    yield
    if state.close is not None:
        await state.close()
    if state.telemetry is not None:
        await run_in_threadpool(state.telemetry.close)
    await state.reader.close()
    state.engine.dispose()


async def _replay(_: Request, error: Exception) -> Response:
    assert isinstance(error, idempotency.Replay)
    return error.response


async def _http_exception(request: Request, error: Exception) -> Response:
    """Starlette's own 405 names the methods of one route only; Allow must name them all."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        error.headers = {**(error.headers or {}), "Allow": ", ".join(_methods(request))}
    return await problem.handle(request, error)


def _methods(request: Request) -> list[str]:
    allowed: set[str] = set()
    for route in _flat(request.app.router.routes):
        if route.matches(request.scope)[0] is not Match.NONE:
            allowed |= set(getattr(route, "methods", None) or ())
    return sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))


def _flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """The routes of included routers too; none of ours has a prefix."""
    for route in routes:
        included = getattr(route, "original_router", None)
        yield from _flat(included.routes) if included else [route]
