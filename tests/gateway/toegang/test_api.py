"""Clients and tokens, over HTTP through the poort, as an integrator meets them."""

import base64
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import OKPKey

from deploy.client import JWT_BEARER, public_jwk, statement
from services.gateway.main import create_app
from shared.settings import Settings
from tests.conftest import Headers, Start

BEHEER = "geheim-van-een-test"
URL = "http://127.0.0.1:8000"
EIGEN, ANDER = "00000099000000001000", "00000099000000002000"


@pytest.fixture
def gateway(start: Start) -> Iterator[TestClient]:
    def create(settings: Settings) -> FastAPI:
        return create_app(settings.model_copy(update={"beheer_secret": _secret(BEHEER)}))

    with start("gateway", create) as client:
        yield client


def _secret(text: str) -> Any:
    from pydantic import SecretStr

    return SecretStr(text)


def token(gateway: TestClient, **form: str) -> Any:
    answer = gateway.post("/toegang/v1/token", data=form)
    assert answer.status_code == 200, answer.text
    return answer.json()


def bearer(gateway: TestClient, **form: str) -> Headers:
    return {"Authorization": f"Bearer {token(gateway, **form)['access_token']}"}


@pytest.fixture
def platform(gateway: TestClient) -> Headers:
    return bearer(
        gateway,
        grant_type="client_credentials",
        client_id="platformbeheer",
        client_secret=BEHEER,
    )


@pytest.fixture
def organisaties(gateway: TestClient, platform: Headers) -> None:
    rijen = [
        {"naam": f"Testorganisatie {oin[8:17]}", "oin": oin, "tooi_uri": f"{TOOI}gm99{nr:02}"}
        for nr, oin in enumerate((EIGEN, ANDER))
    ]
    body = {"soort": "gemeente", "rijen": rijen}
    answer = gateway.post("/deelname/v1/organisatie-importen", headers=platform, json=body)
    assert answer.is_success, answer.text


TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"


def register(gateway: TestClient, platform: Headers, **client: Any) -> str:
    """A client with a secret of its own; returns the secret."""
    client = {"id": "ats", "naam": "ATS", "organisatie": EIGEN, "rollen": ["recruiter"]} | client
    answer = gateway.post("/toegang/v1/clients", headers=platform, json=client)
    assert answer.status_code == 201, answer.text
    key = gateway.post(f"/toegang/v1/clients/{client['id']}/sleutels", headers=platform, json={})
    assert key.status_code == 201, key.text
    return str(key.json()["geheim"])


