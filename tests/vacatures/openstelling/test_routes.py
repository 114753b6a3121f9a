"""Opening over HTTP: what is fixed then, previews, own lengths, and what each may know."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)

BEIDE = [(VERBAND, 1), (ANDER_VERBAND, 1)]


def van(body: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fase["naam"], fase["vanOp"]) for fase in body["fasen"]]


def toegang(body: dict[str, Any]) -> dict[str, str]:
    return {t["categorie"]: t["solliciteren"] for t in body["toegang"]}


def test_opening_fixes_the_phases(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    body = open_(client, recruiter(), id)
    assert body["status"] == "opengesteld"
    assert [naam for naam, _ in van(body)] == ["intern", "partners", "openbaar"]
    assert van(body)[1:] == [
        ("partners", "2026-08-19T22:00:00Z"),
        ("openbaar", "2026-08-26T22:00:00Z"),
    ]
    assert (body["openbaarVanafOp"], body["sluitOp"]) == (
        "2026-08-26T22:00:00Z",
        "2026-09-30T22:00:00Z",
    )
    assert toegang(body)["herplaatsing_partner"] == "aangehouden"
    again = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    assert again.status_code == 409


def test_public_holidays_do_not_count(client: TestClient, recruiter: Vraag) -> None:
    """From the Friday before Christmas: 25 and 26 December and New Year's Day are days off."""
    kerst = NU.replace(month=12, day=18)
    id = nieuw(client, recruiter(nu=kerst), sluitingsDatum="2027-02-28")
    assert van(open_(client, recruiter(nu=kerst), id))[1:] == [
        ("partners", "2026-12-28T23:00:00Z"),
        ("openbaar", "2027-01-05T23:00:00Z"),
    ]


def test_a_draft_shows_who_would_see_it_when(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}/openstelling"
    nu = client.get(path, headers=recruiter()).json()
    assert (nu["status"], nu["geopendOp"]) == ("concept", None)
    assert toegang(nu)["partner"] == "nee"
    straks = client.get(f"{path}?op=2026-08-20T12:00:00%2B02:00", headers=recruiter()).json()
    assert straks["gevraagdOp"] == "2026-08-20T10:00:00Z"
    assert toegang(straks)["partner"] == "ja"
    assert straks["wieMagSolliciteren"].startswith("Op dat moment mogen solliciteren: eigen")
    zonder = nieuw(client, recruiter(), sluitingsDatum=None)
    leeg = client.get(f"{BASE}/vacatures/{zonder}/openstelling", headers=recruiter())
    assert leeg.json()["sluitOp"] == "2027-08-13T22:00:00Z"


def test_own_lengths_with_a_reason(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}/openstelling"
    te_lang = {"fasewijzigingen": [{"fase": "intern", "werkdagen": 21, "reden": "x"}]}
    answer = client.post(path, headers=recruiter(), json=te_lang)
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["name"] == "fasewijzigingen.0.werkdagen"
    over = {"fasewijzigingen": [{"fase": "intern", "werkdagen": 0, "reden": "Geen opleiding"}]}
    assert van(open_(client, recruiter(), id, **over))[0][0] == "partners"


