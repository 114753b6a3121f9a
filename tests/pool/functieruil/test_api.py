"""From wish to linked inzetten, over HTTP; who sees what, and what happens when one says no."""

from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool.functieruil import rekentaak
from services.pool.functieruil.storage import kringen, rondes
from tests.pool.conftest import AA, BASE, BEE, CEE, NU, VERBAND, Vraag
from tests.pool.functieruil.conftest import GEHEEL, Ruilers


def test_twee_mensen_ruilen_en_hun_inzetten_horen_bij_elkaar(
    ruilers: Ruilers, engine: Engine
) -> None:
    ruilers.wens(1, AA, "jurist")
    ruilers.wens(2, BEE, "planeconoom")
    ronde = ruilers.reken()
    assert ronde["status"] == "berekend"
    assert ronde["cijfers"] == {
        "wensen": 2, "vrijePlekken": 0, "mensen": 2, "kringen": 1, "mogelijkeKringen": 1,
        "bewezen": True,
    }  # fmt: skip
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM ruilronde WHERE invoer IS NOT NULL")) == 0
    # Until all people said yes nobody who plans knows of it.
    assert ruilers.lees("/ruilkringen", ruilers.makelaar())["results"] == []
    kring = ruilers.kring(1, AA)
    assert (kring["soort"], kring["mensen"], len(kring["schakels"])) == ("paar", 2, 1)
    assert kring["van"] == "2026-10-01"
    ruilers.lees(f"/ruilkringen/{kring['id']}", ruilers.makelaar(), 404)
    ruilers.zeg(kring["id"], ruilers.zelf(1, AA))
    assert ruilers.kring(2, BEE)["schakels"][0]["antwoord"] is None
    assert ruilers.zeg(kring["id"], ruilers.zelf(2, BEE))["status"] == "akkoord"
    heel = ruilers.lees(f"/ruilkringen/{kring['id']}", ruilers.makelaar())
    assert len(heel["schakels"]) == 2
    assert {een["urenPerWeek"] for een in heel["urensaldo"]} == {0}
    inzetten = ruilers.leg_vast(kring["id"])
    gelezen = [ruilers.lees(f"/inzetten/{id}", ruilers.makelaar()) for id in inzetten]
    assert {(een["soort"], een["groep"]) for een in gelezen} == {("functieruil", kring["id"])}
    assert {(een["van"], een["tot"]) for een in gelezen} == {("2026-10-01", "2027-03-31")}
    assert {een["terugkeerDatum"] for een in gelezen} == {"2027-04-01"}
    assert {een["status"] for een in gelezen} == {"voorgesteld"}


def test_een_lege_plek_begint_een_keten_die_eindigt_waar_het_mag(ruilers: Ruilers) -> None:
    ruilers.wens(1, AA, "jurist", zichtbaarheid="werkgever")
    vrij = {k: v for k, v in GEHEEL.items() if k != "geldigTot"}
    vrij |= {"titel": "Jurist gezocht", "functie": "jurist"}
    ruilers.regio.post("/vrije-plekken", ruilers.ik(BEE, "hr_adviseur"), vrij)
    assert ruilers.reken()["cijfers"]["mensen"] == 0, "Aa would keep an empty place"
    (wens,) = ruilers.lees("/ruilwensen", ruilers.ik(AA, "hr_adviseur"))["results"]
    url = f"{BASE}/ruilwensen/{wens['id']}/vervanging"
    answer = ruilers.client.put(url, headers=ruilers.ik(AA, "hr_adviseur"), json={"magLeeg": True})
    assert answer.status_code == 200, answer.text
    assert ruilers.reken()["cijfers"]["mensen"] == 1
    kring = ruilers.kring(1, AA)
    assert (kring["soort"], kring["schakels"][0]["inlener"]) == ("keten", BEE)


