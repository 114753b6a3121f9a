"""Consent over HTTP: given and withdrawn in one step, by the person alone; erasing confirmed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures.toestemming import storage
from tests.conftest import Headers
from tests.vacatures.conftest import AA, BASE, BEE, CEE, DEE, NU, SCOPES, Vraag, later

EIGEN = SCOPES | {"eigen:beheren"}
INVOER: dict[str, Any] = {
    "doel": "langer_bewaren",
    "ontvangers": [BEE],
    "gegevens": ["contact", "motivatie"],
    "eindDatum": "2027-02-01",
}


@pytest.fixture
def persoon() -> UUID:
    return uuid4()


@pytest.fixture
def zelf(ik: Vraag, persoon: UUID) -> Vraag:
    """The person with an own login."""
    return lambda nu=NU, **meer: ik(
        AA, "medewerker", medewerker=persoon, scopes=EIGEN, nu=nu, **meer
    )


def geef(client: TestClient, headers: Headers, **anders: Any) -> Any:
    return client.post(f"{BASE}/toestemmingen", headers=headers, json=INVOER | anders)


def trek_in(client: TestClient, headers: Headers, id: str) -> Any:
    path = f"{BASE}/toestemmingen/{id}/statuswijzigingen"
    return client.post(path, headers=headers, json={"naar": "ingetrokken"})


def test_given_read_and_withdrawn_in_one_step_each(client: TestClient, zelf: Vraag) -> None:
    gegeven = geef(client, zelf())
    assert gegeven.status_code == 201, gegeven.text
    toestemming = gegeven.json()
    assert toestemming["status"] == "geldig"
    assert [o["wissen"] for o in toestemming["ontvangers"]] == ["niet_nodig"]
    path = gegeven.headers["Location"]
    assert client.get(path, headers=zelf()).json() == toestemming
    assert client.get(f"{BASE}/toestemmingen", headers=zelf()).json()["results"] == [toestemming]
    weg = trek_in(client, zelf(), toestemming["id"])
    assert weg.status_code == 201
    assert weg.json()["status"] == "ingetrokken"
    assert [o["wissen"] for o in weg.json()["ontvangers"]] == ["gevraagd"]
    nogmaals = trek_in(client, zelf(), toestemming["id"])
    assert (nogmaals.status_code, nogmaals.json()["code"]) == (409, "overgang-kan-niet")
    # Renewing is a new consent.
    assert geef(client, zelf()).json()["id"] != toestemming["id"]


@pytest.mark.parametrize("weg", ["doel", "ontvangers", "gegevens", "eindDatum"])
def test_nothing_is_filled_in_beforehand(client: TestClient, zelf: Vraag, weg: str) -> None:
    body = {naam: waarde for naam, waarde in INVOER.items() if naam != weg}
    answer = client.post(f"{BASE}/toestemmingen", headers=zelf(), json=body)
    assert [f["name"] for f in answer.json()["invalidParams"]] == [weg]
    leeg: dict[str, Any] = {"ontvangers": [], "gegevens": [], "doel": "alles", "eindDatum": None}
    assert geef(client, zelf(), **{weg: leeg[weg]}).status_code == 400


def test_receivers_are_named_and_the_term_is_bounded(client: TestClient, zelf: Vraag) -> None:
    assert geef(client, zelf(), ontvangers=["alle"]).status_code == 400
    answer = geef(client, zelf(), eindDatum="2028-01-01")
    assert [f["code"] for f in answer.json()["invalidParams"]] == ["te-lang"]
    # A referral's consent is given at the referral.
    assert geef(client, zelf(), doel="doorverwijzing").status_code == 400


def test_only_the_person_with_an_own_login(
    client: TestClient, zelf: Vraag, ik: Vraag, persoon: UUID, recruiter: Vraag
) -> None:
    id = geef(client, zelf()).json()["id"]
    via_werkgever = ik(AA, "medewerker", medewerker=persoon)
    machine = ik(AA, "recruiter", scopes=EIGEN)
    ander = ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN)
    assert geef(client, via_werkgever).status_code == 403
    assert geef(client, machine).status_code == 403
    for wie, status in ((via_werkgever, 403), (machine, 403), (ander, 404), (recruiter(), 403)):
        assert client.get(f"{BASE}/toestemmingen/{id}", headers=wie).status_code == status
        assert trek_in(client, wie, id).status_code == status
    assert client.get(f"{BASE}/toestemmingen", headers=ander).json()["results"] == []


def test_a_receiver_confirms_that_it_erased(
    client: TestClient, zelf: Vraag, ik: Vraag, persoon: UUID
) -> None:
    id = geef(client, zelf(), ontvangers=[BEE, CEE]).json()["id"]
    bee, cee = ik(BEE, "recruiter"), ik(CEE, "recruiter")
    assert client.get(f"{BASE}/wisverzoeken", headers=bee).json()["results"] == []
    trek_in(client, zelf(), id)
    [verzoek] = client.get(f"{BASE}/wisverzoeken", headers=bee).json()["results"]
    assert str(persoon) not in str(verzoek)
    path = f"{BASE}/wisverzoeken/{verzoek['id']}"
    assert client.get(path, headers=bee).json() == verzoek
    for ander in (cee, ik(AA, "recruiter")):
        assert client.get(path, headers=ander).status_code == 404
    body = {"naar": "bevestigd"}
    assert client.post(f"{path}/statuswijzigingen", headers=cee, json=body).status_code == 404
    machine = ik(BEE, "recruiter", gebruiker=None)
    assert client.post(f"{path}/statuswijzigingen", headers=machine, json=body).status_code == 400
    klaar = client.post(f"{path}/statuswijzigingen", headers=bee, json=body)
    assert (klaar.status_code, klaar.json()["status"]) == (201, "bevestigd")
    assert client.post(f"{path}/statuswijzigingen", headers=bee, json=body).status_code == 409
    gezien = client.get(f"{BASE}/toestemmingen/{id}", headers=zelf()).json()["ontvangers"]
    assert {o["organisatie"]: o["wissen"] for o in gezien} == {BEE: "bevestigd", CEE: "gevraagd"}
    laat = client.get(f"{BASE}/toestemmingen/{id}", headers=zelf(later(NU, days=15))).json()
    assert {o["organisatie"]: o["wissen"] for o in laat["ontvangers"]}[CEE] == "te_laat"


def test_what_runs_out_is_erased_too_and_late_receivers_are_reminded_once(
    client: TestClient, zelf: Vraag, migrated: Callable[[str], Engine], persoon: UUID
) -> None:
    geef(client, zelf())
    einde = datetime.fromisoformat("2027-02-01T23:00:00+00:00")

    def klok(nu: datetime) -> list[tuple[str, str | None]]:
        with Session(migrated("vacatures")) as tx, tx.begin():
            storage.verwerk_verlopen(tx, nu)
            storage.herinner(tx, nu)
        with migrated("vacatures").connect() as connection:
            query = text("SELECT onderwerp, organisatie FROM bericht_uit ORDER BY nr")
            return [(row.onderwerp, row.organisatie) for row in connection.execute(query)]

    assert klok(later(einde, minutes=-1)) == []
    assert klok(einde) == [("Wis de gegevens van een kandidaat", BEE)]
    with migrated("vacatures").connect() as connection:
        [tekst] = connection.scalars(text("SELECT tekst FROM bericht_uit"))
    assert "uiterlijk 16 februari 2027" in tekst
    assert len(klok(later(einde, days=13))) == 1
    laat = klok(later(einde, days=14))
    assert laat[1:] == [
        ("Herinnering: wis de gegevens van een kandidaat", BEE),
        ("Nog niet bevestigd dat uw gegevens gewist zijn", None),
    ]
    assert klok(later(einde, days=99)) == laat


def test_withdrawing_twice_at_once_is_one_withdrawal(client: TestClient, zelf: Vraag) -> None:
    id = geef(client, zelf()).json()["id"]
    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(lambda _: trek_in(client, zelf(), id).status_code, range(4)))
    assert codes == [201, 409, 409, 409]


def test_hidden_from_an_organisation(client: TestClient, zelf: Vraag, ik: Vraag) -> None:
    path = f"{BASE}/afscherming"
    leeg = client.get(path, headers=zelf())
    assert leeg.json() == {"organisaties": []}
    gezet = client.put(path, headers=zelf(), json={"organisaties": [CEE, BEE, BEE]})
    assert gezet.json() == {"organisaties": sorted([BEE, CEE])}
    oud = zelf() | {"If-Match": leeg.headers["ETag"]}
    assert client.put(path, headers=oud, json={"organisaties": []}).status_code == 412
    assert client.get(path, headers=ik(BEE, "recruiter", scopes=EIGEN)).status_code == 403


def test_two_lists_at_once_do_not_undo_each_other(client: TestClient, zelf: Vraag) -> None:
    path = f"{BASE}/afscherming"
    seen = {"If-Match": client.get(path, headers=zelf()).headers["ETag"]}

    def hide(oin: str) -> int:
        headers = zelf() | seen
        return client.put(path, headers=headers, json={"organisaties": [oin]}).status_code

    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(hide, [AA, BEE, CEE, DEE]))
    assert codes == [200, 412, 412, 412]


def test_erasing_leaves_the_duty_of_the_receiver(
    client: TestClient, zelf: Vraag, ik: Vraag, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    id = geef(client, zelf(), onderwerp=str(uuid4())).json()["id"]
    client.put(f"{BASE}/afscherming", headers=zelf(), json={"organisaties": [CEE]})
    trek_in(client, zelf(), id)
    with Session(migrated("vacatures")) as tx, tx.begin():
        inhoud = storage.dossier(tx, persoon)
        assert [een["id"] for een in inhoud["toestemmingen"]] == [id]
        assert storage.wis_personen(tx, [persoon]) == {
            "afscherming": 1,
            "toestemming": 1,
            "toestemming_ontvanger": 1,
            "toestemminglog": 3,
        }
        assert storage.dossier(tx, persoon)["toestemmingen"] == []
    assert client.get(f"{BASE}/toestemmingen/{id}", headers=zelf()).status_code == 404
    verzoeken = client.get(f"{BASE}/wisverzoeken", headers=ik(BEE, "recruiter")).json()
    assert [v["onderwerp"] for v in verzoeken["results"]] == [None]
