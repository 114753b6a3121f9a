"""The tables over HTTP: who reads them, that they stay right, and that nobody is in them."""

import csv
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from services.vacatures.indicatoren import storage
from services.vacatures.indicatoren.rules import Tabel
from services.vacatures.sollicitatie import storage as sollicitaties
from shared.http import Peer
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    NU,
    PARTNERS,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)

PATH = f"{BASE}/indicatoren"
IN_PARTNERS = later(PARTNERS, hours=10)
JAAR = "van=2026-01&tot=2026-12"
ALLES = sorted(Tabel)
TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm990"
Toon = Callable[..., dict[str, Any]]


@pytest.fixture
def open_kaart(buur: Buur) -> Buur:
    """A convenant that hides nothing, so that small numbers can be checked."""
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = convenant(kleinsteCel=1)
    for nr, (oin, inwoners) in enumerate(((AA, 18_000), (BEE, 120_000))):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {
            "oin": oin,
            "tooi": f"{TOOI}{nr}",
            "naam": f"Gemeente {nr}",
            "inwoners": inwoners,
        }
    return buur


@pytest.fixture
def toon(client: TestClient, recruiter: Vraag) -> Toon:
    def indicator(tabel: str, vraag: str = JAAR, **meer: Any) -> dict[str, Any]:
        answer = client.get(f"{PATH}/{tabel}?{vraag}", headers=recruiter(**meer))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return indicator


def getallen(indicator: dict[str, Any]) -> dict[str, int]:
    """What is more than nought, by part, row and column."""
    return {
        "/".join(filter(None, (c["onderdeel"], c["rij"], c["kolom"]))): c["aantal"]
        for c in indicator["cellen"]
        if c["aantal"]
    }


def sessie(client: TestClient) -> Session:
    sessions: Any = client.app.state.sessions  # type: ignore[attr-defined]
    return sessions.begin()  # type: ignore[no-any-return]


def haal_register(client: TestClient, recruiter: Vraag) -> None:
    """What the worker does."""
    peer: Peer = client.app.state.gateway  # type: ignore[attr-defined]
    with sessie(client) as tx:
        storage.leg_vast(tx)
        storage.haal_organisaties(tx, peer, NU)


def vervul(client: TestClient, recruiter: Vraag, wie: Headers, vacature: str, **nu: Any) -> str:
    """From application to accepted offer; the id of the application."""
    hr = recruiter(**nu)
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=wie, json={})
    assert answer.status_code == 201, answer.text
    eigen = f"{BASE}/sollicitaties/{answer.json()['id']}"
    oordeel = {"oordeel": "passend", "reden": "Gesprek gevoerd."}
    stappen = [
        (hr, "beoordelingen", oordeel),
        (hr, "aanbiedingen", {"contractsoort": "vast", "uren": 36, "schaal": "11"}),
        (wie, "statuswijzigingen", {"naar": "aangenomen"}),
    ]
    for headers, stap, body in stappen:
        gedaan = client.post(f"{eigen}/{stap}", headers=headers, json=body)
        assert gedaan.status_code == 201, gedaan.text
    return str(answer.json()["id"])


@pytest.fixture
def partner(ik: Vraag) -> Headers:
    return ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS, vast_contract=True)


@pytest.fixture
def overgestapt(
    open_kaart: Buur, client: TestClient, recruiter: Vraag, vacature: str, partner: Headers
) -> str:
    """Id of the application of a partner's employee who accepted in the partners' phase."""
    id = vervul(client, recruiter, partner, vacature, nu=IN_PARTNERS)
    haal_register(client, recruiter)
    return id


# ---- what is in them -----------------------------------------------------------------------------
def test_one_move_in_every_table(toon: Toon, overgestapt: str) -> None:
    verband = f"{JAAR}&verband={VERBAND}"
    assert getallen(toon("vervultijd", verband)) == {
        "grootteklasse/tot_20000": 1,
        "functie/planeconoom": 1,
        "totaal/totaal": 1,
    }
    vervultijd, wervingstijd = toon("vervultijd", verband), toon("wervingstijd", verband)
    assert [c["mediaan"] for c in vervultijd["cellen"] if c["mediaan"] is not None] == [8] * 3
    assert [c["mediaan"] for c in wervingstijd["cellen"] if c["mediaan"] is not None] == [0] * 3
    assert getallen(toon("stromen", verband)) == {
        "stromen/vanaf_100000/tot_20000": 1,
        "stromen/vanaf_100000/totaal": 1,
        "stromen/totaal/tot_20000": 1,
        "stromen/totaal/totaal": 1,
    }
    assert getallen(toon("verbandmoves", verband)) == {
        "herkomst/binnen_verband": 1,
        "herkomst/totaal": 1,
    }
    assert getallen(toon("voorrang", verband)) == {
        "aanbiedingen/gevolgd": 1,
        "aanbiedingen/totaal": 1,
    }
    assert getallen(toon("moeilijk_vervulbaar", verband))["plaatsen/totaal/totaal"] == 1
    eigen, ander = toon("stromen"), toon("stromen", "van=2025-01&tot=2025-12")
    assert getallen(eigen)["stromen/totaal/totaal"] == 1
    assert getallen(ander) == {}


