"""Pages of public vacancies: who finds what when, and what a browser makes of them."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import extruct
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from lxml import html as lxml_html

from services.vacatures.uitgifte.rules import Uitgave, Uitgavekeuze, pagina
from tests.vacatures.conftest import (
    AA,
    BASE,
    BEE,
    INTERN,
    NA_SLUITING,
    OPENBAAR,
    PARTNERS,
    VERBAND,
    Vraag,
    later,
    nieuw,
    open_,
)
from tests.vacatures.uitgifte import normen, oordeel
from tests.vacatures.uitgifte.conftest import Halen
from tests.vacatures.uitgifte.gemaakt import uitgaven
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave, werkgever
from tests.vacatures.uitgifte.winkelraam import Antwoord, winkelraam

OPEN = later(OPENBAAR, days=1)
DICHT = later(NA_SLUITING, minutes=5)


# ---- who finds what
@pytest.mark.parametrize("vorm", ["", "/setu", "/vum"])
def test_there_is_a_page_only_while_everybody_may_apply(
    vorm: str, haal: Halen, vacature: str
) -> None:
    momenten = [INTERN, PARTNERS, later(OPENBAAR, minutes=-1), OPEN, DICHT]
    status = [haal(f"vacatures/{vacature}{vorm}", nu).status_code for nu in momenten]
    assert status == [404, 404, 404, 200, 410]


def test_before_it_is_public_it_is_as_unknown(haal: Halen, vacature: str) -> None:
    for vorm in ("", "/setu", "/vum"):
        verborgen = haal(f"vacatures/{vacature}{vorm}", PARTNERS)
        onbekend = haal(f"vacatures/{uuid4()}{vorm}", PARTNERS)
        assert verborgen.content == onbekend.content
        assert verborgen.headers == onbekend.headers
    assert haal("vacatures/geen-nummer").status_code == 404


@pytest.mark.parametrize("naar", ["ingetrokken", "gesloten", "vervuld"])
def test_what_ended_before_it_was_public_never_was(
    naar: str, haal: Halen, vacature: str, client: TestClient, recruiter: Vraag
) -> None:
    nu = later(PARTNERS, minutes=1)
    answer = client.post(
        f"{BASE}/vacatures/{vacature}/statuswijzigingen",
        json={"naar": naar, "reden": "klaar"},
        headers=recruiter(nu=nu),
    )
    assert answer.status_code == 201, answer.text
    for vorm in ("", "/setu", "/vum"):
        assert haal(f"vacatures/{vacature}{vorm}", OPEN).status_code == 404


def test_a_reader_that_has_it_gets_304(haal: Halen, vacature: str) -> None:
    for vorm in ("", "/setu", "/vum"):
        eerste = haal(f"vacatures/{vacature}{vorm}")
        tweede = haal(
            f"vacatures/{vacature}{vorm}", koppen={"If-None-Match": eerste.headers["etag"]}
        )
        assert (eerste.status_code, tweede.status_code) == (200, 304)
        # A browser takes these of a 304 in the place of those of the page that it kept.
        for kop in ("content-security-policy", "cache-control", "etag"):
            assert tweede.headers[kop] == eerste.headers[kop], kop


def test_a_browser_runs_nothing(haal: Halen, vacature: str) -> None:
    antwoord = haal(f"vacatures/{vacature}")
    assert antwoord.headers["content-type"] == "text/html; charset=utf-8"
    beleid = dict(
        deel.strip().split(" ", 1)
        for deel in antwoord.headers["content-security-policy"].split(";")
    )
    assert beleid["default-src"] == "'none'"
    assert "script-src" not in beleid
    assert beleid["style-src"] == "'self'"
    assert antwoord.headers["x-content-type-options"] == "nosniff"
    assert haal("stijl.css").headers["content-type"].startswith("text/css")


def test_the_page_says_what_the_vacancy_says(haal: Halen, vacature: str) -> None:
    tekst = haal(f"vacatures/{vacature}").text
    (posting,) = extruct.extract(tekst, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert posting["title"] == "Planeconoom"
    assert posting["validThrough"].startswith("2026-09-30T23:59:59")
    assert posting["baseSalary"]["value"]["minValue"] == 4465
    assert normen.setu(haal(f"vacatures/{vacature}/setu").content) == []
    assert normen.vum(haal(f"vacatures/{vacature}/vum").json()) == []
    zichtbaar = lxml_html.fromstring(tekst).text_content()
    for deel in ("€ 4.465 - € 6.343", "32 - 36 uur", "schaal 11", "30 september 2026", "Aadorp"):
        assert deel in zichtbaar


def test_the_category_of_setu_is_a_setting(haal: Halen, client: TestClient, vacature: str) -> None:
    state = client.app.state  # type: ignore[attr-defined]
    state.settings = state.settings.model_copy(update={"setu_vakgebied": 7})
    for pad in ("setu", f"vacatures/{vacature}/setu"):
        assert "<CategoryCode>7</CategoryCode>" in haal(pad).text


# ---- the list
def test_the_list_shows_what_is_public(haal: Halen, client: TestClient, recruiter: Vraag) -> None:
    van_aa = nieuw(client, recruiter(), titel="Van Aa")
    open_(client, recruiter(), van_aa)
    bee = {"organisatie": BEE, "verbanden": [(VERBAND, 1)]}
    van_bee = nieuw(client, recruiter(**bee), titel="Van Bee")
    open_(client, recruiter(**bee), van_bee)

    def titels(antwoord: Any) -> list[str]:
        assert antwoord.status_code == 200
        assert "ld+json" not in antwoord.text
        return [deel.split("<")[0] for deel in antwoord.text.split('">Van ')[1:]]

    assert sorted(titels(haal("lijst"))) == ["Aa", "Bee"]
    assert titels(haal("lijst", werkgever=AA)) == ["Aa"]
    assert titels(haal("lijst", verband=str(uuid4()))) == []
    assert titels(haal("lijst", PARTNERS)) == []
    assert haal("lijst", pagina="2").status_code == 404
    assert haal("lijst", pagina="0").status_code == 400


def test_the_list_is_leafed_through() -> None:
    def links(nummer: int) -> list[str]:
        boom = lxml_html.fromstring(
            pagina.lijst([uitgave()], 101, nummer, Uitgavekeuze(werkgever=AA), BASIS)
        )
        return [a.get("href") for a in boom.iterfind(".//nav[@aria-label='Bladeren']/a")]

    adres = f"{BASIS}/vacatures?werkgever={AA}"
    assert links(1) == [f"{adres}&pagina=2"]
    assert links(2) == [adres, f"{adres}&pagina=3"]
    assert links(3) == [f"{adres}&pagina=2"]


def test_pages_follow_each_other(
    haal: Halen, client: TestClient, recruiter: Vraag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagina, "PER_PAGINA", 2)
    alle = [nieuw(client, recruiter(), titel=f"Nummer {nr}") for nr in range(3)]
    for id in alle:
        open_(client, recruiter(), id)
    gezien = [haal("lijst", pagina=str(nr)).text for nr in (1, 2)]
    assert [sum(id in tekst for id in alle) for tekst in gezien] == [2, 1]
    assert all(any(id in tekst for tekst in gezien) for id in alle)


# ---- any text
class _Lezer(HTMLParser):
    """What a browser would find that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.gevaar: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.gevaar += [naam for naam, _ in attrs if naam.startswith("on") or naam == "style"]
        if tag in {"img", "iframe", "object", "form", "base", "svg"}:
            self.gevaar.append(tag)
        for naam, waarde in attrs:
            if naam in {"href", "src"} and urlsplit(waarde or "").scheme not in {"https", ""}:
                self.gevaar.append(str(waarde))


