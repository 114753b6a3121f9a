"""The agreement read back: every obligatory article in the Word file and in the PDF."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import docx
import pypdf
import pytest
from sqlalchemy import Engine, text

from services.pool.inzet import opmaak
from services.pool.inzet.rules import Akkoord, Inzetvariant, Partij, Terugkeerdoel, Voorwaarden
from services.pool.inzet.rules import overeenkomst as regels
from tests.pool.conftest import AA, BEE, CEE, Buur, Regio, Vraag
from tests.pool.inzet.conftest import Drie

NAAM = "Łucja Şahin-Voorbeeld"
OP = datetime(2026, 8, 12, 7, tzinfo=UTC)
VOORWAARDEN = Voorwaarden(
    versie=2,
    uren_per_week=Decimal("16.5"),
    van=date(2026, 9, 1),
    tot=date(2027, 2, 28),
    werkzaamheden="Planeconoom",
    plaats="Veldhoven",
    leiding="de teamleider grondzaken",
    terugkeer_datum=date(2027, 3, 1),
    terugkeer_doel=Terugkeerdoel.OUDE_FUNCTIE,
)
FEITEN = regels.Overeenkomstfeiten(
    thuisorganisatie="Gemeente Aa",
    thuisorganisatie_oin=AA,
    inlener="Gemeente Bee",
    inlener_oin=BEE,
    voorwaarden=VOORWAARDEN,
    waadi_status="let_op",
    waadi_reden="Er is nog geen tarief afgesproken.",
    langste_inzet_dagen=364,
    akkoorden=tuple(Akkoord(partij, 2, True, "Testmens", OP) for partij in Partij),
    gemaakt_op=OP.date(),
)


def woorden(soort: str, inhoud: bytes) -> str:
    """All text of a file, white space made one."""
    if soort == opmaak.DOCX:
        delen = [een.text for een in docx.Document(io.BytesIO(inhoud)).paragraphs]
    else:
        delen = [een.extract_text() for een in pypdf.PdfReader(io.BytesIO(inhoud)).pages]
    return " ".join(" ".join(delen).split())


@pytest.mark.parametrize("soort", [opmaak.DOCX, opmaak.PDF])
def test_elk_verplicht_artikel_staat_erin(soort: str) -> None:
    artikelen = regels.artikelen(FEITEN, NAAM)
    assert tuple(een.code for een in artikelen) == regels.VERPLICHT
    maak = opmaak.als_docx if soort == opmaak.DOCX else opmaak.als_pdf
    tekst = woorden(soort, maak(artikelen, "Inzet 5", OP))
    for nummer, artikel in enumerate(artikelen, 1):
        assert artikel.zinnen, artikel.code
        for stuk in (f"{nummer}. {artikel.kop}", *artikel.zinnen):
            assert " ".join(stuk.split()) in tekst, artikel.code
    for feit in (NAAM, "Gemeente Aa", BEE, "16,5 uur", "01-09-2026", "28-02-2027", "01-03-2027"):
        assert feit in tekst
    assert "nog af te spreken" in tekst  # the tariff
    assert "geen juridisch advies" in tekst
    assert "belet de medewerker om bij de inlener in dienst" in tekst


def test_geld_in_woorden() -> None:
    v = replace(VOORWAARDEN, tarief_grondslag="bruto_loon", tarief_cent_per_uur=4_250)
    v = replace(v, variant=Inzetvariant.UREN_VERMINDERD, effect_getoond=True)
    zinnen = str(regels.artikelen(replace(FEITEN, voorwaarden=v), NAAM))
    assert "€ 42,50 per uur, op grond van hoogstens het brutoloon" in zinnen
    assert "minder uren" in zinnen
    assert "heeft de medewerker vooraf gezien" in zinnen
    ongezien = replace(FEITEN, voorwaarden=replace(v, effect_getoond=False))
    assert "vooraf gezien" not in str(regels.artikelen(ongezien, NAAM))


@pytest.mark.parametrize(
    ("veld", "leeg", "mist"),
    [
        ("werkzaamheden", " ", "werkzaamheden"),
        ("plaats", None, "plaats"),
        ("leiding", "", "leiding"),
        ("terugkeer_datum", None, "terugkeerDatum"),
        ("terugkeer_doel", None, "terugkeerDoel"),
        ("tot", None, "tot"),
        ("versie", 3, "thuisorganisatie"),
    ],
)
def test_wat_ontbreekt_wordt_gezegd(veld: str, leeg: Any, mist: str) -> None:
    assert regels.ontbreekt(FEITEN) == []
    onvolledig = replace(FEITEN, voorwaarden=replace(VOORWAARDEN, **{veld: leeg}))
    assert regels.ontbreekt(onvolledig)[0].veld == mist


@pytest.fixture
def overeenkomst(drie: Drie, regio: Regio, buur: Buur) -> str:
    """Three yeses to complete terms, and a gateway that knows the names; the path."""
    for oin, naam in ((AA, "Gemeente Aa"), (BEE, "Gemeente Bee")):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"naam": naam}
    buur.antwoorden[f"/intern/medewerkers/{drie.inzet['medewerker']}"] = {"naam": NAAM}
    drie.terugkeer()
    pad = f"/inzetten/{drie.inzet['id']}"
    na = regio.post(f"{pad}/voorwaarden", drie.inlener(), {"plaats": "Veldhoven", "reden": "Plek"})
    drie.allen_akkoord(na["gevraagd"]["versie"])
    return f"{pad}/overeenkomsten"


def test_de_overeenkomst_zonder_naam_bewaard_en_met_naam_gegeven(
    drie: Drie, regio: Regio, buur: Buur, engine: Engine, overeenkomst: str, makelaar: Vraag
) -> None:
    assert regio.post(overeenkomst, drie.zelf(), None, 403)
    gemaakt = regio.post(overeenkomst, drie.thuis(), None)
    assert gemaakt["nummer"] == 1
    pad = f"{drie.pad}/overeenkomsten/1"
    assert gemaakt["url"].endswith(pad)
    for soort, hash_ in ((opmaak.DOCX, "sha256Docx"), (opmaak.PDF, "sha256Pdf")):
        for wie in drie.allen:
            antwoord = drie.client.get(pad, headers=wie() | {"Accept": soort})
            assert antwoord.status_code == 200, antwoord.text
            assert antwoord.headers["Content-Type"] == soort
            assert hashlib.sha256(antwoord.content).hexdigest() == gemaakt[hash_]
            assert NAAM in woorden(soort, antwoord.content)
        partner = drie.client.get(pad, headers=makelaar(CEE) | {"Accept": soort})
        assert partner.status_code == 404
    with engine.begin() as verbinding:
        bewaard = verbinding.execute(text("SELECT feiten::text FROM inzet_overeenkomst")).scalar()
    assert bewaard is not None
    assert "Łucja" not in bewaard
    # Another name at the gateway: not what was agreed on, so a new version.
    buur.antwoorden[f"/intern/medewerkers/{drie.inzet['medewerker']}"] = {"naam": "Anders"}
    anders = drie.client.get(pad, headers=drie.thuis() | {"Accept": opmaak.PDF})
    assert (anders.status_code, anders.json()["code"]) == (409, "document-gewijzigd")
    assert regio.post(overeenkomst, drie.inlener(), None)["nummer"] == 2
    lijst = drie.client.get(f"{drie.pad}/overeenkomsten?telling=true", headers=drie.zelf()).json()
    assert ([een["nummer"] for een in lijst["results"]], lijst["count"]) == ([2, 1], 2)


def test_een_onvolledige_overeenkomst_zegt_wat_ontbreekt(
    drie: Drie, regio: Regio, buur: Buur
) -> None:
    for oin in (AA, BEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"naam": "Gemeente"}
    pad = f"/inzetten/{drie.inzet['id']}/overeenkomsten"
    nee = regio.post(pad, drie.thuis(), None, 409)
    assert nee["code"] == "overeenkomst-onvolledig"
    assert {een["veld"] for een in nee["beletselen"]} == {
        "plaats",
        "terugkeerDatum",
        "terugkeerDoel",
        "thuisorganisatie",
        "inlener",
        "medewerker",
    }
    drie.allen_akkoord()
    nee = regio.post(pad, drie.thuis(), None, 409)
    assert [een["veld"] for een in nee["beletselen"]] == ["plaats"]


def test_zonder_naam_of_gateway_geen_document(
    drie: Drie, regio: Regio, buur: Buur, overeenkomst: str, settings_naar: Callable[[str], None]
) -> None:
    del buur.antwoorden[f"/intern/medewerkers/{drie.inzet['medewerker']}"]
    assert regio.post(overeenkomst, drie.thuis(), None, 409)["code"] == "naam-onbekend"
    settings_naar("http://127.0.0.1:9")
    assert regio.post(overeenkomst, drie.thuis(), None, 503)["code"] == "gateway-weg"