def test_two_verbanden_each_by_its_own_rules(
    client: TestClient, ik: Vraag, recruiter: Vraag, buur: Buur
) -> None:
    fasen = [f | {"werkdagen": 0} if f["naam"] == "intern" else f for f in convenant()["fasen"]]
    anders = convenant(ANDER_VERBAND, fasen=fasen)
    buur.antwoorden[f"/intern/convenanten/{ANDER_VERBAND}/1"] = anders
    id = nieuw(client, recruiter())
    open_(client, recruiter(verbanden=BEIDE), id)
    path = f"{BASE}/vacatures/{id}"
    een = ik(BEE, "medewerker", medewerker=uuid4(), verbanden=[(VERBAND, 1)])
    ander = ik(CEE, "medewerker", medewerker=uuid4(), verbanden=[(ANDER_VERBAND, 1)])
    assert client.get(path, headers=een).status_code == 404
    assert client.get(path, headers=ander).status_code == 200
    # Each learns about its own verband only.
    gezien = client.get(f"{path}/openstelling", headers=ander).json()
    assert {f["verband"] for f in gezien["fasen"]} == {str(ANDER_VERBAND)}
    assert {t["categorie"] for t in gezien["toegang"]} == {"partner", "extern"}
    # Half way the other verband is public, but this one is not yet: outsiders wait.
    half = later(PARTNERS, hours=10)
    assert client.get(path, headers=ik(None, nu=half)).status_code == 404
    assert client.get(path, headers=ik(None, nu=later(OPENBAAR, hours=1))).status_code == 200


def test_shared_with_one_of_two(client: TestClient, ik: Vraag, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    keuze = {"verbanden": [str(VERBAND)]}
    open_(client, recruiter(verbanden=BEIDE), id, **keuze)
    ander = ik(CEE, verbanden=[(ANDER_VERBAND, 1)], nu=later(PARTNERS, hours=10))
    assert client.get(f"{BASE}/vacatures/{id}", headers=ander).status_code == 404


def test_a_verband_that_is_not_ours(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    answer = client.post(
        f"{BASE}/vacatures/{id}/openstelling",
        headers=recruiter(),
        json={"verbanden": [str(ANDER_VERBAND)]},
    )
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["name"] == "verbanden.0"


def test_without_a_verband_it_is_public_at_once(
    client: TestClient, ik: Vraag, recruiter: Vraag
) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}/openstelling"
    lid = client.post(path, headers=recruiter(), json={"verbanden": []})
    assert (lid.status_code, lid.json()["invalidParams"][0]["code"]) == (400, "minstens-een")
    body = open_(client, recruiter(verbanden=[]), id, verbanden=[])
    assert [naam for naam, _ in van(body)] == ["openbaar"]
    assert client.get(f"{BASE}/vacatures/{id}", headers=ik(None)).status_code == 200


def test_the_version_of_then_stays(
    client: TestClient, ik: Vraag, recruiter: Vraag, vacature: str, buur: Buur
) -> None:
    """A new convenant during the opening changes nothing for a vacancy that is open."""
    anders = convenant(versie=2, partnerTeltAlsIntern=True)
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/2"] = anders
    partner = ik(BEE, verbanden=[(VERBAND, 2)])
    assert client.get(f"{BASE}/vacatures/{vacature}", headers=partner).status_code == 404
    nieuwe = nieuw(client, recruiter())
    open_(client, recruiter(verbanden=[(VERBAND, 2)]), nieuwe)
    assert client.get(f"{BASE}/vacatures/{nieuwe}", headers=partner).status_code == 200


def test_a_convenant_is_fetched_once(client: TestClient, recruiter: Vraag, buur: Buur) -> None:
    for _ in range(3):
        open_(client, recruiter(), nieuw(client, recruiter()))
    assert buur.gevraagd == [f"/intern/convenanten/{VERBAND}/1"]


@pytest.mark.parametrize("weg", [True, False])
def test_without_the_convenant_nothing_opens(
    client: TestClient, recruiter: Vraag, buur: Buur, weg: bool
) -> None:
    buur.antwoorden.clear()
    if weg:
        buur.server.server_close()
    id = nieuw(client, recruiter())  # a draft waits for no neighbour
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    assert answer.status_code == 503
    gezien = client.get(f"{BASE}/vacatures/{id}", headers=recruiter()).json()
    assert gezien["status"] == "concept"


@pytest.mark.parametrize("datum", ["2026-08-11", "2027-08-14", "9999-12-31", "0001-01-01"])
def test_the_closing_date(client: TestClient, recruiter: Vraag, datum: str) -> None:
    id = nieuw(client, recruiter(), sluitingsDatum=datum)
    proef = client.get(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter())
    assert proef.status_code == 200
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=recruiter(), json={})
    assert answer.status_code == 409


