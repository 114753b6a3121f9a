"""The advice as a file, opened and read back: all that was said, and that it is no advice."""

import io
from datetime import date, timedelta
from typing import Any

import docx
import pypdf
import pytest
from fastapi.testclient import TestClient

from services.pool.inzet import opmaak
from services.pool.vormwijzer import rules
from services.pool.vormwijzer.rules import document
from tests.pool.conftest import AA, BASE, BEE, NU, Vraag
from tests.pool.vormwijzer.test_rules import DAG, GEWOON, TABEL, bij

SOORTEN = [opmaak.DOCX, opmaak.PDF]


def woorden(soort: str, inhoud: bytes) -> str:
    """All text of a file, white space made one."""
    if soort == opmaak.DOCX:
        delen = [een.text for een in docx.Document(io.BytesIO(inhoud)).paragraphs]
    else:
        delen = [een.extract_text() for een in pypdf.PdfReader(io.BytesIO(inhoud)).pages]
    return "".join(" ".join(delen).split())


def maak(soort: str, delen: list[Any]) -> bytes:
    hoe = opmaak.als_docx if soort == opmaak.DOCX else opmaak.als_pdf
    return hoe(delen, "Advies 1", NU, document.TITEL, "proef")


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_whole_advice_stands_in_the_file(soort: str) -> None:
    let_op = rules.waarschuwing(TABEL, GEWOON, date(2026, 3, 1), date(2027, 3, 1), DAG)
    gewezen = bij()
    delen = document.artikelen(TABEL, GEWOON, gewezen, let_op, "Kijk uw cao na.")
    tekst = woorden(soort, maak(soort, delen))
    for nr, deel in enumerate(delen, 1):
        assert deel.zinnen
        for stuk in (f"{nr}. {deel.kop}", *deel.zinnen):
            assert "".join(stuk.split()) in tekst, (deel.code, stuk)
    codes = [deel.code for deel in delen]
    assert codes[:3] == ["geen-advies", "waarschuwing", "antwoorden"]
    assert codes[-len(gewezen.regels) :] == [regel.nr for regel in gewezen.regels]
    for stuk in ("Dit is geen juridisch advies", "Detachering met btw-goedkeuring", "Kijk uw cao"):
        assert "".join(stuk.split()) in tekst
    assert maak(soort, delen) == maak(soort, delen)


@pytest.mark.parametrize("regel", TABEL.regels, ids=lambda regel: regel.nr)
def test_every_rule_is_told_to_both_with_source_certainty_and_review(regel: Any) -> None:
    antwoorden = GEWOON | {code: min(waarden) for code, waarden in regel.als[0].items()}
    for dag, zegt in ((regel.herzien_voor, "Na te kijken"), (None, "vertrouw er niet op")):
        gewezen = rules.wijs(TABEL, antwoorden, dag or regel.herzien_voor + timedelta(days=1))
        delen = document.artikelen(TABEL, antwoorden, gewezen, None, None)
        (deel,) = (een for een in delen if een.code == regel.nr)
        tekst = " ".join(deel.zinnen)
        for stuk in (regel.werkgever, regel.medewerker, regel.bron, *regel.punten.values(), zegt):
            assert stuk in tekst
        assert f"Zekerheid {regel.zekerheid.value}: " in tekst
        assert f"{regel.herzien_voor:%d-%m-%Y}" in tekst


def test_without_a_form_it_says_what_would_help() -> None:
    antwoorden = GEWOON | {"dienst": "niet", "vergoeding": "geen"}
    delen = document.artikelen(TABEL, antwoorden, bij(dienst="niet", vergoeding="geen"), None, None)
    (anders,) = (een for een in delen if een.code == "anders")
    assert any("Wie geeft leiding aan het werk? Met het antwoord" in zin for zin in anders.zinnen)
    assert not any(een.code == "passend" for een in delen)


def test_it_is_kept_and_read_as_a_file_by_who_may(client: TestClient, ik: Vraag) -> None:
    hr = ik(AA, "hr_adviseur")
    inhoud = {"sector": "rijk", "antwoorden": GEWOON}
    gemaakt = client.post(f"{BASE}/vormadviezen", headers=hr, json=inhoud)
    assert gemaakt.status_code == 201, gemaakt.text
    pad = f"{BASE}/vormadviezen/{gemaakt.json()['id']}"
    for soort in SOORTEN:
        answer = client.get(pad, headers=hr | {"Accept": soort})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, soort)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        tekst = woorden(soort, answer.content)
        for stuk in ("Dit is geen juridisch advies", "niet over uw sector", "vormwijzer 2026-1"):
            assert "".join(stuk.split()) in tekst
        again = client.get(
            pad, headers=hr | {"Accept": soort, "If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
        ander = client.get(pad, headers=ik(BEE, "hr_adviseur") | {"Accept": soort})
        assert ander.status_code == 404
    assert client.get(pad, headers=hr).json()["wijzing"]["versie"] == "2026-1"
