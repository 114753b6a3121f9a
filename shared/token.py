"""Signed tokens between our own services: EdDSA, at most 60 s, for one audience.

Each service signs with its own key and publishes the public half at `/intern/jwks`. A reader
fetches the set of an issuer when it meets a `kid` it does not know, so that a new key works at
once and an old one keeps working as long as its owner publishes it: rotation without downtime.
"""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
import structlog
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey, RSAKey, import_key

ALGORITHM = "Ed25519"
LIFETIME = 60  # seconds
LEEWAY = 5  # seconds of difference between two clocks
MIN_RSA_CHARS = 342  # 2048 bits in base64url
RSA_BITS = 3072  # of a key that we make
MAX_VERIFIED = 4096  # tokens kept in memory
REUSED = 20  # seconds
REFETCH = 10  # seconds: an unknown kid never causes more than one fetch in this time


class InvalidToken(Exception):
    """The token is not ours, not for us, or not valid now."""


def load_keys(jwks: str) -> KeySet:
    """The private key set of a service from its JSON text."""
    return KeySet.import_key_set(json.loads(jwks))


def generate_keys(mark: str = "") -> dict[str, Any]:
    """A new private key set with one Ed25519 key, as JSON-ready data."""
    key = OKPKey.generate_key(
        "Ed25519", {"kid": f"{mark}{uuid4()}", "alg": ALGORITHM, "use": "sig"}
    )
    return {"keys": [key.as_dict(private=True)]}


def generate_rsa_keys(mark: str = "") -> dict[str, Any]:
    """A new private key set with one RSA key, which every issuer outside can check."""
    key = RSAKey.generate_key(RSA_BITS, {"kid": f"{mark}{uuid4()}", "use": "sig"})
    return {"keys": [key.as_dict(private=True)]}


def public(keys: KeySet) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys.keys]}


def public_keys(keys: KeySet) -> KeySet:
    return KeySet([OKPKey.import_key(key) for key in public(keys)["keys"]])


def mint(
    keys: KeySet,
    issuer: str,
    audience: str,
    claims: dict[str, Any],
    seconds: int = LIFETIME,
    typ: str = "JWT",
) -> str:
    """Sign claims with our first key. `typ` tells an access token from an internal one."""
    now = int(time.time())
    stamps = {"iss": issuer, "aud": audience, "iat": now, "exp": now + seconds, "jti": str(uuid4())}
    key = keys.keys[0]
    return jwt.encode(
        {"alg": ALGORITHM, "kid": key.kid, "typ": typ}, stamps | claims, key, [ALGORITHM]
    )


@dataclass(slots=True)
class Recent:
    """Tokens minted a short while ago, by the facts they carry."""

    minted: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)


def mint_again(
    recent: Recent, keys: KeySet, issuer: str, audience: str, claims: dict[str, Any]
) -> str:
    """A token with these claims: the one of some seconds ago when all of them are the same.

    The facts are looked up for every request; only the signature is spared, and the reader's
    checking of it. It has most of its life before it, so it never expires on the way.
    """
    now = time.monotonic()
    key = (audience, json.dumps(claims, sort_keys=True))
    known = recent.minted.get(key)
    if known is not None and now - known[0] < REUSED:
        return known[1]
    if len(recent.minted) >= MAX_VERIFIED:
        recent.minted = {k: v for k, v in recent.minted.items() if now - v[0] < REUSED}
        if len(recent.minted) >= MAX_VERIFIED:
            recent.minted = {}
    minted = mint(keys, issuer, audience, claims)
    recent.minted[key] = (now, minted)
    return minted


@dataclass(slots=True)
class Trust:
    """Whose tokens we accept: base URL per issuer, and the keys fetched so far."""

    urls: dict[str, str]
    keys: dict[str, KeySet] = field(default_factory=dict)
    fetched: dict[str, float] = field(default_factory=dict)
    # Claims of tokens that were verified, by their exact text, with the second they expire.
    verified: dict[tuple[str, str], tuple[int, dict[str, Any]]] = field(default_factory=dict)


def _knows(keys: KeySet | None, kid: str) -> bool:
    return keys is not None and any(key.kid == kid for key in keys.keys)


