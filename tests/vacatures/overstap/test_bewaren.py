"""What the rooms of applications hold about a person, and that erasing leaves counts right."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures.aanbod import storage as aanbod
from services.vacatures.overstap import storage as overstap
from services.vacatures.sollicitatie import storage as sollicitatie
from tests.conftest import Headers
from tests.vacatures.conftest import BASE, BEE, CEE, NU, Vraag, later
from tests.vacatures.sollicitatie.stappen import (
    IN_OPENBAAR,
    IN_PARTNERS,
    beoordeel,
    bied,
    doe,
    solliciteer,
    wijzig,
)

WIE, ANDER = UUID(int=77), UUID(int=78)
TABELLEN = (
    *("sollicitatie", "sollicitatielog", "beoordeling", "selectiestap", "klacht"),
    *("aanbod", "afwijking", "overstap", "overstaplog"),
)
GEHEIM = ("Geheime motivatie", "Geheime reden", "Geheime stap", "Geheime klacht", "proefpersoon")
KAMERS = (overstap, aanbod, sollicitatie)  # sollicitatie last: an application gets a new id


@pytest.fixture
def verhaal(client: TestClient, vacature: str, recruiter: Vraag, ik: Vraag) -> str:
    """Somebody moves, somebody else is passed over and complains; everything is recorded."""
    hr = recruiter(nu=IN_OPENBAAR)
    partner = ik(BEE, "medewerker", medewerker=WIE, nu=IN_PARTNERS)
    ander = ik(BEE, "medewerker", medewerker=ANDER, nu=IN_OPENBAAR, herplaatsing=True)
    eerste = solliciteer(client, vacature, partner, motivatie="Geheime motivatie")
    tweede = solliciteer(client, vacature, ander, motivatie="Geheime motivatie")
    for id in (eerste, tweede):
        stap = {"soort": "gesprek", "datum": "2026-08-29", "toelichting": "Geheime stap"}
        doe(client, id, "selectiestappen", hr, **stap)
        beoordeel(client, id, hr)
    assert bied(client, eerste, hr, afwijking="Geheime reden").status_code == 201
    assert wijzig(client, eerste, partner, "aangenomen").status_code == 201
    [regel] = client.get(f"{BASE}/overstappen", headers=partner).json()["results"]
    vroeg = {"startDatum": "2026-10-01", "reden": "Geheime reden"}
    assert client.patch(regel["url"], headers=hr, json=vroeg).status_code == 200
    wijzig(client, tweede, hr, "afgewezen", reden="Geheime reden")
    doe(client, tweede, "klachten", ander, over="afwijking", tekst="Geheime klacht")
    return tweede


def alles(tx: Session) -> str:
    tabellen = (*TABELLEN, "sollicitatietoelichting", "overstaptoelichting", "overstappunt")
    query = "SELECT coalesce(jsonb_agg(to_jsonb(t))::text, '') FROM {} t"
    return "".join(tx.scalar(text(query.format(naam))) or "" for naam in tabellen)


def telling(tx: Session) -> list[Any]:
    aantallen = [tx.scalar(text(f"SELECT count(*) FROM {naam}")) for naam in TABELLEN]
    soorten = text("SELECT categorie, status, organisatie FROM sollicitatie ORDER BY 1, 2")
    return [*aantallen, tx.execute(soorten).all()]


def test_the_own_file_holds_everything_about_the_person_only(
    verhaal: str, migrated: Callable[[str], Engine]
) -> None:
    with Session(migrated("vacatures")) as tx:
        dossier = {k: v for kamer in KAMERS for k, v in kamer.dossier(tx, ANDER).items()}
        leeg = {k: v for kamer in KAMERS for k, v in kamer.dossier(tx, uuid4()).items()}
    assert [een["id"] for een in dossier["sollicitaties"]] == [verhaal]
    assert {naam: len(lijst) for naam, lijst in dossier.items()} == {
        "overstappen": 0,
        "aanbiedingen": 0,
        "afwijkingen": 1,
        "sollicitaties": 1,
        "statuswijzigingen": 3,
        "beoordelingen": 1,
        "selectiestappen": 1,
        "klachten": 1,
    }
    assert set(leeg) == set(dossier)
    assert not any(leeg.values())


def test_erasing_applications_leaves_counts_right(
    verhaal: str, migrated: Callable[[str], Engine]
) -> None:
    with Session(migrated("vacatures")) as tx:
        voor = telling(tx)
        ids = tx.scalars(text("SELECT id FROM sollicitatie")).all()
        tekst = alles(tx)
        assert all(woord in tekst for woord in GEHEIM)
        gewist = [kamer.wis_sollicitaties(tx, ids, later(NU, days=90)) for kamer in KAMERS]
        tx.commit()
        assert gewist[2]["sollicitatie"] == 2
        assert telling(tx) == voor
        na = alles(tx)
        for woord in (*GEHEIM, str(WIE), str(ANDER), *map(str, ids)):
            assert woord not in na
        assert tx.scalar(text("SELECT max(op) FROM sollicitatielog")) == NU.replace(day=1, hour=0)
        weer = [kamer.wis_sollicitaties(tx, ids, later(NU, days=91)) for kamer in KAMERS]
        assert not any(aantal for een in weer for aantal in een.values())


def test_erasing_a_person_ends_what_still_ran_and_leaves_others_alone(
    verhaal: str,
    client: TestClient,
    vacature: str,
    ik: Vraag,
    recruiter: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    lopend = uuid4()
    solliciteer(
        client,
        vacature,
        ik(CEE, "medewerker", medewerker=lopend, nu=IN_OPENBAAR),
        motivatie="Van een ander die loopt",
    )
    with Session(migrated("vacatures")) as tx:
        voor = tx.scalar(text("SELECT count(*) FROM sollicitatie"))
        for kamer in KAMERS:
            kamer.wis_personen(tx, [lopend, WIE])
        tx.commit()
        assert tx.scalar(text("SELECT count(*) FROM sollicitatie")) == voor
        query = "SELECT status, motivatie FROM sollicitatie WHERE categorie = 'extern'"
        assert [tuple(rij) for rij in tx.execute(text(query))] == [("ingetrokken", None)]
        gebleven = text("SELECT motivatie FROM sollicitatie WHERE medewerker = :wie")
        assert tx.scalars(gebleven, {"wie": ANDER}).all() == ["Geheime motivatie"]
        assert str(WIE) not in alles(tx)
    headers: Headers = recruiter(nu=IN_OPENBAAR)
    path = f"{BASE}/vacatures/{vacature}/sollicitaties?telling=true"
    assert client.get(path, headers=headers).json()["count"] == 3
