"""What the employer received itself is registered: the order holds, nobody chooses a category."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    NU,
    OPENBAAR,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.sollicitatie.stappen import (
    IN_OPENBAAR,
    IN_PARTNERS,
    beoordeel,
    bied,
    solliciteer,
    wijzig,
)


def registreer(client: TestClient, vacature: str, headers: Headers, **body: Any) -> Any:
    path = f"{BASE}/vacatures/{vacature}/registraties"
    return client.post(path, headers=headers, json=body)


def koppel(client: TestClient, code: str, headers: Headers) -> Any:
    return client.post(f"{BASE}/koppelingen", headers=headers, json={"code": code})


def lijst(client: TestClient, vacature: str, headers: Headers) -> list[dict[str, Any]]:
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    return list(client.get(path, headers=headers).json()["results"])


def test_with_only_a_reference_it_is_extern_and_held_until_the_public_phase(
    client: TestClient, recruiter: Vraag, vacature: str
) -> None:
    answer = registreer(client, vacature, recruiter(), kenmerk="ATS-2026-0017")
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert (body["categorie"], body["herkomst"], body["kenmerk"]) == (
        "extern",
        "werkgever",
        "ATS-2026-0017",
    )
    assert (body["aangehouden"], body["teltVanafOp"]) == (True, "2026-08-26T22:00:00Z")
    assert answer.headers["Location"] == body["url"]
    gelezen = client.get(body["url"], headers=recruiter()).json()
    assert gelezen["kenmerk"] == "ATS-2026-0017"
    assert "koppelcode" not in gelezen  # shown once
    [regel] = lijst(client, vacature, recruiter())
    assert (regel["id"], regel["kenmerk"]) == (body["id"], "ATS-2026-0017")
    dubbel = registreer(client, vacature, recruiter(), kenmerk="ATS-2026-0017")
    assert [b["code"] for b in dubbel.json()["beletselen"]] == ["al-gesolliciteerd"]


def test_the_category_of_an_own_employee_follows_from_what_own_hr_recorded(
    client: TestClient, recruiter: Vraag, vacature: str, buur: Buur, ik: Vraag
) -> None:
    wie = uuid4()
    buur.antwoorden[f"/intern/bellers/{wie}"] = {
        "organisatie": AA,
        "verbanden": [],
        "herplaatsing": True,
        "vastContract": True,
    }
    answer = registreer(client, vacature, recruiter(), medewerker=str(wie))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["categorie"], answer.json()["koppelcode"]) == ("herplaatsing", None)
    zelf = ik(AA, "medewerker", medewerker=wie)
    own = client.get(f"{BASE}/sollicitaties", headers=zelf).json()["results"]
    assert [een["id"] for een in own] == [answer.json()["id"]]
    assert own[0]["kenmerk"] is None
    nog_eens = registreer(client, vacature, recruiter(), medewerker=str(wie))
    assert nog_eens.status_code == 409
    assert wijzig(client, own[0]["id"], zelf, "ingetrokken").status_code == 201


def test_a_registered_inleenkracht_keeps_a_permanent_contract(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    buur: Buur,
    migrated: Callable[[str], Engine],
) -> None:
    """Internal where they work, and still in service at the partner that they would leave."""
    wie = uuid4()
    feiten = {"organisatie": BEE, "verbanden": [], "herplaatsing": False, "vastContract": True}
    buur.antwoorden[f"/intern/bellers/{wie}"] = feiten
    with migrated("vacatures").begin() as tx:
        rij = "(gen_random_uuid(), :wie, :bij, '2026-08-01', NULL, true)"
        tx.execute(text(f"INSERT INTO inleenkracht VALUES {rij}"), {"wie": wie, "bij": AA})
    gemaakt = registreer(client, vacature, recruiter(), medewerker=str(wie)).json()
    assert gemaakt["categorie"] == "inleenkracht"
    beoordeel(client, gemaakt["id"], recruiter())
    minder = bied(client, gemaakt["id"], recruiter(), contractsoort="tijdelijk")
    assert [b["code"] for b in minder.json()["beletselen"]] == ["contractbehoud"]
    assert bied(client, gemaakt["id"], recruiter()).status_code == 201


@pytest.mark.parametrize(
    "feiten",
    [None, {"organisatie": BEE, "verbanden": [[str(VERBAND), 1]], "herplaatsing": False}],
)
def test_a_recruiter_registers_own_people_only_by_pseudonym(
    client: TestClient, recruiter: Vraag, vacature: str, buur: Buur, feiten: Any
) -> None:
    wie = uuid4()
    if feiten:
        buur.antwoorden[f"/intern/bellers/{wie}"] = feiten
    answer = registreer(client, vacature, recruiter(), medewerker=str(wie))
    assert answer.status_code == 400
    assert [f["code"] for f in answer.json()["invalidParams"]] == ["onbekend"]


def test_a_dead_gateway_registers_nothing(
    client: TestClient, recruiter: Vraag, vacature: str, buur: Buur
) -> None:
    buur.server.server_close()
    answer = registreer(client, vacature, recruiter(), medewerker=str(uuid4()))
    assert answer.status_code == 503
    assert lijst(client, vacature, recruiter()) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "een-van-beide"),
        ({"kenmerk": "x", "medewerker": str(uuid4())}, "een-van-beide"),
        ({"kenmerk": "123456782"}, "lijkt-bsn"),
    ],
)
def test_what_is_asked(
    client: TestClient, recruiter: Vraag, vacature: str, body: Any, code: str
) -> None:
    answer = registreer(client, vacature, recruiter(), **body)
    assert answer.status_code == 400
    assert [f["code"] for f in answer.json()["invalidParams"]] == [code]


def test_only_what_came_in_while_open(client: TestClient, recruiter: Vraag, vacature: str) -> None:
    hr = recruiter(nu=later(NU, days=1))
    for moment, code in (
        (later(NU, days=2), "toekomst"),
        (later(NU, days=-1), "buiten-openstelling"),
    ):
        op = moment.isoformat().replace("+00:00", "Z")
        answer = registreer(client, vacature, hr, kenmerk="A-1", ontvangenOp=op)
        assert answer.status_code == 409
        assert [b["code"] for b in answer.json()["beletselen"]] == [code]
    op = later(NU, hours=3).isoformat().replace("+00:00", "Z")
    # A recruiter closed it early: what came in before may be registered, what came later not.
    path = f"{BASE}/vacatures/{vacature}/statuswijzigingen"
    assert client.post(path, headers=hr, json={"naar": "gesloten"}).status_code == 201
    dicht = registreer(client, vacature, recruiter(nu=later(NU, days=2)), kenmerk="A-2")
    assert [b["code"] for b in dicht.json()["beletselen"]] == ["buiten-openstelling"]
    laat = registreer(client, vacature, hr, kenmerk="A-1", ontvangenOp=op)
    assert laat.json()["ontvangenOp"] == op


def test_the_person_makes_it_the_own_and_gets_the_own_place(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    body = registreer(client, vacature, recruiter(), kenmerk="A-1").json()
    solliciteer(client, vacature, ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR))
    partner = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS, vast_contract=True)
    assert koppel(client, "nooit-bestaan-deze-code", partner).status_code == 400
    answer = koppel(client, body["koppelcode"], partner)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["categorie"], answer.json()["teltVanafOp"]) == (
        "partner",
        "2026-08-19T22:00:00Z",  # received before, counts from the own phase
    )
    regels = lijst(client, vacature, recruiter(nu=IN_OPENBAAR))
    assert [r["categorie"] for r in regels] == ["partner", "extern"]
    assert koppel(client, body["koppelcode"], partner).status_code == 400  # used
    own = client.get(answer.headers["Location"], headers=partner)
    assert own.status_code == 200


def test_who_applied_already_cannot_make_another_the_own(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    body = registreer(client, vacature, recruiter(), kenmerk="A-1").json()
    partner = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS)
    solliciteer(client, vacature, partner)
    assert koppel(client, body["koppelcode"], partner).json()["code"] == "al-gesolliciteerd"


def test_a_decided_application_keeps_its_category(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    hr = recruiter(nu=IN_OPENBAAR)
    body = registreer(client, vacature, hr, kenmerk="A-1").json()
    assert wijzig(client, body["id"], hr, "afgewezen", reden="Te weinig ervaring.").status_code == (
        201
    )
    partner = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)
    answer = koppel(client, body["koppelcode"], partner).json()
    assert (answer["categorie"], answer["reden"]) == ("extern", "Te weinig ervaring.")


def test_what_somebody_known_by_a_reference_told_is_recorded_with_a_reason(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    """Without an own login nobody else can: or a place would never be filled."""
    hr = recruiter(nu=IN_OPENBAAR)
    een, twee = (registreer(client, vacature, hr, kenmerk=nr).json() for nr in ("A-1", "A-2"))
    beoordeel(client, een["id"], hr)
    assert bied(client, een["id"], hr).status_code == 201
    kaal = wijzig(client, een["id"], hr, "aangenomen")
    assert (kaal.status_code, kaal.json()["mogelijk"]) == (
        400,
        ["aangenomen", "in_behandeling", "ingetrokken"],
    )
    ja = wijzig(client, een["id"], hr, "aangenomen", reden="Per brief van 27 augustus.")
    assert (ja.status_code, ja.json()["partij"]) == (201, "werkgever")
    weg = wijzig(client, twee["id"], hr, "ingetrokken", reden="Belde af.")
    assert weg.status_code == 201
    # Once the person made it the own, nobody else speaks for them.
    drie = registreer(client, vacature, hr, kenmerk="A-3").json()
    zelf = ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)
    assert koppel(client, drie["koppelcode"], zelf).status_code == 201
    nee = wijzig(client, drie["id"], hr, "ingetrokken", reden="Belde af.")
    assert (nee.status_code, nee.json()["beletselen"][0]["code"]) == (409, "andere-partij")


def test_a_pool_gets_no_member_whom_only_the_employer_knows(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    id = nieuw(client, recruiter(), poolplaats=str(uuid4()))
    open_(client, recruiter(), id)
    hr = recruiter(nu=IN_OPENBAAR)
    made = registreer(client, id, hr, kenmerk="A-1").json()
    beoordeel(client, made["id"], hr)
    bied(client, made["id"], hr)
    nee = wijzig(client, made["id"], hr, "aangenomen", reden="Per brief.")
    assert (nee.status_code, nee.json()["beletselen"][0]["code"]) == (409, "niet-gekoppeld")
    zelf = ik(CEE, "medewerker", medewerker=uuid4(), nu=IN_OPENBAAR)
    koppel(client, made["koppelcode"], zelf)
    assert wijzig(client, made["id"], zelf, "aangenomen").status_code == 201


def test_one_reference_registered_by_two_at_once_is_one(
    client: TestClient, recruiter: Vraag, vacature: str
) -> None:
    def leg_vast(_: int) -> int:
        return int(registreer(client, vacature, recruiter(), kenmerk="A-1").status_code)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(leg_vast, range(4))) == [201, 409, 409, 409]


def test_one_code_used_by_two_at_once_is_one_persons(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    code = registreer(client, vacature, recruiter(), kenmerk="A-1").json()["koppelcode"]
    wie = [ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda w: koppel(client, code, w).status_code, wie))
    assert codes == [201, 400, 400, 400]


def test_who_is_known_by_a_reference_only_gets_no_message(
    client: TestClient, recruiter: Vraag, vacature: str, migrated: Callable[[str], Engine]
) -> None:
    hr = recruiter(nu=later(OPENBAAR, hours=1))
    body = registreer(client, vacature, hr, kenmerk="A-1").json()
    wijzig(client, body["id"], hr, "afgewezen", reden="Te weinig ervaring.")
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht_uit")) == 0
        log = tx.execute(text("SELECT partij, gebruiker FROM sollicitatielog ORDER BY nr")).all()
    assert tuple(log[0]) == ("werkgever", "proefpersoon")


def test_outsiders_find_nothing_to_register_on(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    for headers, status in (
        (ik(BEE, "recruiter"), 404),
        (ik(AA, "medewerker", medewerker=uuid4()), 403),
        (recruiter(gebruiker=None), 400),
    ):
        assert registreer(client, vacature, headers, kenmerk="A-1").status_code == status


def test_a_repeat_with_the_same_key_does_not_show_the_code_again(
    client: TestClient, recruiter: Vraag, vacature: str
) -> None:
    hr = recruiter() | {"Idempotency-Key": "registratie-1"}
    assert registreer(client, vacature, hr, kenmerk="A-1").status_code == 201
    assert registreer(client, vacature, hr, kenmerk="A-1").json()["code"] == "al-uitgevoerd"
