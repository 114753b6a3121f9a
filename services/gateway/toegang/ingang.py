"""What a caller shows at the door, checked: our own token, that of an issuer, or an API token.

Every refusal reads the same; why stands in our log, without the token.
"""

import time
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session
from starlette.datastructures import Headers, State
from starlette.types import Scope

from services.gateway.medewerker import storage as medewerkers
from services.gateway.medewerker.rules import lijkt_bsn
from services.gateway.toegang.buiten import Buiten
from services.gateway.toegang.geheugen import Geheugen
from services.gateway.toegang.kruis import Kruis
from services.gateway.toegang.rules import APITOKEN, APITOKEN_SCOPES, mag_apitoken
from services.gateway.toegang.rules import uitgever as rules
from services.gateway.toegang.sleutelbos import Sleutelbos, Weg
from services.gateway.toegang.storage import apitokens, uitgevers
from shared import kalender, token
from shared.problem import Problem

Claims = dict[str, Any]
# Whoever tries API tokens from one address needs longer than the sun will shine.
GUESSES = parse("20/10 minutes")
UITGEVER = "uitgever:"  # no id of a registered client has a colon


class Ingang:
    """The door's own check of tokens; one per process."""

    def __init__(self, state: State, engine: AsyncEngine) -> None:
        self._state = state
        self._engine = engine
        self.buiten = Buiten(state.settings)
        self.sleutels = Sleutelbos(self.buiten, state.settings.uitgever_keys_hours)
        self.kruis = Kruis(engine)
        self.geheugen = Geheugen()
        # Claims of our own tokens that were checked, by their exact text: only the signature is
        # spared. They are read, never changed.
        self._checked: dict[str, Claims] = {}
        self._guesses = FixedWindowRateLimiter(state.tally)

    async def claims(self, value: str, headers: Headers, scope: Scope) -> Claims:
        """Who shows this token, as `poort.storage.admit` reads it. Errors: 401, 429, 503."""
        if value.startswith(APITOKEN):
            return await self._apitoken(value, scope)
        claims = self._checked.get(value)
        if claims is None or claims["exp"] <= time.time():
            issuer = self._state.settings.public_base_url.rstrip("/")
            try:
                named = token.issuer_of(value)
                if named != issuer:
                    return await self._from_issuer(value, named)
                claims = self._check(value, issuer)
            except token.InvalidToken as error:
                raise refused(str(error)) from None
        if "herkomst" in claims and claims["herkomst"] != headers.get("origin"):
            raise refused("widgettoken van een andere herkomst")
        return claims

    def _check(self, value: str, issuer: str) -> Claims:
        claims = token.verify_access(value, self._state.keys, issuer)
        if len(self._checked) >= token.MAX_VERIFIED:
            self._checked.clear()
        self._checked[value] = claims
        return claims

    async def _from_issuer(self, value: str, issuer: str) -> Claims:
        known = await self.geheugen.get(("uitgever", issuer), partial(self._working, issuer))
        if not known:
            raise token.InvalidToken("onbekende uitgever")
        try:
            kop, said = await self.sleutels.verify(value, issuer)
        except Weg:
            raise unreachable() from None
        uitgever = rules.kies(known, said)
        if uitgever is None:
            raise token.InvalidToken("voor geen organisatie, of voor meer dan een")
        if wrong := rules.gebreken_token(uitgever, kop, said, datetime.now(UTC)):
            raise token.InvalidToken("; ".join(wrong))
        client = uitgever.clients[str(said.get("azp", said.get("client_id")))]
        if client is not None:
            return {"client_id": client, "scope": None, "organisatie": uitgever.organisatie}
        scopes = rules.scopes_van_token(uitgever, said)
        extern = rules.extern_id(uitgever, said)
        person = await self.geheugen.get(
            ("medewerker", uitgever.organisatie, extern), partial(self._employee, uitgever, said)
        )
        return {
            "client_id": f"{UITGEVER}{uitgever.id}",
            "organisatie": uitgever.organisatie,
            "medewerker": str(person),
            "scope": " ".join(sorted(scopes)),
        }

    async def _working(self, issuer: str) -> list[rules.Uitgever] | None:
        async with AsyncSession(self._engine) as session:
            return await session.run_sync(uitgevers.working, issuer) or None

    async def _employee(self, uitgever: rules.Uitgever, said: Claims) -> UUID:
        async with AsyncSession(self._engine) as session, session.begin():
            found: UUID = await session.run_sync(employee, uitgever, said)
        return found

    async def _apitoken(self, value: str, scope: Scope) -> Claims:
        adres = str((scope.get("client") or ["onbekend"])[0])
        if not self._guesses.test(GUESSES, "apitoken", adres):
            headers = {"Retry-After": "600"}
            raise Problem(429, "Te veel ongeldige tokens.", code="te-vaak", headers=headers)
        now = datetime.now(UTC)
        async with AsyncSession(self._engine) as session, session.begin():
            client = await session.run_sync(apitokens.use, value, now, kalender.dag(now))
        if client is None:
            self._guesses.hit(GUESSES, "apitoken", adres)
            raise refused("apitoken onbekend of verlopen")
        if not mag_apitoken(scope["method"], scope["path"]):
            text = "Een API-token leest de lijst met vacatures, en verder niets."
            raise Problem(403, text, code="scope-ontbreekt")
        return {"client_id": client, "scope": " ".join(APITOKEN_SCOPES), "apitoken": True}


def employee(tx: Session, uitgever: rules.Uitgever, said: Claims) -> UUID:
    """The one pseudonym of this person, whichever way in. Error: InvalidToken."""
    extern = rules.extern_id(uitgever, said)
    if extern is None or lijkt_bsn(extern):  # UAVG 46: it may not be stored, also not as a key
        raise token.InvalidToken("geen bruikbaar kenmerk van de medewerker")
    if known := medewerkers.find_by_extern_id(tx, uitgever.organisatie, [extern]):
        return known[0].id
    return medewerkers.get_or_create(tx, uitgever.organisatie, extern)


def refused(why: str) -> Problem:
    structlog.get_logger().info("token_geweigerd", reden=why)
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    text = "Het token is ongeldig of verlopen."
    return Problem(401, text, code="niet-aangemeld", headers=headers)


def unreachable() -> Problem:
    text = "De uitgever van dit token is nu niet bereikbaar."
    return Problem(503, text, code="uitgever-onbereikbaar", headers={"Retry-After": "30"})
