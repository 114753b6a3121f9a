"""Medewerkers over HTTP: own HR writes, the person reads, for others nothing exists."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.gateway.medewerker import storage
from services.gateway.medewerker.tables import Medewerker
from shared import db
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, Als

URL = f"/deelname/v1/organisaties/{AA}/medewerkers"
JAN = {
    "externId": "P-0001",
    "naam": "Jan Proef",
    "email": "jan.proef@example.org",
    "vastContract": True,
    "synthetisch": True,
}


@pytest.fixture
def hr(ik: Als) -> Headers:
    return ik(AA, "hr_adviseur")


def leg_vast(client: TestClient, hr: Headers, **meer: object) -> dict[str, Any]:
    answer = client.post(URL, headers=hr, json=JAN | meer)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def records(engine: Engine) -> list[tuple[str, UUID, str | None]]:
    with engine.connect() as tx:
        row = db.Verwerking
        found = select(row.activiteit, row.betrokkene, row.organisatie).order_by(row.nr)
        return [(een.activiteit, een.betrokkene, een.organisatie) for een in tx.execute(found)]


def test_hr_records_reads_and_changes(
    register: TestClient, hr: Headers, migrated: Callable[[str], Engine]
) -> None:
    jan = leg_vast(register, hr)
    url = f"{URL}/{jan['id']}"
    assert jan == JAN | {
        "id": jan["id"],
        "organisatie": AA,
        "leidinggevende": None,
        "herplaatsing": None,
    }
    answer = register.get(url, headers=hr)
    assert answer.json() == jan
    wijziging = {"herplaatsing": {"sinds": "2026-08-01"}, "vastContract": None}
    changed = register.patch(url, headers=hr | {"If-Match": answer.headers["ETag"]}, json=wijziging)
    assert changed.json() == jan | {
        "herplaatsing": {"sinds": "2026-08-01", "tot": None},
        "vastContract": None,
    }
    stale = register.patch(url, headers=hr | {"If-Match": answer.headers["ETag"]}, json={})
    assert stale.status_code == 412
    persoon = UUID(jan["id"])
    assert records(migrated("gateway")) == [
        ("personeelsgegevens vastleggen", persoon, AA),
        ("personeelsgegevens raadplegen", persoon, AA),
        ("personeelsgegevens vastleggen", persoon, AA),
    ]


def test_a_list_records_each_person_that_was_shown(
    register: TestClient, hr: Headers, migrated: Callable[[str], Engine]
) -> None:
    for n in range(3):
        leg_vast(register, hr, externId=f"P-{n}", naam=f"Proef {n}")
    before = len(records(migrated("gateway")))
    body = register.get(f"{URL}?pageSize=2&telling=true", headers=hr).json()
    assert ([een["naam"] for een in body["results"]], body["count"]) == (["Proef 0", "Proef 1"], 3)
    seen = {str(persoon) for _, persoon, _ in records(migrated("gateway"))[before:]}
    assert seen == {een["id"] for een in body["results"]}


@pytest.mark.parametrize(("herplaatsing", "namen"), [("true", ["Met"]), ("false", ["Zonder"])])
def test_who_has_priority_today(
    register: TestClient, hr: Headers, herplaatsing: str, namen: list[str]
) -> None:
    leg_vast(register, hr, naam="Met", herplaatsing={"sinds": "2026-08-12", "tot": "2026-08-12"})
    verlopen = {"sinds": "2026-08-01", "tot": "2026-08-11"}
    leg_vast(register, hr, naam="Zonder", externId="2", herplaatsing=verlopen)
    body = register.get(f"{URL}?herplaatsing={herplaatsing}", headers=hr).json()
    assert [een["naam"] for een in body["results"]] == namen


def test_for_others_nothing_exists(register: TestClient, hr: Headers, ik: Als) -> None:
    jan = leg_vast(register, hr)
    onbekend = URL.replace(AA, "00000099000000009000")
    callers = [
        ik(BEE, "hr_adviseur"),
        ik(AA, "recruiter", "beheerder"),
        ik(AA, "medewerker", medewerker=uuid4()),
        ik(None, "platformbeheerder"),
    ]
    jan_url = f"{URL}/{jan['id']}"
    requests: list[tuple[str, str, str, object]] = [
        ("GET", jan_url, f"{URL}/{uuid4()}", None),
        ("PATCH", jan_url, f"{URL}/{uuid4()}", {"naam": "x"}),
        ("GET", URL, onbekend, None),
        ("POST", URL, onbekend, JAN),
        ("POST", f"{URL}/_zoek", f"{onbekend}/_zoek", {"externIds": ["P-0001"]}),
    ]
    for caller in callers:
        for method, there, nowhere, body in requests:
            hidden = register.request(method, there, headers=caller, json=body)
            absent = register.request(method, nowhere, headers=caller, json=body)
            assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_a_colleague_cannot_be_reached_through_another_organisation(
    register: TestClient, hr: Headers, ik: Als
) -> None:
    jan = leg_vast(register, hr)
    elders = URL.replace(AA, BEE)
    answer = register.get(f"{elders}/{jan['id']}", headers=ik(BEE, "hr_adviseur"))
    assert answer.status_code == 404
    baas = JAN | {"leidinggevende": jan["id"]}
    answer = register.post(elders, headers=ik(BEE, "hr_adviseur"), json=baas)
    assert answer.json()["invalidParams"][0]["code"] == "leidinggevende-onbekend"


def test_a_person_reads_the_own_record(register: TestClient, hr: Headers, ik: Als) -> None:
    jan = leg_vast(register, hr)
    zelf = ik(AA, "medewerker", medewerker=UUID(jan["id"]))
    assert register.get(f"{URL}/{jan['id']}", headers=zelf).json() == jan
    assert register.get(URL, headers=zelf).status_code == 404


def test_hr_finds_by_its_own_key_outside_the_address(register: TestClient, hr: Headers) -> None:
    jan = leg_vast(register, hr)
    vraag = {"externIds": ["P-0001", "P-0002"]}
    assert register.post(f"{URL}/_zoek", headers=hr, json=vraag).json() == {"results": [jan]}


def test_the_same_key_twice_points_to_the_first(register: TestClient, hr: Headers) -> None:
    jan = leg_vast(register, hr)
    answer = register.post(URL, headers=hr, json=JAN)
    assert (answer.status_code, answer.json()["medewerker"]) == (409, jan["id"])


def test_everything_that_is_wrong_is_said_at_once(register: TestClient, hr: Headers) -> None:
    body = JAN | {
        "externId": "111222333",
        "leidinggevende": str(uuid4()),
        "herplaatsing": {"sinds": "2026-08-12", "tot": "2026-08-01"},
    }
    answer = register.post(URL, headers=hr, json=body)
    assert {een["code"] for een in answer.json()["invalidParams"]} == {
        "lijkt-bsn",
        "leidinggevende-onbekend",
        "herplaatsing-omgekeerd",
    }
    assert "111222333" not in answer.text


def test_nobody_leads_oneself_through_others(register: TestClient, hr: Headers) -> None:
    a = leg_vast(register, hr)["id"]
    b = leg_vast(register, hr, externId="b", leidinggevende=a)["id"]
    c = leg_vast(register, hr, externId="c", leidinggevende=b)["id"]
    for leidinggevende in (a, b, c):
        answer = register.patch(f"{URL}/{a}", headers=hr, json={"leidinggevende": leidinggevende})
        assert answer.json()["invalidParams"][0]["code"] == "leidinggevende-kringloop"


def test_two_changes_at_once_do_not_close_a_circle(register: TestClient, hr: Headers) -> None:
    ids = [leg_vast(register, hr, externId=f"P-{n}")["id"] for n in range(4)]

    def onder(n: int) -> int:
        baas = {"leidinggevende": ids[(n + 1) % 4]}
        return register.patch(f"{URL}/{ids[n]}", headers=hr, json=baas).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(onder, range(4))) == [200, 200, 200, 400]


def test_a_peer_service_gets_name_and_mail_only(
    register: TestClient, hr: Headers, als_dienst: Callable[[str, str], Headers]
) -> None:
    url = f"/intern/medewerkers/{leg_vast(register, hr)['id']}"
    answer = register.get(url, headers=als_dienst("vacatures", "gateway"))
    contact = {"naam": JAN["naam"], "email": JAN["email"], "organisatie": AA, "telefoon": None}
    assert answer.json() == contact
    assert register.get(url, headers=hr).status_code == 404


def test_one_pseudonym_for_one_key_also_at_once(
    register: TestClient, migrated: Callable[[str], Engine]
) -> None:
    engine = migrated("gateway")

    def pseudonym(_: int) -> UUID:
        with Session(engine) as tx, tx.begin():
            return storage.get_or_create(tx, AA, "nieuw")

    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(pseudonym, range(8)))
    assert len(found) == 1
    with Session(engine) as tx:
        assert len(tx.scalars(select(Medewerker)).all()) == 1
        facts = storage.caller_facts(tx, found.pop(), date(2026, 8, 12))
        assert facts is not None
        assert (facts.herplaatsing, facts.vast_contract) == (False, None)
        assert storage.caller_facts(tx, uuid4(), date(2026, 8, 12)) is None
