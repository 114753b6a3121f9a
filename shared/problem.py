"""The one way to say no: raise `Problem` anywhere; it is answered here, as RFC 9457 says."""

import re
from http import HTTPStatus
from typing import Any, TypeVar

import psycopg.errors
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from shared import log
from shared.meldingen import reason

MEDIA_TYPE = "application/problem+json"
MAX_FAULTS = 1000  # shown at once; the detail tells the true number
T = TypeVar("T")

TITLES = {
    400: "Ongeldige invoer",
    401: "Niet aangemeld",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
    409: "Conflict",
    410: "Verdwenen",
    412: "Intussen gewijzigd",
    413: "Te groot",
    415: "Formaat niet ondersteund",
    429: "Te veel verzoeken",
    500: "Interne fout",
    502: "Dienst onbereikbaar",
    503: "Tijdelijk niet beschikbaar",
    504: "Dienst te traag",
}


class Problem(Exception):
    """Refuse the request. Extra keywords become extra members of the answer (camelCase)."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str | None = None,
        headers: dict[str, str] | None = None,
        **extra: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.code = code
        self.headers = headers or {}
        self.extra = extra


class InvalidParam(BaseModel):
    """One fault: where (`name`, dotted path), which (`code`, stable) and why (`reason`, Dutch)."""

    name: str = Field(max_length=500)
    code: str = Field(max_length=100)
    reason: str = Field(max_length=2000)


class Probleem(BaseModel):
    """The body of every error (RFC 9457); `code` is stable and meant for machines."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        json_schema_extra={
            "example": {
                "type": "about:blank",
                "title": "Niet gevonden",
                "status": 404,
                "detail": "Deze vacature bestaat niet.",
            }
        },
    )

    type: str = Field("about:blank", max_length=500)
    title: str = Field(max_length=200)
    status: int = Field(ge=400, le=599, json_schema_extra={"format": "int32"})
    detail: str = Field(max_length=4000)
    code: str | None = Field(None, max_length=100)
    instance: str | None = Field(None, max_length=200)
    invalid_params: list[InvalidParam] | None = Field(None, max_length=MAX_FAULTS)


def found(thing: T | None, what: str) -> T:
    """The thing, or 404. What a caller may not see is None here too: absent and hidden are one."""
    if thing is None:
        raise Problem(404, absent(what), code="niet-gevonden")
    return thing


# How the words end that take "dit"; all the others take "deze" (a test knows every word in use).
DIT = re.compile(
    r"(abonnement|advies|bericht|bezoek|bezwaar|contact|deel|doel|document|lid|lidmaatschap|mandaat"
    r"|plan|portaal|programma|project|punt|rooster|token|(?<!fact)uur|verband|verhaal|verzoek"
    r"|voorstel)$"
)
MEERVOUD = ("factuurgegevens", "onkosten")


def absent(what: str) -> str:
    """That there is no such thing, in good Dutch."""
    if what in MEERVOUD:
        return f"Deze {what} bestaan niet."
    return f"{'Dit' if DIT.search(what) else 'Deze'} {what} bestaat niet."


def invalid(*faults: tuple[str, str, str]) -> Problem:
    """A 400 for input that breaks a rule: (name, code, reason) per fault, all at once."""
    shown = faults[:MAX_FAULTS]
    params = [{"name": name, "code": code, "reason": reason} for name, code, reason in shown]
    return Problem(400, summary(len(faults)), code="ongeldige-invoer", invalidParams=params)


def summary(count: int) -> str:
    return "1 waarde is ongeldig." if count == 1 else f"{count} waarden zijn ongeldig."


def answer(problem: Problem) -> JSONResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status) or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.code:
        body["code"] = problem.code
    body |= problem.extra
    return JSONResponse(body, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def from_exception(error: Exception) -> Problem:
    """Every exception becomes a Problem here and nowhere else."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            faults = [
                (
                    ".".join(str(p) for p in e["loc"] if p != "body") or "body",
                    e["type"],
                    reason(e),
                )
                for e in error.errors()
            ]
            return invalid(*faults)
        case HTTPException(status_code=status, detail=detail, headers=headers):
            text = detail if status in _OWN_TEXT else DETAILS.get(status, str(detail))
            return Problem(status, text, headers=dict(headers or {}))
        case IntegrityError(orig=psycopg.errors.UniqueViolation()):
            return Problem(409, "Een ander verzoek was eerder.", code="bestaat-al")
        case DBAPIError(orig=psycopg.errors.LockNotAvailable() | psycopg.errors.DeadlockDetected()):
            text = "Een ander verzoek is hiermee bezig; probeer het zo opnieuw."
            return Problem(409, text, code="bezet", headers={"Retry-After": "30"})
        case DBAPIError(orig=psycopg.OperationalError()) | PoolTimeout():
            return unavailable()
    log.unexpected(error)
    return Problem(500, "Er ging onverwacht iets mis; het is vastgelegd.", code="interne-fout")


def unavailable(what: str = "De opslag") -> Problem:
    return Problem(
        503,
        f"{what} is even niet bereikbaar; probeer het later opnieuw.",
        code="niet-beschikbaar",
        headers={"Retry-After": "5"},
    )


_OWN_TEXT = {401, 403, 429}
DETAILS = {
    400: "Het verzoek is niet te lezen.",
    404: "Hier is niets te vinden.",
    405: "Deze methode kan hier niet.",
    413: "Het verzoek is te groot.",
}


async def handle(_: Request, error: Exception) -> Response:
    return answer(from_exception(error))
