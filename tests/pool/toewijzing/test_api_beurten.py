"""What is decided on a later day, and to whom a turn may go."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.pool.conftest import (
    AA,
    BASE,
    BEE,
    CEE,
    DEE,
    NU,
    VERBAND,
    Buur,
    Regio,
    Vraag,
    zet_pool,
)


def test_wie_later_bevestigt_krijgt_de_dagen_die_er_nog_zijn(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    """From today, said so in the decision; and not for fewer days than the shortest stay."""
    pool = regio.pool()
    regio.lid(pool, 1, maximumInzetten=1, beschikbaarTot="2026-09-20")
    regio.behoefte(BEE, van="2026-08-12")
    regio.lid(pool, 2, organisatie=BEE, maximumInzetten=1, functies=[
        {"functie": "jurist", "niveau": "senior"}])  # fmt: skip
    regio.behoefte(CEE, functie="jurist", van="2026-08-12", tot="2026-09-08")
    voorstel = regio.voorstel(pool)
    lang, kort = sorted(voorstel["regels"], key=lambda een: een["inlener"])
    later = makelaar(nu=NU + timedelta(days=20))
    nee = regio.besluit(voorstel["id"], lang["id"], 409, headers=later)
    assert nee["schendingen"] == ["te-kort"]
    assert nee["detail"] == "Dit kan niet: dit is korter dan de kortste inzet die is afgesproken."
    besluit = regio.besluit(voorstel["id"], kort["id"], headers=later)["besluit"]
    assert besluit["van"] == "2026-09-01"
    inzet = client.get(f"{BASE}/inzetten/{besluit['inzet']}", headers=later).json()
    assert (inzet["van"], inzet["tot"]) == ("2026-09-01", "2026-09-08")


@pytest.mark.parametrize("dagen", [0, 1, 5, 7])
def test_een_goede_regel_blijft_goed_als_er_niets_verandert(
    makelaar: Vraag, regio: Regio, engine: Engine, dagen: int
) -> None:
    """The horizon does not move with the day of the decision: the line was cut at its end."""
    zet_pool(engine, kortsteInzetDagen=28, langsteInzetDagen=42)
    pool = regio.pool()
    regio.lid(pool, 1, maximumInzetten=1)
    regio.behoefte(BEE, van="2026-08-19")  # the last 21 days of four weeks
    regio.lid(pool, 2, organisatie=BEE, functies=[{"functie": "jurist", "niveau": "senior"}])
    regio.behoefte(CEE, functie="jurist", van="2026-08-12", tot=None, openEinde=True)
    voorstel = regio.voorstel(pool, 4)
    assert [een["tot"] for een in voorstel["regels"]] == ["2026-09-08"] * 2
    for regel in voorstel["regels"]:
        later = makelaar(nu=NU + timedelta(days=dagen))
        assert regio.besluit(voorstel["id"], regel["id"], headers=later)["besluit"]["inzet"]


def test_een_beurt_gaat_naar_een_lid_van_het_verband(
    makelaar: Vraag, regio: Regio, buur: Buur
) -> None:
    pad, wat = f"/pools/{regio.pool()}/gunningen", {"uren": 40, "reden": "Voor een ander."}
    leden = f"/intern/verbanden/{VERBAND}/leden?op=2026-08-12"
    buur.antwoorden[leden] = {"organisaties": [AA, BEE, CEE]}
    nee = regio.post(pad, makelaar(BEE), wat | {"ontvanger": DEE}, 400)
    assert [(een["name"], een["code"]) for een in nee["invalidParams"]] == [
        ("ontvanger", "onbekend")
    ]
    regio.post(pad, makelaar(BEE), wat | {"ontvanger": CEE})
    del buur.antwoorden[leden]  # what the gateway cannot tell stops nobody
    regio.post(pad, makelaar(BEE), wat | {"ontvanger": DEE})


def test_een_spoedbeurt_zegt_waarom_iemand_of_iets_niet_meedoet(
    makelaar: Vraag, regio: Regio
) -> None:
    """What can be seen in its own list is not said to be absent; of others' members nothing is."""
    pool = regio.pool()
    lid, vrij = (regio.lid(pool, nr)["id"] for nr in (1, 2))
    behoefte, vol = (regio.behoefte(BEE)["id"] for _ in range(2))
    dagen = {"uren": 16, "van": "2026-09-01", "tot": "2027-02-28", "reden": "Uitval."}
    pad = f"/pools/{pool}/spoedbeurten"
    regio.post(pad, makelaar(), dagen | {"lid": vrij, "behoefte": vol})
    gevuld = regio.post(pad, makelaar(), dagen | {"lid": vrij, "behoefte": vol}, 409)
    assert gevuld["code"] == "behoefte-niet-open"
    concept = regio.behoefte(CEE, van=None, tot=None)
    assert concept["status"] == "concept"
    regio.post(pad, makelaar(), dagen | {"lid": vrij, "behoefte": concept["id"]}, 404)
    with regio.sessions.begin() as tx:
        vraag = "UPDATE lid SET geverifieerd_op = '2025-08-01' WHERE id = %s"
        tx.connection().exec_driver_sql(vraag, (lid,))
    verlopen = dagen | {"lid": lid, "behoefte": behoefte}
    nee = regio.post(pad, makelaar(), verlopen, 409)
    assert nee["code"] == "poollid-niet-voorstelbaar"
    assert [een["code"] for een in nee["beletselen"]] == ["verificatie-verlopen"]
    assert regio.post(pad, makelaar(BEE), verlopen, 404)["code"] == "niet-gevonden"
