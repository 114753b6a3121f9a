"""One way to build a service, so that the rules for every API are kept in one place."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Depends, FastAPI, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import OAuth2, SecurityScopes
from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp

from shared import (
    adr,
    caller,
    db,
    etag,
    health,
    idempotency,
    kalender,
    log,
    openapi,
    problem,
    token,
)

# What a room needs for its bodies comes through here, so that one import serves it.
from shared.model import OIN as OIN
from shared.model import Bedrag as Bedrag
from shared.model import Datum as Datum
from shared.model import Geheel as Geheel
from shared.model import LangeTekst as LangeTekst
from shared.model import Model as Model
from shared.model import Oin as Oin
from shared.model import Tekst as Tekst
from shared.model import Tijdstip as Tijdstip
from shared.model import Uren as Uren
from shared.model import absent as absent
from shared.problem import Problem
from shared.settings import Modus, Settings

VERSION = "1.0.0"
MAX_BODY = 20_000_000  # bytes: a batch of some thousands of vacancies with their texts

SCOPES = {
    "vacatures:lezen": "Vacatures lezen, ook die voor eigen mensen en partners",
    "vacatures:schrijven": "Vacatures van de eigen organisatie aanleveren en openstellen",
    "sollicitaties:lezen": "Eigen sollicitaties, of die op vacatures van de organisatie, lezen",
    "sollicitaties:indienen": "Solliciteren en intrekken",
    "sollicitaties:behandelen": "Sollicitaties beoordelen, afwijzen en een aanbod doen",
    "pool:lezen": "Flexpools, behoeften en inzetten van het verband lezen",
    "pool:schrijven": "Flexpools, leden en behoeften vastleggen",
    "toewijzing:beslissen": "Beslissen op een toewijzingsvoorstel",
    "deelname:lezen": "Organisaties, verbanden en convenanten lezen",
    "deelname:beheren": "Organisaties, medewerkers, verbanden en convenanten beheren",
    "toegang:beheren": "Clients en hun sleutels beheren",
    "gebeurtenissen:lezen": "De wijzigingsstroom lezen",
}


# ------------------------------------------------------------------ what a route asks for
def claims(request: Request) -> dict[str, Any]:
    """The checked claims of the internal token. Error: 401."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    settings: Settings = request.app.state.settings
    if kind.lower() != "bearer" or not value:
        raise _unauthenticated()
    try:
        return token.verify(value, settings.service, request.app.state.trust)
    except token.InvalidToken:
        raise _unauthenticated() from None


def _unauthenticated() -> Problem:
    headers = {"WWW-Authenticate": "Bearer"}
    return Problem(401, "Meld u aan met een geldig token.", code="niet-aangemeld", headers=headers)


Claims = Annotated[dict[str, Any], Depends(claims)]


def beller(claims: Claims) -> caller.Caller:
    return caller.from_claims(claims)


def nu(request: Request, claims: Claims) -> datetime:
    """The business clock. Only in demo and test mode it may be shifted, by the gateway."""
    shift = 0
    if request.app.state.settings.modus is not Modus.PRODUCTIE:
        shift = int(claims.get("verschuiving", 0))
    return datetime.now(UTC) + timedelta(seconds=shift)


Beller = Annotated[caller.Caller, Depends(beller)]
Nu = Annotated[datetime, Depends(nu)]


def vandaag(nu: Nu) -> date:
    """Today in the Netherlands, by the business clock."""
    return kalender.dag(nu)


Vandaag = Annotated[date, Depends(vandaag)]


def transaction(request: Request, beller: Beller) -> Iterator[Session]:
    with request.app.state.sessions.begin() as tx:
        idempotency.claim(tx, request, beller)
        request.state.tx = tx
        yield tx


# scope="function": COMMIT before the answer leaves, so that a failed COMMIT is never a 201.
Tx = Annotated[Session, Depends(transaction, scope="function")]

_scheme = OAuth2(
    flows={
        "clientCredentials": {
            "tokenUrl": "/toegang/v1/token",
            "scopes": SCOPES,
        }
    },
    scheme_name=openapi.SCHEME,
    description="OAuth 2.0 volgens het NL GOV-profiel; tokens zijn JWT's (RFC 9068, RFC8725).",
    auto_error=False,
)
_Scheme = Annotated[str | None, Depends(_scheme)]