def test_a_client_gets_a_token_by_secret_in_form_or_header(
    gateway: TestClient, platform: Headers, organisaties: None
) -> None:
    geheim = register(gateway, platform)
    form = {"grant_type": "client_credentials", "client_id": "ats", "client_secret": geheim}
    body = token(gateway, **form)
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] == 3600
    assert "vacatures:schrijven" in body["scope"].split()
    basic = base64.b64encode(f"ats:{geheim}".encode()).decode()
    answer = gateway.post(
        "/toegang/v1/token",
        data={"grant_type": "client_credentials", "scope": "vacatures:lezen"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.json()["scope"] == "vacatures:lezen"
    mij = gateway.get("/toegang/v1/mij", headers=bearer(gateway, **form)).json()
    assert (mij["client"], mij["organisatie"], mij["rollen"]) == ("ats", EIGEN, ["recruiter"])


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "unsupported_grant_type"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 401, "invalid_client"),
        (
            {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"},
            401,
            "invalid_client",
        ),
        (
            {
                "grant_type": "client_credentials",
                "client_id": "platformbeheer",
                "client_secret": "mis",
            },
            401,
            "invalid_client",
        ),
        ({"grant_type": JWT_BEARER, "assertion": "onzin"}, 400, "invalid_grant"),
        (
            {
                "grant_type": "client_credentials",
                "client_id": "platformbeheer",
                "client_secret": BEHEER,
                "scope": "sollicitaties:behandelen",
            },
            400,
            "invalid_scope",
        ),
    ],
)
def test_refusals_have_the_form_of_oauth(
    gateway: TestClient, form: dict[str, str], status: int, error: str
) -> None:
    answer = gateway.post("/toegang/v1/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def with_key(gateway: TestClient, platform: Headers, **client: Any) -> OKPKey:
    register(gateway, platform, **client)
    key = OKPKey.generate_key("Ed25519")
    id = client.get("id", "ats")
    answer = gateway.post(
        f"/toegang/v1/clients/{id}/sleutels", headers=platform, json={"jwk": public_jwk(key)}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["geheim"] is None
    return key


def test_private_key_jwt_works_once(
    gateway: TestClient, platform: Headers, organisaties: None
) -> None:
    key = with_key(gateway, platform)
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": statement(URL, "ats", "ats", key),
    }
    assert token(gateway, **form)["access_token"]
    with ThreadPoolExecutor(4) as threads:
        again = list(threads.map(lambda _: gateway.post("/toegang/v1/token", data=form), range(4)))
    assert {a.status_code for a in again} == {401}
    assert "jti" in again[0].json()["error_description"]


def test_an_employer_vouches_for_its_own_employee_only(
    gateway: TestClient, platform: Headers, organisaties: None
) -> None:
    key = with_key(gateway, platform, id="intranet", rollen=[], namensMedewerkers=True)
    form = {"grant_type": JWT_BEARER, "assertion": statement(URL, "intranet", "p-1", key)}
    ik = bearer(gateway, **form)
    mij = gateway.get("/toegang/v1/mij", headers=ik).json()
    assert (mij["organisatie"], mij["rollen"]) == (EIGEN, ["medewerker"])
    form["assertion"] = statement(URL, "intranet", "p-1", key)
    again = gateway.get("/toegang/v1/mij", headers=bearer(gateway, **form)).json()
    assert again["medewerker"] == mij["medewerker"]
    assert gateway.get("/toegang/v1/clients", headers=ik).status_code == 403
    form["assertion"] = statement(URL, "intranet", "111222333", key)
    refused = gateway.post("/toegang/v1/token", data=form).json()
    assert (refused["error"], "BSN" in refused["error_description"]) == ("invalid_grant", True)
    # Another key, or a client that may not vouch, gets nothing.
    other = OKPKey.generate_key("Ed25519")
    form["assertion"] = statement(URL, "intranet", "p-1", other)
    assert gateway.post("/toegang/v1/token", data=form).json()["error"] == "invalid_grant"
    plain = with_key(gateway, platform, id="ats-twee")
    form["assertion"] = statement(URL, "ats-twee", "p-1", plain)
    assert gateway.post("/toegang/v1/token", data=form).json()["error"] == "unauthorized_client"


def test_switching_a_client_off_works_at_once(
    gateway: TestClient, platform: Headers, organisaties: None
) -> None:
    geheim = register(gateway, platform)
    form = {"grant_type": "client_credentials", "client_id": "ats", "client_secret": geheim}
    ik = bearer(gateway, **form)
    tag = gateway.get("/toegang/v1/clients/ats", headers=platform).headers["ETag"]
    off = {"actief": False}
    stale = platform | {"If-Match": '"9-x"'}
    assert gateway.patch("/toegang/v1/clients/ats", headers=stale, json=off).status_code == 412
    fresh = platform | {"If-Match": tag}
    assert gateway.patch("/toegang/v1/clients/ats", headers=fresh, json=off).status_code == 200
    assert gateway.get("/toegang/v1/mij", headers=ik).status_code == 401
    assert gateway.post("/toegang/v1/token", data=form).status_code == 401


def test_a_beheerder_manages_the_own_organisation_only(
    gateway: TestClient, platform: Headers, organisaties: None
) -> None:
    geheim = register(gateway, platform, id="beheer-eigen", rollen=["beheerder"])
    register(gateway, platform, id="van-ander", organisatie=ANDER)
    form = {
        "grant_type": "client_credentials",
        "client_id": "beheer-eigen",
        "client_secret": geheim,
    }
    ik = bearer(gateway, **form)
    shown = gateway.get("/toegang/v1/clients?telling=true", headers=ik).json()
    assert [c["id"] for c in shown["results"]] == ["beheer-eigen"]
    assert shown["count"] == 1
    for method, path in (
        ("GET", "/toegang/v1/clients/van-ander"),
        ("PATCH", "/toegang/v1/clients/van-ander"),
        ("GET", "/toegang/v1/clients/van-ander/sleutels"),
        ("POST", "/toegang/v1/clients/van-ander/sleutels"),
    ):
        body: dict[str, Any] | None = {} if method in {"PATCH", "POST"} else None
        assert gateway.request(method, path, headers=ik, json=body).status_code == 404
    client = {"id": "slim", "naam": "x", "organisatie": ANDER, "rollen": ["platformbeheerder"]}
    answer = gateway.post("/toegang/v1/clients", headers=ik, json=client)
    assert answer.status_code == 400
    assert {p["code"] for p in answer.json()["invalidParams"]} == {
        "rol-niet-te-geven",
        "andere-organisatie",
    }


def test_a_secret_is_shown_once(gateway: TestClient, platform: Headers, organisaties: None) -> None:
    register(gateway, platform)
    keyed = platform | {"Idempotency-Key": "sleutel"}
    first = gateway.post("/toegang/v1/clients/ats/sleutels", headers=keyed, json={})
    again = gateway.post("/toegang/v1/clients/ats/sleutels", headers=keyed, json={})
    assert (first.status_code, again.status_code) == (201, 409)
    assert first.json()["geheim"] not in again.text
    listed = gateway.get("/toegang/v1/clients/ats/sleutels", headers=platform)
    assert len(listed.json()["results"]) == 2
    assert first.json()["geheim"] not in listed.text
    id = first.json()["id"]
    path = f"/toegang/v1/clients/ats/sleutels/{id}"
    assert gateway.delete(path, headers=platform).status_code == 204
    assert gateway.delete(path, headers=platform).status_code == 404


def test_the_clock_is_one_for_all(gateway: TestClient, platform: Headers) -> None:
    moment = "2026-08-12T07:00:00Z"
    answer = gateway.put("/toegang/v1/klok", headers=platform, json={"nu": moment})
    assert answer.status_code == 200
    shown = datetime.fromisoformat(gateway.get("/toegang/v1/klok").json()["nu"])
    assert abs((shown - datetime(2026, 8, 12, 7, tzinfo=UTC)).total_seconds()) < 10
    assert gateway.put("/toegang/v1/klok", json={"nu": moment}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer onzin"},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer e30.e30.e30"},
    ],
)
def test_a_bad_token_is_refused_also_where_none_is_needed(
    gateway: TestClient, headers: Headers
) -> None:
    answer = gateway.get("/toegang/v1/klok", headers=headers)
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_what_the_caller_says_of_itself_does_not_count(
    gateway: TestClient, als: Callable[[str], Callable[..., Headers]]
) -> None:
    forged = als("gateway")(rollen={"platformbeheerder"}, scopes={"toegang:beheren"})
    assert gateway.get("/toegang/v1/clients", headers=forged).status_code == 401
    assert gateway.get("/intern/klok", headers=forged).status_code == 404
    assert gateway.get("/intern/klok").status_code == 401


def test_the_acting_user_is_declared_and_carried(gateway: TestClient, platform: Headers) -> None:
    user = platform | {"Audit-User-ID": "p1", "Audit-User-Representation": "Testgebruiker"}
    mij = gateway.get("/toegang/v1/mij", headers=user).json()
    assert mij["gebruiker"] == "Testgebruiker / p1"


def test_front_page_and_metadata(gateway: TestClient) -> None:
    front = gateway.get("/").json()
    assert {"vacatures", "pool", "deelname", "toegang", "notificaties"} <= {
        api["naam"] for api in front["apis"]
    }
    metadata = gateway.get("/.well-known/oauth-authorization-server").json()
    assert metadata["token_endpoint"] == front["token"]
    keys = gateway.get("/.well-known/jwks.json").json()["keys"]
    assert all("d" not in key for key in json.loads(json.dumps(keys)))
