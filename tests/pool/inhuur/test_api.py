"""The register over HTTP: whose it is, checks first, figures, goals, and what partners see."""

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Buur, Regio, Vraag, zet_pool
from tests.pool.inzet.conftest import Drie

REGEL = {
    "functie": "planeconoom",
    "niveau": "senior",
    "vorm": "commerciele_detachering",
    "leverancierSoort": "privaat_met_winst",
    "uren": 412.75,
    "kostenCent": 4_127_500,
    "van": "2026-01-01",
    "tot": "2026-06-30",
    "reden": "vacature",
    "zonderToets": "Liep al voor de toets er was.",
}
TOETS = {"functie": "planeconoom", "urenPerWeek": 16, "van": "2026-09-01", "tot": "2027-02-28"}
JAAR = {"loonsomCent": 100_000_000, "bron": "Jaarrekening 2026", "urenPerFte": 1600}


def hr(ik: Vraag, organisatie: str = AA, **meer: Any) -> Headers:
    return ik(organisatie, "hr_adviseur", **meer)


def stuur(
    client: TestClient, method: str, pad: str, wie: Headers, inhoud: Any = None, status: int = 200
) -> dict[str, Any]:
    answer = client.request(method, f"{BASE}{pad}", headers=wie, json=inhoud)
    assert answer.status_code == status, answer.text
    return dict(answer.json()) if answer.content else {}


def faults(answer: dict[str, Any]) -> set[tuple[str, str]]:
    return {(een["name"], een["code"]) for een in answer["invalidParams"]}


def test_a_row_is_its_organisations_own(client: TestClient, ik: Vraag) -> None:
    wie = hr(ik)
    answer = client.post(f"{BASE}/inhuurregels", headers=wie, json=REGEL)
    assert answer.status_code == 201, answer.text
    regel = answer.json()
    pad = f"/inhuurregels/{regel['id']}"
    assert answer.headers["Location"].endswith(f"/pool/v1{pad}")
    assert (regel["uren"], regel["isExtern"], regel["kenmerk"]) == (412.75, True, regel["id"])
    assert stuur(client, "GET", pad, wie) == regel
    for ander in (hr(ik, BEE), ik(AA, "medewerker"), hr(ik, DEE)):
        for method, inhoud in (("GET", None), ("PATCH", {"uren": 1}), ("DELETE", None)):
            stuur(client, method, pad, ander, inhoud, 404)
    leest = ik(AA, "recruiter")
    assert stuur(client, "GET", pad, leest) == regel
    stuur(client, "PATCH", pad, leest, {"uren": 1}, 403)
    stuur(client, "POST", "/inhuurregels", leest, REGEL, 403)
    assert stuur(client, "GET", "/inhuurregels?telling=true", hr(ik, BEE))["count"] == 0
    assert stuur(client, "GET", "/inhuurregels?jaar=2026&telling=true", wie)["count"] == 1
    assert stuur(client, "GET", "/inhuurregels?jaar=2025&telling=true", wie)["count"] == 0
    etag = client.get(f"{BASE}{pad}", headers=wie).headers["ETag"]
    anders = stuur(client, "PATCH", pad, wie | {"If-Match": etag}, {"uren": 10, "niveau": None})
    assert (anders["uren"], anders["niveau"]) == (10, None)
    stuur(client, "PATCH", pad, wie | {"If-Match": etag}, {"uren": 11}, 412)
    stuur(client, "DELETE", pad, wie | {"If-Match": etag}, None, 412)
    stuur(client, "DELETE", pad, wie, None, 204)
    stuur(client, "GET", pad, wie, None, 404)


