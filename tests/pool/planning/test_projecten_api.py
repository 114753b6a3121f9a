"""Opgaven, projects, own hours and what is missing, over the API."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from services.pool.planning import storage
from shared import db
from tests.pool.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    CEE,
    DEE,
    VERBAND,
    Regio,
    Vraag,
)

PROJECT = {"naam": "Dijk", "van": "2026-09-01", "tot": "2026-12-31", "risicodatum": "2026-10-01"}


def project(regio: Regio, makelaar: Vraag, **anders: Any) -> dict[str, Any]:
    return regio.post("/projecten", makelaar(AA), PROJECT | anders)


def plan(regio: Regio, makelaar: Vraag, id: str, naar: str = "gepland") -> dict[str, Any]:
    stap = {"naar": naar, "reden": "Besloten"}
    return regio.post(f"/projecten/{id}/statuswijzigingen", makelaar(AA), stap)


def test_een_opgave_is_van_meer_verbanden(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    beide = [(VERBAND, 1), (ANDER_VERBAND, 1)]
    wie = ik(AA, "makelaar", verbanden=beide)
    inhoud = {"naam": "Energietransitie", "verbanden": [str(VERBAND), str(ANDER_VERBAND)]}
    opgave = regio.post("/opgaven", wie, inhoud)
    pad = f"{BASE}/opgaven/{opgave['id']}"
    assert client.get(pad, headers=makelaar(DEE)).json()["naam"] == "Energietransitie"
    assert client.get(f"{BASE}/opgaven?telling=true", headers=makelaar(DEE)).json()["count"] == 1
    andermans = client.patch(pad, headers=makelaar(DEE), json={"naam": "X"})
    assert (andermans.status_code, andermans.json()["code"]) == (403, "andere-organisatie")
    smal = client.patch(pad, headers=wie, json={"verbanden": [str(VERBAND)]})
    assert smal.json()["verbanden"] == [str(VERBAND)]
    assert client.get(pad, headers=makelaar(DEE)).status_code == 404
    vreemd = inhoud | {"verbanden": [str(uuid4())]}
    fout = regio.post("/opgaven", makelaar(AA), vreemd, 400)
    assert fout["invalidParams"][0]["code"] == "onbekend"
    onder = project(regio, makelaar, opgaveId=opgave["id"])
    assert onder["opgaveId"] == opgave["id"]
    lijst = client.get(f"{BASE}/projecten?opgaveId={opgave['id']}", headers=makelaar(AA))
    assert [een["id"] for een in lijst.json()["results"]] == [onder["id"]]


def test_een_project_is_eerst_van_een_organisatie(
    client: TestClient,
    makelaar: Vraag,
    ik: Vraag,
    regio: Regio,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    id = project(regio, makelaar, deelnemers=[DEE])["id"]
    pad = f"{BASE}/projecten/{id}"
    for wie in (makelaar(BEE), makelaar(DEE)):
        assert client.get(pad, headers=wie).status_code == 404
        assert client.get(f"{BASE}/projecten", headers=wie).json()["results"] == []
    assert [een.publiek["verbanden"] for een in gebeurtenissen()] == [[]]
    nee = regio.post(
        f"/projecten/{id}/statuswijzigingen",
        makelaar(AA),
        {"naar": "afgerond", "reden": "Klaar"},
        409,
    )
    assert nee["toegestaan"] == ["gepland", "vervallen"]
    assert plan(regio, makelaar, id)["status"] == "gepland"
    for wie in (makelaar(BEE), makelaar(DEE), ik(CEE, "aanjager")):
        assert client.get(pad, headers=wie).status_code == 200
    assert client.get(pad, headers=ik(CEE, "medewerker", medewerker=uuid4())).status_code == 404
    assert gebeurtenissen()[-1].publiek["verbanden"] == [str(VERBAND)]
    oud = client.get(pad, headers=makelaar(AA)).headers["ETag"]
    raak = makelaar(AA) | {"If-Match": oud}
    assert client.patch(pad, headers=raak, json={"plaats": "Tiel"}).status_code == 200
    assert client.patch(pad, headers=raak, json={"plaats": "Ede"}).status_code == 412
    log = client.get(f"{pad}/statuswijzigingen", headers=makelaar(BEE)).json()["results"]
    assert [(een["van"], een["naar"]) for een in log] == [("concept", "gepland")]


def test_fouten_in_een_project_komen_samen(makelaar: Vraag, regio: Regio) -> None:
    inhoud = PROJECT | {
        "tot": "2026-08-01",
        "verband": str(ANDER_VERBAND),
        "opgaveId": str(uuid4()),
    }
    fout = regio.post("/projecten", makelaar(AA), inhoud, 400)
    assert {een["name"] for een in fout["invalidParams"]} == {
        "tot",
        "risicodatum",
        "verband",
        "opgaveId",
    }


def test_ongedekte_uren_en_gevaar_per_project(
    client: TestClient, makelaar: Vraag, regio: Regio, engine: Engine
) -> None:
    id = project(regio, makelaar)["id"]
    plan(regio, makelaar, id)
    behoefte = regio.behoefte(BEE, project=id, van="2026-09-01", tot="2026-10-31")
    pad = f"{BASE}/projecten/{id}"
    stand = client.get(pad, headers=makelaar(AA)).json()["stand"]
    uren = round(16 * 61 / 7, 1)
    assert (stand["gevraagdeUren"], stand["ongedekteUren"]) == (uren, uren)
    assert (stand["eersteOngedekteDag"], stand["inGevaar"]) == ("2026-09-01", True)
    bron = uuid4()
    with Session(engine) as tx, tx.begin():
        gedekt = (tx, bron, UUID(behoefte["id"]), Decimal(16), date(2026, 9, 1))
        storage.set_dekking(*gedekt, date(2026, 10, 30))
        storage.set_dekking(*gedekt, date(2026, 10, 15))  # ended sooner: the same source
    stand = client.get(pad, headers=makelaar(AA)).json()["stand"]
    assert stand["ongedekteUren"] == round(16 * 16 / 7, 1)
    assert (stand["eersteOngedekteDag"], stand["inGevaar"]) == ("2026-10-16", False)
    with Session(engine) as tx, tx.begin():
        storage.wis_dekking(tx, bron)
    assert client.get(pad, headers=makelaar(AA)).json()["stand"]["inGevaar"]
    onzichtbaar = project(regio, makelaar)["id"]
    inhoud = {"titel": "X", "project": onzichtbaar}
    fout = regio.post("/behoeften", makelaar(BEE), inhoud, 400)
    assert fout["invalidParams"][0]["name"] == "project"
    lijst = client.get(f"{BASE}/behoeften?project={id}&telling=true", headers=makelaar(CEE))
    assert lijst.json()["count"] == 1


def test_behoefte_min_eigen_min_pool(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    pool = regio.pool()
    functies = [{"functie": f, "niveau": "senior"} for f in ("planeconoom", "jurist")]
    minder = [{"van": "2026-10-01", "urenPerWeek": 14}]
    regio.lid(pool, 1, functies=functies, urenPerWeek=32, perioden=minder)
    regio.behoefte(BEE, urenMin=28, urenMax=28, van="2026-09-01", tot="2026-12-31")
    regio.behoefte(CEE, urenMin=None, urenMax=None)  # a concept counts for nobody
    product = {"soort": "product", "titel": "Eén MER-rapport", "functie": "planeconoom"}
    een = regio.behoefte(BEE, **product)
    assert (een["vormhint"]["vorm"], een["status"]) == ("opdracht", "open")
    assert "geen juridisch advies" in een["vormhint"]["uitleg"]
    eigen = {"functie": "planeconoom", "urenPerWeek": 7, "van": "2026-01-01"}
    regio.post("/capaciteiten", makelaar(AA), eigen)
    weg = {"functie": "planeconoom", "jaar": 2026, "aantal": 1, "urenPerWeek": 7}
    regio.post("/uitstroomverwachtingen", makelaar(AA), weg | {"vanaf": "2026-10-01"})
    vraag = f"{BASE}/tekorten?verband={VERBAND}&van=2026-09-01&tot=2026-10-31&raster=maand"
    tabel = client.get(f"{vraag}&functie=planeconoom", headers=makelaar(CEE)).json()
    september, oktober = tabel["regels"]
    assert (september["behoefte"], september["eigen"]) == (120.0, 30.0)
    assert september["pool"] == round(16 * 30 / 7, 1)
    assert september["tekort"] == round(120 - 30 - 16 * 30 / 7, 1)
    assert september["ongedekt"] == 120.0
    assert (oktober["eigen"], oktober["behoefte"], oktober["pool"]) == (0.0, 124.0, 31.0)
    kop, *regels = client.get(vraag, headers=makelaar() | {"Accept": "text/csv"}).text.splitlines()
    assert kop.startswith("functie,van,tot,behoefte,eigen,pool,saldo")
    assert len(regels) == 4
    assert client.get(vraag, headers=makelaar(DEE)).status_code == 404


def test_eigen_uren_ziet_alleen_de_eigen_organisatie(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    eigen = {"functie": "jurist", "urenPerWeek": 36.5, "van": "2026-01-01", "tot": "2026-12-31"}
    rij = regio.post("/capaciteiten", makelaar(AA), eigen)
    weg = {"functie": "jurist", "jaar": 2031, "aantal": 2, "urenPerWeek": 60}
    uit = regio.post("/uitstroomverwachtingen", makelaar(AA), weg)
    assert uit["vanaf"] == "2031-07-01"
    assert regio.post("/uitstroomverwachtingen", makelaar(AA), weg, 409)["code"] == "bestaat-al"
    fout = regio.post("/uitstroomverwachtingen", makelaar(AA), weg | {"jaar": 2032}, 400)
    assert fout["invalidParams"][0]["code"] == "jaar-buiten-horizon"
    for pad, id in (("capaciteiten", rij["id"]), ("uitstroomverwachtingen", uit["id"])):
        adres = f"{BASE}/{pad}/{id}"
        for vreemd in (makelaar(BEE), ik(AA, "medewerker", medewerker=uuid4())):
            assert client.get(adres, headers=vreemd).status_code == 404
            assert client.patch(adres, headers=vreemd, json={}).status_code == 404
            assert client.delete(adres, headers=vreemd).status_code == 404
        assert client.get(f"{BASE}/{pad}", headers=makelaar(BEE)).json()["results"] == []
        tag = client.get(adres, headers=makelaar(AA)).headers["ETag"]
        raak = makelaar(AA) | {"If-Match": tag}
        assert client.patch(adres, headers=raak, json={"urenPerWeek": 20}).status_code == 200
        assert client.delete(adres, headers=raak).status_code == 412
        assert client.delete(adres, headers=makelaar(AA)).status_code == 204
        assert client.get(adres, headers=makelaar(AA)).status_code == 404


def test_een_reeks_heeft_andere_uren_per_periode(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    perioden = [
        {"van": "2027-01-01", "tot": "2027-06-30", "urenMax": 24},
        {"van": "2026-09-01", "tot": "2026-12-31", "urenMin": 8, "urenMax": 8},
    ]
    inhoud = {"functie": "planeconoom", "perioden": perioden}
    reeks = regio.post("/behoeftenreeksen", makelaar(BEE), inhoud)
    assert [een["urenMax"] for een in reeks["behoeften"]] == [8, 24]
    assert {een["status"] for een in reeks["behoeften"]} == {"open"}
    lijst = client.get(f"{BASE}/behoeften?reeks={reeks['id']}", headers=makelaar(CEE)).json()
    assert len(lijst["results"]) == 2
    dubbel = inhoud | {"perioden": [*perioden, perioden[0]]}
    fout = regio.post("/behoeftenreeksen", makelaar(BEE), dubbel, 400)
    assert fout["invalidParams"][0]["code"] == "perioden-overlappen"
    # All at once, each with its period.
    omgekeerd = {"van": "2027-12-31", "tot": "2027-07-01", "urenMin": 16, "urenMax": 8}
    alles = dubbel | {"urenMax": 8, "urgentie": "spoed"}
    alles["perioden"] = [*perioden, perioden[0], omgekeerd]
    fout = regio.post("/behoeftenreeksen", makelaar(BEE), alles, 400)
    assert {(een["name"], een["code"]) for een in fout["invalidParams"]} == {
        ("urenMax", "per-periode"),
        ("perioden.2", "perioden-overlappen"),
        ("perioden.3.urenMin", "uren-omgekeerd"),
        ("perioden.3.tot", "periode-omgekeerd"),
        ("urgentieReden", "ontbreekt"),
    }


def test_twee_tegelijk_wijzigen_wordt_een(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    id = project(regio, makelaar)["id"]
    pad = f"{BASE}/projecten/{id}"
    raak = makelaar(AA) | {"If-Match": client.get(pad, headers=makelaar(AA)).headers["ETag"]}
    codes: list[int] = []

    def wijzig(plaats: str) -> None:
        codes.append(client.patch(pad, headers=raak, json={"plaats": plaats}).status_code)

    draden = [Thread(target=wijzig, args=(plaats,)) for plaats in ("Tiel", "Ede")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(codes) == [200, 412]


def test_bron_en_urgentie(makelaar: Vraag, regio: Regio) -> None:
    bron = {"bron": "externe_pool", "bronNaam": "Brigade", "bronMaximumMaanden": 3}
    een = regio.behoefte(BEE, **bron, bronEigenDeel=50, urgentie="spoed", urgentieReden="Termijn")
    assert [signaal["code"] for signaal in een["signalen"]] == ["langer-dan-bron"]
    inhoud = {"titel": "X", "urgentie": "hoog", "bron": "subsidie"}
    fout = regio.post("/behoeften", makelaar(BEE), inhoud, 400)
    assert {een["name"] for een in fout["invalidParams"]} == {"urgentieReden", "bronNaam"}


def test_meer_projecten_vragen_niet_meer_van_de_opslag(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    def geteld() -> int:
        vragen: list[str] = []

        def tel(*args: Any) -> None:
            vragen.append(args[2])

        event.listen(Engine, "before_cursor_execute", tel)
        try:
            assert client.get(f"{BASE}/projecten", headers=makelaar(AA)).status_code == 200
            assert client.get(f"{BASE}/behoeftegroepen", headers=makelaar(AA)).status_code == 200
            pad = f"{BASE}/tekorten?verband={VERBAND}"
            assert client.get(pad, headers=makelaar(AA)).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", tel)
        return len(vragen)

    regio.behoefte(BEE, project=gepland(regio, makelaar))
    eerst = geteld()
    for _ in range(4):
        regio.behoefte(BEE, project=gepland(regio, makelaar))
    assert geteld() == eerst


def gepland(regio: Regio, makelaar: Vraag) -> str:
    id = str(project(regio, makelaar)["id"])
    plan(regio, makelaar, id)
    return id


def test_lijst_en_detail_zijn_het_eens_over_de_planning(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    concept = str(project(regio, makelaar, deelnemers=[DEE])["id"])
    gezien = gepland(regio, makelaar)
    opgave = regio.post("/opgaven", makelaar(AA), {"naam": "Water"})["id"]
    eigen = regio.behoefte(BEE, urenMin=None, urenMax=None)["id"]
    weg = regio.behoefte(BEE, urenMin=None, urenMax=None)["id"]
    stap = {"naar": "vervallen", "reden": "Nooit geopend"}
    regio.post(f"/behoeften/{weg}/statuswijzigingen", makelaar(BEE), stap)
    wereld = {"projecten": [concept, gezien], "opgaven": [opgave], "behoeften": [eigen, weg]}
    for wie in (AA, BEE, CEE, DEE, None):
        for rol in ("makelaar", "aanjager", "medewerker"):
            headers = ik(wie, rol, medewerker=uuid4())
            for naam, ids in wereld.items():
                pad = f"{BASE}/{naam}"
                lijst = client.get(f"{pad}?telling=true", headers=headers).json()
                los = {id for id in ids if client.get(f"{pad}/{id}", headers=headers).is_success}
                assert {een["id"] for een in lijst["results"]} == los, (wie, rol, naam)
                assert lijst["count"] == len(los)
    assert client.get(f"{BASE}/behoeften/{weg}", headers=makelaar(CEE)).status_code == 404
