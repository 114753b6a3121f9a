"""Profiles and success stories: an own choice, withdrawn at once, gone with the person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from services.vacatures.ondernemend import storage
from services.vacatures.ondernemend.rules import Verhaaltermijnen
from shared.http import Peer
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    NU,
    SCOPES,
    VERBAND,
    Buur,
    Vraag,
    later,
)

EIGEN = SCOPES | {"eigen:beheren"}
INVOER: dict[str, Any] = {
    "soort": "succesverhaal",
    "naam": "Sam uit Aa",
    "titel": "Een dag in een ander stadhuis",
    "tekst": "Ik leerde hoe een vergunning ook kan. BSN 123456782 noem ik niet.",
    "contact": "sam@aa.example.org",
    "verbanden": [str(VERBAND)],
}


@pytest.fixture
def persoon() -> UUID:
    return uuid4()


@pytest.fixture
def zelf(ik: Vraag, persoon: UUID) -> Vraag:
    return lambda nu=NU, **meer: ik(
        meer.pop("organisatie", AA), "medewerker", medewerker=persoon, scopes=EIGEN, nu=nu, **meer
    )


@pytest.fixture
def verhaal(client: TestClient, zelf: Vraag) -> str:
    """Id of a published one."""
    id = schrijf(client, zelf())
    naar(client, zelf(), id, "gepubliceerd")
    return id


def schrijf(client: TestClient, headers: Headers, **anders: Any) -> str:
    answer = client.post(f"{BASE}/verhalen", headers=headers, json=INVOER | anders)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"].endswith(answer.json()["id"])
    return str(answer.json()["id"])


def naar(client: TestClient, headers: Headers, id: str, status: str) -> dict[str, Any]:
    pad = f"{BASE}/verhalen/{id}/statuswijzigingen"
    answer = client.post(pad, headers=headers, json={"naar": status})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def lees(client: TestClient, headers: Headers, **params: Any) -> list[str]:
    answer = client.get(f"{BASE}/verhalen", headers=headers, params={"telling": True} | params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["count"] == len(body["results"])
    return [een["id"] for een in body["results"]]


def lezers(ik: Vraag, nu: datetime = NU) -> dict[str, Headers]:
    return {
        "eigen intranet": ik(AA, nu=nu),
        "collega": ik(AA, "medewerker", medewerker=uuid4(), nu=nu),
        "intranet van partner": ik(BEE, nu=nu),
        "medewerker van partner": ik(BEE, "medewerker", medewerker=uuid4(), nu=nu),
    }


def test_nobody_reads_a_concept_and_the_verband_reads_what_is_published(
    client: TestClient, ik: Vraag, zelf: Vraag
) -> None:
    id = schrijf(client, zelf())
    buiten = {"elders": ik(CEE), "portaal": ik(None), "zonder": ik(CEE, verbanden=[])}
    for headers in (*lezers(ik).values(), *buiten.values()):
        assert lees(client, headers) == []
        assert client.get(f"{BASE}/verhalen/{id}", headers=headers).status_code == 404
    eigen = client.get(f"{BASE}/verhalen/{id}", headers=zelf()).json()
    assert eigen["status"] == "concept"
    naar(client, zelf(), id, "gepubliceerd")
    for headers in lezers(ik).values():
        assert lees(client, headers) == [id]
        gelezen = client.get(f"{BASE}/verhalen/{id}", headers=headers).json()
        assert gelezen["naam"] == "Sam uit Aa"
        assert gelezen["status"] is gelezen["verbanden"] is None
        assert "123456782" not in gelezen["tekst"]
    for headers in buiten.values():
        assert lees(client, headers) == []
        assert client.get(f"{BASE}/verhalen/{id}", headers=headers).status_code == 404
    assert client.get(f"{BASE}/verhalen").status_code == 401


def test_without_a_verband_only_the_own_people_read_it(
    client: TestClient, ik: Vraag, zelf: Vraag
) -> None:
    id = schrijf(client, zelf(), verbanden=[])
    naar(client, zelf(), id, "gepubliceerd")
    gezien = {naam: lees(client, headers) for naam, headers in lezers(ik).items()}
    assert gezien == {
        "eigen intranet": [id],
        "collega": [id],
        "intranet van partner": [],
        "medewerker van partner": [],
    }


def test_no_answer_names_the_pseudonym(
    client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str, persoon: UUID
) -> None:
    for headers in (zelf(), *lezers(ik).values()):
        for pad in ("/verhalen", f"/verhalen/{verhaal}"):
            assert str(persoon) not in client.get(f"{BASE}{pad}", headers=headers).text


def test_withdrawn_is_gone_at_once_and_can_come_back(
    client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str
) -> None:
    naar(client, zelf(), verhaal, "ingetrokken")
    for headers in lezers(ik).values():
        assert lees(client, headers) == []
        assert client.get(f"{BASE}/verhalen/{verhaal}", headers=headers).status_code == 404
    nog_eens = client.post(
        f"{BASE}/verhalen/{verhaal}/statuswijzigingen",
        headers=zelf(),
        json={"naar": "ingetrokken"},
    )
    assert (nog_eens.status_code, nog_eens.json()["mogelijk"]) == (409, ["gepubliceerd"])
    naar(client, zelf(), verhaal, "gepubliceerd")
    assert lees(client, lezers(ik)["collega"]) == [verhaal]


def test_readers_hear_that_it_came_and_went(
    client: TestClient, zelf: Vraag, verhaal: str, migrated: Callable[[str], Engine]
) -> None:
    naar(client, zelf(), verhaal, "ingetrokken")
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text("SELECT type, publiek FROM gebeurtenis_uit WHERE onderwerp = :id ORDER BY nr"),
            {"id": verhaal},
        ).all()
    assert [row.type for row in rows] == ["verhaal-gepubliceerd", "verhaal-ingetrokken"]
    wie = {"openbaar": False, "organisaties": [AA], "verbanden": [str(VERBAND)], "rollen": []}
    assert [row.publiek for row in rows] == [wie, wie]


def test_who_is_taken_off_the_readers_hears_it(
    client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str, migrated: Callable[[str], Engine]
) -> None:
    answer = client.patch(
        f"{BASE}/verhalen/{verhaal}",
        headers=zelf() | {"Content-Type": "application/merge-patch+json"},
        json={"verbanden": [], "contact": None, "titel": "Anders"},
    )
    assert answer.status_code == 200, answer.text
    assert lees(client, lezers(ik)["intranet van partner"]) == []
    assert lees(client, lezers(ik)["collega"]) == [verhaal]
    assert answer.json()["contact"] is None
    with migrated("vacatures").connect() as tx:
        query = "SELECT type, publiek FROM gebeurtenis_uit WHERE onderwerp = :id ORDER BY nr DESC"
        [een, ander] = tx.execute(text(f"{query} LIMIT 2"), {"id": verhaal}).all()
    assert (ander.type, ander.publiek["verbanden"]) == ("verhaal-ingetrokken", [str(VERBAND)])
    assert (een.type, een.publiek["verbanden"]) == ("verhaal-gepubliceerd", [])


def test_it_ends_by_itself_after_a_year_and_can_be_prolonged(
    client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str
) -> None:
    eind = NU + timedelta(days=365)

    def collega(nu: datetime) -> Headers:
        return lezers(ik, nu)["collega"]

    assert lees(client, collega(eind - timedelta(hours=1))) == [verhaal]
    naar(client, zelf(eind - timedelta(hours=1)), verhaal, "gepubliceerd")
    assert lees(client, collega(eind + timedelta(days=300))) == [verhaal]
    na = eind + timedelta(days=366)
    assert lees(client, collega(na)) == []
    assert client.get(f"{BASE}/verhalen/{verhaal}", headers=collega(na)).status_code == 404


def test_only_the_person_itself(
    client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str, persoon: UUID
) -> None:
    werkgever = ik(AA, "medewerker", medewerker=persoon)
    collega = ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN)
    machine = ik(AA, "recruiter", "hr_adviseur", scopes=EIGEN)
    pad = f"{BASE}/verhalen/{verhaal}"
    for headers, status in ((werkgever, 403), (machine, 403), (collega, 404)):
        assert client.patch(pad, headers=headers, json={"titel": "X"}).status_code == status
        assert client.delete(pad, headers=headers).status_code == status
        actie = {"naar": "ingetrokken"}
        answer = client.post(f"{pad}/statuswijzigingen", headers=headers, json=actie)
        assert answer.status_code == status
    for headers in (werkgever, machine):
        assert client.post(f"{BASE}/verhalen", headers=headers, json=INVOER).status_code == 403
        assert client.get(f"{BASE}/eigen-verhalen", headers=headers).status_code == 403
    buiten = zelf(organisatie=None)
    answer = client.post(f"{BASE}/verhalen", headers=buiten, json=INVOER)
    assert (answer.status_code, answer.json()["code"]) == (403, "geen-organisatie")
    vreemd = INVOER | {"verbanden": [str(ANDER_VERBAND)]}
    answer = client.post(f"{BASE}/verhalen", headers=zelf(), json=vreemd)
    assert answer.status_code == 400
    assert answer.json()["invalidParams"][0]["code"] == "niet-uw-verband"
    eigen = client.get(f"{BASE}/eigen-verhalen", headers=zelf()).json()["results"]
    assert [een["id"] for een in eigen] == [verhaal]


def test_a_change_of_who_was_first_stays(client: TestClient, zelf: Vraag, verhaal: str) -> None:
    pad = f"{BASE}/verhalen/{verhaal}"
    tag = client.get(pad, headers=zelf()).headers["ETag"]
    headers = zelf() | {"If-Match": tag}
    assert client.patch(pad, headers=headers, json={"titel": "Eerst"}).status_code == 200
    assert client.patch(pad, headers=headers, json={"titel": "Dan"}).status_code == 412
    assert client.delete(pad, headers=headers).status_code == 412
    leeg = client.patch(pad, headers=zelf(), json={"titel": None})
    assert leeg.status_code == 400
    assert client.delete(pad, headers=zelf()).status_code == 204
    assert client.get(pad, headers=zelf()).status_code == 404


def test_filters(client: TestClient, ik: Vraag, zelf: Vraag, verhaal: str) -> None:
    profiel = schrijf(client, zelf(), soort="profiel", titel="Ik geef les", tekst="Over water.")
    naar(client, zelf(), profiel, "gepubliceerd")
    partner = lezers(ik)["intranet van partner"]
    assert set(lees(client, partner)) == {verhaal, profiel}
    assert lees(client, partner, soort="profiel") == [profiel]
    assert lees(client, partner, q="vergunningen") == [verhaal]
    assert lees(client, partner, werkgever=BEE) == []
    assert set(lees(client, partner, werkgever=AA)) == {verhaal, profiel}


def test_every_reading_is_on_the_record(
    client: TestClient, ik: Vraag, verhaal: str, persoon: UUID, migrated: Callable[[str], Engine]
) -> None:
    partner = lezers(ik)["intranet van partner"]
    lees(client, partner)
    client.get(f"{BASE}/verhalen/{verhaal}", headers=partner)
    with migrated("vacatures").connect() as tx:
        query = "SELECT count(*) FROM verwerking_uit WHERE betrokkene = :p AND organisatie = :o"
        assert tx.scalar(text(query), {"p": persoon, "o": BEE}) == 2


def test_two_at_once_do_not_pass_the_maximum(client: TestClient, zelf: Vraag) -> None:
    for _ in range(20 - 1):  # VERHALEN_PER_PERSOON
        schrijf(client, zelf())
    headers = zelf()

    def een(_: int) -> int:
        return client.post(f"{BASE}/verhalen", headers=headers, json=INVOER).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(een, range(4))) == [201, 409, 409, 409]


def test_the_night_erases_what_ended_long_ago(
    client: TestClient, zelf: Vraag, verhaal: str, migrated: Callable[[str], Engine]
) -> None:
    schrijf(client, zelf())
    naar(client, zelf(later(NU, days=10)), verhaal, "ingetrokken")
    maker = sessionmaker(migrated("vacatures"))
    weg = []
    for dagen in (10 + 27, 10 + 29, 365 + 29):
        with maker.begin() as tx:
            weg.append(storage.ruim_op(tx, NU + timedelta(days=dagen), Verhaaltermijnen()))
    assert weg == [0, 1, 1]
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM verhaallog")) == 0


@pytest.mark.parametrize(("feiten", "blijft"), [(AA, True), (BEE, False), (None, False)])
def test_who_goes_to_another_employer_is_withdrawn(
    client: TestClient,
    ik: Vraag,
    buur: Buur,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
    verhaal: str,
    persoon: UUID,
    feiten: str | None,
    blijft: bool,
) -> None:
    buur.antwoorden[f"/intern/bellers/{persoon}"] = {"organisatie": feiten, "verbanden": []}
    gateway = Peer(settings_of("vacatures", database, gateway_url=buur.url), "gateway")
    with sessionmaker(migrated("vacatures")).begin() as tx:
        assert storage.volg_werkgevers(tx, gateway, None, NU) == persoon
    gateway.close()
    assert lees(client, lezers(ik)["collega"]) == ([verhaal] if blijft else [])
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM verhaal")) == 1


def test_who_is_gone_is_erased(
    client: TestClient,
    buur: Buur,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
    verhaal: str,
) -> None:
    gateway = Peer(settings_of("vacatures", database, gateway_url=buur.url), "gateway")
    with sessionmaker(migrated("vacatures")).begin() as tx:
        storage.volg_werkgevers(tx, gateway, None, NU)
    gateway.close()
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM verhaal")) == 0
        query = "SELECT type FROM gebeurtenis_uit WHERE onderwerp = :id ORDER BY nr DESC LIMIT 1"
        assert tx.scalar(text(query), {"id": verhaal}) == "verhaal-ingetrokken"


def test_a_verband_that_the_employer_left_reads_no_more(
    client: TestClient,
    ik: Vraag,
    buur: Buur,
    database: dict[str, str],
    migrated: Callable[[str], Engine],
    verhaal: str,
    persoon: UUID,
) -> None:
    gateway = Peer(settings_of("vacatures", database, gateway_url=buur.url), "gateway")
    lid = {"verband": str(VERBAND), "convenant": 1}
    for verbanden, leest in (([lid], [verhaal]), ([], [])):
        feiten = {"organisatie": AA, "verbanden": verbanden}
        buur.antwoorden[f"/intern/bellers/{persoon}"] = feiten
        with sessionmaker(migrated("vacatures")).begin() as tx:
            storage.volg_werkgevers(tx, gateway, None, NU)
        assert lees(client, lezers(ik)["intranet van partner"]) == leest
        assert lees(client, lezers(ik)["collega"]) == [verhaal]
    gateway.close()
