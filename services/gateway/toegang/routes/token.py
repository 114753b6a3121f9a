"""The OAuth 2.0 token endpoint: a client, a client's word for its employee, a one-time link.

RFC 6749 (4.4), RFC 7523 (private_key_jwt and the jwt-bearer grant), RFC 9068 (form of the token),
NL GOV Assurance profile for OAuth 2.0. Errors have the form of RFC 6749 5.2, not of RFC 9457.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import UUID

from fastapi import Depends, Form, Request
from fastapi.responses import JSONResponse
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session

from services.gateway.medewerker import storage as medewerkers
from services.gateway.medewerker.rules import lijkt_bsn
from services.gateway.toegang import rules, storage
from services.gateway.toegang.routes import guessing, inloggen
from services.gateway.toegang.storage import inloglinks, uitgevers
from shared import api, token
from shared.settings import Settings

router = api.router("token")

CLIENT_CREDENTIALS = "client_credentials"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
INLOGLINK = "urn:doorstroom:grant-type:inloglink"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Refused(Exception):
    """Refuse as RFC 6749 5.2 says."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Verzoek:
    """What came in the form, and in the header."""

    grant_type: str | None
    scope: str | None
    client_id: str | None
    client_secret: str | None
    client_assertion: str | None
    client_assertion_type: str | None
    assertion: str | None
    inloglink: str | None
    browser: str  # what its cookie says: who comes back from an issuer is who left


Veld = Annotated[str | None, Form(max_length=10_000)]


def verzoek(
    request: Request,
    grant_type: Veld = None,
    scope: Veld = None,
    client_id: Veld = None,
    client_secret: Veld = None,
    client_assertion: Veld = None,
    client_assertion_type: Veld = None,
    assertion: Veld = None,
    inloglink: Veld = None,
) -> Verzoek:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
            client_id, client_secret = unquote(id), unquote(secret)
        except (binascii.Error, UnicodeDecodeError):
            client_id = client_secret = None
    return Verzoek(
        grant_type,
        scope,
        client_id,
        client_secret,
        client_assertion,
        client_assertion_type,
        assertion,
        inloglink,
        request.cookies.get(inloggen.cookie_name(request.app.state.settings), ""),
    )


@router.post("/token", include_in_schema=False)
def give_token(verzoek: Annotated[Verzoek, Depends(verzoek)], request: Request) -> JSONResponse:
    """Give an access token, or refuse as OAuth does."""
    state = request.app.state
    secret_of = verzoek.client_id if verzoek.client_assertion is None else None
    guesses = guessing.counted(request, secret_of, link=verzoek.grant_type == INLOGLINK)
    guessing.refuse(request, guesses)
    try:
        with state.sessions.begin() as tx:
            body = _grant(tx, state.settings, state.keys, verzoek)
        return JSONResponse(body, headers={"Cache-Control": "no-store"})
    except Refused as no:
        guessing.count(request, guesses, no.error)
        status = 401 if no.error == "invalid_client" else 400
        headers = {"WWW-Authenticate": "Basic"} if status == 401 else {}
        body = {"error": no.error, "error_description": no.description}
        return JSONResponse(body, status, headers=headers)


def _grant(tx: Session, settings: Settings, keys: KeySet, asked: Verzoek) -> dict[str, Any]:
    seconds = rules.TOKEN_SECONDS
    match asked.grant_type:
        case str() as kind if kind == CLIENT_CREDENTIALS:
            client_id, scopes, seconds = _authenticate(tx, settings, asked)
            claims = {"sub": client_id, "client_id": client_id}
        case str() as kind if kind == JWT_BEARER:
            claims = _employee(tx, settings, asked.assertion or "")
            scopes = rules.MEDEWERKER_SCOPES
        case str() as kind if kind == INLOGLINK:
            person = _own_login(tx, asked.inloglink or "", asked.browser)
            claims = person_claims(person.id, rules.EIGEN_INLOG)
            scopes = rules.scopes_van(person)
        case _:
            raise Refused("unsupported_grant_type", "kies client_credentials of jwt-bearer")
    wanted = frozenset((asked.scope or "").split()) or scopes
    if not wanted <= scopes:
        raise Refused("invalid_scope", f"niet toegekend: {' '.join(sorted(wanted - scopes))}")
    return _answer(keys, settings, claims, wanted, seconds)


def _answer(
    keys: KeySet, settings: Settings, claims: dict[str, Any], scopes: frozenset[str], seconds: int
) -> dict[str, Any]:
    scope = " ".join(sorted(scopes))
    issuer = settings.public_base_url.rstrip("/")
    access = token.mint(keys, issuer, issuer, claims | {"scope": scope}, seconds, typ="at+jwt")
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": seconds,
        "scope": scope,
    }


def person_claims(person: UUID, client: str) -> dict[str, Any]:
    """What an access token of a person says; `client` is one of rules.EIGEN."""
    return {"sub": str(person), "client_id": client, "medewerker": str(person)}


def access_token(
    request: Request, person: UUID, client: str, scopes: frozenset[str], seconds: int
) -> dict[str, Any]:
    """An access token for a person, as the token endpoint would answer it."""
    return access_token_for(request, person_claims(person, client), scopes, seconds)


