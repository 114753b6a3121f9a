"""Whether somebody of another employer said no cannot be told from who is not available.

Two pools that differ in that alone, read by everybody who may read them.
"""

from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, Regio, Vraag

VREEMD: dict[str, dict[str, Any]] = {
    "geen toestemming": {"toestemming": None},
    "niet beschikbaar": {"beschikbaarVan": "2027-04-01"},
}
NR = count(1)


class Pools:
    """Pools with one member of Aa and one of Cee, and the need of Bee that both could do."""

    def __init__(self, client: TestClient, regio: Regio) -> None:
        self.client, self.regio = client, regio
        self.behoefte = regio.behoefte(BEE, kleinsteUrenblok=16)["id"]

    def maak(self, eigen: dict[str, Any], vreemd: dict[str, Any]) -> tuple[str, dict[str, str]]:
        """A proposal, and who is who in it."""
        pool = self.regio.pool(naam=f"Pool {next(NR)}")
        leden = (("aa", AA, eigen), ("cee", CEE, vreemd))
        wie = {self.regio.lid(pool, next(NR), oin, **hoe)["id"]: naam for naam, oin, hoe in leden}
        return str(self.regio.voorstel(pool)["id"]), wie

    def lees(self, voorstel: str, wie: dict[str, str], headers: Headers) -> list[Any]:
        """What is told about the need, and what would have to change, with names for numbers."""
        pad = f"{BASE}/toewijzingsvoorstellen/{voorstel}"
        tegenfeit = f"{pad}/behoeften/{self.behoefte}/tegenfeit"
        paden = [tegenfeit, *(f"{tegenfeit}?lid={lid}" for lid in sorted(wie, key=wie.__getitem__))]
        [behoefte] = self.client.get(pad, headers=headers).json()["behoeften"]
        antwoorden = [self.client.get(een, headers=headers) for een in paden]
        gelezen = [(een.status_code, een.json().get("tegenfeit")) for een in antwoorden]
        for een in (*behoefte["kandidaten"], *(t for _, t in gelezen if t), behoefte["tegenfeit"]):
            if een and een["lid"]:
                een["lid"] = wie[een["lid"]]
        behoefte["kandidaten"].sort(key=lambda een: een["lid"])
        return [behoefte, *gelezen]


@pytest.mark.parametrize(
    "eigen",
    [{}, {"toestemming": None}, {"beschikbaarVan": "2027-04-01"}, {"urenPerWeek": 8}],
    ids=["past", "geen toestemming", "niet beschikbaar", "te weinig uren"],
)
def test_een_nee_leest_voor_een_andere_werkgever_als_niet_beschikbaar(
    client: TestClient, ik: Vraag, regio: Regio, eigen: dict[str, Any]
) -> None:
    pools = Pools(client, regio)
    nee, weg = (pools.maak(eigen, een) for een in VREEMD.values())
    for oin, rol in ((AA, "makelaar"), (AA, "hr_adviseur"), (BEE, "makelaar"), (BEE, "secretaris")):
        headers = ik(oin, rol)
        gelezen = pools.lees(*nee, headers)
        assert gelezen == pools.lees(*weg, headers), (oin, rol)
        vreemd = [een["code"] for een in gelezen[0]["kandidaten"] if een["lid"] == "cee"]
        assert vreemd == (["niet-beschikbaar"] if rol == "makelaar" else [])
        assert gelezen[3][1] is None  # nothing would have to change for who is of another employer
    # The own employer reads the difference, so the comparison can fail.
    assert pools.lees(*nee, ik(CEE, "makelaar")) != pools.lees(*weg, ik(CEE, "makelaar"))


def test_van_de_eigen_medewerker_leest_de_werkgever_wat_helpt(
    client: TestClient, ik: Vraag, regio: Regio
) -> None:
    pools = Pools(client, regio)
    _, zonder, aa, _ = pools.lees(
        *pools.maak({"toestemming": None}, VREEMD["niet beschikbaar"]), ik(AA, "makelaar")
    )
    assert zonder == aa
    assert (aa[1]["soort"], aa[1]["lid"]) == ("toestemming", "aa")


@pytest.mark.parametrize("ja", [True, False], ids=["geeft", "neemt terug"])
def test_toestemming_van_een_ander_leest_als_komen_en_gaan(
    makelaar: Vraag, regio: Regio, ja: bool
) -> None:
    """In what changed since a proposal; whatever else changed of this member goes with it."""
    pool = regio.pool()
    regio.lid(pool, 1, AA)
    ander = regio.lid(pool, 2, CEE, urenPerWeek=16, toestemming=not ja)
    regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    regio.zeg(ander, ja)
    pad = f"{BASE}/leden/{ander['id']}"
    minder = {"urenPerWeek": 12}
    assert regio.client.patch(pad, headers=makelaar(CEE), json=minder).status_code == 200

    def gewijzigd(oin: str) -> list[dict[str, Any]]:
        een = regio.besluit(voorstel["id"], regel["id"], 409, makelaar(oin))
        besluiten = [{"regel": regel["id"], "besluit": "bevestigd", "reden": "Past goed."}]
        pad = f"/toewijzingsvoorstellen/{voorstel['id']}/besluiten"
        meer = regio.post(pad, makelaar(oin), {"besluiten": besluiten}, 200)
        assert een["code"] == meer["resultaten"][0]["code"] == "feiten-gewijzigd"
        assert een["wijzigingen"] == meer["wijzigingen"]
        return list(een["wijzigingen"])

    was, nu = ("nee", "ja") if ja else ("ja", "nee")
    zin = "Een poollid is er bij gekomen." if ja else "Een poollid telt niet meer mee."
    basis = {"soort": "lid", "id": ander["id"], "was": was, "nu": nu}
    assert gewijzigd(AA) == [basis | {"veld": "bestaat", "uitleg": zin}]
    eigen, uren = gewijzigd(CEE)
    zin = f"Een poollid is gewijzigd: beschikbaar om voorgesteld te worden was {was}, nu {nu}."
    assert eigen == basis | {"veld": "beschikbaar", "uitleg": zin}
    assert uren["veld"] == "uren_per_week"
