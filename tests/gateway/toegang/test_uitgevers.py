"""Tokens of an organisation's own issuer, a real one: what opens the door, and what must not."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.gateway.toegang import openid
from tests.gateway.toegang.conftest import AA, BASE, BEE, Vraag, als_client, registreer
from tests.gateway.toegang.openid import Provider


def wie(deur: TestClient, token: str, pad: str = f"{BASE}/mij") -> Any:
    return deur.get(pad, headers={"Authorization": f"Bearer {token}"})


def rusteloos(deur: TestClient) -> Any:
    """The keys of issuers, asked for as often as a token makes us wonder."""
    keys = deur.app.state.ingang.sleutels  # type: ignore[attr-defined]
    keys.rest = 0.0
    return keys


# ---- who comes in
@pytest.mark.parametrize("alg", ["RS256", "PS256", "ES256", "EdDSA"])
def test_an_employee_comes_in_with_a_token_of_the_own_employer(
    deur: TestClient, uitgever: Vraag, provider: Provider, alg: str
) -> None:
    uitgever()
    answer = wie(deur, provider.teken(provider.toegang(), alg))
    assert answer.status_code == 200, answer.text
    ik = answer.json()
    assert (ik["organisatie"], ik["rollen"]) == (AA, ["medewerker"])
    assert "eigen:beheren" not in ik["scopes"]
    assert "sollicitaties:indienen" in ik["scopes"]


def test_a_machine_comes_in_with_what_the_provider_itself_gave_it(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    registreer(deur, platform)
    uitgever(clients=[{"id": "machine", "client": "ats"}])
    ik = wie(deur, provider.client_token("machine", "geheim-van-machine")).json()
    assert (ik["client"], ik["organisatie"], ik["rollen"]) == ("ats", AA, ["recruiter"])
    assert "vacatures:schrijven" in ik["scopes"]
    assert ik["medewerker"] is None
    off = deur.patch(f"{BASE}/clients/ats", headers=platform, json={"actief": False})
    assert off.status_code == 200
    assert wie(deur, provider.client_token("machine", "geheim-van-machine")).status_code == 401


def test_a_person_is_one_pseudonym_over_all_ways_in(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(medewerkerClaim="personeelsnummer")
    claims = provider.toegang(sub="pairwise-xyz", personeelsnummer="medewerker-1")
    one = wie(deur, provider.teken(claims)).json()["medewerker"]
    again = wie(deur, provider.teken(claims | {"sub": "anders"}, "ES256")).json()["medewerker"]
    hr = als_client(deur, "hr-aa", registreer(deur, platform, id="hr-aa", rollen=["hr_adviseur"]))
    url = f"/deelname/v1/organisaties/{AA}/medewerkers"
    body = {"externId": "medewerker-2", "naam": "Sanne Verzonnen"}
    known = deur.post(url, headers=hr, json=body).json()["id"]
    other = provider.toegang(personeelsnummer="medewerker-2")
    assert one == again
    assert wie(deur, provider.teken(other)).json()["medewerker"] == known != one


# ---- who does not
def _verlopen(p: Provider) -> dict[str, Any]:
    now = int(time.time())
    return p.toegang(iat=now - 700, exp=now - 100)


CONTROLS: dict[str, Callable[[Provider], str]] = {
    "alg none": lambda p: p.teken(p.toegang(), "none"),
    "HS256 with the public key": lambda p: p.teken(p.toegang(), "HS256"),
    "another key under the same name": lambda p: p.teken(p.toegang(), key="vreemd"),
    "expired": lambda p: p.teken(_verlopen(p)),
    "no exp": lambda p: p.teken(p.toegang(exp=None)),
    "exp that is text": lambda p: p.teken(p.toegang(exp=str(int(time.time()) + 99))),
    "lives too long": lambda p: p.teken(p.toegang(exp=int(time.time()) + 30_000)),
    "not yet": lambda p: p.teken(p.toegang(nbf=int(time.time()) + 300)),
    "from the future": lambda p: p.teken(p.toegang(iat=int(time.time()) + 300)),
    "another audience": lambda p: p.teken(p.toegang(aud="urn:een:ander")),
    "no audience": lambda p: p.teken(p.toegang(aud=None)),
    "another client": lambda p: p.teken(p.toegang(client_id="onbekend")),
    "azp and client_id differ": lambda p: p.teken(p.toegang(azp="onbekend")),
    "no client": lambda p: p.teken(p.toegang(client_id=None)),
    "another issuer": lambda p: p.teken(p.toegang(iss="https://ander.example.org")),
    "our own name as issuer": lambda p: p.teken(p.toegang(iss="http://127.0.0.1:8000")),
    "no jti": lambda p: p.teken(p.toegang(jti=None)),
    "an ID token": lambda p: p.teken(p.toegang(at_hash="x"), header={"typ": "JWT"}),
    "a refresh token": lambda p: p.teken(p.toegang(typ="Refresh"), header={"typ": "JWT"}),
    "a logout token": lambda p: p.teken(p.toegang(), header={"typ": "logout+jwt"}),
    "no kid": lambda p: p.teken(p.toegang(), header={"kid": None}),
    "a key of its own": lambda p: p.teken(p.toegang(), key="vreemd", header={"jwk": {}}),
    "no person": lambda p: p.teken(p.toegang(sub=None)),
    "a BSN": lambda p: p.teken(p.toegang(sub="999990019")),
    "NUL": lambda p: p.teken(p.toegang(sub="a\0b")),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_what_a_real_provider_would_not_sign_opens_nothing(
    deur: TestClient, uitgever: Vraag, provider: Provider, name: str
) -> None:
    uitgever()
    refused = wie(deur, CONTROLS[name](provider))
    assert refused.status_code == 401, refused.text
    assert refused.json()["code"] == "niet-aangemeld"
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert wie(deur, provider.teken(provider.toegang())).status_code == 200  # and yet it works


def test_an_algorithm_that_the_organisation_does_not_use_is_refused(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(algoritmen=["ES256"])
    assert wie(deur, provider.teken(provider.toegang(), "RS256")).status_code == 401
    assert wie(deur, provider.teken(provider.toegang(), "ES256")).status_code == 200


def test_a_token_in_the_address_is_no_token(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever()
    token = provider.teken(provider.toegang())
    assert deur.get(f"{BASE}/mij", params={"access_token": token}).status_code in (400, 401)


def test_roles_in_a_token_are_worth_nothing_and_scopes_only_what_they_stand_for(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(scopes=[{"van": "lezen", "naar": ["vacatures:lezen"]}])
    claims = provider.toegang(
        roles=["beheerder", "recruiter"],
        scope="lezen toegang:beheren eigen:beheren",
        realm_access={"roles": ["platformbeheerder"]},
    )
    ik = wie(deur, provider.teken(claims)).json()
    assert (ik["rollen"], ik["scopes"]) == (["medewerker"], ["vacatures:lezen"])


# ---- whose token
def test_an_issuer_speaks_for_nobody_until_the_platform_allows_it(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    made = uitgever(toegelaten=False)
    token = provider.teken(provider.toegang())
    assert wie(deur, token).status_code == 401
    geheim = registreer(deur, platform, id="beheer-aa", rollen=["beheerder"])
    own = als_client(deur, "beheer-aa", geheim)
    url = f"{BASE}/uitgevers/{made['id']}"
    assert deur.put(f"{url}/toelating", headers=own, json={"toegelaten": True}).status_code == 403
    allow = deur.put(f"{url}/toelating", headers=platform, json={"toegelaten": True})
    assert allow.status_code == 200
    assert wie(deur, token).status_code == 200
    assert deur.delete(url, headers=own).status_code == 204
    assert wie(deur, token).status_code == 401


def test_two_organisations_share_an_issuer_and_stay_apart(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(AA, organisatieClaim="gemeente", organisatieWaarde="aa")
    uitgever(BEE, organisatieClaim="gemeente", organisatieWaarde="bee")
    for name, oin in (("aa", AA), ("bee", BEE)):
        ik = wie(deur, provider.teken(provider.toegang(gemeente=name))).json()
        assert ik["organisatie"] == oin
    for claims in ({}, {"gemeente": "cee"}, {"gemeente": ["aa", "bee"]}, {"gemeente": None}):
        assert wie(deur, provider.teken(provider.toegang(**claims))).status_code == 401


def test_a_token_that_could_speak_for_two_is_never_allowed(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(AA)
    made = uitgever(BEE, toegelaten=False)
    url = f"{BASE}/uitgevers/{made['id']}/toelating"
    refused = deur.put(url, headers=platform, json={"toegelaten": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "uitgever-botst")
    assert wie(deur, provider.teken(provider.toegang())).json()["organisatie"] == AA


def test_who_shares_an_issuer_takes_no_others_client_without_being_allowed_again(
    deur: TestClient, platform: Headers, uitgever: Vraag, provider: Provider
) -> None:
    uitgever(AA, clients=[{"id": "intranet-a"}])
    made = uitgever(BEE, clients=[{"id": "intranet-b"}])
    url = f"{BASE}/uitgevers/{made['id']}"
    body = {"naam": "Eigen", "publiek": [openid.AUDIENCE], "clients": [{"id": "intranet-a"}]}
    changed = deur.put(url, headers=platform, json=body)
    assert (changed.status_code, changed.json()["toegelatenOp"]) == (200, None)
    ik = wie(deur, provider.teken(provider.toegang(client_id="intranet-a"))).json()
    assert ik["organisatie"] == AA


def test_an_issuer_is_only_its_own_organisations_business(
    deur: TestClient, platform: Headers, uitgever: Vraag
) -> None:
    made = uitgever()
    other = als_client(
        deur,
        "beheer-bee",
        registreer(deur, platform, id="beheer-bee", organisatie=BEE, rollen=["beheerder"]),
    )
    url = f"{BASE}/uitgevers/{made['id']}"
    body = {"naam": "x"}
    asked = [
        deur.get(url, headers=other),
        deur.put(url, headers=other, json=body),
        deur.delete(url, headers=other),
        deur.put(f"{url}/toelating", headers=other, json={"toegelaten": True}),
    ]
    assert {answer.status_code for answer in asked} == {404}
    assert deur.get(f"{BASE}/uitgevers", headers=other).json()["results"] == []
    foreign = {"naam": "x", "organisatie": AA, "issuer": "https://login.example.org"}
    assert deur.post(f"{BASE}/uitgevers", headers=other, json=foreign).status_code == 400


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer": "http://login.example.org"}, "adres-niet-toegestaan"),
        ({"issuer": "https://169.254.169.254/"}, "adres-niet-toegestaan"),
        ({"issuer": "https://[::1]/"}, "adres-niet-toegestaan"),
        ({"issuer": "https://login.example.org/?x=1"}, "adres-niet-toegestaan"),
        ({"algoritmen": ["HS256"]}, "algoritme-onbekend"),
        ({"clients": [{"id": "x", "client": "van-een-ander"}]}, "client-onbekend"),
        ({"scopes": [{"van": "x", "naar": ["eigen:beheren"]}]}, "scope-niet-te-geven"),
        ({"publiek": ["intranet"]}, "publiek-is-client"),
        ({"publiek": []}, "publiek-ontbreekt"),
        ({"organisatieClaim": "gemeente"}, "claim-half"),
        ({"inlogGeheim": "x"}, "geheim-zonder-client"),
    ],
)
def test_what_may_not_be_recorded(
    deur: TestClient, platform: Headers, provider: Provider, change: dict[str, Any], code: str
) -> None:
    body = {
        "naam": "Eigen inlog",
        "organisatie": AA,
        "issuer": provider.url,
        "publiek": [openid.AUDIENCE],
        "clients": [{"id": "intranet"}],
    } | change
    answer = deur.post(f"{BASE}/uitgevers", headers=platform, json=body)
    assert answer.status_code == 400, answer.text
    assert [een["code"] for een in answer.json()["invalidParams"]] == [code]


# ---- keys that change, issuers that are away
def test_a_new_key_works_at_once_and_one_that_is_gone_does_not(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever()
    keys = rusteloos(deur)
    old = provider.teken(provider.toegang())
    assert wie(deur, old).status_code == 200
    provider.draai()
    assert wie(deur, old).status_code == 200  # nobody told us yet
    assert wie(deur, provider.teken(provider.toegang())).status_code == 200
    assert wie(deur, old).status_code == 401  # rotated away
    assert keys.rest == 0.0


def test_unknown_keys_do_not_make_us_ask_again_and_again(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever()
    assert wie(deur, provider.teken(provider.toegang())).status_code == 200
    before = provider.geteld()
    for number in range(20):
        false = provider.teken(provider.toegang(), header={"kid": f"verzonnen-{number}"})
        assert wie(deur, false).status_code == 401
    assert provider.geteld() == before


def test_an_issuer_that_is_away_is_no_outage_of_ours_for_some_hours(
    deur: TestClient, uitgever: Vraag, provider: Provider
) -> None:
    uitgever()
    keys = rusteloos(deur)
    token = provider.teken(provider.toegang())
    assert wie(deur, token).status_code == 200
    provider.modus("weg")
    keys.fresh = 0.0
    assert wie(deur, token).status_code == 200  # the last keys count
    keys.kept = 0.0
    gone = wie(deur, token)
    assert (gone.status_code, gone.json()["code"]) == (503, "uitgever-onbereikbaar")
    assert gone.headers["Retry-After"] == "30"
    provider.modus("gewoon")
    keys.kept = 3600.0
    assert wie(deur, token).status_code == 200


@pytest.mark.parametrize("modus", ["omleiding", "eindeloos", "anders", "weg"])
def test_an_issuer_that_answers_badly_harms_nothing(
    deur: TestClient, uitgever: Vraag, provider: Provider, modus: str
) -> None:
    uitgever()
    provider.modus(modus)
    began = time.monotonic()
    answer = wie(deur, provider.teken(provider.toegang()))
    assert answer.status_code == 503
    assert time.monotonic() - began < 10
    assert deur.get("/live").status_code == 200


def test_a_name_that_leads_inside_is_not_asked(
    deur: TestClient, uitgever: Vraag, provider: Provider, migrated: Callable[[str], Engine]
) -> None:
    """DNS says where a name leads only when it is asked: the guard looks then."""
    inside = provider.url.replace("127.0.0.1", "localhost")
    made = uitgever()
    with migrated("gateway").begin() as tx:
        change = text("UPDATE uitgever SET issuer = :inside WHERE id = :id")
        tx.execute(change, {"inside": inside, "id": made["id"]})
    before = provider.geteld()
    assert wie(deur, provider.teken(provider.toegang(iss=inside))).status_code == 503
    assert provider.geteld() == before
