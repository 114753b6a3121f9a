"""The agreement read back: every obligatory article in the Word file and in the PDF."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import docx
import pypdf
import pytest
from pypdf.generic import StreamObject
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.pool.inzet import opmaak, storage
from services.pool.inzet.rules import (
    Akkoord,
    Inzetvariant,
    Partij,
    Terugkeerdoel,
    Voorwaarden,
    sjablonen,
)
from services.pool.inzet.rules import overeenkomst as regels
from tests.pool.conftest import AA, BEE, CEE, Buur, Regio, Vraag
from tests.pool.inzet.conftest import Drie

NAAM = "Łucja Şahin-Voorbeeld"
WOORDEN_2026_1 = "bc98f5a30812f1c5a0ea199d8e02baa64157b08d65deaea6f3b703696f015824"
DOCX_2026_1 = "8237c4fba6f1030217365ca8a0a163d4af0b826830fc6f76b0bfdfd5cfd8873c"
PDF_2026_1 = "f66113f805223f851c867e80adcb9cce0bb3e1670d4ba3ccbb21f10e6fed31b0"
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
    tekst = woorden(soort, maak(artikelen, "Inzet 5", OP, regels.TITEL, regels.SJABLOON))
    for nummer, artikel in enumerate(artikelen, 1):
        assert artikel.zinnen, artikel.code
        for stuk in (f"{nummer}. {artikel.kop}", *artikel.zinnen):
            assert " ".join(stuk.split()) in tekst, artikel.code
    for feit in (NAAM, "Gemeente Aa", BEE, "16,5 uur", "01-09-2026", "28-02-2027", "01-03-2027"):
        assert feit in tekst
    assert "nog af te spreken" in tekst  # the tariff
    assert "geen juridisch advies" in tekst
    assert "belet de medewerker om bij de inlener in dienst" in tekst


@pytest.mark.parametrize(
    ("moment", "gelezen"),
    [
        ("2026-08-12T07:00:00Z", "12-08-2026 om 09:00 uur (Nederlandse zomertijd)"),
        ("2026-10-25T00:30:00Z", "25-10-2026 om 02:30 uur (Nederlandse zomertijd)"),
        ("2026-10-25T01:30:00Z", "25-10-2026 om 02:30 uur (Nederlandse wintertijd)"),
        ("2027-03-28T01:00:00Z", "28-03-2027 om 03:00 uur (Nederlandse zomertijd)"),
        ("2026-12-31T23:30:00Z", "01-01-2027 om 00:30 uur (Nederlandse wintertijd)"),
    ],
)
def test_een_moment_is_nederlandse_tijd(moment: str, gelezen: str) -> None:
    op = datetime.fromisoformat(moment)
    akkoorden = (Akkoord(Partij.INLENER, 2, True, "Testmens", op),)
    zinnen = str(regels.artikelen(replace(FEITEN, akkoorden=akkoorden), NAAM))
    assert f"Testmens, op {gelezen}, op versie 2" in zinnen
    assert "UTC" not in zinnen


@pytest.mark.parametrize(
    ("weken", "zin"),
    [
        (0, "met een reden, en zonder opzegtermijn."),
        (1, "met een reden, en minstens 1 week vooraf gezegd."),
        (4, "met een reden, en minstens 4 weken vooraf gezegd."),
    ],
)
def test_eerder_eindigen_in_woorden(weken: int, zin: str) -> None:
    v = replace(VOORWAARDEN, opzegtermijn_weken=weken, werkzaamheden="Ramen en gronden.")
    zinnen = str(regels.artikelen(replace(FEITEN, voorwaarden=v), NAAM))
    assert zin in zinnen
    assert "Ramen en gronden.'" in zinnen


def test_het_eerste_sjabloon_is_zoals_het_was() -> None:
    """The words, the Word file and the page of the PDF that the first version made, to the byte.

    When this fails, every agreement of before says `document-gewijzigd`.
    """
    tekst = sjablonen.tekst(UUID(int=5), FEITEN, sjablonen.EERSTE)
    artikelen = sjablonen.met_naam(tekst, NAAM)
    stukken = [deel for een in artikelen for deel in (een.code, een.kop, *een.zinnen)]
    assert hash_van("\n".join(stukken).encode()) == WOORDEN_2026_1
    soort = (artikelen, tekst.kenmerk, OP, tekst.titel, sjablonen.EERSTE)
    assert hash_van(opmaak.als_docx(*soort)) == DOCX_2026_1
    bladen = pypdf.PdfReader(io.BytesIO(opmaak.als_pdf(*soort))).pages
    stromen = [een["/Contents"].get_object() for een in bladen]
    inhoud = b"".join(een.get_data() for een in stromen if isinstance(een, StreamObject))
    assert hash_van(inhoud) == PDF_2026_1  # unpacked: how it is packed may differ by machine


def hash_van(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()


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
        alles = text("SELECT feiten::text || bewaarde_tekst::text FROM inzet_overeenkomst")
        bewaard = verbinding.execute(alles).scalar()
    assert bewaard is not None
    assert "Łucja" not in bewaard
    # Another name at the gateway: not what was agreed on, so a new version.
    buur.antwoorden[f"/intern/medewerkers/{drie.inzet['medewerker']}"] = {"naam": "Anders"}
    anders = drie.client.get(pad, headers=drie.thuis() | {"Accept": opmaak.PDF})
    assert (anders.status_code, anders.json()["code"]) == (409, "document-gewijzigd")
    assert regio.post(overeenkomst, drie.inlener(), None)["nummer"] == 2
    lijst = drie.client.get(f"{drie.pad}/overeenkomsten?telling=true", headers=drie.zelf()).json()
    assert ([een["nummer"] for een in lijst["results"]], lijst["count"]) == ([2, 1], 2)


def test_een_ouder_document_blijft_zoals_het_was(
    drie: Drie, regio: Regio, engine: Engine, overeenkomst: str
) -> None:
    """Made with the words of then, of the first template and of any later one."""
    regio.post(overeenkomst, drie.thuis(), None)
    pad = f"{drie.pad}/overeenkomsten/1"
    anders = (
        "UPDATE inzet_overeenkomst SET bewaarde_tekst = jsonb_set(bewaarde_tekst,"
        " '{artikelen,0,kop}', '\"Wie dit afspreken\"')"
    )
    eerste = f"UPDATE inzet_overeenkomst SET bewaarde_tekst = NULL, sjabloon = '{sjablonen.EERSTE}'"
    for sql, woord in ((anders, "Wie dit afspreken"), (eerste, " UTC, op versie")):
        with engine.begin() as tx:
            tx.execute(text(sql))
        with Session(engine) as sessie:
            oud = storage.get_overeenkomst(sessie, UUID(drie.inzet["id"]), 1)
        assert oud is not None
        stuk = (sjablonen.met_naam(oud.tekst, NAAM), oud.tekst.kenmerk, oud.op, oud.tekst.titel)
        gemaakt = {
            opmaak.DOCX: opmaak.als_docx(*stuk, oud.sjabloon),
            opmaak.PDF: opmaak.als_pdf(*stuk, oud.sjabloon),
        }
        with engine.begin() as tx:
            zet = "UPDATE inzet_overeenkomst SET sha256_docx = :d, sha256_pdf = :p"
            docx_hash, pdf_hash = (hash_van(een) for een in gemaakt.values())
            tx.execute(text(zet), {"d": docx_hash, "p": pdf_hash})
        for soort, inhoud in gemaakt.items():
            antwoord = drie.client.get(pad, headers=drie.zelf() | {"Accept": soort})
            assert (antwoord.status_code, antwoord.content == inhoud) == (200, True)
            assert woord in woorden(soort, antwoord.content)


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
