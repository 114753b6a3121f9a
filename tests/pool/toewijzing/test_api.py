"""From pool to inzet over the API: proposals, decisions, two people at once, old facts."""

from fastapi.testclient import TestClient

from tests.pool.conftest import AA, BASE, BEE, Regio, Vraag


def test_van_behoefte_tot_inzet(regio: Regio, client: TestClient, makelaar: Vraag) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    behoefte = regio.behoefte()
    assert behoefte["status"] == "open"
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    assert regel["lid"] == lid["id"]
    assert regel["urenPerWeek"] == 16
    assert (regel["van"], regel["tot"]) == ("2026-09-01", "2027-02-28")
    [uitleg] = voorstel["behoeften"]
    assert (uitleg["code"], uitleg["toegewezen"]) == ("gedekt", 16)
    assert [k["code"] for k in uitleg["kandidaten"]] == ["toegewezen"]
    besloten = regio.besluit(voorstel["id"], regel["id"])
    inzet = client.get(f"{BASE}/inzetten/{besloten['besluit']['inzet']}", headers=makelaar())
    assert inzet.json()["inlener"] == BEE
    assert inzet.json()["thuisorganisatie"] == AA
    assert inzet.json()["waarom"]["reden"] == "Past goed."
    na = client.get(f"{BASE}/behoeften/{behoefte['id']}", headers=makelaar()).json()
    assert na["status"] == "vervuld"
