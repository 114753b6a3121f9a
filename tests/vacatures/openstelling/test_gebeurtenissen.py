"""What the clock tells about phases: to those who see the vacancy then, and to nobody twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.vacatures.openstelling import storage
from tests.conftest import Headers
from tests.vacatures.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    NU,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)
from tests.vacatures.openstelling.test_routes import BEIDE
from tests.vacatures.test_worker import volg

__all__ = ["volg"]  # a fixture
Volg = Callable[[datetime], list[tuple[str, Any]]]
INTERN = {"openbaar": False, "organisaties": [AA], "verbanden": [], "rollen": []}


def test_a_merged_phase_is_told_once(
    client: TestClient, recruiter: Vraag, buur: Buur, volg: Volg
) -> None:
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = convenant(partnerTeltAlsIntern=True)
    open_(client, recruiter(), nieuw(client, recruiter()))
    samen = INTERN | {"verbanden": [str(VERBAND)]}
    assert volg(later(NU, minutes=1)) == [("vacature-opengesteld", samen)]
    # What was the partner phase begins no more: the public one does, five working days on.
    assert volg(later(PARTNERS, minutes=1))[1:] == [("fase-begonnen", samen | {"openbaar": True})]
    assert len(volg(later(OPENBAAR, minutes=1))) == 2


def test_two_verbanden_hear_each_at_its_own_moment(
    client: TestClient, recruiter: Vraag, buur: Buur, volg: Volg
) -> None:
    kort = [f | {"werkdagen": 2} if f["naam"] == "intern" else f for f in convenant()["fasen"]]
    anders = convenant(ANDER_VERBAND, fasen=kort)
    buur.antwoorden[f"/intern/convenanten/{ANDER_VERBAND}/1"] = anders
    open_(client, recruiter(verbanden=BEIDE), nieuw(client, recruiter()))
    assert volg(later(NU, minutes=1)) == [("vacature-opengesteld", INTERN)]
    een = INTERN | {"verbanden": [str(ANDER_VERBAND)]}
    assert volg(later(NU, days=3))[1:] == [("fase-begonnen", een)]
    beide = INTERN | {"verbanden": sorted([str(VERBAND), str(ANDER_VERBAND)])}
    assert volg(later(PARTNERS, minutes=1))[2:] == [("fase-begonnen", beide)]
    # The other verband is public before, but outsiders wait for both; two phases, told once.
    alle = volg(later(OPENBAAR, minutes=1))
    assert [publiek["openbaar"] for _, publiek in alle] == [False, False, False, True]


def test_reserved_for_redeployment_tells_no_group(
    client: TestClient, recruiter: Vraag, volg: Volg
) -> None:
    id = nieuw(client, recruiter(), alleenHerplaatsing=True)
    open_(client, recruiter(), id)
    alle = volg(later(OPENBAAR, minutes=1))
    assert {publiek["openbaar"] for _, publiek in alle} == {False}
    assert all(not publiek["verbanden"] and publiek["rollen"] for _, publiek in alle)
    assert client.get(f"{BASE}/vacatures/{id}", headers=recruiter()).status_code == 200


def test_phases_of_what_has_ended_tell_nothing_and_wait_no_longer(
    client: TestClient, recruiter: Vraag, volg: Volg, migrated: Callable[[str], Engine]
) -> None:
    id = nieuw(client, recruiter())
    open_(client, recruiter(), id)
    path = f"{BASE}/vacatures/{id}/statuswijzigingen"
    assert client.post(path, headers=recruiter(), json={"naar": "ingetrokken"}).status_code == 201
    soorten = [type for type, _ in volg(later(OPENBAAR, minutes=1))]
    assert soorten == ["vacature-opengesteld", "vacature-ingetrokken"]
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM fase WHERE gemeld_op IS NULL")) == 0


def test_until_when_the_clock_changes_nothing(
    client: TestClient,
    recruiter: Vraag,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    """What the gateway may keep: until the next phase of any opening, or its end."""
    pad, gateway = "/intern/volgende-grens", als_dienst("gateway", "vacatures")
    assert client.get(pad, headers=gateway).json() == {"seconden": None}
    assert client.get(pad, headers=recruiter()).status_code == 404
    open_(client, recruiter(), nieuw(client, recruiter(), sluitingsDatum="2026-09-30"))
    grenzen = {}
    with Session(migrated("vacatures")) as tx:
        for wanneer in (NU, PARTNERS, later(PARTNERS, seconds=-1), OPENBAAR, later(NU, days=400)):
            grenzen[wanneer] = storage.volgende_grens(tx, wanneer)
    assert grenzen[NU] == PARTNERS == grenzen[later(PARTNERS, seconds=-1)]
    assert grenzen[PARTNERS] == OPENBAAR
    sluit = grenzen[OPENBAAR]
    assert sluit is not None
    assert sluit.date().isoformat() == "2026-09-30"
    assert grenzen[later(NU, days=400)] is None
