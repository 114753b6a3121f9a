"""We as a client of somebody else's issuer: authorization code flow with PKCE (OpenID Connect).

NL GOV Assurance profile for OpenID Connect 1.0.1, relying party: S256 always, state and nonce,
private_key_jwt (or a client secret), ID token judged by the rules.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import KeySet

from services.gateway.toegang.buiten import Onbereikbaar
from services.gateway.toegang.ingang import Ingang
from services.gateway.toegang.rules import uitgever as rules
from shared import token
from shared.settings import Settings

TERUG = "/inloggen/terug"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60
OF_TYPE = {"RSA": ("PS256", "RS256"), "EC": ("ES256",), "OKP": ("EdDSA",)}
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reis:
    """What goes along with somebody who logs in elsewhere, and must come back."""

    state: str
    nonce: str
    verifier: str


def begin() -> Reis:
    return Reis(*(secrets.token_urlsafe(32) for _ in range(3)))


def terug(settings: Settings) -> str:
    """Our address that an issuer must know."""
    return f"{settings.public_base_url.rstrip('/')}{TERUG}"


def load_keys(settings: Settings) -> KeySet | None:
    """The keys we prove ourselves with; None: there are none."""
    known = settings.oidc_keys
    return KeySet.import_key_set(json.loads(known.get_secret_value())) if known else None


async def address(ingang: Ingang, settings: Settings, uitgever: rules.Uitgever, reis: Reis) -> str:
    """Where to send somebody. Errors: sleutelbos.Weg, buiten.Onbereikbaar."""
    endpoint = await _endpoint(ingang, uitgever.issuer, "authorization_endpoint")
    hashed = hashlib.sha256(reis.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": str(uitgever.inlog_client),
        "redirect_uri": terug(settings),
        "scope": "openid",
        "state": reis.state,
        "nonce": reis.nonce,
        "code_challenge": base64.urlsafe_b64encode(hashed).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    if uitgever.inlog_acr:
        asked["acr_values"] = " ".join(sorted(uitgever.inlog_acr))
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


async def _endpoint(ingang: Ingang, issuer: str, name: str) -> str:
    said = (await ingang.sleutels.vermelding(issuer)).document.get(name)
    if not isinstance(said, str) or not ingang.buiten.mag(said):
        raise Onbereikbaar(f"{name} ontbreekt of is niet toegestaan")
    return said


async def fetch(
    ingang: Ingang,
    settings: Settings,
    uitgever: rules.Uitgever,
    geheim: str | None,
    code: str,
    reis: tuple[str, str],
) -> Claims:
    """The checked claims of who logged in; `reis`: nonce and verifier.

    Errors: token.InvalidToken, sleutelbos.Weg, buiten.Onbereikbaar.
    """
    nonce, verifier = reis
    endpoint = await _endpoint(ingang, uitgever.issuer, "token_endpoint")
    document = (await ingang.sleutels.vermelding(uitgever.issuer)).document
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": terug(settings),
        "code_verifier": verifier,
    }
    proof, headers = _proof(settings, str(uitgever.inlog_client), geheim, endpoint, document)
    status, answer = await ingang.buiten.post(endpoint, form | proof, headers)
    id_token = answer.get("id_token")
    if status != 200 or not isinstance(id_token, str):
        raise token.InvalidToken(f"de uitgever weigert: {status} {str(answer.get('error'))[:60]}")
    kop, claims = await ingang.sleutels.verify(id_token, uitgever.issuer)
    wrong = rules.gebreken_id_token(uitgever, claims, nonce, datetime.now(UTC))
    if kop["alg"] not in uitgever.algoritmen:
        wrong.append("alg is hier niet toegestaan")
    if wrong:
        raise token.InvalidToken("; ".join(wrong))
    return claims


def _proof(
    settings: Settings, client: str, geheim: str | None, endpoint: str, document: Claims
) -> tuple[dict[str, str], dict[str, str]]:
    """Form fields and headers that show who we are."""
    if geheim is not None:  # RFC 6749 2.3.1: both are form-encoded first
        pair = f"{quote(client, safe='')}:{quote(geheim, safe='')}".encode()
        return {}, {"authorization": f"Basic {base64.b64encode(pair).decode()}"}
    keys = load_keys(settings)
    if keys is None:
        raise Onbereikbaar("geen sleutel en geen geheim om ons mee te bewijzen")
    key = keys.keys[0]
    listed = document.get("token_endpoint_auth_signing_alg_values_supported") or ["RS256"]
    fits = [alg for alg in OF_TYPE[key.key_type] if alg in listed]
    alg = fits[0] if fits else OF_TYPE[key.key_type][-1]
    now = int(time.time())
    said = {
        "iss": client,
        "sub": client,
        "aud": endpoint,
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
        "jti": str(uuid4()),
    }
    signed = jwt.encode({"alg": alg, "kid": key.kid, "typ": "JWT"}, said, key, [alg])
    return {
        "client_id": client,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed,
    }, {}
