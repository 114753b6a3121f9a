"""Proposals and decisions over the API: two people at once, old facts, hard rules."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.pool.toewijzing import storage
from services.pool.toewijzing.feiten import Plek
from shared import db
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, Regio, Vraag


@pytest.fixture
def voorstel(regio: Regio) -> dict[str, Any]:
    """Two members of Aa; Bee and Cee each need one of them."""
    pool = regio.pool()
    regio.lid(pool, 1, ontwikkelwensen=["planeconoom"])
    regio.lid(pool, 2, urenPerWeek=16)
    regio.behoefte(BEE)
    regio.behoefte(CEE)
    return regio.voorstel(pool)


def besluitpad(voorstel: dict[str, Any], nr: int = 0) -> str:
    regel = voorstel["regels"][nr]["id"]
    return f"/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel}/besluiten"


JA = {"besluit": "bevestigd", "reden": "Past goed."}


def test_van_behoefte_tot_inzet(regio: Regio, client: TestClient, makelaar: Vraag) -> None:
    pool = regio.pool()
    lid = regio.lid(pool, 1)
    behoefte = regio.behoefte()
    assert behoefte["status"] == "open"
    voorstel = regio.voorstel(pool)
    [regel] = voorstel["regels"]
    assert (regel["lid"], regel["urenPerWeek"], regel["besluit"]) == (lid["id"], 16, None)
    assert (regel["van"], regel["tot"]) == ("2026-09-01", "2027-02-28")
    [uitleg] = voorstel["behoeften"]
    assert (uitleg["code"], uitleg["toegewezen"]) == ("gedekt", 16)
    [kandidaat] = uitleg["kandidaten"]
    assert (kandidaat["code"], kandidaat["afstandGetoetst"]) == ("toegewezen", False)
    assert "niet getoetst" in kandidaat["uitleg"]
    assert client.get(f"{BASE}/inzetten?telling=true", headers=makelaar()).json()["count"] == 0
    besloten = regio.besluit(voorstel["id"], regel["id"])["besluit"]
    assert (besloten["door"], besloten["reden"]) == ("proefpersoon", "Past goed.")
    inzet = client.get(f"{BASE}/inzetten/{besloten['inzet']}", headers=makelaar()).json()
    assert (inzet["inlener"], inzet["thuisorganisatie"]) == (BEE, AA)
    assert (inzet["waarom"]["reden"], inzet["waarom"]["uitleg"]) == ("Past goed.", regel["uitleg"])
    na = client.get(f"{BASE}/behoeften/{behoefte['id']}", headers=makelaar()).json()
    assert na["status"] == "vervuld"


def test_het_voorstel_is_terug_te_lezen_met_de_besluiten(
    client: TestClient, makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}"
    eerst = client.get(pad, headers=makelaar(BEE))
    assert eerst.json() == voorstel
    nee = {"besluit": "afgewezen", "reden": "Liever later."}
    regel = regio.post(besluitpad(voorstel), makelaar(), nee)
    assert regel["besluit"]["inzet"] is None
    na = client.get(pad, headers=makelaar(BEE))
    assert na.json()["regels"][0] == regel
    assert na.headers["ETag"] != eerst.headers["ETag"]
    pool = voorstel["pool"]
    lijst = client.get(
        f"{BASE}/pools/{pool}/toewijzingsvoorstellen?telling=true", headers=makelaar(BEE)
    ).json()
    assert ([een["id"] for een in lijst["results"]], lijst["count"]) == ([voorstel["id"]], 1)


def test_dezelfde_feiten_geven_hetzelfde_voorstel(regio: Regio, voorstel: dict[str, Any]) -> None:
    weer = regio.voorstel(voorstel["pool"])
    assert weer["invoerHash"] == voorstel["invoerHash"]
    assert weer["behoeften"] == voorstel["behoeften"]
    zonder = ("id", "voorstel")
    assert [{k: v for k, v in r.items() if k not in zonder} for r in weer["regels"]] == [
        {k: v for k, v in r.items() if k not in zonder} for r in voorstel["regels"]
    ]


def test_alle_regels_na_elkaar_bevestigen(
    client: TestClient, makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    """The proposal's own decisions do not make its other lines old."""
    for nr in range(len(voorstel["regels"])):
        regio.post(besluitpad(voorstel, nr), makelaar(), JA)
    lijst = client.get(f"{BASE}/inzetten?telling=true", headers=makelaar()).json()
    assert lijst["count"] == len(voorstel["regels"]) == 2
    vervuld = client.get(f"{BASE}/behoeften?status=vervuld&telling=true", headers=makelaar())
    assert vervuld.json()["count"] == 2


