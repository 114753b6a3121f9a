"""Verbanden over HTTP: the platform makes them, members see them, others find nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from shared import db
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, CEE, NU, Als

URL = "/deelname/v1/verbanden"


def maak(client: TestClient, platform: Headers, *leden: str, naam: str = "Ander") -> str:
    body = {"naam": naam, "beginDatum": "2026-01-01"}
    id: str = client.post(URL, headers=platform, json=body).json()["id"]
    for oin in leden:
        lid = {"organisatie": oin, "van": "2026-01-01"}
        assert client.post(f"{URL}/{id}/leden", headers=platform, json=lid).status_code == 201
    return id


def namen(client: TestClient, headers: Headers) -> list[str]:
    body = client.get(f"{URL}?telling=true", headers=headers).json()
    assert body["count"] == len(body["results"])
    return [een["naam"] for een in body["results"]]


def test_an_organisation_sees_every_verband_it_is_in(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    maak(register, platform, AA, CEE)
    assert namen(register, ik(AA)) == ["Ander", "Streek Aa en Bee"]
    assert namen(register, ik(BEE)) == ["Streek Aa en Bee"]
    assert namen(register, ik(CEE)) == ["Ander"]
    assert namen(register, platform) == ["Ander", "Streek Aa en Bee"]
    answer = register.get(f"{URL}/{verband}", headers=ik(AA))
    assert answer.json() == {
        "id": str(verband),
        "naam": "Streek Aa en Bee",
        "status": "informeel",
        "beginDatum": "2026-01-01",
        "eindDatum": None,
        "besluitregel": "zonder_stemming",
        "orInstemmingVereist": True,
        "modules": ["pool", "vacatures"],
    }
    assert answer.headers["ETag"]


def test_for_an_outsider_nothing_exists(register: TestClient, verband: UUID, ik: Als) -> None:
    lid = register.get(f"{URL}/{verband}/leden", headers=ik(AA)).json()["results"][0]["id"]
    lid_invoer = {"organisatie": CEE, "van": "2026-01-01"}
    requests: list[tuple[str, str, object]] = [
        ("GET", "", None),
        ("PATCH", "", {"naam": "x"}),
        ("GET", "/leden", None),
        ("POST", "/leden", lid_invoer),
        ("GET", f"/leden/{lid}", None),
        ("PATCH", f"/leden/{lid}", {"tot": None}),
    ]
    outsider = ik(CEE, "beheerder") | {"If-Match": '"99-x"'}
    for method, path, body in requests:
        hidden = register.request(method, f"{URL}/{verband}{path}", headers=outsider, json=body)
        absent = register.request(method, f"{URL}/{uuid4()}{path}", headers=outsider, json=body)
        assert (hidden.status_code, hidden.content) == (404, absent.content), path


def test_a_member_reads_but_does_not_change(register: TestClient, verband: UUID, ik: Als) -> None:
    headers = ik(AA, "beheerder")
    for path, body in (("", {"naam": "x"}), ("/leden/" + str(uuid4()), {"tot": None})):
        answer = register.patch(f"{URL}/{verband}{path}", headers=headers, json=body)
        assert answer.status_code == (403 if not path else 404)
    lid = {"organisatie": CEE, "van": "2026-01-01"}
    assert register.post(f"{URL}/{verband}/leden", headers=headers, json=lid).status_code == 403
    body = {"naam": "x", "beginDatum": "2026-01-01"}
    assert register.post(URL, headers=headers, json=body).status_code == 403


def test_members_are_listed_with_their_names(register: TestClient, verband: UUID, ik: Als) -> None:
    body = register.get(f"{URL}/{verband}/leden?telling=true", headers=ik(BEE)).json()
    assert body["count"] == 2
    assert [(lid["organisatie"], lid["naam"], lid["tot"]) for lid in body["results"]] == [
        (AA, "Gemeente Aa", None),
        (BEE, "Gemeente Bee", None),
    ]
    one = body["results"][0]
    assert register.get(f"{URL}/{verband}/leden/{one['id']}", headers=ik(BEE)).json() == one


def test_who_leaves_sees_it_until_the_last_day_and_may_come_back(
    register: TestClient, verband: UUID, platform: Headers, ik: Als
) -> None:
    leden = f"{URL}/{verband}/leden"
    lid = register.get(leden, headers=platform).json()["results"][0]
    url = f"{leden}/{lid['id']}"
    tag = register.get(url, headers=platform).headers["ETag"]
    einde = {"tot": "2026-08-12"}
    answer = register.patch(url, headers=platform | {"If-Match": tag}, json=einde)
    assert answer.json()["tot"] == "2026-08-12"
    stale = register.patch(url, headers=platform | {"If-Match": tag}, json=einde)
    assert stale.status_code == 412
    assert register.get(f"{URL}/{verband}", headers=ik(AA)).status_code == 200
    morgen = NU + timedelta(days=1)
    assert register.get(f"{URL}/{verband}", headers=ik(AA, nu=morgen)).status_code == 404
    assert namen(register, ik(AA, nu=morgen)) == []
    op = {
        d: register.get(f"{leden}?op={d}", headers=platform) for d in ("2026-08-12", "2026-08-13")
    }
    assert [len(een.json()["results"]) for een in op.values()] == [2, 1]
    terug = {"organisatie": AA, "van": "2026-08-12"}
    answer = register.post(leden, headers=platform, json=terug)
    assert answer.json()["invalidParams"][0]["code"] == "al-lid"
    terug["van"] = "2026-08-13"
    assert register.post(leden, headers=platform, json=terug).status_code == 201
    assert namen(register, ik(AA, nu=morgen)) == ["Streek Aa en Bee"]


def test_every_fault_of_a_membership_at_once(
    register: TestClient, verband: UUID, platform: Headers
) -> None:
    lid = {"organisatie": "00000099000000009000", "van": "2025-12-31", "tot": "2025-12-31"}
    answer = register.post(f"{URL}/{verband}/leden", headers=platform, json=lid)
    assert answer.status_code == 400
    assert [(een["name"], een["code"]) for een in answer.json()["invalidParams"]] == [
        ("organisatie", "organisatie-onbekend"),
        ("van", "buiten-verband"),
    ]


@pytest.mark.parametrize(
    ("wijziging", "code"),
    [
        ({"status": "informeel"}, "status-terug"),
        ({"eindDatum": "2025-01-01"}, "einde-voor-begin"),
        ({"naam": None}, "string_type"),
        ({"beginDatum": "2026-01-01"}, "extra_forbidden"),
    ],
)
def test_a_wrong_change_is_refused(
    register: TestClient,
    verband: UUID,
    platform: Headers,
    wijziging: dict[str, object],
    code: str,
) -> None:
    url = f"{URL}/{verband}"
    assert register.patch(url, headers=platform, json={"status": "afspraken"}).status_code == 200
    answer = register.patch(url, headers=platform, json=wijziging)
    assert (answer.status_code, answer.json()["invalidParams"][0]["code"]) == (400, code)


def test_a_change_keeps_what_it_does_not_name(
    register: TestClient, verband: UUID, platform: Headers
) -> None:
    url = f"{URL}/{verband}"
    tag = register.get(url, headers=platform).headers["ETag"]
    answer = register.patch(
        url, headers=platform | {"If-Match": tag}, json={"eindDatum": "2027-12-31"}
    )
    body = answer.json()
    assert (body["naam"], body["status"]) == ("Streek Aa en Bee", "informeel")
    again = register.patch(url, headers=platform | {"If-Match": tag}, json={"naam": "x"})
    assert again.status_code == 412


def test_two_periods_at_once_never_overlap(
    register: TestClient, verband: UUID, platform: Headers
) -> None:
    def treed_toe(n: int) -> int:
        lid = {"organisatie": CEE, "van": str(date(2026, 2, 1) + timedelta(n))}
        return register.post(f"{URL}/{verband}/leden", headers=platform, json=lid).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(treed_toe, range(4))) == [201, 400, 400, 400]


def test_members_hear_of_it_and_nobody_else(
    register: TestClient, verband: UUID, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    register.patch(f"{URL}/{verband}", headers=platform, json={"naam": "Streek"})
    with migrated("gateway").connect() as tx:
        rows: Any = tx.execute(
            select(db.Gebeurtenis)
            .where(db.Gebeurtenis.onderwerp == verband)
            .order_by(db.Gebeurtenis.nr)
        ).all()
    assert [row.type for row in rows] == [
        "lid-toegetreden",
        "lid-toegetreden",
        "gegevensafspraak-vastgelegd",
        "verband-gewijzigd",
    ]
    assert [row.publiek["organisaties"] for row in rows] == [[AA], [AA, BEE], [AA, BEE], [AA, BEE]]
    assert not any(row.publiek["openbaar"] or row.publiek["verbanden"] for row in rows)


def test_who_left_hears_nothing_more(
    register: TestClient,
    verband: UUID,
    platform: Headers,
    ik: Als,
    migrated: Callable[[str], Engine],
) -> None:
    leden = f"{URL}/{verband}/leden"
    for lid in register.get(leden, headers=platform).json()["results"]:
        if lid["organisatie"] == AA:
            einde = {"tot": "2026-08-12"}
            register.patch(f"{leden}/{lid['id']}", headers=platform, json=einde)
    morgen = ik(None, "platformbeheerder", nu=NU + timedelta(days=1))
    register.patch(f"{URL}/{verband}", headers=morgen, json={"naam": "Streek"})
    later = {"organisatie": CEE, "van": "2027-01-01"}
    register.post(leden, headers=morgen, json=later)
    with migrated("gateway").connect() as tx:
        rows = tx.execute(
            select(db.Gebeurtenis.publiek)
            .where(db.Gebeurtenis.onderwerp == verband)
            .order_by(db.Gebeurtenis.nr.desc())
        ).scalars()
        told = [publiek["organisaties"] for publiek in rows]
    assert told[:3] == [[BEE], [BEE], [AA, BEE]]


def test_a_peer_service_gets_the_members_of_a_day(
    register: TestClient,
    verband: UUID,
    platform: Headers,
    ik: Als,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    """Also of a day to come: the peer says which, by the business clock."""
    vacatures = als_dienst("vacatures", "gateway")
    path = f"/intern/verbanden/{verband}/leden"
    answer = register.get(f"{path}?op=2026-08-12", headers=vacatures)
    assert answer.json() == {"organisaties": [AA, BEE]}
    assert register.get(f"{path}?op=1999-01-01", headers=vacatures).json()["organisaties"] == []
    assert register.get(f"{path}?op=2026-08-12", headers=ik(AA)).status_code == 404
    assert register.get(f"{path}?op=2026-08-12", headers=platform).status_code == 404
    onbekend = f"/intern/verbanden/{uuid4()}/leden?op=2026-08-12"
    assert register.get(onbekend, headers=vacatures).status_code == 404
