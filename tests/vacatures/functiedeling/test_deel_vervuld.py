"""Who is hired for one part takes that part only, also when nobody knows any more who it was."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage
from services.vacatures.sollicitatie import storage as sollicitaties
from tests.vacatures.conftest import AA, BASE, CEE, DEE, NU, Vraag, later
from tests.vacatures.functiedeling.test_fg import (
    FG,
    Wie,
    _recruiter,
    deel_open,
    solliciteer,
    stel_geschikt,
)


@pytest.fixture
def hr(ik: Vraag) -> Wie:
    return lambda oin: _recruiter(ik, oin, hours=1)


def bied(client: TestClient, hr: Wie, vacature: str, sollicitatie: str, oin: str, deel: str) -> Any:
    """The employer of the part agrees, and offers it."""
    path = f"{BASE}/vacatures/{vacature}/functiedeling/besluiten"
    body = {"sollicitatieId": sollicitatie, "deel": deel, "akkoord": True}
    answer = client.post(path, headers=hr(oin), json=body)
    assert answer.status_code == 201, answer.text
    stel_geschikt(client, hr(oin), sollicitatie)
    aanbod = {"contractsoort": "vast", "uren": 9, "schaal": "11"}
    path = f"{BASE}/sollicitaties/{sollicitatie}/aanbiedingen"
    return client.post(path, headers=hr(oin), json=aanbod)


@pytest.mark.parametrize("naar", ["term", "verzoek"])
def test_a_part_stays_free_when_who_was_hired_for_another_is_erased(
    client: TestClient,
    ik: Vraag,
    hr: Wie,
    migrated: Callable[[str], Engine],
    naar: str,
) -> None:
    voorstel = FG | {"vorm": "aparte_contracten", "formeleWerkgever": None}
    id = deel_open(client, hr, "Applicatiebeheerder", voorstel)
    delen = client.get(f"{BASE}/vacatures/{id}/delen", headers=hr(AA)).json()["results"]
    van = {d["werkgever"]: d["id"] for d in delen}
    een = solliciteer(client, ik, id, CEE, delen=[van[CEE]]).json()
    ander = solliciteer(client, ik, id, DEE, delen=[van[DEE]]).json()["id"]
    assert bied(client, hr, id, een["id"], CEE, van[CEE]).status_code == 201
    with Session(migrated("vacatures")) as tx:
        dossier = sollicitaties.get_sollicitatie(tx, UUID(een["id"]))
        assert dossier is not None
        wie = dossier.medewerker
    zelf = ik(CEE, "medewerker", medewerker=wie, nu=later(NU, hours=1))
    path = f"{BASE}/sollicitaties/{een['id']}/statuswijzigingen"
    ja = client.post(path, headers=zelf, json={"naar": "aangenomen"})
    assert ja.status_code == 201, ja.text
    with Session(migrated("vacatures")) as tx:
        for kamer in (storage, sollicitaties):
            if naar == "term":
                kamer.wis_sollicitaties(tx, [UUID(een["id"])], NU)
            else:
                kamer.wis_personen(tx, [wie])
        tx.commit()
        assert storage.get_deelsollicitatie(tx, UUID(id), UUID(een["id"])) is None
        # Who waits for the other part does not hear that no place is left.
        assert sollicitaties.meld_vervuld(tx, NU) == 0
    answer = bied(client, hr, id, ander, DEE, van[DEE])
    assert answer.status_code == 201, answer.text