def test_wie_nee_zegt_laat_geen_spoor_na_en_er_wordt_opnieuw_gerekend(ruilers: Ruilers) -> None:
    ruilers.wens(1, AA, "jurist")
    ruilers.wens(2, BEE, "planeconoom")
    ruilers.reken()
    kring = ruilers.kring(1, AA)["id"]
    ruilers.zeg(kring, ruilers.zelf(2, BEE), ja=False)
    andere = ruilers.lees(f"/ruilkringen/{kring}", ruilers.zelf(1, AA))
    assert (andere["status"], andere["schakels"][0]["antwoord"]) == ("vervallen", None)
    # The next calculation is planned, and leaves out only what was refused.
    nieuw = ruilers.bezig()
    ruilers.wens(3, BEE, "planeconoom")
    assert ruilers.klaar(nieuw["id"])["cijfers"]["mensen"] == 0
    assert ruilers.reken()["cijfers"]["mensen"] == 2
    assert ruilers.kring(3, BEE)["status"] == "gevraagd"


def test_valt_een_inzet_weg_dan_gaan_de_andere_ook_niet_door(ruilers: Ruilers) -> None:
    een, twee = ruilers.leg_vast(ruilers.paar())
    versie = ruilers.lees(f"/inzetten/{een}", ruilers.makelaar())["gevraagdeVersie"]
    nee = {"versie": versie, "akkoord": False}
    inzet = ruilers.lees(f"/inzetten/{een}", ruilers.makelaar())
    wie = ruilers.ik(inzet["inlener"], "leidinggevende")
    ruilers.regio.post(f"/inzetten/{een}/akkoorden", wie, nee)
    rekentaak.volg_kringen(ruilers.regio.sessions, NU)
    assert ruilers.lees(f"/inzetten/{twee}", ruilers.makelaar())["status"] == "ingetrokken"
    assert ruilers.kring(1, AA)["status"] == "vervallen"
    assert ruilers.bezig()["cijfers"] is None


def test_de_periode_van_een_ruil_ligt_vast(ruilers: Ruilers) -> None:
    een, _ = ruilers.leg_vast(ruilers.paar())
    wat = {"tot": "2027-06-30", "reden": "Langer."}
    wie = ruilers.makelaar()
    answer = ruilers.client.post(f"{BASE}/inzetten/{een}/voorwaarden", headers=wie, json=wat)
    assert answer.status_code == 409
    assert answer.json()["beletselen"][0]["code"] == "hoort-bij-ruil"


def test_wie_een_wens_ziet_kiest_de_persoon(ruilers: Ruilers, ik: Vraag) -> None:
    wens = ruilers.wens(1, AA, "jurist")
    pad = f"/ruilwensen/{wens['id']}"
    hr, makelaar, collega = ik(AA, "hr_adviseur"), ruilers.makelaar(), ik(BEE, "medewerker")

    def gezien(wie: Any) -> Any:
        answer = ruilers.client.get(f"{BASE}{pad}", headers=wie)
        return answer.json().get("medewerker", "weg") if answer.status_code == 200 else None

    verwacht = {
        "alleen_ik": (None, None, None),
        "makelaar": (None, wens["medewerker"], None),
        "werkgever": (wens["medewerker"], wens["medewerker"], None),
    }
    for zicht, wie in verwacht.items():
        zelf = ruilers.zelf(1, AA)
        stand = {"zichtbaarheid": zicht}
        assert ruilers.client.patch(f"{BASE}{pad}", headers=zelf, json=stand).status_code == 200
        assert (gezien(hr), gezien(makelaar), gezien(collega)) == wie, zicht
        ids = [e["id"] for e in ruilers.lees("/ruilwensen", hr)["results"]]
        assert bool(ids) == (wie[0] is not None)
    stand = {"zichtbaarheid": "verband"}
    ruilers.client.patch(f"{BASE}{pad}", headers=ruilers.zelf(1, AA), json=stand)
    breed = ruilers.lees(pad, collega)
    assert (breed.get("medewerker"), breed["kan"], breed["functie"]) == (None, [], "planeconoom")


