"""A month over the API: the concept, closing it, late hours and corrections, documents."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Convenant
from services.pool.verrekening.storage import wissen
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Regio, Vraag
from tests.pool.uren.conftest import WEEK
from tests.pool.verrekening import oordeel
from tests.pool.verrekening.conftest import GEGEVENS, LATER, MAAND, NA, Verrekenboek

Lezer = Callable[[], list[Any]]


def test_van_goedgekeurde_uren_naar_een_gesloten_maand(
    boek: Verrekenboek, gebeurtenissen: Lezer, verwerkingen: Lezer
) -> None:
    inzet, staat = boek.gewerkt(16.25)
    concept = boek.maand()
    assert (concept["gesloten"], concept["id"], concept["wachtend"]) == (False, None, [])
    [stroom] = concept["stromen"]
    assert stroom == {
        "crediteur": AA, "debiteur": BEE, "soort": "inzet", "route": "belast_21", "maand": MAAND,
        "correctie": False, "uren": 16.25, "cent": 130_000,
    }  # fmt: skip
    assert concept["saldi"] == [
        {"organisatie": AA, "cent": 157_300}, {"organisatie": BEE, "cent": -157_300},
    ]  # fmt: skip
    assert concept["betalingen"] == [{"van": BEE, "naar": AA, "cent": 157_300}]
    dicht = boek.sluit()
    zelfde = ("saldi", "betalingen", "stromen", "controlegetal", "instelling", "regelversie")
    for gelezen in (boek.maand(), boek.lees(f"/verrekeningen/{dicht['id']}", boek.kijkt(BEE))):
        assert {n: gelezen[n] for n in zelfde} == {n: concept[n] for n in zelfde}
        assert gelezen["gesloten"] is True
    assert gebeurtenissen()[-1].type == "verrekening-gesloten"
    # The lines: only for both employers, by pseudonym, and it is recorded.
    voor = len(verwerkingen())
    for oin in (AA, BEE):
        wie = boek.kijkt(oin, "hr_adviseur")
        [regel] = boek.lees(f"/verrekeningen/{dicht['id']}/regels", wie)["results"]
        assert (regel["urenregel"], regel["inzet"], regel["medewerker"]) == (
            staat, inzet, str(boek.mens(1)),
        )  # fmt: skip
        assert (regel["tariefCent"], regel["grondslag"], regel["week"]) == (
            8000, "integraal", WEEK,
        )  # fmt: skip
        assert regel["herkomst"] == "voorwaarden van de inzet, versie 1"
        houdt = {een["code"]: een["houdt"] for een in regel["voorwaarden"]}
        assert houdt["tarief_brutoloon"] == "nee"
        assert houdt["duur_twaalf_maanden"] == "ja"
    assert verwerkingen()[voor:] == [("Uren verrekenen tussen werkgevers", boek.mens(1))] * 2
    derde = f"/verrekeningen/{dicht['id']}/regels"
    assert boek.lees(derde, boek.kijkt(CEE, "hr_adviseur"))["results"] == []
    boek.lees(derde, boek.kijkt(AA, "makelaar"), 403)
    onderwerpen = {wie for wie, wat in boek.berichten() if "gesloten" in wat}
    assert onderwerpen == {AA, BEE}


def test_wie_erbuiten_staat_vindt_niets(boek: Verrekenboek, ik: Vraag) -> None:
    boek.gewerkt()
    dicht = boek.sluit()["id"]
    factuur = boek.stukken(dicht)[0]["id"]
    gegevens = f"/organisaties/{AA}/factuurgegevens"
    paden = [
        f"/verbanden/{VERBAND}/verrekenmaanden/{MAAND}", f"/verrekeningen/{dicht}",
        f"/verrekeningen/{dicht}/regels", f"/verrekeningen/{dicht}/facturen",
        f"/facturen/{factuur}", gegevens,
    ]  # fmt: skip
    for wie in (ik(DEE, "secretaris", nu=NA), ik(AA, "medewerker", nu=NA)):
        for pad in paden:
            boek.lees(pad, wie, 404)
        assert boek.lees("/verrekeningen?telling=true", wie)["count"] == 0
        inhoud = {"verband": str(VERBAND), "maand": MAAND, "controlegetal": "0" * 16}
        boek.roep("POST", "/verrekeningen", wie, inhoud, 404)
        boek.roep("PUT", gegevens, wie, GEGEVENS, 404)
    assert boek.lees("/verrekeningen?telling=true", boek.kijkt())["count"] == 1
    boek.sluit(wie=boek.kijkt(AA, "recruiter", gebruiker="R"), status=403)
    boek.sluit(wie=boek.kijkt(AA, "makelaar", gebruiker=None), status=400)


def test_een_gesloten_maand_wijzigt_nooit(boek: Verrekenboek, engine: Engine) -> None:
    boek.gewerkt()
    dicht = boek.sluit()["id"]
    for sql in (
        "UPDATE verrekening SET saldi = '{}'",
        "UPDATE verrekening SET gesloten_door = 'Ander'",
        "UPDATE verrekende_uren SET bedrag = 1",
        "UPDATE verrekende_uren SET inzet_id = gen_random_uuid()",
        "UPDATE verrekenregel SET bedrag = 1",
        "UPDATE factuur SET totaal = 1",
        "DELETE FROM verrekenregel",
        "DELETE FROM factuur",
        "INSERT INTO verrekenregel (verrekening_id, urenregel, crediteur, debiteur, bedrag, deel,"
        " geheel) SELECT verrekening_id, urenregel, debiteur, crediteur, 1, 1, 1"
        " FROM verrekenregel",
    ):
        with engine.connect() as tx, pytest.raises(DBAPIError) as fout:
            tx.execute(text(sql))
        assert isinstance(fout.value.orig, psycopg.errors.RestrictViolation), sql
    with engine.begin() as tx:
        tx.execute(text("UPDATE verrekening SET gesloten_door = NULL"))
    for maand, code in ((MAAND, "al-gesloten"), ("2026-08", "al-gesloten"),
                        ("2026-10", "maand-loopt")):  # fmt: skip
        nee = boek.sluit(maand, status=409)
        assert code in [een["code"] for een in nee["beletselen"]]
    assert boek.lees(f"/verrekeningen/{dicht}", boek.kijkt())["gesloten"] is True


def test_late_uren_en_correcties_komen_in_de_volgende_maand(boek: Verrekenboek) -> None:
    _, staat = boek.gewerkt(16)
    boek.sluit()
    eerste = boek.maand()
    [oud] = boek.stukken(eerste["id"])
    fout = boek.corrigeer(staat, 10)
    boek.besluit(fout["id"])
    boek.gewerkt(8, nr=2)
    assert boek.maand() == eerste
    later = boek.maand("2026-10")
    assert [(een["correctie"], een["uren"], een["cent"]) for een in later["stromen"]] == [
        (False, 8, 64_000), (True, -6, -48_000),
    ]  # fmt: skip
    wie = boek.kijkt(AA, "makelaar", gebruiker="Mak", nu=LATER)
    dicht = boek.sluit("2026-10", wie=wie)
    [stuk] = boek.stukken(dicht["id"])
    assert (stuk["soort"], stuk["nettoCent"], stuk["nummer"]) == ("factuur", 16_000, "DS-000002")
    assert stuk["verwijst"] == [oud["nummer"]] == ["DS-000001"]
    regels = boek.lees(f"/verrekeningen/{dicht['id']}/regels", boek.kijkt(AA, "hr_adviseur"))
    assert {een["corrigeert"] for een in regels["results"]} == {None, staat}
    # Both months together are what was worked.
    alle = [*eerste["stromen"], *dicht["stromen"]]
    assert sum(een["uren"] for een in alle) == 18


def test_twee_tegelijk_sluiten_een_maand_eenmaal(boek: Verrekenboek) -> None:
    boek.gewerkt()
    getal = boek.maand()["controlegetal"]
    inhoud = {"verband": str(VERBAND), "maand": MAAND, "controlegetal": getal}
    wie = [boek.kijkt(oin, "makelaar", gebruiker=oin) for oin in (AA, BEE, CEE)]

    def sluit(een: Any) -> int:
        answer = boek.client.post(f"{BASE}/verrekeningen", headers=een, json=inhoud)
        return answer.status_code

    with ThreadPoolExecutor(3) as threads:
        codes = list(threads.map(sluit, wie))
    assert sorted(codes) == [201, 409, 409]
    assert boek.lees("/verrekeningen?telling=true", boek.kijkt())["count"] == 1


def test_niemand_sluit_wat_hij_niet_zag(boek: Verrekenboek) -> None:
    boek.gewerkt()
    getal = boek.maand()["controlegetal"]
    boek.gewerkt(4, nr=2)
    nee = boek.sluit(getal=getal, status=409)
    assert [een["code"] for een in nee["beletselen"]] == ["concept-gewijzigd"]


def test_zonder_tarief_wachten_de_uren(boek: Verrekenboek, engine: Engine) -> None:
    boek.gewerkt()
    with engine.begin() as tx:
        tx.execute(text("UPDATE inzet_voorwaarden SET tarief_cent_per_uur = NULL"))
    maand = boek.maand()
    assert maand["stromen"] == []
    assert maand["wachtend"] == [
        {"reden": "tarief_ontbreekt", "uitlener": AA, "inlener": BEE, "uren": 16}
    ]
    boek.sluit()
    boek.convenant(tariefCentPerUur=7000, tariefGrondslag="bruto_loon")
    [stroom] = boek.maand("2026-10")["stromen"]
    assert (stroom["maand"], stroom["cent"]) == (MAAND, 112_000)


def test_wie_thuis_minder_werkt_kost_de_inlener_daar_niets(
    boek: Verrekenboek, engine: Engine
) -> None:
    boek.gewerkt()
    boek.convenant(tariefCentPerUur=7000)
    minder = "UPDATE inzet_voorwaarden SET tarief_cent_per_uur = NULL, variant = 'uren_verminderd'"
    with engine.begin() as tx:
        tx.execute(text(minder))
    maand = boek.maand()
    assert [(een["uren"], een["cent"], een["route"]) for een in maand["stromen"]] == [
        (16, 0, "geen")
    ]
    assert boek.stukken(boek.sluit()["id"]) == []


def test_leegloop_gaat_rond_naar_de_sleutel(boek: Verrekenboek, regio: Regio) -> None:
    regio.lid(regio.pool(), 0x403)
    boek.convenant(tariefCentPerUur=7001, leegloopSleutel="gelijk", btwBuitenTekst="Samen.")
    boek.leegloop(8)
    maand = boek.maand()
    assert {een["debiteur"]: een["cent"] for een in maand["stromen"]} in (
        {BEE: 18_669, CEE: 18_669}, {BEE: 18_669, CEE: 18_670}, {BEE: 18_670, CEE: 18_669},
    )  # fmt: skip
    assert sum(een["cent"] for een in maand["saldi"]) == 0
    assert any("tarief per uur" in een for een in maand["waarschuwingen"])
    dicht = boek.sluit()["id"]
    [regel, *_] = boek.lees(f"/verrekeningen/{dicht}/regels", boek.kijkt(AA, "hr_adviseur"))[
        "results"
    ]
    houdt = {een["code"]: een["houdt"] for een in regel["voorwaarden"] if een["regel"] == "R15"}
    assert houdt == {
        "kosten_samen": "ja", "sleutel_vooraf": "ja", "werkelijke_kosten": "nee",
        "risico_voor_allen": "ja", "geen_winst": "onbekend",
    }  # fmt: skip
    stukken = boek.stukken(dicht)
    assert [een["btw"][0]["categorie"] for een in stukken] == ["O", "O"]
    boek.vul_gegevens_in(AA, BEE)
    [bij_bee] = [een["id"] for een in stukken if een["debiteur"] == BEE]
    document = boek.ubl(bij_bee, boek.kijkt(BEE))
    assert oordeel.fouten(document) == []
    assert b"Samen." in document
    # Who bears a part does not see the week of one person of another employer.
    bee = boek.kijkt(BEE, "hr_adviseur")
    assert boek.lees(f"/verrekeningen/{dicht}/regels", bee)["results"] == []
    assert WEEK.encode() not in document


def test_een_sleutel_die_in_de_maand_wijzigt_stond_niet_vooraf_vast(
    boek: Verrekenboek, regio: Regio, engine: Engine
) -> None:
    regio.lid(regio.pool(), 0x403)
    boek.convenant(tariefCentPerUur=7000, leegloopSleutel="fte")
    nieuw = {"geldigVanaf": "2026-09-10", "pool": {"tariefCentPerUur": 7000}}
    nieuw["pool"]["leegloopSleutel"] = "gelijk"  # type: ignore[index]
    with Session(engine) as tx:
        tx.add(Convenant(verband=VERBAND, versie=2, inhoud=nieuw))
        tx.commit()
    boek.leegloop(8)
    zin = "de sleutel stond vast voordat de maand begon. Dat is hier niet zo."
    assert any(een.endswith(zin) for een in boek.maand()["waarschuwingen"])


def test_de_uitlener_kiest_de_btw_route_en_ziet_wat_houdt(boek: Verrekenboek) -> None:
    inzet = boek.inzet()
    pad = f"/inzetten/{inzet}/btw-route"
    uitlener = boek.kijkt(AA, "hr_adviseur", gebruiker="Hanna")
    beeld = boek.lees(pad, uitlener)
    assert (beeld["route"], beeld["gekozen"]) == ("belast_21", False)
    keus = {"route": "vrij_arbeidsmobiliteit", "reden": "Zo besproken met de fiscalist."}
    boek.roep("PUT", pad, boek.kijkt(BEE, "hr_adviseur"), keus, 403)
    boek.roep("PUT", pad, boek.kijkt(CEE, "hr_adviseur"), keus, 404)
    boek.vul_gegevens_in(AA, BEE)
    beeld = boek.roep("PUT", pad, uitlener, keus)
    assert (beeld["route"], beeld["gekozenDoor"]) == ("vrij_arbeidsmobiliteit", AA)
    houdt = {een["code"]: een["houdt"] for een in beeld["voorwaarden"] if een["regel"] != "R15"}
    assert houdt == {
        "tarief_brutoloon": "nee", "duur_twaalf_maanden": "ja", "schriftelijk": "nee",
        "partijen_publiek": "ja", "mobiliteit_voor_allen": "ja",
    }  # fmt: skip
    assert len(beeld["waarschuwingen"]) == 2
    assert "geen juridisch" in beeld["voorbehoud"]
    staat = boek.dien_in(inzet)
    boek.besluit(staat)
    maand = boek.maand()
    assert maand["waarschuwingen"] == sorted(beeld["waarschuwingen"])
    dicht = boek.sluit()["id"]
    [stuk] = boek.stukken(dicht)
    assert [een["categorie"] for een in stuk["btw"]] == ["E"]
    document = boek.ubl(stuk["id"], boek.kijkt(BEE))
    assert oordeel.fouten(document) == []
    assert "goedkeuring arbeidsmobiliteit" in document.decode()


def test_een_stuk_houdt_de_gegevens_van_toen(boek: Verrekenboek) -> None:
    boek.gewerkt()
    boek.vul_gegevens_in(AA)
    dicht = boek.sluit()["id"]
    [stuk] = boek.stukken(dicht)
    nee = boek.client.get(
        f"{BASE}/facturen/{stuk['id']}", headers=boek.kijkt(AA) | {"Accept": "application/xml"}
    )
    assert nee.status_code == 409
    assert [een["veld"] for een in nee.json()["beletselen"]] == ["debiteur"]
    boek.vul_gegevens_in(BEE)
    document = boek.ubl(stuk["id"], boek.kijkt(AA))
    assert oordeel.fouten(document) == []
    boek.ubl(stuk["id"], boek.kijkt(CEE), 403)
    wie = boek.kijkt(AA, "beheerder", nu=LATER)
    pad = f"/organisaties/{AA}/factuurgegevens"
    raar = GEGEVENS | {"iban": "NL00TEST0123456789", "naam": " "}
    fout = boek.roep("PUT", pad, wie, raar, 409)
    assert [een["code"] for een in fout["beletselen"]] == ["leeg", "iban-onjuist"]
    boek.roep("PUT", pad, wie | {"If-Match": '"7"'}, GEGEVENS | {"plaats": "Elders"}, 412)
    nieuw = boek.roep("PUT", pad, wie, GEGEVENS | {"plaats": "Elders"})
    assert (nieuw["versie"], boek.lees(pad, wie)["plaats"]) == (2, "Elders")
    assert boek.roep("PUT", pad, wie, GEGEVENS | {"plaats": "Elders"})["versie"] == 2
    assert boek.ubl(stuk["id"], boek.kijkt(AA)) == document


def test_het_grootboek_en_de_regels_als_bestand(boek: Verrekenboek) -> None:
    boek.gewerkt()
    dicht = boek.sluit()["id"]
    als_csv = {"Accept": "text/csv"}
    stromen = boek.client.get(f"{BASE}/verrekeningen/{dicht}", headers=boek.kijkt() | als_csv)
    assert stromen.headers["content-type"].startswith("text/csv")
    assert stromen.text.splitlines()[1] == (f"{AA},{BEE},inzet,belast_21,{MAAND},nee,16.00,1280.00")
    wie = boek.kijkt(AA, "hr_adviseur") | als_csv
    regels = boek.client.get(f"{BASE}/verrekeningen/{dicht}/regels", headers=wie).text
    assert regels.count("\n") == 2
    assert "1280.00,belast_21" in regels


def test_wissen_laat_bedragen_zonder_mens(boek: Verrekenboek, engine: Engine) -> None:
    inzet, _ = boek.gewerkt()
    boek.roep(
        "PUT", f"/inzetten/{inzet}/btw-route",
        boek.kijkt(AA, "hr_adviseur", gebruiker="H"), {"route": "geen", "reden": "Ruil."},
    )  # fmt: skip
    dicht = boek.sluit()
    with Session(engine) as tx:
        [uren] = wissen.dossier(tx, boek.mens(1))["verrekendeUren"]
        assert uren["kwartieren"] == 64
        gewist = wissen.wis_inzetten(tx, [UUID(inzet)], NA.date())
        assert gewist == {"verrekende_uren": 1, "btwkeuze": 1}
        tx.commit()
    na = boek.lees(f"/verrekeningen/{dicht['id']}", boek.kijkt())
    assert na["stromen"] == dicht["stromen"]
    [regel] = boek.lees(f"/verrekeningen/{dicht['id']}/regels", boek.kijkt(AA, "hr_adviseur"))[
        "results"
    ]
    assert (regel["inzet"], regel["medewerker"]) == (None, None)
