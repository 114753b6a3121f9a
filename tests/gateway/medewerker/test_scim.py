"""SCIM 2.0 as an outside client speaks it, and what a system sends that we do not keep."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server
from sqlalchemy import Engine, text

from services.gateway.main import DEELNAME
from services.gateway.medewerker.routes import scim as routes
from services.gateway.medewerker.rules import scim
from services.gateway.organisatie import routes as organisatie
from shared.app import create_service
from shared.settings import Settings
from tests.conftest import Headers, Start
from tests.gateway.conftest import AA, BEE, RIJEN, Als

USERS = "/scim/v2/Users"
SCOPE = "medewerkers:aanleveren"
KERN, WERK = scim.KERN, scim.WERK
SAM: dict[str, Any] = {
    "schemas": [KERN, WERK],
    "userName": "sam@example.org",
    "externalId": "P-0001",
    "name": {"givenName": "Sam", "familyName": "Proef"},
    "emails": [
        {"value": "ander@example.org", "type": "home"},
        {"value": "sam@example.org", "type": "work", "primary": True},
    ],
    "active": True,
    "title": "Adviseur",
    "phoneNumbers": [{"value": "040"}],
    WERK: {"department": "Werving", "employeeNumber": "7"},
}
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def create_scim(settings: Settings) -> FastAPI:
    return create_service(
        settings,
        apis=(DEELNAME,),
        intern=(organisatie.intern,),
        own=(routes.router,),
        passed=(routes.BASE,),
    )


@pytest.fixture
def gateway(start: Start, platform: Headers) -> Iterator[TestClient]:
    with start("gateway", create_scim) as client:
        url = "/deelname/v1/organisatie-importen"
        assert client.post(url, headers=platform, json={"rijen": RIJEN}).is_success
        yield client


@pytest.fixture
def hr(ik: Als) -> Headers:
    return ik(AA, "hr_adviseur", scopes={SCOPE, "deelname:lezen"})


def client_of(gateway: TestClient, headers: Headers) -> SyncSCIMClient:
    gateway.headers.update(headers)
    gateway.base_url = gateway.base_url.join("/scim/v2/")
    client = SyncSCIMClient(gateway)
    client.discover()
    return client


def test_an_outside_tester_finds_no_fault(gateway: TestClient, hr: Headers) -> None:
    results = check_server(client_of(gateway, hr))
    wrong = [f"{r.title}: {r.reason}" for r in results if r.status == Status.ERROR]
    # It makes up who leads somebody: a manager who does not work here is left out, and told. And
    # what is always there (a key, at work or not) cannot be removed, only replaced.
    eigen = ("manager", "enterprise", "remove attribute 'externalId'", "remove attribute 'active'")
    wrong = [een for een in wrong if not any(woord in een for woord in eigen)]
    assert len(results) > 20
    assert not wrong, "\n".join(wrong)


def test_the_tester_does_find_the_fault_of_a_server_that_forgets(
    gateway: TestClient, hr: Headers, migrated: Callable[[str], Engine]
) -> None:
    """Negative control: a database that drops what it was told."""
    statement = (
        "CREATE FUNCTION vergeet() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.gebruikersnaam := 'altijd@dezelfde.nl'; RETURN NEW; END $$;"
        "CREATE TRIGGER vergeet BEFORE INSERT ON medewerker FOR EACH ROW EXECUTE FUNCTION vergeet()"
    )
    with migrated("gateway").begin() as tx:
        tx.execute(text(statement))
    try:
        results = check_server(client_of(gateway, hr))
    finally:
        with migrated("gateway").begin() as tx:
            tx.execute(text("DROP TRIGGER vergeet ON medewerker; DROP FUNCTION vergeet()"))
    assert any(r.status == Status.ERROR for r in results)


def test_what_we_do_not_keep_is_left_out_and_said_so(gateway: TestClient, hr: Headers) -> None:
    answer = gateway.post(USERS, headers=hr, json=SAM)
    assert answer.status_code == 201, answer.text
    assert answer.headers["content-type"].startswith("application/scim+json")
    weg = set(answer.headers["Doorstroom-Genegeerd"].split(", "))
    assert weg == {"title", "phoneNumbers", "department", "employeeNumber"} | (
        {WERK} if WERK in weg else set()
    )
    body = answer.json()
    assert body["displayName"] == "Sam Proef"
    assert body["emails"] == [{"value": "sam@example.org"}]
    assert "Werving" not in answer.text
    one = gateway.get(answer.headers["Location"], headers=hr)
    assert one.json() == body
    # The same person as HR sees it, by the same pseudonym.
    hr_view = gateway.get(f"/deelname/v1/organisaties/{AA}/medewerkers/{body['id']}", headers=hr)
    assert (hr_view.json()["externId"], hr_view.json()["naam"]) == ("P-0001", "Sam Proef")


def test_filters_find_one_and_others_find_none(gateway: TestClient, hr: Headers, ik: Als) -> None:
    id = gateway.post(USERS, headers=hr, json=SAM).json()["id"]
    for vraag in ('userName eq "SAM@example.org"', 'externalId eq "P-0001"', f'id eq "{id}"'):
        found = gateway.get(USERS, headers=hr, params={"filter": vraag}).json()
        assert [een["id"] for een in found["Resources"]] == [id], vraag
        assert found["totalResults"] == 1
    wrong = gateway.get(USERS, headers=hr, params={"filter": "title pr"})
    assert (wrong.status_code, wrong.json()["scimType"]) == (400, "invalidFilter")
    assert wrong.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    ander = ik(BEE, "hr_adviseur", scopes={SCOPE})
    hidden = gateway.get(f"{USERS}/{id}", headers=ander)
    absent = gateway.get(f"{USERS}/{UUID(int=1)}", headers=ander)
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert gateway.get(USERS, headers=ander).json()["totalResults"] == 0
    for headers in (ik(AA, "hr_adviseur"), ik(AA, "recruiter", scopes={SCOPE}), {}):
        refused = gateway.get(USERS, headers=headers)
        assert refused.status_code in {401, 403}
        assert refused.headers["content-type"].startswith("application/scim+json")


def test_a_manager_leaves_and_comes_back(gateway: TestClient, hr: Headers) -> None:
    baas = gateway.post(USERS, headers=hr, json=SAM).json()["id"]
    kim = {"userName": "kim@example.org", WERK: {"manager": {"value": baas}}}
    answer = gateway.post(USERS, headers=hr, json=kim)
    assert answer.json()[WERK] == {"manager": {"value": baas}}
    assert answer.json()["externalId"] == "kim@example.org"
    url = f"{USERS}/{answer.json()['id']}"
    stale = {"If-Match": 'W/"9-scim"'}
    bewerking = {"schemas": [PATCH], "Operations": [{"op": "Replace", "path": "active"}]}
    bewerking["Operations"][0]["value"] = "False"  # type: ignore[index]
    assert gateway.patch(url, headers=hr | stale, json=bewerking).status_code == 412
    assert gateway.patch(url, headers=hr, json=bewerking).json()["active"] is False
    ops = [
        {"op": "add", "path": "displayName", "value": "Kim"},
        {"op": "replace", "value": {"active": True}},
        {"op": "add", "path": 'emails[type eq "work"].value', "value": "kim@example.org"},
        {"op": "remove", "path": f"{WERK}:manager"},
    ]
    nu = gateway.patch(url, headers=hr, json={"schemas": [PATCH], "Operations": ops}).json()
    assert (nu["active"], nu["displayName"]) == (True, "Kim")
    assert nu["emails"][0]["value"] == "kim@example.org"
    assert WERK not in nu
    zelf = [{"op": "add", "path": f"{WERK}:manager", "value": {"value": nu["id"]}}]
    kring = gateway.patch(url, headers=hr, json={"schemas": [PATCH], "Operations": zelf})
    assert (kring.status_code, kring.json()["scimType"]) == (400, "invalidValue")
    vreemd = {"op": "add", "path": f"{WERK}:manager", "value": str(UUID(int=9))}
    los = gateway.patch(url, headers=hr, json={"schemas": [PATCH], "Operations": [vreemd]})
    assert (los.status_code, los.headers["Doorstroom-Genegeerd"]) == (200, "manager")
    assert gateway.delete(url, headers=hr).status_code == 204
    assert gateway.get(url, headers=hr).status_code == 404
    assert gateway.get(f"{USERS}/{baas}", headers=hr).status_code == 200


@pytest.mark.parametrize(
    ("body", "soort"),
    [
        ({"userName": "111222333"}, "invalidValue"),
        ({"userName": "x", "externalId": "111.222.333"}, "invalidValue"),
        ({"userName": "x", "emails": [{"value": "geen adres"}]}, "invalidValue"),
        ({"userName": "x" * 201}, "invalidValue"),
        ({"userName": "a\u0000b"}, "invalidValue"),
        ({"displayName": "x"}, "invalidValue"),
        (["x"], "invalidSyntax"),
    ],
)
def test_what_cannot_be_is_refused_in_the_words_of_scim(
    gateway: TestClient, hr: Headers, body: Any, soort: str
) -> None:
    answer = gateway.post(USERS, headers=hr, json=body)
    assert (answer.status_code, answer.json()["scimType"]) == (400, soort)
    assert gateway.get(USERS, headers=hr).json()["totalResults"] == 0


def test_two_at_once_make_one(gateway: TestClient, hr: Headers) -> None:
    with ThreadPoolExecutor(6) as pool:
        codes = list(
            pool.map(lambda _: gateway.post(USERS, headers=hr, json=SAM).status_code, range(6))
        )
    assert sorted(codes) == [201, 409, 409, 409, 409, 409]


NAMEN = (
    "userName externalId name emails value primary active manager op path Operations title schemas"
)
NAAM = st.sampled_from([*NAMEN.split(), "displayName", WERK])
WAARDE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda s: st.lists(s, max_size=3) | st.dictionaries(NAAM, s, max_size=3),
    max_leaves=8,
)
ZIN = {"userName": "x"}


@given(WAARDE, WAARDE)
def test_whatever_a_system_sends_is_read_or_refused(een: Any, ander: Any) -> None:
    for bericht in (een, ZIN | een if isinstance(een, dict) else een):
        try:
            oud = scim.lees(bericht)
        except scim.Scimfout:
            continue
        assert oud.gebruikersnaam
        ops = [{"op": op, "path": pad, "value": ander} for op in ("add", "remove") for pad in PADEN]
        for bewerking in ops:
            try:
                nieuw = scim.wijzig(oud, {"Operations": [bewerking]})
            except scim.Scimfout:
                continue
            assert nieuw.gebruikersnaam


PADEN = ["userName", "emails[x].value", f"{WERK}:manager", WERK, "title", "name.formatted", None]
