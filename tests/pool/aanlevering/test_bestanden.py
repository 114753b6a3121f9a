"""Files: what goes out comes back the same; lists of hired work; nothing is ever a formula."""

import csv
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.pool.aanlevering import rules
from services.pool.aanlevering.rules import eigen_kolommen, inhuurlijst
from services.pool.aanlevering.rules.waarden import STANDAARD_CATALOGUS
from services.pool.flexpool.rules import Niveau, Reden
from services.pool.planning import rules as planning
from services.pool.planning.rules import csvrijen
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Regio, Vraag

ECHT = (
    Path(os.environ.get("DOORSTROOM_DATA_PAD", "../shared/data")) / "vacatures/vacatures_feiten.csv"
)
AFZENDER = "00000099000000001000"
teksten = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
uren = st.none() | st.integers(0, 400).map(lambda n: Decimal(n) / 10)
dagen = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))


@st.composite
def behoeften(draw: st.DrawFn) -> planning.Behoefte:
    """Needs as the API could have stored them: what contradicts itself is left out."""
    bron = draw(st.sampled_from(planning.Bron))
    eigen = bron is planning.Bron.EIGEN_MIDDELEN
    behoefte = planning.Behoefte(
        verband=draw(st.sampled_from([None, UUID(int=1)])),
        inlener=AFZENDER,
        titel=draw(teksten).strip(),
        functie=draw(st.sampled_from([None, "planeconoom", "jurist"])),
        niveau=draw(st.none() | st.sampled_from(Niveau)),
        uren_min=draw(uren),
        uren_max=draw(uren),
        van=draw(dagen),
        tot=draw(dagen),
        zo_snel_mogelijk=draw(st.booleans()),
        open_einde=draw(st.booleans()),
        duur_maanden=draw(st.none() | st.integers(1, 120)),
        plaats=draw(teksten).strip() or None,
        pc4=draw(st.sampled_from([None, "4001"])),
        kleinste_urenblok=draw(st.none() | st.integers(1, 400).map(lambda n: Decimal(n) / 10)),
        project=draw(st.none() | st.uuids()),
        soort=draw(st.sampled_from(planning.BehoefteSoort)),
        leiding=draw(st.none() | st.sampled_from(planning.Leiding)),
        urgentie=draw(st.sampled_from(planning.Urgentie)),
        urgentie_reden=draw(teksten).strip() or "=1+1",
        bron=bron,
        bron_naam=draw(teksten).strip() or "Brigade",
        bron_maximum_maanden=None if eigen else draw(st.none() | st.integers(1, 120)),
        bron_eigen_deel=None if eigen else draw(st.none() | st.integers(0, 100)),
    )
    if planning.fouten_in_behoefte(behoefte):
        kaal = replace(behoefte, tot=None, open_einde=False, kleinste_urenblok=None)
        behoefte = replace(kaal, uren_min=None, titel=behoefte.titel or "Iets")
    return replace(behoefte, uren_max=behoefte.uren_max or None)


