"""How we prove to a receiver who we are: a signature, a token of its own server, or a ZGW token."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from joserfc import jwt
from joserfc.jwk import OctKey

from services.gateway.notificatie.bezorging.lijn import Lijn

MARGIN = 20.0  # seconds before its end that a token is not used any more
USUAL = 300.0  # seconds that a token lives when its server does not say


def sign(secrets: list[str], id: str, body: bytes, now: int) -> dict[str, str]:
    """Headers of Standard Webhooks: one signature per secret, in one header."""
    content = f"{id}.{now}.".encode() + body
    signatures = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        digest = hmac.new(key, content, hashlib.sha256).digest()
        signatures.append("v1," + base64.b64encode(digest).decode())
    return {
        "webhook-id": id,
        "webhook-timestamp": str(now),
        "webhook-signature": " ".join(signatures),
    }


@dataclass(frozen=True, slots=True)
class OAuth:
    """Where and as whom we get a token (client credentials)."""

    url: str
    client_id: str
    secret: str = field(repr=False)
    scope: str | None = None


@dataclass(slots=True)
class Tokens:
    """The token of one subscription, for as long as it lives; it is kept nowhere else."""

    known: tuple[OAuth, str, float] | None = None

    def forget(self) -> None:
        self.known = None

    async def get(self, line: Lijn, oauth: OAuth) -> str | None:
        """A living token; None: the server gave none."""
        now = time.monotonic()
        if self.known and self.known[0] == oauth and now < self.known[2]:
            return self.known[1]
        form = {"grant_type": "client_credentials"} | (
            {"scope": oauth.scope} if oauth.scope else {}
        )
        pair = f"{quote_plus(oauth.client_id)}:{quote_plus(oauth.secret)}"
        headers = {
            "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        answer = await line.call("POST", oauth.url, headers, urlencode(form).encode())
        if answer.uitkomst.status != 200 or not answer.heel:
            return None
        found = _read(answer.tekst)
        if found is not None:
            token, lives = found
            self.known = (oauth, token, now + max(0.0, lives - MARGIN))
            return token
        return None


def _read(text: bytes) -> tuple[str, float] | None:
    try:
        body = json.loads(text)
        token, lives = body["access_token"], float(body.get("expires_in", USUAL))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    # It goes into a header as it is.
    fits = isinstance(token, str) and token.isascii() and token.isprintable() and " " not in token
    return (token, min(lives, 86_400.0)) if fits and 0 < len(token) <= 10_000 else None


def zgw_token(client_id: str, secret: str, now: int) -> str:
    """As the APIs for ZGW ask: signed by ourselves with the shared secret, good for an hour."""
    claims = {
        "iss": client_id,
        "iat": now,
        "client_id": client_id,
        "user_id": "doorstroom",
        "user_representation": "Doorstroom",
    }
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(secret), ["HS256"])
