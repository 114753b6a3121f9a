"""What is decided on a later day, and to whom a turn may go."""

from datetime import timedelta

from fastapi.testclient import TestClient

from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, VERBAND, Buur, Regio, Vraag


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