def test_open_places(
    open_kaart: Buur, client: TestClient, recruiter: Vraag, toon: Toon, vacature: str
) -> None:
    haal_register(client, recruiter)
    nog = toon("moeilijk_vervulbaar", JAAR, nu=later(NU, days=40))
    assert getallen(nog)["plaatsen/tot_20000/nog_te_kort_open"] == 1
    lang = toon("moeilijk_vervulbaar", JAAR, nu=later(NU, days=91))
    assert getallen(lang)["plaatsen/tot_20000/niet_vervuld"] == 1
    assert "90 dagen" in lang["definitie"]


def test_for_redeployment_only_is_no_vacancy(
    open_kaart: Buur, client: TestClient, recruiter: Vraag, toon: Toon, ik: Vraag
) -> None:
    id = nieuw(client, recruiter(), alleenHerplaatsing=True)
    open_(client, recruiter(), id)
    assert getallen(toon("moeilijk_vervulbaar")) == {}


def test_rejections_of_who_had_priority(
    open_kaart: Buur,
    client: TestClient,
    recruiter: Vraag,
    toon: Toon,
    vacature: str,
    partner: Headers,
    ik: Vraag,
) -> None:
    eigen = ik(AA, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS)
    for wie in (partner, eigen):
        path = f"{BASE}/vacatures/{vacature}/sollicitaties"
        id = client.post(path, headers=wie, json={}).json()["id"]
        body = {"naar": "afgewezen", "reden": "De ervaring past niet."}
        path = f"{BASE}/sollicitaties/{id}/statuswijzigingen"
        answer = client.post(path, headers=recruiter(nu=IN_PARTNERS), json=body)
        assert answer.status_code == 201, answer.text
    assert getallen(toon("voorrang", f"{JAAR}&verband={VERBAND}")) == {
        "afwijzingen/anders": 1,
        "afwijzingen/totaal": 1,
    }


def test_it_stays_right_when_the_person_is_erased(
    open_kaart: Buur, client: TestClient, toon: Toon, overgestapt: str
) -> None:
    verband = f"{JAAR}&verband={VERBAND}"
    voor = {tabel: toon(tabel, verband) for tabel in ALLES}
    id = UUID(overgestapt)
    with sessie(client) as tx:
        persoon = tx.scalar(text("SELECT medewerker FROM sollicitatie WHERE id = :id"), {"id": id})
        assert persoon is not None
        [feit] = storage.dossier(tx, persoon)["vervullingen"]
        assert (feit["werkgever"], feit["maand"]) == (AA, "2026-08")
        assert storage.wis_sollicitaties(tx, [id], NU) == {"vervulling": 1}
        sollicitaties.wis_sollicitaties(tx, [id], NU)
        assert storage.dossier(tx, persoon)["vervullingen"] == []
    assert {tabel: toon(tabel, verband) for tabel in ALLES} == voor
    with sessie(client) as tx:
        assert tx.scalar(text("SELECT count(*) FROM vervulling WHERE bron_log_nr IS NOT NULL")) == 0


def test_erased_before_it_was_counted(
    open_kaart: Buur,
    client: TestClient,
    recruiter: Vraag,
    toon: Toon,
    vacature: str,
    partner: Headers,
) -> None:
    """Then the number stays right and only the duration is gone."""
    id = UUID(vervul(client, recruiter, partner, vacature, nu=IN_PARTNERS))
    with sessie(client) as tx:
        sollicitaties.wis_sollicitaties(tx, [id], NU)
    tijden = toon("vervultijd")
    assert getallen(tijden)["totaal/totaal"] == 1
    assert tijden["cellen"][-1]["mediaan"] is None
    assert getallen(toon("moeilijk_vervulbaar"))["plaatsen/onbekend/duur_onbekend"] == 1


