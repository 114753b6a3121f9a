"""Salary tables over HTTP, and the amounts of a vacancy that come from them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, NU, Vraag, nieuw, open_

PAD = f"{BASE}/salaristabellen"
REGELS: list[dict[str, Any]] = [
    {"schaal": schaal, "periodiek": periodiek, "bedrag": laagste + periodiek * 15_000}
    for schaal, laagste in (("10", 330_000), ("10A", 350_000), ("11", 400_000))
    for periodiek in range(12)
]
TABEL: dict[str, Any] = {
    "cao": "gemeenten",
    "geldigVanaf": "2026-01-01",
    "bron": "Cao Gemeenten art. 3.3 (bedragen verzonnen)",
    "regels": REGELS,
}
IN_CAO: dict[str, Any] = {"salarisMin": None, "salarisMax": None, "cao": "gemeenten"}


def upload(client: TestClient, headers: Headers, **anders: Any) -> Any:
    return client.post(PAD, headers=headers, json=TABEL | anders)


def lees(client: TestClient, headers: Headers, id: str) -> dict[str, Any]:
    return dict(client.get(f"{BASE}/vacatures/{id}", headers=headers).json())


def test_uploaded_read_and_repeated(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    een = upload(client, recruiter())
    assert (een.status_code, een.json()["uitkomst"], een.json()["versie"]) == (201, "toegevoegd", 1)
    assert een.json()["zekerheid"] == "B"
    weer = upload(client, recruiter(), regels=REGELS[::-1])
    assert (weer.status_code, weer.json()["uitkomst"]) == (200, "ongewijzigd")
    assert weer.headers["Location"] == een.headers["Location"]
    for vreemd in (ik(BEE, "recruiter"), ik(None)):
        assert client.get(een.headers["Location"], headers=vreemd).status_code == 404
        assert client.get(PAD, headers=vreemd).json()["results"] == []
    collega = ik(AA, "medewerker")
    gelezen = client.get(een.headers["Location"], headers=collega)
    assert gelezen.json()["regels"] == REGELS
    not_again = {"If-None-Match": gelezen.headers["ETag"]}
    assert client.get(een.headers["Location"], headers=collega | not_again).status_code == 304


def test_a_correction_is_a_new_version(client: TestClient, recruiter: Vraag) -> None:
    een = upload(client, recruiter()).json()
    anders = [REGELS[0] | {"bedrag": 329_000}, *REGELS[1:]]
    zonder = upload(client, recruiter(), regels=anders)
    assert (zonder.status_code, zonder.json()["code"]) == (409, "correctie-zonder-reden")
    twee = upload(client, recruiter(), regels=anders, reden="Tikfout in schaal 10").json()
    assert (twee["versie"], twee["uitkomst"], twee["reden"]) == (
        2,
        "gecorrigeerd",
        "Tikfout in schaal 10",
    )
    nog = client.get(f"{PAD}/{een['id']}", headers=recruiter()).json()
    assert (nog["versie"], nog["regels"]) == (1, REGELS)
    later = upload(client, recruiter(), geldigVanaf="2027-01-01").json()
    assert (later["versie"], later["uitkomst"]) == (1, "toegevoegd")

    def ids(**vraag: Any) -> list[str]:
        answer = client.get(PAD, headers=recruiter(), params=vraag)
        assert answer.status_code == 200, answer.text
        lijst = answer.json()["results"]
        return [t["id"] for t in lijst]

    assert ids() == [later["id"], twee["id"], een["id"]]
    assert ids(geldigOp="2026-06-01") == [twee["id"]]
    assert ids(geldigOp="2027-06-01", werkgever=AA, cao="gemeenten") == [later["id"]]
    assert ids(geldigOp="2025-12-31") == ids(werkgever=BEE) == ids(cao="rijk") == []


def test_faults_all_at_once(client: TestClient, recruiter: Vraag) -> None:
    regels = [
        {"schaal": "19", "periodiek": 0, "bedrag": 330_000},
        {"schaal": "10", "periodiek": 1, "bedrag": 3300},
        {"schaal": "11", "periodiek": 0, "bedrag": 400_000},
        {"schaal": "11", "periodiek": 0, "bedrag": 400_000},
    ]
    answer = upload(client, recruiter(), regels=regels)
    assert answer.status_code == 400
    assert [(p["name"], p["code"]) for p in answer.json()["invalidParams"]] == [
        ("regels.0.schaal", "schaal-onbekend"),
        ("regels.1.bedrag", "bedrag-onwaarschijnlijk"),
        ("regels.2", "dubbel"),
        ("regels.3", "dubbel"),
    ]


def test_csv(client: TestClient, recruiter: Vraag) -> None:
    vraag = {"cao": "gemeenten", "geldigVanaf": "2026-01-01", "bron": "Cao"}
    kop = {"Content-Type": "text/csv"}

    def stuur(inhoud: bytes, **meer: str) -> Any:
        return client.post(
            f"{PAD}/_csv", headers=recruiter() | kop, params=vraag | meer, content=inhoud
        )

    goed = b"schaal;periodiek;bedrag\r\n10;0;3.300,00\r\n10;1;3450,00\r\n"
    answer = stuur(goed)
    assert (answer.status_code, answer.json()["regels"][1]["bedrag"]) == (201, 345_000)
    assert stuur(goed).status_code == 200
    fout = stuur(b"schaal;periodiek;bedrag\n10;0;veel\n99;1;3450,00\n10;2;12,00")
    assert [(p["name"], p["code"]) for p in fout.json()["invalidParams"]] == [
        ("regel 2.bedrag", "bedrag-ongeldig"),
        ("regel 3.schaal", "schaal-onbekend"),
        ("regel 4.bedrag", "bedrag-onwaarschijnlijk"),
    ]
    assert stuur(b"\xff\xfe").json()["invalidParams"][0]["code"] == "geen-utf8"
    assert stuur(b"").json()["invalidParams"][0]["code"] == "leeg"
    als_json = recruiter() | {"Content-Type": "application/json"}
    assert (
        client.post(f"{PAD}/_csv", headers=als_json, params=vraag, content=b"{}").status_code == 415
    )


def test_the_same_file_for_another_day_is_another_request(
    client: TestClient, recruiter: Vraag
) -> None:
    """What is beside the file counts for an Idempotency-Key too."""
    kop = recruiter() | {"Idempotency-Key": "tabel-1", "Content-Type": "text/csv"}
    csv = b"schaal;periodiek;bedrag\r\n9;0;3500,00\r\n9;1;3600,00\r\n"

    def stuur(dag: str, inhoud: bytes = csv) -> Any:
        kern = {"cao": "gemeenten", "geldigVanaf": dag, "bron": "Verzonnen", "zekerheid": "C"}
        return client.post(f"{PAD}/_csv", headers=kop, params=kern, content=inhoud)

    een, nog_eens, ander = (stuur(dag) for dag in ("2026-01-01", "2026-01-01", "2026-07-01"))
    assert (een.status_code, nog_eens.json()) == (201, een.json())
    assert nog_eens.headers["Idempotency-Replayed"] == "true"
    bestand = stuur("2026-01-01", csv.replace(b"3600", b"3700"))
    for anders in (ander, bestand):
        assert (anders.status_code, anders.json().get("code")) == (409, "sleutel-hergebruikt")


def test_who_uploads(client: TestClient, ik: Vraag) -> None:
    assert upload(client, ik(AA, "medewerker")).status_code == 403
    assert upload(client, ik(None, "recruiter")).status_code == 403
    voor_ander = upload(client, ik(AA, "recruiter"), werkgever=BEE)
    assert (voor_ander.status_code, voor_ander.json()["code"]) == (403, "geen-mandaat")
    assert upload(client, ik(AA, "beheerder"), werkgever=AA).status_code == 201


def test_two_corrections_at_once_are_two_versions(client: TestClient, recruiter: Vraag) -> None:
    headers = recruiter()
    upload(client, headers)

    def verbeter(nr: int) -> int:
        regels = [REGELS[0] | {"bedrag": 320_000 + nr}, *REGELS[1:]]
        return int(upload(client, headers, regels=regels, reden=f"Keer {nr}").json()["versie"])

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(verbeter, range(4))) == [2, 3, 4, 5]


# ---- the amounts of a vacancy


def test_the_amounts_come_from_the_table_and_stay(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    tabel = upload(client, recruiter()).json()["id"]
    id = nieuw(client, recruiter(), **IN_CAO, schaalMin="10", schaalMax="11")
    concept = lees(client, recruiter(), id)
    voorstel = concept["salarisBijOpenstelling"]
    assert (voorstel["salarisMin"], voorstel["salarisMax"]) == (330_000, 565_000)
    assert (voorstel["bron"], voorstel["tabel"], voorstel["zekerheid"]) == ("tabel", tabel, "B")
    assert (concept["ontbreekt"], concept["salarisMin"]) == ([], None)
    open_(client, recruiter(), id)
    anders = [regel | {"bedrag": regel["bedrag"] + 1000} for regel in REGELS]
    assert upload(client, recruiter(), regels=anders, reden="Verhoogd").status_code == 201
    for headers in (recruiter(), ik(AA, "medewerker")):
        een = lees(client, headers, id)
        assert (een["salarisMin"], een["salarisMax"]) == (330_000, 565_000)
        assert (een["salarisbron"], een["salaristabel"]) == ("tabel", tabel)
        assert een["salarisBijOpenstelling"] is None
    vast = client.patch(
        f"{BASE}/vacatures/{id}", headers=recruiter(), json={"salarisMin": 331_000, "cao": "rijk"}
    )
    assert [b["veld"] for b in vast.json()["beletselen"]] == ["cao", "salarisMin"]


def test_amounts_by_hand_only_without_a_table(client: TestClient, recruiter: Vraag) -> None:
    met_de_hand = nieuw(client, recruiter(), cao="gemeenten")
    een = lees(client, recruiter(), met_de_hand)["salarisBijOpenstelling"]
    assert [w["code"] for w in een["waarschuwingen"]] == ["geen-tabel"]
    open_(client, recruiter(), met_de_hand)
    assert lees(client, recruiter(), met_de_hand)["salarisbron"] == "handmatig"
    upload(client, recruiter())
    id = nieuw(client, recruiter(), titel="Jurist", cao="gemeenten")
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    assert answer.status_code == 409
    assert [(b["veld"], b["code"]) for b in answer.json()["beletselen"]] == [
        ("salarisMin", "wijkt-af-van-tabel"),
        ("salarisMax", "wijkt-af-van-tabel"),
    ]
    leeg = {"salarisMin": None, "salarisMax": None}
    client.patch(f"{BASE}/vacatures/{id}", headers=recruiter(), json=leeg)
    open_(client, recruiter(), id)
    assert lees(client, recruiter(), id)["salarisMax"] == 565_000


@pytest.mark.parametrize(("dag", "verwacht"), [("2026-08-12", 350_000), ("2026-08-13", 330_000)])
def test_the_table_of_the_opening_day(
    client: TestClient, recruiter: Vraag, dag: str, verwacht: int
) -> None:
    upload(client, recruiter())
    anders = [regel | {"bedrag": regel["bedrag"] + 20_000} for regel in REGELS]
    upload(client, recruiter(), geldigVanaf=dag, regels=anders)
    id = nieuw(client, recruiter(), **IN_CAO, schaalMin="10")
    open_(client, recruiter(), id)
    assert lees(client, recruiter(), id)["salarisMin"] == verwacht


def test_a_scale_that_the_table_lacks(client: TestClient, recruiter: Vraag) -> None:
    upload(client, recruiter())
    id = nieuw(client, recruiter(), **IN_CAO, schaalMin="9")
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    codes = {(b["veld"], b["code"]) for b in answer.json()["beletselen"]}
    assert ("schaalMin", "schaal-niet-in-tabel") in codes


def test_an_old_table_warns_and_does_not_stop(client: TestClient, recruiter: Vraag) -> None:
    upload(client, recruiter(), geldigVanaf="2025-08-11")
    id = nieuw(client, recruiter(), **IN_CAO, sluitingsDatum="2026-10-31")
    voorstel = lees(client, recruiter(), id)["salarisBijOpenstelling"]
    assert [w["code"] for w in voorstel["waarschuwingen"]] == ["tabel-oud"]
    open_(client, recruiter(nu=NU + timedelta(minutes=1)), id)


def test_a_table_of_the_platform_is_for_who_has_none(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    platform = ik(None, "platformbeheerder")
    alle = upload(client, platform)
    assert (alle.status_code, alle.json()["voorAlle"]) == (201, True), alle.text
    oin = alle.json()["werkgever"]
    aa = recruiter()
    for headers in (aa, ik(BEE, "medewerker"), platform):
        assert client.get(alle.headers["Location"], headers=headers).status_code == 200
        rows = client.get(f"{PAD}?werkgever={oin}", headers=headers).json()["results"]
        assert [row["id"] for row in rows] == [alle.json()["id"]]

    def bij_opening(id: str) -> object:
        return lees(client, aa, id)["salarisBijOpenstelling"]["salarisMin"]

    id = nieuw(client, aa, **IN_CAO)
    assert bij_opening(id) == 400_000
    # An employer's own goes first, also an older one; of another employer it changes nothing.
    hoger = [regel | {"bedrag": regel["bedrag"] + 1} for regel in REGELS]
    assert upload(client, ik(BEE, "recruiter"), regels=hoger).status_code == 201
    assert bij_opening(id) == 400_000
    eigen = upload(client, aa, regels=hoger, geldigVanaf="2025-01-01")
    assert (eigen.status_code, eigen.json()["voorAlle"]) == (201, False)
    assert bij_opening(id) == 400_001


def test_only_the_platform_itself_uploads_for_all(client: TestClient, ik: Vraag) -> None:
    assert upload(client, ik(None, "recruiter")).status_code == 403
    assert upload(client, ik(None)).status_code == 403
    assert upload(client, ik(AA, "platformbeheerder")).status_code == 403
    assert upload(client, ik(None, "platformbeheerder"), werkgever=AA).status_code == 403
    assert (
        client.post(
            f"{BASE}/vacatures", headers=ik(None, "platformbeheerder"), json={"titel": "X"}
        ).status_code
        == 403
    )
