"""From question to expert over HTTP; who reads what, and what a personal question leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.pool.bewaren.storage import nacht
from services.pool.klankbord.storage import wissen
from tests.pool.conftest import AA, ANDER_VERBAND, BASE, BEE, CEE, DEE, NU, VERBAND, Vraag
from tests.pool.klankbord.conftest import EXPERT, Klankbord

GEHEIM = "Xq7zGeheim"


def test_van_vraag_tot_deskundige_en_onkosten(klankbord: Klankbord, gebeurtenissen: Any) -> None:
    hr = klankbord.ik(AA, "hr_adviseur")
    een, twee = klankbord.expert(1), klankbord.expert(2, onderwerpen=["wonen"], banden=[AA])
    vraag = klankbord.vraag(hr)
    pad = f"/klankbordvragen/{vraag}"
    voorstel = klankbord.lees(f"{pad}/voorstellen", klankbord.makelaar())
    assert [(v["expert"], v["plaats"], len(v["redenen"])) for v in voorstel["voorstellen"]] == [
        (een, 1, 3)
    ]
    assert voorstel["afgevallen"] == [{"expert": twee, "belemmeringen": ["band"]}]
    klankbord.lees(f"{pad}/voorstellen", hr, 403)
    nee = klankbord.koppel(vraag, twee, status=409)
    assert [b["code"] for b in nee["beletselen"]] == ["band"]
    koppeling = klankbord.koppel(vraag, een)
    assert (koppeling["plaats"], koppeling["status"]) == (1, "gevraagd")
    eigen = f"/klankbordkoppelingen/{koppeling['id']}"
    gelezen = klankbord.lees(eigen, klankbord.buiten(1))
    assert (gelezen["tekst"], gelezen["organisatie"]) == ("Wilt u meedenken?", AA)
    assert gelezen["vraag"] is None
    klankbord.lees(eigen, klankbord.buiten(2), 404)
    klankbord.lees(eigen, hr, 404)
    klankbord.doe("POST", f"{eigen}/antwoord", klankbord.makelaar(), 403, ja=True)
    klankbord.doe("POST", f"{eigen}/antwoord", klankbord.buiten(1), 200, ja=True)
    klankbord.doe("POST", f"{eigen}/antwoord", klankbord.buiten(1), 409, ja=True)
    stand = klankbord.lees(pad, hr)
    assert (stand["status"], stand["denktMee"]) == ("gekoppeld", gelezen["persoon"])
    kost = {"soort": "reizen", "dag": NU.date().isoformat(), "bedragCent": 1234}
    kosten = klankbord.doe("POST", f"{eigen}/onkosten", klankbord.buiten(1), 201, **kost)
    assert (kosten["bedragCent"], kosten["organisatie"], kosten["waarschuwing"]) == (1234, AA, None)
    bon = f"/klankbordonkosten/{kosten['id']}"
    for wie in (klankbord.ik(BEE, "hr_adviseur"), klankbord.makelaar(), klankbord.buiten(2)):
        klankbord.lees(bon, wie, 404)
    klankbord.doe("POST", f"{bon}/besluit", hr, 200, akkoord=True)
    klankbord.doe("POST", f"{bon}/besluit", hr, 409, akkoord=False)
    assert klankbord.lees(bon, klankbord.buiten(1))["status"] == "goedgekeurd"
    klaar = klankbord.doe("POST", f"{pad}/afronding", hr, 200)
    assert klaar["status"] == "afgerond"
    klankbord.doe("POST", f"{pad}/afronding", hr, 409)
    soorten = [een.type for een in gebeurtenissen()]
    assert soorten == [f"klankbordvraag-{wat}" for wat in ("gesteld", "gekoppeld", "afgerond")]


def test_een_persoonlijke_vraag_leest_de_werkgever_nooit(
    klankbord: Klankbord, gebeurtenissen: Any, engine: Engine
) -> None:
    wie = klankbord.zelf(1)
    vraag = klankbord.vraag(wie, "persoonlijk", tekst=f"Over mijn chef. {GEHEIM}")
    pad = f"/klankbordvragen/{vraag}"
    rollen = ("leidinggevende", "hr_adviseur", "secretaris", "hr_hoofd", "makelaar", "beheerder")
    intranet = klankbord.zelf(1, scopes=frozenset({"pool:lezen", "pool:schrijven"}))
    niet = [
        klankbord.ik(AA, *rollen),
        intranet,
        klankbord.zelf(2),
        klankbord.ik(CEE, "hr_adviseur"),
    ]
    niet.append(klankbord.ik(DEE, "makelaar"))
    for ander in niet:
        klankbord.lees(pad, ander, 404)
        assert klankbord.lees("/klankbordvragen?telling=true", ander)["count"] == 0
        for lijst in ("koppelingen", "onkosten"):
            assert klankbord.lees(f"/klankbord{lijst}", ander)["results"] == []
    expert = klankbord.expert(1)
    koppeling = klankbord.koppel(vraag, expert)["id"]
    eigen = f"/klankbordkoppelingen/{koppeling}"
    ja = klankbord.lees(eigen, klankbord.buiten(1))
    assert (ja["tekst"], ja["organisatie"], ja["vrager"], ja["soort"]) == (
        None, None, None, "persoonlijk",
    )  # fmt: skip
    na = klankbord.doe("POST", f"{eigen}/antwoord", klankbord.buiten(1), 200, ja=True)
    assert GEHEIM in na["tekst"]
    assert na["vrager"] == str(UUID(int=0x401))
    kost = {"soort": "parkeren", "dag": NU.date().isoformat(), "bedragCent": 450}
    bon = klankbord.doe("POST", f"{eigen}/onkosten", klankbord.buiten(1), 201, **kost)
    assert bon["organisatie"] is None
    besluit = f"/klankbordonkosten/{bon['id']}"
    for ander in niet:
        klankbord.lees(besluit, ander, 404)
        klankbord.doe("POST", f"{besluit}/besluit", ander, 403 if ander is niet[2] else 404,
                      akkoord=True)  # fmt: skip
    klankbord.doe("POST", f"{besluit}/besluit", klankbord.makelaar(), 200, akkoord=True)
    klankbord.doe("POST", f"{pad}/afronding", wie, 200)
    assert klankbord.lees(eigen, klankbord.buiten(1))["tekst"] is None
    assert [een.type for een in gebeurtenissen()] == []
    with engine.connect() as tx:
        brieven = tx.execute(text("SELECT onderwerp || tekst FROM bericht_uit")).scalars().all()
    assert len(brieven) == 2
    assert not any("klankbord" in een.lower() or GEHEIM in een for een in brieven)


def test_met_toestemming_leest_de_makelaar_van_de_eigen_werkgever_het_ook(
    klankbord: Klankbord,
) -> None:
    vraag = klankbord.vraag(klankbord.zelf(1), "persoonlijk", ookEigenMakelaar=True)
    klankbord.lees(f"/klankbordvragen/{vraag}", klankbord.makelaar(AA))
    klankbord.lees(f"/klankbordvragen/{vraag}", klankbord.ik(AA, "hr_adviseur"), 404)


def test_een_persoonlijke_vraag_gaat_kort_na_afloop_weg(
    klankbord: Klankbord, engine: Engine
) -> None:
    vraag = klankbord.vraag(klankbord.zelf(1), "persoonlijk", tekst=GEHEIM)
    koppeling = klankbord.gekoppeld(vraag)
    kost = {"soort": "reizen", "dag": NU.date().isoformat(), "bedragCent": 450}
    pad = f"/klankbordkoppelingen/{koppeling}/onkosten"
    bon = klankbord.doe("POST", pad, klankbord.buiten(1), 201, **kost)["id"]

    def stap(dagen: int) -> int:
        with Session(engine) as tx, tx.begin():
            return nacht.wis_klankbord(tx, NU + timedelta(days=dagen))

    assert stap(400) == 0, "what runs stays"
    klankbord.doe("POST", f"/klankbordvragen/{vraag}/afronding", klankbord.zelf(1), 200)
    assert (stap(13), stap(15), stap(15)) == (0, 1, 0)
    klankbord.lees(f"/klankbordvragen/{vraag}", klankbord.zelf(1), 404)
    blijft = klankbord.lees(f"/klankbordonkosten/{bon}", klankbord.makelaar())
    assert (blijft["koppeling"], blijft["bedragCent"]) == (None, 450)
    with engine.connect() as tx:
        geteld = tx.execute(text("SELECT gesteld, gekoppeld, afgerond FROM klankbordtelling")).one()
    assert tuple(geteld) == (1, 1, 1)


def test_alleen_wie_nergens_meer_werkt_staat_in_het_register(klankbord: Klankbord) -> None:
    nee = klankbord.regio.post("/klankbordexperts", klankbord.zelf(1), EXPERT, 403)
    assert nee["code"] == "nog-in-dienst"
    zonder = EXPERT | {"onafhankelijk": False}
    fout = klankbord.regio.post("/klankbordexperts", klankbord.buiten(), zonder, 400)
    assert fout["invalidParams"][0]["code"] == "verklaring-nodig"
    bsn = EXPERT | {"ervaring": "Mijn nummer is 111222333."}
    een = klankbord.regio.post("/klankbordexperts", klankbord.buiten(), bsn)
    assert "111222333" not in een["ervaring"]
    assert (een["status"], een["onafhankelijkOp"]) == ("aangemeld", NU.date().isoformat())
    klankbord.regio.post("/klankbordexperts", klankbord.buiten(), EXPERT, 409)
    ander = EXPERT | {"verband": str(ANDER_VERBAND)}
    klankbord.regio.post("/klankbordexperts", klankbord.buiten(), ander)
    pad = f"/klankbordexperts/{een['id']}"
    for wie in (
        klankbord.buiten(2),
        klankbord.ik(AA, "hr_adviseur"),
        klankbord.ik(DEE, "makelaar"),
    ):
        klankbord.lees(pad, wie, 404)
    opname = f"{pad}/opname"
    klankbord.doe("PUT", opname, klankbord.buiten(2, scopes=frozenset({"pool:schrijven"})), 404,
                  opgenomen=True)  # fmt: skip
    klankbord.doe("PUT", opname, klankbord.makelaar(gebruiker=None), 400, opgenomen=True)
    assert klankbord.doe("PUT", opname, klankbord.makelaar(), 200, opgenomen=True)["status"] == (
        "opgenomen"
    )
    klankbord.doe("PATCH", pad, klankbord.makelaar(scopes=frozenset({"eigen:beheren"})), 403,
                  beschikbaar=False)  # fmt: skip
    later = klankbord.buiten(1, nu=NU + timedelta(days=400))
    assert klankbord.lees(pad, later)["verklaringGeldt"] is False
    nieuw = klankbord.doe("PATCH", pad, later, 200, onafhankelijk=True, banden=[AA])
    assert (nieuw["verklaringGeldt"], nieuw["banden"]) == (True, [AA])


def test_nee_zeggen_kost_niets_en_een_ander_kan_gevraagd_worden(klankbord: Klankbord) -> None:
    vraag = klankbord.vraag(klankbord.ik(AA, "leidinggevende"))
    een, twee = klankbord.expert(1), klankbord.expert(2)
    koppeling = klankbord.koppel(vraag, een)["id"]
    pad = f"/klankbordkoppelingen/{koppeling}"
    bezet = klankbord.koppel(vraag, twee, status=409)
    assert [b["code"] for b in bezet["beletselen"]] == ["niet-open"]
    reden = {"ja": False, "reden": "Geen zin."}
    assert klankbord.doe("POST", f"{pad}/antwoord", klankbord.buiten(1), 400, **reden)
    nee = klankbord.doe("POST", f"{pad}/antwoord", klankbord.buiten(1), 200, ja=False)
    assert nee["status"] == "geweigerd"
    kost = {"soort": "reizen", "dag": NU.date().isoformat(), "bedragCent": 1}
    klankbord.doe("POST", f"{pad}/onkosten", klankbord.buiten(1), 409, **kost)
    weg = klankbord.lees(f"/klankbordvragen/{vraag}/voorstellen", klankbord.makelaar())
    assert weg["afgevallen"] == [{"expert": een, "belemmeringen": ["al_gevraagd"]}]
    ander = klankbord.koppel(vraag, twee)["id"]
    klankbord.doe("POST", f"/klankbordkoppelingen/{ander}/intrekking", klankbord.makelaar(), 200)
    hr = klankbord.ik(AA, "leidinggevende")
    assert klankbord.lees(f"/klankbordvragen/{vraag}", hr)["status"] == "open"
    klankbord.doe("POST", f"/klankbordvragen/{vraag}/intrekking", hr, 200)
    klankbord.koppel(vraag, twee, status=409)


def test_wie_zich_uitschrijft_maakt_de_vraag_weer_open(
    klankbord: Klankbord, engine: Engine
) -> None:
    hr = klankbord.ik(AA, "hr_adviseur")
    vraag = klankbord.vraag(hr)
    koppeling = klankbord.gekoppeld(vraag)
    (een,) = klankbord.lees("/klankbordexperts", klankbord.buiten(1))["results"]
    with Session(engine) as tx:
        wie, ander = UUID(een["persoon"]), UUID(int=5)
        assert wissen.bekenden(tx, [wie, ander]) == [wie]
    klankbord.doe("DELETE", f"/klankbordexperts/{een['id']}", klankbord.buiten(1), 204)
    assert klankbord.lees(f"/klankbordvragen/{vraag}", hr)["status"] == "open"
    gelezen = klankbord.lees(f"/klankbordkoppelingen/{koppeling}", klankbord.buiten(1))
    assert gelezen["status"] == "ingetrokken"
    with Session(engine) as tx:
        assert wissen.bekenden(tx, [UUID(een["persoon"])]) == []


def test_een_buur_vraagt_wie_hier_nog_is(
    klankbord: Klankbord, client: TestClient, als_dienst: Any, makelaar: Vraag
) -> None:
    klankbord.expert(1)
    vraag = {"personen": [str(UUID(int=0x301)), str(UUID(int=7))]}
    gateway = als_dienst("gateway", "pool")
    antwoord = client.post("/intern/bekenden", headers=gateway, json=vraag)
    assert antwoord.json() == {"personen": [str(UUID(int=0x301))]}
    assert client.post("/intern/bekenden", headers=makelaar(), json=vraag).status_code == 404


def test_boven_de_grens_van_het_jaar_komt_een_waarschuwing(klankbord: Klankbord) -> None:
    pad = (
        f"/klankbordkoppelingen/{klankbord.gekoppeld(klankbord.vraag(klankbord.zelf(1)))}/onkosten"
    )
    kost: dict[str, Any] = {"soort": "reizen", "dag": NU.date().isoformat(), "bedragCent": 200_000}
    assert klankbord.doe("POST", pad, klankbord.buiten(1), 201, **kost)["waarschuwing"] is None
    boven = klankbord.doe("POST", pad, klankbord.buiten(1), 201, **kost)
    assert boven["waarschuwing"] == {"jaar": 2026, "totaalCent": 400_000, "grensCent": 210_000}
    toen = kost | {"dag": "2026-08-01"}
    fout = klankbord.doe("POST", pad, klankbord.buiten(1), 400, **toen)
    assert fout["invalidParams"][0]["code"] == "voor-de-koppeling"


def test_cijfers_van_een_jaar_dat_voorbij_is(klankbord: Klankbord, engine: Engine) -> None:
    pad = f"/verbanden/{VERBAND}/klankbordcijfers"
    rijen = [("bestuurlijk", 9, 7, 5), ("technisch", 6, 6, 6), ("persoonlijk", 4, 0, 0)]
    with engine.begin() as tx:
        zin = "INSERT INTO klankbordtelling VALUES (:v, 2025, :s, :a, :b, :c)"
        for soort, *getallen in rijen:
            waarden = dict(zip("abc", getallen, strict=True))
            tx.execute(text(zin), {"v": VERBAND, "s": soort} | waarden)
    gelezen = klankbord.lees(f"{pad}?jaar=2025", klankbord.ik(AA, "secretaris"))
    regels = [
        (een["soort"], een["gesteld"], een["gekoppeld"], een["afgerond"])
        for een in gelezen["regels"]
    ]
    assert regels == [
        ("bestuurlijk", 9, 7, 5),
        ("technisch", None, 6, 6),
        ("persoonlijk", None, 0, 0),
        (None, 19, 13, 11),
    ]
    klankbord.lees(f"{pad}?jaar=2026", klankbord.ik(AA, "secretaris"), 400)
    klankbord.lees(f"{pad}?jaar=2025", klankbord.ik(DEE, "secretaris"), 404)
    klankbord.lees(f"{pad}?jaar=2025", klankbord.zelf(1), 404)


def test_twee_makelaars_tegelijk_vragen_een_deskundige(klankbord: Klankbord) -> None:
    vraag = klankbord.vraag(klankbord.ik(AA, "hr_adviseur"))
    experts = [klankbord.expert(nr) for nr in (1, 2)]
    url = f"{BASE}/klankbordvragen/{vraag}/koppelingen"
    wie = [klankbord.makelaar(oin) for oin in (AA, BEE)]

    def koppel(nr: int) -> int:
        body = {"expert": experts[nr]}
        return klankbord.client.post(url, headers=wie[nr], json=body).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(koppel, range(2))) == [201, 409]


def test_de_onderwerpen_verdelen_zich_over_wie_het_minst_heeft(klankbord: Klankbord) -> None:
    een, twee = klankbord.expert(1), klankbord.expert(2)
    hr = klankbord.ik(AA, "hr_adviseur")
    gekozen = []
    for _ in range(4):
        vraag = klankbord.vraag(hr)
        pad = f"/klankbordvragen/{vraag}/voorstellen"
        eerste = klankbord.lees(pad, klankbord.makelaar())["voorstellen"][0]["expert"]
        klankbord.koppel(vraag, eerste)
        gekozen.append(eerste)
    assert sorted(gekozen) == sorted([een, een, twee, twee])


def test_uitschrijven_en_vragen_tegelijk_laat_niemand_achter(klankbord: Klankbord) -> None:
    vraag, expert = klankbord.vraag(klankbord.ik(AA, "hr_adviseur")), klankbord.expert(1)
    paden = [f"/klankbordvragen/{vraag}/koppelingen", f"/klankbordexperts/{expert}"]
    wie = [klankbord.makelaar(), klankbord.buiten(1)]

    def doe(nr: int) -> int:
        body = None if nr else {"expert": expert}
        methode = "DELETE" if nr else "POST"
        url = f"{BASE}{paden[nr]}"
        return klankbord.client.request(methode, url, headers=wie[nr], json=body).status_code

    with ThreadPoolExecutor(2) as threads:
        assert tuple(threads.map(doe, range(2))) in {(201, 204), (400, 204)}
    stand = klankbord.lees(f"/klankbordvragen/{vraag}", klankbord.makelaar())
    assert stand["status"] == "open"