def test_every_fault_at_once_and_no_number_twice(client: TestClient, ik: Vraag, buur: Buur) -> None:
    catalogus = {"functies": [{"code": "planeconoom", "naam": "Planeconoom"}]}
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"] = catalogus
    wie = hr(ik)
    fout = REGEL | {"functie": "tuinman", "tot": "2025-01-01", "vorm": "zzp", "leverancier": "J."}
    fout |= {"toets": str(UUID(int=1)), "leverancierSoort": "overheid"}
    assert faults(stuur(client, "POST", "/inhuurregels", wie, fout, 400)) == {
        ("functie", "functie-onbekend"),
        ("tot", "periode-omgekeerd"),
        ("leverancierSoort", "past-niet-bij-vorm"),
        ("leverancier", "is-een-mens"),
        ("toets", "toets-of-reden"),
        ("toets", "onbekend"),
    }
    stuur(client, "POST", "/inhuurregels", wie, REGEL | {"kenmerk": "K1"}, 201)
    again = stuur(client, "POST", "/inhuurregels", wie, REGEL | {"kenmerk": "K1"}, 409)
    assert again["code"] == "kenmerk-bestaat"
    stuur(client, "POST", "/inhuurregels", hr(ik, BEE), REGEL | {"kenmerk": "K1"}, 201)


def test_pool_and_partners_come_first(
    client: TestClient, ik: Vraag, regio: Regio, engine: Engine
) -> None:
    """Counts of others' members; the outcome by a person; a row refers to it."""
    pool = regio.pool()
    regio.lid(pool, 1, BEE)
    regio.lid(pool, 2, AA)  # one's own is not asked
    regio.lid(pool, 3, CEE, toestemming=None)  # who has not said yes is not counted
    regio.behoefte(BEE)
    wie = hr(ik)
    toets = stuur(client, "POST", "/inhuurtoetsen", wie, TOETS, 201)
    assert toets["gevonden"] == {
        "pools": 1, "leden": 1, "beschikbaar": 1, "urenOver": 32, "behoeften": 1,
    }  # fmt: skip
    assert str(UUID(int=0x101)) not in str(toets)
    pad = f"/inhuurtoetsen/{toets['id']}"
    stuur(client, "GET", pad, hr(ik, BEE), None, 404)
    stuur(client, "GET", pad, ik(AA, "medewerker"), None, 404)
    verwijst = REGEL | {"toets": toets["id"], "zonderToets": None}
    weigert = stuur(client, "POST", "/inhuurregels", wie, verwijst, 400)
    assert faults(weigert) == {("toets", "geen-inhuur")}
    kort = {"uitkomst": "inhuur", "reden": "Toch."}
    machine = hr(ik, gebruiker=None)
    stuur(client, "PUT", f"{pad}/uitkomst", machine, kort, 400)
    assert faults(stuur(client, "PUT", f"{pad}/uitkomst", wie, kort, 400)) == {("reden", "te-kort")}
    zet_pool(engine, inhuurtoetsRedenTekens=41)
    lang = {"uitkomst": "inhuur", "reden": "Wij zoeken iemand met kennis van tunnels"}
    assert faults(stuur(client, "PUT", f"{pad}/uitkomst", wie, lang, 400)) == {("reden", "te-kort")}
    lang["reden"] += "."
    besloten = stuur(client, "PUT", f"{pad}/uitkomst", wie, lang)
    assert besloten["uitkomst"] == "inhuur"
    assert stuur(client, "PUT", f"{pad}/uitkomst", wie, lang) == besloten
    stuur(client, "PUT", f"{pad}/uitkomst", wie, lang | {"uitkomst": "pool"}, 409)
    regel = stuur(client, "POST", "/inhuurregels", wie, verwijst, 201)
    assert regel["toets"] == toets["id"]
    anders = REGEL | {"toets": toets["id"], "zonderToets": None, "functie": "jurist"}
    assert faults(stuur(client, "POST", "/inhuurregels", wie, anders, 400)) == {
        ("toets", "andere-functie")
    }


def test_a_check_can_name_the_need_put_to_the_pool(
    client: TestClient, ik: Vraag, regio: Regio
) -> None:
    mijn, hun = regio.behoefte(AA)["id"], regio.behoefte(BEE)["id"]
    toets = stuur(client, "POST", "/inhuurtoetsen", hr(ik), TOETS | {"behoefte": mijn}, 201)
    assert toets["behoefteStatus"] == "open"
    fout = TOETS | {"behoefte": hun, "verband": str(UUID(int=9)), "tot": "2026-01-01"}
    assert faults(stuur(client, "POST", "/inhuurtoetsen", hr(ik), fout, 400)) == {
        ("behoefte", "onbekend"),
        ("verband", "onbekend"),
        ("tot", "periode-omgekeerd"),
    }


