"""People log in at the issuer of their own employer, and come back with one-time proof of it."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool

from services.gateway.toegang import ingang, oidc
from services.gateway.toegang.buiten import Onbereikbaar
from services.gateway.toegang.routes import paginas
from services.gateway.toegang.rules import BEWIJS
from services.gateway.toegang.rules import uitgever as rules
from services.gateway.toegang.sleutelbos import Weg
from services.gateway.toegang.storage import uitgevers as storage
from shared import fernet, token
from shared.settings import Settings

router = APIRouter()  # an issuer may add parameters of its own to the way back
ONDERWEG = timedelta(minutes=10)
GELDIG = timedelta(minutes=1)
TEMPO = parse("30/minute")


def cookie_name(settings: Settings) -> str:
    """With TLS a name that no other host can set."""
    return "__Host-inloggen" if settings.public_base_url.startswith("https") else "inloggen"


@router.get("/inloggen/jwks.json", include_in_schema=False)
def jwks(request: Request) -> JSONResponse:
    """The public keys with which we prove ourselves at an issuer (private_key_jwt)."""
    keys = oidc.load_keys(request.app.state.settings)
    shown = token.public(keys) if keys else {"keys": []}
    return JSONResponse(shown, headers={"Cache-Control": "public, max-age=300"})


@router.get("/inloggen", include_in_schema=False)
async def inloggen(request: Request, organisatie: str = "") -> Response:
    """Send somebody to the issuer of this organisation."""
    state = request.app.state
    if not FixedWindowRateLimiter(state.tally).hit(TEMPO, "inloggen", _adres(request)):
        return paginas.page("inloggen.html", 429)
    row, facts = await run_in_threadpool(_where, state, organisatie)
    if row is None or facts is None:
        return paginas.page("inloggen.html", 404)
    reis, browser = oidc.begin(), secrets.token_urlsafe(32)
    try:
        where = await oidc.address(state.ingang, state.settings, facts, reis)
    except (Weg, Onbereikbaar) as error:
        return _failed(str(error), 503)
    poging = storage.Poging(facts.id, reis.nonce, reis.verifier)
    await run_in_threadpool(_leave, state, reis.state, browser, poging)
    answer = RedirectResponse(where, 303, headers={"Cache-Control": "no-store"})
    answer.set_cookie(
        cookie_name(state.settings),
        browser,
        max_age=int((ONDERWEG + GELDIG).total_seconds()),
        httponly=True,
        samesite="lax",
        secure=state.settings.public_base_url.startswith("https"),
    )
    return answer


@router.get("/inloggen/terug", include_in_schema=False)
async def terug(request: Request) -> Response:
    """Somebody comes back from an issuer."""
    app = request.app.state
    asked = request.query_params
    browser = request.cookies.get(cookie_name(app.settings), "")
    back = await run_in_threadpool(_back, app, asked.get("state", ""), browser)
    if back is None or "code" not in asked:
        return _failed(f"niet begonnen, of geweigerd: {asked.get('error', '-')[:60]}", 401)
    poging, facts, geheim = back
    if asked.get("iss", facts.issuer) != facts.issuer:  # RFC 9207
        return _failed("antwoord van een andere uitgever", 401)
    journey = (poging.nonce, poging.verifier)
    try:
        said = await oidc.fetch(
            app.ingang, app.settings, facts, geheim, asked["code"][:4000], journey
        )
        bewijs = await run_in_threadpool(_arrive, app, facts, said, browser)
    except token.InvalidToken as error:
        return _failed(str(error), 401)
    except (Weg, Onbereikbaar) as error:
        return _failed(str(error), 503)
    # Behind #, so that no server, proxy or log sees it; good once, in this browser, for a minute.
    return RedirectResponse(f"/mijn#{bewijs}", 303, headers={"Cache-Control": "no-store"})


def _where(state: Any, organisatie: str) -> tuple[storage.Row | None, rules.Uitgever | None]:
    if "\0" in organisatie:
        return None, None
    with state.sessions.begin() as tx:
        row = storage.for_login(tx, organisatie)
        return row, storage.to_facts(row) if row else None


def _leave(state: Any, mark: str, browser: str, poging: storage.Poging) -> None:
    now = datetime.now(UTC)
    with state.sessions.begin() as tx:
        storage.clean(tx, now)
        storage.add_poging(tx, mark, browser, poging, now + ONDERWEG)


def _back(
    state: Any, mark: str, browser: str
) -> tuple[storage.Poging, rules.Uitgever, str | None] | None:
    """The journey that ends here, used up whatever comes of it."""
    with state.sessions.begin() as tx:
        poging = storage.use_poging(tx, mark, browser, datetime.now(UTC))
        row = storage.working_one(tx, poging.uitgever) if poging else None
        if poging is None or row is None:
            return None
        return poging, storage.to_facts(row), _secret(state.settings, row)


def _secret(settings: Settings, row: storage.Row) -> str | None:
    kluis = fernet.open_keys(settings.webhook_keys)
    if row.inlog_geheim is None or kluis is None:
        return None
    return fernet.decrypt(kluis, row.inlog_geheim).decode()


def _arrive(state: Any, facts: rules.Uitgever, said: dict[str, Any], browser: str) -> str:
    """Proof for the page, that the person came back. Error: InvalidToken."""
    bewijs = f"{BEWIJS}{secrets.token_urlsafe(32)}"
    with state.sessions.begin() as tx:
        person = ingang.employee(tx, facts, said)
        storage.add_bewijs(tx, bewijs, browser, person, datetime.now(UTC) + GELDIG)
    return bewijs


def _failed(why: str, status: int) -> Response:
    structlog.get_logger().warning("inloggen_mislukt", reden=why)
    return paginas.page("inloggen.html", status)


def _adres(request: Request) -> str:
    return (request.client.host if request.client else None) or "onbekend"
