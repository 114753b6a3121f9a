"""On a joint vacancy with separate contracts each employer learns of applications for its part."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.vacatures.conftest import AA, BASE, BEE, NU, Vraag, later, nieuw, open_
from tests.vacatures.functiedeling.conftest import bekend as bekend
from tests.vacatures.functiedeling.test_routes import antwoord, deel_van, stel_voor
from tests.vacatures.sollicitatie.stappen import EIGEN_INLOG, solliciteer
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
