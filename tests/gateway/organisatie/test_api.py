"""The register over HTTP: everyone with a token reads it, only the platform fills it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from shared import db
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, RIJEN, TOOI, Als

URL = "/deelname/v1/organisaties"
IMPORT = "/deelname/v1/organisatie-importen"


def lever(client: TestClient, headers: Headers, *rijen: dict[str, str]) -> dict[str, Any]:
    answer = client.post(IMPORT, headers=headers, json={"rijen": rijen})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def uitkomsten(verslag: dict[str, Any]) -> list[str]:
    return [regel["uitkomst"] for regel in verslag["regels"]]


def test_a_delivery_is_reported_row_by_row_and_kept(kamers: TestClient, platform: Headers) -> None:
    rijen = [*RIJEN[:2], {"naam": "x", "oin": "1"}]
    answer = kamers.post(IMPORT, headers=platform, json={"soort": "gemeente", "rijen": rijen})
    verslag = answer.json()
    assert (verslag["toegevoegd"], verslag["geweigerd"]) == (2, 1)
    assert verslag["regels"][2] == {
        "rij": 3,
        "tooi": None,
        "naam": "x",
        "uitkomst": "geweigerd",
        "redenen": [
            {
                "code": "tooi-ontbreekt",
                "veld": "tooi",
                "toelichting": "De TOOI-identificatie ontbreekt.",
            },
            {"code": "oin-ongeldig", "veld": "oin", "toelichting": "Dit is geen OIN."},
        ],
        "opmerkingen": [],
    }
    assert kamers.get(answer.headers["Location"], headers=platform).json() == verslag


def test_the_same_delivery_changes_nothing(register: TestClient, platform: Headers) -> None:
    before = register.get(URL, headers=platform).text
    assert uitkomsten(lever(register, platform, *RIJEN)) == ["ongewijzigd"] * 3
    assert register.get(URL, headers=platform).text == before


def test_a_change_is_stored_and_told_once(
    register: TestClient, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    rij = RIJEN[0] | {"naam": "Gemeente Aa en Dal"}
    assert uitkomsten(lever(register, platform, rij)) == ["gewijzigd"]
    assert uitkomsten(lever(register, platform, rij)) == ["ongewijzigd"]
    answer = register.get(f"{URL}/{AA}", headers=platform)
    assert answer.json()["naam"] == "Gemeente Aa en Dal"
    with migrated("gateway").connect() as tx:
        types = tx.scalars(select(db.Gebeurtenis.type).order_by(db.Gebeurtenis.nr)).all()
    assert types == ["register-bijgewerkt"] * 2  # of the fixture, and of the change


def test_an_abolished_organisation_stays_with_end_and_successor(
    register: TestClient, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    opgeheven = RIJEN[0] | {"einddatum": "2026-08-11", "opvolger": f"{TOOI}9902"}
    allang = {"naam": "Gemeente Dee", "tooi_uri": f"{TOOI}9904", "oin": "00000099000000004000"}
    lever(register, platform, opgeheven, opgeheven | allang)
    lever(register, platform, *RIJEN)  # a file that no longer speaks of it changes nothing
    body = register.get(f"{URL}/{AA}", headers=platform).json()
    assert (body["actief"], body["actiefTot"], body["opvolger"]) == (
        False,
        "2026-08-11",
        f"{TOOI}9902",
    )
    with migrated("gateway").connect() as tx:
        event = tx.execute(
            select(db.Gebeurtenis).where(db.Gebeurtenis.type == "organisatie-opgeheven")
        ).one()  # not of the one that was gone before it came in
    assert str(event.onderwerp) == body["id"]
    assert event.dataref == f"{URL}/{AA}"
    assert event.publiek["openbaar"] is True


@pytest.mark.parametrize(
    ("query", "namen"),
    [
        ("", ["Aa", "Bee", "Cee"]),
        ("?naam=bEe", ["Bee"]),
        ("?naam=%25", []),
        ("?soort=waterschap", []),
        ("?soort=gemeente&naam=C", ["Cee"]),
        ("?actief=true", ["Bee", "Cee"]),
        ("?actief=false", ["Aa"]),
    ],
)
def test_the_register_is_read_in_parts(
    register: TestClient, platform: Headers, ik: Als, query: str, namen: list[str]
) -> None:
    opgeheven = RIJEN[0] | {"einddatum": "2026-08-11", "opvolger": f"{TOOI}9902"}
    lever(register, platform, opgeheven)
    url = f"{URL}{query}{'&' if query else '?'}telling=true"
    body = register.get(url, headers=ik(BEE, "medewerker")).json()
    assert [een["naam"].removeprefix("Gemeente ") for een in body["results"]] == namen
    assert body["count"] == len(namen)


def test_a_reader_can_keep_what_it_has(register: TestClient, ik: Als) -> None:
    answer = register.get(f"{URL}/{AA}", headers=ik(BEE))
    again = register.get(f"{URL}/{AA}", headers=ik(BEE) | {"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_only_the_platform_fills_the_register(
    register: TestClient, platform: Headers, ik: Als
) -> None:
    verslag = f"{IMPORT}/{lever(register, platform, *RIJEN)['id']}"
    for rollen in (["beheerder"], ["hr_adviseur"], []):
        headers = ik(AA, *rollen)
        answer = register.post(IMPORT, headers=headers, json={"rijen": RIJEN})
        assert (answer.status_code, answer.json()["code"]) == (403, "rol-ontbreekt")
        hidden = register.get(verslag, headers=headers)
        absent = register.get(f"{IMPORT}/{uuid4()}", headers=headers)
        assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_without_a_token_there_is_nothing(register: TestClient) -> None:
    assert register.get(URL).status_code == 401
    assert register.post(IMPORT, json={"rijen": RIJEN}).status_code == 401


def test_everybody_may_know_which_employer_a_vacancy_has(register: TestClient, ik: Als) -> None:
    nobody = ik(None, client=None, scopes=set(), gebruiker=None)
    answer = register.get(f"{URL}/{AA}", headers=nobody)
    assert (answer.status_code, answer.json()["naam"]) == (200, "Gemeente Aa")
    assert answer.json()["wervingsEmail"] is None


@pytest.mark.parametrize("oin", ["00000099999999999000", "x"])
def test_an_unknown_organisation_is_not_there(register: TestClient, ik: Als, oin: str) -> None:
    assert register.get(f"{URL}/{oin}", headers=ik(AA)).status_code in (400, 404)


@pytest.mark.parametrize("rijen", [[], [{}] * 1001, [{"naam": "\0"}], [{"naam": "x" * 2001}]])
def test_a_delivery_has_limits(kamers: TestClient, platform: Headers, rijen: list[object]) -> None:
    assert kamers.post(IMPORT, headers=platform, json={"rijen": rijen}).status_code == 400


def test_two_deliveries_at_once_add_each_organisation_once(
    kamers: TestClient, platform: Headers
) -> None:
    with ThreadPoolExecutor(4) as threads:
        verslagen = list(threads.map(lambda _: lever(kamers, platform, *RIJEN), range(4)))
    assert sorted(verslag["toegevoegd"] for verslag in verslagen) == [0, 0, 0, 3]


def test_a_peer_service_gets_the_core(
    register: TestClient, ik: Als, als_dienst: Callable[[str, str], Headers]
) -> None:
    answer = register.get(f"/intern/organisaties/{AA}", headers=als_dienst("vacatures", "gateway"))
    expected = {"oin": AA, "tooi": f"{TOOI}9901", "naam": "Gemeente Aa", "inwoners": None}
    assert answer.json() == expected
    assert register.get(f"/intern/organisaties/{AA}", headers=ik(AA)).status_code == 404