def _keys_of(trust: Trust, issuer: str, kid: str) -> KeySet:
    if _knows(trust.keys.get(issuer), kid):
        return trust.keys[issuer]
    if issuer not in trust.urls:
        raise InvalidToken("onbekende uitgever")
    if time.monotonic() - trust.fetched.get(issuer, -REFETCH) >= REFETCH:
        try:
            answer = httpx2.get(f"{trust.urls[issuer]}/intern/jwks", timeout=3)
            answer.raise_for_status()
            trust.keys[issuer] = KeySet.import_key_set(answer.json())
            trust.fetched[issuer] = time.monotonic()
        except (httpx2.HTTPError, ValueError) as error:
            structlog.get_logger().warning("sleutels_niet_opgehaald", uitgever=issuer)
            raise InvalidToken("sleutels van de uitgever zijn niet bereikbaar") from error
    if not _knows(trust.keys.get(issuer), kid):
        raise InvalidToken("onbekende sleutel")
    return trust.keys[issuer]


def recall(token: str, audience: str, trust: Trust) -> dict[str, Any] | None:
    """The claims of a token that was verified before, byte for byte the same, until it expires."""
    known = trust.verified.get((audience, token))
    if known is None or known[0] <= time.time():
        return None
    return known[1]


def has_key(token: str, trust: Trust) -> bool:
    """Whether the key that the token names is here, so that checking it needs no other service."""
    try:
        unchecked = _peek(token)
        return _knows(trust.keys.get(str(unchecked["iss"])), str(unchecked["kid"]))
    except (JoseError, ValueError, KeyError, TypeError):
        return True  # it will be refused without asking anybody


def _remember(trust: Trust, audience: str, token: str, claims: dict[str, Any]) -> None:
    if len(trust.verified) >= MAX_VERIFIED:
        now = time.time()
        trust.verified = {k: v for k, v in trust.verified.items() if v[0] > now}
        if len(trust.verified) >= MAX_VERIFIED:
            trust.verified = {}
    trust.verified[audience, token] = (int(claims["exp"]), claims)


def verify(token: str, audience: str, trust: Trust) -> dict[str, Any]:
    """The claims of a valid token. Error: InvalidToken, for every other case."""
    try:
        unchecked = _peek(token)
        keys = _keys_of(trust, str(unchecked["iss"]), str(unchecked["kid"]))
        decoded = jwt.decode(token, keys, [ALGORITHM])
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": unchecked["iss"]},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            iat={"essential": True},
        )
        rules.validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidToken("ongeldig token") from error
    if decoded.claims["exp"] - decoded.claims["iat"] > LIFETIME:
        raise InvalidToken("token leeft te lang")
    claims = dict(decoded.claims)
    _remember(trust, audience, token, claims)
    return claims


def issuer_of(token: str) -> str:
    """Who a token says to be from; only to find the keys that must then fit. InvalidToken."""
    try:
        signature = jws.extract_compact(token.encode())
        return str(json.loads(signature.payload)["iss"])
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidToken("geen token") from error


def verify_access(token: str, keys: KeySet, issuer: str) -> dict[str, Any]:
    """The claims of an access token that we gave out ourselves (RFC 9068). Error: InvalidToken."""
    try:
        decoded = jwt.decode(token, keys, [ALGORITHM])
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": issuer},
            exp={"essential": True},
        )
        rules.validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidToken("ongeldig token") from error
    if decoded.header.get("typ") != "at+jwt":
        raise InvalidToken("geen toegangstoken")
    return dict(decoded.claims)


STATEMENT_ALGORITHMS = ["PS256", "ES256", "RS256", "Ed25519", "EdDSA"]


def verify_statement(token: str, public_keys: list[dict[str, Any]]) -> dict[str, Any]:
    """The claims of what a client signed with one of its registered keys; times not yet judged.

    Error: InvalidToken.
    """
    for data in public_keys:
        try:
            key = import_key(data)
            return dict(jwt.decode(token, key, STATEMENT_ALGORITHMS).claims)
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    raise InvalidToken("geen van de sleutels past")


def check_public_key(data: dict[str, Any]) -> str | None:
    """Why this JWK may not be registered (Dutch sentence), or None."""
    if data.get("kty") == "RSA" and len(str(data.get("n", ""))) < MIN_RSA_CHARS:
        return "Een RSA-sleutel heeft minstens 2048 bits."
    try:
        key = import_key(data)
    except (JoseError, ValueError, KeyError, TypeError):
        return "Is geen geldige JWK."
    if data.get("kty") == "oct" or key.is_private:
        return "Geef alleen een publieke sleutel; een private hoort bij u te blijven."
    return None


def _peek(token: str) -> dict[str, Any]:
    """Issuer and key id as claimed; only used to find the key that must then fit."""
    signature = jws.extract_compact(token.encode())
    return {"kid": signature.headers()["kid"], "iss": json.loads(signature.payload)["iss"]}
