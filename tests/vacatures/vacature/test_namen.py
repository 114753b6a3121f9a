"""Who acted can be emptied; what was done and when stays."""

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.mandaat import storage as mandaat
from services.vacatures.salaristabel import storage as salaristabel
from services.vacatures.vacature import storage
from tests.vacatures.conftest import AA, BASE, DEE, NU, Buur, Vraag, nieuw

TABEL: dict[str, Any] = {
    "cao": "eigen",
    "geldigVanaf": "2026-01-01",
    "bron": "Verzonnen",
    "regels": [{"schaal": "10", "periodiek": 0, "bedrag": 330_000}],
}


def test_names_go_and_facts_stay(client: TestClient, recruiter: Vraag, buur: Buur) -> None:
    buur.antwoorden[f"/intern/organisaties/{DEE}"] = {"oin": DEE, "tooi": None, "naam": "x"}
    headers = recruiter()
    id = nieuw(client, headers)
    client.patch(f"{BASE}/vacatures/{id}", headers=headers, json={"titel": "Jurist"})
    hosts = f"{BASE}/werkgevers/{AA}/sollicitatiehosts"
    client.put(hosts, headers=headers, json={"hosts": ["banen.example.nl"]})
    client.post(f"{BASE}/salaristabellen", headers=headers, json=TABEL)
    gegeven = {"gemachtigde": DEE, "totDatum": "2026-12-31", "reden": "Samen werven"}
    gemaakt = client.post(f"{BASE}/mandaten", headers=headers, json=gegeven).json()["id"]
    engine: Engine = client.app.state.engine  # type: ignore[attr-defined]
    rooms = (storage, mandaat, salaristabel)
    tables = ("vacaturelog", "vacaturewijziging", "sollicitatiehosts", "mandaatlog", "salaristabel")
    with Session(engine) as tx:
        for dagen, aantal in ((-1, 0), (1, 1), (2, 0)):
            done = [room.wis_namen(tx, NU + timedelta(days=dagen)) for room in rooms]
            assert {t: n for d in done for t, n in d.items()} == dict.fromkeys(tables, aantal)
        tx.commit()
    for pad in (f"vacatures/{id}/statuswijzigingen", f"vacatures/{id}/wijzigingen"):
        [regel] = client.get(f"{BASE}/{pad}", headers=headers).json()["results"]
        assert (regel["gebruiker"], regel["organisatie"]) == (None, AA)
    log = client.get(f"{BASE}/mandaten/{gemaakt}/statuswijzigingen", headers=headers).json()
    assert [(r["naar"], r["gebruiker"], r["reden"]) for r in log["results"]] == [
        ("van_kracht", None, None)
    ]
