"""Somebody logs in at the own employer's issuer, a real one: authorization code flow with PKCE."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import Engine, text

from services.gateway.toegang.storage import uitgevers
from shared import db, fernet
from tests.gateway.toegang.conftest import AA, BASE, BEE, Vraag
from tests.gateway.toegang.openid import Provider

GRANT = "urn:doorstroom:grant-type:inloglink"


@pytest.fixture
def inlog(uitgever: Vraag) -> dict[str, Any]:
    return dict(uitgever(inlogClient="doorstroom", inlogGeheim="g e+h%im", clients=[], publiek=[]))


def vertrek(deur: TestClient, organisatie: str = AA) -> str:
    """Where the gateway sends somebody."""
    answer = deur.get("/inloggen", params={"organisatie": organisatie}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def daar(adres: str) -> str:
    """Log in at the provider; the address it sends the browser back to, at ours."""
    with httpx2.Client(timeout=20) as browser:
        for _ in range(8):
            answer = browser.get(adres)
            adres = str(httpx2.URL(adres).join(answer.headers.get("Location", "")))
            if "/inloggen/terug" in adres:
                return adres
    raise AssertionError(answer.text)


def terug(deur: TestClient, adres: str) -> Any:
    parts = urlsplit(adres)
    return deur.get(f"{parts.path}?{parts.query}", follow_redirects=False)


def wissel(deur: TestClient, bewijs: str) -> Any:
    return deur.post(f"{BASE}/token", data={"grant_type": GRANT, "inloglink": bewijs})


def bewijs_in(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    path, _, bewijs = answer.headers["Location"].partition("#")
    assert path == "/mijn"
    return str(bewijs)


@pytest.mark.parametrize("client", ["doorstroom", "doorstroom-jwt"])
def test_somebody_logs_in_and_has_an_own_login(
    deur: TestClient, uitgever: Vraag, client: str, provider: Provider
) -> None:
    """With a client secret, and with private_key_jwt; the provider checks both, and PKCE."""
    geheim = {"inlogGeheim": "g e+h%im"} if client == "doorstroom" else {}
    uitgever(inlogClient=client, **geheim)
    adres = vertrek(deur)
    asked = parse_qs(urlsplit(adres).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    bewijs = bewijs_in(terug(deur, daar(adres)))
    answer = wissel(deur, bewijs)
    assert answer.status_code == 200, answer.text
    assert answer.json()["expires_in"] <= 3600
    assert "refresh_token" not in answer.json()
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    ik = deur.get(f"{BASE}/mij", headers=headers).json()
    assert (ik["organisatie"], ik["rollen"]) == (AA, ["medewerker"])
    assert "eigen:beheren" in ik["scopes"]
    # The same person as with a token of the same issuer at the door.
    same = {"Authorization": f"Bearer {provider.teken(provider.toegang())}"}
    assert deur.get(f"{BASE}/mij", headers=same).json()["medewerker"] == ik["medewerker"]
    again = wissel(deur, bewijs)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_the_key_we_prove_ourselves_with_is_published(deur: TestClient) -> None:
    [key] = deur.get("/inloggen/jwks.json").json()["keys"]
    assert (key["kid"], key["kty"]) == ("wij-1", "RSA")
    assert not {"d", "p", "q"} & set(key)


def test_who_did_not_begin_here_does_not_arrive(deur: TestClient, inlog: dict[str, Any]) -> None:
    adres = daar(vertrek(deur))
    kept = dict(deur.cookies)
    deur.cookies.clear()
    assert terug(deur, adres).status_code == 401  # another browser
    deur.cookies.update(kept)
    assert terug(deur, adres.replace("state=", "state=x")).status_code == 401
    assert (
        terug(deur, re.sub("iss=[^&]*", "iss=https://ander.example.org", adres)).status_code == 401
    )
    assert terug(deur, adres).status_code == 401  # the last one used the journey up
    adres = daar(vertrek(deur))
    assert terug(deur, adres).status_code == 303
    assert terug(deur, adres).status_code == 401  # a second time
    assert terug(deur, "/inloggen/terug?error=access_denied").status_code == 401


def test_the_proof_is_good_in_the_same_browser_only(
    deur: TestClient, inlog: dict[str, Any]
) -> None:
    bewijs = bewijs_in(terug(deur, daar(vertrek(deur))))
    kept = dict(deur.cookies)
    deur.cookies.clear()
    assert wissel(deur, bewijs).status_code == 400
    deur.cookies.update(kept)
    assert wissel(deur, bewijs).status_code == 200


def test_a_code_of_somebody_elses_journey_is_worth_nothing(
    deur: TestClient, inlog: dict[str, Any]
) -> None:
    """PKCE: the provider gives nothing for a code that was asked with another verifier."""
    code = parse_qs(urlsplit(daar(vertrek(deur))).query)["code"][0]
    other = daar(vertrek(deur))
    assert terug(deur, re.sub("code=[^&]*", f"code={code}", other)).status_code == 401


def test_another_nonce_is_refused(
    deur: TestClient, inlog: dict[str, Any], migrated: Callable[[str], Engine]
) -> None:
    adres = daar(vertrek(deur))
    with migrated("gateway").begin() as tx:
        tx.execute(text("UPDATE inlogpoging SET nonce = 'een andere'"))
    assert terug(deur, adres).status_code == 401


def test_a_wrong_secret_or_no_login_at_all(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(inlogClient="doorstroom", inlogGeheim="mis", clients=[], publiek=[])
    assert terug(deur, daar(vertrek(deur))).status_code == 401
    for organisatie in (BEE, "", "x", "99999999999999999999", "a\0b"):
        answer = deur.get("/inloggen", params={"organisatie": organisatie}, follow_redirects=False)
        assert answer.status_code == 404


def test_a_login_that_is_too_weak_is_refused(deur: TestClient, uitgever: Vraag) -> None:
    body = {"inlogClient": "doorstroom", "inlogGeheim": "g e+h%im", "clients": [], "publiek": []}
    uitgever(**body, inlogAcr=["zeer-hoog"])
    adres = vertrek(deur)
    assert parse_qs(urlsplit(adres).query)["acr_values"] == ["zeer-hoog"]
    assert terug(deur, daar(adres)).status_code == 401


def test_an_issuer_that_is_away_does_not_hang(
    deur: TestClient, inlog: dict[str, Any], provider: Provider
) -> None:
    provider.modus("weg")
    began = time.monotonic()
    answer = deur.get("/inloggen", params={"organisatie": AA}, follow_redirects=False)
    assert answer.status_code == 503
    assert time.monotonic() - began < 10


# ---- what a provider must never give: an ID token for another
def _now(**claims: Any) -> dict[str, Any]:
    now = int(time.time())
    return {"iat": now, "exp": now + 300} | claims


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "een-ander"},
        {"aud": ["doorstroom", "een-ander"]},
        {"iss": "https://ander.example.org"},
        {"azp": "een-ander"},
        {"exp": 1},
        {"nonce": "x"},
        {"nonce": None},
        {"sub": None},
        {"sub": "999990019"},
        {"alg": "none"},
        {"alg": "HS256"},
        {"key": "vreemd"},
        {},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_us(
    deur: TestClient, uitgever: Vraag, provider: Provider, wrong: dict[str, Any]
) -> None:
    """The provider's own token endpoint, told to give this; {} is the control that arrives."""
    uitgever(inlogClient="doorstroom", inlogGeheim="g e+h%im", clients=[], publiek=[])
    heen = vertrek(deur)
    adres, nonce = daar(heen), parse_qs(urlsplit(heen).query)["nonce"][0]
    claims = _now(iss=provider.url, sub="medewerker-1", aud="doorstroom", nonce=nonce)
    how = {name: wrong[name] for name in ("alg", "key") if name in wrong}
    claims |= {name: value for name, value in wrong.items() if name not in how}
    provider.id_token({n: v for n, v in claims.items() if v is not None}, **how)
    assert terug(deur, adres).status_code == (401 if wrong else 303)


def test_the_key_that_secrets_are_kept_with_can_be_replaced(
    deur: TestClient, inlog: dict[str, Any], migrated: Callable[[str], Engine]
) -> None:
    settings = deur.app.state.settings  # type: ignore[attr-defined]
    old, new = settings.webhook_keys.get_secret_value(), fernet.generate_key()
    both = fernet.open_keys(SecretStr(f"{new}\n{old}"))
    only = fernet.open_keys(SecretStr(new))
    assert both is not None
    assert only is not None
    with db.sessions(migrated("gateway")).begin() as tx:
        uitgevers.encrypt_anew(tx, both)
        kept = tx.scalars(text("SELECT inlog_geheim FROM uitgever")).one()
    assert b"g e+h" not in kept
    assert fernet.decrypt(only, bytes(kept)) == b"g e+h%im"