def regels(client: TestClient, wie: Headers, aantal: int, **anders: Any) -> None:
    for _ in range(aantal):
        stuur(client, "POST", "/inhuurregels", wie, REGEL | anders, 201)


def test_figures_reproduce_from_what_they_print(client: TestClient, ik: Vraag) -> None:
    wie = hr(ik)
    pad = "/inhuurcijfers/2026"
    regels(client, wie, 2, kostenCent=5_000_001, uren=800)
    regels(client, wie, 1, functie="jurist", vorm="zzp", kostenCent=7_000_000, uren=800)
    regels(client, wie, 1, vorm="collegiale_inleen", leverancierSoort="overheid")
    leeg = stuur(client, "GET", pad, wie)
    assert (leeg["percentages"], leeg["totaal"]["aantal"]) == ([], 3)
    stuur(client, "PUT", "/inhuurjaren/2026", wie, JAAR)
    stuur(
        client,
        "PUT",
        "/eigen-formaties/2026/functies/jurist",
        wie,
        {"fte": 0.5, "bron": "P-systeem"},
    )
    cijfers = stuur(client, "GET", pad, wie)
    assert [een["functie"] for een in cijfers["ranglijst"]] == ["planeconoom", "jurist"]
    teller = sum(een["kostenCent"] for een in cijfers["ranglijst"])
    assert teller == cijfers["totaal"]["kostenCent"] == 17_000_002
    for een, noemer in zip(cijfers["percentages"], (100_000_000, 117_000_002), strict=True):
        assert (een["tellerCent"], een["noemerCent"]) == (teller, noemer)
        assert een["procent"] == round(teller * 100 / noemer, 2)
        assert een["definitie"]["definitie"].startswith("Kosten van externe inhuur gedeeld door")
        assert "andere overheid telt niet mee" in een["definitie"]["definitie"]
    van_loon, van_alles = cijfers["percentages"]
    assert [een["naam"] for een in van_alles["normen"]] == ["Roemernorm"]
    assert van_loon["normen"] == []
    assert {een["jaar"] for een in van_loon["landelijk"]} == {2021, 2022}
    assert {een["sector"] for een in van_alles["landelijk"]} == {"rijk"}
    plan, jurist = cijfers["ranglijst"]
    assert (plan["fte"], plan["aandeel"]) == (1, None)
    assert (jurist["fte"], jurist["fteEigen"], jurist["aandeel"]) == (0.5, 0.5, 50)
    soorten = {een["leverancierSoort"]: een["aantal"] for een in cijfers["soorten"]}
    assert soorten == {"privaat_met_winst": 3, "overheid": 1, "overig": 0}
    op_uren = stuur(client, "GET", f"{pad}?orde=uren", wie)
    assert [een["functie"] for een in op_uren["ranglijst"]] == ["planeconoom", "jurist"]
    stuur(client, "GET", pad, ik(AA, "medewerker"), None, 403)


def test_figures_as_a_file_say_what_they_mean(client: TestClient, ik: Vraag) -> None:
    wie = hr(ik)
    regels(client, wie, 1)
    stuur(client, "PUT", "/inhuurjaren/2026", wie, JAAR)
    soort = {"Accept": "text/csv"}
    answer = client.get(f"{BASE}/inhuurcijfers/2026", headers=wie | soort)
    assert answer.headers["content-type"].startswith("text/csv")
    rijen = list(csv.reader(StringIO(answer.text), delimiter=";"))
    wat = {rij[1]: rij for rij in rijen if rij[0] == "percentage"}
    assert wat["van_loonsom"][3:8:4] == ["41275,00", "4,13"]
    assert "loonsom plus externe inhuur" in wat["van_totaal"][-1]
    assert ["functie", "planeconoom", "1", "41275,00"] in [rij[:4] for rij in rijen]