def test_who_does_not_come_after_all_filled_nothing(
    open_kaart: Buur,
    client: TestClient,
    recruiter: Vraag,
    toon: Toon,
    vacature: str,
    partner: Headers,
    overgestapt: str,
    ik: Vraag,
) -> None:
    """The next who is hired did, whoever was counted first; erased or not."""
    assert getallen(toon("verbandmoves"))["herkomst/totaal"] == 1
    path = f"{BASE}/sollicitaties/{overgestapt}/statuswijzigingen"
    body = {"naar": "ingetrokken", "reden": "Toch niet."}
    assert client.post(path, headers=partner, json=body).status_code == 201
    assert getallen(toon("verbandmoves")) == {}
    tweede = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS, vast_contract=True)
    vervul(client, recruiter, tweede, vacature, nu=IN_PARTNERS)
    for _ in range(2):
        assert getallen(toon("verbandmoves")) == {
            "herkomst/binnen_verband": 1,
            "herkomst/totaal": 1,
        }
        assert getallen(toon("stromen"))["stromen/totaal/totaal"] == 1
        assert getallen(toon("vervultijd"))["totaal/totaal"] == 1
        with sessie(client) as tx:
            for kamer in (storage, sollicitaties):
                kamer.wis_sollicitaties(tx, [UUID(overgestapt)], NU)


