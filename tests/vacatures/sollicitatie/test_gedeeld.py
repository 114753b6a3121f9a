"""On a joint vacancy with separate contracts each employer learns of applications for its part."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.vacatures import worker
from tests.vacatures.conftest import AA, BASE, BEE, NU, Vraag, later, nieuw, open_
from tests.vacatures.functiedeling.conftest import bekend as bekend
from tests.vacatures.functiedeling.test_routes import antwoord, deel_van, stel_voor
from tests.vacatures.sollicitatie.stappen import (
    EIGEN_INLOG,
    beoordeel,
    bied,
    solliciteer,
    wijzig,
)
from tests.vacatures.sollicitatie.test_herinneringen import Berichten
from tests.vacatures.sollicitatie.test_herinneringen import werk as werk
from tests.vacatures.sollicitatie.test_registreren import koppel, registreer

LATER = later(NU, days=11)


def gedeeld(client: TestClient, ik: Vraag) -> tuple[str, dict[str, Any]]:
    """An open vacancy of two employers, and how they share it."""
    aa, bee = ik(AA, "recruiter"), ik(BEE, "recruiter")
    vacature = nieuw(client, aa, urenMin=36, urenMax=36)
    deling = stel_voor(client, vacature, aa)
    assert antwoord(client, vacature, aa, AA, "aanvaard").status_code == 201
    assert antwoord(client, vacature, bee, BEE, "aanvaard").status_code == 201
    open_(client, aa, vacature)
    return vacature, deling


@pytest.fixture
def bij(client: TestClient, ik: Vraag) -> dict[str, str]:
    """Per employer the application for its own part of one vacancy of two employers."""
    vacature, deling = gedeeld(client, ik)
    return {
        oin: solliciteer(
            client,
            vacature,
            ik(AA, "medewerker", medewerker=uuid4()),
            delen=[deel_van(deling, oin)],
        )
        for oin in (AA, BEE)
    }


def test_events_reach_only_who_may_see_the_application(
    bij: dict[str, str], migrated: Callable[[str], Engine]
) -> None:
    with migrated("vacatures").connect() as tx:
        rows = tx.execute(
            text(
                "SELECT onderwerp, publiek FROM gebeurtenis_uit"
                " WHERE type = 'sollicitatie-ontvangen'"
            )
        ).all()
    assert {str(row.onderwerp): row.publiek["organisaties"] for row in rows} == {
        bij[AA]: [AA],
        bij[BEE]: [BEE],
    }


def stem_in(
    client: TestClient, ik: Vraag, vacature: str, deling: dict[str, Any], oin: str, id: str
) -> None:
    """The employer of a part says yes to an offer to this candidate."""
    body = {"sollicitatieId": id, "deel": deel_van(deling, oin), "akkoord": True}
    path = f"{BASE}/vacatures/{vacature}/functiedeling/besluiten"
    answer = client.post(path, headers=ik(oin, "recruiter"), json=body)
    assert answer.status_code == 201, answer.text


def test_candidates_for_different_parts_do_not_stand_in_each_others_way(
    client: TestClient, ik: Vraag, migrated: Callable[[str], Engine]
) -> None:
    """One place each: an offer for one part leaves the other, and betrays nothing about it."""
    vacature, deling = gedeeld(client, ik)

    def voor(oin: str, **feiten: Any) -> str:
        wie = ik(AA, "medewerker", medewerker=uuid4(), **feiten)
        return solliciteer(client, vacature, wie, delen=[deel_van(deling, oin)])

    hoog, laag = voor(AA, herplaatsing=True), voor(BEE)  # nobody judged the first yet
    beoordeel(client, laag, ik(BEE, "recruiter"))
    stem_in(client, ik, vacature, deling, BEE, laag)
    assert bied(client, laag, ik(BEE, "recruiter")).status_code == 201
    beoordeel(client, hoog, ik(AA, "recruiter"))
    stem_in(client, ik, vacature, deling, AA, hoog)
    assert bied(client, hoog, ik(AA, "recruiter")).status_code == 201
    with migrated("vacatures").connect() as tx:
        query = "SELECT publiek FROM gebeurtenis_uit WHERE type = 'aanbodbesluit-genomen'"
        horen = [row["organisaties"] for row in tx.scalars(text(f"{query} ORDER BY nr"))]
    assert horen == [[BEE], [AA]]


def test_a_place_that_is_taken_is_told_to_who_applied_for_it(
    client: TestClient, ik: Vraag, werk: Berichten, migrated: Callable[[str], Engine]
) -> None:
    vacature, deling = gedeeld(client, ik)
    winnaar = ik(AA, "medewerker", medewerker=uuid4())
    wie = {naam: uuid4() for naam in ("zelfde deel", "ander deel", "alles")}
    delen = {"zelfde deel": [deel_van(deling, AA)], "ander deel": [deel_van(deling, BEE)]}
    gekozen = solliciteer(client, vacature, winnaar, delen=delen["zelfde deel"])
    for naam, persoon in wie.items():
        headers = ik(AA, "medewerker", medewerker=persoon)
        solliciteer(client, vacature, headers, delen=delen.get(naam, []))
    beoordeel(client, gekozen, ik(AA, "recruiter"))
    stem_in(client, ik, vacature, deling, AA, gekozen)
    assert bied(client, gekozen, ik(AA, "recruiter")).status_code == 201
    assert wijzig(client, gekozen, winnaar, "aangenomen").status_code == 201
    werk(worker.tell_filled, later(NU, hours=1))
    with migrated("vacatures").connect() as tx:
        query = "SELECT persoon FROM bericht_uit WHERE tekst LIKE '%geen plaats meer%'"
        gehoord = set(tx.scalars(text(query)))
    assert gehoord == {wie["zelfde deel"], wie["alles"]}


def test_who_stands_before_at_the_part_of_another_is_not_named(
    client: TestClient, ik: Vraag
) -> None:
    vacature, deling = gedeeld(client, ik)
    wie = ik(AA, "medewerker", medewerker=uuid4(), herplaatsing=True)
    voor = solliciteer(client, vacature, wie, delen=[deel_van(deling, AA)])
    alles = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    beoordeel(client, alles, ik(BEE, "recruiter"))
    for oin in (AA, BEE):
        stem_in(client, ik, vacature, deling, oin, alles)
    gezien = {
        oin: [
            (een["code"], een["sollicitatie"])
            for een in bied(client, alles, ik(oin, "recruiter")).json()["beletselen"]
        ]
        for oin in (AA, BEE)
    }
    assert gezien == {
        AA: [("voorgaande-niet-beoordeeld", voor)],
        BEE: [("voorgaande-elders", None)],
    }


@pytest.mark.parametrize("oin", [AA, BEE])
def test_what_is_to_do_is_only_for_the_own_part(
    client: TestClient, ik: Vraag, bij: dict[str, str], oin: str
) -> None:
    headers = ik(oin, "recruiter", nu=LATER)
    answer = client.get(f"{BASE}/herinneringen?telling=true", headers=headers).json()
    assert [taak["sollicitatieId"] for taak in answer["results"]] == [bij[oin]]
    assert answer["count"] == 1


@pytest.mark.parametrize("oin", [AA, BEE])
def test_a_system_takes_over_only_what_is_for_the_own_part(
    client: TestClient, ik: Vraag, bij: dict[str, str], oin: str
) -> None:
    headers = ik(oin, "recruiter", nu=LATER)
    answer = client.get(f"{BASE}/overdrachten?telling=true", headers=headers).json()
    assert [regel["id"] for regel in answer["results"]] == [bij[oin]]
    assert answer["count"] == 1


def test_a_registered_application_hangs_on_who_made_it_the_own(
    client: TestClient, ik: Vraag, migrated: Callable[[str], Engine]
) -> None:
    vacature, _ = gedeeld(client, ik)
    made = registreer(client, vacature, ik(AA, "recruiter"), kenmerk="ATS-1").json()
    persoon = uuid4()
    wie = ik(AA, "medewerker", medewerker=persoon, scopes=EIGEN_INLOG)
    assert koppel(client, made["koppelcode"], wie).status_code == 201
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT medewerker FROM deelsollicitatie")) == persoon