def test_partners_see_sums_of_enough_hires_only(client: TestClient, ik: Vraag) -> None:
    """Aa and Bee share their year; four hires of Bee are few to Aa, five of Aa are not to Bee."""
    pad = f"/inhuurcijfers/2026?verband={VERBAND}"
    for oin, aantal, deelt in ((AA, 5, True), (BEE, 4, True), (CEE, 9, False)):
        wie = hr(ik, oin)
        regels(client, wie, aantal, vorm="zzp")
        samen = {"gedeeldMet": [str(VERBAND)] if deelt else []}
        stuur(client, "PUT", "/inhuurjaren/2026", wie, JAAR | samen)
    voor_aa, voor_bee = (stuur(client, "GET", pad, hr(ik, oin)) for oin in (AA, BEE))
    assert voor_aa["organisaties"] == voor_bee["organisaties"] == 2
    assert voor_aa["kleinsteCel"] == 5
    assert voor_aa["totaal"]["verborgen"]
    assert voor_aa["totaal"]["kostenCent"] is None
    assert voor_aa["ranglijst"][0]["verborgen"]
    assert voor_aa["percentages"] == []
    assert voor_aa["ranglijst"][0]["aantal"] is None
    assert voor_bee["totaal"]["aantal"] == 9
    assert voor_bee["percentages"][0]["noemerCent"] == 200_000_000
    assert voor_bee["vormen"][0]["aantal"] == 4  # one's own only
    regels(client, hr(ik, BEE), 1)
    assert stuur(client, "GET", pad, hr(ik))["totaal"]["aantal"] == 10
    stuur(client, "GET", pad, hr(ik, DEE), None, 404)
    stuur(client, "GET", pad, ik(AA, "medewerker"), None, 403)
    assert stuur(client, "GET", pad, ik(AA, "aanjager"))["soorten"] == []
    ander = JAAR | {"gedeeldMet": [str(UUID(int=9))]}
    assert faults(stuur(client, "PUT", "/inhuurjaren/2026", hr(ik), ander, 400)) == {
        ("gedeeldMet", "onbekend")
    }


def test_a_goal_moves_with_the_rows(client: TestClient, ik: Vraag) -> None:
    wie, secretaris = hr(ik), ik(AA, "secretaris")
    doel = {
        "maat": "inhuur_van_loonsom", "nulmeting": 2000, "nulmetingJaar": 2024,
        "nulmetingBron": "Jaarrekening 2024", "streefwaarde": 1000, "streefjaar": 2028,
    }  # fmt: skip
    eigen = stuur(client, "POST", "/inhuurdoelen", wie, doel, 201)
    assert (eigen["stand"], eigen["eenheid"]) == (None, "honderdste_procent")
    assert eigen["definitie"]["maat"] == "van_loonsom"
    regels(client, wie, 1, kostenCent=15_000_000, vorm="zzp", uren=100)
    stuur(client, "PUT", "/inhuurjaren/2026", wie, JAAR)
    pad = f"/inhuurdoelen/{eigen['id']}"
    assert stuur(client, "GET", pad, wie)["stand"] == {
        "jaar": 2026, "waarde": 1500, "bereikt": 50, "gehaald": False, "opKoers": True,
        "reeksbreuk": False,
    }  # fmt: skip
    zzp = doel | {"maat": "zzp_uren", "nulmeting": 20000, "streefwaarde": 0}
    assert stuur(client, "POST", "/inhuurdoelen", wie, zzp, 201)["stand"]["waarde"] == 10000
    stuur(client, "GET", pad, hr(ik, BEE), None, 404)
    samen = doel | {"verband": str(VERBAND)}
    stuur(client, "POST", "/inhuurdoelen", wie, samen, 403)
    van_verband = stuur(client, "POST", "/inhuurdoelen", secretaris, samen, 201)
    anders = f"/inhuurdoelen/{van_verband['id']}"
    assert stuur(client, "GET", anders, hr(ik, BEE))["streefwaarde"] == 1000
    stuur(client, "PATCH", anders, ik(BEE, "secretaris"), {"streefjaar": 2029}, 403)
    etag = client.get(f"{BASE}{anders}", headers=secretaris).headers["ETag"]
    stuur(client, "PATCH", anders, secretaris, {"streefjaar": 2029})
    stuur(client, "PATCH", anders, secretaris | {"If-Match": etag}, {"streefjaar": 2030}, 412)
    fout = stuur(client, "PATCH", anders, secretaris, {"streefjaar": 2020}, 400)
    assert faults(fout) == {("streefjaar", "te-vroeg")}
    assert stuur(client, "GET", "/inhuurdoelen?telling=true", wie)["count"] == 3
    assert stuur(client, "GET", "/inhuurdoelen?telling=true", hr(ik, BEE))["count"] == 1
    stuur(client, "DELETE", anders, secretaris, None, 204)


