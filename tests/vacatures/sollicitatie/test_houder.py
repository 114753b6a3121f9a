"""The vacaturehouder: who sees the candidates of a vacancy besides those who recruit for it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    NA_SLUITING,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    nieuw,
    open_,
)
from tests.vacatures.document import bestanden
from tests.vacatures.sollicitatie.stappen import bied, doe, solliciteer, wijzig

HOUDER, COLLEGA, KANDIDAAT, ELDERS = (UUID(int=nr, version=4) for nr in range(0x501, 0x505))


@pytest.fixture(autouse=True)
def bekend(buur: Buur) -> None:
    """The register of people: who works where."""
    for wie, oin in ((HOUDER, AA), (COLLEGA, AA), (ELDERS, BEE)):
        buur.antwoorden[f"/intern/medewerkers/{wie}"] = {"naam": "Proef", "organisatie": oin}


@pytest.fixture
def leider(ik: Vraag) -> Vraag:
    """An employee with the own login or through the intranet, as the gateway lets one in; None:
    the intranet for those who lead, by itself.
    """

    def headers(wie: UUID | None, organisatie: str = AA) -> Headers:
        scopes = {"vacatures:lezen", "sollicitaties:lezen", "sollicitaties:indienen"}
        if wie is None:
            return ik(organisatie, "leidinggevende", scopes=scopes - {"sollicitaties:indienen"})
        return ik(organisatie, "medewerker", medewerker=wie, scopes=scopes, gebruiker=None)

    return headers


@pytest.fixture
def van_houder(client: TestClient, recruiter: Vraag) -> str:
    """Id of a vacancy with a vacaturehouder."""
    id = nieuw(client, recruiter(), houder=str(HOUDER))
    open_(client, recruiter(), id)
    return id


@pytest.fixture
def kandidaat(ik: Vraag) -> Headers:
    return ik(AA, "medewerker", medewerker=KANDIDAAT)


def volgorde(client: TestClient, vacature: str, headers: Headers) -> int:
    return client.get(f"{BASE}/vacatures/{vacature}/sollicitaties", headers=headers).status_code


def wijs_aan(client: TestClient, vacature: str, headers: Headers, houder: Any) -> Any:
    body = {"houder": str(houder) if houder else None}
    return client.patch(f"{BASE}/vacatures/{vacature}", headers=headers, json=body)


def test_only_the_holder_reads_and_judges_the_candidates(
    client: TestClient, van_houder: str, kandidaat: Headers, leider: Vraag
) -> None:
    id = solliciteer(client, van_houder, kandidaat, motivatie="Graag.")
    assert volgorde(client, van_houder, leider(HOUDER)) == 200
    gelezen = client.get(f"{BASE}/sollicitaties/{id}", headers=leider(HOUDER))
    assert gelezen.json()["motivatie"] == "Graag."
    oordeel = {"oordeel": "passend", "reden": "Goed gesprek."}
    beoordeeld = doe(client, id, "beoordelingen", leider(HOUDER), **oordeel)
    assert beoordeeld.status_code == 201
    assert beoordeeld.json()["gebruiker"] == f"vacaturehouder {HOUDER}"
    for deel in ("beoordelingen", "selectiestappen"):
        assert client.get(f"{BASE}/sollicitaties/{id}/{deel}", headers=leider(HOUDER)).is_success
    # Neither a colleague who leads others, nor whoever leads at another employer.
    for wie in (leider(COLLEGA), leider(None)):
        assert volgorde(client, van_houder, wie) == 403
        assert client.get(f"{BASE}/sollicitaties/{id}", headers=wie).status_code == 404
        assert doe(client, id, "beoordelingen", wie, **oordeel).status_code == 404
    elders = leider(HOUDER, organisatie=BEE)
    assert volgorde(client, van_houder, elders) == 404
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=elders).status_code == 404


def test_the_own_vacancies_are_found_also_after_closing(
    client: TestClient, van_houder: str, recruiter: Vraag, leider: Vraag, ik: Vraag
) -> None:
    concept = nieuw(client, recruiter(), titel="Nog niet open", houder=str(HOUDER))
    nieuw(client, recruiter(), titel="Van een ander", houder=str(COLLEGA))
    path = f"{BASE}/eigen-vacatures"
    params = {"pageSize": 1, "telling": True}
    eerste = client.get(path, headers=leider(HOUDER), params=params).json()
    assert (len(eerste["results"]), eerste["count"]) == (1, 2)
    laat = ik(AA, "medewerker", medewerker=HOUDER, nu=NA_SLUITING)
    gezien = {een["id"]: een["status"] for een in client.get(path, headers=laat).json()["results"]}
    assert gezien == {concept: "concept", van_houder: "gesloten"}
    [url] = [
        een["sollicitatiesUrl"]
        for een in client.get(path, headers=laat).json()["results"]
        if een["id"] == van_houder
    ]
    assert client.get(url.partition("8000")[2], headers=laat).status_code == 200
    # Who works elsewhere now has none, and a machine is nobody.
    assert client.get(path, headers=leider(HOUDER, organisatie=BEE)).json()["results"] == []
    assert client.get(path, headers=leider(None)).status_code == 403


def test_deciding_and_names_stay_with_who_recruits(
    client: TestClient, van_houder: str, kandidaat: Headers, leider: Vraag, ik: Vraag
) -> None:
    id = solliciteer(client, van_houder, kandidaat)
    alles = ik(AA, "medewerker", medewerker=HOUDER)  # also with a scope too many
    assert wijzig(client, id, alles, "afgewezen", reden="Nee.").status_code == 404
    assert bied(client, id, alles).status_code == 404
    for deel in ("kandidaat", "aanbiedingen", "klachten"):
        assert client.get(f"{BASE}/sollicitaties/{id}/{deel}", headers=alles).status_code == 404
    assert (
        doe(client, id, "selectiestappen", alles, soort="gesprek", datum="2026-08-20").status_code
        == 404
    )


def test_the_holder_reads_the_documents_to_judge(
    client: TestClient, van_houder: str, kandidaat: Headers, leider: Vraag, recruiter: Vraag
) -> None:
    id = solliciteer(client, van_houder, kandidaat)
    cv = bestanden.pdf("Ik ben planeconoom")
    body = {"bestandsnaam": "cv.pdf", "mediaType": "application/pdf", "grootte": len(cv)}
    gemaakt = doe(client, id, "documenten", kandidaat, **body).json()
    inhoud = gemaakt["inhoudUrl"].partition("8000")[2]
    stuur = kandidaat | {"Content-Type": "application/octet-stream"}
    assert client.put(inhoud, headers=stuur, content=cv).status_code == 200
    lijst = f"{BASE}/sollicitaties/{id}/documenten"
    [gezien] = client.get(lijst, headers=leider(HOUDER)).json()["results"]
    assert (gezien["id"], gezien["status"]) == (gemaakt["id"], "beschikbaar")
    gelezen = client.get(inhoud, headers=leider(HOUDER))
    assert (gelezen.status_code, gelezen.content) == (200, cv)
    # To read is not to change, and it is for this one only; a recruiter still needs the scope.
    alles = leider(HOUDER) | {"Content-Type": "application/octet-stream"}
    assert client.put(inhoud, headers=alles, content=cv).status_code == 404
    assert client.delete(inhoud.removesuffix("/inhoud"), headers=alles).status_code == 404
    for wie in (leider(COLLEGA), leider(None), leider(HOUDER, organisatie=BEE)):
        assert client.get(lijst, headers=wie).status_code == 404
        assert client.get(inhoud, headers=wie).status_code == 404
    lezer = recruiter(scopes={"sollicitaties:lezen"})
    assert client.get(inhoud, headers=lezer).status_code == 403


def test_who_is_named_hears_that(
    client: TestClient,
    van_houder: str,
    recruiter: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    wijs_aan(client, van_houder, recruiter(), COLLEGA)
    wijs_aan(client, van_houder, recruiter(), COLLEGA)  # nothing new
    wijs_aan(client, van_houder, recruiter(), None)
    with migrated("vacatures").connect() as tx:
        query = "SELECT persoon FROM bericht_uit WHERE onderwerp LIKE 'U bent vacaturehouder%'"
        assert tx.scalars(text(f"{query} ORDER BY nr")).all() == [HOUDER, COLLEGA]


def test_nobody_judges_the_own_application(
    client: TestClient, van_houder: str, leider: Vraag, ik: Vraag
) -> None:
    id = solliciteer(client, van_houder, ik(AA, "medewerker", medewerker=HOUDER))
    oordeel = {"oordeel": "passend", "reden": "Ik."}
    assert doe(client, id, "beoordelingen", leider(HOUDER), **oordeel).status_code == 403


def test_who_applies_does_not_read_or_judge_the_others(
    client: TestClient, van_houder: str, kandidaat: Headers, leider: Vraag, ik: Vraag
) -> None:
    zelf = ik(AA, "medewerker", medewerker=HOUDER)
    ander, eigen = (solliciteer(client, van_houder, wie) for wie in (kandidaat, zelf))
    assert volgorde(client, van_houder, leider(HOUDER)) == 403
    for deel in ("", "/documenten", "/beoordelingen", "/selectiestappen"):
        pad = f"{BASE}/sollicitaties/{ander}{deel}"
        assert client.get(pad, headers=leider(HOUDER)).status_code == 404
    oordeel = {"oordeel": "niet_passend", "reden": "Ik ben beter."}
    assert doe(client, ander, "beoordelingen", leider(HOUDER), **oordeel).status_code == 404
    assert wijzig(client, eigen, zelf, "ingetrokken").status_code == 201
    assert volgorde(client, van_houder, leider(HOUDER)) == 200


def test_who_recruits_still_needs_the_scope_to_judge(
    client: TestClient, van_houder: str, kandidaat: Headers, ik: Vraag
) -> None:
    id = solliciteer(client, van_houder, kandidaat)
    hr = ik(AA, "hr_adviseur", scopes={"sollicitaties:lezen"})
    assert volgorde(client, van_houder, hr) == 200
    oordeel = {"oordeel": "passend", "reden": "Goed."}
    assert doe(client, id, "beoordelingen", hr, **oordeel).status_code == 403
    assert client.get(f"{BASE}/sollicitaties/{id}/beoordelingen", headers=hr).status_code == 403


def test_the_employer_names_another_at_any_time(
    client: TestClient, van_houder: str, recruiter: Vraag, leider: Vraag, kandidaat: Headers
) -> None:
    path = f"{BASE}/vacatures/{van_houder}"
    ander = wijs_aan(client, van_houder, recruiter(), COLLEGA)
    assert (ander.status_code, ander.json()["houder"]) == (200, str(COLLEGA))
    assert volgorde(client, van_houder, leider(HOUDER)) == 403
    assert volgorde(client, van_houder, leider(COLLEGA)) == 200
    wijzigingen = client.get(f"{path}/wijzigingen", headers=recruiter()).json()["results"]
    assert [regel["velden"] for regel in wijzigingen] == [["houder"], ["houder"]]
    # Who it is, is for the employer alone; the vacaturehouder is no secret to itself either way.
    assert client.get(path, headers=kandidaat).json()["houder"] is None
    assert wijs_aan(client, van_houder, recruiter(), None).json()["houder"] is None
    assert [volgorde(client, van_houder, leider(wie)) for wie in (HOUDER, None)] == [403, 200]


@pytest.mark.parametrize("wie", [ELDERS, UUID(int=9, version=4)], ids=["elders", "onbekend"])
def test_the_holder_works_for_the_employer(
    client: TestClient, van_houder: str, recruiter: Vraag, wie: UUID
) -> None:
    answer = wijs_aan(client, van_houder, recruiter(), wie)
    assert answer.status_code == 400
    [fout] = answer.json()["invalidParams"]
    assert (fout["name"], fout["code"]) == ("houder", "geen-medewerker")
    geen_mens = wijs_aan(client, van_houder, recruiter(gebruiker=None), COLLEGA)
    assert (geen_mens.status_code, geen_mens.json()["code"]) == (400, "gebruiker-ontbreekt")
    body = client.get(f"{BASE}/vacatures/{van_houder}", headers=recruiter()).json()
    assert body["houder"] == str(HOUDER)


def test_an_employee_names_nobody(client: TestClient, van_houder: str, ik: Vraag) -> None:
    zelf = ik(AA, "medewerker", medewerker=COLLEGA)
    assert wijs_aan(client, van_houder, zelf, COLLEGA).status_code == 403


@pytest.mark.parametrize("mag", [True, False])
def test_without_a_holder_the_convenant_says_who_reads(
    client: TestClient, recruiter: Vraag, leider: Vraag, buur: Buur, mag: bool
) -> None:
    """As it was for vacancies that were there before, unless a verband decides otherwise."""
    tekst = convenant(volgordeZonderHouder=mag)
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = tekst
    id = nieuw(client, recruiter())
    open_(client, recruiter(), id)
    assert volgorde(client, id, leider(None)) == (200 if mag else 403)
    wijs_aan(client, id, recruiter(), HOUDER)
    assert volgorde(client, id, leider(HOUDER)) == 200
    for wie in (COLLEGA, None):
        assert volgorde(client, id, leider(wie)) == 403
