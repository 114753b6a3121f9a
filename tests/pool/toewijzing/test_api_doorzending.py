"""A need that a partner pool accepts is a need there, and no longer asked in the own pool."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.pool.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    DEE,
    EIGEN,
    KEUZES,
    VERBAND,
    Regio,
    Vraag,
)

MAAND = {"van": "2026-09-01", "tot": "2026-09-30"}


@pytest.fixture
def buren(client: TestClient, regio: Regio, ik: Vraag) -> tuple[str, str]:
    """A pool of the verband, and its partner pool at the neighbours with one member of Dee."""
    eigen, ander = regio.pool(), ik(DEE, "makelaar")
    inhoud = {"verband": str(ANDER_VERBAND), "naam": "Buren", "keuzes": KEUZES}
    partner = str(regio.post("/pools", ander, inhoud)["id"])
    overal = ik(AA, "makelaar", verbanden=[(VERBAND, 1), (ANDER_VERBAND, 1)])
    for een, twee in ((eigen, partner), (partner, eigen)):
        pad = f"{BASE}/pools/{een}/partners/{twee}"
        woord = {"akkoord": True, "reden": "Samen sterker"}
        assert client.put(pad, headers=overal, json=woord).status_code == 200
    regio.lid(partner, 7, DEE)
    return eigen, partner


def aangenomen(regio: Regio, makelaar: Vraag, pools: tuple[str, str], uren: int) -> dict[str, Any]:
    """A need of Bee of 24 hours, of which the neighbours promised so many."""
    behoefte = regio.behoefte(BEE, urenMin=24, urenMax=24, kleinsteUrenblok=8)
    inhoud = {"vanPool": pools[0], "naarPool": pools[1]}
    een = regio.post(f"/behoeften/{behoefte['id']}/doorzendingen", makelaar(BEE), inhoud)
    stap = {"naar": "aangenomen", "antwoord": "Wij leveren.", "urenPerWeek": uren}
    return regio.post(f"/doorzendingen/{een['id']}/statuswijzigingen", makelaar(DEE), stap)


def vraag(voorstel: dict[str, Any], behoefte: str) -> dict[str, Any] | None:
    return next((een for een in voorstel["behoeften"] if een["behoefte"] == behoefte), None)


def gevraagd(voorstel: dict[str, Any]) -> float:
    return float(sum(een["gevraagd"] for een in voorstel["aandelen"]))


def bevestig(regio: Regio, client: TestClient, ik: Vraag, inzet: str) -> None:
    """The three yeses: Dee at home, Bee where the work is, and the person."""
    pad = f"/inzetten/{inzet}"
    thuis = ik(DEE, "hr_adviseur")
    terug = {"terugkeerDatum": "2027-03-01", "terugkeerDoel": "oude_functie"}
    answer = client.patch(f"{BASE}{pad}", headers=thuis, json=terug)
    assert answer.status_code == 200, answer.text
    wat = answer.json()
    zelf = ik(DEE, "medewerker", medewerker=wat["medewerker"], scopes=EIGEN, gebruiker=None)
    for wie in (thuis, ik(BEE, "leidinggevende"), zelf):
        inhoud = {"versie": wat["gevraagdeVersie"], "akkoord": True}
        regio.post(f"{pad}/akkoorden", wie, inhoud)


def test_wat_de_buren_aannemen_vraagt_de_eigen_pool_niet_meer(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, buren: tuple[str, str]
) -> None:
    regio.lid(buren[0], 1, AA)
    een = aangenomen(regio, makelaar, buren, 16)
    behoefte = een["behoefte"]["id"]
    weken = 182 / 7
    hier = regio.voorstel(buren[0], 52)
    assert gevraagd(hier) == pytest.approx(8 * 181 / 7, abs=weken)
    assert [regel["urenPerWeek"] for regel in hier["regels"]] == [8]
    daar = regio.voorstel(buren[1], 52, organisatie=DEE)
    assert gevraagd(daar) == pytest.approx(16 * 181 / 7, abs=weken)
    [regel] = daar["regels"]
    assert (regel["inlener"], regel["urenPerWeek"], regel["behoefte"]) == (BEE, 16, behoefte)
    inzet = regio.besluit(daar["id"], regel["id"], headers=makelaar(DEE))["besluit"]["inzet"]
    # The other pool's line is not out of date by it, and takes no more than is left.
    regio.besluit(hier["id"], hier["regels"][0]["id"])
    assert een["ingezet"] == []
    bevestig(regio, client, ik, inzet)
    for wie in (BEE, AA, DEE):
        gelezen = client.get(f"{BASE}/doorzendingen/{een['id']}", headers=makelaar(wie)).json()
        [deel] = gelezen["ingezet"]
        assert (deel["urenPerWeek"], deel["tot"]) == (16, "2027-02-28")
        assert gelezen["behoefte"]["status"] == "vervuld"
    tekort = f"{BASE}/tekorten?verband={VERBAND}&van={MAAND['van']}&tot={MAAND['tot']}&raster=maand"
    [rij] = client.get(tekort, headers=makelaar()).json()["regels"]
    assert rij["ongedekt"] == 0
    boek = f"{BASE}/verbanden/{ANDER_VERBAND}/verdeling?van=2026-08&tot=2026-12"
    assert client.get(boek, headers=makelaar(DEE)).status_code == 200


def test_een_inzet_van_de_buren_telt_niet_twee_keer_als_dekking(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, buren: tuple[str, str]
) -> None:
    aangenomen(regio, makelaar, buren, 16)
    daar = regio.voorstel(buren[1], 52, organisatie=DEE)
    inzet = regio.besluit(daar["id"], daar["regels"][0]["id"], headers=makelaar(DEE))
    tekort = f"{BASE}/tekorten?verband={VERBAND}&van={MAAND['van']}&tot={MAAND['tot']}&raster=maand"

    def ongedekt() -> float:
        [rij] = client.get(tekort, headers=makelaar()).json()["regels"]
        return float(rij["ongedekt"])

    vooraf = ongedekt()
    assert vooraf == pytest.approx(8 * 30 / 7, abs=0.1)
    bevestig(regio, client, ik, inzet["besluit"]["inzet"])
    assert ongedekt() == vooraf
    assert gevraagd(regio.voorstel(buren[0], 52)) == pytest.approx(8 * 181 / 7, abs=2)
    assert regio.voorstel(buren[1], 52, organisatie=DEE)["behoeften"] == []


def test_wat_de_buren_aannemen_staat_in_hun_tekorten(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, buren: tuple[str, str]
) -> None:
    """The own verband lacks what was not taken over, the neighbours what they promised."""

    def rij(wie: str, verband: object) -> dict[str, Any] | None:
        vraag_ = f"verband={verband}&van={MAAND['van']}&tot={MAAND['tot']}&raster=maand"
        regels = client.get(f"{BASE}/tekorten?{vraag_}", headers=makelaar(wie)).json()["regels"]
        return next((een for een in regels if een["behoefte"] > 0), None)

    assert rij(DEE, ANDER_VERBAND) is None
    een = aangenomen(regio, makelaar, buren, 16)
    eigen, daar = rij(BEE, VERBAND), rij(DEE, ANDER_VERBAND)
    assert eigen is not None
    assert daar is not None
    uren = pytest.approx(16 * 30 / 7, abs=0.1)
    assert (daar["functie"], daar["behoefte"], daar["ongedekt"]) == ("planeconoom", uren, uren)
    assert daar["saldo"] == pytest.approx(daar["pool"] - daar["behoefte"], abs=0.1)
    assert eigen["ongedekt"] == pytest.approx(8 * 30 / 7, abs=0.1)
    voorstel = regio.voorstel(buren[1], 52, organisatie=DEE)
    besluit = regio.besluit(voorstel["id"], voorstel["regels"][0]["id"], headers=makelaar(DEE))
    bevestig(regio, client, ik, besluit["besluit"]["inzet"])
    gevuld = rij(DEE, ANDER_VERBAND)
    assert gevuld is not None
    assert (gevuld["behoefte"], gevuld["ongedekt"]) == (uren, 0)
    stap = {"naar": "beeindigd", "antwoord": "Toch niet."}
    regio.post(f"/doorzendingen/{een['id']}/statuswijzigingen", makelaar(DEE), stap)
    assert rij(DEE, ANDER_VERBAND) is None


def test_na_beeindigen_vraagt_de_eigen_pool_het_weer(
    makelaar: Vraag, regio: Regio, buren: tuple[str, str]
) -> None:
    een = aangenomen(regio, makelaar, buren, 24)
    behoefte = een["behoefte"]["id"]
    assert vraag(regio.voorstel(buren[0], 52), behoefte) is None
    assert vraag(regio.voorstel(buren[1], 52, organisatie=DEE), behoefte) is not None
    stap = {"naar": "beeindigd", "antwoord": "Toch niet."}
    regio.post(f"/doorzendingen/{een['id']}/statuswijzigingen", makelaar(DEE), stap)
    weer = vraag(regio.voorstel(buren[0], 52), behoefte)
    assert weer is not None
    assert weer["gevraagd"] == 24
    assert vraag(regio.voorstel(buren[1], 52, organisatie=DEE), behoefte) is None


def test_een_voorstel_van_voor_het_aannemen_is_verouderd(
    makelaar: Vraag, regio: Regio, buren: tuple[str, str]
) -> None:
    """Nobody confirms in the own pool what the neighbours took meanwhile."""
    regio.lid(buren[0], 1, AA)
    behoefte = regio.behoefte(BEE, urenMin=24, urenMax=24)["id"]
    oud = regio.voorstel(buren[0], 52)
    inhoud = {"vanPool": buren[0], "naarPool": buren[1]}
    een = regio.post(f"/behoeften/{behoefte}/doorzendingen", makelaar(BEE), inhoud)
    stap = {"naar": "aangenomen", "antwoord": "Wij leveren.", "urenPerWeek": 16}
    regio.post(f"/doorzendingen/{een['id']}/statuswijzigingen", makelaar(DEE), stap)
    nee = regio.besluit(oud["id"], oud["regels"][0]["id"], 409)
    assert nee["code"] == "feiten-gewijzigd"
    assert [rij["veld"] for rij in nee["wijzigingen"]] == ["elders"]
