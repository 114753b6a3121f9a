"""Choices, basis, partner pools and rotating functions over the API."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.pool.flexpool import storage
from shared import db
from shared.http import Peer
from tests.conftest import settings_of
from tests.pool.conftest import (
    AA,
    ANDER_VERBAND,
    BASE,
    BEE,
    DEE,
    KEUZES,
    VERBAND,
    Buur,
    Regio,
    Vraag,
)

JA = {"akkoord": True, "reden": "Samen meer slagkracht."}
NEE = {"akkoord": False, "reden": "Het werkte niet."}


# ------------------------------------------------------------------ choices
def test_elke_keuze_heeft_haar_eigen_geschiedenis(
    client: TestClient, regio: Regio, makelaar: Vraag, ik: Vraag, buur: Buur
) -> None:
    for versie in (1, 2):
        pool_ = {"doelgroep": f"Doelgroep {versie}", "afzender": "Regio"}
        tekst: dict[str, Any] = {"versie": versie, "functies": [], "pool": KEUZES | pool_}
        buur.antwoorden[f"/intern/convenanten/{VERBAND}/{versie}"] = tekst
    pool = regio.post("/pools", makelaar(), {"verband": str(VERBAND), "naam": "P"})["id"]
    url = f"{BASE}/pools/{pool}/keuzes"
    eigen = client.put(f"{url}/doelen", headers=makelaar(BEE), json={"tekst": "Eigen doelen"})
    assert eigen.status_code == 200, eigen.text
    assert (eigen.json()["versie"], eigen.json()["convenantVersie"]) == (2, None)
    assert [een["convenantVersie"] for een in eigen.json()["geschiedenis"]] == [None, 1]
    assert (eigen.json()["namens"], eigen.json()["door"]) == (BEE, "proefpersoon")
    # The new convenant, for one choice only.
    later = makelaar(verbanden=[(VERBAND, 2)])
    over = client.put(f"{url}/doelgroep", headers=later, json={"tekst": None}).json()
    assert (over["tekst"], over["convenantVersie"], over["versie"]) == ("Doelgroep 2", 2, 2)
    alle = {een["keuze"]: een for een in client.get(url, headers=makelaar()).json()["results"]}
    assert {naam: (een["versie"], een["convenantVersie"]) for naam, een in alle.items()} == {
        "doelgroep": (2, 2),
        "afzender": (1, 1),
        "roulatiesysteem": (1, 1),
        "doelen": (2, None),
        "kostenEnUren": (1, 1),
    }
    # The same again is no new version; a name is for who plans, not for every employee.
    assert client.put(f"{url}/doelgroep", headers=later, json={}).json()["versie"] == 2
    medewerker = client.get(f"{url}/doelen", headers=ik(BEE, "medewerker")).json()
    assert (medewerker["tekst"], medewerker["door"]) == ("Eigen doelen", None)


def test_een_keuze_van_een_lopende_pool_wordt_niet_leeg(
    client: TestClient, regio: Regio, makelaar: Vraag, ik: Vraag
) -> None:
    url = f"{BASE}/pools/{regio.pool()}/keuzes/doelen"
    leeg = client.put(url, headers=makelaar(), json={"tekst": " "})
    assert (leeg.status_code, leeg.json()["code"]) == (409, "keuze-ontbreekt")
    tag = client.get(url, headers=makelaar()).headers["ETag"]
    goed = client.put(url, headers=makelaar() | {"If-Match": tag}, json={"tekst": "Anders"})
    assert goed.json()["versie"] == 2
    oud = client.put(url, headers=makelaar() | {"If-Match": tag}, json={"tekst": "Weer anders"})
    assert oud.status_code == 412
    assert client.put(url, headers=ik(BEE, "recruiter"), json={"tekst": "x"}).status_code == 403
    assert client.put(url, headers=makelaar(DEE), json={"tekst": "x"}).status_code == 404


def test_twee_keuzes_tegelijk_verliezen_elkaar_niet(
    client: TestClient, regio: Regio, makelaar: Vraag
) -> None:
    url = f"{BASE}/pools/{regio.pool()}/keuzes"

    def kies(naam: str) -> int:
        return client.put(f"{url}/{naam}", headers=makelaar(), json={"tekst": "Nieuw"}).status_code

    with ThreadPoolExecutor(5) as threads:
        assert set(threads.map(kies, KEUZES)) == {200}
    nu = client.get(url, headers=makelaar()).json()["results"]
    assert {(een["tekst"], een["versie"]) for een in nu} == {("Nieuw", 2)}


# ------------------------------------------------------------------ basis
def test_de_basis_van_een_pool(client: TestClient, regio: Regio, makelaar: Vraag) -> None:
    basis = {"soort": "functiegroep", "functies": ["jurist", "inkoper"]}
    pool = regio.pool(basis=basis)
    url = f"{BASE}/pools/{pool}"
    rest: dict[str, Any] = {"niveaus": [], "opgaven": [], "doelgroep": ""}
    assert client.get(url, headers=makelaar()).json()["basis"] == basis | rest
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "planeconoom", "niveau": "senior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
    }
    buiten = regio.post(f"/pools/{pool}/leden", makelaar(), inhoud, 400)
    assert [een["code"] for een in buiten["invalidParams"]] == ["buiten-basis"]
    fout = client.patch(url, headers=makelaar(), json={"basis": basis | {"soort": "opgave"}})
    assert {een["name"] for een in fout.json()["invalidParams"]} == {
        "basis.opgaven",
        "basis.functies",
    }
    leeg = client.patch(url, headers=makelaar(), json={"basis": None}).json()
    assert leeg["basis"] is None
    assert regio.post(f"/pools/{pool}/leden", makelaar(), inhoud)["status"] == "actief"


# ------------------------------------------------------------------ partners
def test_beide_pools_zeggen_ja_en_ieder_trekt_in(
    client: TestClient,
    regio: Regio,
    makelaar: Vraag,
    engine: Engine,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    een, ander = regio.pool(), regio.pool(naam="Andere pool")

    def zeg(van: str, naar: str, woord: dict[str, Any], status: int = 200) -> dict[str, Any]:
        url = f"{BASE}/pools/{van}/partners/{naar}"
        answer = client.put(url, headers=makelaar(), json=woord)
        assert answer.status_code == status, answer.text
        return dict(answer.json())

    def is_partner() -> bool:
        with Session(engine) as tx:
            heen = storage.is_partner(tx, UUID(een), UUID(ander))
            assert heen == storage.is_partner(tx, UUID(ander), UUID(een))
            return heen

    assert client.get(f"{BASE}/pools/{een}/partners/{ander}", headers=makelaar()).status_code == 404
    assert zeg(een, ander, JA)["status"] == "gevraagd"
    assert not is_partner()
    [gevraagd] = client.get(f"{BASE}/pools/{ander}/partners", headers=makelaar()).json()["results"]
    assert (gevraagd["pool"], gevraagd["status"]) == (een, "ontvangen")
    assert zeg(ander, een, JA)["status"] == "partner"
    assert is_partner()
    assert zeg(een, ander, NEE)["status"] == "ingetrokken"
    assert not is_partner()
    assert zeg(een, een, JA, 409)["beletselen"][0]["code"] == "zelfde-pool"
    types = [g.type for g in gebeurtenissen()]
    assert types.count("partnerpool-gewijzigd") == 6  # both sides hear each of three words
    stap = {"naar": "beeindigd", "reden": "Klaar."}
    zeg(een, ander, JA)
    assert is_partner()
    regio.post(f"/pools/{ander}/statuswijzigingen", makelaar(), stap)
    assert not is_partner()
    assert zeg(een, ander, NEE)["wij"] is False
    assert zeg(een, ander, JA, 409)["beletselen"][0]["code"] == "pool-beeindigd"


@pytest.mark.parametrize("gedeeld", [True, False])
def test_een_pool_van_een_ander_verband_alleen_met_een_gedeeld_lid(
    client: TestClient,
    regio: Regio,
    makelaar: Vraag,
    buur: Buur,
    database: dict[str, str],
    gedeeld: bool,
) -> None:
    een = regio.pool()
    vreemd = {"verband": str(ANDER_VERBAND), "naam": "Vreemd", "keuzes": KEUZES}
    ander = regio.post("/pools", makelaar(DEE), vreemd)["id"]
    url = f"{BASE}/pools/{een}/partners/{ander}"
    # Nothing is known while the gateway is silent, and no pool looks like a hidden one.
    for verband, leden in ((VERBAND, [AA, BEE]), (ANDER_VERBAND, [DEE, BEE] if gedeeld else [DEE])):
        pad = f"/intern/verbanden/{verband}/leden?op=2026-08-12"
        buur.antwoorden[pad] = {"organisaties": leden}
    voor = len(buur.gevraagd)
    antwoord = client.put(url, headers=makelaar(), json=JA)
    tussen = len(buur.gevraagd)
    nergens = f"{BASE}/pools/{een}/partners/{uuid4()}"
    geen = client.put(nergens, headers=makelaar(), json=JA)
    assert geen.status_code == 404
    if not gedeeld:
        assert (antwoord.status_code, antwoord.content) == (404, geen.content)
        assert tussen - voor == len(buur.gevraagd) - tussen == 2
        weg = Peer(settings_of("pool", database, gateway_url="http://127.0.0.1:1"), "gateway")
        client.app.state.gateway = weg  # type: ignore[attr-defined]
        for pad in (url, nergens):
            assert client.put(pad, headers=makelaar(), json=JA).status_code == 503
        return
    assert antwoord.json()["status"] == "gevraagd"
    # The other side answers without knowing our members, and sees a name and no more.
    terug = client.put(f"{BASE}/pools/{ander}/partners/{een}", headers=makelaar(DEE), json=JA)
    assert terug.json() == {
        "pool": een,
        "verband": str(VERBAND),
        "naam": "Proefpool",
        "wij": True,
        "zij": True,
        "status": "partner",
    }
    assert client.get(f"{BASE}/pools/{een}", headers=makelaar(DEE)).status_code == 404
    assert client.get(f"{BASE}/pools/{een}/partners", headers=makelaar(DEE)).status_code == 404


def test_beide_tegelijk_ja_is_partner(
    client: TestClient, regio: Regio, makelaar: Vraag, engine: Engine
) -> None:
    een, ander = regio.pool(), regio.pool(naam="Andere pool")

    def zeg(paar: tuple[str, str]) -> int:
        url = f"{BASE}/pools/{paar[0]}/partners/{paar[1]}"
        return client.put(url, headers=makelaar(), json=JA).status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(zeg, [(een, ander), (ander, een)] * 2)) == {200}
    with Session(engine) as tx:
        assert storage.list_partners(tx, UUID(een)) == [UUID(ander)]
        assert tx.scalar(text("SELECT count(*) FROM partnerwoord")) == 2


# ------------------------------------------------------------------ rotating functions
def test_een_functie_die_niet_rouleert_komt_niet_in_de_pool(
    client: TestClient, regio: Regio, makelaar: Vraag, ik: Vraag
) -> None:
    pool = regio.pool()
    url = f"{BASE}/verbanden/{VERBAND}/roulatiefuncties"
    nee = {"geschikt": False, "toelichting": "Alleen hier."}
    assert client.put(f"{url}/jurist", headers=ik(AA, "medewerker"), json=nee).status_code == 403
    assert client.put(f"{url}/jurist", headers=makelaar(DEE), json=nee).status_code == 404
    gezet = client.put(f"{url}/jurist", headers=makelaar(), json=nee)
    assert gezet.json() == nee | {"organisatie": AA, "functie": "jurist"}
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "jurist", "niveau": "senior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
    }
    geweigerd = regio.post(f"/pools/{pool}/leden", makelaar(), inhoud, 400)
    assert [een["code"] for een in geweigerd["invalidParams"]] == ["niet-geschikt-voor-roulatie"]
    # Another employer decides for itself.
    assert regio.post(f"/pools/{pool}/leden", makelaar(BEE), inhoud)["thuisorganisatie"] == BEE
    oud = client.get(f"{url}/jurist", headers=makelaar()).headers["ETag"]
    ja = {"geschikt": True, "toelichting": ""}
    goed = client.put(f"{url}/jurist", headers=makelaar() | {"If-Match": oud}, json=ja)
    assert goed.json()["geschikt"] is True
    laat = client.put(f"{url}/jurist", headers=makelaar() | {"If-Match": oud}, json=nee)
    assert laat.status_code == 412
    inhoud |= {"medewerker": str(uuid4())}
    regio.post(f"/pools/{pool}/leden", makelaar(), inhoud)
    lijst = client.get(f"{url}?telling=true", headers=makelaar(BEE)).json()
    assert (lijst["count"], lijst["results"][0]["organisatie"]) == (1, AA)
    assert client.get(f"{url}/inkoper", headers=makelaar()).status_code == 404


# ------------------------------------------------------------------ convenant without a caller
def test_de_worker_houdt_het_geldende_convenant_bij(
    client: TestClient, regio: Regio, buur: Buur, engine: Engine
) -> None:
    regio.pool()
    gateway: Peer = client.app.state.gateway  # type: ignore[attr-defined]
    with Session(engine) as tx, tx.begin():
        assert storage.ververs_convenanten(tx, gateway) == 0  # none is in force
    pad = f"/intern/convenanten/{VERBAND}"
    buur.antwoorden[pad] = {"versie": 3, "functies": [], "pool": {"rotatieDagen": 91}}
    for nieuw in (1, 0):
        with Session(engine) as tx, tx.begin():
            assert storage.ververs_convenanten(tx, gateway) == nieuw
            assert storage.get_afspraken(tx, VERBAND).rotatie_dagen == 91
