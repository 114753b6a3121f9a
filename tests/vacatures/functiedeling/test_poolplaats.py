"""A place in a pool: whoever accepts is told to the pool once, and to nobody outside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    NU,
    VERBAND,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.functiedeling.test_fg import AANBOD, stel_geschikt
from tests.vacatures.functiedeling.test_routes import VOORSTEL, antwoord

POOL, WIE = UUID(int=0xF00), UUID(int=0x900)
STRAKS = later(NU, hours=1)


def neem_aan(client: TestClient, ik: Vraag, id: str, **anders: Any) -> Any:
    """An own employee applies, is offered the job and accepts."""
    hr = ik(AA, "recruiter", nu=STRAKS)
    wie = ik(AA, "medewerker", medewerker=WIE, verbanden=[(VERBAND, 1)], nu=STRAKS)
    body = {"motivatie": "Graag."}
    gedaan = client.post(f"{BASE}/vacatures/{id}/sollicitaties", headers=wie, json=body)
    assert gedaan.status_code == 201, gedaan.text
    path = f"{BASE}/sollicitaties/{gedaan.json()['id']}"
    stel_geschikt(client, hr, gedaan.json()["id"])
    for oin in (AA, BEE):
        besluit(client, ik, id, oin, gedaan.json()["id"])
    bod = client.post(f"{path}/aanbiedingen", headers=hr, json=AANBOD | anders)
    assert bod.status_code == 201, bod.text
    ja = client.post(f"{path}/statuswijzigingen", headers=wie, json={"naar": "aangenomen"})
    assert ja.status_code == 201, ja.text
    return gedaan.json()["id"]


def besluit(client: TestClient, ik: Vraag, id: str, oin: str, sollicitatie: str) -> None:
    hr = ik(oin, "recruiter", nu=STRAKS)
    path = f"{BASE}/vacatures/{id}/functiedeling"
    deling = client.get(path, headers=hr)
    if deling.status_code == 404:
        return  # a vacancy of one employer
    [deel] = [d for d in deling.json()["delen"] if d["werkgever"] == oin]
    body = {"sollicitatieId": sollicitatie, "deel": deel["id"], "akkoord": True}
    assert client.post(f"{path}/besluiten", headers=hr, json=body).status_code == 201


@pytest.fixture
def aangemeld(migrated: Callable[[str], Engine]) -> Callable[[], list[Any]]:
    """Events about hires so far."""

    def lees() -> list[Any]:
        with migrated("vacatures").connect() as tx:
            query = "SELECT * FROM gebeurtenis_uit WHERE type LIKE 'aanstelling-%'"
            return list(tx.execute(text(query)).mappings())

    return lees


@pytest.mark.parametrize("samen", [True, False])
def test_who_accepts_a_pool_place_is_told_to_the_pool(
    client: TestClient,
    ik: Vraag,
    recruiter: Vraag,
    als_dienst: Callable[[str, str], Headers],
    aangemeld: Callable[[], list[Any]],
    samen: bool,
) -> None:
    # Of one employer less can be offered than the vacancy has: what was offered counts.
    laagste = 36 if samen else 24
    id = nieuw(client, recruiter(), urenMin=laagste, urenMax=36, poolplaats=str(POOL))
    if samen:
        path = f"{BASE}/vacatures/{id}/functiedeling"
        een = VOORSTEL | {"vorm": "een_werkgever", "formeleWerkgever": BEE}
        assert client.post(path, headers=recruiter(), json=een).status_code == 201
        for oin in (AA, BEE):
            antwoord(client, id, ik(oin, "recruiter"), oin, "aanvaard")
    open_(client, recruiter(), id)
    neem_aan(client, ik, id, uren=laagste)
    [gebeurtenis] = aangemeld()
    assert set(gebeurtenis["bestemmingen"]) == {"gateway", "pool"}
    assert set(gebeurtenis["publiek"]["organisaties"]) == ({AA, BEE} if samen else {AA})
    assert gebeurtenis["publiek"]["rollen"]
    pad = f"/intern/aanstellingen/{gebeurtenis['onderwerp']}"
    feiten = client.get(pad, headers=als_dienst("pool", "vacatures")).json()
    assert {naam: feiten[naam] for naam in ("pool", "medewerker", "functie", "niveau", "uren")} == {
        "pool": str(POOL),
        "medewerker": str(WIE),
        "functie": "planeconoom",
        "niveau": "senior",
        "uren": laagste,
    }
    assert (feiten["thuisorganisatie"], feiten["inDienstVoor"]) == (
        (BEE, "gezamenlijk") if samen else (AA, "pool")
    )
    assert feiten["van"] == "2026-08-12"
    assert client.get(pad, headers=recruiter()).status_code == 404
    nergens = f"/intern/aanstellingen/{uuid4()}"
    assert client.get(nergens, headers=als_dienst("pool", "vacatures")).status_code == 404


def test_an_ordinary_vacancy_tells_the_pool_nothing(
    client: TestClient, ik: Vraag, vacature: str, aangemeld: Callable[[], list[Any]]
) -> None:
    neem_aan(client, ik, vacature)
    assert aangemeld() == []


def test_a_hire_is_in_the_own_file_and_can_be_erased(
    client: TestClient, ik: Vraag, recruiter: Vraag, migrated: Callable[[str], Engine]
) -> None:
    id = nieuw(client, recruiter(), poolplaats=str(POOL))
    open_(client, recruiter(), id)
    sollicitatie = neem_aan(client, ik, id)
    with Session(migrated("vacatures")) as tx:
        [eigen] = storage.dossier(tx, WIE)["aanstellingen"]
        assert (eigen["pool"], eigen["inDienstVoor"]) == (str(POOL), "pool")
        assert storage.wis_personen(tx, [WIE])["aanstelling"] == 1
        assert storage.dossier(tx, WIE)["aanstellingen"] == []
        assert storage.wis_sollicitaties(tx, [UUID(sollicitatie)], NU)["aanstelling"] == 0
        assert tx.scalar(text("SELECT count(*) FROM aanstelling")) == 1  # the count stays


def test_the_pool_hears_that_who_was_hired_does_not_come(
    client: TestClient,
    ik: Vraag,
    recruiter: Vraag,
    als_dienst: Callable[[str, str], Headers],
    aangemeld: Callable[[], list[Any]],
) -> None:
    id = nieuw(client, recruiter(), poolplaats=str(POOL))
    open_(client, recruiter(), id)
    sollicitatie = neem_aan(client, ik, id)
    wie = ik(AA, "medewerker", medewerker=WIE, verbanden=[(VERBAND, 1)], nu=STRAKS)
    path = f"{BASE}/sollicitaties/{sollicitatie}/statuswijzigingen"
    weg = client.post(path, headers=wie, json={"naar": "ingetrokken", "reden": "Toch niet."})
    assert weg.status_code == 201, weg.text
    eerst, laatst = sorted(aangemeld(), key=lambda een: een["type"])
    assert [een["type"] for een in (eerst, laatst)] == [
        "aanstelling-gedaan",
        "aanstelling-vervallen",
    ]
    for veld in ("onderwerp", "bestemmingen", "publiek"):
        assert eerst[veld] == laatst[veld]
    pad = f"/intern/aanstellingen/{eerst['onderwerp']}"
    assert client.get(pad, headers=als_dienst("pool", "vacatures")).status_code == 404
