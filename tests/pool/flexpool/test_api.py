"""Pools and members over the API."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from shared import db
from tests.pool.conftest import (
    AA,
    BASE,
    BEE,
    DEE,
    KEUZES,
    VERBAND,
    Buur,
    Regio,
    Vraag,
)

CONVENANT: dict[str, Any] = {
    "verband": str(VERBAND),
    "versie": 1,
    "pool": KEUZES | {"verdeelsleutel": "inwoners", "maximumGelijktijdigeInzetten": 3},
    "functies": [{"code": "planeconoom", "naam": "Planeconoom", "domein": "fysiek domein"}],
}


@pytest.fixture
def met_convenant(buur: Buur) -> Buur:
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = CONVENANT
    return buur


def test_keuzes_uit_het_convenant(
    client: TestClient, makelaar: Vraag, met_convenant: Buur, regio: Regio
) -> None:
    inhoud = {"verband": str(VERBAND), "naam": "Pool"}
    pool = regio.post("/pools", makelaar(), inhoud)
    assert (pool["status"], pool["convenantVersie"], pool["ontbreekt"]) == ("actief", 1, [])
    assert pool["keuzes"] == KEUZES
    assert (pool["verdeelsleutel"], pool["maximumInzetten"]) == ("inwoners", 3)
    regio.post("/pools", makelaar(), inhoud | {"naam": "Tweede pool"})
    assert len(met_convenant.gevraagd) == 1  # a version never changes, so it is asked once


def test_zonder_alle_keuzes_begint_de_pool_niet(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    inhoud = {"verband": str(VERBAND), "naam": "Pool", "keuzes": {"doelgroep": "Juristen"}}
    pool = regio.post("/pools", makelaar(), inhoud)
    assert pool["status"] == "concept"
    assert pool["ontbreekt"] == ["afzender", "roulatiesysteem", "doelen", "kostenEnUren"]
    pad = f"/pools/{pool['id']}"
    stap = {"naar": "actief", "reden": "Beginnen"}
    nee = regio.post(f"{pad}/statuswijzigingen", makelaar(), stap, 409)
    assert len(nee["beletselen"]) == 4
    nee = regio.post(f"{pad}/toewijzingsvoorstellen", makelaar(), {}, 409)
    assert nee["code"] == "pool-niet-actief"
    answer = client.patch(f"{BASE}{pad}", headers=makelaar(), json={"keuzes": KEUZES})
    assert (answer.json()["keuzeversie"], answer.json()["status"]) == (2, "concept")
    assert regio.post(f"{pad}/statuswijzigingen", makelaar(), stap)["status"] == "actief"
    leeg = client.patch(f"{BASE}{pad}", headers=makelaar(), json={"keuzes": {"doelgroep": "x"}})
    assert (leeg.status_code, leeg.json()["code"]) == (409, "keuze-ontbreekt")


def test_gateway_weg_is_503_behalve_met_eigen_keuzes(
    client: TestClient, makelaar: Vraag, buur: Buur, regio: Regio
) -> None:
    buur.server.shutdown()
    buur.server.server_close()
    inhoud = {"verband": str(VERBAND), "naam": "Pool"}
    answer = client.post(f"{BASE}/pools", headers=makelaar(), json=inhoud)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert regio.post("/pools", makelaar(), inhoud | {"keuzes": KEUZES})["status"] == "actief"


def test_een_naam_komt_een_keer_voor_ook_tegelijk(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    inhoud = {"verband": str(VERBAND), "naam": "Pool", "keuzes": KEUZES}

    def post(_: int) -> int:
        return client.post(f"{BASE}/pools", headers=makelaar(), json=inhoud).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(post, range(4))) == [201, 409, 409, 409]


def test_wie_mag_een_pool_oprichten(client: TestClient, ik: Vraag, regio: Regio) -> None:
    inhoud = {"verband": str(VERBAND), "naam": "Pool", "keuzes": KEUZES}
    assert regio.post("/pools", ik(AA, "recruiter"), inhoud, 403)["code"] == "rol-ontbreekt"
    buiten = regio.post("/pools", ik(DEE, "makelaar"), inhoud, 400)
    assert [p["name"] for p in buiten["invalidParams"]] == ["verband"]
    zonder = ik(AA, "makelaar", scopes={"pool:lezen"})
    assert regio.post("/pools", zonder, inhoud, 403)["code"] == "scope-ontbreekt"
    assert client.post(f"{BASE}/pools", json=inhoud).status_code == 401


def test_een_organisatie_meldt_alleen_eigen_medewerkers_aan(
    makelaar: Vraag,
    regio: Regio,
    buur: Buur,
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:
    """Whose employee it is, the gateway knows; the fault comes with all others, and is recorded."""
    pool = regio.pool()
    persoon = uuid4()
    inhoud: dict[str, Any] = {
        "medewerker": str(persoon),
        "functies": [{"functie": "jurist", "niveau": "junior"}],
        "urenPerWeek": 8,
        "beschikbaarVan": "2026-08-01",
    }
    buur.antwoorden[f"/intern/medewerkers/{persoon}"] = {"naam": "T", "organisatie": BEE}
    nee = regio.post(f"/pools/{pool}/leden", makelaar(), inhoud | {"straalKm": 5}, 400)
    codes = {(een["name"], een["code"]) for een in nee["invalidParams"]}
    assert codes == {("pc4", "ontbreekt"), ("medewerker", "andere-organisatie")}
    assert [wie for _, wie in verwerkingen()] == [persoon]
    buur.antwoorden[f"/intern/medewerkers/{persoon}"] = {"naam": "T", "organisatie": AA}
    assert regio.post(f"/pools/{pool}/leden", makelaar(), inhoud)["medewerker"] == str(persoon)


def test_buitenstaander_vindt_niets_op_elke_methode(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio
) -> None:
    """Hidden answers exactly what absent answers, also before 409 and 412."""
    pool = regio.pool()
    lid = regio.lid(pool, 1)["id"]
    dee = ik(DEE, "makelaar") | {"If-Match": '"99-x"'}
    lidinhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "jurist", "niveau": "junior"}],
        "urenPerWeek": 8,
        "beschikbaarVan": "2026-08-01",
    }
    stap = {"naar": "beeindigd", "reden": "x"}
    for methode, pad, inhoud in (
        ("GET", "/pools/{}", None),
        ("PATCH", "/pools/{}", {"naam": "Mijn"}),
        ("POST", "/pools/{}/statuswijzigingen", stap),
        ("GET", "/pools/{}/leden", None),
        ("POST", "/pools/{}/leden", lidinhoud),
        ("GET", "/pools/{}/toewijzingsvoorstellen", None),
        ("POST", "/pools/{}/toewijzingsvoorstellen", {}),
        ("GET", "/leden/{}", None),
        ("PATCH", "/leden/{}", {"urenPerWeek": 8}),
    ):
        echt = lid if pad.startswith("/leden") else pool
        verborgen, afwezig = (
            client.request(methode, BASE + pad.format(id), headers=dee, json=inhoud)
            for id in (echt, uuid4())
        )
        assert verborgen.status_code == 404, (methode, pad)
        assert verborgen.content == afwezig.content
    lijst = client.get(f"{BASE}/pools?telling=true", headers=dee).json()
    assert (lijst["results"], lijst["count"]) == ([], 0)
    gefilterd = client.get(f"{BASE}/pools?telling=true&verband={VERBAND}", headers=dee).json()
    assert (gefilterd["results"], gefilterd["count"]) == ([], 0)


def test_leden_komen_van_hun_eigen_organisatie(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, BEE, ontwikkelwensen=["jurist"], pc4="5611", straalKm=30)
    assert (lid["thuisorganisatie"], lid["maximumInzetten"]) == (BEE, 2)
    assert not {"naam", "email", "versie"} & lid.keys()
    pad = f"/pools/{pool}/leden"
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "jurist", "niveau": "medior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
    }
    vreemd = regio.post(pad, makelaar(AA), inhoud | {"thuisorganisatie": BEE}, 400)
    assert vreemd["invalidParams"][0]["code"] == "andere-organisatie"
    dubbel = regio.post(pad, makelaar(BEE), inhoud | {"medewerker": lid["medewerker"]}, 409)
    assert dubbel["code"] == "bestaat-al"
    anders = client.patch(
        f"{BASE}/leden/{lid['id']}", headers=makelaar(AA), json={"urenPerWeek": 8}
    )
    assert (anders.status_code, anders.json()["code"]) == (403, "andere-organisatie")


def test_alle_fouten_in_een_lid_tegelijk(
    client: TestClient, makelaar: Vraag, regio: Regio, met_convenant: Buur
) -> None:
    pool = regio.pool()
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "tovenaar", "niveau": "medior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
        "beschikbaarTot": "2026-08-01",
        "straalKm": 10,
    }
    fout = regio.post(f"/pools/{pool}/leden", makelaar(), inhoud, 400)
    codes = {een["code"] for een in fout["invalidParams"]}
    assert codes == {"periode-omgekeerd", "ontbreekt", "functie-onbekend"}


@pytest.mark.parametrize("label", ["Jan de Vries", "Demo", "demo-1", "Demo-1; x"])
def test_een_demolabel_is_zichtbaar_verzonnen(makelaar: Vraag, regio: Regio, label: str) -> None:
    pool = regio.pool()
    assert regio.lid(pool, 1, demolabel="Demo-101")["demolabel"] == "Demo-101"
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "jurist", "niveau": "medior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
        "demolabel": label,
    }
    regio.post(f"/pools/{pool}/leden", makelaar(), inhoud, 400)


def test_een_lid_ziet_zichzelf_en_niemand_anders(
    client: TestClient, ik: Vraag, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    een, ander = regio.lid(pool, 1), regio.lid(pool, 2, BEE)
    zelf = ik(AA, "medewerker", medewerker=UUID(een["medewerker"]))
    lijst = client.get(f"{BASE}/pools/{pool}/leden?telling=true", headers=zelf).json()
    assert ([lid["id"] for lid in lijst["results"]], lijst["count"]) == ([een["id"]], 1)
    assert client.get(f"{BASE}/leden/{een['id']}", headers=zelf).status_code == 200
    assert client.get(f"{BASE}/leden/{ander['id']}", headers=zelf).status_code == 404
    planner = client.get(f"{BASE}/pools/{pool}/leden?telling=true", headers=makelaar(BEE)).json()
    assert planner["count"] == 2
    aanjager = client.get(f"{BASE}/pools/{pool}/leden?telling=true", headers=ik(BEE, "aanjager"))
    assert (aanjager.json()["results"], aanjager.json()["count"]) == ([], 0)
    vertrokken = ik(BEE, "hr_adviseur", verbanden=[])
    assert client.get(f"{BASE}/leden/{ander['id']}", headers=vertrokken).status_code == 200
    assert client.get(f"{BASE}/leden/{een['id']}", headers=vertrokken).status_code == 404


def test_wijzigen_met_etag(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    lid = regio.lid(regio.pool(), 1, beschikbaarTot="2027-08-01")
    pad = f"{BASE}/leden/{lid['id']}"
    tag = client.get(pad, headers=makelaar()).headers["ETag"]
    niets = client.get(pad, headers=makelaar() | {"If-None-Match": tag})
    assert niets.status_code == 304
    raak = makelaar() | {"If-Match": tag}
    nieuw = client.patch(pad, headers=raak, json={"urenPerWeek": 20, "beschikbaarTot": None})
    assert (nieuw.json()["urenPerWeek"], nieuw.json()["beschikbaarTot"]) == (20, None)
    mis = client.patch(pad, headers=raak, json={"urenPerWeek": 8})
    assert mis.status_code == 412
    leeg = client.patch(pad, headers=makelaar(), json={"urenPerWeek": None})
    assert leeg.status_code == 400


def test_elke_inzage_en_wijziging_wordt_vastgelegd(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, toestemming=None)
    wie = UUID(lid["medewerker"])
    assert [persoon for _, persoon in verwerkingen()] == [wie]
    client.get(f"{BASE}/leden/{lid['id']}", headers=makelaar())
    client.get(f"{BASE}/pools/{pool}/leden", headers=makelaar())
    client.patch(f"{BASE}/leden/{lid['id']}", headers=makelaar(), json={"urenPerWeek": 8})
    assert [persoon for _, persoon in verwerkingen()] == [wie] * 4


def test_gebeurtenissen_hebben_publiek_en_geen_personen(
    regio: Regio, gebeurtenissen: Callable[[], list[db.Gebeurtenis]]
) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1, BEE, toestemming=None)
    opgericht, toegevoegd = gebeurtenissen()
    assert (opgericht.type, str(opgericht.onderwerp)) == ("pool-opgericht", pool)
    assert (toegevoegd.type, str(toegevoegd.onderwerp)) == ("poollid-toegevoegd", lid["id"])
    assert toegevoegd.publiek["organisaties"] == [BEE]
    assert toegevoegd.publiek["verbanden"] == [str(VERBAND)]
    assert "medewerker" not in toegevoegd.publiek["rollen"]
    assert lid["medewerker"] not in f"{toegevoegd.publiek} {toegevoegd.dataref}"


def test_herhaald_met_dezelfde_sleutel_is_een_lid(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    inhoud = {
        "medewerker": str(uuid4()),
        "functies": [{"functie": "jurist", "niveau": "medior"}],
        "urenPerWeek": 16,
        "beschikbaarVan": "2026-09-01",
    }
    sleutel = makelaar() | {"Idempotency-Key": "lid-1"}
    ids = {
        client.post(f"{BASE}/pools/{pool}/leden", headers=sleutel, json=inhoud).json()["id"]
        for _ in range(2)
    }
    assert len(ids) == 1
