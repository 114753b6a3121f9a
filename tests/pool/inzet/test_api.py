"""Deployments over the API: the person's own view, the return, the end, and the neighbour."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from services.pool import worker
from services.pool.inzet import storage
from shared import db
from shared.worker import Work
from tests.conftest import Headers, settings_of
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, Regio, Vraag
from tests.pool.inzet.conftest import TERUGKEER, Drie

LOPEND = datetime(2026, 10, 1, 7, tzinfo=UTC)


def test_de_medewerker_ziet_de_eigen_inzet_en_waarom(
    client: TestClient, ik: Vraag, inzet: dict[str, Any]
) -> None:
    zelf = ik(AA, "medewerker", medewerker=UUID(inzet["medewerker"]))
    lijst = client.get(f"{BASE}/inzetten?telling=true", headers=zelf).json()
    assert ([een["id"] for een in lijst["results"]], lijst["count"]) == ([inzet["id"]], 1)
    waarom = lijst["results"][0]["waarom"]
    assert "uur per week" in waarom["uitleg"]
    assert (waarom["reden"], waarom["beslotenDoor"]) == ("Past goed.", "proefpersoon")
    collega = ik(AA, "medewerker", medewerker=uuid4())
    leeg = client.get(f"{BASE}/inzetten?telling=true", headers=collega).json()
    assert (leeg["results"], leeg["count"]) == ([], 0)
    assert client.get(f"{BASE}/inzetten/{inzet['id']}", headers=collega).status_code == 404


def test_wie_het_niet_mag_zien_vindt_niets(
    client: TestClient, makelaar: Vraag, ik: Vraag, inzet: dict[str, Any]
) -> None:
    stap = {"naar": "ingetrokken", "reden": "x"}
    for wie in (makelaar(DEE), ik(CEE, "aanjager")):
        for methode, staart, inhoud in (
            ("GET", "", None),
            ("PATCH", "", {"terugkeerDatum": "2027-03-01"}),
            ("POST", "/statuswijzigingen", stap),
        ):
            verborgen, afwezig = (
                client.request(
                    methode,
                    f"{BASE}/inzetten/{id}{staart}",
                    headers=wie | {"If-Match": '"9-x"'},
                    json=inhoud,
                )
                for id in (inzet["id"], uuid4())
            )
            assert verborgen.status_code == 404
            assert verborgen.content == afwezig.content
    assert client.get(f"{BASE}/inzetten", headers=makelaar(DEE)).json()["results"] == []
    for filter in (f"inlener={BEE}", f"thuisorganisatie={AA}", "status=bevestigd"):
        for wie, aantal in ((makelaar(CEE), 1), (makelaar(DEE), 0)):
            pad = f"{BASE}/inzetten?telling=true&{filter}"
            assert client.get(pad, headers=wie).json()["count"] == aantal


def test_de_thuisorganisatie_legt_de_terugkeer_vast(
    client: TestClient, makelaar: Vraag, voorgesteld: dict[str, Any]
) -> None:
    pad = f"{BASE}/inzetten/{voorgesteld['id']}"
    assert client.patch(pad, headers=makelaar(BEE), json=TERUGKEER).status_code == 403
    tag = client.get(pad, headers=makelaar()).headers["ETag"]
    raak = makelaar() | {"If-Match": tag}
    na = client.patch(pad, headers=raak, json=TERUGKEER).json()
    assert (na["terugkeerDatum"], na["terugkeerDoel"]) == ("2027-03-01", "oude_functie")
    assert (na["status"], na["gevraagdeVersie"]) == ("voorgesteld", 2)
    assert client.patch(pad, headers=raak, json={"terugkeerDoel": None}).status_code == 412
    te_vroeg = client.patch(pad, headers=makelaar(), json={"terugkeerDatum": "2027-02-01"})
    assert te_vroeg.json()["beletselen"][0]["code"] == "terugkeer-te-vroeg"
    na = client.patch(pad, headers=makelaar(), json={"terugkeerDoel": None}).json()
    assert (na["terugkeerDatum"], na["terugkeerDoel"]) == ("2027-03-01", None)


def test_intrekken_voor_het_begin_opent_de_behoefte_weer(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    inzet: dict[str, Any],
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    pad = f"/inzetten/{inzet['id']}/statuswijzigingen"
    te_vroeg = {"naar": "beeindigd", "reden": "x"}
    nee = regio.post(pad, makelaar(), te_vroeg, 409)
    assert nee["beletselen"][0]["code"] == "niet-begonnen"
    stap = {"naar": "ingetrokken", "reden": "Toch niet"}
    assert regio.post(pad, makelaar(gebruiker=None), stap, 400)["code"] == "gebruiker-ontbreekt"
    na = regio.post(pad, makelaar(BEE), stap)
    assert (na["status"], na["actief"]) == ("ingetrokken", False)
    behoefte = client.get(f"{BASE}/behoeften/{inzet['behoefte']}", headers=makelaar()).json()
    assert behoefte["status"] == "open"
    assert [een.type for een in gebeurtenissen()][-2:] == [
        "inzet-ingetrokken",
        "behoefte-opengesteld",
    ]
    assert regio.post(pad, makelaar(), stap, 409)["beletselen"][0]["code"] == "overgang-onbekend"


def test_eerder_eindigen(
    client: TestClient,
    makelaar: Vraag,
    ik: Vraag,
    regio: Regio,
    inzet: dict[str, Any],
    drie: Drie,
) -> None:
    drie.zonder_opzegtermijn(nu=LOPEND)
    pad = f"/inzetten/{inzet['id']}/statuswijzigingen"
    stap = {"naar": "beeindigd", "reden": "Klaar", "laatsteDag": "2026-09-30"}
    partner = ik(CEE, "hr_adviseur", nu=LOPEND)
    assert regio.post(pad, partner, stap, 403)["code"] == "andere-organisatie"
    buiten = stap | {"laatsteDag": "2026-08-01"}
    nee = regio.post(pad, makelaar(nu=LOPEND), buiten, 409)
    assert nee["beletselen"][0]["code"] == "buiten-periode"
    assert regio.post(pad, makelaar(nu=LOPEND), stap, 409)["code"] == "overdracht-ontbreekt"
    notitie = client.put(
        f"{BASE}/inzetten/{inzet['id']}/overdracht",
        headers=ik(BEE, "leidinggevende", nu=LOPEND),
        json={"tekst": "De grondexploitatie staat in map twee."},
    )
    assert notitie.status_code == 200, notitie.text
    na = regio.post(pad, makelaar(CEE, nu=LOPEND), stap)
    assert (na["tot"], na["status"], na["actief"]) == ("2026-09-30", "beeindigd", False)


def test_opzeggen_tegen_een_latere_dag_en_terugkeren(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, inzet: dict[str, Any]
) -> None:
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Minder werk", "laatsteDag": "2026-10-30"}
    na = regio.post(f"{pad}/statuswijzigingen", makelaar(BEE, nu=LOPEND), stap)
    assert (na["tot"], na["status"], na["actief"]) == ("2026-10-30", "bevestigd", True)
    terug = {"dag": "2026-10-01", "doel": "interne_klussen"}
    assert regio.post(f"{pad}/terugkeer", makelaar(nu=LOPEND), terug, 409)
    einde = {"naar": "beeindigd", "reden": "Klaar", "zonderOverdracht": "Er is geen opvolger."}
    later = LOPEND + timedelta(days=29)
    regio.post(f"{pad}/statuswijzigingen", makelaar(nu=later), einde)
    assert regio.post(f"{pad}/terugkeer", makelaar(BEE, nu=later), terug, 403)
    na = regio.post(f"{pad}/terugkeer", makelaar(nu=later), terug)
    assert (na["teruggekeerdOp"], na["terugkeerDoel"]) == ("2026-10-01", "interne_klussen")


def test_eerder_dan_de_opzegtermijn_alleen_met_drie_keer_ja(
    client: TestClient, makelaar: Vraag, regio: Regio, inzet: dict[str, Any], drie: Drie
) -> None:
    """The refusal says the first day; who agree all three need no notice."""
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Minder werk", "zonderOverdracht": "Niets."}
    for dag in ({}, {"laatsteDag": "2026-10-28"}):
        nee = regio.post(f"{pad}/statuswijzigingen", drie.inlener(nu=LOPEND), stap | dag, 409)
        assert [een["code"] for een in nee["beletselen"]] == ["binnen-opzegtermijn"]
        assert "29-10-2026" in nee["beletselen"][0]["reden"]
    korter = {"tot": "2026-10-09", "reden": "In overleg"}
    gevraagd = regio.post(f"{pad}/voorwaarden", drie.inlener(nu=LOPEND), korter)["gevraagd"]
    na = drie.allen_akkoord(gevraagd["versie"], nu=LOPEND)
    assert (na["tot"], na["status"]) == ("2026-10-09", "bevestigd")
    # A shorter notice is agreed on in the same way.
    assert regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=LOPEND), stap, 409)
    drie.zonder_opzegtermijn(nu=LOPEND)
    na = regio.post(f"{pad}/statuswijzigingen", makelaar(nu=LOPEND), stap)
    assert (na["tot"], na["status"]) == ("2026-10-01", "beeindigd")


def test_zonder_opzegtermijn_als_doorgaan_niet_kan(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    inzet: dict[str, Any],
    drie: Drie,
    engine: Engine,
) -> None:
    """Who left cannot say yes: one of both organisations ends it, and all read that it did."""
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Uit dienst", "zonderOpzegtermijn": True}
    stap |= {"laatsteDag": "2026-10-02"}
    ander = regio.post(f"{pad}/statuswijzigingen", makelaar(CEE, nu=LOPEND), stap, 403)
    assert ander["code"] == "andere-organisatie"
    buiten = stap | {"laatsteDag": "2027-03-01"}
    nee = regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=LOPEND), buiten, 409)
    assert nee["beletselen"][0]["code"] == "buiten-periode"
    na = regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=LOPEND), stap)
    assert (na["tot"], na["status"]) == ("2026-10-02", "bevestigd")
    regels = client.get(f"{BASE}{pad}/audittrail", headers=drie.inlener(nu=LOPEND)).json()
    zin = "De laatste dag wordt 02-10-2026. De opzegtermijn is niet aangehouden. Uit dienst"
    assert (regels["results"][-1]["reden"], bool(regels["results"][-1]["gebruiker"])) == (zin, True)
    with engine.connect() as tx:
        vraag = text("SELECT tekst FROM bericht_uit WHERE onderwerp = 'Een inzet eindigt eerder'")
        brieven = tx.scalars(vraag).all()
    assert len(brieven) == 3
    assert all("opzegtermijn is niet aangehouden" in een for een in brieven)


def brieven_over_het_einde(engine: Engine) -> int:
    with engine.connect() as tx:
        vraag = "SELECT count(*) FROM bericht_uit WHERE onderwerp = 'Een inzet eindigt eerder'"
        return int(tx.scalar(text(vraag)) or 0)


def test_opzeggen_tegen_de_afgesproken_dag_verandert_niets(
    client: TestClient, regio: Regio, inzet: dict[str, Any], drie: Drie, engine: Engine
) -> None:
    """No untrue letter, no line in the audit trail, and what is asked stays asked."""
    pad = f"/inzetten/{inzet['id']}"
    korter = {"tot": "2026-12-31", "reden": "In overleg"}
    regio.post(f"{pad}/voorwaarden", drie.inlener(nu=LOPEND), korter)
    wie = drie.thuis(nu=LOPEND)
    voor = [
        client.get(f"{BASE}{pad}{staart}", headers=wie).json() for staart in ("", "/audittrail")
    ]
    stap = {"naar": "beeindigd", "reden": "Klaar", "laatsteDag": inzet["tot"]}
    for meer in ({}, {"zonderOpzegtermijn": True}):
        nee = regio.post(f"{pad}/statuswijzigingen", wie, stap | meer, 409)
        assert [een["code"] for een in nee["beletselen"]] == ["al-afgesproken"]
        assert "28-02-2027" in nee["beletselen"][0]["reden"]
    na = [client.get(f"{BASE}{pad}{staart}", headers=wie).json() for staart in ("", "/audittrail")]
    assert na == voor
    assert na[0]["gevraagdeVersie"]
    # On the day itself it ends as was agreed, and nobody hears that it ends early.
    dag = LOPEND.replace(year=2027, month=2, day=28)
    stap = {"naar": "beeindigd", "reden": "Klaar", "zonderOverdracht": "Niets."}
    assert regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=dag), stap)["status"] == "beeindigd"
    assert brieven_over_het_einde(engine) == 0


def test_ook_een_tweede_einde_op_dezelfde_dag_wordt_gezegd(
    regio: Regio, inzet: dict[str, Any], drie: Drie, engine: Engine
) -> None:
    """Notice, extended by three yeses, and ended on that day after all."""
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Minder werk", "laatsteDag": "2026-10-30"}
    regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=LOPEND), stap)
    langer = {"tot": "2026-12-31", "reden": "Toch langer"}
    gevraagd = regio.post(f"{pad}/voorwaarden", drie.inlener(nu=LOPEND), langer)["gevraagd"]
    assert drie.allen_akkoord(gevraagd["versie"], nu=LOPEND)["tot"] == "2026-12-31"
    assert brieven_over_het_einde(engine) == 3
    later = LOPEND.replace(day=20)
    weg = stap | {"zonderOpzegtermijn": True}
    assert regio.post(f"{pad}/statuswijzigingen", drie.thuis(nu=later), weg)["tot"] == "2026-10-30"
    assert brieven_over_het_einde(engine) == 6


def test_wie_opzegde_en_waarom_staat_in_de_audittrail(
    client: TestClient, makelaar: Vraag, regio: Regio, inzet: dict[str, Any], drie: Drie
) -> None:
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Minder werk", "laatsteDag": "2026-10-30"}
    regio.post(f"{pad}/statuswijzigingen", drie.inlener(nu=LOPEND), stap)
    regels = client.get(f"{BASE}{pad}/audittrail", headers=drie.zelf(nu=LOPEND)).json()["results"]
    laatste = regels[-1]
    assert (laatste["van"], laatste["naar"]) == ("bevestigd", "bevestigd")
    assert laatste["reden"] == "De laatste dag wordt 30-10-2026. Minder werk"
    assert laatste["gebruiker"]


def test_na_opzegging_geldt_de_nieuwe_laatste_dag_ook_in_de_voorwaarden(
    client: TestClient, makelaar: Vraag, regio: Regio, inzet: dict[str, Any], drie: Drie
) -> None:
    """The return can be the day after it, and other terms do not undo that notice was given."""
    pad = f"/inzetten/{inzet['id']}"
    stap = {"naar": "beeindigd", "reden": "Minder werk", "laatsteDag": "2026-10-30"}
    regio.post(f"{pad}/statuswijzigingen", makelaar(BEE, nu=LOPEND), stap)
    gelezen = client.get(f"{BASE}{pad}/voorwaarden", headers=drie.zelf(nu=LOPEND)).json()
    assert (gelezen["inKracht"]["tot"], gelezen["gevraagd"]) == ("2026-10-30", None)
    terug = {"terugkeerDatum": "2026-10-31"}
    answer = client.patch(f"{BASE}{pad}", headers=makelaar(nu=LOPEND), json=terug)
    assert answer.status_code == 200, answer.text
    na = drie.allen_akkoord(answer.json()["gevraagdeVersie"], nu=LOPEND)
    assert (na["tot"], na["terugkeerDatum"]) == ("2026-10-30", "2026-10-31")


def test_tegelijk_intrekken_gebeurt_een_keer(
    client: TestClient, makelaar: Vraag, inzet: dict[str, Any]
) -> None:
    pad = f"{BASE}/inzetten/{inzet['id']}/statuswijzigingen"
    stap = {"naar": "ingetrokken", "reden": "Toch niet"}

    def post(_: int) -> int:
        return client.post(pad, headers=makelaar(), json=stap).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(post, range(4))) == [201, 409, 409, 409]


def test_de_buurdienst_hoort_wie_inleenkracht_is_vanaf_drie_keer_ja(
    client: TestClient,
    makelaar: Vraag,
    regio: Regio,
    als_dienst: Callable[[str, str], Headers],
    drie: Drie,
) -> None:
    inzet = drie.inzet
    pad = f"/intern/inzetten/{inzet['id']}"
    vacatures = als_dienst("vacatures", "pool")
    assert client.get(pad, headers=vacatures).json()["actief"] is False
    drie.allen_akkoord()
    assert client.get(pad, headers=vacatures).json() == {
        "id": inzet["id"],
        "medewerker": inzet["medewerker"],
        "inlener": BEE,
        "van": "2026-08-12",
        "tot": "2027-02-28",
        "actief": True,
    }
    for headers in (makelaar(), {}):
        assert client.get(pad, headers=headers).status_code in (401, 404)
    assert client.get(f"/intern/inzetten/{uuid4()}", headers=vacatures).status_code == 404
    stap = {"naar": "ingetrokken", "reden": "Toch niet"}
    regio.post(f"/inzetten/{inzet['id']}/statuswijzigingen", makelaar(), stap)
    assert client.get(pad, headers=vacatures).json()["actief"] is False


def test_de_werker_eindigt_wat_de_kalender_heeft_geeindigd(
    engine: Engine,
    database: dict[str, str],
    inzet: dict[str, Any],
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:
    class Klok(Work):
        """The worker's tools with the day of the story."""

        def now(self) -> datetime:
            return datetime(2027, 3, 1, 7, tzinfo=UTC)

    work = Klok(settings_of("pool", database), sessionmaker(engine, expire_on_commit=False))
    worker.follow_clock(work)
    worker.follow_clock(work)
    with Session(engine) as tx:
        bewaard = storage.haal(tx, UUID(inzet["id"]))
    assert bewaard is not None
    assert bewaard.inzet.status == "beeindigd"
    assert str(bewaard.inzet.tot) == "2027-02-28"
    assert [een.type for een in gebeurtenissen()].count("inzet-beeindigd") == 1


def test_elke_inzage_wordt_vastgelegd(
    client: TestClient,
    makelaar: Vraag,
    inzet: dict[str, Any],
    verwerkingen: Callable[[], list[tuple[str, UUID]]],
) -> None:
    voor = len(verwerkingen())
    client.get(f"{BASE}/inzetten", headers=makelaar())
    client.get(f"{BASE}/inzetten/{inzet['id']}", headers=makelaar(nu=NU + timedelta(days=1)))
    nieuw = verwerkingen()[voor:]
    assert [wie for _, wie in nieuw] == [UUID(inzet["medewerker"])] * 2
