"""From a programme to linked inzetten, over HTTP; who sees what, and each learns why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.pool.trainee import verloop
from shared import db
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, VERBAND, Vraag
from tests.pool.trainee.conftest import BLOKKEN, LATER, PROGRAMMA, Programma

Gebeurtenissen = Callable[[], list[db.Gebeurtenis]]


def test_van_programma_tot_inzetten(programma: Programma, engine: Engine) -> None:
    programma.open()
    een = programma.trainee(1, inDienstVoor="pool")["id"]
    twee = programma.trainee(2, BEE)["id"]
    programma.wens(een, 1, organisaties=[CEE, BEE], lagen=["waterschap"], onderwerpen=["water"])
    rooster = programma.reken()
    assert rooster["status"] == "berekend"
    assert rooster["cijfers"] == {
        "trainees": 2, "blokken": 3, "teVullen": 6, "gevuld": 6, "lagen": 6, "bewezen": True,
    }  # fmt: skip
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM traineerooster WHERE invoer IS NOT NULL")) == 0
    # Until a person adopts it nobody but who leads reads it.
    assert programma.lees(f"/trainees/{een}", programma.zelf(1))["plaatsen"] == []
    assert programma.stel_vast(rooster["id"])["status"] == "vastgesteld"
    zelf = programma.lees(f"/trainees/{een}", programma.zelf(1))
    assert {p["organisatie"] for p in zelf["plaatsen"]} == {AA, BEE, CEE}
    waarom = {p["organisatie"]: p["uitleg"] for p in zelf["plaatsen"]}
    assert (waarom[CEE]["code"], waarom[CEE]["wensnummer"]) == ("wens", 1)
    assert waarom[BEE]["laagGewenst"]
    assert waarom[AA]["onderwerpen"] == ["water"]
    inzetten = programma.lees("/inzetten?pageSize=100", programma.leider())["results"]
    # At home is no inzet: two of three blocks each.
    assert len(inzetten) == 4
    assert {(i["soort"], i["groep"], i["status"]) for i in inzetten} == {
        ("trainee", rooster["id"], "voorgesteld")
    }
    eigen = [i for i in inzetten if i["medewerker"] == str(UUID(int=0x301))]
    assert {(i["van"], i["tot"]) for i in eigen} <= {(b["van"], b["tot"]) for b in BLOKKEN}
    with engine.connect() as tx:
        voor = tx.execute(text("SELECT medewerker, in_dienst_voor FROM inzet")).all()
    assert {v for m, v in voor if m == UUID(int=0x301)} == {"pool"}
    assert {v for m, v in voor if m == UUID(int=0x302)} == {"eigen_werk"}
    ander = programma.lees(f"/trainees/{twee}", programma.zelf(2, BEE))
    assert len(ander["plaatsen"]) == 3


def test_elk_leest_waarom_niet(programma: Programma) -> None:
    """One place at Cee in one block, and two who want it."""
    programma.open({BEE: [1, 1, 0], CEE: [0, 1, 0]})
    een, twee = programma.trainee(1)["id"], programma.trainee(2)["id"]
    for nr, id in ((1, een), (2, twee)):
        programma.wens(id, nr, organisaties=[CEE])
    rooster = programma.reken()
    assert rooster["cijfers"]["gevuld"] == 3
    programma.stel_vast(rooster["id"])
    gelezen = [
        programma.lees(f"/trainees/{id}", programma.zelf(n)) for n, id in ((1, een), (2, twee))
    ]
    niet = [een["nietGekregen"] for een in gelezen]
    assert sorted(len(x) for x in niet) == [0, 1]
    assert [x["code"] for lijst in niet for x in lijst] == ["vol"]
    leeg = [
        p
        for een in gelezen
        for p in een["plaatsen"]
        if "organisatie" not in p or p["organisatie"] is None
    ]
    assert {p["uitleg"]["code"] for p in leeg} == {"geen_ruimte"}
    # The employer of somebody else and a host without a place read no reason.
    hr = programma.lees(f"/trainees/{een}", programma.ik(AA, "leidinggevende"))
    assert hr.get("wensen") is None
    assert all(p.get("uitleg") is None for p in hr["plaatsen"])


def test_een_mens_wijzigt_een_plaats_en_de_regels_gelden_weer(programma: Programma) -> None:
    programma.open({AA: [1, 1, 1], BEE: [1, 1, 1], CEE: [1, 1, 0]})
    een = programma.trainee(1)["id"]
    rooster = programma.reken()["id"]
    plaatsen = programma.plaatsen(rooster)
    waar = {blok: p["organisatie"] for (_, blok), p in plaatsen.items()}
    pad = f"/traineeroosters/{rooster}/trainees/{een}/blokken/"
    wie = programma.leider()
    vol = {"organisatie": CEE, "reden": "Past beter."}
    assert programma.put(f"{pad}3", wie, vol, 409)["beletselen"][0]["code"] in ("vol", "al-geweest")
    dubbel = {"organisatie": waar[1], "reden": "Nog eens."}
    assert "al-geweest" in [
        b["code"] for b in programma.put(f"{pad}2", wie, dubbel, 409)["beletselen"]
    ]
    vreemd = {"organisatie": DEE, "reden": "Elders."}
    assert programma.put(f"{pad}2", wie, vreemd, 409)["beletselen"][0]["code"] == "geen-gastheer"
    programma.put(f"{pad}2", programma.leider(gebruiker=None), dubbel, 400)
    leeg_ = {"organisatie": None, "reden": "Verlof."}
    leeg = programma.put(f"{pad}2", wie, leeg_)
    assert leeg["uitleg"]["code"] == "mens"
    terug = programma.put(f"{pad}2", wie, {"organisatie": waar[2], "reden": "Toch."})
    assert (terug["organisatie"], terug["uitleg"]["reden"]) == (waar[2], "Toch.")
    programma.stel_vast(rooster)
    # An inzet that stands is changed by its own rules; at home there is none.
    anders = programma.put(f"{pad}2", wie, leeg_, 409 if waar[2] != AA else 200)
    assert "organisatie" in anders or anders["beletselen"][0]["code"] == "inzet-loopt"


def test_valt_een_inzet_weg_dan_kan_een_ander_de_plaats_geven(programma: Programma) -> None:
    programma.open({BEE: [1, 0, 0], CEE: [1, 0, 0]})
    een = programma.trainee(1)["id"]
    rooster = programma.reken()["id"]
    programma.stel_vast(rooster)
    plaats = programma.plaatsen(rooster)[een, 1]
    assert plaats["inzetstatus"] == "voorgesteld"
    inzet = programma.lees(f"/inzetten/{plaats['inzet']}", programma.leider())
    nee = {"versie": inzet["gevraagdeVersie"], "akkoord": False}
    wie = programma.ik(plaats["organisatie"], "leidinggevende")
    programma.regio.post(f"/inzetten/{plaats['inzet']}/akkoorden", wie, nee)
    assert programma.plaatsen(rooster)[een, 1]["inzetstatus"] == "ingetrokken"
    naar = BEE if plaats["organisatie"] == CEE else CEE
    pad = f"/traineeroosters/{rooster}/trainees/{een}/blokken/1"
    nieuw = programma.put(pad, programma.leider(), {"organisatie": naar, "reden": "De ander kan."})
    assert (nieuw["organisatie"], nieuw["inzetstatus"]) == (naar, "voorgesteld")
    assert nieuw["inzet"] != plaats["inzet"]


def test_aanmelden_met_eigen_inlog_en_de_werkgever_beslist(programma: Programma) -> None:
    programma.open(plaatsen=1)
    pad = f"/traineeprogrammas/{programma.id}/aanmeldingen"
    een = programma.regio.post(pad, programma.zelf(1, BEE), {})
    assert een["status"] == "aangemeld"
    programma.regio.post(pad, programma.zelf(1, BEE), {}, 409)
    assert (
        programma.regio.post(pad, programma.zelf(2, CEE), {}, 409)["beletselen"][0]["code"] == "vol"
    )
    toelating = f"/trainees/{een['id']}/toelating"
    programma.regio.post(toelating, programma.ik(CEE, "hr_adviseur"), {"ja": True}, 404)
    programma.regio.post(toelating, programma.leider(), {"ja": True}, 403)
    nee = programma.regio.post(toelating, programma.ik(BEE, "hr_adviseur"), {"ja": False}, 200)
    assert nee["status"] == "afgewezen"
    # The place is free again.
    twee = programma.regio.post(pad, programma.zelf(2, CEE), {})
    toe = programma.regio.post(
        f"/trainees/{twee['id']}/toelating", programma.ik(CEE, "hr_adviseur"), {"ja": True}, 200
    )
    assert toe["status"] == "deelnemer"


def test_wensen_zijn_van_de_trainee(programma: Programma) -> None:
    programma.open()
    een = programma.trainee(1, BEE)["id"]
    fout = programma.wens(een, 1, BEE, 400, organisaties=[DEE, DEE], onderwerpen=["koken"])
    assert {f["code"] for f in fout["invalidParams"]} == {
        "dubbel", "geen-gastheer", "niet-aangeboden",
    }  # fmt: skip
    programma.wens(een, 1, BEE, organisaties=[CEE])
    pad = f"/trainees/{een}"
    assert programma.lees(pad, programma.leider())["wensen"]["organisaties"] == [CEE]
    assert programma.lees(pad, programma.ik(BEE, "hr_adviseur")).get("wensen") is None
    programma.lees(pad, programma.ik(CEE, "makelaar"), 404)
    programma.put(f"{pad}/wensen", programma.ik(BEE, "hr_adviseur"), {}, 403)
    intranet = programma.zelf(1, BEE, scopes=frozenset({"pool:lezen", "pool:schrijven"}))
    programma.put(f"{pad}/wensen", intranet, {}, 403)
    programma.lees(pad, intranet, 404)
    assert programma.lees("/trainees", intranet)["results"] == []


def test_mentor_op_ervaring_en_eigen_aanbod(programma: Programma, ik: Vraag) -> None:
    programma.open()
    een, twee = programma.trainee(1)["id"], programma.trainee(2)["id"]
    programma.wens(een, 1, onderwerpen=["water"])
    bied = {"programma": programma.id, "ervaring": ["water", "wonen"]}
    programma.regio.post("/traineementoren", programma.leider(), bied, 403)
    mentor = programma.regio.post("/traineementoren", programma.zelf(9, BEE), bied)
    programma.regio.post("/traineementoren", programma.zelf(9, BEE), bied, 409)
    programma.lees(f"/traineementoren/{mentor['id']}", ik(BEE, "hr_adviseur"), 404)
    voorstel = programma.lees(
        f"/traineeprogrammas/{programma.id}/mentorvoorstel", programma.leider()
    )
    per = {paar["trainee"]: paar for paar in voorstel["paren"]}
    assert (per[een]["mentor"], per[een]["onderwerpen"]) == (mentor["id"], ["water"])
    assert per[twee].get("mentor") is None
    assert "noemde nog niet" in per[twee]["uitleg"]
    kies = {"mentor": mentor["id"], "reden": "Ervaring met water."}
    programma.put(f"/trainees/{een}/mentor", programma.leider(gebruiker=None), kies, 400)
    assert (
        programma.put(f"/trainees/{een}/mentor", programma.leider(), kies)["mentor"] == mentor["id"]
    )
    vol = programma.put(f"/trainees/{twee}/mentor", programma.leider(), kies, 409)
    assert vol["beletselen"][0]["code"] == "vol"
    # The mentor now sees whom to guide, without the wishes.
    gezien = programma.lees(f"/trainees/{een}", programma.zelf(9, BEE))
    assert (gezien["mentor"], gezien.get("wensen")) == (mentor["id"], None)
    weg = f"/traineementoren/{mentor['id']}/intrekking"
    assert programma.regio.post(weg, programma.zelf(9, BEE), {}, 200)["status"] == "ingetrokken"
    assert programma.lees(f"/trainees/{een}", programma.leider()).get("mentor") is None
    programma.lees(f"/trainees/{een}", programma.zelf(9, BEE), 404)


def test_evaluatie_leest_wie_de_schrijver_koos(programma: Programma) -> None:
    programma.open({BEE: [1, 1, 0], CEE: [1, 1, 0]})
    een = programma.trainee(1)["id"]
    bied = {"programma": programma.id, "ervaring": ["water"]}
    mentor = programma.regio.post("/traineementoren", programma.zelf(9, BEE), bied)["id"]
    kies = {"mentor": mentor, "reden": "Kent het."}
    programma.put(f"/trainees/{een}/mentor", programma.leider(), kies)
    rooster = programma.reken()["id"]
    programma.stel_vast(rooster)
    gast = programma.plaatsen(rooster)[een, 1]["organisatie"]
    pad, tekst = f"/trainees/{een}/blokken/1/evaluatie", {"geleerd": "Polders.", "anders": "Niets."}
    te_vroeg = programma.put(pad, programma.zelf(1), tekst, 409)
    assert te_vroeg["beletselen"][0]["code"] == "niet-begonnen"

    def zelf(nr: int, oin: str, *rollen: str) -> Headers:
        wie = programma.zelf(nr, oin, nu=LATER)
        return wie if not rollen else programma.ik(
            oin, *rollen, medewerker=UUID(int=0x300 + nr), scopes={"pool:lezen", "eigen:beheren"},
            nu=LATER,
        )  # fmt: skip

    host = zelf(7, gast, "leidinggevende")
    programma.put(pad, zelf(1, AA), tekst | {"zicht": "elkaar"})
    programma.put(pad, zelf(1, AA) | {"If-Match": '"onzin"'}, tekst, 412)
    programma.put(pad, zelf(9, BEE), tekst | {"zicht": "alleen_ik"})
    programma.put(pad, host, tekst | {"zicht": "programma"})

    def leest(wie: Headers) -> list[str]:
        return [e["rol"] for e in programma.lees(f"/trainees/{een}/evaluaties", wie)["results"]]

    assert leest(zelf(1, AA)) == ["gastheer", "trainee"]
    assert leest(zelf(9, BEE)) == ["gastheer", "mentor", "trainee"]
    assert leest(host) == ["gastheer", "trainee"]
    assert leest(programma.leider(nu=LATER)) == ["gastheer"]
    telling = f"/traineeprogrammas/{programma.id}/evaluatietelling"
    geteld = programma.lees(telling, programma.leider(nu=LATER))["blokken"]
    assert [(b["blok"], b.get("trainees")) for b in geteld] == [(1, None)], "one person is no count"
    weg = programma.client.delete(f"{BASE}{pad}", headers=zelf(1, AA))
    assert weg.status_code == 204
    assert leest(zelf(1, AA)) == ["gastheer"]


def test_een_later_rooster_houdt_wat_begon_en_vervangt_de_rest(programma: Programma) -> None:
    programma.open({BEE: [1, 1, 1], CEE: [1, 1, 1], AA: [1, 1, 1]})
    een = programma.trainee(1)["id"]
    eerste = programma.reken()["id"]
    programma.stel_vast(eerste)
    was = {blok: p for (_, blok), p in programma.plaatsen(eerste).items()}
    tweede = programma.reken(LATER)
    assert tweede["cijfers"]["blokken"] == 2
    nu = {blok: p for (_, blok), p in programma.plaatsen(tweede["id"], LATER).items()}
    assert (nu[1]["organisatie"], nu[1]["uitleg"]["code"]) == (was[1]["organisatie"], "vast")
    assert nu[1].get("inzet") == was[1].get("inzet")
    assert len({p["organisatie"] for p in nu.values()}) == 3
    programma.stel_vast(tweede["id"], nu=LATER)
    for blok in (2, 3):
        if was[blok].get("inzet"):
            oud = programma.lees(f"/inzetten/{was[blok]['inzet']}", programma.leider())
            assert oud["status"] == "ingetrokken"
    assert programma.lees(f"/traineeroosters/{eerste}", programma.leider())["status"] == "vervangen"
    # Who stops frees what has not begun; what runs goes on.
    stop = programma.regio.post(
        f"/trainees/{een}/beeindiging", programma.zelf(1, nu=LATER), {}, 200
    )
    assert stop["status"] == "gestopt"
    assert [p["blok"] for p in stop["plaatsen"]] == [1]


def test_wie_al_een_inzet_heeft_komt_niet_op_twee_plekken(programma: Programma) -> None:
    pool = programma.regio.pool()
    lid = programma.regio.lid(pool, 1)
    programma.regio.behoefte(urenMin=32, urenMax=32, van="2026-10-01", tot="2027-02-28")
    voorstel = programma.regio.voorstel(pool)
    programma.regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    programma.open()
    programma.trainee(1, medewerker=lid["medewerker"])
    geweigerd = programma.stel_vast(programma.reken()["id"], 409)
    assert [b["code"] for b in geweigerd["beletselen"]] == ["heeft-inzet"]


def test_fouten_en_overgangen(programma: Programma, ik: Vraag) -> None:
    kort = [{"van": "2026-10-01", "tot": "2026-10-05"}, {"van": "2026-10-03", "tot": "2028-10-05"}]
    anders = PROGRAMMA | {"blokken": kort, "aanmeldenTot": "2026-10-04"}
    fout = programma.regio.post("/traineeprogrammas", programma.leider(), anders, 400)
    codes = {f["code"] for f in fout["invalidParams"]}
    assert codes == {"overlap", "te-kort", "te-lang", "na-begin"}
    programma.regio.post("/traineeprogrammas", ik(AA, "leidinggevende"), PROGRAMMA, 403)
    programma.regio.post("/traineeprogrammas", ik(DEE, "makelaar"), PROGRAMMA, 400)
    id = programma.begin()
    programma.lees(f"/traineeprogrammas/{id}", ik(BEE, "makelaar"), 404)
    assert programma.zet("open", 409)["beletselen"][0]["code"] == "geen-gastheer"
    programma.gast(BEE, [1, 1], 400)
    programma.gast(BEE, [1, 1, 1])
    programma.zet("vastgesteld", 409)
    programma.zet("open")
    programma.lees(f"/traineeprogrammas/{id}", ik(BEE, "medewerker"))
    pad = f"{BASE}/traineeprogrammas/{id}"
    vast = programma.client.patch(pad, headers=programma.leider(), json={"blokken": BLOKKEN[:2]})
    assert (vast.status_code, vast.json()["code"]) == (409, "ligt-vast")
    naam = programma.client.patch(pad, headers=programma.leider(), json={"naam": "Nieuw"})
    assert naam.json()["naam"] == "Nieuw"
    ander = programma.client.patch(pad, headers=ik(BEE, "makelaar"), json={"naam": "x"})
    assert ander.status_code == 403
    # A host itself, and a link to a course elsewhere.
    eigen = programma.put(
        f"/traineeprogrammas/{id}/gastplekken/{CEE}", ik(CEE, "leidinggevende"),
        {"laag": "provincie", "ruimte": [2, 0, 1]},
    )  # fmt: skip
    assert eigen["ruimte"] == [2, 0, 1]
    programma.put(
        f"/traineeprogrammas/{id}/gastplekken/{BEE}", ik(CEE, "leidinggevende"),
        {"laag": "provincie", "ruimte": [2, 0, 1]}, 403,
    )  # fmt: skip
    cursus = {"soort": "cursus", "titel": "Schrijven", "link": "https://example.org/cursus"}
    deel = programma.regio.post(f"/traineeprogrammas/{id}/onderdelen", programma.leider(), cursus)
    fout = programma.regio.post(
        f"/traineeprogrammas/{id}/onderdelen", programma.leider(),
        cursus | {"link": "javascript:alert(1)"}, 400,
    )  # fmt: skip
    assert programma.lees(f"/programmaonderdelen/{deel['id']}", ik(CEE, "medewerker"))["link"]
    weg = programma.client.delete(
        f"{BASE}/programmaonderdelen/{deel['id']}", headers=ik(CEE, "makelaar")
    )
    assert weg.status_code == 403


def test_wat_anderen_van_open_plaatsen_horen(
    programma: Programma,
    gebeurtenissen: Gebeurtenissen,
    als_dienst: Callable[[str, str], Headers],
    client: TestClient,
) -> None:
    def gemeld() -> list[str]:
        return [e.type for e in gebeurtenissen() if "trainee-" in e.type]

    def aanbod() -> Any:
        wie = als_dienst("vacatures", "pool") | {}
        return client.get(f"/intern/aanbod/trainee/{programma.id}", headers=wie)

    programma.begin(plaatsen=1)
    assert aanbod().status_code == 404
    programma.gast(BEE, [1, 1, 1])
    programma.zet("open")
    werk = aanbod().json()
    assert werk["actief"] is True
    assert (werk["soort"], werk["titel"], werk["organisatie"]) == ("trainee", "Regiotrainees", AA)
    assert {z["categorie"] for z in werk["zicht"]} == {"intern", "inleenkracht", "partner"}
    assert werk["zicht"][-1]["verband"] == str(VERBAND)
    een = programma.trainee(1)["id"]
    pad = f"/trainees/{een}/beeindiging"
    programma.regio.post(pad, programma.ik(AA, "hr_adviseur"), {}, 200)
    verloop.sluit_aanmelden(programma.regio.sessions, NU.replace(month=10))
    assert [t.split("trainee-")[1] for t in gemeld()] == [
        "gepubliceerd", "gesloten", "gepubliceerd", "gesloten",
    ]  # fmt: skip
    verloop.sluit_aanmelden(programma.regio.sessions, NU.replace(month=10))
    assert len(gemeld()) == 4


def test_een_berekening_is_te_annuleren_en_er_is_er_een_tegelijk(programma: Programma) -> None:
    programma.open()
    programma.trainee(1)
    pad = f"/traineeprogrammas/{programma.id}/roosters"
    een = programma.regio.post(pad, programma.leider(), {})
    assert programma.regio.post(pad, programma.leider(), {}, 200)["id"] == een["id"]
    stop = f"/traineeroosters/{een['id']}/annulering"
    assert programma.regio.post(stop, programma.leider(), {}, 200)["status"] == "geannuleerd"
    programma.regio.post(stop, programma.leider(), {}, 409)
    programma.regio.post(pad, programma.ik(BEE, "makelaar"), {}, 403)
    programma.lees(f"/traineeroosters/{een['id']}", programma.ik(BEE, "makelaar"), 404)


def test_twee_tegelijk_krijgen_niet_samen_de_laatste_plaats(programma: Programma) -> None:
    """Joining, and adopting, hold the programme: of two at once one wins."""
    programma.open({BEE: [1, 1, 1], CEE: [1, 1, 1]}, plaatsen=1)
    pad = f"{BASE}/traineeprogrammas/{programma.id}/aanmeldingen"
    hr = programma.ik(AA, "hr_adviseur")

    def tegelijk(doe: Callable[[int], Any]) -> list[int]:
        with ThreadPoolExecutor(4) as samen:
            return sorted(een.status_code for een in samen.map(doe, range(4)))

    post = programma.client.post
    wie = [programma.zelf(nr) for nr in range(4)]
    assert tegelijk(lambda nr: post(pad, headers=wie[nr], json={})) == [201, 409, 409, 409]
    (een,) = programma.lees("/trainees", programma.leider())["results"]
    ja = {"ja": True}
    programma.regio.post(f"/trainees/{een['id']}/toelating", hr, ja, 200)
    rooster = programma.reken()["id"]
    vast, reden = f"{BASE}/traineeroosters/{rooster}/vaststelling", {"reden": "Past."}
    leider = programma.leider()
    assert tegelijk(lambda _: post(vast, headers=leider, json=reden)) == [200, 409, 409, 409]
    inzetten = programma.lees("/inzetten", programma.leider())["results"]
    assert len(inzetten) == len({(i["van"], i["inlener"]) for i in inzetten}) == 2