def _check(scopes: SecurityScopes, beller: Beller, _: _Scheme) -> None:
    wanted = [scope for scope in scopes.scopes if scope != openapi.ANONIEM]
    if beller.is_anoniem:
        if openapi.ANONIEM in scopes.scopes:
            return
        raise _unauthenticated()
    if missing := [scope for scope in wanted if scope not in beller.scopes]:
        if openapi.ANONIEM in scopes.scopes:
            return
        raise Problem(403, f"Uw token mist: {', '.join(missing)}.", code="scope-ontbreekt")


def eist(*scopes: str) -> Any:
    """Route dependency: only with a token that has these scopes (401, 403)."""
    return Security(_check, scopes=list(scopes))


def mag_anoniem(*scopes: str) -> Any:
    """Route dependency: also without a token; then the caller is everyone."""
    return Security(_check, scopes=[*scopes, openapi.ANONIEM])


def dienst(beller: Beller) -> str:
    """The peer service that calls an `/intern` route; anyone else finds nothing there."""
    if beller.dienst is None:
        raise Problem(404, problem.DETAILS[404], code="niet-gevonden")
    return beller.dienst


Dienst = Annotated[str, Depends(dienst)]


# ------------------------------------------------------------------ routes and apps
class _Segment(StringConvertor):
    """`_zoek` is an operation (NLGov rules), never the id of a thing: `/dingen/{id}` is not it."""

    regex = "[^/_][^/]*"


register_url_convertor("str", _Segment())


class Route(APIRoute):
    """A route that refuses unknown query parameters, and gives ETags and repeated answers."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()
        allowed = _query_names(self)

        async def handle(request: Request) -> Response:
            if allowed is not None:
                _refuse_unknown(request, allowed)
            response = etag.finish(request, await handler(request))
            claimed = getattr(request.state, "idempotency_id", None)
            if claimed is not None:
                once = getattr(request.state, "idempotency_once", False)
                await run_in_threadpool(idempotency.keep, request.state.tx, claimed, response, once)
            return response

        return handle


def _query_names(route: APIRoute) -> set[str] | None:
    """Names of the declared query parameters; None when a model declares and checks them."""
    params = route.dependant.query_params
    for param in params:
        annotation = param.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return None
    return {param.alias for param in params}


def _refuse_unknown(request: Request, allowed: set[str]) -> None:
    unknown = [key for key in dict.fromkeys(request.query_params) if key not in allowed]
    if unknown:
        raise RequestValidationError(
            [{"type": "extra_forbidden", "loc": ("query", key), "msg": ""} for key in unknown]
        )


def router(tag: str) -> APIRouter:
    return APIRouter(route_class=Route, tags=[tag], redirect_slashes=False)


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
    close: Callable[[], Awaitable[None]] | None = None,
) -> FastAPI:
    """The ASGI app of a service: its APIs, `/live` and `/ready`, and `/intern` for its peers.

    `own`: routes beside the APIs (the gateway's front page); `layer`: what stands before all of
    them (the gateway's poort); `forms`: paths that take a form instead of JSON (OAuth);
    `close`: what is to be closed at the end, besides the database.
    """
    log.configure(settings.log_level, settings.service)
    root = _bare(title=settings.service, openapi_url=None)
    engine = db.engine(settings)
    keys = token.load_keys(settings.signing_keys.get_secret_value())
    state = root.state
    state.settings, state.engine, state.keys = settings, engine, keys
    state.sessions = db.sessions(engine)
    state.close = close
    peers = {name: settings.url_of(name) for name in ("gateway", "vacatures", "pool")}
    state.trust = token.Trust(peers, {settings.service: token.public_keys(keys)})
    for api in apis:
        app = _api(settings, api)
        app.state = state
        root.mount(api.base_path, app)
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
        layer(build(), root), VERSION, settings.origins, forms
    )
    return root


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
    yield
    if app.state.close is not None:
        await app.state.close()
    app.state.engine.dispose()


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