def test_elk_hoort_waarom_er_geen_ruil_is(ruilers: Ruilers) -> None:
    ruilers.wens(1, AA, "jurist", urenPerWeek=8)
    ruilers.wens(2, BEE, "vergunningverlener")
    ruilers.reken()
    wensen = [ruilers.lees("/ruilwensen", ruilers.zelf(nr, oin)) for nr, oin in ((1, AA), (2, BEE))]
    een, twee = (w["results"][0]["uitleg"] for w in wensen)
    assert (een["code"], een["belemmeringen"]) == ("geen_plek", ["uren"])
    assert (twee["code"], twee["belemmeringen"]) == ("geen_plek", [])


def test_een_wens_is_in_te_trekken_en_te_wijzigen(ruilers: Ruilers) -> None:
    wens = ruilers.wens(1, AA, "jurist")
    ruilers.wens(1, AA, "jurist", status=409)
    ruilers.wens(4, AA, "jurist", status=400, tot="2026-10-05", organisaties=[AA])
    ander = ruilers.zelf(2, BEE)
    ruilers.regio.post(f"/ruilwensen/{wens['id']}/intrekking", ander, {}, 404)
    ruilers.wens(2, BEE, "planeconoom")
    ruilers.reken()
    zelf = ruilers.zelf(1, AA)
    weg = ruilers.regio.post(f"/ruilwensen/{wens['id']}/intrekking", zelf, {}, 200)
    assert weg["status"] == "ingetrokken"
    assert ruilers.kring(2, BEE)["status"] == "vervallen"
    ruilers.wens(1, AA, "jurist")


def test_een_intranet_leest_en_antwoordt_niet_voor_de_medewerker(ruilers: Ruilers) -> None:
    wens = ruilers.wens(1, AA, "jurist", zichtbaarheid="alleen_ik")
    ruilers.wens(2, BEE, "planeconoom")
    ruilers.reken()
    kring = ruilers.kring(1, AA)["id"]
    intranet = ruilers.zelf(1, AA, scopes=frozenset({"pool:lezen", "pool:schrijven"}))
    ruilers.zeg(kring, intranet, status=404)
    ruilers.lees(f"/ruilwensen/{wens['id']}", intranet, 404)
    assert ruilers.lees("/ruilwensen", intranet)["results"] == []
    assert ruilers.lees(f"/ruilwensen/{wens['id']}", ruilers.zelf(1, AA))["id"] == wens["id"]


def test_een_berekening_is_te_annuleren_en_er_is_er_een_tegelijk(ruilers: Ruilers) -> None:
    body = {"verband": str(VERBAND)}
    ronde = ruilers.regio.post("/ruilrondes", ruilers.makelaar(), body)
    assert ruilers.regio.post("/ruilrondes", ruilers.makelaar(), body, 200)["id"] == ronde["id"]
    pad = f"/ruilrondes/{ronde['id']}"
    stop = ruilers.regio.post(f"{pad}/annulering", ruilers.makelaar(), {}, 200)
    assert stop["status"] == "geannuleerd"
    assert ruilers.klaar(ronde["id"])["status"] == "geannuleerd", "a late outcome is void"
    ruilers.regio.post(f"{pad}/annulering", ruilers.makelaar(), {}, 409)
    with ruilers.regio.sessions.begin() as tx:
        assert rondes.set_voortgang(tx, UUID(ronde["id"]), 50) is False


def test_een_werkbezoek_is_de_lichte_vorm(ruilers: Ruilers, ik: Vraag) -> None:
    vraag = {"verband": str(VERBAND), "gastheer": CEE, "datum": "2026-09-10"}
    vraag["onderwerp"] = "Vergunningen"
    bezoek = ruilers.regio.post("/werkbezoeken", ruilers.zelf(1, AA), vraag)
    pad = f"/werkbezoeken/{bezoek['id']}"
    ruilers.lees(pad, ik(BEE, "hr_adviseur"), 404)
    ja = {"ja": True, "datum": "2026-09-17"}
    af = ruilers.regio.post(f"{pad}/antwoord", ik(CEE, "leidinggevende"), ja, 200)
    assert (af["status"], af["datum"]) == ("afgesproken", "2026-09-17")
    weg = ruilers.regio.post(f"{pad}/intrekking", ruilers.zelf(1, AA), {}, 200)
    assert weg["status"] == "ingetrokken"
    ruilers.regio.post(f"{pad}/antwoord", ik(CEE, "leidinggevende"), ja, 409)


