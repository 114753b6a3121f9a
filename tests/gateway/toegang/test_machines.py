"""Machines: long tokens with a signature, API tokens, widgets, guessing, and keys that change."""

import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import OKPKey
from pydantic import SecretStr
from sqlalchemy import Engine, text

from deploy.client import JWT_BEARER, public_jwk, statement
from services.gateway.main import create_app
from shared import token as tokens
from tests.conftest import Headers
from tests.gateway.toegang.conftest import AA, BASE, BEE, als_client, registreer

URL = "http://127.0.0.1:8000"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PAGINA = "https://intranet.example.org"


def met_sleutel(deur: TestClient, platform: Headers, **client: Any) -> OKPKey:
    """A client that signs, beside its secret."""
    registreer(deur, platform, **client)
    key = OKPKey.generate_key("Ed25519")
    body = {"jwk": public_jwk(key)}
    made = deur.post(f"{BASE}/clients/{client['id']}/sleutels", headers=platform, json=body)
    assert made.status_code == 201, made.text
    return key


def straks(**delta: int) -> str:
    return (datetime.now(UTC) + timedelta(**delta)).isoformat().replace("+00:00", "Z")


# ---- how long a token lives
def test_only_who_signs_has_a_token_of_more_than_an_hour_and_nobody_a_refresh_token(
    deur: TestClient, platform: Headers
) -> None:
    body = {"id": "lang", "naam": "Lang", "organisatie": AA, "tokenSeconden": 21_600}
    geheim = registreer(deur, platform, **body)
    key = OKPKey.generate_key("Ed25519")
    url = f"{BASE}/clients/lang"
    deur.post(f"{url}/sleutels", headers=platform, json={"jwk": public_jwk(key)})
    form = {"grant_type": "client_credentials"}
    by_secret = form | {"client_id": "lang", "client_secret": geheim}
    signed = form | {
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": statement(URL, "lang", "lang", key),
    }
    short = deur.post(f"{BASE}/token", data=by_secret).json()
    long = deur.post(f"{BASE}/token", data=signed).json()
    assert (short["expires_in"], long["expires_in"]) == (3600, 21_600)
    assert not {"refresh_token"} & (set(short) | set(long))
    too_long = deur.patch(url, headers=platform, json={"tokenSeconden": 21_601})
    assert too_long.status_code == 400
    assert deur.patch(url, headers=platform, json={"tokenSeconden": 600}).status_code == 200
    assert deur.post(f"{BASE}/token", data=by_secret).json()["expires_in"] == 600


# ---- one use, whichever process
def test_an_assertion_is_good_once_over_two_processes(deur: TestClient, platform: Headers) -> None:
    key = met_sleutel(deur, platform, id="intranet", namensMedewerkers=True)
    settings = deur.app.state.settings  # type: ignore[attr-defined]
    with TestClient(create_app(settings)) as other, ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            stated = statement(URL, "intranet", "medewerker-1", key)
            form = {"grant_type": JWT_BEARER, "assertion": stated}

            def ask(client: TestClient, form: dict[str, str] = form) -> int:
                return client.post(f"{BASE}/token", data=form).status_code

            given = list(pool.map(ask, [deur, other] * 4))
            assert sorted(given) == [200] + [400] * 7


