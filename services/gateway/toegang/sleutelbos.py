"""The public keys of the issuers that organisations bring: found, kept, changed without downtime.

Keys are asked anew every ten minutes, and at once (not more often than every half minute) when a
token names a key that is not here. When an issuer is away its last keys count for some hours.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import structlog
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key
from joserfc.jws import JWSRegistry

from services.gateway.toegang.buiten import Buiten, Onbereikbaar
from services.gateway.toegang.rules import uitgever as rules
from shared.token import InvalidToken, check_public_key

FRESH = 600.0  # seconds
REST = 30.0  # seconds between two questions to one issuer, whatever is asked of us
MAX_KEYS = 100
MAX_TOKEN = 16_000  # characters
# EdDSA is called Ed25519 since RFC 9864; an issuer may write either in a key.
SAME = {"Ed25519": "EdDSA"}
OF_TYPE = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}


class _Registry(JWSRegistry):
    """One algorithm, and headers that may carry a certificate (`x5c`, NL GOV)."""

    max_header_length = 12_000

    def __init__(self, alg: str) -> None:
        allowed = ["Ed25519"] if alg == "EdDSA" else [alg]
        super().__init__(algorithms=allowed, strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        """The library warns for the old name of what it does the same under the new one."""
        return super().get_alg("Ed25519" if name == "EdDSA" else name)


class Weg(Exception):
    """The issuer cannot be reached, and nothing that we still have will do."""


@dataclass(frozen=True, slots=True)
class Vermelding:
    """What an issuer says of itself, and its keys by name."""

    document: dict[str, Any]
    keys: dict[str, tuple[Key, dict[str, Any]]]
    op: float  # time.monotonic


@dataclass(slots=True)
class _Plek:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    known: Vermelding | None = None
    asked: float = -REST


class Sleutelbos:
    """For all issuers; only those in the register are ever asked for."""

    def __init__(self, buiten: Buiten, hours: int) -> None:
        self._buiten = buiten
        self.kept = hours * 3600.0
        self.fresh, self.rest = FRESH, REST
        self._places: dict[str, _Plek] = {}

    async def vermelding(self, issuer: str, kid: str | None = None) -> Vermelding:
        """What is known of it, with the key `kid` if it has that. Error: Weg."""
        place = self._places.setdefault(issuer, _Plek())
        if not self._suffices(place.known, kid):
            async with place.lock:  # those who ask at the same time wait for one answer
                if not self._suffices(place.known, kid):
                    await self._renew(place, issuer)
        if place.known is None or time.monotonic() - place.known.op > self.kept:
            raise Weg(issuer)
        return place.known

    def _suffices(self, known: Vermelding | None, kid: str | None) -> bool:
        fresh = known is not None and time.monotonic() - known.op < self.fresh
        return fresh and (kid is None or (known is not None and kid in known.keys))

    async def _renew(self, place: _Plek, issuer: str) -> None:
        if time.monotonic() - place.asked < self.rest:
            return
        place.asked = time.monotonic()
        try:
            place.known = await self._fetch(issuer)
        except Onbereikbaar as error:
            structlog.get_logger().warning(
                "uitgever_niet_bereikbaar", uitgever=issuer, reden=str(error)
            )

    async def _fetch(self, issuer: str) -> Vermelding:
        document = await self._buiten.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer:
            raise Onbereikbaar("noemt zich anders")
        jwks = await self._buiten.get(str(document.get("jwks_uri", "")))
        listed = jwks.get("keys")
        keys = {}
        for data in listed[:MAX_KEYS] if isinstance(listed, list) else []:
            if isinstance(data, dict) and (kid := _usable(data)):
                # `verify` judges its `alg`: to the library two names of one differ.
                keys[kid] = (import_key({k: v for k, v in data.items() if k != "alg"}), data)
        if not keys:
            raise Onbereikbaar("geen bruikbare sleutels")
        return Vermelding(document, keys, time.monotonic())

    async def verify(self, token: str, issuer: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of a token that this issuer signed. Errors: InvalidToken, Weg."""
        if len(token) > MAX_TOKEN:
            raise InvalidToken("te lang")
        kid, alg = _header(token)
        if (found := (await self.vermelding(issuer, kid)).keys.get(kid)) is None:
            raise InvalidToken("onbekende sleutel")
        key, data = found
        meant = SAME.get(str(data.get("alg")), data.get("alg"))
        if data.get("kty") != OF_TYPE[alg] or meant not in (None, alg):
            raise InvalidToken("sleutel is voor een ander algoritme")
        try:
            decoded = jwt.decode(token, key, registry=_Registry(alg))
        except (JoseError, ValueError, TypeError) as error:
            raise InvalidToken("handtekening klopt niet") from error
        if not isinstance(decoded.claims, dict):
            raise InvalidToken("geen claims")
        return dict(decoded.header) | {"alg": alg}, dict(decoded.claims)


def _usable(data: dict[str, Any]) -> str | None:
    """The name of a key that may sign tokens; None: it may not, or cannot be read."""
    kid = data.get("kid")
    if not isinstance(kid, str) or data.get("use", "sig") != "sig" or check_public_key(data):
        return None
    return kid


def _header(token: str) -> tuple[str, str]:
    """Key and algorithm as claimed: to find the key that must then fit. Error: InvalidToken."""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidToken("geen token") from error
    kid, alg = header.get("kid"), SAME.get(str(header.get("alg")), header.get("alg"))
    if not isinstance(kid, str) or alg not in rules.ALGORITMEN:
        raise InvalidToken("sleutel of algoritme ontbreekt of is niet toegestaan")
    return kid, str(alg)
