"""Outsiders, corrections, steps of the selection, rejections, and who reads the order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text

from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, NU, Vraag, later, nieuw, open_
from tests.vacatures.sollicitatie.stappen import (
    EIGEN_INLOG,
    IN_OPENBAAR,
    beoordeel,
    bied,
    doe,
    solliciteer,
    wijzig,
)


@pytest.fixture
def eigen(ik: Vraag) -> Headers:
    return ik(AA, "medewerker", medewerker=uuid4())


def berichten(migrated: Callable[[str], Engine], wie: UUID | None = None) -> list[str]:
    with migrated("vacatures").connect() as tx:
        query = "SELECT tekst FROM bericht_uit WHERE :wie IS NULL OR persoon = :wie ORDER BY nr"
        return list(
            tx.scalars(text(query.replace(":wie IS", "CAST(:wie AS uuid) IS")), {"wie": wie})
        )


# ---- outsiders ----------
def test_an_outsider_applies_as_extern_and_follows_it(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    buiten = ik(None, medewerker=uuid4(), nu=IN_OPENBAAR)
    id = solliciteer(client, vacature, buiten, motivatie="Graag.")
    body = client.get(f"{BASE}/sollicitaties/{id}", headers=buiten).json()
    assert (body["categorie"], body["organisatie"]) == ("extern", None)
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    vroeg = ik(None, medewerker=uuid4())
    assert client.post(path, headers=vroeg, json={}).status_code == 404


def test_without_a_token_one_hears_where_to_go(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    anoniem = ik(None, client=None, nu=IN_OPENBAAR, scopes=frozenset(), gebruiker=None)
    for id in (vacature, str(uuid4())):  # says nothing about what is there
        answer = client.post(f"{BASE}/vacatures/{id}/sollicitaties", headers=anoniem, json={})
        assert answer.status_code == 401
        assert answer.json()["aanmelden"] == "/toegang/v1/kandidaten"
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_employers_machine_does_not_see_applications_elsewhere(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    wie = {"medewerker": uuid4(), "nu": IN_OPENBAAR}
    zelf = ik(BEE, "medewerker", client="eigen-inlog", scopes=EIGEN_INLOG, **wie)
    id = solliciteer(client, vacature, zelf)
    intranet = ik(BEE, "medewerker", client="intranet", **wie)
    for pad in ("", "/statuswijzigingen", "/aanbiedingen"):
        gelezen = client.get(f"{BASE}/sollicitaties/{id}{pad}", headers=intranet)
        assert gelezen.status_code == 404
    assert wijzig(client, id, intranet, "ingetrokken").status_code == 404
    assert client.get(f"{BASE}/sollicitaties", headers=intranet).json()["results"] == []
    own = client.get(f"{BASE}/sollicitaties?telling=true", headers=zelf).json()
    assert (own["count"], own["results"][0]["id"]) == (1, id)


def test_the_employers_machine_follows_what_it_sent_and_what_is_the_employers(
    client: TestClient, ik: Vraag, vacature: str
) -> None:
    wie = {"medewerker": uuid4(), "nu": IN_OPENBAAR}
    via = ik(BEE, "medewerker", client="intranet", **wie)
    id = solliciteer(client, vacature, via)
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=via).status_code == 200
    bij = {"medewerker": uuid4(), "nu": IN_OPENBAAR}
    zelf = ik(AA, "medewerker", client="eigen-inlog", scopes=EIGEN_INLOG, **bij)
    intern = solliciteer(client, vacature, zelf)
    eigen_intranet = ik(AA, "medewerker", client="intranet", **bij)
    [regel] = client.get(f"{BASE}/sollicitaties", headers=eigen_intranet).json()["results"]
    assert regel["id"] == intern


# ---- corrections ----------
def test_the_candidate_corrects_the_own_application(
    client: TestClient, recruiter: Vraag, vacature: str, eigen: Headers, ik: Vraag
) -> None:
    id = solliciteer(client, vacature, eigen, motivatie="Gaarg.")
    path = f"{BASE}/sollicitaties/{id}"
    tag = client.get(path, headers=eigen).headers["ETag"]
    body = {"motivatie": "Graag. Mijn nummer is 123456782."}
    answer = client.patch(path, headers=eigen | {"If-Match": tag}, json=body)
    assert answer.status_code == 200, answer.text
    assert "123456782" not in answer.json()["motivatie"]
    assert "burgerservicenummer" in answer.json()["melding"]
    assert client.patch(path, headers=eigen | {"If-Match": tag}, json=body).status_code == 412
    assert client.patch(path, headers=recruiter(), json=body).status_code == 403
    assert client.patch(path, headers=ik(BEE, "recruiter"), json=body).status_code == 404
    leeg = client.patch(path, headers=eigen, json={"motivatie": None})
    assert leeg.json()["motivatie"] is None
    beoordeel(client, id, recruiter())
    laat = client.patch(path, headers=eigen, json={"motivatie": "Toch anders."})
    assert (laat.status_code, laat.json()["code"]) == (409, "wijzigen-kan-niet")


# ---- steps ----------
def test_steps_of_the_selection_are_told_and_reject_nobody(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    eigen: Headers,
    migrated: Callable[[str], Engine],
) -> None:
    id = solliciteer(client, vacature, eigen)
    stap = {"soort": "gesprek", "datum": "2026-08-20", "toelichting": "Om tien uur."}
    answer = doe(client, id, "selectiestappen", recruiter(), **stap)
    assert answer.status_code == 201, answer.text
    assert answer.json()["uitkomst"] == "gepland"
    url = answer.headers["Location"]
    gezien = client.get(f"{BASE}/sollicitaties/{id}", headers=eigen).json()
    assert gezien["status"] == "in_behandeling"
    body = {"uitkomst": "niet_verder"}
    tag = client.get(url, headers=recruiter()).headers["ETag"]
    hr = recruiter() | {"If-Match": tag}
    assert client.patch(url, headers=hr, json=body).json()["uitkomst"] == "niet_verder"
    assert client.patch(url, headers=hr, json=body).status_code == 412
    leeg = client.patch(url, headers=recruiter(), json={"datum": None})
    assert leeg.json()["invalidParams"][0]["code"] == "niet-leeg"
    own = client.get(f"{BASE}/sollicitaties/{id}/selectiestappen", headers=eigen).json()["results"]
    assert [(s["soort"], s["gebruiker"]) for s in own] == [("gesprek", None)]
    assert client.patch(url, headers=eigen, json=body).status_code == 403
    assert client.get(url, headers=eigen).json()["gebruiker"] is None
    gezien = client.get(f"{BASE}/sollicitaties/{id}", headers=eigen).json()
    assert gezien["status"] == "in_behandeling"  # a person decides, apart from this
    assert len(berichten(migrated)) == 4  # receipt, being handled, the step, its outcome
    assert wijzig(client, id, recruiter(), "afgewezen", reden="Te ver weg.").status_code == 201
    for answer in (
        doe(client, id, "selectiestappen", recruiter(), **stap),
        client.patch(url, headers=recruiter(), json=body),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "stap-kan-niet")


def test_who_has_no_part_finds_no_step(
    client: TestClient, recruiter: Vraag, vacature: str, eigen: Headers, ik: Vraag
) -> None:
    id = solliciteer(client, vacature, eigen)
    stap = {"soort": "assessment", "datum": "2026-08-20"}
    assert doe(client, id, "selectiestappen", recruiter(gebruiker=None), **stap).status_code == 400
    url = doe(client, id, "selectiestappen", recruiter(), **stap).headers["Location"]
    for vreemd in (ik(BEE, "recruiter"), ik(AA, "medewerker", medewerker=uuid4())):
        onbekend = f"{BASE}/selectiestappen/{uuid4()}"
        for hier, nergens in (
            [client.get(een, headers=vreemd) for een in (url, onbekend)],
            [client.patch(een, headers=vreemd, json={}) for een in (url, onbekend)],
        ):
            assert (hier.status_code, hier.content) == (404, nergens.content)


# ---- rejection ----------
def test_the_grounds_are_a_list(client: TestClient, recruiter: Vraag) -> None:
    lijst = client.get(f"{BASE}/afwijsgronden", headers=recruiter()).json()["results"]
    assert "ervaring" in [een["code"] for een in lijst]
    assert all(een["betekenis"] for een in lijst)


def test_a_rejection_keeps_its_ground_and_its_words(
    client: TestClient, recruiter: Vraag, vacature: str, eigen: Headers
) -> None:
    id = solliciteer(client, vacature, eigen)
    fout = wijzig(client, id, recruiter(), "in_behandeling", redencode="ervaring")
    assert fout.json()["invalidParams"][0]["code"] == "niet-gevraagd"
    answer = wijzig(client, id, recruiter(), "afgewezen", reden="Te weinig.", redencode="ervaring")
    assert answer.json()["redencode"] == "ervaring"
    gezien = client.get(f"{BASE}/sollicitaties/{id}", headers=eigen).json()
    assert (gezien["reden"], gezien["redencode"]) == ("Te weinig.", "ervaring")


def test_several_are_rejected_at_once_each_with_own_words(
    client: TestClient, recruiter: Vraag, vacature: str, ik: Vraag
) -> None:
    ids = [
        solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4())) for _ in range(3)
    ]
    path = f"{BASE}/vacatures/{vacature}/afwijzingen"

    def wijs_af(redenen: list[str], wie: list[str], **meer: Any) -> Any:
        lijst = [
            {"sollicitatie": id, "reden": r, "redencode": "ervaring"}
            for id, r in zip(wie, redenen, strict=True)
        ]
        return client.post(path, headers=recruiter(**meer), json={"afwijzingen": lijst})

    zelfde = wijs_af(["Te weinig.", "te  WEINIG."], ids[:2])
    assert [f["code"] for f in zelfde.json()["invalidParams"]] == ["reden-herhaald"]
    assert wijs_af(["Een.", "Twee."], [ids[0], ids[0]]).json()["invalidParams"][0]["code"] == (
        "dubbel"
    )
    assert wijs_af(["Een.", "Twee."], [ids[0], str(uuid4())]).status_code == 404
    assert wijs_af(["Een."], ids[:1], gebruiker=None).status_code == 400
    goed = wijs_af(["Een.", "Twee."], ids[:2])
    assert [r["naar"] for r in goed.json()["results"]] == ["afgewezen"] * 2
    weer = wijs_af(["Drie.", "Vier."], ids[1:])  # all or nothing
    assert weer.status_code == 409
    stand = client.get(f"{BASE}/sollicitaties/{ids[2]}", headers=recruiter()).json()
    assert stand["status"] == "ingediend"


# ---- durations ----------
def test_durations_can_be_read_by_both_parties(
    client: TestClient, recruiter: Vraag, vacature: str, eigen: Headers, ik: Vraag
) -> None:
    id = solliciteer(client, vacature, eigen)
    wijzig(client, id, recruiter(nu=later(NU, hours=5)), "in_behandeling")
    path = f"{BASE}/sollicitaties/{id}/doorlooptijden"
    for wie in (eigen, recruiter(nu=later(NU, hours=6))):
        body = client.get(path, headers=wie).json()
        assert 17_990 <= body["reactietijdSeconden"] <= 18_060
        assert body["wervingstijdSeconden"] is None
    assert client.get(path, headers=ik(BEE, "recruiter")).status_code == 404


# ---- who reads the order ----------
def test_a_leidinggevende_reads_the_order_and_nothing_else(
    client: TestClient, vacature: str, eigen: Headers, ik: Vraag, migrated: Callable[[str], Engine]
) -> None:
    id = solliciteer(client, vacature, eigen)
    leider = ik(AA, "leidinggevende")
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    [regel] = client.get(path, headers=leider).json()["results"]
    assert (regel["id"], regel["grond"]) == (id, "In dienst bij de werkgever van de vacature")
    assert client.get(f"{BASE}/sollicitaties/{id}", headers=leider).status_code == 404
    assert wijzig(client, id, leider, "afgewezen", reden="x").status_code == 404
    assert client.get(path, headers=ik(BEE, "leidinggevende")).status_code == 404
    assert client.get(path, headers=eigen).status_code == 403
    with migrated("vacatures").connect() as tx:
        gelezen = tx.scalars(text("SELECT activiteit FROM verwerking_uit ORDER BY nr")).all()
    assert gelezen[-1] == "sollicitaties bekijken als leidinggevende"


def test_the_order_of_many_takes_as_many_queries_as_of_few(
    client: TestClient, recruiter: Vraag, ik: Vraag
) -> None:
    vacature = nieuw(client, recruiter())
    open_(client, recruiter(), vacature)
    engine = client.app.state.sessions.kw["bind"]  # type: ignore[attr-defined]

    def queries() -> int:
        aantal = 0

        def tel(*_: object) -> None:
            nonlocal aantal
            aantal += 1

        event.listen(engine, "before_cursor_execute", tel)
        path = f"{BASE}/vacatures/{vacature}/sollicitaties?pageSize=100"
        assert client.get(path, headers=recruiter()).status_code == 200
        event.remove(engine, "before_cursor_execute", tel)
        return aantal

    solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    weinig = queries()
    for _ in range(12):
        id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
        beoordeel(client, id, recruiter())
    assert queries() == weinig


# ---- messages ----------
def test_the_applicant_hears_of_each_change(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    wie = uuid4()
    zelf = ik(AA, "medewerker", medewerker=wie)
    id = solliciteer(client, vacature, zelf)
    beoordeel(client, id, recruiter())
    assert bied(client, id, recruiter()).status_code == 201
    assert wijzig(client, id, zelf, "aangenomen").status_code == 201
    teksten = berichten(migrated, wie)
    assert len(teksten) == 4
    for stuk, tekst in zip(
        ("Binnen 14 dagen", "in behandeling", "een aanbod", "aangenomen"), teksten, strict=True
    ):
        assert stuk in tekst