def test_twee_makelaars_tegelijk_een_uitkomst(
    client: TestClient, makelaar: Vraag, voorstel: dict[str, Any]
) -> None:
    def besluit(nr: int) -> tuple[int, str | None]:
        inhoud = JA if nr % 2 else {"besluit": "afgewezen", "reden": "Nee."}
        answer = client.post(
            f"{BASE}{besluitpad(voorstel)}",
            headers=makelaar(gebruiker=f"makelaar {nr}"),
            json=inhoud,
        )
        return answer.status_code, answer.json().get("code")

    with ThreadPoolExecutor(6) as threads:
        uitkomsten = list(threads.map(besluit, range(6)))
    assert sorted(status for status, _ in uitkomsten) == [201] + [409] * 5
    assert {code for status, code in uitkomsten if status == 409} == {"al-besloten"}


def test_twee_voorstellen_tegelijk_boeken_niemand_dubbel(
    client: TestClient, makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    """Overlapping lines of two proposals: one wins, the other hears what changed."""
    ander = regio.voorstel(voorstel["pool"], weken=51)
    assert ander["id"] != voorstel["id"]

    def besluit(welk: dict[str, Any]) -> tuple[int, str | None]:
        answer = client.post(f"{BASE}{besluitpad(welk)}", headers=makelaar(), json=JA)
        return answer.status_code, answer.json().get("code")

    with ThreadPoolExecutor(2) as threads:
        uitkomsten = list(threads.map(besluit, (voorstel, ander)))
    assert sorted(uitkomsten, key=str) == [(201, None), (409, "feiten-gewijzigd")]
    assert client.get(f"{BASE}/inzetten?telling=true", headers=makelaar()).json()["count"] == 1


def test_een_persoon_in_twee_pools_wordt_niet_dubbel_geboekt(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pools = [regio.pool(naam=naam) for naam in ("Pool een", "Pool twee")]
    for pool in pools:
        regio.lid(pool, 1, urenPerWeek=16)
    regio.behoefte(BEE)
    regio.behoefte(CEE)
    voorstellen = [regio.voorstel(pool) for pool in pools]

    def besluit(welk: dict[str, Any]) -> int:
        return client.post(f"{BASE}{besluitpad(welk)}", headers=makelaar(), json=JA).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(besluit, voorstellen)) == [201, 409]


@pytest.mark.parametrize("wat", ["lid", "behoefte", "nieuw lid", "nieuwe behoefte", "sleutel"])
def test_oude_feiten_worden_geweigerd_met_wat_er_veranderde(
    client: TestClient, makelaar: Vraag, regio: Regio, voorstel: dict[str, Any], wat: str
) -> None:
    regel = voorstel["regels"][0]
    if wat == "lid":
        client.patch(f"{BASE}/leden/{regel['lid']}", headers=makelaar(), json={"urenPerWeek": 12})
        verwacht = ("lid", regel["lid"], "uren_per_week")
    elif wat == "behoefte":
        pad = f"{BASE}/behoeften/{regel['behoefte']}"
        client.patch(pad, headers=makelaar(regel["inlener"]), json={"tot": "2026-12-31"})
        verwacht = ("behoefte", regel["behoefte"], "tot")
    elif wat == "nieuw lid":
        verwacht = ("lid", regio.lid(voorstel["pool"], 9)["id"], "bestaat")
    elif wat == "nieuwe behoefte":
        verwacht = ("behoefte", regio.behoefte(CEE)["id"], "bestaat")
    else:
        client.patch(
            f"{BASE}/pools/{voorstel['pool']}", headers=makelaar(), json={"verdeelsleutel": "fte"}
        )
        verwacht = ("instelling", "pool", "verdeelsleutel")
    nee = regio.post(besluitpad(voorstel), makelaar(), JA, 409)
    assert nee["code"] == "feiten-gewijzigd"
    [wijziging] = nee["wijzigingen"]
    assert (wijziging["soort"], wijziging["id"], wijziging["veld"]) == verwacht
    zinnen = {
        "lid": "Een poollid is gewijzigd: uren per week was 32, nu 12.",
        "behoefte": "Een behoefte is gewijzigd: laatste dag was 28-2-2027, nu 31-12-2026.",
        "nieuw lid": "Een poollid is er bij gekomen.",
        "nieuwe behoefte": "Een behoefte is er bij gekomen.",
        "sleutel": "De afspraken van de pool zijn gewijzigd: verdeelsleutel was gelijk, nu fte.",
    }
    assert wijziging["uitleg"] == zinnen[wat]
    afgewezen = {"besluit": "afgewezen", "reden": "Achterhaald."}
    regio.post(besluitpad(voorstel), makelaar(), afgewezen)


def test_een_voorstel_verloopt(makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]) -> None:
    assert voorstel["geldigTot"] == "2026-09-09"
    later = makelaar(nu=NU + timedelta(days=29))
    assert regio.post(besluitpad(voorstel), later, JA, 409)["code"] == "voorstel-verlopen"
    nog_net = makelaar(nu=NU + timedelta(days=28))
    regel = regio.post(besluitpad(voorstel), nog_net, JA)
    assert regel["besluit"]["besluit"] == "bevestigd"