def bestand(rijen: list[list[str]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerows([list(eigen_kolommen.KOP), *rijen])
    return buffer.getvalue().encode()


@given(st.lists(behoeften(), min_size=1, max_size=4))
def test_wat_eruit_gaat_komt_er_hetzelfde_in(lijst: list[planning.Behoefte]) -> None:
    rijen = [eigen_kolommen.als_rij(f"=K{nr}", "open", een) for nr, een in enumerate(lijst)]
    for cel in (cel for rij in rijen for cel in rij):
        assert not cel.startswith(("=", "+", "@", "\t", "\r"))
    terug, fouten = csvrijen.lees_rijen(bestand(rijen), list(rules.NAMEN))
    assert (fouten, len(terug)) == ([], len(lijst))
    for nr, (rij, behoefte) in enumerate(zip(terug, lijst, strict=True)):
        assert not isinstance(rij, Reden)
        opdracht, vorm = rules.herken(rij)
        gelezen = rules.lees(opdracht, AFZENDER, frozenset({UUID(int=1)}))
        assert (vorm, gelezen.redenen) == ((), ())
        assert opdracht.kenmerk == f"=K{nr}"
        assert eigen_kolommen.zegt_hetzelfde(gelezen.behoefte, behoefte)


@pytest.mark.parametrize("van", ["2027-07-01", "1-7-2027", "01-07-2027", "1 juli 2027"])
def test_een_dag_zoals_een_nederlands_rekenblad_hem_terugschrijft(van: str) -> None:
    kaal = {"kenmerk": "K1", "titel": "Iets", "soort": "functie", "van": van, "tot": "31-12-2027"}
    opdracht, vorm = rules.herken(kaal | {"urenMin": "16,5"})
    gelezen = rules.lees(opdracht, AFZENDER, frozenset({UUID(int=1)}))
    assert (vorm, gelezen.redenen) == ((), ())
    dagen = (gelezen.behoefte.van, gelezen.behoefte.tot)
    assert dagen == (date(2027, 7, 1), date(2027, 12, 31))


def lever(client: TestClient, wie: Headers, inhoud: str | bytes, pad: str = "") -> Any:
    headers = wie | {"Content-Type": "text/csv"}
    adres = pad or f"{BASE}/aanleveringen/_csv"
    answer = client.post(adres, headers=headers, content=inhoud)
    assert answer.status_code in (200, 201, 400), answer.text
    return answer.json()


def haal(client: TestClient, wie: Headers) -> str:
    answer = client.get(f"{BASE}/behoeftebestand", headers=wie | {"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="behoeften-1.csv"'
    return answer.text


def test_uitvoeren_en_weer_inlezen_verandert_niets(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    inhoud = {"naam": "Dijk", "van": "2026-09-01"}
    project = regio.post("/projecten", makelaar(BEE), inhoud)["id"]
    eerste = regio.behoefte(BEE, titel="=SOM(A1)", plaats="Tiel;\nof Ede", project=project)
    regio.behoefte(BEE, titel="Eén MER-rapport", functie=None, soort="product", urenMin=None)
    regio.behoefte(BEE, urenMin=None, urenMax=None, van=None, tot=None, zoSnelMogelijk=True)
    dicht = regio.behoefte(BEE, functie="mer-deskundige", urenMin=12.5, urenMax=12.5)
    weg = {"naar": "vervallen", "reden": "Niet meer nodig"}
    regio.post(f"/behoeften/{dicht['id']}/statuswijzigingen", makelaar(BEE), weg)
    regio.post("/aanleveringen", makelaar(BEE), {"items": [{"kenmerk": "K-1", "titel": "Jurist"}]})
    regio.behoefte(CEE)
    tekst = haal(client, makelaar(BEE))
    assert "'=SOM(A1)" in tekst
    rijen = list(csv.DictReader(StringIO(tekst)))
    assert len(rijen) == 5
    verslag = lever(client, makelaar(BEE), tekst)
    geen = {"toegevoegd": 0, "gewijzigd": 0, "geweigerd": 0}
    assert verslag["aantallen"] == {"ongewijzigd": 5} | geen
    assert haal(client, makelaar(BEE)) == tekst
    los = client.get(f"{BASE}/behoeftebestand", headers=makelaar(BEE)).json()
    assert len(los["rijen"]) == 5
    leeg = client.get(f"{BASE}/behoeftebestand?deel=2", headers=makelaar(BEE)).json()
    assert (leeg["rijen"], leeg["volgendDeel"]) == ([], None)
    anders = tekst.replace("16.0", "14.0")
    verslag = lever(client, makelaar(BEE), anders)
    assert verslag["aantallen"] == geen | {"gewijzigd": 2, "ongewijzigd": 3}
    behoefte = client.get(f"{BASE}/behoeften/{eerste['id']}", headers=makelaar(BEE)).json()
    assert (behoefte["urenMax"], behoefte["project"]) == (14, project)
    # Another organisation that brings the same file makes needs of its own.
    nieuw = lever(client, makelaar(CEE), tekst)
    assert nieuw["aantallen"]["toegevoegd"] == 4
    geweigerd = [een for een in nieuw["resultaten"] if een["uitkomst"] == "geweigerd"]
    assert [een["redenen"][0]["veld"] for een in geweigerd] == ["project"]


def test_een_eigen_lijst_laat_staan_wat_hier_is_ingevuld(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    rij = {"kenmerk": "K-1", "titel": "Planeconoom", "uren": "24", "begin": "zsm", "eind": "open"}
    [een] = regio.post("/aanleveringen", makelaar(BEE), {"items": [rij]})["resultaten"]
    pad = f"{BASE}/behoeften/{een['behoefte']}"
    vul = {"urgentie": "spoed", "urgentieReden": "Termijn", "bron": "subsidie", "bronNaam": "SPUK"}
    assert client.patch(pad, headers=makelaar(BEE), json=vul).status_code == 200
    regio.post("/aanleveringen", makelaar(BEE), {"items": [rij | {"uren": "32"}]})
    nu = client.get(pad, headers=makelaar(BEE)).json()
    assert (nu["urenMax"], nu["urgentie"], nu["bronNaam"]) == (32, "spoed", "SPUK")


def test_een_aanhalingsteken_dat_ontbreekt_slokt_geen_rijen_op() -> None:
    """Without its end a text would go on to the last row, and those rows would be gone unseen."""
    velden = ["titel", "functie"]
    goed = b'titel;functie\n"Planeconoom, ""senior""\nin twee regels";jurist\nTwee;jurist'
    rijen, fouten = csvrijen.lees_rijen(goed, velden)
    assert (len(rijen), fouten) == (2, [])
    # Two that are missing are as bad: together they hold what stands between them.
    for kapot in (b'"Een;jurist\nTwee;jurist\n', b'"Een;jurist\nTwee;jurist\n"Drie";jurist\n'):
        rijen, fouten = csvrijen.lees_rijen(b"titel;functie\n" + kapot, velden)
        assert (rijen, [een.code for een in fouten]) == ([], ["afgebroken"])
    # Also when what they hold is a cell as any other, and no row looks broken.
    for kapot, regels in (
        (b'"Een;jurist\nTwee";jurist\n', "Regel 2 tot en met 3"),
        (b'Nul;jurist\n1;"Een;jurist\n2;Twee"\n', "Regel 3 tot en met 4"),
        (b'"Een;jurist\r\nTwee";jurist\r\nDrie;jurist', "Regel 2 tot en met 3"),
    ):
        rijen, fouten = csvrijen.lees_rijen(b"titel;functie\n" + kapot, velden)
        assert (rijen, [een.code for een in fouten]) == ([], ["afgebroken"])
        assert regels in fouten[0].uitleg
    lang = b'titel;toelichting\n1;"Eerst dit;\ndan dat"\n'
    rijen, fouten = csvrijen.lees_rijen(lang, ["titel", "toelichting"])
    assert (rijen, fouten) == ([{"titel": "1", "toelichting": "Eerst dit;\ndan dat"}], [])


def test_wat_wij_uitvoeren_lijkt_nergens_op_rijen_die_zijn_opgeslokt() -> None:
    twee_regels = planning.Behoefte(
        None, AFZENDER, "Jurist", plaats="Markt 1,\nTiel", urgentie_reden="Eerst dit,\ndan dat"
    )
    rijen, fouten = csvrijen.lees_rijen(
        bestand([eigen_kolommen.als_rij("K1", "open", twee_regels)]), list(rules.NAMEN)
    )
    assert fouten == []
    [rij] = rijen
    assert not isinstance(rij, Reden)
    assert (rij["plaats"], rij["urgentieReden"]) == ("Markt 1, Tiel", "Eerst dit,\ndan dat")


def test_alle_fouten_in_een_keer(client: TestClient, makelaar: Vraag) -> None:
    fout = lever(client, makelaar(BEE), "kenmerk;naam medewerker;titel;titel\nK-1;Jan;x;y\n")
    codes = {(een["name"], een["code"]) for een in fout["invalidParams"]}
    assert codes == {("naam medewerker", "onbekend-veld"), ("titel", "dubbele-kolom")}
    rijen = "kenmerk;soort;urenMax;van;urgentie\nK-1;product;99;morgen;nu\nK-2;functie;8;;\nx;;;;;y"
    verslag = lever(client, makelaar(BEE), rijen)
    een, twee, drie = verslag["resultaten"]
    assert {r["veld"] for r in een["redenen"]} == {"urenMax", "van", "urgentie", "titel"}
    assert [r["veld"] for r in twee["redenen"]] == ["titel"]
    assert drie["redenen"][0]["code"] == "te-veel-cellen"
    assert lever(client, makelaar(BEE), "")["invalidParams"][0]["code"] == "leeg"
    assert lever(client, makelaar(BEE), b"\xff\x00\n\x00")["code"] == "ongeldige-invoer"


# ------------------------------------------------------------------ lists of hired work
LIJST = f"{BASE}/inhuurlijsten"
INHUUR = [
    {"id": "1", "titel": "Senior planeconoom", "organisatie": "A", "begindatum": "2025-02-01"},
    {"id": "2", "titel": "Planeconoom", "organisatie": "B", "publicatiedatum": "2025-05-01"},
    {"id": "3", "titel": "Planeconoom", "organisatie": "C", "begindatum": "zsm"},
    {"id": "4", "titel": "Boomchirurg", "organisatie": "C"},
]


def test_ingehuurd_werk_is_geschiedenis_en_geen_behoefte(
    client: TestClient, makelaar: Vraag, regio: Regio
) -> None:
    inhoud = {"verband": str(VERBAND), "items": [*INHUUR, {"id": "5", "contactpersoon": "Jan"}]}
    uit = regio.post("/inhuurlijsten", makelaar(AA), inhoud, 200)
    assert (uit["toegevoegd"], uit["zonderFunctie"]) == (4, 1)
    [weigering] = uit["geweigerd"]
    assert {r["veld"] for r in weigering["redenen"]} == {"contactpersoon", "organisatie", "titel"}
    anders = inhoud | {"items": [*INHUUR[1:], INHUUR[0] | {"begindatum": "2025-03-01"}]}
    uit = regio.post("/inhuurlijsten", makelaar(AA), anders, 200)
    assert (uit["toegevoegd"], uit["gewijzigd"], uit["ongewijzigd"]) == (0, 1, 3)
    assert client.get(f"{BASE}/behoeften", headers=makelaar(AA)).json()["results"] == []
    pad = f"{BASE}/poolsuggesties?verband={VERBAND}"
    gevonden = client.get(pad, headers=makelaar(CEE)).json()
    [een] = gevonden["results"]
    assert (een["functie"], een["patronen"]) == ("planeconoom", ["wisselend"])
    assert (een["kerenInhuur"], een["organisaties"], gevonden["zonderFunctie"]) == (3, 3, 1)
    tekst = "id,titel,organisatie,leverancierSoort\n9,Jurist,D,privaat_met_winst\n9,Jurist,E,\n"
    uit = lever(client, makelaar(AA), tekst, f"{LIJST}/_csv?verband={VERBAND}")
    assert uit["geweigerd"][0]["redenen"][0]["code"] == "kenmerk-dubbel"
    vreemd = regio.post("/inhuurlijsten", makelaar(DEE), inhoud, 400)
    assert vreemd["invalidParams"][0]["name"] == "verband"
    assert client.delete(f"{LIJST}?verband={VERBAND}", headers=makelaar(AA)).status_code == 204
    assert client.get(pad, headers=makelaar(CEE)).json()["results"] == []


@given(st.dictionaries(st.sampled_from(inhuurlijst.KOLOMMEN), teksten | st.none() | st.integers()))
def test_elke_rij_is_inhuur_of_zegt_waarom_niet(rij: dict[str, object]) -> None:
    inhuur, redenen = inhuurlijst.lees_inhuur(rij, STANDAARD_CATALOGUS)
    assert (inhuur is None) == bool(redenen)


@pytest.mark.skipif(not ECHT.is_file(), reason="de echte feiten zijn er niet")
def test_de_echte_inhuur_geeft_suggesties(client: TestClient, makelaar: Vraag) -> None:
    with ECHT.open(encoding="utf-8") as bron:
        rijen = [rij for rij in csv.DictReader(bron) if rij["soort"] == "inhuuropdracht"]
    buffer = StringIO()
    schrijver = csv.DictWriter(buffer, rijen[0])
    schrijver.writeheader()
    schrijver.writerows(rijen)
    uit = lever(client, makelaar(AA), buffer.getvalue(), f"{LIJST}/_csv?verband={VERBAND}")
    assert (uit["toegevoegd"], uit["geweigerd"]) == (38, [])
    pad = f"{BASE}/poolsuggesties?verband={VERBAND}&van=2023-01-01&tot=2026-12-31"
    gevonden = client.get(pad, headers=makelaar(AA)).json()
    per_functie = {een["functie"]: een for een in gevonden["results"]}
    assert "projectleider" in per_functie
    assert per_functie["projectleider"]["patronen"] == ["terugkerend", "wisselend"]
    assert per_functie["projectleider"]["organisaties"] >= 5
