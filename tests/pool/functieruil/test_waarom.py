"""Everybody learns why, over HTTP; a ring of four; who offers what; when a calculation is done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from shared import db
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Vraag
from tests.pool.functieruil.conftest import GEHEEL, Ruilers


def waarom(ruilers: Ruilers, nr: int, oin: str) -> dict[str, Any]:
    """What the last calculation says to one person."""
    alle = ruilers.lees("/ruilwensen", ruilers.zelf(nr, oin))["results"]
    (wens,) = (een for een in alle if een.get("medewerker") == str(UUID(int=0x200 + nr)))
    return dict(wens["uitleg"])


def test_elk_leest_de_eigen_reden_en_niemand_die_van_een_ander(ruilers: Ruilers, ik: Vraag) -> None:
    """Aa has two who want the one place of Bee; Cee wants it too, and nobody wants that of Cee."""
    ruilers.wens(1, AA, "jurist", zichtbaarheid="makelaar")
    ruilers.wens(2, BEE, "planeconoom", zichtbaarheid="verband")
    ruilers.wens(3, AA, "jurist", zichtbaarheid="werkgever")
    ruilers.wens(4, CEE, "jurist")
    ruilers.wens(5, CEE, "toezichthouder", functie="adviseur")
    assert ruilers.reken()["cijfers"]["mensen"] == 2
    assert waarom(ruilers, 2, BEE)["code"] == "in_kring"
    paar = [waarom(ruilers, nr, AA) for nr in (1, 3)]
    assert sorted(een["code"] for een in paar) == ["andere_keuze", "in_kring"]
    (verloor,) = (een for een in paar if een["code"] == "andere_keuze")
    assert (verloor["kringen"], verloor["mensen"], verloor["mensenMetU"]) == (1, 2, 2)
    assert waarom(ruilers, 4, CEE)["code"] == "geen_opvolger"
    assert waarom(ruilers, 5, CEE)["code"] == "geen_plek"
    assert all(een["uitleg"] for een in paar)
    for wie in (ruilers.makelaar(), ik(AA, "hr_adviseur"), ik(BEE, "medewerker")):
        gezien = ruilers.lees("/ruilwensen", wie)["results"]
        assert gezien
        assert [een.get("uitleg") for een in gezien] == [None] * len(gezien)


def test_een_kring_van_vier_als_het_verband_dat_afspreekt(ruilers: Ruilers, engine: Engine) -> None:
    werk = ["planeconoom", "jurist", "vergunningverlener", "toezichthouder"]
    thuis = [AA, BEE, CEE, BEE]
    for nr, (oin, eigen) in enumerate(zip(thuis, werk, strict=True)):
        ruilers.wens(nr, oin, werk[(nr + 1) % 4], functie=eigen)
    drie = ruilers.reken()
    assert (drie["langsteKring"], drie["cijfers"]["mensen"]) == (3, 0)
    codes = {waarom(ruilers, nr, oin)["code"] for nr, oin in enumerate(thuis)}
    assert codes == {"geen_kring"}
    with engine.begin() as tx:
        tekst = '{"pool": {"ruilLangsteKring": 4}}'
        tx.execute(
            text("INSERT INTO convenant (verband, versie, inhoud) VALUES (:v, 1, :t)"),
            {"v": VERBAND, "t": tekst},
        )
    vier = ruilers.reken()
    assert (vier["langsteKring"], vier["cijfers"]["mensen"]) == (4, 4)
    kring = ruilers.kring(0, AA)
    assert (kring["soort"], kring["mensen"]) == ("kring", 4)
    for nr, oin in enumerate(thuis):
        ruilers.zeg(kring["id"], ruilers.zelf(nr, oin))
    inzetten = ruilers.leg_vast(kring["id"])
    gelezen = [ruilers.lees(f"/inzetten/{id}", ruilers.makelaar()) for id in inzetten]
    assert len({een["medewerker"] for een in gelezen}) == 4
    assert {(een["van"], een["tot"]) for een in gelezen} == {("2026-10-01", "2027-03-31")}


def test_een_buur_leest_alleen_wat_het_verband_mag_zien(
    ruilers: Ruilers, client: TestClient, als_dienst: Callable[[str, str], Any], ik: Vraag
) -> None:
    buur = als_dienst("vacatures", "pool")

    def aanbod(id: str, status: int = 200) -> Any:
        answer = client.get(f"/intern/aanbod/functieruil/{id}", headers=buur)
        assert answer.status_code == status, answer.text
        return answer.json()

    geheim = ruilers.wens(1, AA, "jurist", zichtbaarheid="werkgever")["id"]
    wens = ruilers.wens(2, BEE, "planeconoom", zichtbaarheid="verband", plaats="Bee")["id"]
    vrij = {k: v for k, v in GEHEEL.items() if k != "geldigTot"}
    vrij |= {"titel": "Jurist gezocht", "functie": "jurist"}
    plek = ruilers.regio.post("/vrije-plekken", ik(BEE, "hr_adviseur"), vrij)["id"]
    aanbod(geheim, 404)
    aanbod("00000000-0000-4000-8000-00000000dead", 404)
    een = aanbod(plek)
    assert (een["soort"], een["titel"], een["actief"]) == ("functieruil", "Jurist gezocht", True)
    assert (een["urenMin"], een["van"], een["organisatie"]) == (32.0, "2026-10-01", BEE)
    partner = [zicht for zicht in een["zicht"] if zicht["categorie"] == "partner"]
    assert [zicht["verband"] for zicht in partner] == [str(VERBAND)]
    assert een["url"] == f"{BASE}/vrije-plekken/{plek}"
    twee = aanbod(wens)
    assert (twee["titel"], twee["plaats"]) == ("Functieruil: jurist (medior)", "Bee")
    assert twee["sluitingsDatum"] == "2026-12-31"
    assert "medewerker" not in twee
    assert str(ruilers.lees(f"/ruilwensen/{wens}", ruilers.zelf(2, BEE))["medewerker"]) not in str(
        twee
    )
    ruilers.regio.post(f"/vrije-plekken/{plek}/intrekking", ik(BEE, "hr_adviseur"), {}, 200)
    ruilers.regio.post(f"/ruilwensen/{wens}/intrekking", ruilers.zelf(2, BEE), {}, 200)
    assert [aanbod(id)["actief"] for id in (plek, wens)] == [False, False]
    weg = client.get(f"/intern/aanbod/functieruil/{plek}", headers=ruilers.makelaar())
    assert weg.status_code == 404


def test_wie_rekent_hoort_wanneer_het_klaar_is(
    ruilers: Ruilers, gebeurtenissen: Callable[[], list[db.Gebeurtenis]]
) -> None:
    ruilers.wens(1, AA, "jurist")
    ronde = ruilers.reken()["id"]
    (een,) = (e for e in gebeurtenissen() if e.type.startswith("ruilronde-"))
    assert (een.type, str(een.onderwerp)) == ("ruilronde-berekend", ronde)
    assert een.publiek == {
        "openbaar": False, "organisaties": [], "verbanden": [str(VERBAND)], "rollen": ["makelaar"],
    }  # fmt: skip
    body = {"verband": str(VERBAND)}
    ander = ruilers.regio.post("/ruilrondes", ruilers.makelaar(), body)["id"]
    ruilers.regio.post(f"/ruilrondes/{ander}/annulering", ruilers.makelaar(), {}, 200)
    assert gebeurtenissen()[-1].type == "ruilronde-geannuleerd"


@pytest.mark.parametrize("lijst", ["ruilwensen", "vrije-plekken"])
def test_een_lijst_is_te_versmallen(ruilers: Ruilers, ik: Vraag, lijst: str) -> None:
    if lijst == "ruilwensen":
        for nr, oin, zoekt in ((1, AA, "jurist"), (2, BEE, "planeconoom")):
            ruilers.wens(nr, oin, zoekt, zichtbaarheid="verband")
    else:
        vrij = {k: v for k, v in GEHEEL.items() if k != "geldigTot"} | {"titel": "Vrij"}
        for oin, functie in ((AA, "planeconoom"), (BEE, "jurist")):
            body = vrij | {"functie": functie}
            ruilers.regio.post("/vrije-plekken", ik(oin, "hr_adviseur"), body)
    makelaar = ruilers.makelaar()

    def organisaties(vraag: str) -> list[str]:
        body = ruilers.lees(f"/{lijst}?telling=true&{vraag}", makelaar)
        assert body["count"] == len(body["results"])
        return sorted(een["organisatie"] for een in body["results"])

    assert organisaties("") == [AA, BEE]
    assert organisaties("functie=jurist") == [BEE]
    assert organisaties(f"organisatie={AA}") == [AA]
    assert organisaties(f"organisatie={AA}&functie=jurist") == []
    assert organisaties("status=actief") == [AA, BEE]
    assert organisaties("status=ingetrokken") == []
    assert organisaties(f"verband={VERBAND}") == [AA, BEE]
    ander = ruilers.lees(f"/{lijst}?organisatie={AA}", ik(DEE, "makelaar"))
    assert ander["results"] == []
