"""The whole gateway, with two organisations and a real OpenID Connect provider beside it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from services.gateway.main import create_app
from shared.settings import Settings
from tests.conftest import Headers, Start
from tests.gateway.toegang import openid

GEHEIM = "geheim-van-een-test"
AA, BEE = "00000099000000001000", "00000099000000002000"
TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"
BASE = "/toegang/v1"
TERUG = "http://127.0.0.1:8000/inloggen/terug"
SLEUTEL = RSAKey.generate_key(2048, {"kid": "wij-1", "use": "sig"})
JWKS = {"keys": [SLEUTEL.as_dict(private=True)]}
CLIENTS: list[dict[str, Any]] = [
    {
        "client_id": "machine",
        "client_secret": "geheim-van-machine",
        "grant_types": ["client_credentials"],
        "redirect_uris": [],
        "response_types": [],
    },
    {"client_id": "doorstroom", "client_secret": "g e+h%im", "redirect_uris": [TERUG]},
    {
        "client_id": "doorstroom-jwt",
        "redirect_uris": [TERUG],
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": {"keys": [SLEUTEL.as_dict(private=False)]},
    },
]
Vraag = Callable[..., Any]


@pytest.fixture(scope="session")
def echte() -> Iterator[openid.Provider]:
    with openid.running(clients=CLIENTS) as provider:
        yield provider


@pytest.fixture
def provider(echte: openid.Provider) -> Iterator[openid.Provider]:
    echte.modus("gewoon")
    yield echte
    echte.modus("gewoon")


@pytest.fixture
def deur(start: Start) -> Iterator[TestClient]:
    def create(settings: Settings) -> FastAPI:
        more = {
            "beheer_secret": SecretStr(GEHEIM),
            "uitgever_http_hosts": frozenset({"127.0.0.1"}),
            "uitgever_networks": frozenset({"127.0.0.1/32"}),
            "oidc_keys": SecretStr(json.dumps(JWKS)),
        }
        return create_app(settings.model_copy(update=more))

    with start("gateway", create) as client:
        rijen = [
            {"naam": f"Testorganisatie {nr}", "oin": oin, "tooi_uri": f"{TOOI}gm99{nr:02}"}
            for nr, oin in enumerate((AA, BEE))
        ]
        body = {"soort": "gemeente", "rijen": rijen}
        answer = client.post("/deelname/v1/organisatie-importen", headers=beheer(client), json=body)
        assert answer.is_success, answer.text
        yield client


def beheer(client: TestClient) -> Headers:
    form = {
        "grant_type": "client_credentials",
        "client_id": "platformbeheer",
        "client_secret": GEHEIM,
    }
    answer = client.post(f"{BASE}/token", data=form)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
def platform(deur: TestClient) -> Headers:
    return beheer(deur)


def registreer(deur: TestClient, platform: Headers, **client: Any) -> str:
    """A client with a secret of its own; returns the secret."""
    body = {"id": "ats", "naam": "ATS", "organisatie": AA, "rollen": ["recruiter"]} | client
    answer = deur.post(f"{BASE}/clients", headers=platform, json=body)
    assert answer.status_code == 201, answer.text
    key = deur.post(f"{BASE}/clients/{body['id']}/sleutels", headers=platform, json={})
    return str(key.json()["geheim"])


def als_client(deur: TestClient, id: str, geheim: str) -> Headers:
    form = {"grant_type": "client_credentials", "client_id": id, "client_secret": geheim}
    answer = deur.post(f"{BASE}/token", data=form)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
def uitgever(deur: TestClient, platform: Headers, provider: openid.Provider) -> Vraag:
    """Record the provider as an issuer of an organisation, and let the platform allow it."""

    def record(organisatie: str = AA, toegelaten: bool = True, **other: Any) -> dict[str, Any]:
        body = {
            "naam": "Eigen inlog",
            "organisatie": organisatie,
            "issuer": provider.url,
            "publiek": [openid.AUDIENCE],
            "clients": [{"id": "intranet"}],
        } | other
        made = deur.post(f"{BASE}/uitgevers", headers=platform, json=body)
        assert made.status_code == 201, made.text
        if not toegelaten:
            return dict(made.json())
        url = f"{made.headers['Location']}/toelating"
        answer = deur.put(url, headers=platform, json={"toegelaten": True})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return record
