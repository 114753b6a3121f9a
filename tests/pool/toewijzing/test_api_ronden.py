"""Rounds, turns given away, emergency turns, what-if, and who sees what of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from services.pool.toewijzing import storage
from shared import db
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, VERBAND, Regio, Vraag

JA = {"besluit": "bevestigd", "reden": "Past goed."}
KORT = {"van": "2026-09-01", "tot": "2026-09-28"}
NEE = {"besluit": "afgewezen", "reden": "Nee."}


@pytest.fixture
def pool(regio: Regio) -> str:
    """One member of Aa; Bee and Cee both want all of it, too short to share."""
    pool = regio.pool()
    regio.lid(pool, 1, urenPerWeek=16, maximumInzetten=1)
    regio.behoefte(BEE, **KORT)
    regio.behoefte(CEE, **KORT)
    return pool


def besluiten(voorstel: dict[str, Any], **besluit: Any) -> dict[str, Any]:
    return {"besluiten": [{"regel": regel["id"]} | besluit for regel in voorstel["regels"]]}


# Clocks of two tokens differ by up to a second: what comes first is said to.
EERDER = NU - timedelta(minutes=1)


def rond_af(regio: Regio, makelaar: Vraag, id: str, status: int = 200, **meer: Any) -> Any:
    pad = f"/toewijzingsvoorstellen/{id}/afronding"
    return regio.post(pad, makelaar(**meer), {"reden": "De ronde is klaar."}, status)


# ------------------------------------------------------------------ more lines at once
def test_meer_regels_in_een_keer_elk_met_een_eigen_uitkomst(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    for nr in range(3):
        regio.lid(pool, nr, urenPerWeek=16, maximumInzetten=1)
        regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    een, twee, drie = (regel["id"] for regel in voorstel["regels"])
    inhoud = {
        "besluiten": [
            {"regel": een} | JA,
            {"regel": een} | JA,
            {"regel": twee, "besluit": "gewijzigd", "reden": "Meer.", "uren": 40},
            {"regel": drie} | NEE | {"grond": "inlener_weigert"},
            {"regel": str(uuid4())} | JA,
            {"regel": twee, "besluit": "gewijzigd", "reden": "Niets."},
        ]
    }
    pad = f"/toewijzingsvoorstellen/{voorstel['id']}/besluiten"
    uitkomst = regio.post(pad, makelaar(), inhoud, 200)
    codes = [rij["code"] for rij in uitkomst["resultaten"]]
    assert codes == [None, "al-besloten", "harde-regel", None, "niet-gevonden", "ontbreekt"]
    assert "uren-behoefte" in uitkomst["resultaten"][2]["schendingen"]
    assert uitkomst["resultaten"][3]["uitkomst"]["besluit"]["grond"] == "inlener_weigert"
    assert uitkomst["wijzigingen"] == []
    lijst = client.get(f"{BASE}/inzetten?telling=true", headers=makelaar()).json()
    assert lijst["count"] == 1


def test_andere_dagen_binnen_de_harde_regels(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    pad = f"/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel['id']}/besluiten"
    later = {"besluit": "gewijzigd", "reden": "Later.", "van": "2026-11-01", "tot": "2026-12-31"}
    te_laat = later | {"tot": "2027-06-01"}
    assert "periode-behoefte" in regio.post(pad, makelaar(), te_laat, 409)["schendingen"]
    te_kort = later | {"tot": "2026-11-05"}
    assert "te-kort" in regio.post(pad, makelaar(), te_kort, 409)["schendingen"]
    besloten = regio.post(pad, makelaar(), later)["besluit"]
    assert (besloten["van"], besloten["tot"]) == ("2026-11-01", "2026-12-31")
    inzet = client.get(f"{BASE}/inzetten/{besloten['inzet']}", headers=makelaar()).json()
    assert (inzet["van"], inzet["tot"]) == ("2026-11-01", "2026-12-31")


def test_twee_makelaars_over_overlappende_regels_eindigen_in_een_uitkomst(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    """Two of them confirm everything at once: each line is confirmed by one, nobody twice."""
    pool = regio.pool()
    for nr in range(4):
        regio.lid(pool, nr, urenPerWeek=16)
        regio.behoefte(BEE if nr % 2 else CEE)
    voorstel = regio.voorstel(pool)

    def alles(organisatie: str) -> list[str | None]:
        pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/besluiten"
        antwoord = client.post(pad, headers=makelaar(organisatie), json=besluiten(voorstel, **JA))
        return [rij["code"] for rij in antwoord.json()["resultaten"]]

    with ThreadPoolExecutor(2) as threads:
        een, ander = threads.map(alles, (BEE, CEE))
    for paar in zip(een, ander, strict=True):
        assert set(paar) == {None, "al-besloten"}
    lijst = client.get(f"{BASE}/inzetten?telling=true", headers=makelaar()).json()
    assert lijst["count"] == len(voorstel["regels"]) == 4


# ------------------------------------------------------------------ rounds
def test_een_ronde_afronden(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, pool: str
) -> None:
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    pad = f"/toewijzingsvoorstellen/{voorstel['id']}/afronding"
    assert rond_af(regio, makelaar, voorstel["id"], 409)["code"] == "geen-besluit"
    regio.post(pad, ik(BEE, "hr_adviseur"), {"reden": "x"}, 403)
    regio.besluit(voorstel["id"], regel["id"])
    kreeg = regel["inlener"]
    ander = CEE if kreeg == BEE else BEE
    ronde = rond_af(regio, makelaar, voorstel["id"])
    aandelen = {een["organisatie"]: een for een in ronde["aandelen"]}
    assert aandelen.keys() == {BEE, CEE}
    assert aandelen[kreeg]["ontvangen"] == aandelen[kreeg]["toegewezen"] > 0
    assert aandelen[kreeg]["aanspraak"] == aandelen[ander]["aanspraak"] > 0
    assert aandelen[ander]["ontvangen"] == 0
    # Who wanted and did not get has a credit; who got more than its right owes as much.
    assert aandelen[ander]["saldoNa"] > 0 > aandelen[kreeg]["saldoNa"]
    kop = client.get(f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}", headers=makelaar()).json()
    assert (kop["status"], kop["afgerondDoor"]) == ("afgerond", "proefpersoon")
    assert rond_af(regio, makelaar, voorstel["id"], 409)["code"] == "niet-berekend"
    besluit = f"/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel['id']}/besluiten"
    assert regio.post(besluit, makelaar(), JA, 409)["code"] == "voorstel-niet-open"
    # The next calculation starts from it.
    with regio.sessions() as tx:
        saldi = storage.get_saldi(tx, UUID(pool), date(2026, 1, 1))
        assert {org: float(saldo) for org, saldo in saldi.items()} == {
            org: een["saldoNa"] for org, een in aandelen.items()
        }
        assert storage.get_laatste_beurten(tx, UUID(pool)) == {kreeg: date(2026, 8, 12)}
        lijst = storage.list_aandelen(tx, VERBAND, date(2026, 8, 1), date(2026, 8, 31))
        assert {een.organisatie for een in lijst} == {BEE, CEE}
        assert storage.list_aandelen(tx, VERBAND, date(2026, 9, 1), date(2026, 9, 30)) == []


def test_wie_te_kort_kwam_gaat_voor_in_de_volgende_ronde(
    makelaar: Vraag, regio: Regio, pool: str
) -> None:
    eerste = regio.voorstel(pool)
    [regel] = eerste["regels"]
    regio.besluit(eerste["id"], regel["id"])
    rond_af(regio, makelaar, eerste["id"])
    ander = CEE if regel["inlener"] == BEE else BEE
    regio.lid(pool, 2, urenPerWeek=16, maximumInzetten=1)
    regio.behoefte(regel["inlener"], **KORT)
    tweede = regio.voorstel(pool)
    assert [een["inlener"] for een in tweede["regels"]] == [ander]


def test_open_regels_vervallen_alleen_als_een_mens_dat_zegt(makelaar: Vraag, regio: Regio) -> None:
    pool = regio.pool()
    for nr in range(2):
        regio.lid(pool, nr, urenPerWeek=16, maximumInzetten=1)
        regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    regel = voorstel["regels"][0]["id"]
    regio.besluit(voorstel["id"], regel, besluit="afgewezen", grond="inlener_weigert")
    nee = rond_af(regio, makelaar, voorstel["id"], 409)
    assert (nee["code"], nee["openRegels"]) == ("regels-open", 1)
    pad = f"/toewijzingsvoorstellen/{voorstel['id']}/afronding"
    inhoud = {"reden": "Achterhaald.", "openRegelsVervallen": True}
    [bee] = regio.post(pad, makelaar(), inhoud, 200)["aandelen"]
    assert bee["geweigerd"] > 0
    assert bee["ontvangen"] == 0
    # What it refused itself is no credit; what lapsed is.
    assert bee["saldoNa"] == pytest.approx(bee["aanspraak"] - bee["geweigerd"], abs=0.02)


def test_twee_keer_tegelijk_afronden_is_een_ronde(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    voorstel = regio.voorstel(pool)
    regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])

    def af(_: int) -> int:
        pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/afronding"
        return client.post(pad, headers=makelaar(), json={"reden": "Klaar."}).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(af, range(4))) == [200, 409, 409, 409]
    with regio.sessions() as tx:
        lijst = storage.list_aandelen(tx, VERBAND, date(2026, 8, 1), date(2026, 8, 31))
        assert len(lijst) == 2


# ------------------------------------------------------------------ gunnen
def test_gunnen_telt_in_de_volgende_berekening_en_het_tegoed_blijft(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, pool: str
) -> None:
    wat = {"ontvanger": CEE, "uren": 200, "reden": "Wij kunnen wachten."}
    pad = f"/pools/{pool}/gunningen"
    for rol in ("hr_adviseur", "recruiter"):
        assert regio.post(pad, ik(BEE, rol), wat, 403)["code"] == "rol-ontbreekt"
    assert regio.post(pad, makelaar(CEE), wat, 409)["code"] == "aan-zichzelf"
    assert client.post(f"{BASE}{pad}", headers=makelaar(DEE), json=wat).status_code == 404
    gunning = regio.post(pad, makelaar(BEE, nu=EERDER), wat)
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    assert regel["inlener"] == CEE
    for wie in (makelaar(AA), ik(CEE, "secretaris"), ik(AA, "aanjager")):
        lijst = client.get(f"{BASE}{pad}?telling=true", headers=wie).json()
        assert ([een["id"] for een in lijst["results"]], lijst["count"]) == ([gunning["id"]], 1)
    terug = f"/gunningen/{gunning['id']}/intrekking"
    assert regio.post(terug, makelaar(CEE), None, 403)["code"] == "andere-organisatie"
    regio.besluit(voorstel["id"], regel["id"])
    aandelen = {e["organisatie"]: e for e in rond_af(regio, makelaar, voorstel["id"])["aandelen"]}
    assert aandelen[BEE]["gegund"] == 200
    assert aandelen[BEE]["saldoNa"] == pytest.approx(aandelen[BEE]["aanspraak"], abs=0.02)
    assert aandelen[BEE]["saldoVoor"] == 0
    assert regio.post(terug, makelaar(BEE), None, 409)["code"] == "al-gebruikt"
    los = client.get(f"{BASE}/gunningen/{gunning['id']}", headers=makelaar()).json()
    assert los["gebruiktIn"] == voorstel["id"]


def test_een_gunning_terugnemen_maakt_het_voorstel_oud(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    gunning = regio.post(
        f"/pools/{pool}/gunningen", makelaar(BEE, nu=EERDER), {"uren": 100, "reden": "Aan allen."}
    )
    voorstel = regio.voorstel(pool)
    ingetrokken = regio.post(f"/gunningen/{gunning['id']}/intrekking", makelaar(BEE), None, 200)
    assert ingetrokken["ingetrokkenDoor"] == "proefpersoon"
    regel = voorstel["regels"][0]["id"]
    nee = regio.besluit(voorstel["id"], regel, 409)
    assert (nee["code"], nee["wijzigingen"][0]["veld"]) == ("feiten-gewijzigd", "saldi")
    nog_eens = regio.post(f"/gunningen/{gunning['id']}/intrekking", makelaar(BEE), None, 409)
    assert nog_eens["code"] == "al-ingetrokken"
    for wie in (makelaar(DEE),):
        assert client.get(f"{BASE}/gunningen/{gunning['id']}", headers=wie).status_code == 404


def test_gunnen_aan_wie_niets_vraagt_eindigt_met_de_ronde(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    """Aa asks nothing: what Bee gives it changes nothing, and does not stay open for ever."""
    wat = {"ontvanger": AA, "uren": 100, "reden": "Voor de zekerheid."}
    gunning = regio.post(f"/pools/{pool}/gunningen", makelaar(BEE, nu=EERDER), wat)
    voorstel = regio.voorstel(pool)
    regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    aandelen = {e["organisatie"]: e for e in rond_af(regio, makelaar, voorstel["id"])["aandelen"]}
    assert aandelen[BEE]["gegund"] == 0
    hier = f"/gunningen/{gunning['id']}"
    los = client.get(f"{BASE}{hier}", headers=makelaar(CEE)).json()
    assert (los["vervallenIn"], los.get("gebruiktIn")) == (voorstel["id"], None)
    nee = regio.post(f"{hier}/intrekking", makelaar(BEE), None, 409)
    assert nee["code"] == "al-vervallen"
    later = regio.post(f"/pools/{pool}/gunningen", makelaar(BEE), wat)
    weer = client.get(f"{BASE}/gunningen/{later['id']}", headers=makelaar()).json()
    assert weer.get("vervallenIn") is None


def test_een_regel_gunnen_is_geen_weigeren(makelaar: Vraag, regio: Regio, pool: str) -> None:
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    regio.besluit(voorstel["id"], regel["id"], besluit="afgewezen", grond="inlener_gunt")
    aandelen = {e["organisatie"]: e for e in rond_af(regio, makelaar, voorstel["id"])["aandelen"]}
    gever = aandelen[regel["inlener"]]
    assert (gever["geweigerd"], gever["gegund"]) == (0, gever["toegewezen"])
    assert gever["saldoNa"] == pytest.approx(gever["aanspraak"], abs=0.02)


# ------------------------------------------------------------------ emergency turns
@pytest.fixture
def spoed(regio: Regio, pool: str) -> dict[str, Any]:
    with regio.sessions() as tx:
        lid = tx.connection().exec_driver_sql("SELECT id FROM lid").scalar_one()
        vraag = "SELECT id FROM behoefte WHERE inlener = %s"
        behoefte = tx.connection().exec_driver_sql(vraag, (CEE,)).scalar_one()
    return {
        "lid": str(lid), "behoefte": str(behoefte), "uren": 16, "van": "2026-09-01",
        "tot": "2026-09-28", "reden": "De vergunning loopt af.",
    }  # fmt: skip


def test_een_spoedbeurt_met_reden_zichtbaar_en_geteld(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, pool: str, spoed: dict[str, Any],
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:  # fmt: skip
    pad = f"/pools/{pool}/spoedbeurten"
    assert regio.post(pad, ik(AA, "hr_adviseur"), spoed, 403)["code"] == "rol-ontbreekt"
    assert regio.post(pad, makelaar(gebruiker=None), spoed, 400)["code"] == "gebruiker-ontbreekt"
    for anders in ({"lid": str(uuid4())}, {"behoefte": str(uuid4())}):
        regio.post(pad, makelaar(), spoed | anders, 404)
    te_veel = regio.post(pad, makelaar(), spoed | {"uren": 24}, 409)
    assert (te_veel["code"], "uren-lid" in te_veel["schendingen"]) == ("harde-regel", True)
    gemaakt = regio.post(pad, makelaar(), spoed)
    assert (gemaakt["nummer"], gemaakt["perJaar"], gemaakt["inlener"]) == (1, 2, CEE)
    inzet = client.get(f"{BASE}/inzetten/{gemaakt['inzet']}", headers=makelaar()).json()
    assert inzet["waarom"]["reden"] == spoed["reden"]
    partner = client.get(f"{BASE}{pad}?telling=true", headers=ik(BEE, "secretaris")).json()
    [gezien] = partner["results"]
    assert (gezien["reden"], gezien["lid"], gezien["medewerker"]) == (spoed["reden"], None, None)
    assert gebeurtenissen()[-1].type == "spoedbeurt-geplaatst"
    # Its hours count in the round that is closed next, and the person is taken.
    voorstel = regio.voorstel(pool)
    assert voorstel["regels"] == []
    aandelen = {e["organisatie"]: e for e in rond_af(regio, makelaar, voorstel["id"])["aandelen"]}
    assert aandelen[CEE]["spoed"] == aandelen[CEE]["ontvangen"] > 0
    assert aandelen[CEE]["saldoNa"] < 0 < aandelen[BEE]["saldoNa"]
    [na] = client.get(f"{BASE}{pad}", headers=makelaar()).json()["results"]
    assert na["geteldIn"] == voorstel["id"]


def test_spoedbeurten_zijn_op_na_het_afgesproken_aantal_ook_tegelijk(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str, spoed: dict[str, Any]
) -> None:
    regio.lid(pool, 2)
    regio.lid(pool, 3)
    regio.lid(pool, 4)
    with regio.sessions() as tx:
        leden = [str(id) for (id,) in tx.connection().exec_driver_sql("SELECT id FROM lid")]
    vragen = [regio.behoefte(CEE)["id"] for _ in leden]

    def plaats(nr: int) -> tuple[int, str | None]:
        inhoud = spoed | {"lid": leden[nr], "behoefte": vragen[nr]}
        antwoord = client.post(f"{BASE}/pools/{pool}/spoedbeurten", headers=makelaar(), json=inhoud)
        return antwoord.status_code, antwoord.json().get("code")

    with ThreadPoolExecutor(4) as threads:
        uitkomsten = list(threads.map(plaats, range(4)))
    assert sorted(status for status, _ in uitkomsten) == [201, 201, 409, 409]
    assert {code for status, code in uitkomsten if status == 409} == {"spoedbeurten-op"}
    lijst = client.get(f"{BASE}/pools/{pool}/spoedbeurten", headers=makelaar()).json()
    assert sorted(een["nummer"] for een in lijst["results"]) == [1, 2]
    volgend_jaar = makelaar(nu=NU + timedelta(days=200))
    nog_een = spoed | {
        "lid": leden[3], "behoefte": regio.behoefte(CEE, van="2027-04-01", tot="2027-09-30")["id"],
        "van": "2027-04-01", "tot": "2027-06-30",
    }  # fmt: skip
    assert regio.post(f"/pools/{pool}/spoedbeurten", volgend_jaar, nog_een)["nummer"] == 1


# ------------------------------------------------------------------ what if
def test_een_verkenning_zegt_het_verschil_en_bewaart_niets(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, pool: str
) -> None:
    pad = f"/pools/{pool}/verkenningen"
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    niets = regio.post(pad, makelaar(), {}, 200)
    assert (niets["regels"], niets["behoeften"]) == ([], [])
    assert niets["invoerHash"] == voorstel["invoerHash"]
    weg = regio.post(pad, makelaar(), {"leden": [{"lid": regel["lid"], "afwezig": True}]}, 200)
    assert weg["regels"] == [
        {
            "lid": regel["lid"],
            "behoefte": regel["behoefte"],
            "was": {"urenPerWeek": 16, "van": regel["van"], "tot": regel["tot"]},
            "wordt": None,
        }
    ]
    extra = {
        "thuisorganisatie": AA,
        "functies": [{"functie": "planeconoom", "niveau": "senior"}],
        "urenPerWeek": 16,
    }
    meer = regio.post(pad, makelaar(), {"extraLeden": [extra]}, 200)
    assert [een["codeWordt"] for een in meer["behoeften"]] == ["gedekt"]
    voor = sum(een["toegewezen"] for een in meer["aandelen"])
    assert sum(een["toegewezenWordt"] for een in meer["aandelen"]) == pytest.approx(2 * voor)
    vervalt = {"behoeften": [{"behoefte": regel["behoefte"], "vervalt": True}]}
    zonder = regio.post(pad, makelaar(), vervalt, 200)
    assert {een["behoefte"]: een["codeWordt"] for een in zonder["behoeften"]}[
        regel["behoefte"]
    ] is None
    minder = {"behoeften": [{"behoefte": regel["behoefte"], "urenMax": 8, "urenMin": 8}]}
    assert regio.post(pad, makelaar(), minder, 200)["regels"]
    regio.post(pad, makelaar(), {"verdeelsleutel": "fte", "gewichten": [
        {"organisatie": BEE, "deel": 1}, {"organisatie": CEE, "deel": 9}]}, 200)  # fmt: skip
    onbekend = regio.post(pad, makelaar(), {"leden": [{"lid": str(uuid4())}]}, 400)
    assert [een["name"] for een in onbekend["invalidParams"]] == ["leden.0.lid"]
    lijst = client.get(
        f"{BASE}/pools/{pool}/toewijzingsvoorstellen?telling=true", headers=makelaar()
    ).json()
    assert lijst["count"] == 1
    regio.post(pad, ik(AA, "hr_adviseur"), {}, 403)


def test_een_te_grote_verkenning_krijgt_raad(makelaar: Vraag, regio: Regio, pool: str) -> None:
    for nr in range(2, 32):
        regio.lid(pool, nr)
    items = [
        {
            "kenmerk": f"K-{nr}", "verband": str(VERBAND), "titel": f"Vraag {nr}",
            "functie": "planeconoom",
            "uren": "16", "begindatum": "2026-09-01", "einddatum": "2027-02-28",
        }
        for nr in range(100)
    ]  # fmt: skip
    gebracht = regio.post("/aanleveringen", makelaar(BEE), {"items": items})
    assert {rij["status"] for rij in gebracht["resultaten"]} == {"open"}
    nee = regio.post(f"/pools/{pool}/verkenningen", makelaar(), {}, 400)
    assert nee["code"] == "verkenning-te-groot"
    assert "toewijzingsvoorstel" in nee["detail"]


# ------------------------------------------------------------------ who sees what
def test_ieder_ziet_van_een_voorstel_wat_hem_aangaat(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio,
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:  # fmt: skip
    pool = regio.pool()
    van_aa = regio.lid(pool, 1, AA, urenPerWeek=16, maximumInzetten=1)
    van_bee = regio.lid(pool, 2, BEE, urenPerWeek=16, maximumInzetten=1)
    regio.behoefte(CEE)
    regio.behoefte(CEE)
    voorstel = regio.voorstel(pool)
    assert len(voorstel["regels"]) == 2
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}"

    def zie(headers: dict[str, str]) -> dict[str, Any]:
        antwoord = client.get(pad, headers=headers)
        assert antwoord.status_code == 200, antwoord.text
        return dict(antwoord.json())

    assert zie(makelaar(CEE))["zicht"] == "alles"
    partner = zie(ik(CEE, "secretaris"))
    assert (partner["zicht"], partner["regels"]) == ("delen", [])
    assert partner["aandelen"] == voorstel["aandelen"]
    assert all(een["kandidaten"] == [] for een in partner["behoeften"])
    assert str(van_aa["medewerker"]) not in str(partner)
    assert str(van_aa["id"]) not in str(partner)
    werkgever = zie(ik(BEE, "hr_adviseur"))
    assert [regel["lid"] for regel in werkgever["regels"]] == [van_bee["id"]]
    assert van_aa["id"] not in str(werkgever)
    persoon = ik(AA, "medewerker", medewerker=UUID(van_aa["medewerker"]))
    eigen = zie(persoon)
    assert (eigen["zicht"], eigen["aandelen"], eigen["behoeften"]) == ("eigen_regel", [], [])
    assert [(regel["lid"], bool(regel["uitleg"])) for regel in eigen["regels"]] == [
        (van_aa["id"], True)
    ]
    lijst = client.get(
        f"{BASE}/pools/{pool}/toewijzingsvoorstellen?telling=true", headers=persoon
    ).json()
    assert lijst["count"] == 1
    assert verwerkingen()[-1][1] == UUID(van_aa["medewerker"])
    for wie in (ik(DEE, "secretaris"), ik(AA, "medewerker", medewerker=UUID(int=0x999))):
        assert client.get(pad, headers=wie).status_code == 404


def test_een_toestemming_die_er_niet_is_weten_alleen_medewerker_en_werkgever(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, AA, toestemming=None)
    behoefte = regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    assert voorstel["regels"] == []
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}"

    def codes(headers: dict[str, str]) -> set[str]:
        [uitleg] = client.get(pad, headers=headers).json()["behoeften"]
        return {uitleg["code"], *(een["code"] for een in uitleg["kandidaten"])}

    assert codes(makelaar(AA)) == codes(ik(AA, "hr_adviseur")) == {"geen-toestemming"}
    assert codes(makelaar(CEE)) == codes(ik(BEE, "secretaris")) == {"niet-beschikbaar"}
    for wie in (makelaar(CEE), ik(BEE, "secretaris")):
        assert "toestemming" not in client.get(pad, headers=wie).text
        vraag = client.get(f"{pad}/behoeften/{behoefte['id']}/tegenfeit", headers=wie)
        assert "toestemming" not in vraag.text
    # Who really is not available reads the same to others, to the byte: no values, no other words.
    weg = regio.lid(pool, 3, AA, beschikbaarVan="2027-04-01")
    samen = regio.voorstel(pool)
    pad = f"{BASE}/toewijzingsvoorstellen/{samen['id']}"

    def kandidaat(headers: dict[str, str], wie: dict[str, Any]) -> dict[str, Any]:
        [uitleg] = client.get(pad, headers=headers).json()["behoeften"]
        [een] = [een for een in uitleg["kandidaten"] if een["lid"] == wie["id"]]
        return dict(een) | {"lid": None}

    assert kandidaat(makelaar(CEE), lid) == kandidaat(makelaar(CEE), weg)
    assert kandidaat(makelaar(AA), lid) != kandidaat(makelaar(AA), weg)
    assert kandidaat(makelaar(AA), weg)["waarden"]
    # A yes afterwards makes the proposal old, but not in that word.
    ander = regio.lid(pool, 2, BEE, urenPerWeek=16, maximumInzetten=1)
    regio.behoefte(CEE)
    nieuw = regio.voorstel(pool)
    assert {regel["lid"] for regel in nieuw["regels"]} == {ander["id"]}
    regio.zeg(lid, True)
    nee = regio.besluit(nieuw["id"], nieuw["regels"][0]["id"], 409)
    assert (nee["code"], nee["wijzigingen"][0]["veld"]) == ("feiten-gewijzigd", "beschikbaar")
    assert "toestemming" not in str(nee)


def test_wat_moet_er_veranderen(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, urenPerWeek=16)
    behoefte = regio.behoefte(BEE, urenMin=24, urenMax=24, kleinsteUrenblok=24)
    voorstel = regio.voorstel(pool)
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/behoeften/{behoefte['id']}/tegenfeit"
    gevonden = client.get(pad, headers=makelaar()).json()["tegenfeit"]
    assert (gevonden["lid"], bool(gevonden["uitleg"])) == (lid["id"], True)
    inlener = client.get(pad, headers=ik(BEE, "hr_adviseur")).json()["tegenfeit"]
    assert (inlener["lid"], inlener["uitleg"]) == (None, gevonden["uitleg"])
    assert client.get(f"{pad}?lid={lid['id']}", headers=makelaar()).status_code == 200
    assert client.get(f"{pad}?lid={uuid4()}", headers=makelaar()).status_code == 404
    for wie in (ik(CEE, "secretaris"), makelaar(DEE)):
        assert client.get(pad, headers=wie).status_code == 404


def test_geen_aandeel_zonder_inzet(regio: Regio, makelaar: Vraag, pool: str) -> None:
    """The ledger equals the sum of the inzetten."""
    voorstel = regio.voorstel(pool)
    regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    ronde = rond_af(regio, makelaar, voorstel["id"])
    with Session(regio.sessions.kw["bind"]) as tx:
        vraag = "SELECT uren_per_week, van, tot FROM inzet"
        uren = [
            rij.uren_per_week * ((rij.tot - rij.van).days + 1) / Decimal(7)
            for rij in tx.connection().exec_driver_sql(vraag)
        ]
    assert sum(een["ontvangen"] for een in ronde["aandelen"]) == pytest.approx(
        float(sum(uren)), abs=0.01
    )


def test_wie_geen_toestemming_gaf_is_voor_anderen_niet_te_noemen(
    makelaar: Vraag, regio: Regio
) -> None:
    """Neither a what-if nor an emergency turn tells that somebody said no, or said nothing."""
    pool = regio.pool()
    stil = regio.lid(pool, 1, toestemming=None)
    behoefte = regio.behoefte(CEE)
    verken, spoed = f"/pools/{pool}/verkenningen", f"/pools/{pool}/spoedbeurten"
    anders = {"leden": [{"lid": stil["id"], "urenPerWeek": 36}]}
    fout = regio.post(verken, makelaar(BEE), anders, 400)
    assert [een["code"] for een in fout["invalidParams"]] == ["onbekend"]
    meer = {"behoeften": [{"behoefte": behoefte["id"], "urenMax": 24, "vervalt": True}]}
    minder = regio.post(verken, makelaar(BEE), meer, 200)
    assert [een["code"] for een in minder["behoeften"]] == ["niet-beschikbaar"]
    assert "toestemming" not in str(minder)
    assert "wil nu niet" not in str(minder)
    inhoud = {
        "lid": stil["id"], "behoefte": behoefte["id"], "uren": 16,
        "van": "2026-09-01", "tot": "2027-02-28", "reden": "Het kan niet wachten.",
    }  # fmt: skip
    regio.post(spoed, makelaar(BEE), inhoud, 404)
    # The own employer may know.
    eigen = regio.post(spoed, makelaar(AA), inhoud, 409)
    assert eigen["schendingen"] == ["geen-toestemming"]
