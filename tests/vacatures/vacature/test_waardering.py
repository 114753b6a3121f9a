"""A vacancy takes norm function and scales from what the employer says its function is worth."""

from datetime import date
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.functiewaardering.rules import Functiewaardering, Normsysteem
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Gegevens
from tests.vacatures.conftest import AA, BASE, Vraag

JURIST: dict[str, Any] = {
    "functie": "jurist",
    "normsysteem": "eigen",
    "normfunctie": "Adviseur",
    "schaalMin": "10",
    "schaalMax": "11",
    "geldigVanaf": "2026-01-01",
}


def waardering(vanaf: date, schaal: str, functie: str = "jurist") -> Functiewaardering:
    return Functiewaardering(
        uuid4(), AA, functie, Normsysteem.EIGEN, "Adviseur", None, schaal, schaal, vanaf
    )


teksten = st.none() | st.sampled_from(["8", "9"])


@given(teksten, teksten, st.none() | st.just("Eigen"), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_only_what_is_empty_is_filled(
    laag: str | None, hoog: str | None, norm: str | None, dag: date
) -> None:
    gegevens = Gegevens("x", functie="jurist", schaal_min=laag, schaal_max=hoog, normfunctie=norm)
    lijst = [waardering(date(2026, 1, 1), "10"), waardering(date(2027, 1, 1), "11")]
    lijst.append(waardering(date(2025, 1, 1), "5", "planner"))
    gevuld = rules.met_waardering(gegevens, lijst, dag)
    if dag < date(2026, 1, 1):
        assert gevuld == gegevens
        return
    assert gevuld.normfunctie == (norm or "Adviseur")
    schaal = "10" if dag < date(2027, 1, 1) else "11"
    leeg = laag is None and hoog is None
    assert (gevuld.schaal_min, gevuld.schaal_max) == ((schaal, schaal) if leeg else (laag, hoog))
    assert rules.met_waardering(gevuld, lijst, dag) == gevuld


def test_over_http(client: TestClient, recruiter: Vraag) -> None:
    headers = recruiter()
    assert client.post(f"{BASE}/functiewaarderingen", headers=headers, json=JURIST).is_success
    pad = f"{BASE}/vacatures"
    een = client.post(pad, headers=headers, json={"titel": "Jurist", "functie": "jurist"}).json()
    assert (een["normfunctie"], een["schaalMin"], een["schaalMax"]) == ("Adviseur", "10", "11")
    leeg = client.post(pad, headers=headers, json={"titel": "Planner"}).json()
    assert leeg["schaalMin"] is None
    wijzig = f"{pad}/{leeg['id']}"
    gevuld = client.patch(wijzig, headers=headers, json={"functie": "jurist"}).json()
    assert gevuld["schaalMax"] == "11"
    # What somebody empties afterwards stays empty.
    weer = client.patch(wijzig, headers=headers, json={"schaalMin": None}).json()
    assert weer["schaalMin"] is None