@pytest.mark.parametrize(
    ("pad", "inhoud"),
    [
        ("/inhuurjaren/2026", JAAR),
        ("/eigen-formaties/2026/functies/jurist", {"fte": 2.25, "bron": "P-systeem"}),
        ("/referentietarieven/2026/functies/jurist", {"centPerUur": 12500, "bron": "Raamcontract"}),
    ],
    ids=["jaar", "formatie", "tarief"],
)
def test_what_is_entered_of_a_year(
    client: TestClient, ik: Vraag, pad: str, inhoud: dict[str, Any]
) -> None:
    wie = hr(ik)
    stuur(client, "GET", pad, wie, None, 404)
    een = stuur(client, "PUT", pad, wie, inhoud)
    assert {naam: een[naam] for naam in inhoud} == inhoud
    assert stuur(client, "GET", pad, wie) == een
    etag = client.get(f"{BASE}{pad}", headers=wie).headers["ETag"]
    stuur(client, "PUT", pad, wie | {"If-Match": etag}, inhoud | {"bron": "Anders"})
    stuur(client, "PUT", pad, wie | {"If-Match": etag}, inhoud, 412)
    lijst = f"/{pad.split('/')[1]}?telling=true"
    assert stuur(client, "GET", lijst, wie)["count"] == 1
    assert stuur(client, "GET", lijst, hr(ik, BEE))["count"] == 0
    stuur(client, "GET", pad, hr(ik, BEE), None, 404)
    stuur(client, "DELETE", pad, hr(ik, BEE), None, 404)
    stuur(client, "DELETE", pad, wie, None, 204)
    stuur(client, "GET", pad, wie, None, 404)


def test_what_comes_back_stands_beside_who_will_leave(client: TestClient, ik: Vraag) -> None:
    wie = hr(ik)
    for van, tot in (("2025-10-01", "2025-12-31"), ("2026-01-05", "2026-02-01")):
        regels(client, wie, 1, van=van, tot=tot)
    assert stuur(client, "GET", "/inhuursignalen", wie)["results"] == []
    regels(client, wie, 1, van="2026-04-05", tot="2026-05-01")
    weg = {"functie": "planeconoom", "jaar": 2027, "aantal": 2, "urenPerWeek": 60}
    stuur(client, "POST", "/uitstroomverwachtingen", wie, weg, 201)
    [signaal] = stuur(client, "GET", "/inhuursignalen", wie)["results"]
    assert signaal == {
        "functie": "planeconoom", "patronen": ["terugkerend"], "keren": 3,
        "kwartalen": ["2025-K4", "2026-K1", "2026-K2"], "uitstroomVerwacht": 2,
    }  # fmt: skip
    assert stuur(client, "GET", "/inhuursignalen", hr(ik, BEE))["results"] == []


def test_hours_of_an_inzet_instead_of_a_zzper(client: TestClient, ik: Vraag, drie: Drie) -> None:
    drie.allen_akkoord()
    pad = f"/inhuurvervangingen/{drie.inzet['id']}"
    wie = hr(ik, BEE)
    een = stuur(client, "PUT", pad, wie, {"vorm": "zzp"})
    assert stuur(client, "GET", pad, wie) == een
    assert stuur(client, "GET", "/inhuurvervangingen", wie)["results"] == [een]
    stuur(client, "PUT", pad, wie | {"If-Match": '"onzin"'}, {"vorm": "payroll"}, 412)
    for ander in (hr(ik), hr(ik, CEE)):
        stuur(client, "PUT", pad, ander, {"vorm": "zzp"}, 404)
        stuur(client, "GET", pad, ander, None, 404)
    assert stuur(client, "GET", "/inhuurcijfers/2026", wie)["vervangen"] == []  # not begun
    later = hr(ik, BEE, nu=datetime(2026, 9, 14, 10, tzinfo=UTC))
    assert stuur(client, "GET", "/inhuurcijfers/2026", later)["vervangen"] == [
        {"vorm": "zzp", "inzetten": 1, "uren": 32}  # two weeks of sixteen hours
    ]
    stuur(client, "DELETE", pad, wie, None, 204)
    stuur(client, "GET", pad, wie, None, 404)