@pytest.mark.parametrize("personen", [1, 5])
def test_what_is_hidden_stays_hidden_when_the_person_is_erased(
    client: TestClient, recruiter: Vraag, toon: Toon, ik: Vraag, personen: int
) -> None:
    """One person who is turned down five times is one, also when nobody knows who it was; five who
    are turned down for one place are five."""
    wezens = [uuid4() for _ in range(personen)]
    vacatures = []
    for nr in range(5 // personen):
        vacatures.append(nieuw(client, recruiter(), titel=f"Functie {nr}"))
        open_(client, recruiter(), vacatures[-1])
    ids: list[str] = []
    for nr, (vacature, wezen) in enumerate(product(vacatures, wezens)):
        wie = ik(BEE, "medewerker", medewerker=wezen, nu=IN_PARTNERS, vast_contract=True)
        path = f"{BASE}/vacatures/{vacature}/sollicitaties"
        ids.append(client.post(path, headers=wie, json={}).json()["id"])
        body = {"naar": "afgewezen", "reden": f"De ervaring past niet bij functie {nr}."}
        path = f"{BASE}/sollicitaties/{ids[-1]}/statuswijzigingen"
        answer = client.post(path, headers=recruiter(nu=IN_PARTNERS), json=body)
        assert answer.status_code == 201, answer.text
    aantal = None if personen == 1 else 5
    verwacht = {"afwijzingen/anders": aantal, "afwijzingen/totaal": aantal}
    for erased in (0, 2, 5):
        with sessie(client) as tx:
            sollicitaties.wis_sollicitaties(tx, [UUID(id) for id in ids[:erased]], NU)
        cellen = toon("voorrang", f"{JAAR}&verband={VERBAND}")["cellen"]
        getoond = {f"{c['onderdeel']}/{c['rij']}": c["aantal"] for c in cellen}
        assert {naam: getoond[naam] for naam in verwacht} == verwacht, erased


def test_read_at_once_counts_once(
    open_kaart: Buur,
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    partner: Headers,
    toon: Toon,
) -> None:
    vervul(client, recruiter, partner, vacature, nu=IN_PARTNERS)
    with ThreadPoolExecutor(4) as threads:
        tabellen = list(threads.map(lambda _: toon("verbandmoves"), range(4)))
    assert [getallen(t)["herkomst/totaal"] for t in tabellen] == [1] * 4


# ---- who is not in them --------------------------------------------------------------------------
def test_a_single_person_is_not_to_be_found(
    client: TestClient, recruiter: Vraag, toon: Toon, vacature: str, partner: Headers
) -> None:
    """The convenant of the other tests says nothing of it: then five is the smallest number."""
    vervul(client, recruiter, partner, vacature, nu=IN_PARTNERS)
    for tabel in ALLES:
        body = toon(tabel, f"{JAAR}&verband={VERBAND}")
        assert body["kleinsteCel"] == 5
        assert getallen(body) == {}
        verborgen = [c for c in body["cellen"] if c["verborgen"]]
        assert all(c["aantal"] is None and c["mediaan"] is None for c in verborgen)
        assert bool(verborgen) is (tabel != Tabel.UITSTROOMBESTEMMING)
        for woord in ("definitie", "bron", "zekerheid", "verberging"):
            assert body[woord]


def test_who_may_read(client: TestClient, ik: Vraag, kijkers: dict[str, Vraag]) -> None:
    for rol in ("recruiter", "hr_adviseur", "hr_hoofd", "secretaris", "aanjager"):
        answer = client.get(f"{PATH}/stromen?verband={VERBAND}", headers=ik(BEE, rol))
        assert answer.status_code == 200, rol
    for rol in ("medewerker", "leidinggevende", "makelaar", "beheerder"):
        answer = client.get(f"{PATH}/stromen?verband={VERBAND}", headers=ik(BEE, rol))
        assert answer.status_code == 403, rol
    vreemd = (ik(CEE, "recruiter"), ik(AA, "recruiter", verbanden=[(ANDER_VERBAND, 1)]))
    bodies = [client.get(f"{PATH}/stromen?verband={VERBAND}", headers=wie) for wie in vreemd]
    bodies.append(client.get(f"{PATH}/stromen?verband={uuid4()}", headers=ik(AA, "recruiter")))
    assert {answer.status_code for answer in bodies} == {404}
    assert len({answer.content for answer in bodies}) == 1
    assert client.get(f"{PATH}/stromen", headers=kijkers["anoniem"]()).status_code == 401
    assert client.get(f"{PATH}/stromen", headers=ik(None, "recruiter")).status_code == 403
    zonder = ik(AA, "recruiter", scopes=frozenset())
    assert client.get(f"{PATH}/stromen", headers=zonder).status_code == 403


@pytest.mark.parametrize(
    ("vraag", "code"),
    [
        ("van=2026-09&tot=2026-08", "periode-ongeldig"),
        ("van=2000-01&tot=2026-08", "periode-ongeldig"),
        ("van=2026-13", "string_pattern_mismatch"),
        ("van=2026-8", "string_pattern_mismatch"),
        ("verband=x", "uuid_parsing"),
        ("werkgever=x", "extra_forbidden"),
    ],
)
def test_bad_questions(client: TestClient, recruiter: Vraag, vraag: str, code: str) -> None:
    answer = client.get(f"{PATH}/stromen?{vraag}", headers=recruiter())
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["code"] == code
    assert client.get(f"{PATH}/salarissen", headers=recruiter()).status_code == 400


def test_as_csv(client: TestClient, recruiter: Vraag, overgestapt: str) -> None:
    headers = recruiter() | {"Accept": "text/csv"}
    answer = client.get(f"{PATH}/verbandmoves?{JAAR}", headers=headers)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["etag"]
    lezer = csv.DictReader(StringIO(answer.text))
    rows = list(lezer)
    toelichting = {r["rij"]: r["tekst"] for r in rows if r["onderdeel"] == "toelichting"}
    assert toelichting["zekerheid"] == "C"
    assert toelichting["definitie"].startswith("Aanvaarde")
    totaal = next(r for r in rows if r["onderdeel"] == "herkomst" and r["rij"] == "totaal")
    assert (totaal["aantal"], totaal["verborgen"]) == ("1", "nee")
    anders = recruiter() | {"Accept": "text/html"}
    assert client.get(f"{PATH}/stromen", headers=anders).status_code == 406
    elders = recruiter() | {"Accept": "text/csv"}
    assert client.get(f"{BASE}/vacatures", headers=elders).status_code == 406


def test_a_gateway_that_is_away(client: TestClient, recruiter: Vraag) -> None:
    client.app.state.gateway._client.base_url = "http://127.0.0.1:1"  # type: ignore[attr-defined]
    answer = client.get(f"{PATH}/stromen", headers=recruiter())
    assert (answer.status_code, answer.json()["code"]) == (503, "niet-beschikbaar")


# ---- who left ------------------------------------------------------------------------------------
OPGAVE = {
    "binnenVerband": 6,
    "overheid": 7,
    "bedrijfsleven": 8,
    "zzp": 3,
    "pensioen": 9,
    "onbekend": 0,
}


def opgave(oin: str, jaar: int = 2025) -> str:
    return f"{BASE}/werkgevers/{oin}/uitstroomopgaven/{jaar}"


def test_what_employers_say_is_added_up(
    client: TestClient, recruiter: Vraag, ik: Vraag, toon: Toon
) -> None:
    eerste = client.put(opgave(AA), headers=recruiter(), json=OPGAVE)
    assert eerste.status_code == 200, eerste.text
    assert client.get(opgave(AA), headers=recruiter()).json() == eerste.json()
    stale = recruiter() | {"If-Match": '"9-x"'}
    assert client.put(opgave(AA), headers=stale, json=OPGAVE).status_code == 412
    client.put(opgave(BEE), headers=ik(BEE, "recruiter"), json=OPGAVE)
    client.put(opgave(CEE), headers=ik(CEE, "recruiter"), json=OPGAVE)
    jaar = "van=2025-01&tot=2025-12"
    samen = toon("uitstroombestemming", f"{jaar}&verband={VERBAND}")
    assert getallen(samen) == {
        "bestemming/binnen_verband": 12,
        "bestemming/overheid": 14,
        "bestemming/bedrijfsleven": 16,
        "bestemming/zzp": 6,
        "bestemming/pensioen": 18,
        "bestemming/totaal": 66,
        "behoud/uitstroom": 66,
        "behoud/uitstroom_uit_het_verband": 54,
        "behoud/uitstroom_uit_de_overheid": 40,
    }
    eigen = toon("uitstroombestemming", jaar)
    verborgen = {c["rij"] for c in eigen["cellen"] if c["verborgen"]}
    assert "zzp" in verborgen
    assert len(verborgen) > 1
    assert getallen(toon("uitstroombestemming", "van=2025-02&tot=2026-01")) == {}


def test_who_left_is_for_the_own_organisation(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag]
) -> None:
    client.put(opgave(AA), headers=recruiter(), json=OPGAVE)
    for naam, wie in kijkers.items():
        verwacht = {"eigen recruiter": 200, "anoniem": 401}.get(naam)
        if verwacht is None:
            verwacht = 404 if "recruiter" in naam else 403
        assert client.get(opgave(AA), headers=wie()).status_code == verwacht, naam
        answer = client.put(opgave(AA), headers=wie() | {"If-Match": '"9-x"'}, json=OPGAVE)
        assert answer.status_code == (412 if verwacht == 200 else verwacht), naam


