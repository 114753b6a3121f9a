"""What a room uses to answer: who asks, the transaction, the clock, scopes, and its routes."""

from collections.abc import (
    Callable,
    Coroutine,
    Iterator,
)
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import OAuth2, SecurityScopes
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.responses import Response

from shared import (
    caller,
    db,
    deadline,
    etag,
    idempotency,
    kalender,
    openapi,
    problem,
    token,
)
from shared.door import compiled, instant

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
from shared.reader import Reader
from shared.settings import Modus, Settings

VERSION = "1.0.0"
MAX_BODY = 20_000_000  # bytes: a batch of some thousands of vacancies with their texts

SCOPES = {
    "vacatures:lezen": "Vacatures lezen, ook die voor eigen mensen en partners",
    "vacatures:schrijven": "Vacatures van de eigen organisatie aanleveren en openstellen",
    "sollicitaties:lezen": "Eigen sollicitaties, of die op vacatures van de organisatie, lezen",
    "sollicitaties:indienen": "Solliciteren en intrekken",
    "sollicitaties:behandelen": "Sollicitaties beoordelen, afwijzen en een aanbod doen",
    "eigen:beheren": "Eigen wensen, toestemming en dossier beheren; alleen met een eigen inlog",
    "pool:lezen": "Flexpools, behoeften en inzetten van het verband lezen",
    "pool:schrijven": "Flexpools, leden en behoeften vastleggen",
    "toewijzing:beslissen": "Beslissen op een toewijzingsvoorstel",
    "deelname:lezen": "Organisaties, verbanden en convenanten lezen",
    "deelname:beheren": "Organisaties, medewerkers, verbanden en convenanten beheren",
    "medewerkers:aanleveren": "Eigen medewerkers bijhouden uit het personeelssysteem (SCIM)",
    "toegang:beheren": "Clients en hun sleutels beheren",
    "gebeurtenissen:lezen": "De wijzigingsstroom lezen",
}


# ------------------------------------------------------------------ what a route asks for
async def claims(request: Request) -> dict[str, Any]:
    """The checked claims of the internal token. Error: 401."""
    value = _bearer(request)
    settings: Settings = request.app.state.settings
    trust: token.Trust = request.app.state.trust
    try:
        if (known := token.recall(value, settings.service, trust)) is not None:
            return known
        if token.has_key(value, trust):
            return token.verify(value, settings.service, trust)
        # The key must be fetched from its owner first: not while everybody waits.
        return await run_in_threadpool(token.verify, value, settings.service, trust)
    except token.InvalidToken:
        raise _unauthenticated() from None


def _bearer(request: Request) -> str:
    """The token of the (first) header Authorization. Error: 401."""
    for name, header in request.scope["headers"]:
        if name == b"authorization":
            kind, _, value = header.decode("latin-1").partition(" ")
            if kind.lower() == "bearer" and value:
                return str(value)
            break
    raise _unauthenticated()


def _unauthenticated() -> Problem:
    headers = {"WWW-Authenticate": "Bearer"}
    return Problem(401, "Meld u aan met een geldig token.", code="niet-aangemeld", headers=headers)


Claims = Annotated[dict[str, Any], Depends(claims)]


@instant
def beller(claims: Claims) -> caller.Caller:
    if (known := claims.get(_BELLER)) is None:  # made once per token
        known = claims[_BELLER] = caller.from_claims(claims)
    found: caller.Caller = known
    return found


_BELLER = "\0beller"  # no claim can be called so


@instant
def nu(request: Request, claims: Claims) -> datetime:
    """The business clock. Only in demo and test mode it may be shifted, by the gateway."""
    now = datetime.now(UTC)
    if request.app.state.settings.modus is Modus.PRODUCTIE:
        return now
    shift = int(claims.get("verschuiving", 0))
    return now + timedelta(seconds=shift) if shift else now


Beller = Annotated[caller.Caller, Depends(beller)]
Nu = Annotated[datetime, Depends(nu)]


@instant
def vandaag(nu: Nu) -> date:
    """Today in the Netherlands, by the business clock."""
    return kalender.dag(nu)


Vandaag = Annotated[date, Depends(vandaag)]


def transaction(request: Request, beller: Beller) -> Iterator[Session]:
    with request.app.state.sessions.begin() as tx:
        db.end_within(tx, deadline.left())
        idempotency.claim(tx, request, beller)
        request.state.tx = tx
        yield tx


# scope="function": COMMIT before the answer leaves, so that a failed COMMIT is never a 201.
Tx = Annotated[Session, Depends(transaction, scope="function")]


@instant
def lezer(request: Request) -> Reader:
    found: Reader = request.app.state.reader
    return found


# For a read of which the database shapes the answer; see `shared.reader`.
Lezer = Annotated[Reader, Depends(lezer)]

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


@instant
def _check(scopes: SecurityScopes, beller: Beller, _: _Scheme) -> None:
    if openapi.ANONIEM in scopes.scopes:
        return  # whoever lacks a scope is here as everyone
    if beller.is_anoniem:
        raise _unauthenticated()
    if missing := [scope for scope in scopes.scopes if scope not in beller.scopes]:
        raise Problem(403, f"Uw token mist: {', '.join(missing)}.", code="scope-ontbreekt")


def eist(*scopes: str) -> Any:
    """Route dependency: only with a token that has these scopes (401, 403)."""
    return Security(_check, scopes=list(scopes))


def mag_anoniem(*scopes: str) -> Any:
    """Route dependency: also without a token; then the caller is everyone."""
    return Security(_check, scopes=[*scopes, openapi.ANONIEM])


@instant
def dienst(beller: Beller) -> str:
    """The peer service that calls an `/intern` route; anyone else finds nothing there."""
    if beller.dienst is None:
        raise Problem(404, problem.DETAILS[404], code="niet-gevonden")
    return beller.dienst


Dienst = Annotated[str, Depends(dienst)]


# ------------------------------------------------------------------ routes
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
            if request.method == "POST" and idempotency.HEADER in request.headers:
                await request.body()  # what the key belongs to, also when a file is read later
            response = etag.finish(request, await handler(request))
            claimed = getattr(request.state, "idempotency_id", None)
            if claimed is not None:
                once = getattr(request.state, "idempotency_once", False)
                await run_in_threadpool(idempotency.keep, request.state.tx, claimed, response, once)
            return response

        return handle


class ReadRoute(Route):
    """A GET that answers with bytes; `shared.door` brings a request straight to its `read`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer, allowed = compiled(self.dependant), _query_names(self)

        async def read(request: Request) -> Response:
            if allowed is not None and request.scope["query_string"]:
                _refuse_unknown(request, allowed)
            return etag.finish(request, await answer(request))

        self.read = read


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


def read_router(tag: str) -> APIRouter:
    """For GETs only, written as coroutines that return a Response."""
    return APIRouter(route_class=ReadRoute, tags=[tag], redirect_slashes=False)