@pytest.mark.parametrize("dag", ["2026-08-12", "2026-08-19"])
def test_a_phase_that_falls_away_by_the_closing_date_is_skipped_with_a_reason(
    client: TestClient, ik: Vraag, recruiter: Vraag, dag: str
) -> None:
    """It closes inside the internal phase: partners never see it, so the employer says why."""
    id = nieuw(client, recruiter(), sluitingsDatum=dag)
    path = f"{BASE}/vacatures/{id}/openstelling"
    stil = client.post(path, headers=recruiter(), json={})
    assert (stil.status_code, stil.json()["code"]) == (409, "openstellen-kan-niet")
    [beletsel] = stil.json()["beletselen"]
    assert (beletsel["veld"], beletsel["code"]) == ("sluitingsDatum", "fase-valt-weg")
    assert "'partners'" in beletsel["reden"]
    # In vain held is not held: who would only wait sees that.
    wacht = {t["categorie"]: t for t in client.get(path, headers=recruiter()).json()["toegang"]}
    assert wacht["herplaatsing_partner"]["solliciteren"] == "nee"
    over = [{"fase": "partners", "werkdagen": 0, "reden": "Alleen voor eigen mensen."}]
    body = open_(client, recruiter(), id, fasewijzigingen=over)
    assert body["openbaarVanafOp"] is None
    assert body["fasewijzigingen"][0]["reden"] == "Alleen voor eigen mensen."
    partner = ik(BEE, nu=later(PARTNERS, hours=1))
    assert client.get(f"{BASE}/vacatures/{id}", headers=partner).status_code == 404


def test_a_convenant_that_forbids_skipping_is_not_got_round_by_the_closing_date(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    vast = convenant(faseOverslaanToegestaan=False)
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = vast
    id = nieuw(client, recruiter(), sluitingsDatum="2026-08-19")
    path = f"{BASE}/vacatures/{id}/openstelling"
    over = {"fasewijzigingen": [{"fase": "partners", "werkdagen": 0, "reden": "Spoed."}]}
    assert [client.post(path, headers=recruiter(), json=b).status_code for b in ({}, over)] == [
        409,
        400,
    ]


def test_opened_by_two_at_once_it_opens_once(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}/openstelling"
    with ThreadPoolExecutor(4) as threads:
        doe = lambda _: client.post(path, headers=recruiter(), json={}).status_code  # noqa: E731
        assert sorted(threads.map(doe, range(4))) == [201, 409, 409, 409]
    log = client.get(f"{BASE}/vacatures/{id}/statuswijzigingen", headers=recruiter()).json()
    assert [regel["naar"] for regel in log["results"]] == ["concept", "opengesteld"]


def test_the_same_request_again_opens_once(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{id}/openstelling"
    nog_eens = recruiter() | {"Idempotency-Key": "open-1"}
    een, twee = (client.post(path, headers=nog_eens, json={}) for _ in range(2))
    assert (een.status_code, twee.status_code, twee.json()) == (201, 201, een.json())
    anders = client.post(path, headers=nog_eens, json={"verbanden": []})
    assert (anders.status_code, anders.json()["code"]) == (409, "sleutel-hergebruikt")


def test_who_works_there_sees_all_phases(client: TestClient, ik: Vraag, vacature: str) -> None:
    path = f"{BASE}/vacatures/{vacature}/openstelling"
    eigen = client.get(path, headers=ik(AA, "medewerker", medewerker=uuid4())).json()
    assert len(eigen["fasen"]) == 3
    partner = client.get(path, headers=ik(BEE, nu=later(PARTNERS, hours=1))).json()
    assert [t["categorie"] for t in partner["toegang"]] == ["partner", "extern"]
