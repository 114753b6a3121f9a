"""By which key hours are shared: as agreed, with its weights; and another one as a what-if."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.pool.conftest import AA, BASE, BEE, CEE, Regio, Vraag

GEWICHTEN = [{"organisatie": BEE, "deel": 3}, {"organisatie": CEE, "deel": 1}]
KRAP = {"urenMin": 8, "urenMax": 32}


@pytest.fixture
def krap(regio: Regio) -> str:
    """One member of Aa for what Bee and Cee ask, by inhabitants; no weights yet."""
    pool = regio.pool(verdeelsleutel="inwoners")
    regio.lid(pool, 1)
    for inlener in (BEE, CEE):
        regio.behoefte(inlener, **KRAP)
    return pool


def zet(client: TestClient, makelaar: Vraag, pool: str, **wat: Any) -> None:
    answer = client.patch(f"{BASE}/pools/{pool}", headers=makelaar(), json=wat)
    assert answer.status_code == 200, answer.text


def recht(delen: list[dict[str, Any]], veld: str = "rechtvaardig") -> dict[str, float]:
    return {een["organisatie"]: een[veld] for een in delen}


def test_een_sleutel_zonder_gewichten_verdeelt_niet_stil_gelijk(
    client: TestClient, makelaar: Vraag, regio: Regio, krap: str
) -> None:
    for pad in ("toewijzingsvoorstellen", "verkenningen"):
        nee = regio.post(f"/pools/{krap}/{pad}", makelaar(), {}, 409)
        assert nee["code"] == "gewichten-ontbreken"
        assert "inwoners" in nee["detail"]
    # Another key neither: what is now would be equal shares under the name of the agreed one.
    pad = f"/pools/{krap}/verkenningen"
    for anders in ({"verdeelsleutel": "gelijk"}, {"verdeelsleutel": "fte", "gewichten": GEWICHTEN}):
        nee = regio.post(pad, makelaar(), anders, 409)
        assert nee["code"] == "gewichten-ontbreken"
    regio.post(pad, makelaar(), {"gewichten": GEWICHTEN}, 200)
    zet(client, makelaar, krap, gewichten=GEWICHTEN)
    deel = recht(regio.voorstel(krap)["aandelen"])
    assert deel[BEE] == pytest.approx(3 * deel[CEE])


def test_een_gelijk_deel_weegt_niets_van_een_eerdere_sleutel(
    client: TestClient, makelaar: Vraag, regio: Regio, krap: str
) -> None:
    zet(client, makelaar, krap, gewichten=GEWICHTEN)
    zet(client, makelaar, krap, verdeelsleutel="gelijk")
    deel = recht(regio.voorstel(krap)["aandelen"])
    assert deel[BEE] == pytest.approx(deel[CEE])


def test_een_verkenning_rekent_met_de_sleutel_die_zij_noemt(
    client: TestClient, makelaar: Vraag, regio: Regio, krap: str
) -> None:
    zet(client, makelaar, krap, gewichten=GEWICHTEN)
    pad = f"/pools/{krap}/verkenningen"
    delen = regio.post(pad, makelaar(), {"verdeelsleutel": "gelijk"}, 200)["aandelen"]
    nu, dan = recht(delen), recht(delen, "rechtvaardigWordt")
    assert nu[BEE] == pytest.approx(3 * nu[CEE])
    assert dan[BEE] == pytest.approx(dan[CEE])
    zonder = regio.post(pad, makelaar(), {"verdeelsleutel": "fte"}, 400)
    assert [een["code"] for een in zonder["invalidParams"]] == ["ontbreekt"]


def test_een_verkenning_noemt_alle_fouten_tegelijk(
    client: TestClient, makelaar: Vraag, regio: Regio, krap: str
) -> None:
    zet(client, makelaar, krap, gewichten=GEWICHTEN)
    [lid] = client.get(f"{BASE}/pools/{krap}/leden", headers=makelaar()).json()["results"]
    behoefte = regio.behoefte(BEE)["id"]
    extra = {
        "thuisorganisatie": AA, "urenPerWeek": 16,
        "functies": [{"functie": "planeconoom", "niveau": "senior"}],
        "van": "2026-10-01", "tot": "2026-09-01",
    }  # fmt: skip
    inhoud = {
        "behoeften": [
            {"behoefte": behoefte, "urenMin": 20, "urenMax": 10},
            {"behoefte": behoefte, "vervalt": True},
        ],
        "leden": [{"lid": lid["id"], "van": "2026-10-01", "tot": "2026-09-01"}],
        "extraLeden": [extra],
        "verdeelsleutel": "gelijk",
        "gewichten": GEWICHTEN,
    }
    fout = regio.post(f"/pools/{krap}/verkenningen", makelaar(), inhoud, 400)
    assert {een["name"]: een["code"] for een in fout["invalidParams"]} == {
        "behoeften.1.behoefte": "dubbel",
        "behoeften.0.urenMin": "uren-omgekeerd",
        "leden.0.tot": "periode-omgekeerd",
        "extraLeden.0.tot": "periode-omgekeerd",
        "gewichten": "ongewenst",
    }