def test_na_de_controle_van_de_werkgever_bevestigt_niemand(makelaar: Vraag, regio: Regio) -> None:
    """A check that ran out since the calculation stops the lines of that member, and no other."""
    pool = regio.pool()
    for nummer, inlener in ((1, BEE), (2, CEE)):
        regio.lid(pool, nummer, maximumInzetten=1)
        regio.behoefte(inlener)
    voorstel = regio.voorstel(pool)
    verlopen, ander = voorstel["regels"]
    with regio.sessions.begin() as tx:
        vraag = "UPDATE lid SET geverifieerd_op = '2025-08-17' WHERE id = %s"
        tx.connection().exec_driver_sql(vraag, (verlopen["lid"],))
    later = makelaar(nu=NU + timedelta(days=6))
    nee = regio.besluit(voorstel["id"], verlopen["id"], 409, headers=later)
    assert (nee["code"], nee["schendingen"]) == ("harde-regel", ["onbekend"])
    op_tijd = makelaar(nu=NU + timedelta(days=5))
    assert regio.besluit(voorstel["id"], ander["id"], headers=later)["besluit"]["inzet"]
    assert regio.besluit(voorstel["id"], verlopen["id"], headers=op_tijd)["besluit"]["inzet"]


def test_een_regel_waarvan_de_laatste_dag_voorbij_is(makelaar: Vraag, regio: Regio) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(van="2026-08-12", tot="2026-08-18")
    voorstel = regio.voorstel(pool)
    later = makelaar(nu=NU + timedelta(days=10))
    assert regio.post(besluitpad(voorstel), later, JA, 409)["code"] == "voorstel-verlopen"


