"""From a klus to an inzet, over HTTP: who sees what, who decides, and what two at once do."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from shared import db
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, NU, VERBAND, Vraag
from tests.pool.klus.conftest import GEHEEL, Klussen

BERICHTEN = "SELECT onderwerp FROM bericht_uit WHERE persoon = :p ORDER BY nr"


def van_klus(gebeurtenissen: Any) -> list[str]:
    return [een.type for een in gebeurtenissen() if een.type.startswith("klus-")]


def test_van_klus_naar_inzet_met_drie_keer_ja(
    klussen: Klussen, gebeurtenissen: Any, engine: Engine
) -> None:
    klus = klussen.open()
    een = klussen.reageer(klus, 1)
    twee = klussen.reageer(klus, 2, variant="uren_verminderd")
    # The same facts beside each, in the order in which they came.
    lijst = klussen.lees(f"/klussen/{klus}/reacties", klussen.makelaar())["results"]
    assert [r["id"] for r in lijst] == [een["id"], twee["id"]]
    codes = [[reden["code"] for reden in r["redenen"]] for r in lijst]
    assert codes == [["uren", "functie", "andere_inzetten", "organisatie"]] * 2
    # The employer of both knows nothing of it yet.
    assert klussen.lees("/klusreacties", klussen.baas(AA))["results"] == []
    voorgesteld = klussen.match(twee["id"])
    assert voorgesteld["status"] == "voorgesteld"
    inzet = voorgesteld["inzet"]
    gelezen = klussen.lees(f"/inzetten/{inzet}", klussen.baas(AA))
    assert (gelezen["soort"], gelezen["groep"], gelezen["inlener"]) == ("klus", klus, BEE)
    voorwaarden = klussen.lees(f"/inzetten/{inzet}/voorwaarden", klussen.baas(AA))["gevraagd"]
    assert (voorwaarden["variant"], voorwaarden["plaats"]) == ("uren_verminderd", "Beestad")
    assert voorwaarden["tariefCentPerUur"] is None
    assert voorwaarden["terugkeerDoel"] == "interne_klussen"
    # While it is being agreed on, nobody else is proposed; others can still answer.
    assert klussen.match(een["id"], 409)["code"] == "match-kan-niet"
    klussen.ja(inzet, klussen.baas(AA))
    klussen.ja(inzet, klussen.baas(BEE))
    te_vroeg = klussen.ja(inzet, klussen.zelf(2), 409)
    assert [b["code"] for b in te_vroeg["beletselen"]] == ["effect-niet-getoond"]
    effect = klussen.bekijk(inzet, 2, uurloonCent=2500)["varianten"]
    assert [v["verschilCent"] for v in effect] == [0, -86667]
    assert klussen.ja(inzet, klussen.zelf(2))["status"] == "bevestigd"
    klussen.volg()
    assert klussen.stand(klus) == "toegewezen"
    assert (klussen.mijn(een["id"], 1), klussen.mijn(twee["id"], 2)) == ("niet_gekozen", "gekozen")
    assert van_klus(gebeurtenissen) == ["klus-gepubliceerd", "klus-gesloten"]
    with engine.connect() as tx:
        gezegd = tx.scalars(text(BERICHTEN), {"p": UUID(int=0x301)}).all()
    assert gezegd == ["Een klus gaat naar iemand anders"]
    klussen.volg()  # once more changes nothing
    assert klussen.stand(klus) == "toegewezen"


def test_wat_iemand_verdient_staat_nergens(klussen: Klussen, engine: Engine) -> None:
    """The wage, the contract and the amounts are in no table, whoever asks with a key."""
    klus = klussen.open()
    inzet = klussen.match(klussen.reageer(klus, variant="uren_verminderd")["id"])["inzet"]
    loon, contract = 43_217, 33.3
    sleutel = klussen.zelf() | {"Idempotency-Key": "proef-loon"}
    vraag = {"contracturen": contract, "klusuren": 8, "uurloonCent": loon}
    los = klussen.regio.post("/klusberekeningen", sleutel, vraag, 200)
    assert los == klussen.bekijk(inzet, contracturen=contract, uurloonCent=loon)
    bedrag = los["varianten"][1]["minderCent"]
    with engine.connect() as tx:
        tabellen = tx.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'pool'")
        ).all()
        assert "inzet_voorwaarden" in tabellen
        for tabel in tabellen:
            for rij in tx.scalars(text(f'SELECT t::text FROM "{tabel}" t')):
                assert not re.search(rf"\b({loon}|{contract}|{bedrag})\b", rij), tabel
        assert tx.scalar(text("SELECT bool_and(effect_getoond) FROM inzet_voorwaarden"))
        assert tx.scalar(text("SELECT count(*) FROM idempotentie")) == 0


def test_andere_voorwaarden_worden_opnieuw_getoond(klussen: Klussen) -> None:
    inzet = klussen.match(klussen.reageer(klussen.open())["id"])["inzet"]
    klussen.bekijk(inzet)
    anders = {"variant": "uren_verminderd", "reden": "Liever zo."}
    gewijzigd = klussen.regio.post(f"/inzetten/{inzet}/voorwaarden", klussen.baas(), anders)
    assert "effectGetoond" not in gewijzigd["gevraagd"]
    assert klussen.ja(inzet, klussen.zelf(), 409)["code"] == "antwoord-kan-niet"
    klussen.bekijk(inzet)
    klussen.ja(inzet, klussen.zelf())


def test_een_nee_is_van_niemand_en_de_klus_is_weer_vrij(klussen: Klussen) -> None:
    klus = klussen.open()
    een, twee = klussen.reageer(klus, 1), klussen.reageer(klus, 2)
    inzet = klussen.match(een["id"])["inzet"]
    nee = {"versie": 1, "akkoord": False, "reden": "Geen tijd."}
    klussen.regio.post(f"/inzetten/{inzet}/akkoorden", klussen.baas(AA), nee)
    thuis, inlener = (
        klussen.lees(f"/inzetten/{inzet}", klussen.baas(oin))["status"] for oin in (AA, BEE)
    )
    assert (thuis, inlener) == ("geweigerd", "ingetrokken")
    # The next match need not wait for the worker.
    volgende = klussen.match(twee["id"])["inzet"]
    assert klussen.mijn(een["id"]) == "niet_doorgegaan"
    assert klussen.stand(klus) == "open"
    klussen.drie_keer_ja(volgende, 2)
    klussen.volg()
    assert klussen.stand(klus) == "toegewezen"
    # A yes that is taken back before the start frees it once more.
    terug = {"naar": "ingetrokken", "reden": "Toch niet."}
    klussen.regio.post(f"/inzetten/{volgende}/statuswijzigingen", klussen.baas(), terug)
    klussen.volg()
    assert klussen.stand(klus) == "open"
    assert klussen.reageer(klus, 1)["status"] == "ingediend"


def test_een_klus_van_de_eigen_organisatie_vraagt_geen_inzet(klussen: Klussen) -> None:
    klus = klussen.open()
    eigen = klussen.reageer(klus, 7, BEE)
    assert klussen.match(eigen["id"], 403)["code"] == "andere-organisatie"
    wie = klussen.baas(scopes=frozenset({"pool:lezen", "toewijzing:beslissen"}))
    gekozen = klussen.match(eigen["id"], wie=wie)
    assert (gekozen["status"], gekozen["inzet"]) == ("gekozen", None)
    assert klussen.stand(klus) == "toegewezen"
    klussen.regio.post(f"/klusreacties/{eigen['id']}/intrekking", klussen.zelf(7, BEE), {}, 200)
    assert klussen.stand(klus) == "open"


def test_ingetrokken_neemt_alles_mee(klussen: Klussen, gebeurtenissen: Any) -> None:
    klus = klussen.open()
    een, twee = klussen.reageer(klus, 1), klussen.reageer(klus, 2)
    inzet = klussen.match(een["id"])["inzet"]
    assert klussen.zet(klus, "ingetrokken")["status"] == "ingetrokken"
    assert klussen.lees(f"/inzetten/{inzet}", klussen.baas(AA))["status"] == "ingetrokken"
    assert klussen.mijn(een["id"]) == "niet_doorgegaan"
    assert klussen.mijn(twee["id"], 2) == "vervallen"
    assert van_klus(gebeurtenissen)[-1] == "klus-gesloten"
    assert klussen.zet(klus, "open", 409)["code"] == "overgang-kan-niet"
    # Of a concept nobody knew, so nobody hears that it goes.
    klussen.zet(klussen.concept()["id"], "ingetrokken")
    assert len(van_klus(gebeurtenissen)) == 2


def test_wat_is_afgesproken_trekt_niemand_meer_in(klussen: Klussen) -> None:
    klus = klussen.open()
    inzet = klussen.match(klussen.reageer(klus)["id"])["inzet"]
    klussen.drie_keer_ja(inzet)
    # The worker has not been here yet.
    assert klussen.zet(klus, "ingetrokken", 409)["code"] == "overgang-kan-niet"
    assert klussen.lees(f"/inzetten/{inzet}", klussen.baas(AA))["status"] == "bevestigd"


def test_het_bord_en_zijn_filters(klussen: Klussen, ik: Vraag) -> None:
    een = klussen.open()
    twee = klussen.open(functie="planeconoom", niveau="senior", urenMin=20, urenMax=24)
    concept = klussen.concept()["id"]

    def ids(vraag: str, wie: Headers | None = None) -> set[str]:
        pad = f"/klussen?telling=true&{vraag}"
        gevonden = klussen.lees(pad, wie or klussen.zelf())
        assert gevonden["count"] == len(gevonden["results"])
        return {klus["id"] for klus in gevonden["results"]}

    assert ids("") == {een, twee}
    assert ids("functie=jurist") == {een}
    assert ids("niveau=senior") == {twee}
    assert ids("uren=12") == {een}
    assert ids("van=2027-04-01") == set()
    assert ids("tot=2026-09-30") == set()
    assert ids(f"organisatie={BEE}&verband={VERBAND}&status=open") == {een, twee}
    assert ids("status=concept", klussen.baas()) == {concept}
    assert ids("", ik(DEE, "makelaar")) == set()
    assert ids("", ik(CEE, "medewerker")) == {een, twee}
    for pad in (concept, een):
        klussen.lees(f"/klussen/{pad}", ik(DEE, "makelaar"), 404)
    klussen.lees(f"/klussen/{concept}", klussen.makelaar(), 404)


def test_wie_mag_schrijven(klussen: Klussen, ik: Vraag) -> None:
    for rol, status in (("medewerker", 403), ("secretaris", 403), ("hr_adviseur", 201)):
        klussen.regio.post("/klussen", ik(BEE, rol), GEHEEL, status)
    vreemd = klussen.regio.post("/klussen", ik(DEE, "makelaar"), GEHEEL, 400)
    assert vreemd["invalidParams"][0]["code"] == "onbekend"
    klus = klussen.open()
    url = f"{BASE}/klussen/{klus}"
    ander = klussen.client.patch(url, headers=klussen.baas(AA), json={"titel": "Anders"})
    assert ander.status_code == 403
    leeg = klussen.client.patch(url, headers=klussen.baas(), json={"titel": None, "plaats": None})
    assert [f["name"] for f in leeg.json()["invalidParams"]] == ["titel"]
    # A number that can be a BSN is not kept.
    met = klussen.client.patch(url, headers=klussen.baas(), json={"omschrijving": "Bel 111222333"})
    assert "111222333" not in met.text
    assert met.headers["etag"].startswith('"3-')
    te_laat = klussen.client.patch(
        url, headers=klussen.baas() | {"If-Match": '"1-x"'}, json={"titel": "Anders"}
    )
    assert te_laat.status_code == 412


def test_alleen_met_een_eigen_inlog(klussen: Klussen, ik: Vraag) -> None:
    """A machine of the employer shows the board to its employee, and no more than that."""
    klus = klussen.open()
    reactie = klussen.reageer(klus, 1)["id"]
    machine = ik(AA, "medewerker", medewerker=UUID(int=0x301), scopes=frozenset({"pool:lezen"}))
    assert klussen.lees(f"/klussen/{klus}", machine)["id"] == klus
    klussen.lees(f"/klusreacties/{reactie}", machine, 404)
    assert klussen.lees("/klusreacties", machine)["results"] == []
    inhoud = {"motivatie": "x", "urenPerWeek": 8}
    klussen.regio.post(f"/klussen/{klus}/reacties", machine, inhoud, 403)


def test_een_reactie_twee_keer_en_buiten_de_klus(klussen: Klussen) -> None:
    klus = klussen.open()
    sleutel = klussen.zelf() | {"Idempotency-Key": "dubbelklik"}
    inhoud = {"motivatie": "Graag.", "urenPerWeek": 8}
    eerste = klussen.regio.post(f"/klussen/{klus}/reacties", sleutel, inhoud)
    assert klussen.regio.post(f"/klussen/{klus}/reacties", sleutel, inhoud) == eerste
    assert klussen.reageer(klus, 1, status=409)["code"] == "al-gereageerd"
    fout = klussen.reageer(klus, 2, status=400, urenPerWeek=13)
    assert fout["invalidParams"][0]["code"] == "buiten-klus"
    weg = klussen.regio.post(f"/klusreacties/{eerste['id']}/intrekking", klussen.zelf(), {}, 200)
    assert weg["status"] == "ingetrokken"
    klussen.lees(f"/klusreacties/{eerste['id']}", klussen.makelaar(), 404)
    assert klussen.reageer(klus, 1)["id"] != eerste["id"]


def test_na_de_sluitingsdag_reageert_niemand_en_kan_matchen_nog(klussen: Klussen) -> None:
    klus = klussen.open()
    reactie = klussen.reageer(klus)["id"]
    later = NU + timedelta(days=40)
    klussen.regio.post(
        f"/klussen/{klus}/reacties",
        klussen.zelf(2, nu=later),
        {"motivatie": "x", "urenPerWeek": 8},
        409,
    )
    klussen.volg(later)
    assert klussen.stand(klus) == "gesloten"
    klussen.lees(f"/klussen/{klus}", klussen.zelf(2), 404)
    assert klussen.lees(f"/klussen/{klus}", klussen.zelf())["id"] == klus
    assert klussen.match(reactie)["status"] == "voorgesteld"


def test_twee_makelaars_tegelijk_een_uitkomst(klussen: Klussen, engine: Engine) -> None:
    klus = klussen.open()
    reacties = [klussen.reageer(klus, nr)["id"] for nr in (1, 2)]
    wie = klussen.makelaar()

    def match(id: str) -> int:
        inhoud = {"reden": "Past."}
        url = f"{BASE}/klusreacties/{id}/match"
        return klussen.client.post(url, headers=wie, json=inhoud).status_code

    with ThreadPoolExecutor(4) as samen:
        assert sorted(samen.map(match, reacties * 2)) == [201, 409, 409, 409]
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM inzet")) == 1


def test_tegelijk_dubbel_reageren_is_een_reactie(klussen: Klussen) -> None:
    klus, wie = klussen.open(), klussen.zelf()

    def reageer(_: int) -> int:
        url = f"{BASE}/klussen/{klus}/reacties"
        inhoud = {"motivatie": "Graag.", "urenPerWeek": 8}
        return klussen.client.post(url, headers=wie, json=inhoud).status_code

    with ThreadPoolExecutor(4) as samen:
        assert sorted(samen.map(reageer, range(4))) == [201, 409, 409, 409]


def test_wat_een_buurdienst_leest(
    client: TestClient, klussen: Klussen, als_dienst: Any, gebeurtenissen: Any
) -> None:
    klus, concept = klussen.open(), klussen.concept()["id"]
    dienst = als_dienst("vacatures", "pool")

    def aanbod(id: str) -> Any:
        return client.get(f"/intern/aanbod/klus/{id}", headers=dienst)

    feiten = aanbod(klus).json()
    assert (feiten["soort"], feiten["actief"], feiten["urenMin"]) == ("klus", True, 6)
    assert {z["categorie"] for z in feiten["zicht"]} == {"intern", "partner"}
    assert aanbod(concept).status_code == 404
    url = f"{BASE}/klussen/{klus}"
    client.patch(url, headers=klussen.baas(), json={"titel": "Anders"})
    client.patch(url, headers=klussen.baas(), json={"titel": "Anders"})  # no change, no event
    klussen.zet(klus, "gesloten")
    assert aanbod(klus).json()["actief"] is False
    assert van_klus(gebeurtenissen) == [
        f"klus-{w}" for w in ("gepubliceerd", "gewijzigd", "gesloten")
    ]
    bestemming: list[db.Gebeurtenis] = gebeurtenissen()
    assert all("vacatures" in een.bestemmingen for een in bestemming)


def test_geen_vervolg_wordt_op_tijd_gezegd(klussen: Klussen) -> None:
    """The signal of the inzet is that of a klus; a next klus quiets it."""
    inzet = klussen.match(klussen.reageer(klussen.open())["id"])["inzet"]
    klussen.drie_keer_ja(inzet)
    laat = datetime(2027, 2, 15, 9, tzinfo=UTC)
    wie = klussen.zelf(nu=laat)
    assert "geen_vervolg" in klussen.lees(f"/inzetten/{inzet}/signalen", wie)["signalen"]
    lang = {"van": "2027-03-01", "tot": "2027-09-30", "sluitingsDatum": "2027-02-28"}
    volgende = klussen.open(**lang)
    klussen.match(klussen.reageer(volgende)["id"], terugkeerDatum="2027-10-01")
    assert "geen_vervolg" not in klussen.lees(f"/inzetten/{inzet}/signalen", wie)["signalen"]
