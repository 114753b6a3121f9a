"""Referrals over HTTP: nothing before or after consent, and then what was agreed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from services.vacatures.document import storage as documenten
from services.vacatures.document.rules import Documentsoort, Onderzoek
from services.vacatures.doorverwijzing import storage
from services.vacatures.toestemming import storage as toestemmingen
from tests.conftest import Headers
from tests.statements import statements
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    VERBAND,
    Buur,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.doorverwijzing.conftest import DAG, EIGEN, INSTEMMING, ZES_MAANDEN, Doe


def lijst(client: TestClient, headers: Headers, richting: str = "ontvangen") -> list[str]:
    path = f"{BASE}/doorverwijzingen?richting={richting}"
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return [een["id"] for een in answer.json()["results"]]


def status(client: TestClient, id: str, headers: Headers) -> int:
    return client.get(f"{BASE}/doorverwijzingen/{id}", headers=headers).status_code


def onzichtbaar(client: TestClient, id: str, headers: Headers) -> None:
    """Not there on any method, and not in a list; it costs what nothing costs."""
    path = f"{BASE}/doorverwijzingen/{id}"
    with statements(client) as hidden:
        assert client.get(path, headers=headers).status_code == 404
    with statements(client) as absent:
        assert status(client, str(uuid4()), headers) == 404
    assert hidden == absent
    assert client.get(f"{path}/kandidaat", headers=headers).status_code == 404
    body = {"antwoord": "bekeken"}
    stale = headers | {"If-Match": '"99"'}
    for given in (headers, stale):
        answer = client.post(f"{path}/antwoorden", headers=given, json=body)
        assert answer.status_code == 404
    assert id not in lijst(client, headers)


def test_nothing_travels_before_the_person_agreed(
    client: TestClient, voorgesteld: str, zelf: Vraag, hr: Vraag, persoon: UUID
) -> None:
    for oin in (BEE, CEE):
        onzichtbaar(client, voorgesteld, hr(oin))
    gezien = client.get(f"{BASE}/doorverwijzingen/{voorgesteld}", headers=zelf()).json()
    assert (gezien["rol"], gezien["status"], gezien["verwijzer"]) == ("persoon", "voorgesteld", AA)
    assert [o["organisatie"] for o in gezien["ontvangers"]] == [BEE, CEE]
    assert gezien["maximumMaanden"] == 6
    verwijzer = client.get(f"{BASE}/doorverwijzingen/{voorgesteld}", headers=hr()).json()
    assert (verwijzer["rol"], verwijzer["toestemmingId"]) == ("verwijzer", None)
    assert str(persoon) not in str(verwijzer)


def test_a_receiver_sees_exactly_what_was_agreed(
    client: TestClient, lopend: str, hr: Vraag
) -> None:
    path = f"{BASE}/doorverwijzingen/{lopend}"
    gezien = client.get(path, headers=hr(BEE)).json()
    assert (gezien["rol"], gezien["status"], gezien["eindDatum"]) == (
        "ontvanger",
        "lopend",
        "2026-12-31",
    )
    assert gezien["gegevens"] == ["contact", "motivatie"]
    assert gezien["motivatie"] == "Ik reken graag."
    # Not agreed: the category facts. Never: the other receivers, or the application itself.
    assert [gezien[n] for n in ("werkgever", "vastContract", "aanleiding", "sollicitatieId")] == [
        None,
        None,
        None,
        None,
    ]
    assert [o["organisatie"] for o in gezien["ontvangers"]] == [BEE]
    kandidaat = client.get(f"{path}/kandidaat", headers=hr(BEE)).json()
    assert kandidaat == {
        "naam": "Sam Proef (verzonnen)",
        "email": "sam@example.org",
        "telefoon": None,
    }
    assert lijst(client, hr(BEE)) == [lopend]
    # Proposed, but not chosen by the person; and an organisation that has nothing to do with it.
    for oin in (CEE, DEE):
        onzichtbaar(client, lopend, hr(oin))
    # Who refers does not get what receivers get.
    assert client.get(f"{path}/kandidaat", headers=hr(AA)).status_code == 404
    assert client.get(path, headers=hr(AA)).json()["motivatie"] is None


@pytest.mark.parametrize(
    ("deel", "velden"),
    [
        ("categorie", {"werkgever": DEE, "aanleiding": "afwijzing", "motivatie": None}),
        ("motivatie", {"werkgever": None, "aanleiding": None, "motivatie": "Ik reken graag."}),
        ("documenten", {"werkgever": None, "aanleiding": None, "motivatie": None}),
        ("contact", {"werkgever": None, "aanleiding": None, "motivatie": None}),
    ],
)
def test_each_part_travels_only_when_named(
    client: TestClient,
    voorgesteld: str,
    stem_in: Doe,
    hr: Vraag,
    deel: str,
    velden: dict[str, Any],
) -> None:
    assert stem_in(voorgesteld, gegevens=[deel]).status_code == 201
    path = f"{BASE}/doorverwijzingen/{voorgesteld}"
    gezien = client.get(path, headers=hr(BEE)).json()
    assert {naam: gezien[naam] for naam in velden} == velden
    contact = client.get(f"{path}/kandidaat", headers=hr(BEE)).status_code
    assert contact == (200 if deel == "contact" else 404)


@pytest.mark.parametrize("weg", ["ontvangers", "gegevens", "eindDatum"])
def test_agreeing_is_never_filled_in_beforehand(
    client: TestClient, voorgesteld: str, zelf: Vraag, weg: str
) -> None:
    body = {naam: waarde for naam, waarde in INSTEMMING.items() if naam != weg}
    path = f"{BASE}/doorverwijzingen/{voorgesteld}/toestemmingen"
    answer = client.post(path, headers=zelf(), json=body)
    assert [f["name"] for f in answer.json()["invalidParams"]] == [weg]


def test_agreeing_stays_inside_the_proposal(
    voorgesteld: str, stem_in: Doe, client: TestClient, zelf: Vraag
) -> None:
    fout = stem_in(voorgesteld, ontvangers=[BEE, DEE], eindDatum="2027-03-01")
    assert [(f["name"], f["code"]) for f in fout.json()["invalidParams"]] == [
        ("ontvangers.1", "niet-voorgesteld"),
        ("ontvangers.1", "eigen-organisatie"),
        ("eindDatum", "te-lang"),
    ]
    assert stem_in(voorgesteld, eindDatum=ZES_MAANDEN).status_code == 201
    assert stem_in(voorgesteld).status_code == 409


def test_withdrawing_blocks_everything_at_once(
    client: TestClient, lopend: str, trek_in: Doe, hr: Vraag, zelf: Vraag
) -> None:
    weg = trek_in(lopend)
    assert weg.status_code == 201
    assert weg.json()["ontvangers"][0]["wissen"] == "gevraagd"
    onzichtbaar(client, lopend, hr(BEE))
    for wie in (zelf(), hr()):
        gezien = client.get(f"{BASE}/doorverwijzingen/{lopend}", headers=wie).json()
        assert gezien["status"] == "ingetrokken"
    verzoeken = client.get(f"{BASE}/wisverzoeken", headers=hr(BEE)).json()["results"]
    assert [v["onderwerp"] for v in verzoeken] == [lopend]


def test_it_ends_by_the_clock(client: TestClient, lopend: str, hr: Vraag, zelf: Vraag) -> None:
    laatste = later(DAG, days=126, hours=13)  # 31 December 2026, 22:00
    assert status(client, lopend, hr(BEE, nu=laatste)) == 200
    na = later(laatste, hours=3)
    onzichtbaar(client, lopend, hr(BEE, nu=na))
    gezien = client.get(f"{BASE}/doorverwijzingen/{lopend}", headers=zelf(na)).json()
    assert gezien["status"] == "verlopen"


def test_hiding_from_a_receiver_stops_it_too(
    client: TestClient, voorgesteld: str, stem_in: Doe, hr: Vraag, zelf: Vraag
) -> None:
    path = f"{BASE}/afscherming"
    client.put(path, headers=zelf(), json={"organisaties": [BEE]})
    fout = stem_in(voorgesteld)
    assert [f["code"] for f in fout.json()["invalidParams"]] == ["afgeschermd"]
    assert stem_in(voorgesteld, ontvangers=[CEE]).status_code == 201
    assert status(client, voorgesteld, hr(CEE)) == 200
    client.put(path, headers=zelf(), json={"organisaties": [CEE]})
    onzichtbaar(client, voorgesteld, hr(CEE))


def test_a_proposal_does_not_tell_from_whom_somebody_hides(
    client: TestClient, stel_voor: Doe, zelf: Vraag
) -> None:
    client.put(f"{BASE}/afscherming", headers=zelf(), json={"organisaties": [BEE]})
    assert stel_voor().status_code == 201


def test_only_for_an_application_that_ended(
    client: TestClient, vacature: str, ik: Vraag, stel_voor: Doe, hr: Vraag
) -> None:
    ander = ik(CEE, "medewerker", medewerker=uuid4(), nu=DAG)
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=ander, json={})
    assert answer.status_code == 201, answer.text
    id = answer.json()["id"]
    answer = stel_voor(sollicitatieId=id)
    assert [b["code"] for b in answer.json()["beletselen"]] == ["sollicitatie-loopt"]
    # An application at another employer is not there.
    fout = stel_voor(hr(BEE), ontvangers=[CEE])
    assert [f["code"] for f in fout.json()["invalidParams"]] == ["onbekend"]


def test_receivers_are_partners(stel_voor: Doe) -> None:
    fout = stel_voor(ontvangers=[BEE, BEE, AA, DEE])
    assert [(f["name"], f["code"]) for f in fout.json()["invalidParams"]] == [
        ("ontvangers.1", "dubbel"),
        ("ontvangers.2", "eigen-organisatie"),
        ("ontvangers.3", "geen-partner"),
    ]


def test_an_own_employee_at_that_persons_request(
    client: TestClient, ik: Vraag, persoon: UUID, hr: Vraag, buur: Buur
) -> None:
    def stel_voor(oin: str, **anders: Any) -> Any:
        body = {"medewerker": str(persoon), "opVerzoekVanMedewerker": True, "ontvangers": [BEE]}
        return client.post(f"{BASE}/doorverwijzingen", headers=hr(oin), json=body | anders)

    fout = stel_voor(AA)
    assert [f["code"] for f in fout.json()["invalidParams"]] == ["onbekend"]
    buur.antwoorden[f"/intern/medewerkers/{persoon}"]["organisatie"] = AA
    ongevraagd = stel_voor(AA, opVerzoekVanMedewerker=False)
    assert [f["name"] for f in ongevraagd.json()["invalidParams"]] == ["opVerzoekVanMedewerker"]
    gedaan = stel_voor(AA)
    assert (gedaan.status_code, gedaan.json()["aanleiding"]) == (201, "loopbaanstap")
    weer = stel_voor(AA)  # one open question to a person at a time, and that is what is said
    assert [b["code"] for b in weer.json()["beletselen"]] == ["voorstel-ligt-er-al"]
    beide = stel_voor(AA, sollicitatieId=str(uuid4()))
    assert [f["code"] for f in beide.json()["invalidParams"]] == ["een-van-beide"]


def test_the_employers_machine_hears_nothing(
    client: TestClient, lopend: str, ik: Vraag, persoon: UUID
) -> None:
    via_werkgever = ik(DEE, "medewerker", medewerker=persoon, nu=DAG)
    assert status(client, lopend, via_werkgever) == 404
    path = f"{BASE}/eigen-doorverwijzingen"
    assert client.get(path, headers=via_werkgever).status_code == 403


def test_refused_or_taken_back(
    client: TestClient,
    voorgesteld: str,
    stel_voor: Doe,
    stem_in: Doe,
    hr: Vraag,
    zelf: Vraag,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> None:
    def wijzig(id: str, wie: Headers, naar: str) -> Any:
        path = f"{BASE}/doorverwijzingen/{id}/statuswijzigingen"
        return client.post(path, headers=wie, json={"naar": naar})

    verkeerd = wijzig(voorgesteld, hr(), "geweigerd")
    assert (verkeerd.status_code, verkeerd.json()["mogelijk"]) == (409, ["teruggenomen"])
    assert wijzig(voorgesteld, hr(BEE), "teruggenomen").status_code == 404
    assert wijzig(voorgesteld, zelf(), "geweigerd").json()["status"] == "geweigerd"
    assert wijzig(voorgesteld, hr(), "teruggenomen").status_code == 409
    assert stem_in(voorgesteld).status_code == 409
    opnieuw = stel_voor().json()["id"]
    assert wijzig(opnieuw, hr(), "teruggenomen").json()["status"] == "teruggenomen"
    assert stem_in(opnieuw).status_code == 409
    verteld = berichten(migrated)
    assert (AA, "Een doorverwijzing gaat niet door") in verteld
    assert (persoon, "Een voorstel om u door te verwijzen is teruggenomen") in verteld


def test_all_parties_hear_that_it_ran_out(
    client: TestClient, lopend: str, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    na = later(DAG, days=126, hours=16)  # 1 January
    with Session(migrated("vacatures")) as tx, tx.begin():
        assert toestemmingen.verwerk_verlopen(tx, na) == 1
    verteld = berichten(migrated)
    for wie in (persoon, AA):
        assert verteld.count((wie, "Een doorverwijzing is afgelopen")) == 1
    assert (BEE, "Wis de gegevens van een kandidaat") in verteld
    with Session(migrated("vacatures")) as tx, tx.begin():
        assert toestemmingen.verwerk_verlopen(tx, na) == 0
    assert berichten(migrated) == verteld


def berichten(migrated: Callable[[str], Engine]) -> list[tuple[UUID | str, str]]:
    """To whom something is told, and what it is about."""
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(text("SELECT persoon, organisatie, onderwerp FROM bericht_uit"))
        return [(row.persoon or row.organisatie, row.onderwerp) for row in rows]


def test_a_proposal_lapses(
    client: TestClient, voorgesteld: str, stem_in: Doe, stel_voor: Doe, zelf: Vraag, hr: Vraag
) -> None:
    na = later(DAG, days=30, hours=1)
    assert stem_in(voorgesteld, zelf(na)).status_code == 409
    gezien = client.get(f"{BASE}/doorverwijzingen/{voorgesteld}", headers=zelf(na)).json()
    assert gezien["status"] == "vervallen"
    assert stel_voor(hr(nu=na)).status_code == 201


@pytest.fixture
def andere_termijnen(buur: Buur) -> None:
    """A convenant with other terms than the defaults."""
    path = f"/intern/convenanten/{VERBAND}/1"
    buur.antwoorden[path] |= {"doorverwijzingVoorstelDagen": 10, "wistermijnDagen": 5}


@pytest.mark.usefixtures("andere_termijnen")
def test_the_terms_are_those_of_the_convenant_of_then(
    client: TestClient, stel_voor: Doe, stem_in: Doe, zelf: Vraag, hr: Vraag
) -> None:
    id = stel_voor().json()["id"]
    gezien = client.get(f"{BASE}/doorverwijzingen/{id}", headers=zelf()).json()
    over = datetime.fromisoformat(gezien["vervaltOp"]) - datetime.fromisoformat(
        gezien["voorgesteldOp"]
    )
    assert over == timedelta(days=10)
    assert stem_in(id, zelf(later(DAG, days=10, hours=1))).status_code == 409
    assert stem_in(id).status_code < 300
    einde = client.get(f"{BASE}/doorverwijzingen/{id}", headers=zelf()).json()["toestemmingId"]
    weg = f"{BASE}/toestemmingen/{einde}/statuswijzigingen"
    assert client.post(weg, headers=zelf(), json={"naar": "ingetrokken"}).status_code == 201
    [verzoek, *_] = client.get(f"{BASE}/wisverzoeken", headers=hr(BEE)).json()["results"]
    termijn = datetime.fromisoformat(verzoek["uiterlijkOp"]) - datetime.fromisoformat(
        verzoek["gevraagdOp"]
    )
    assert termijn == timedelta(days=5)


def test_answers_have_one_direction_and_a_reason(
    client: TestClient, lopend: str, antwoord: Doe, zelf: Vraag, hr: Vraag
) -> None:
    assert antwoord(lopend, "bekeken", reden=None).status_code == 201
    zonder = antwoord(lopend, "uitgenodigd", reden=None)
    assert (zonder.status_code, zonder.json()["code"]) == (400, "antwoord-kan-niet")
    assert antwoord(lopend, "uitgenodigd").status_code == 201
    terug = antwoord(lopend, "bekeken")
    assert (terug.status_code, terug.json()["mogelijk"]) == (
        409,
        ["aangenomen", "geen_passende_plek"],
    )
    assert antwoord(lopend, "aangenomen").status_code == 201
    assert antwoord(lopend, "geen_passende_plek").status_code == 409
    path = f"{BASE}/doorverwijzingen/{lopend}"
    [bij_persoon, _] = client.get(path, headers=zelf()).json()["ontvangers"]
    assert (bij_persoon["antwoord"], bij_persoon["reden"]) == ("aangenomen", "Na een gesprek.")
    [bij_verwijzer, _] = client.get(path, headers=hr()).json()["ontvangers"]
    assert (bij_verwijzer["antwoord"], bij_verwijzer["reden"]) == ("aangenomen", None)


def test_a_machine_decides_nothing(client: TestClient, lopend: str, hr: Vraag) -> None:
    path = f"{BASE}/doorverwijzingen"
    machine = hr(BEE, gebruiker=None)
    body = {"antwoord": "aangenomen", "reden": "Past."}
    answer = client.post(f"{path}/{lopend}/antwoorden", headers=machine, json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "gebruiker-ontbreekt")


def test_pauses_keep_new_ones_out_and_let_running_ones_run(
    client: TestClient, lopend: str, stel_voor: Doe, zelf: Vraag, hr: Vraag
) -> None:
    pauze = {"gepauzeerd": True, "totDatum": "2026-09-30"}
    eigen = f"{BASE}/eigen-doorverwijzingspauze"
    assert client.get(eigen, headers=zelf()).json()["gepauzeerd"] is False
    assert client.put(eigen, headers=zelf(), json=pauze).json()["totDatum"] == "2026-09-30"
    assert [b["code"] for b in stel_voor().json()["beletselen"]] == ["persoon-pauzeert"]
    client.put(eigen, headers=zelf(), json={"gepauzeerd": False})
    van_bee = f"{BASE}/doorverwijzingspauze"
    assert client.put(van_bee, headers=hr(BEE), json=pauze).status_code == 200
    answer = stel_voor()
    assert [(b["veld"], b["code"]) for b in answer.json()["beletselen"]] == [
        ("ontvangers.0", "ontvanger-pauzeert")
    ]
    assert status(client, lopend, hr(BEE)) == 200
    later_weer = stel_voor(hr(nu=later(DAG, days=49)))  # 15 October: the pause is over
    assert later_weer.status_code == 201
    oud = hr(BEE) | {"If-Match": '"1"'}
    assert client.put(van_bee, headers=oud, json=pauze).status_code == 412


def test_referring_oneself_tells_the_employer_nothing(
    client: TestClient, ik: Vraag, hr: Vraag, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    zelf = ik(AA, "medewerker", medewerker=persoon, scopes=EIGEN, nu=DAG)
    path = f"{BASE}/eigen-doorverwijzingen"
    answer = client.post(path, headers=zelf, json=INSTEMMING)
    assert answer.status_code == 201, answer.text
    id = answer.json()["id"]
    assert (answer.json()["status"], answer.json()["verwijzer"]) == ("lopend", None)
    assert status(client, id, hr(BEE)) == 200
    assert status(client, id, hr(AA)) == 404
    assert lijst(client, hr(AA), "verstuurd") == []
    with migrated("vacatures").connect() as tx:
        publiek = tx.scalars(text("SELECT publiek -> 'organisaties' FROM gebeurtenis_uit")).all()
        naar = tx.scalars(text("SELECT organisatie FROM bericht_uit")).all()
    assert publiek == [[BEE]]
    assert naar == [BEE]
    eigen_werkgever = client.post(path, headers=zelf, json=INSTEMMING | {"ontvangers": [AA]})
    assert eigen_werkgever.status_code == 400


def test_an_outsider_who_was_turned_down_refers_herself(
    client: TestClient, vacature: str, ik: Vraag, hr: Vraag
) -> None:
    zelf = ik(None, medewerker=uuid4(), scopes=EIGEN, nu=DAG)
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    sollicitatie = client.post(path, headers=zelf, json={}).json()["id"]
    weg = {"naar": "ingetrokken"}
    client.post(f"{BASE}/sollicitaties/{sollicitatie}/statuswijzigingen", headers=zelf, json=weg)
    path = f"{BASE}/eigen-doorverwijzingen"
    zonder = client.post(path, headers=zelf, json=INSTEMMING)
    assert [f["code"] for f in zonder.json()["invalidParams"]] == ["geen-partner"]
    answer = client.post(path, headers=zelf, json=INSTEMMING | {"sollicitatieId": sollicitatie})
    assert answer.status_code == 201, answer.text
    assert status(client, answer.json()["id"], hr(BEE)) == 200


def test_a_referred_candidate_is_category_doorverwezen(
    client: TestClient, lopend: str, zelf: Vraag, hr: Vraag, trek_in: Doe
) -> None:
    """Dee is no partner of Bee: without the referral the person is an outsider there."""
    bee = hr(BEE)
    vacature = nieuw(client, bee)
    open_(client, bee, vacature)
    in_partners = later(DAG, days=8)
    assert client.get(f"{BASE}/vacatures/{vacature}", headers=zelf(in_partners)).status_code == 200
    path = f"{BASE}/vacatures/{vacature}/sollicitaties"
    answer = client.post(path, headers=zelf(in_partners), json={})
    assert answer.status_code == 201, answer.text
    assert answer.json()["categorie"] == "doorverwezen"
    assert answer.json()["grond"].startswith("Doorverwezen")
    trek_in(lopend)
    ander = nieuw(client, bee, titel="Andere functie")
    open_(client, bee, ander)
    assert client.get(f"{BASE}/vacatures/{ander}", headers=zelf(in_partners)).status_code == 404


def test_the_person_reads_who_read(
    client: TestClient, lopend: str, hr: Vraag, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    client.get(f"{BASE}/doorverwijzingen/{lopend}/kandidaat", headers=hr(BEE))
    with migrated("vacatures").connect() as tx:
        query = text(
            "SELECT activiteit FROM verwerking_uit WHERE organisatie = :oin AND betrokkene = :wie"
        )
        activiteiten = tx.scalars(query, {"oin": BEE, "wie": persoon}).all()
    assert activiteiten == ["gegevens van doorverwezen kandidaat bekijken"]


def test_nobody_is_named_in_events_and_messages(
    client: TestClient,
    lopend: str,
    antwoord: Doe,
    trek_in: Doe,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> None:
    antwoord(lopend, "uitgenodigd")
    trek_in(lopend)
    with migrated("vacatures").connect() as tx:
        events = tx.execute(
            text(
                "SELECT type, onderwerp::text, dataref, publiek -> 'organisaties'"
                " FROM gebeurtenis_uit WHERE type ~ 'doorverwijzing|wissen' ORDER BY nr"
            )
        ).all()
        berichten = tx.execute(
            text("SELECT persoon, organisatie, onderwerp || tekst FROM bericht_uit")
        ).all()
    assert [(row[0], row[3]) for row in events] == [
        ("doorverwijzing-voorgesteld", [AA]),
        ("doorverwijzing-toegestaan", [AA, BEE]),
        ("doorverwijzing-beantwoord", [AA, BEE]),
        ("doorverwijzing-ingetrokken", [AA]),
        ("wissen-gevraagd", [BEE]),
    ]
    assert str(persoon) not in str([row[1:] for row in events])
    assert not [row for row in berichten if str(persoon) in row[2] or "Sam" in row[2]]
    assert {row.organisatie for row in berichten} >= {AA, BEE}
    assert persoon in {row.persoon for row in berichten}
    assert CEE not in {row.organisatie for row in berichten}


def test_the_balance_hides_what_is_few(
    client: TestClient, lopend: str, antwoord: Doe, hr: Vraag
) -> None:
    antwoord(lopend, "aangenomen")
    path = f"{BASE}/verbanden/{VERBAND}/doorverwijzingsbalans?jaar=2026"
    eigen = client.get(path, headers=hr()).json()["regels"]
    assert eigen == [
        {"organisatie": AA, "verzonden": 1, "ontvangen": 0, "aangenomen": 0},
        {"organisatie": BEE, "verzonden": 0, "ontvangen": None, "aangenomen": None},
    ]
    assert client.get(path, headers=hr()).json()["zonderVerwijzer"] == 0
    assert client.get(path.replace("2026", "2025"), headers=hr()).json()["regels"] == []
    assert client.get(path, headers=hr(DEE, verbanden=[])).status_code == 404


def test_the_balance_hides_one_person_also_when_erased(
    client: TestClient, ik: Vraag, hr: Vraag, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    """Referred five times is one person, whether or not anybody knows who it was."""
    zelf = ik(AA, "medewerker", medewerker=persoon, scopes=EIGEN, nu=DAG)
    for _ in range(5):
        made = client.post(f"{BASE}/eigen-doorverwijzingen", headers=zelf, json=INSTEMMING)
        assert made.status_code == 201, made.text
    path = f"{BASE}/verbanden/{VERBAND}/doorverwijzingsbalans?jaar=2026"
    for erased in (False, True):
        if erased:
            with Session(migrated("vacatures")) as tx, tx.begin():
                storage.wis_personen(tx, [persoon])
        stand = client.get(path, headers=hr(CEE)).json()
        assert stand["zonderVerwijzer"] is None
        assert [regel["ontvangen"] for regel in stand["regels"]] == [None]


def test_documents_travel_with_consent_only(
    client: TestClient,
    afgewezen: str,
    stel_voor: Doe,
    stem_in: Doe,
    trek_in: Doe,
    hr: Vraag,
    persoon: UUID,
    migrated: Callable[[str], Engine],
) -> None:
    kluis = client.app.state.kluis  # type: ignore[attr-defined]
    goed = Onderzoek(None, bsn=False, doorzoekbaar=True)
    with Session(migrated("vacatures")) as tx, tx.begin():
        soort = Documentsoort.PDF
        row = documenten.add(tx, UUID(afgewezen), persoon, "brief.pdf", soort, 4, DAG)
        documenten.keep(tx, row, goed, b"%PDF", kluis, DAG)
    id = stel_voor(ontvangers=[BEE]).json()["id"]
    assert stem_in(id, gegevens=["documenten"]).status_code == 201
    path = f"{BASE}/doorverwijzingen/{id}/documenten"
    [bestand] = client.get(path, headers=hr(BEE)).json()["results"]
    assert bestand["bestandsnaam"] == "brief.pdf"
    inhoud = client.get(bestand["inhoudUrl"], headers=hr(BEE))
    assert (inhoud.status_code, inhoud.content) == (200, b"%PDF")
    assert inhoud.headers["Content-Disposition"].startswith("attachment")
    for ander in (hr(CEE), hr(AA)):
        assert client.get(path, headers=ander).status_code == 404
        assert client.get(bestand["inhoudUrl"], headers=ander).status_code == 404
    trek_in(id)
    assert client.get(path, headers=hr(BEE)).status_code == 404
    assert client.get(bestand["inhoudUrl"], headers=hr(BEE)).status_code == 404


def test_a_list_asks_the_same_number_of_questions_whatever_its_length(
    client: TestClient, ik: Vraag, hr: Vraag
) -> None:
    engine = client.app.state.engine  # type: ignore[attr-defined]

    def vragen(headers: Headers, pad: str, aantal: int) -> int:
        gezien: list[str] = []

        def zie(*args: Any) -> None:
            gezien.append(args[2])

        event.listen(engine, "before_cursor_execute", zie)
        try:
            rows = client.get(f"{BASE}/{pad}", headers=headers).json()["results"]
        finally:
            event.remove(engine, "before_cursor_execute", zie)
        assert len(rows) == aantal
        return len([vraag for vraag in gezien if "verwerking_uit" not in vraag])

    persoon = uuid4()
    zelf = ik(AA, "medewerker", medewerker=persoon, scopes=EIGEN, nu=DAG)
    lezers = ((hr(BEE), "doorverwijzingen"), (zelf, "eigen-doorverwijzingen"))
    geteld = []
    for aantal in (1, 6):
        while len(client.get(f"{BASE}/toestemmingen", headers=zelf).json()["results"]) < aantal:
            made = client.post(f"{BASE}/eigen-doorverwijzingen", headers=zelf, json=INSTEMMING)
            assert made.status_code == 201
        lijsten = (*lezers, (zelf, "toestemmingen"))
        geteld.append([vragen(headers, pad, aantal) for headers, pad in lijsten])
    assert geteld[0] == geteld[1]
