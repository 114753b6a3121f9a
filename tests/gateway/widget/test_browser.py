"""The widget in headless Chromium: seen, used by keyboard, judged by axe-core, and refused."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpx2
import psycopg
import pytest

from deploy import secret_files
from deploy.client import Gateway, as_client, as_keyed_client
from deploy.demo import build, loading, paginas, regio
from deploy.system import Addresses, system
from tests.gateway.widget import chromium

Gezien = dict[str, Any]
KLUS = "Buurtbijeenkomst begeleiden (verzonnen)"


class Proefpagina:
    """A page of an employer with any policy and any tag; its own origin, on a real port."""

    def __init__(self) -> None:
        self.paginas: dict[str, tuple[str, str]] = {}
        self.gevraagd: list[str] = []
        self.goed: Any = None  # gives a good token
        proef = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pad = urlsplit(self.path).path
                proef.gevraagd.append(pad)
                if pad in ("/token", "/eerst-fout-token", "/fout-token"):
                    fout = pad == "/fout-token" or proef.gevraagd.count("/eerst-fout-token") == 1
                    slecht = fout and pad != "/token"
                    body = {"toegangstoken": "x.y.z"} if slecht else proef.goed()
                    self._send(json.dumps(body), "application/json", "default-src 'none'")
                elif pad == "/geef.js":
                    script = (
                        "document.querySelector('doorstroom-widget').haalToken ="
                        " async () => (await (await fetch('/token')).json()).toegangstoken;"
                    )
                    self._send(script, "text/javascript", "default-src 'none'")
                elif pad in proef.paginas:
                    self._send(proef.paginas[pad][0], "text/html", proef.paginas[pad][1])
                else:
                    self.send_error(404)

            def _send(self, text: str, kind: str, policy: str) -> None:
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def add(self, naam: str, policy: str, script: str, element: str) -> str:
        html = (
            '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>'
            f"{script}</head><body><main><h1>Proef</h1>{element}</main></body></html>"
        )
        self.paginas[f"/{naam}"] = (html, policy)
        return f"{self.url}/{naam}"


@contextmanager
def proefpagina() -> Iterator[Proefpagina]:
    site = Proefpagina()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    if reason := chromium.missing():
        pytest.skip(reason)
    home = tmp_path_factory.mktemp("widget")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
    with system(home, modus="demo") as addresses:
        secret = secret_files.read(addresses.secrets, secret_files.BEHEER)
        _wereld(as_client(addresses.gateway, "platformbeheer", secret, "Testbeheerder"))
        _klussen(addresses)
        yield addresses


def _wereld(platform: Gateway) -> None:
    """The organisations, people and vacancies of the demo; no pool, which the pages do not need."""
    platform.call("PUT", "/toegang/v1/klok", {"nu": regio.BEGIN})
    build.importeer(platform, regio.rijen())
    verband = build.verband(platform, regio.VERBAND, regio.LEDEN, "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    loading._vacatures(build.ats(platform, regio.EINDHOVEN), verband)
    for nummer, oin, naam in regio.MEDEWERKERS:
        build.persoon(build.ats(platform, oin), oin, nummer, naam)


def _klussen(addresses: Addresses) -> None:
    """What pool will tell: a klus for the own people of Eindhoven and one for everybody there."""
    sql = """
        WITH een AS (INSERT INTO vacatures.aanbod_elders (id, soort, werkgevers, titel,
            omschrijving, plaats, uren_min, uren_max, van_datum, sluitings_datum, geopend_op, pad,
            woorden, versie) VALUES (gen_random_uuid(), %(soort)s, ARRAY[%(oin)s],
            %(titel)s, %(tekst)s, 'Eindhoven',
            4, 8, '2026-09-01', '2026-09-15', '2026-08-12T06:00:00Z', '/pool/v1/klussen/x',
            to_tsvector('simple', %(titel)s), 1) RETURNING id)
        INSERT INTO vacatures.aanbod_zicht (aanbod_id, nr, sleutel, van, tot)
        SELECT id, 0, %(sleutel)s, '2026-08-12T06:00:00Z', '9999-12-31T00:00:00Z' FROM een
    """
    tekst = (
        "Een middag met bewoners.\n\nGeen <b>opmaak</b> & geen script: <script>alert(1)</script>"
    )
    with psycopg.connect(addresses.admin_url) as tx:
        for soort, titel in (("klus", KLUS), ("trainee", "Traineeplaats water (verzonnen)")):
            values = {"soort": soort, "titel": titel, "tekst": tekst, "oin": regio.EINDHOVEN}
            tx.execute(sql, values | {"sleutel": f"intern:{regio.EINDHOVEN}"})


def _widgettoken(addresses: Addresses, herkomst: str) -> Any:
    """A function that gives a fresh token for the employee of Eindhoven at this origin."""
    secret = secret_files.read(addresses.secrets, secret_files.BEHEER)
    platform = as_client(addresses.gateway, "platformbeheer", secret, "Testbeheerder")
    key = build.client(platform, "proef-widget", regio.EINDHOVEN, namens_medewerkers=True)
    platform.call("PATCH", "/toegang/v1/clients/proef-widget", {"herkomsten": [herkomst]})
    body = {"medewerker": "demo-001", "herkomst": herkomst}

    def give() -> Any:
        caller = as_keyed_client(addresses.gateway, "proef-widget", key)
        return caller.post("/toegang/v1/widgettokens", body)

    return give


@pytest.fixture(scope="module")
def gezien(running: Addresses) -> Iterator[Gezien]:
    """All that was seen, in one run of the browser."""
    secret = secret_files.read(running.secrets, secret_files.BEHEER)
    url = running.gateway
    with (
        paginas.serve(url, secret) as sites,
        proefpagina() as proef,
        proefpagina() as vreemd,
    ):
        proef.goed = _widgettoken(running, proef.url)
        vreemd.goed = proef.goed
        given = {
            "shots": os.environ.get("WIDGET_SHOTS"),
            "sites": {
                "paginas": {wie: f"{sites.intranet}/?wie={wie}" for wie in paginas.intranet.WIE}
                | {"portaal": f"{sites.portaal}/"},
                "proef": _proeven(url, proef, vreemd),
            },
        }
        seen = chromium.run("kijk.mjs", given)
        yield seen | {"gevraagd": proef.gevraagd}


def _proeven(url: str, proef: Proefpagina, vreemd: Proefpagina) -> dict[str, str]:
    """Pages that differ in one thing from a page that works."""
    tag = str(Gateway(url).get("/widget")["script"])
    streng = (
        f"default-src 'none'; script-src {url}; connect-src 'self' {url}; base-uri 'none';"
        " require-trusted-types-for 'script'"
    )
    widget = '<doorstroom-widget token-url="/token"></doorstroom-widget>'
    met_functie = '<doorstroom-widget detail-url="/werk/{soort}/{id}"></doorstroom-widget>'
    eigen = streng.replace(f"script-src {url}", f"script-src 'self' {url}")
    geef = '<script src="/geef.js" defer></script>'
    niet = '<doorstroom-widget token-url="/fout-token"></doorstroom-widget>'
    een = '<doorstroom-widget token-url="/token" aantal="1"></doorstroom-widget>'
    eerste = '<doorstroom-widget token-url="/eerst-fout-token"></doorstroom-widget>'
    return {
        "zonderStijl": proef.add("zonder-stijl", f"{streng}; style-src 'none'", tag, widget),
        "eersteFout": proef.add("eerste-fout", streng, tag, eerste),
        "verlopen": proef.add("verlopen", streng, tag, niet),
        "functie": proef.add("functie", eigen, tag + geef, met_functie),
        "eenTegelijk": proef.add("een-tegelijk", streng, tag, een),
        "scriptGeweigerd": proef.add("a", streng.replace(url, "'self'", 1), tag, widget),
        "verbindingGeweigerd": proef.add(
            "b", streng.replace(f"connect-src 'self' {url}", "connect-src 'self'"), tag, widget
        ),
        "andereBytes": proef.add("c", streng, tag.replace("sha384-", "sha384-AAAA"), widget),
        # The same page with a good token of somebody else's origin.
        "andereHerkomst": vreemd.add("d", streng, tag, widget),
    }


def proef(gezien: Gezien, naam: str) -> Any:
    """What was seen in one try; a try that broke off says why."""
    found = gezien[naam]
    assert not (isinstance(found, dict) and "mislukt" in found), found
    return found


PAGINAS = ("eigen", "partner", "elders", "portaal")


@pytest.mark.parametrize("breed", [1100, 390])
@pytest.mark.parametrize("pagina", PAGINAS)
def test_each_page_is_accessible_and_keeps_the_policy(
    gezien: Gezien, pagina: str, breed: int
) -> None:
    found = proef(gezien, "zien")[f"{pagina}-{breed}"]
    assert found["axe"] == []
    assert found["told"] == []
    assert found["breed"] <= 0


def test_everybody_sees_what_is_for_them(gezien: Gezien) -> None:
    zien = proef(gezien, "zien")
    titels = {wie: set(zien[f"{wie}-1100"]["titels"]) for wie in PAGINAS[:3]}
    alle = {"Planeconoom", "Vergunningverlener", "Inkoopadviseur"}
    vacatures = {een: f"{een} (verzonnen voorbeeld)" for een in alle}
    assert titels["eigen"] == {*vacatures.values(), KLUS, "Traineeplaats water (verzonnen)"}
    assert titels["partner"] == {vacatures["Vergunningverlener"], vacatures["Inkoopadviseur"]}
    assert titels["elders"] == {vacatures["Inkoopadviseur"]}
    assert zien["eigen-1100"]["stand"] == "5 gevonden."
    assert "1 vacature voor iedereen" in zien["portaal-1100"]["tekst"]
    for verborgen in ("Planeconoom", "Vergunningverlener"):
        assert verborgen not in zien["portaal-1100"]["tekst"]


def test_by_keyboard_alone(gezien: Gezien) -> None:
    found = proef(gezien, "toetsenbord")
    assert "q" in found["stappen"]
    assert found["gevonden"]["titels"][0].startswith("Planeconoom")
    assert found["venster"]["venster"] is True
    assert found["inVenster"].startswith(("venster-kop", "Planeconoom"))
    assert found["nogInVenster"] is True
    assert found["na"]["venster"] is False
    assert found["na"]["focus"].startswith("Planeconoom")
    assert found["axeVenster"] == []
    assert found["told"] == []
    smal = proef(gezien, "venster390")
    assert (smal["axe"], smal["breed"]) == ([], 0)


def test_what_a_screen_reader_is_told(gezien: Gezien) -> None:
    nodes = {(rol, naam) for rol, naam in proef(gezien, "schermlezer")}
    assert ("region", "Wat u nu kunt doen") in nodes
    assert ("search", "Wat u nu kunt doen") in nodes
    assert ("searchbox", "Zoeken op woorden") in nodes
    assert ("combobox", "Wat zoekt u?") in nodes
    assert ("combobox", "Uren per week") in nodes
    assert ("button", "Zoek") in nodes
    assert ("heading", "Wat u nu kunt doen") in nodes
    assert ("heading", KLUS) in nodes
    assert ("button", KLUS) in nodes
    assert {rol for rol, _ in nodes} >= {"status", "list", "listitem"}


def test_each_state_says_what_it_is(gezien: Gezien) -> None:
    leeg = proef(gezien, "leeg")
    assert leeg["titels"] == []
    assert "niets gevonden" in leeg["stand"]
    assert leeg["axe"] == []
    laden = proef(gezien, "laden")
    assert laden["uit"]["stand"] == "Bezig met laden…"
    assert len(laden["na"]["titels"]) == 5
    storing = proef(gezien, "storing")
    assert storing["fout"]["fout"] == "Er is geen verbinding. Probeer het opnieuw."
    assert storing["fout"]["axe"] == []
    assert (storing["na"]["fout"], len(storing["na"]["titels"])) == (None, 5)


def test_a_token_is_refreshed_once_and_then_it_says_so(gezien: Gezien) -> None:
    assert len(proef(gezien, "ververst")["titels"]) == 4
    assert gezien["gevraagd"].count("/eerst-fout-token") == 2
    verlopen = proef(gezien, "verlopen")
    assert verlopen["fout"].startswith("Uw aanmelding is verlopen.")
    assert (verlopen["gemeld"], verlopen["titels"], verlopen["axe"]) == ([401], [], [])
    assert gezien["gevraagd"].count("/fout-token") == 2


def test_a_page_gives_the_token_itself_and_has_its_own_addresses(gezien: Gezien) -> None:
    found = proef(gezien, "functie")
    assert found["told"] == []
    assert len(found["links"]) == 4
    assert all("/werk/vacature/" in link or "/werk/klus/" in link for link in found["links"])


def test_more_goes_on_where_it_was(gezien: Gezien) -> None:
    found = proef(gezien, "meer")
    assert (len(found["eerst"]["titels"]), len(found["dan"]["titels"])) == (1, 2)
    assert found["dan"]["focus"] == found["dan"]["titels"][1]
    assert found["dan"]["stand"] == "4 gevonden, 2 getoond."


def test_somebody_applies_in_the_widget(gezien: Gezien) -> None:
    found = proef(gezien, "solliciteren")
    assert found == {"stand": "Uw sollicitatie is verstuurd.", "axeForm": []}


def test_under_the_strictest_policy_it_still_has_its_style(gezien: Gezien) -> None:
    found = proef(gezien, "zonderStijl")
    assert found["told"] == []
    assert len(found["titels"]) == 4
    assert found["kleur"] == "rgb(21, 66, 115)"


@pytest.mark.parametrize(
    ("naam", "woord"),
    [
        ("scriptGeweigerd", "script-src"),
        ("verbindingGeweigerd", "connect-src"),
        ("andereBytes", "integrity"),
        ("andereHerkomst", "CORS"),
    ],
)
def test_what_is_not_allowed_shows_nothing(gezien: Gezien, naam: str, woord: str) -> None:
    """The negative controls: the policies and the origin really stop it."""
    found = proef(gezien, "anderBeleid")[naam]
    assert not found["titels"]
    assert any(woord in line for line in found["told"]), found["told"]


def test_axe_would_have_found_it(gezien: Gezien) -> None:
    mutanten = proef(gezien, "mutant")
    assert any(een.startswith(("label", "select-name")) for een in mutanten["labels"])
    assert any(een.startswith("color-contrast") for een in mutanten["contrast"])


def test_text_of_an_employer_is_text(gezien: Gezien, running: Addresses) -> None:
    """No element comes from what somebody wrote: the widget has no way to make one of text."""
    script = httpx2.get(f"{running.gateway}/widget/doorstroom-widget.js").text
    for gevaar in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", ".style"):
        assert gevaar not in script, gevaar
