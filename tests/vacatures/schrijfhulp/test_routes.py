"""Drafting help over HTTP: only for the own recruiter, never a block, and nothing hidden in it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from tests.conftest import Headers
from tests.vacatures.conftest import (
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    OPENBAAR,
    PARTNERS,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)

TEKST = "Wij zijn een jóng team. Hij is flexibel. U spreekt accentloos Nederlands."
CODES = ["leeftijd-jong-team", "geslacht-hij", "afkomst-moedertaal"]


def hulp(client: TestClient, id: str, headers: Headers) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/vacatures/{id}/schrijfhulp", headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["aanwijzingen"])


def leg(client: TestClient, id: str, headers: Headers, kenmerk: str, reden: str = "Past.") -> Any:
    body = {"kenmerk": kenmerk, "reden": reden}
    path = f"{BASE}/vacatures/{id}/terzijdeleggingen"
    return client.post(path, headers=headers, json=body)


def test_a_loose_text(client: TestClient, recruiter: Vraag, ik: Vraag) -> None:
    body = {"titel": "Secretaresse", "omschrijving": TEKST, "competenties": ["digital native"]}
    answer = client.post(f"{BASE}/schrijfhulp", headers=recruiter(), json=body)
    lijst = answer.json()["aanwijzingen"]
    assert [(een["veld"], een["regel"]) for een in lijst] == [
        ("titel", "geslacht-functienaam"),
        *(("omschrijving", code) for code in CODES),
        ("competenties.0", "leeftijd-generatie"),
    ]
    jong = lijst[1]
    assert TEKST[jong["van"] : jong["tot"]] == jong["fragment"] == "jóng team"
    assert "artikel" in jong["bron"]
    assert jong["zekerheid"] in ("A", "B", "C")
    assert "juridisch advies" in answer.json()["uitleg"]
    leeg = client.post(f"{BASE}/schrijfhulp", headers=recruiter(), json={})
    assert leeg.json()["aanwijzingen"] == []
    buiten = client.post(f"{BASE}/schrijfhulp", headers=ik(None), json={})
    assert buiten.status_code == 403


@pytest.mark.parametrize(
    "fout",
    [
        {"omschrijving": "x" * 20_001},
        {"titel": "a\u0000"},
        {"tekst": "x"},
        {"competenties": ["x"] * 31},
        {"omschrijving": 5},
    ],
)
def test_bad_texts(client: TestClient, recruiter: Vraag, fout: dict[str, Any]) -> None:
    assert client.post(f"{BASE}/schrijfhulp", headers=recruiter(), json=fout).status_code == 400
    sleutel = recruiter() | {"Idempotency-Key": ""}
    assert client.post(f"{BASE}/schrijfhulp", headers=sleutel, json={}).status_code == 400


def test_a_draft_with_findings_opens_all_the_same(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), omschrijving=TEKST, urenMin=36)
    lijst = hulp(client, id, recruiter())
    assert [een["regel"] for een in lijst] == [*CODES, "uren-vast"]
    open_(client, recruiter(), id)
    assert [een["regel"] for een in hulp(client, id, recruiter())] == [*CODES, "uren-vast"]


def test_only_the_own_recruiter(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    concept = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{concept}"
    body = {"kenmerk": "x", "reden": "x"}
    for naam, wie in kijkers.items():
        verwacht = {"eigen recruiter": 200, "anoniem": 401}.get(naam, 404)
        for pad in ("schrijfhulp", "terzijdeleggingen"):
            assert client.get(f"{path}/{pad}", headers=wie()).status_code == verwacht, naam
        answer = client.post(f"{path}/terzijdeleggingen", headers=wie(), json=body)
        assert answer.status_code == (409 if verwacht == 200 else verwacht), naam
    open_(client, recruiter(), concept)
    partner = kijkers["partner recruiter"](later(PARTNERS, hours=1))
    assert client.get(f"{path}/schrijfhulp", headers=partner).status_code == 403


# ---- set aside -----------------------------------------------------------------------------------
def test_a_finding_is_set_aside_with_a_reason(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    id = nieuw(client, recruiter(), omschrijving=TEKST)
    kenmerk = hulp(client, id, recruiter())[0]["kenmerk"]
    machine = recruiter(gebruiker=None)
    assert leg(client, id, machine, kenmerk).json()["code"] == "gebruiker-ontbreekt"
    gedaan = leg(client, id, recruiter(), kenmerk, "Het team bestaat een jaar.")
    assert gedaan.status_code == 201, gedaan.text
    assert gedaan.json()["gebruiker"] == "proefpersoon"
    eerste, tweede, *_ = hulp(client, id, recruiter())
    assert eerste["terzijde"]["reden"] == "Het team bestaat een jaar."
    assert tweede["terzijde"] is None
    assert leg(client, id, recruiter(), kenmerk).json()["code"] == "bestaat-al"
    assert leg(client, id, recruiter(), "bestaat:niet").json()["code"] == "geen-aanwijzing"
    schoon = {"omschrijving": "Wij werken met plezier."}
    client.patch(f"{BASE}/vacatures/{id}", headers=recruiter(), json=schoon)
    path = f"{BASE}/vacatures/{id}/terzijdeleggingen?telling=true"
    bewaard = client.get(path, headers=recruiter()).json()
    assert (bewaard["count"], bewaard["results"][0]["fragment"]) == (1, "jóng team")


def test_set_aside_twice_at_once_is_once(client: TestClient, recruiter: Vraag) -> None:
    id = nieuw(client, recruiter(), omschrijving=TEKST)
    kenmerk = hulp(client, id, recruiter())[0]["kenmerk"]
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(lambda _: leg(client, id, recruiter(), kenmerk), range(4))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


# ---- beside other vacancies ----------------------------------------------------------------------
def naast(client: TestClient, id: str, headers: Headers) -> list[tuple[str, str]]:
    return [(een["regel"], een["vacature"]) for een in hulp(client, id, headers) if een["vacature"]]


def test_a_vacancy_at_a_partner_shows_when_it_is_visible_and_not_before(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    eigen = nieuw(client, recruiter())
    path = f"{BASE}/vacatures/{eigen}/schrijfhulp"
    niets = client.get(path, headers=recruiter()).content
    # Hidden: a partner's concept, one in its internal phase, and one of a stranger.
    concept = nieuw(client, ik(BEE, "recruiter"))
    assert client.get(path, headers=recruiter()).content == niets
    open_(client, ik(BEE, "recruiter"), concept)
    elders = ik(CEE, "recruiter", verbanden=[(ANDER_VERBAND, 1)])
    vreemd = nieuw(client, elders)
    open_(client, elders, vreemd)
    assert client.get(path, headers=recruiter(nu=later(NU, hours=1))).content == niets
    samen = recruiter(nu=later(PARTNERS, hours=1))
    assert naast(client, eigen, samen) == [("mogelijk-dubbel", concept)]
    iedereen = recruiter(nu=later(OPENBAAR, hours=1))
    assert {id for _, id in naast(client, eigen, iedereen)} == {concept, vreemd}


def test_what_is_alike_and_what_is_the_same(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    hr = ik(BEE, "recruiter")
    anders = {"titel": "Rekenaar gebiedsontwikkeling", "sluitingsDatum": "2026-09-29"}
    gelijk, ander_niveau = nieuw(client, hr, **anders), nieuw(client, hr, **anders, niveau="junior")
    for id in (gelijk, ander_niveau):
        open_(client, hr, id)
    dubbel = nieuw(client, recruiter(), kenmerk="ATS-1")
    eigen = nieuw(client, recruiter(), kenmerk="ATS-2")
    gevonden = naast(client, eigen, recruiter(nu=later(PARTNERS, hours=1)))
    assert gevonden == [("mogelijk-dubbel", dubbel), ("vergelijkbare-vacature", gelijk)]


def test_who_recruits_for_one_vacancy_does_not_hear_of_another_concept(
    client: TestClient, recruiter: Vraag, ik: Vraag, buur: Buur
) -> None:
    buur.antwoorden[f"/intern/organisaties/{DEE}"] = {"oin": DEE, "tooi": None, "naam": "Dee"}
    eigen, ander = nieuw(client, recruiter(), werver=DEE), nieuw(client, recruiter())
    assert naast(client, eigen, recruiter()) == [("mogelijk-dubbel", ander)]
    werver = ik(DEE, "recruiter")
    assert client.get(f"{BASE}/vacatures/{ander}", headers=werver).status_code == 404
    assert naast(client, eigen, werver) == []


def test_an_alike_title_is_found_among_many(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    hr = ik(BEE, "recruiter")
    geen = {"functie": None, "niveau": None}
    gelijk = nieuw(client, hr, titel="Coördinator groenbeheer (m/v)", **geen)
    open_(client, hr, gelijk)
    for nr in range(3):
        open_(client, hr, nieuw(client, hr, titel=f"Toezichthouder {nr}", **geen))
    eigen = nieuw(client, recruiter(), titel="Coordinator Groenbeheer", **geen)
    samen = recruiter(nu=later(PARTNERS, hours=1))
    assert naast(client, eigen, samen) == [("vergelijkbare-vacature", gelijk)]
    assert naast(client, eigen, recruiter()) == []
    leeg = nieuw(client, recruiter(), titel="(m/v)", **geen)
    assert naast(client, leeg, samen) == []


def test_a_hidden_duplicate_cannot_be_set_aside(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    eigen, verborgen = nieuw(client, recruiter()), nieuw(client, ik(BEE, "recruiter"))
    kenmerk = f"mogelijk-dubbel:{verborgen}"
    geraden = leg(client, eigen, recruiter(), kenmerk)
    verzonnen = leg(client, eigen, recruiter(), f"mogelijk-dubbel:{uuid4()}")
    assert geraden.status_code == 409
    assert geraden.content == verzonnen.content


def test_the_number_of_queries_does_not_grow(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    hr, samen = ik(BEE, "recruiter"), recruiter(nu=later(PARTNERS, hours=1))
    eigen = nieuw(client, recruiter())
    tellingen = []
    for aantal in (1, 4):
        for _ in range(aantal):
            open_(client, hr, nieuw(client, hr))
        gezien: list[str] = []

        def tel(*args: Any, gezien: list[str] = gezien) -> None:
            gezien.append(args[2])

        event.listen(engine, "before_cursor_execute", tel)
        assert len(naast(client, eigen, samen)) >= aantal
        event.remove(engine, "before_cursor_execute", tel)
        tellingen.append(len(gezien))
    assert tellingen[0] == tellingen[1] > 0