@pytest.mark.parametrize(
    ("jaar", "fout", "code"),
    [
        (2027, {}, "in-de-toekomst"),
        (1999, {}, "greater_than_equal"),
        (2025, {"zzp": -1}, "greater_than_equal"),
        (2025, {"zzp": 100_001}, "less_than_equal"),
        (2025, {"zzp": "3"}, "int_type"),
        (2025, {"naam": "x"}, "extra_forbidden"),
    ],
)
def test_bad_statements(
    client: TestClient, recruiter: Vraag, jaar: int, fout: dict[str, Any], code: str
) -> None:
    answer = client.put(opgave(AA, jaar), headers=recruiter(), json=OPGAVE | fout)
    assert answer.status_code == 400, answer.text
    assert answer.json()["invalidParams"][0]["code"] == code


def test_two_statements_at_once(client: TestClient, recruiter: Vraag) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(
            lambda nr: client.put(opgave(AA), headers=recruiter(), json=OPGAVE | {"zzp": nr}),
            range(4),
        )
        assert [answer.status_code for answer in answers] == [200] * 4
    assert client.get(opgave(AA), headers=recruiter()).headers["etag"].startswith('"4-')


def test_the_worker_copies_the_register(
    open_kaart: Buur, client: TestClient, recruiter: Vraag, overgestapt: str
) -> None:
    with sessie(client) as tx:
        rows = tx.execute(text("SELECT oin, inwoners FROM organisatiefeit ORDER BY oin")).all()
    assert [(row.oin, row.inwoners) for row in rows] == [(AA, 18_000), (BEE, 120_000)]
    open_kaart.gevraagd.clear()
    haal_register(client, recruiter)
    assert open_kaart.gevraagd == []


def test_months_are_whole(toon: Toon, overgestapt: str) -> None:
    body = toon("verbandmoves", "")
    assert (body["van"], body["tot"]) == ("2025-09", "2026-08")
    assert date.fromisoformat(f"{body['van']}-01") < NU.date()
    eerste = toon("verbandmoves", "tot=1900-01")
    assert (eerste["van"], eerste["tot"]) == ("1900-01", "1900-01")


def test_the_number_of_queries_does_not_grow(
    open_kaart: Buur, client: TestClient, recruiter: Vraag, ik: Vraag, toon: Toon
) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    tellingen = []
    for _ in range(2):
        for _ in range(2):
            id = nieuw(client, recruiter())
            open_(client, recruiter(), id)
            wie = ik(BEE, "medewerker", medewerker=uuid4(), nu=IN_PARTNERS, vast_contract=True)
            vervul(client, recruiter, wie, id, nu=IN_PARTNERS)
        toon("stromen")  # the first to read writes down what is new
        gezien: list[str] = []

        def tel(*args: Any, gezien: list[str] = gezien) -> None:
            gezien.append(args[2])

        event.listen(engine, "before_cursor_execute", tel)
        for tabel in ALLES:
            toon(tabel, f"{JAAR}&verband={VERBAND}")
        event.remove(engine, "before_cursor_execute", tel)
        tellingen.append(len(gezien))
    assert tellingen[0] == tellingen[1] > 0
