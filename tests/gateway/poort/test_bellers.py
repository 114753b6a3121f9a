"""What a peer service hears of a person at this moment: what decides what that person may see."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.gateway.main import create_app
from tests.conftest import Headers, Start

AA = "00000099000000001000"


@pytest.fixture
def gateway(start: Start) -> Iterator[TestClient]:
    with start("gateway", create_app) as client:
        yield client


@pytest.fixture
def vast(migrated: Callable[[str], Engine]) -> UUID:
    """An employee who has priority, straight into the register."""
    with migrated("gateway").begin() as tx:
        tx.execute(
            text(
                "INSERT INTO organisatie (oin, id, tooi, naam, soort, versie)"
                " VALUES (:oin, gen_random_uuid(), :oin, 'Gemeente Aa', 'gemeente', 1)"
            ),
            {"oin": AA},
        )
        id = tx.scalar(
            text(
                "INSERT INTO medewerker (id, organisatie, extern_id, herplaatsing_sinds,"
                " vast_contract, synthetisch, versie) VALUES"
                " (gen_random_uuid(), :oin, 'M1', '2020-01-01', true, true, 1) RETURNING id"
            ),
            {"oin": AA},
        )
        assert isinstance(id, UUID)
        return id


def test_an_employee_an_outsider_and_nobody(
    gateway: TestClient,
    vast: UUID,
    als: Callable[[str], Callable[..., Headers]],
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    peer = als_dienst("vacatures", "gateway")
    feiten = {"organisatie": AA, "verbanden": [], "herplaatsing": True, "vastContract": True}
    assert gateway.get(f"/intern/bellers/{vast}", headers=peer).json() == feiten
    wie = {"naam": "Noor Verzonnen", "email": "noor@example.org"}
    assert gateway.post("/toegang/v1/kandidaten", json=wie).status_code == 201
    with migrated("gateway").connect() as tx:
        buiten = tx.scalar(text("SELECT id FROM kandidaat"))
    leeg: dict[str, Any] = {"organisatie": None, "verbanden": [], "herplaatsing": False}
    leeg |= {"vastContract": None}
    assert gateway.get(f"/intern/bellers/{buiten}", headers=peer).json() == leeg
    assert gateway.get(f"/intern/bellers/{uuid4()}", headers=peer).status_code == 404
    client = als("gateway")(organisatie=AA, rollen=["hr_adviseur"])
    assert gateway.get(f"/intern/bellers/{vast}", headers=client).status_code == 404
