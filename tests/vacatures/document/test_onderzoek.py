"""What is in a file: by its content, never by what its name or sender says."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.document import onderzoek, proces
from services.vacatures.document.rules import Afkeuring, Documentsoort, Onderzoek
from tests.vacatures.document import bestanden
from tests.vacatures.document.bestanden import docx, odt, pakket, pdf

PDF, DOCX, ODT = Documentsoort
BSN = "111222333"  # made up: it passes the eleven-test
WELKOM = Onderzoek()


@pytest.mark.parametrize(
    ("data", "soort"),
    [
        (pdf("Ik ben planeconoom, 06-12345672"), PDF),
        (pdf("Alleen niet afdrukken", "", "eigenaar"), PDF),
        (bestanden.pdf_met_notitie("Zie bladzijde 2"), PDF),
        (docx("Ik ben ", "planeconoom"), DOCX),
        (odt("Ik ben planeconoom"), ODT),
    ],
)
def test_what_people_send(data: bytes, soort: Documentsoort) -> None:
    assert onderzoek.examine(data, soort) == WELKOM


@pytest.mark.parametrize(
    ("data", "soort"),
    [
        (pdf(f"BSN {BSN}"), PDF),
        (pdf("BSN 1112.22.333"), PDF),
        (bestanden.pdf_met_notitie(f"BSN {BSN}"), PDF),
        (docx("BSN 1112", "22", "333"), DOCX),
        (docx("x", **{"word/footer1.xml": f"<a><p>{BSN}</p></a>"}), DOCX),
        (docx("x", **{"docProps/core.xml": f"<a><title>{BSN}</title></a>"}), DOCX),
        (odt(f"BSN <t:span>111</t:span><t:span><t:span>222</t:span></t:span>{BSN[6:]}"), ODT),
        (odt("x", **{"styles.xml": f"<a><p>{BSN}</p></a>"}), ODT),
        (odt("111<t:s/>222<t:s/>333"), ODT),
    ],
)
def test_a_bsn_is_found(data: bytes, soort: Documentsoort) -> None:
    assert onderzoek.examine(data, soort) == Onderzoek(bsn=True)


def test_a_scan_says_that_nothing_could_be_looked_for() -> None:
    assert onderzoek.examine(bestanden.lege_pdf(), PDF) == Onderzoek(doorzoekbaar=False)


MACRO = '<Override PartName="/x" ContentType="application/vnd.ms-office.vbaProject"/>'
BOMB = {"word/document.xml": "0" * 40_000_000}
ENTITIES = '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "soort", "reden"),
    [
        (b"", PDF, "andere-soort"),
        (b"MZ programma", PDF, "andere-soort"),
        (b"<html><script>", DOCX, "andere-soort"),
        (docx("x"), ODT, "andere-soort"),
        (odt("x"), DOCX, "andere-soort"),
        (pdf("x"), DOCX, "andere-soort"),
        (docx("x"), PDF, "andere-soort"),
        (pakket({"x": "y"}), DOCX, "andere-soort"),
        (pakket({"x": "y"}), ODT, "andere-soort"),
        (pakket({}), DOCX, "andere-soort"),
        (b"%PDF-1.7\nrommel", PDF, "onleesbaar"),
        (pdf("x")[:200], PDF, "onleesbaar"),
        (docx("x")[:300], DOCX, "andere-soort"),
        (docx("x", **{"word/extra.xml": "<a>"}), DOCX, "onleesbaar"),
        (docx("x", **{"word/extra.xml": ENTITIES}), DOCX, "onleesbaar"),
        (pdf("x", "geheim"), PDF, "met-wachtwoord"),
        (bestanden.pdf_met_script(), PDF, "met-programma"),
        (bestanden.pdf_met_notitie("Klik hier", script="app.alert('x')"), PDF, "met-programma"),
        (bestanden.pdf_met_notitie("Kijk", "app.alert('x')", "/AA"), PDF, "met-programma"),
        (bestanden.pdf_met_notitie("Klik", "app.alert('x')", "/Next"), PDF, "met-programma"),
        (bestanden.pdf_met_bijlage(), PDF, "met-bijlagen"),
        (docx("x", types=MACRO), DOCX, "met-programma"),
        (docx("x", **{"word/embeddings/a.xlsx": "x"}), DOCX, "met-bijlagen"),
        (odt("x", **{"Basic/script.xml": "x"}), ODT, "met-programma"),
        (odt("x", **{"Object 1": "x"}), ODT, "met-bijlagen"),
        (
            odt("x", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            ODT,
            "met-wachtwoord",
        ),
        (docx("x", **BOMB), DOCX, "te-groot-uitgepakt"),
        (docx("x", **{f"a{n}": "" for n in range(3001)}), DOCX, "te-groot-uitgepakt"),
        (docx("x", **{f"a{n}": "0" * 20_000_000 for n in range(8)}), DOCX, "te-groot-uitgepakt"),
    ],
)
def test_what_is_not_taken(data: bytes, soort: Documentsoort, reden: str) -> None:
    assert onderzoek.examine(data, soort) == Onderzoek(Afkeuring(reden))


@settings(max_examples=40)
@given(st.binary(max_size=2000), st.sampled_from(Documentsoort))
def test_any_bytes_get_a_verdict(data: bytes, soort: Documentsoort) -> None:
    assert onderzoek.examine(data, soort).afkeuring is not None


@settings(max_examples=40)
@given(st.integers(0, 600), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_gets_a_verdict(place: int, damage: bytes) -> None:
    for whole, soort in ((pdf("x"), PDF), (docx("x"), DOCX), (odt("x"), ODT)):
        onderzoek.examine(whole[:place] + damage + whole[place:], soort)


# ---- in a process of its own --------------------------------------------------------------------
def test_apart_it_says_the_same() -> None:
    assert proces.onderzoek(pdf("Ik ben planeconoom"), PDF) == WELKOM
    assert proces.onderzoek(docx(BSN), DOCX) == Onderzoek(bsn=True)
    assert proces.onderzoek(b"x", ODT) == Onderzoek(Afkeuring.ANDERE_SOORT)


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proces, "SECONDS", 0.05)
    started = time.monotonic()
    assert proces.onderzoek(pdf("x"), PDF) == Onderzoek(Afkeuring.ONLEESBAAR)
    assert time.monotonic() - started < 15
