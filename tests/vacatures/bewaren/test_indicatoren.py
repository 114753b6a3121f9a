"""Figures before erasing are the figures after it: of every table, for every kind of reader."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from services.vacatures.indicatoren.rules import Tabel
from tests.conftest import Headers
from tests.vacatures.bewaren.conftest import post, solliciteer, wijs_af
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    VERBAND,
    Buur,
    Vraag,
    convenant,
    later,
    nieuw,
    open_,
)
from tests.vacatures.doorverwijzing.conftest import DAG


@pytest.fixture(autouse=True)
def open_kaart(buur: Buur) -> None:
    """A convenant that hides nothing: a hidden figure would be the same before and after."""
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = convenant(kleinsteCel=1)
    for nr, oin in enumerate((AA, BEE)):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {
            "oin": oin,
            "tooi": f"https://identifier.overheid.nl/tooi/id/gemeente/gm990{nr}",
            "naam": f"Gemeente {nr}",
            "inwoners": 18_000,
        }


def tabellen(client: TestClient, headers: Headers) -> dict[str, Any]:
    getoond = {}
    for tabel in sorted(Tabel):
        for verband in ("", f"&verband={VERBAND}"):
            path = f"{BASE}/indicatoren/{tabel}?van=2026-01&tot=2026-12{verband}"
            answer = client.get(path, headers=headers)
            assert answer.status_code == 200, answer.text
            getoond[f"{tabel}{verband}"] = answer.json()
    return getoond


def test_erasing_changes_no_figure(
    client: TestClient, ik: Vraag, hr: Vraag, nacht: Callable[[datetime], None], tel: Any
) -> None:
    for nr in range(3):
        begin = hr(nu=later(DAG, days=-15))
        vacature = nieuw(client, begin, titel=f"Functie {nr}")
        open_(client, begin, vacature)
        for oin in (BEE, AA, BEE):
            wie = ik(oin, "medewerker", medewerker=uuid4(), nu=DAG)
            id = solliciteer(client, wie, vacature)
            if oin == AA:
                _neem_aan(client, wie, hr, id, later(DAG, days=nr))
            else:
                oordeel = {"oordeel": "niet_passend", "reden": "Te weinig ervaring."}
                post(client, hr(), f"/sollicitaties/{id}/beoordelingen", **oordeel)
                wijs_af(client, hr(), id)
    einde = later(DAG, days=60)
    lezers = (hr(nu=einde), hr(BEE, nu=einde))
    voor = [tabellen(client, een) for een in lezers]
    assert any(cel["aantal"] for cel in voor[0]["vervultijd"]["cellen"])
    nacht(einde)
    assert tel("SELECT count(*) FROM sollicitatie WHERE NOT geanonimiseerd") == 0
    assert [tabellen(client, een) for een in lezers] == voor


def _neem_aan(client: TestClient, wie: Headers, hr: Vraag, id: str, nu: datetime) -> None:
    """Hired by the own employer: nothing to move, so the procedure ends there."""
    oordeel = {"oordeel": "passend", "reden": "Past."}
    post(client, hr(nu=nu), f"/sollicitaties/{id}/beoordelingen", **oordeel)
    aanbod = {"contractsoort": "vast", "uren": 36, "schaal": "11"}
    post(client, hr(nu=nu), f"/sollicitaties/{id}/aanbiedingen", **aanbod)
    post(client, wie, f"/sollicitaties/{id}/statuswijzigingen", naar="aangenomen")