# ---- API tokens
def test_an_api_token_reads_the_list_and_nothing_else(
    deur: TestClient, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    registreer(deur, platform, rollen=["beheerder", "recruiter"])
    url = f"{BASE}/clients/ats/tokens"
    made = deur.post(url, headers=platform, json={"naam": "intranet", "verlooptOp": straks(days=9)})
    assert made.status_code == 201, made.text
    shown = made.json()
    assert shown["token"].startswith("ds_")
    [listed] = deur.get(url, headers=platform).json()["results"]
    assert (listed["token"], listed["laatstGebruiktOp"]) == (None, None)
    own = {"Authorization": f"Bearer {shown['token']}"}
    ik = deur.get(f"{BASE}/mij", headers=own).json()
    assert (ik["organisatie"], ik["rollen"], ik["scopes"]) == (AA, [], ["vacatures:lezen"])
    [listed] = deur.get(url, headers=platform).json()["results"]
    assert listed["laatstGebruiktOp"] == datetime.now(UTC).date().isoformat()
    with migrated("gateway").begin() as tx:
        kept = tx.scalars(text("SELECT geheim_hash FROM apitoken")).all()
    assert shown["token"] not in kept
    refused = [
        deur.get(f"{BASE}/clients", headers=own),
        deur.get("/deelname/v1/organisaties", headers=own),
        deur.post("/vacatures/v1/vacatures", headers=own, json={}),
        deur.post(f"{BASE}/widgettokens", headers=own, json={}),
    ]
    assert {answer.status_code for answer in refused} == {403}
    assert deur.delete(f"{url}/{shown['id']}", headers=platform).status_code == 204
    assert deur.get(f"{BASE}/mij", headers=own).status_code == 401


def test_an_api_token_ends_and_cannot_live_longer_than_a_year(
    deur: TestClient, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    registreer(deur, platform)
    url = f"{BASE}/clients/ats/tokens"
    for wrong in (straks(days=400), straks(seconds=-5)):
        body = {"naam": "x", "verlooptOp": wrong}
        assert deur.post(url, headers=platform, json=body).status_code == 400
    body = {"naam": "x", "verlooptOp": straks(days=1)}
    value = deur.post(url, headers=platform, json=body).json()["token"]
    with migrated("gateway").begin() as tx:
        tx.execute(text("UPDATE apitoken SET verloopt_op = now() - interval '1 second'"))
    refused = deur.get(f"{BASE}/mij", headers={"Authorization": f"Bearer {value}"})
    assert refused.status_code == 401
    portal: dict[str, Any] = {"id": "portaal", "naam": "Portaal", "organisatie": None, "rollen": []}
    registreer(deur, platform, **portal)
    nobody = deur.post(f"{BASE}/clients/portaal/tokens", headers=platform, json=body)
    assert (nobody.status_code, nobody.json()["code"]) == (409, "geen-organisatie")


def test_another_organisation_finds_no_tokens(deur: TestClient, platform: Headers) -> None:
    registreer(deur, platform)
    geheim = registreer(deur, platform, id="vreemd", organisatie=BEE, rollen=["beheerder"])
    other = als_client(deur, "vreemd", geheim)
    body = {"naam": "x", "verlooptOp": straks(days=1)}
    url = f"{BASE}/clients/ats/tokens"
    assert deur.get(url, headers=other).status_code == 404
    assert deur.post(url, headers=other, json=body).status_code == 404


def test_guessing_api_tokens_is_slowed(deur: TestClient) -> None:
    def guess() -> int:
        value = f"ds_{secrets.token_urlsafe(32)}"
        return deur.get(f"{BASE}/mij", headers={"Authorization": f"Bearer {value}"}).status_code

    given = [guess() for _ in range(25)]
    assert given == [401] * 20 + [429] * 5


# ---- guessing secrets
def test_guessing_a_secret_is_slowed_and_shuts_nobody_out_who_signs(
    deur: TestClient, platform: Headers
) -> None:
    key = met_sleutel(deur, platform, id="doelwit")
    wrong = {"grant_type": "client_credentials", "client_id": "doelwit", "client_secret": "mis"}
    given = [deur.post(f"{BASE}/token", data=wrong).status_code for _ in range(25)]
    assert given == [401] * 20 + [429] * 5
    signed = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": statement(URL, "doelwit", "doelwit", key),
    }
    assert deur.post(f"{BASE}/token", data=signed).status_code == 200
    for number in range(90):
        other = wrong | {"client_id": f"verzonnen-{number}"}
        last = deur.post(f"{BASE}/token", data=other).status_code
    assert last == 429  # per address


# ---- widgets
@pytest.fixture
def widget(deur: TestClient, platform: Headers) -> Callable[..., Any]:
    body = {"id": "intranet", "namensMedewerkers": True, "herkomsten": [PAGINA]}
    server = als_client(deur, "intranet", registreer(deur, platform, **body))

    def ask(headers: Headers = server, **other: Any) -> Any:
        asked = {"medewerker": "medewerker-1", "herkomst": PAGINA} | other
        return deur.post(f"{BASE}/widgettokens", headers=headers, json=asked)

    return ask


def test_a_widgets_token_works_in_its_own_page_only(
    deur: TestClient, widget: Callable[..., Any]
) -> None:
    given = widget()
    assert given.status_code == 201, given.text
    assert given.json()["geldigSeconden"] == 300
    bearer = {"Authorization": f"Bearer {given.json()['toegangstoken']}"}
    there = deur.get(f"{BASE}/mij", headers=bearer | {"Origin": PAGINA})
    assert there.status_code == 200
    assert there.headers["Access-Control-Allow-Origin"] == PAGINA
    assert "Origin" in there.headers["Vary"]
    ik = there.json()
    assert (ik["organisatie"], ik["scopes"]) == (AA, ["vacatures:lezen"])
    assert ik["medewerker"] is not None
    for elsewhere in ({}, {"Origin": "https://ander.example.org"}, {"Origin": "null"}):
        answer = deur.get(f"{BASE}/mij", headers=bearer | elsewhere)
        assert answer.status_code == 401
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_browser_may_ask_first_from_a_known_origin_only(
    deur: TestClient, widget: Callable[..., Any]
) -> None:
    asks = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    known = deur.options("/vacatures/v1/vacatures", headers=asks | {"Origin": PAGINA})
    assert known.status_code == 204
    assert known.headers["Access-Control-Allow-Origin"] == PAGINA
    assert "Authorization" in known.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in known.headers
    other = deur.options(f"{BASE}/mij", headers=asks | {"Origin": "https://ander.example.org"})
    assert "Access-Control-Allow-Origin" not in other.headers


def test_who_gets_no_widgettoken(
    deur: TestClient, platform: Headers, widget: Callable[..., Any]
) -> None:
    assert widget(herkomst="https://ander.example.org").status_code == 400
    assert widget(herkomst="http://intranet.example.org").status_code == 400
    assert widget(scopes=["eigen:beheren"]).status_code == 400
    assert widget(medewerker="999990019").status_code == 400
    assert widget(geldigSeconden=901).status_code == 400
    other = als_client(deur, "ats", registreer(deur, platform))
    assert widget(other).status_code == 403
    bearer = {"Authorization": f"Bearer {widget().json()['toegangstoken']}", "Origin": PAGINA}
    assert widget(bearer).status_code == 403  # a widget makes no widgets


# ---- our own keys
def test_our_own_keys_change_without_downtime(deur: TestClient, platform: Headers) -> None:
    """First signs, all are published: with two processes, and tokens of before and after."""
    geheim = registreer(deur, platform)
    settings = deur.app.state.settings  # type: ignore[attr-defined]
    old = json.loads(settings.signing_keys.get_secret_value())["keys"]
    new = tokens.generate_keys()["keys"]

    def gateway(keys: list[dict[str, Any]]) -> TestClient:
        signing = SecretStr(json.dumps({"keys": keys}))
        return TestClient(create_app(settings.model_copy(update={"signing_keys": signing})))

    with gateway(old + new) as first, gateway(new + old) as second, gateway(new) as third:
        before = als_client(deur, "ats", geheim)
        for client in (deur, first, second):
            assert client.get(f"{BASE}/mij", headers=before).status_code == 200
        after = als_client(second, "ats", geheim)  # the new key signs
        for client in (first, second, third):
            assert client.get(f"{BASE}/mij", headers=after).status_code == 200
        assert deur.get(f"{BASE}/mij", headers=after).status_code == 401  # it knows it not yet
        assert third.get(f"{BASE}/mij", headers=before).status_code == 401  # the old one is gone
        published = second.get("/intern/jwks").json()["keys"]
        assert [key["kid"] for key in published] == [new[0]["kid"], old[0]["kid"]]
        assert not any("d" in key for key in published)


# ---- rehearsing
def test_a_test_organisation_has_everything_to_rehearse_with(
    deur: TestClient, platform: Headers
) -> None:
    made = deur.post(f"{BASE}/proeforganisaties", headers=platform, json={"naam": "Oefening"})
    assert made.status_code == 201, made.text
    een, ander = made.json()["organisaties"]
    assert een["oin"].startswith("00000099")
    assert een["oin"] != ander["oin"]
    for one in (een, ander):
        own = als_client(deur, one["client"], one["geheim"])
        ik = deur.get(f"{BASE}/mij", headers=own).json()
        assert (ik["organisatie"], ik["verbanden"]) == (one["oin"], [made.json()["verband"]])
        assert {"recruiter", "makelaar", "beheerder"} <= set(ik["rollen"])
        assert "platformbeheerder" not in ik["rollen"]
        url = f"/deelname/v1/organisaties/{one['oin']}/medewerkers"
        assert len(deur.get(url, headers=own).json()["results"]) == 3
    geheim = registreer(deur, platform, id="beheer-aa", rollen=["beheerder"])
    other = als_client(deur, "beheer-aa", geheim)
    body = {"naam": "x"}
    assert deur.post(f"{BASE}/proeforganisaties", headers=other, json=body).status_code == 403
    assert deur.get(made.headers["Location"], headers=other).status_code == 404
