"""From need to ledger over HTTP: a round, three yeses, an emergency turn's room, another key."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.pool.conftest import AA, BASE, BEE, CEE, VERBAND, Regio, Vraag
from tests.pool.inzet.conftest import Drie

LATER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def pool(client: TestClient, regio: Regio, ik: Vraag) -> str:
    """One member of Aa who goes to Bee with three yeses; Cee asked too and got nothing."""
    pool = regio.pool()
    regio.lid(pool, 1, urenPerWeek=16)
    regio.behoefte(BEE)
    regio.behoefte(CEE, functie="geoloog")
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    inzet = regio.besluit(voorstel["id"], regel["id"])["besluit"]["inzet"]
    pad = f"{BASE}/inzetten/{inzet}"
    gelezen = client.get(pad, headers=regio.makelaar()).json()
    Drie(client, ik, regio, gelezen).allen_akkoord()
    assert client.get(pad, headers=regio.makelaar()).json()["status"] == "bevestigd"
    af = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/afronding"
    answer = client.post(af, headers=regio.makelaar(), json={"reden": "Klaar."})
    assert answer.status_code == 200, answer.text
    return pool


def boek(client: TestClient, wie: Any, vraag: str = "") -> dict[str, Any]:
    answer = client.get(f"{BASE}/verbanden/{VERBAND}/verdeling{vraag}", headers=wie)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_the_ledger_is_the_sum_of_the_inzetten(
    client: TestClient, pool: str, makelaar: Vraag
) -> None:
    wie = makelaar(nu=LATER)
    inzetten = client.get(f"{BASE}/inzetten", headers=wie).json()["results"]
    som = sum(
        (
            Decimal(str(een["urenPerWeek"]))
            * ((LATER.date() - date.fromisoformat(een["van"])).days + 1)
            / 7
            for een in inzetten
        ),
        Decimal(0),
    )
    verdeling = boek(client, wie, f"?pool={pool}")
    regels = {een["organisatie"]: een for een in verdeling["regels"]}
    assert regels[BEE]["ontvangen"] == regels[AA]["gegeven"] == float(round(som, 2))
    assert regels[BEE]["toegewezen"] > regels[BEE]["ontvangen"]
    assert regels[CEE]["gevraagd"] > 0
    assert [(een["organisatie"], een["code"]) for een in verdeling["nietBediend"]] == [
        (CEE, "niemand-passend")
    ]
    bij_bee = boek(client, makelaar(BEE, nu=LATER), f"?pool={pool}")
    assert bij_bee == verdeling


def test_before_the_three_yeses_it_is_not_there(
    client: TestClient, regio: Regio, makelaar: Vraag
) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    verdeling = boek(client, makelaar(nu=LATER))
    assert verdeling["totaal"]["ontvangen"] == verdeling["totaal"]["gegeven"] == 0


def test_the_round_played_again(client: TestClient, pool: str, makelaar: Vraag) -> None:
    pad = f"{BASE}/pools/{pool}/verdeling/_simuleer"
    invoer = {"verdeelsleutel": "gelijk"}
    answer = client.post(pad, headers=makelaar(nu=LATER), json=invoer)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["rondes"] == 1
    assert {een["organisatie"]: een["verschil"] for een in body["regels"]} == {BEE: 0, CEE: 0}
