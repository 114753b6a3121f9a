"""Convenanten over HTTP: drawn up, adopted, replaced, and never rewritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg.errors
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.gateway.convenant import storage
from shared import db
from tests.conftest import Headers
from tests.gateway.conftest import AA, BEE, CEE, NU, Als

VERBANDEN = "/deelname/v1/verbanden"
POOL = {
    "doelgroep": "Schaarse experts in het fysieke domein",
    "afzender": "Streek Aa en Bee",
    "roulatiesysteem": "Wie het langst wachtte, is aan de beurt",
    "doelen": "Minder inhuur",
    "kostenEnUren": "Gelijke verdeling",
}
CATEGORIEEN = [
    "herplaatsing",
    "intern",
    "inleenkracht",
    "herplaatsing_partner",
    "partner",
    "doorverwezen",
    "extern",
]


@pytest.fixture
def url(verband: UUID) -> str:
    return f"{VERBANDEN}/{verband}/convenanten"


def stel_op(client: TestClient, url: str, headers: Headers, **inhoud: object) -> dict[str, Any]:
    answer = client.post(url, headers=headers, json={"pool": POOL} | inhoud)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def stel_vast(
    client: TestClient, url: str, headers: Headers, versie: int, vanaf: str | None = None
) -> dict[str, Any]:
    path = f"{url}/{versie}/inwerkingtredingen"
    answer = client.post(path, headers=headers, json={"geldigVanaf": vanaf})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_an_empty_draft_has_the_defaults_and_says_what_is_missing(
    register: TestClient, url: str, verband: UUID, platform: Headers
) -> None:
    answer = register.post(url, headers=platform, json={})
    body = answer.json()
    assert register.get(answer.headers["Location"], headers=platform).json() == body
    assert {name: body[name] for name in ("verband", "versie", "status", "geldigVanaf")} == {
        "verband": str(verband),
        "versie": 1,
        "status": "concept",
        "geldigVanaf": None,
    }
    assert [(fase["naam"], fase["werkdagen"], fase["modus"]) for fase in body["fasen"]] == [
        ("intern", 5, "exclusief"),
        ("partners", 5, "voorrang_bij_passend"),
        ("openbaar", None, "gelijke_geschiktheid"),
    ]
    assert list(body["fasen"][0]["toegang"]) == CATEGORIEEN
    assert body["fasen"][0]["toegang"]["herplaatsing_partner"] == {
        "zichtbaar": True,
        "solliciteren": "aangehouden",
    }
    assert body["kandidaatvolgorde"][1] == ["intern", "inleenkracht"]
    assert (body["voltijdUrenPerWeek"], body["contractbehoud"]) == (36, True)
    assert len(body["functies"]) == 12
    assert {een["zekerheid"] for een in body["zekerheden"]} == {"A", "B", "C"}
    assert [een["waar"] for een in body["gebreken"]] == [f"pool.{naam}" for naam in POOL]


def test_a_draft_changes_until_it_is_adopted_and_then_never(
    register: TestClient, url: str, platform: Headers, ik: Als
) -> None:
    stel_op(register, url, platform, pool={})
    one = f"{url}/1"
    tag = register.get(one, headers=platform).headers["ETag"]
    refused = register.post(f"{one}/inwerkingtredingen", headers=platform, json={})
    assert refused.status_code == 409
    assert refused.json()["beletselen"] == ["onvolledig"]
    assert len(refused.json()["gebreken"]) == 5
    changed = register.patch(
        one, headers=platform | {"If-Match": tag}, json={"pool": POOL, "contractbehoud": False}
    )
    assert changed.json()["gebreken"] == []
    assert changed.json()["pool"]["saldoHorizonMaanden"] == 24
    stale = register.patch(one, headers=platform | {"If-Match": tag}, json={})
    assert stale.status_code == 412
    body = stel_vast(register, url, platform, 1)
    assert (body["status"], body["geldigVanaf"]) == ("van_kracht", "2026-08-12")
    answer = register.patch(one, headers=platform, json={"contractbehoud": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "al-vastgesteld")
    again = register.post(f"{one}/inwerkingtredingen", headers=platform, json={})
    assert again.json()["beletselen"] == ["al-vastgesteld"]
    verband = register.get(url.removesuffix("/convenanten"), headers=ik(AA)).json()
    assert verband["status"] == "convenant"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE convenant SET inhoud = '{}'",
        "UPDATE convenant SET geldig_vanaf = geldig_vanaf - 1",
        "UPDATE convenant SET geldig_vanaf = NULL, vastgesteld_op = NULL",
        "DELETE FROM convenant",
    ],
)
def test_the_database_itself_keeps_an_adopted_version(
    register: TestClient,
    url: str,
    platform: Headers,
    migrated: Callable[[str], Engine],
    statement: str,
) -> None:
    stel_op(register, url, platform)
    stel_vast(register, url, platform, 1)
    with migrated("gateway").connect() as tx, pytest.raises(DBAPIError) as refused:
        tx.execute(text(statement))
    assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)


def test_a_next_version_builds_on_the_last_and_replaces_it_on_its_day(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    ik: Als,
    migrated: Callable[[str], Engine],
) -> None:
    stel_op(register, url, platform, opzegtermijnMaanden=3)
    stel_vast(register, url, platform, 1)
    tweede = register.post(url, headers=platform, json={"partnerTeltAlsIntern": True}).json()
    assert (tweede["versie"], tweede["opzegtermijnMaanden"]) == (2, 3)
    assert tweede["gebreken"] == []
    assert stel_vast(register, url, platform, 2, "2026-09-01")["status"] == "vastgesteld"

    def gezien(nu: Any) -> list[tuple[int, str]]:
        body = register.get(f"{url}?telling=true", headers=ik(AA, nu=nu)).json()
        assert body["count"] == 2
        return [(een["versie"], een["status"]) for een in body["results"]]

    assert gezien(NU) == [(2, "vastgesteld"), (1, "van_kracht")]
    assert gezien(NU + timedelta(days=20)) == [(2, "van_kracht"), (1, "vervangen")]
    with Session(migrated("gateway")) as tx:
        geldend = [
            [(een.verband, een.convenant) for een in storage.verbanden_of(tx, oin, op)]
            for oin, op in [
                (AA, date(2026, 8, 11)),
                (AA, date(2026, 8, 12)),
                (AA, date(2026, 8, 31)),
                (BEE, date(2026, 9, 1)),
                (CEE, date(2026, 9, 1)),
            ]
        ]
    assert geldend == [[], [(verband, 1)], [(verband, 1)], [(verband, 2)], []]


def test_a_verband_that_ended_gives_nothing(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    migrated: Callable[[str], Engine],
) -> None:
    stel_op(register, url, platform)
    stel_vast(register, url, platform, 1)
    einde = {"eindDatum": "2026-12-31"}
    register.patch(f"{VERBANDEN}/{verband}", headers=platform, json=einde)
    with Session(migrated("gateway")) as tx:
        [een] = storage.verbanden_of(tx, AA, date(2026, 12, 31))
        assert (een.verband, een.convenant) == (verband, 1)
        assert storage.verbanden_of(tx, AA, date(2027, 1, 1)) == []
    stel_op(register, url, platform)
    answer = register.post(
        f"{url}/2/inwerkingtredingen", headers=platform, json={"geldigVanaf": "2027-01-01"}
    )
    assert answer.json()["beletselen"] == ["verband-beeindigd"]


def test_every_fault_at_once(register: TestClient, url: str, platform: Headers) -> None:
    dicht = {"zichtbaar": False, "solliciteren": "ja"}
    fase = {"naam": "a", "werkdagen": 30, "modus": "exclusief", "toegang": {"intern": dicht}}
    body = {"fasen": [fase], "kandidaatvolgorde": [["intern"]], "functies": []}
    answer = register.post(url, headers=platform, json=body)
    assert answer.status_code == 400
    found = {(een["name"], een["code"]) for een in answer.json()["invalidParams"]}
    assert {
        ("fasen.0.werkdagen", "laatste-fase-eindigt"),
        ("fasen.0.toegang.intern", "solliciteren-zonder-zicht"),
        ("fasen.0.toegang.extern", "categorie-ontbreekt"),
        ("kandidaatvolgorde.extern", "volgorde-onvolledig"),
        ("functies", "functie-ontbreekt"),
    } <= found
    assert not any(code == "keuze-ontbreekt" for _, code in found)
    assert register.get(url, headers=platform).json()["results"] == []


NIEUW: dict[str, Any] = {
    "kortsteInzetDagen": 28,
    "langsteInzetDagen": 364,
    "rotatieDagen": 182,
    "horizonWeken": 52,
    "saldoHorizonMaanden": 24,
    "saldoMaximumProcent": 25,
    "saldoVervalProcent": 50,
    "spoedbeurtenPerJaar": 2,
    "voorstelGeldigDagen": 28,
    "verificatieMaanden": 12,
    "verificatieHerinneringWeken": 4,
    "terugkeerHerinneringWeken": 8,
    "vervolgSignaalWeken": 8,
    "overdrachtSignaalWeken": 2,
    "startSignaalDagen": 7,
    "opzegtermijnWeken": 4,
    "waarschuwingMaanden": 11,
    "kleineBehoefteUren": 16,
    "terugkerendeInhuurPerioden": 3,
    "behoefteBijMinimaalOrganisaties": 3,
    "inzetBewaartermijnMaanden": 24,
    "ruilLangsteKring": 3,
    "ruilUrenverschil": 4,
    "traineeTellingVanaf": 5,
    "traineeWensOrganisatie": 5,
    "traineeWensLaag": 3,
    "traineeWensOnderwerp": 1,
    "klussenplanMaanden": 24,
    "inhuurtoetsRedenTekens": 20,
    "klankbordVerklaringMaanden": 12,
    "klankbordWistermijnDagen": 14,
    "klankbordOnkostenCentPerJaar": 210_000,
    "urenHerinneringDagen": 3,
    "urenGoedkeuringDagen": 7,
    "urenBewaartermijnMaanden": 24,
    "leegloopSleutel": "gebruik",
    "samenwerkingVerrekenen": False,
    "betaaltermijnDagen": 30,
    "btwPercentage": 21,
    "toestemmingVooraf": True,
    "tariefGrondslag": None,
    "tariefCentPerUur": None,
    "tariefPerNiveau": {},
}


def test_the_pool_has_its_settings_and_they_can_change(
    register: TestClient, url: str, platform: Headers
) -> None:
    body = stel_op(register, url, platform)
    assert NIEUW.items() <= body["pool"].items()
    tarief = {"tariefGrondslag": "integraal", "tariefPerNiveau": {"senior": 9500}}
    anders = tarief | {"kortsteInzetDagen": 56}
    changed = register.patch(f"{url}/1", headers=platform, json={"pool": anders}).json()
    assert (NIEUW | POOL | anders).items() <= changed["pool"].items()
    # A draft of later starts from what was adopted, and a tariff can be taken back.
    stel_vast(register, url, platform, 1)
    terug: dict[str, Any] = {"tariefGrondslag": None, "tariefPerNiveau": {}}
    later = stel_op(register, url, platform, pool=terug)
    assert (later["pool"]["kortsteInzetDagen"], later["pool"]["tariefGrondslag"]) == (56, None)


def test_all_faults_of_the_pool_come_at_once(
    register: TestClient, url: str, platform: Headers
) -> None:
    fout = {"langsteInzetDagen": 7, "horizonWeken": 4, "tariefCentPerUur": 5000}
    body = {"pool": fout | {"kortsteInzetDagen": 29}}
    answer = register.post(url, headers=platform, json=body)
    assert [(een["name"], een["code"]) for een in answer.json()["invalidParams"]] == [
        ("pool.kortsteInzetDagen", "kortste-langer-dan-langste"),
        ("pool.kortsteInzetDagen", "kortste-langer-dan-horizon"),
        ("pool.tariefGrondslag", "tarief-zonder-grondslag"),
    ]


def test_a_version_of_before_these_settings_is_still_read(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    migrated: Callable[[str], Engine],
) -> None:
    stel_op(register, url, platform)
    oud = {"doelgroep", "afzender", "roulatiesysteem", "doelen", "kosten_en_uren"} | {
        "verdeelsleutel",
        "saldo_horizon_maanden",
        "maximum_gelijktijdige_inzetten",
    }
    with Session(migrated("gateway")) as tx, tx.begin():
        row = storage.get(tx, verband, 1)
        assert row is not None
        pool = {naam: waarde for naam, waarde in row.inhoud["pool"].items() if naam in oud}
        eerder = [h for h in row.inhoud["zekerheden"] if not h["instelling"].startswith("pool.")]
        row.inhoud = row.inhoud | {"pool": pool, "zekerheden": eerder}
    body = register.get(f"{url}/1", headers=platform).json()
    assert NIEUW.items() <= body["pool"].items()
    genoemd = {een["instelling"] for een in body["zekerheden"]}
    assert "pool.langsteInzetDagen" in genoemd
    stel_vast(register, url, platform, 1)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"pool": {"kortsteInzetDagen": 0}}, "pool.kortsteInzetDagen"),
        ({"pool": {"saldoVervalProcent": 101}}, "pool.saldoVervalProcent"),
        ({"pool": {"tariefGrondslag": "marktprijs"}}, "pool.tariefGrondslag"),
        ({"pool": {"tariefPerNiveau": {"senior": -1}}}, "pool.tariefPerNiveau.senior"),
        ({"voltijdUrenPerWeek": 0}, "voltijdUrenPerWeek"),
        ({"opzegtermijnMaanden": 13}, "opzegtermijnMaanden"),
        ({"fasen": None}, "fasen"),
        ({"pool": {"verdeelsleutel": "loting"}}, "pool.verdeelsleutel"),
        ({"pool": {"doelen": "\0"}}, "pool.doelen"),
        ({"functies": [{"code": "A b", "naam": "a", "domein": "d"}]}, "functies.0.code"),
        ({"versie": 3}, "versie"),
    ],
)
def test_what_is_not_a_convenant_is_refused(
    register: TestClient, url: str, platform: Headers, body: dict[str, object], name: str
) -> None:
    answer = register.post(url, headers=platform, json=body)
    assert (answer.status_code, answer.json()["invalidParams"][0]["name"]) == (400, name)


def test_a_beheerder_of_a_member_may_write_and_says_who_acts(
    register: TestClient, url: str, ik: Als
) -> None:
    stel_op(register, url, ik(AA, "beheerder"))
    path = f"{url}/1/inwerkingtredingen"
    answer = register.post(path, headers=ik(BEE, "beheerder", gebruiker=None), json={})
    assert (answer.status_code, answer.json()["code"]) == (400, "gebruiker-ontbreekt")
    assert register.post(path, headers=ik(BEE, "recruiter"), json={}).status_code == 403
    assert register.patch(f"{url}/1", headers=ik(BEE, "recruiter"), json={}).status_code == 403
    assert register.post(url, headers=ik(BEE, "hr_adviseur"), json={}).status_code == 403
    assert register.post(path, headers=ik(BEE, "beheerder"), json={}).status_code == 201


def test_for_an_outsider_nothing_exists(
    register: TestClient, url: str, platform: Headers, ik: Als
) -> None:
    stel_op(register, url, platform)
    nergens = f"{VERBANDEN}/{uuid4()}/convenanten"
    outsider = ik(CEE, "beheerder", gebruiker=None) | {"If-Match": '"99-x"'}
    requests: list[tuple[str, str, object]] = [
        ("GET", "", None),
        ("POST", "", {}),
        ("GET", "/1", None),
        ("PATCH", "/1", {}),
        ("POST", "/1/inwerkingtredingen", {}),
    ]
    for method, path, body in requests:
        hidden = register.request(method, url + path, headers=outsider, json=body)
        absent = register.request(method, nergens + path, headers=outsider, json=body)
        assert (hidden.status_code, hidden.content) == (404, absent.content), path
    assert register.get(f"{url}/2", headers=platform).status_code == 404


def test_a_peer_service_gets_adopted_versions_only(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    concept = stel_op(register, url, platform)
    intern = f"/intern/convenanten/{verband}/1"
    vacatures = als_dienst("vacatures", "gateway")
    assert register.get(intern, headers=vacatures).status_code == 404
    stel_vast(register, url, platform, 1)
    body = register.get(intern, headers=vacatures).json()
    gelijk = ("fasen", "kandidaatvolgorde", "pool", "functies", "zekerheden", "versie", "verband")
    assert {name: body[name] for name in gelijk} == {name: concept[name] for name in gelijk}
    assert (body["status"], "gebreken" in body) == ("van_kracht", False)
    assert register.get(intern, headers=platform).status_code == 404


def test_a_peer_service_gets_what_is_in_force_today(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    path, pool = f"/intern/convenanten/{verband}", als_dienst("pool", "gateway")
    stel_op(register, url, platform)
    assert register.get(path, headers=pool).status_code == 404
    stel_vast(register, url, platform, 1)
    stel_op(register, url, platform)
    stel_vast(register, url, platform, 2, "2999-01-01")
    assert register.get(path, headers=pool).json()["versie"] == 1
    assert register.get(path, headers=platform).status_code == 404
    assert register.get(f"/intern/convenanten/{uuid4()}", headers=pool).status_code == 404


def test_a_peer_service_asks_in_which_verbanden_an_organisation_is(
    register: TestClient,
    url: str,
    verband: UUID,
    platform: Headers,
    als_dienst: Callable[[str, str], Headers],
) -> None:
    vacatures = als_dienst("vacatures", "gateway")
    path = f"/intern/deelnames/{AA}"
    # Without a convenant in force there is nothing to share by.
    assert register.get(path, headers=vacatures).json() == {"verbanden": []}
    stel_op(register, url, platform)
    stel_vast(register, url, platform, 1)
    lid = {"verband": str(verband), "convenant": 1}
    assert register.get(path, headers=vacatures).json() == {"verbanden": [lid]}
    nergens = register.get(f"/intern/deelnames/{CEE}", headers=vacatures)
    assert lid not in nergens.json()["verbanden"]
    assert register.get(path, headers=platform).status_code == 404


def test_two_drafts_at_once_get_two_numbers(
    register: TestClient, url: str, platform: Headers
) -> None:
    with ThreadPoolExecutor(4) as threads:
        drafts = list(threads.map(lambda _: stel_op(register, url, platform), range(4)))
    assert sorted(draft["versie"] for draft in drafts) == [1, 2, 3, 4]


def test_two_adoptions_at_once_give_one_order(
    register: TestClient, url: str, platform: Headers
) -> None:
    for _ in range(4):
        stel_op(register, url, platform)

    def adopt(versie: int) -> int:
        path = f"{url}/{versie}/inwerkingtredingen"
        return register.post(path, headers=platform, json={}).status_code

    with ThreadPoolExecutor(4) as threads:
        codes = dict(zip(range(1, 5), threads.map(adopt, range(1, 5)), strict=True))
    assert codes[4] == 201
    statuses = {
        een["versie"]: een["status"]
        for een in register.get(url, headers=platform).json()["results"]
    }
    assert statuses[4] == "van_kracht"
    for versie in (1, 2, 3):
        assert statuses[versie] == ("vervangen" if codes[versie] == 201 else "concept")


def test_members_hear_of_it(
    register: TestClient, url: str, platform: Headers, migrated: Callable[[str], Engine]
) -> None:
    stel_op(register, url, platform)
    register.patch(f"{url}/1", headers=platform, json={"contractbehoud": False})
    stel_vast(register, url, platform, 1)
    with migrated("gateway").connect() as tx:
        rows = tx.execute(
            select(db.Gebeurtenis)
            .where(db.Gebeurtenis.type.startswith("convenant-"))
            .order_by(db.Gebeurtenis.nr)
        ).all()
    assert [row.type for row in rows] == [
        "convenant-opgesteld",
        "convenant-gewijzigd",
        "convenant-vastgesteld",
    ]
    assert {row.dataref for row in rows} == {f"{url}/1"}
    assert all(row.publiek["organisaties"] == [AA, BEE] for row in rows)