def lopend(ruilers: Ruilers) -> tuple[str, list[str]]:
    """A swap of two to which all said yes, and its inzetten."""
    kring = ruilers.paar()
    for id in ruilers.leg_vast(kring):
        inzet = ruilers.lees(f"/inzetten/{id}", ruilers.makelaar())
        ja = {"versie": inzet["gevraagdeVersie"], "akkoord": True}
        nr, oin = (1, AA) if inzet["thuisorganisatie"] == AA else (2, BEE)
        for wie in (
            ruilers.ik(oin, "hr_adviseur"),
            ruilers.ik(inzet["inlener"], "leidinggevende"),
            ruilers.zelf(nr, oin),
        ):
            ruilers.regio.post(f"/inzetten/{id}/akkoorden", wie, ja)
    with ruilers.regio.sessions.begin() as tx:
        gevonden = kringen.haal_kring(tx, UUID(kring))
    assert gevonden is not None
    return kring, [str(een.inzet) for een in gevonden.kring.schakels]


def test_eindigt_een_inzet_dan_eindigt_de_ruil(
    ruilers: Ruilers, client: TestClient, engine: Engine
) -> None:
    kring, (een, twee) = lopend(ruilers)
    later = NU.replace(month=11)
    rekentaak.volg_kringen(ruilers.regio.sessions, later)
    with ruilers.regio.sessions.begin() as tx:
        gevonden = kringen.haal_kring(tx, UUID(kring))
    assert gevonden is not None
    assert gevonden.kring.status == "vastgelegd"
    wat = {"naar": "beeindigd", "reden": "Klaar.", "laatsteDag": "2026-12-15",
           "zonderOverdracht": "Niets over te dragen."}  # fmt: skip
    wie = ruilers.makelaar(nu=later)
    answer = client.post(f"{BASE}/inzetten/{een}/statuswijzigingen", headers=wie, json=wat)
    assert answer.is_success, answer.text
    rekentaak.volg_kringen(ruilers.regio.sessions, later)
    assert ruilers.lees(f"/inzetten/{twee}", ruilers.makelaar())["tot"] == "2026-12-15"
    # Its three hear it as those of the first did, and the register has the day too.
    vraag = "SELECT tekst FROM bericht_uit WHERE onderwerp = 'Een inzet eindigt eerder'"
    with engine.connect() as lees:
        brieven = lees.scalars(text(vraag)).all()
        dagen = lees.scalars(text("SELECT tot FROM waadi_registratie")).all()
    assert ["15-12-2026" in brief for brief in brieven] == [True] * 6
    assert [str(dag) for dag in dagen] == ["2026-12-15"] * 2


def test_wat_gisteren_eindigde_eindigt_de_andere_een_keer(
    ruilers: Ruilers, client: TestClient
) -> None:
    """The rest ends today; the next sweep of the same day has nothing to do any more."""
    _, (een, twee) = lopend(ruilers)
    later = NU.replace(month=11)
    pad = f"{BASE}/inzetten/{een}/statuswijzigingen"
    wat = {"naar": "beeindigd", "reden": "Uit dienst.", "laatsteDag": "2026-11-11",
           "zonderOverdracht": "Niets over te dragen.", "zonderOpzegtermijn": True}  # fmt: skip
    hr = ruilers.ik(AA, "hr_adviseur", nu=later)
    answer = client.post(pad, headers=hr, json=wat)
    assert answer.is_success, answer.text
    stand = []
    for _keer in range(3):
        rekentaak.volg_kringen(ruilers.regio.sessions, later)
        regels = ruilers.lees(f"/inzetten/{twee}/audittrail", hr)["results"]
        tag = client.get(f"{BASE}/inzetten/{twee}", headers=hr).headers["ETag"]
        stand.append((tag, len(regels)))
    assert len(set(stand)) == 1
    assert ruilers.lees(f"/inzetten/{twee}", hr)["tot"] == "2026-11-12"
