"""Functiewaarderingen over HTTP: own ones, and beside those of today's members of a verband."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.vacatures.conftest import AA, ANDER_VERBAND, BASE, BEE, CEE, VERBAND, Buur, Vraag

PATH = f"{BASE}/functiewaarderingen"
NAAST = f"{BASE}/verbanden/{VERBAND}/functievergelijkingen"
JURIST: dict[str, Any] = {
    "functie": "jurist",
    "normsysteem": "hr21",
    "normfunctie": "Adviseur",
    "normcode": "V1",
    "schaalMin": "10",
    "schaalMax": "11",
    "geldigVanaf": "2026-01-01",
}
LEDEN = f"/intern/verbanden/{VERBAND}/leden?op=2026-08-12"


@pytest.fixture
def leden(buur: Buur) -> Buur:
    buur.antwoorden[LEDEN] = {"organisaties": [AA, BEE]}
    return buur


def leg_vast(client: TestClient, headers: Headers, **anders: Any) -> dict[str, Any]:
    answer = client.post(PATH, headers=headers, json=JURIST | anders)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"].endswith(answer.json()["id"])
    return dict(answer.json())


def test_own_ones_are_kept_and_improved(client: TestClient, recruiter: Vraag) -> None:
    een = leg_vast(client, recruiter())
    leg_vast(client, recruiter(), geldigVanaf="2026-07-01", schaalMax="12")
    path = f"{PATH}/{een['id']}"
    assert client.get(path, headers=recruiter()).json() == een | {"organisatie": AA}
    beter = client.patch(path, headers=recruiter(), json={"schaalMin": "10A", "normcode": None})
    assert (beter.json()["schaalMin"], beter.json()["normcode"]) == ("10A", None)
    body = client.get(f"{PATH}?telling=true", headers=recruiter()).json()
    assert [row["geldigVanaf"] for row in body["results"]] == ["2026-07-01", "2026-01-01"]
    assert body["count"] == 2
    dubbel = client.patch(path, headers=recruiter(), json={"geldigVanaf": "2026-07-01"})
    assert (dubbel.status_code, dubbel.json()["code"]) == (409, "bestaat-al")


def test_the_same_day_twice_is_refused_also_at_once(client: TestClient, recruiter: Vraag) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(
            lambda _: client.post(PATH, headers=recruiter(), json=JURIST), range(4)
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


@pytest.mark.parametrize(
    ("fout", "code"),
    [
        ({"schaalMin": "12"}, "groter-dan-maximum"),
        ({"schaalMin": "x"}, "string_pattern_mismatch"),
        ({"functie": "Jurist!"}, "string_pattern_mismatch"),
        ({"normfunctie": "a\u0000"}, "value_error"),
        ({"normsysteem": "fuwa"}, "enum"),
    ],
)
def test_bad_input(client: TestClient, recruiter: Vraag, fout: dict[str, Any], code: str) -> None:
    answer = client.post(PATH, headers=recruiter(), json=JURIST | fout)
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["code"] == code


def test_another_organisations_is_not_there(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    id = leg_vast(client, recruiter())["id"]
    for naam, wie in kijkers.items():
        verwacht = {"eigen recruiter": 200, "anoniem": 401}.get(naam)
        if verwacht is None:
            verwacht = 404 if "recruiter" in naam else 403
        assert client.get(f"{PATH}/{id}", headers=wie()).status_code == verwacht, naam
        stale = wie() | {"If-Match": '"9-x"'}
        answer = client.patch(f"{PATH}/{id}", headers=stale, json={})
        assert answer.status_code == (412 if verwacht == 200 else verwacht), naam


def test_beside_the_partners(client: TestClient, recruiter: Vraag, ik: Vraag, leden: Buur) -> None:
    leg_vast(client, recruiter())
    leg_vast(client, ik(BEE, "recruiter"), schaalMin="9")
    leg_vast(client, ik(BEE, "recruiter"), functie="planeconoom")
    leg_vast(client, ik(CEE, "recruiter"))
    body = client.get(f"{NAAST}?telling=true", headers=recruiter()).json()
    assert [(e["functie"], e["vergelijkbaarheid"]) for e in body["results"]] == [
        ("jurist", "andere_schaal"),
        ("planeconoom", "enige"),
    ]
    assert [w["organisatie"] for w in body["results"][0]["waarderingen"]] == [AA, BEE]
    assert (body["count"], body["zekerheid"]) == (2, "B")
    assert "juridisch advies" in body["uitleg"]
    een = client.get(f"{NAAST}?functie=jurist&pageSize=1", headers=recruiter()).json()
    assert [e["functie"] for e in een["results"]] == ["jurist"]
    vroeger = client.get(f"{NAAST}?op=2025-12-31", headers=recruiter()).json()
    assert vroeger["results"] == []


def test_who_left_is_not_shown(client: TestClient, recruiter: Vraag, ik: Vraag, buur: Buur) -> None:
    leg_vast(client, ik(BEE, "recruiter"))
    buur.antwoorden[LEDEN] = {"organisaties": [AA]}
    assert client.get(NAAST, headers=recruiter()).json()["results"] == []


def test_only_recruiters_of_members(client: TestClient, ik: Vraag, leden: Buur) -> None:
    for organisatie, rol, status in (
        (CEE, "recruiter", 404),
        (CEE, "medewerker", 404),
        (AA, "medewerker", 403),
        (BEE, "recruiter", 200),
        (BEE, "hr_adviseur", 200),
    ):
        answer = client.get(NAAST, headers=ik(organisatie, rol))
        assert answer.status_code == status, (organisatie, rol)
    ander = NAAST.replace(str(VERBAND), str(ANDER_VERBAND))
    assert client.get(ander, headers=ik(AA, "recruiter")).status_code == 404


def test_a_gateway_that_is_away(client: TestClient, recruiter: Vraag) -> None:
    client.app.state.gateway._client.base_url = "http://127.0.0.1:1"  # type: ignore[attr-defined]
    answer = client.get(NAAST, headers=recruiter())
    assert (answer.status_code, answer.json()["code"]) == (503, "niet-beschikbaar")