def access_token_for(
    request: Request, claims: dict[str, Any], scopes: frozenset[str], seconds: int
) -> dict[str, Any]:
    """An access token with these claims, as the token endpoint would answer it."""
    state = request.app.state
    return _answer(state.keys, state.settings, claims, scopes, seconds)


def _own_login(tx: Session, geheim: str, browser: str) -> rules.Inlogpersoon:
    """Whose link this was; it is used up now. The secret itself is nowhere in a log."""
    if geheim.startswith(rules.BEWIJS):
        id = uitgevers.use_bewijs(tx, geheim, browser, datetime.now(UTC))
    else:
        id = inloglinks.use(tx, geheim, datetime.now(UTC))
    person = inloglinks.person(tx, id) if id else None
    if person is None:
        raise Refused("invalid_grant", "de link is gebruikt, verlopen of vervangen")
    return person


def _authenticate(
    tx: Session, settings: Settings, asked: Verzoek
) -> tuple[str, frozenset[str], int]:
    """The client that proved itself, what it may ask for, and for how many seconds."""
    if asked.client_assertion is not None:
        if asked.client_assertion_type != ASSERTION_TYPE:
            raise Refused("invalid_request", "client_assertion_type past niet")
        stated = _statement(tx, settings, asked.client_assertion, "invalid_client")
        if stated["sub"] != stated["iss"]:
            raise Refused("invalid_client", "sub is niet de client zelf")
        client = _bewijs(tx, str(stated["iss"])).client
        return client.id, frozenset(client.scopes), client.token_seconden
    if not asked.client_id or not asked.client_secret:
        raise Refused("invalid_client", "geen bewijs van de client")
    if asked.client_id == rules.PLATFORMBEHEER:
        known = settings.beheer_secret
        if known is None or not hmac.compare_digest(
            known.get_secret_value().encode(), asked.client_secret.encode()
        ):
            raise Refused("invalid_client", "client of geheim onbekend")
        scopes = rules.scopes_of(frozenset({rules.Rol.PLATFORMBEHEERDER}))
        return asked.client_id, scopes, rules.TOKEN_SECONDS
    bewijs = _bewijs(tx, asked.client_id)
    given = storage.hash_of(asked.client_secret)
    if not any(hmac.compare_digest(given, known) for known in bewijs.geheim_hashes):
        raise Refused("invalid_client", "client of geheim onbekend")
    seconds = min(bewijs.client.token_seconden, rules.TOKEN_SECONDS)
    return bewijs.client.id, frozenset(bewijs.client.scopes), seconds


def _employee(tx: Session, settings: Settings, assertion: str) -> dict[str, Any]:
    """The pseudonym of the employee for whom a client of the own organisation vouches."""
    stated = _statement(tx, settings, assertion, "invalid_grant")
    client = _bewijs(tx, str(stated["iss"]), "invalid_grant").client
    if not client.namens_medewerkers or client.organisatie is None:
        raise Refused("unauthorized_client", "deze client mag niet voor medewerkers instaan")
    sub = str(stated["sub"])
    if len(sub) > 100:
        raise Refused("invalid_grant", "sub is te lang")
    if lijkt_bsn(sub):  # UAVG 46: it may not be stored, also not as a key
        raise Refused("invalid_grant", "sub lijkt een BSN; gebruik een eigen nummer")
    person = medewerkers.get_or_create(tx, client.organisatie, sub)
    return {"sub": str(person), "client_id": client.id, "medewerker": str(person)}


def _bewijs(tx: Session, client_id: str, error: str = "invalid_client") -> storage.Bewijs:
    bewijs = storage.get_bewijs(tx, client_id, datetime.now(UTC))
    if bewijs is None:
        raise Refused(error, "client of geheim onbekend")
    return bewijs


def _statement(tx: Session, settings: Settings, text: str, error: str) -> dict[str, Any]:
    """The checked claims of a client's signed statement; its jti is used up."""
    now = datetime.now(UTC)
    try:
        client_id = token.issuer_of(text)
        bewijs = _bewijs(tx, client_id, error)
        claims = token.verify_statement(text, bewijs.jwks)
        verklaring = _verklaring(claims)
    except (token.InvalidToken, TypeError, ValueError) as bad:
        raise Refused(error, "de handtekening klopt niet") from bad
    base = settings.public_base_url.rstrip("/")
    addresses = frozenset({base, f"{base}/toegang/v1/token"})
    if wrong := rules.gebreken(verklaring, client_id, addresses, now):
        raise Refused(error, "; ".join(wrong))
    vervalt = datetime.fromtimestamp(verklaring.exp + 60, UTC)
    if not storage.use_jti(tx, client_id, verklaring.jti, vervalt, now):
        raise Refused(error, "jti is al gebruikt")
    return claims


def _verklaring(claims: dict[str, Any]) -> rules.Verklaring:
    audience = claims.get("aud", [])
    return rules.Verklaring(
        iss=str(claims.get("iss", "")),
        sub=str(claims.get("sub", "")),
        aud=frozenset([audience] if isinstance(audience, str) else map(str, audience)),
        iat=int(claims.get("iat", 0)),
        exp=int(claims.get("exp", 0)),
        jti=str(claims.get("jti", "")),
    )