@settings(max_examples=40)
@given(een=uitgaven())
def test_no_text_becomes_more_than_text(een: Uitgave) -> None:
    lezer = _Lezer()
    tekst = pagina.vacature(een, BASIS)
    lezer.feed(tekst)
    assert lezer.gevaar == []
    boom = lxml_html.fromstring(tekst)
    assert boom.findtext(".//h1") == een.titel
    assert len(boom.findall(".//script")) == 1


def test_a_reader_that_sees_danger() -> None:
    lezer = _Lezer()
    lezer.feed('<b onclick="x">a</b><img><a href="javascript:x">b</a>')
    assert lezer.gevaar == ["onclick", "img", "javascript:x"]


# ---- a browser looks
# By attributes: the policy of the page stops a style in it, as it stops a script.
FOUT = (
    '<!doctype html><html><body><p><font color="#cccccc">te licht</font></p><img src="/weg.png">'
    '<script>document.title = "uitgevoerd"</script>'
    '<table width="3000"><tr><td>breed</td></tr></table></body></html>'
)


def test_a_browser_and_axe_find_nothing_and_a_mutant(
    client: TestClient, recruiter: Vraag, kijkers: dict[str, Vraag], vacature: str
) -> None:
    lastig = nieuw(
        client,
        recruiter(),
        titel=f"Val {VALLEN}".replace("\x0b", ""),
        omschrijving="<h2>Het werk</h2><h3>Taken</h3><ol><li>een</li></ol>" + "lang" * 60,
    )
    open_(client, recruiter(), lastig)
    state = client.app.state  # type: ignore[attr-defined]
    koppen = kijkers["anoniem"](OPEN), kijkers["anoniem"](DICHT)
    met = client.get(f"{BASE}/uitgifte/lijst", headers=koppen[0]).headers

    def geef(pad: str) -> Antwoord:
        if pad == "/fout":
            beleid = {"Content-Security-Policy": met["content-security-policy"]}
            return 200, beleid | {"Content-Type": "text/html"}, FOUT.encode()
        pad, _, dicht = pad.partition("?")
        plek = {"/vacatures": "lijst", "/vacature/stijl.css": "stijl.css"}.get(
            pad, pad.replace("/vacature/", "vacatures/")
        )
        antwoord = client.get(f"{BASE}/uitgifte/{plek}", headers=koppen[bool(dicht)])
        weg = ("content-length", "strict-transport-security")
        headers = {k: v for k, v in antwoord.headers.items() if k not in weg}
        return antwoord.status_code, headers, antwoord.content

    def kijk(basis: str, *vragen: tuple[str, str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return oordeel.axe([{"name": n, "url": basis + pad} | meer for n, pad, meer in vragen])

    smal, donker = {"width": 320}, {"width": 390, "dark": True}
    with winkelraam(geef) as basis:
        state.settings = state.settings.model_copy(update={"public_base_url": basis})
        gezien = kijk(
            basis,
            ("vacature", f"/vacature/{vacature}", {}),
            ("donker", f"/vacature/{vacature}", donker),
            ("afdruk", f"/vacature/{vacature}", {"print": True, "width": 800}),
            ("lastig", f"/vacature/{lastig}", smal),
            ("lijst", "/vacatures", {}),
            ("lijst donker", "/vacatures", donker),
            ("gesloten", f"/vacature/{vacature}?dicht", smal),
            ("onbekend", f"/vacature/{uuid4()}", donker),
            ("fout", "/fout", smal),
        )
    fout = gezien.pop("fout")
    assert {deel.split(":")[0] for deel in fout["violations"]} >= {
        "color-contrast", "html-has-lang", "image-alt", "document-title",
    }  # fmt: skip
    assert any("Content Security Policy" in gezegd for gezegd in fout["told"])
    assert fout["wide"] > 0
    assert {naam: een["status"] for naam, een in gezien.items()} == {
        "vacature": 200, "donker": 200, "afdruk": 200, "lastig": 200, "lijst": 200,
        "lijst donker": 200, "gesloten": 410, "onbekend": 404,
    }  # fmt: skip
    tegen = {naam: oordeel.against(een) for naam, een in gezien.items()}
    # That a page is not there, the browser tells as an error.
    for naam in ("gesloten", "onbekend"):
        tegen[naam] = [een for een in tegen[naam] if "status of 4" not in een]
    assert not any(tegen.values()), tegen
    assert "Planeconoom" in gezien["vacature"]["title"]


def test_employers_with_a_text_and_a_site_are_introduced() -> None:
    samen = (werkgever(1, tekst="Eerste\n\nTweede"), werkgever(2, merk=None, website=None))
    boom = lxml_html.fromstring(pagina.vacature(uitgave(werkgevers=samen), BASIS))
    koppen = [kop.text for kop in boom.iterfind(".//h2")]
    assert koppen.count("Over Aadorp") == 1
    assert "Gemeente Aadorp 1 en Gemeente Aadorp 2" in boom.text_content()