def test_gewijzigd_met_andere_uren_binnen_de_harde_regels(
    client: TestClient, makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    pad = besluitpad(voorstel)
    zonder = regio.post(pad, makelaar(), {"besluit": "gewijzigd", "reden": "Minder."}, 400)
    assert [p["name"] for p in zonder["invalidParams"]] == ["uren"]
    regio.post(pad, makelaar(), JA | {"uren": 8}, 400)
    te_veel = {"besluit": "gewijzigd", "reden": "Meer.", "uren": 40}
    nee = regio.post(pad, makelaar(), te_veel, 409)
    assert (nee["code"], "uren-behoefte" in nee["schendingen"]) == ("harde-regel", True)
    te_weinig = {"besluit": "gewijzigd", "reden": "Minder.", "uren": 4}
    assert regio.post(pad, makelaar(), te_weinig, 409)["schendingen"] == ["urenblok"]
    regel = regio.post(pad, makelaar(), te_veel | {"uren": 16})
    assert regel["besluit"]["urenPerWeek"] == 16
    inzet = client.get(f"{BASE}/inzetten/{regel['besluit']['inzet']}", headers=makelaar()).json()
    assert inzet["urenPerWeek"] == 16


def test_een_deel_laat_de_behoefte_open(client: TestClient, makelaar: Vraag, regio: Regio) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    behoefte = regio.behoefte(urenMin=24, urenMax=32, kleinsteUrenblok=8)
    voorstel = regio.voorstel(pool)
    minder = {"besluit": "gewijzigd", "reden": "Twee dagen.", "uren": 16}
    regio.post(besluitpad(voorstel), makelaar(), minder)
    na = client.get(f"{BASE}/behoeften/{behoefte['id']}", headers=makelaar()).json()
    assert na["status"] == "open"
    assert regio.voorstel(pool)["regels"] == []  # one person does one need once at a time
    regio.lid(pool, 2)
    [rest] = regio.voorstel(pool)["regels"]
    assert rest["urenPerWeek"] == 16


def test_een_mens_met_de_rol_besluit(
    makelaar: Vraag, ik: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    pad = besluitpad(voorstel)
    machine = regio.post(pad, makelaar(gebruiker=None), JA, 400)
    assert machine["code"] == "gebruiker-ontbreekt"
    assert regio.post(pad, ik(AA, "recruiter"), JA, 403)["code"] == "rol-ontbreekt"
    lezer = ik(AA, "makelaar", scopes={"pool:lezen", "pool:schrijven"})
    assert regio.post(pad, lezer, JA, 403)["code"] == "scope-ontbreekt"
    regio.post(pad, makelaar(), {"besluit": "bevestigd"}, 400)
    berekenen = f"/pools/{voorstel['pool']}/toewijzingsvoorstellen"
    assert regio.post(berekenen, ik(AA, "hr_adviseur"), {}, 403)["code"] == "rol-ontbreekt"


def test_buitenstaander_en_medewerker_vinden_geen_voorstel(
    client: TestClient, makelaar: Vraag, ik: Vraag, voorstel: dict[str, Any]
) -> None:
    ander = UUID(int=0x999)
    for wie in (makelaar(DEE), ik(AA, "medewerker", medewerker=ander), ik(AA, "aanjager")):
        for methode, staart, inhoud in (
            ("GET", "", None),
            ("POST", f"/regels/{voorstel['regels'][0]['id']}/besluiten", JA),
        ):
            verborgen, afwezig = (
                client.request(
                    methode,
                    f"{BASE}/toewijzingsvoorstellen/{id}{staart}",
                    headers=wie,
                    json=inhoud,
                )
                for id in (voorstel["id"], uuid4())
            )
            assert verborgen.status_code == 404
            assert verborgen.content == afwezig.content
    pad = f"{BASE}/pools/{voorstel['pool']}/toewijzingsvoorstellen"
    lijst = client.get(f"{pad}?telling=true", headers=ik(AA, "aanjager")).json()
    assert (lijst["results"], lijst["count"]) == ([], 0)
    assert client.post(pad, headers=ik(AA, "aanjager"), json={}).status_code == 404


def test_een_regel_van_een_ander_voorstel_bestaat_hier_niet(
    makelaar: Vraag, regio: Regio, voorstel: dict[str, Any]
) -> None:
    ander = regio.voorstel(voorstel["pool"], weken=51)
    pad = f"/toewijzingsvoorstellen/{ander['id']}/regels/{voorstel['regels'][0]['id']}/besluiten"
    regio.post(pad, makelaar(), JA, 404)


def test_de_reisafstand_telt_als_de_postcodes_bekend_zijn(engine: Engine, regio: Regio) -> None:
    with Session(engine) as tx, tx.begin():
        plekken = [Plek("5611", "51.4392", "5.4778"), Plek("9711", "53.2194", "6.5665")]
        assert storage.set_postcodes(tx, plekken) == 2
        storage.set_postcodes(tx, plekken)
    pool = regio.pool()
    regio.lid(pool, 1, pc4="5611", straalKm=50)
    regio.behoefte(pc4="9711")
    voorstel = regio.voorstel(pool)
    assert voorstel["regels"] == []
    assert voorstel["behoeften"][0]["code"] == "reisafstand"


def test_wat_wordt_vastgelegd_en_verteld(
    makelaar: Vraag,
    regio: Regio,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:
    pool = regio.pool()
    wie = UUID(regio.lid(pool, 1)["medewerker"])
    regio.behoefte()
    voorstel = regio.voorstel(pool)
    regio.post(besluitpad(voorstel), makelaar(), JA)
    verteld = gebeurtenissen()
    assert [een.type for een in verteld][3:] == [
        "behoefte-opengesteld",
        "toewijzingsvoorstel-berekend",
        "inzet-voorgesteld",
        "behoefte-vervuld",
        "toewijzing-besloten",
    ]
    inzet = verteld[5]
    assert sorted(inzet.publiek["organisaties"]) == [AA, BEE]
    assert all(str(wie) not in f"{een.publiek}{een.dataref}{een.onderwerp}" for een in verteld)
    assert {persoon for _, persoon in verwerkingen()} == {wie}
    assert len(verwerkingen()) == 5  # member, its yes, request, proposal read, decision


def test_een_inzet_begint_niet_voor_het_besluit(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(van=None, zoSnelMogelijk=True)
    voorstel = regio.voorstel(pool)
    assert voorstel["regels"][0]["van"] == "2026-08-12"
    later = makelaar(nu=datetime(2026, 8, 20, 7, tzinfo=UTC))
    regel = regio.post(besluitpad(voorstel), later, JA)
    inzet = client.get(f"{BASE}/inzetten/{regel['besluit']['inzet']}", headers=later).json()
    assert (inzet["van"], inzet["tot"]) == ("2026-08-20", "2027-02-28")
