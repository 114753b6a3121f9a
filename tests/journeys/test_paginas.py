"""Every page for people, on the whole system: a browser and axe look, narrow, wide and dark."""

import os
from dataclasses import dataclass
from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from tests.gateway.widget import chromium
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen
from tests.vacatures.uitgifte import normen, oordeel

V, T = "/vacatures/v1", "/toegang/v1"
# Monday 2 November 2026; everybody may apply after two phases of five working days.
BEGIN, OPENBAAR, DICHT = "2026-11-02T08:00:00Z", "2026-11-17T08:00:00Z", "2026-12-12T08:00:00Z"
EMAIL = "pagina-kandidaat@example.org"
VACATURE = {
    "titel": "Planeconoom (verzonnen)",
    "omschrijving": "Je rekent aan de stad.\n\n- je maakt plannen\n- je overlegt met bestuurders",
    "functie": "planeconoom",
    "urenMin": 32,
    "urenMax": 36,
    "schaalMin": "11",
    "schaalMax": "11",
    "salarisMin": 446_500,
    "salarisMax": 634_300,
    "contractsoort": "vast",
    "plaats": "Eindhoven",
    "sluitingsDatum": "2026-12-11",
}


@dataclass(frozen=True, slots=True)
class Straat:
    """What there is to look at."""

    url: str
    vacature: str
    token: str  # of somebody who applied
    uren: str  # of an employee with a week of hours


@pytest.fixture(scope="module")
def straat(systeem: Systeem) -> Straat:
    platform = systeem.platform
    platform.call("PUT", f"{T}/klok", {"nu": BEGIN})
    build.importeer(platform, regio.rijen())
    verband = build.verband(platform, "Paginaregio (verzonnen)", regio.LEDEN[:3], "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    ats = build.ats(platform, regio.EINDHOVEN)
    id = ats.post(f"{V}/vacatures", VACATURE)["id"]
    ats.post(f"{V}/vacatures/{id}/openstelling", {"verbanden": [verband]})
    platform.call("PUT", f"{T}/klok", {"nu": OPENBAAR})
    wie = {"naam": "Kandidaat Verzonnen", "email": EMAIL}
    kandidaat = Gateway(platform.url).post(f"{T}/kandidaten", wie)
    Gateway(platform.url, kandidaat["toegangstoken"]).post(f"{V}/vacatures/{id}/sollicitaties", {})
    token = inloggen(systeem, EMAIL).token
    assert token is not None
    build.persoon(ats, regio.EINDHOVEN, "pagina-uren", "Testpersoon Uren (verzonnen)")
    mens = inloggen(systeem, "pagina-uren@example.org")
    assert mens.token is not None
    samen = {"soort": "samenwerking", "verband": verband, "uren": 2.5}
    for week, indienen in (("2026-W46", True), ("2026-W47", False)):
        inhoud = {"regels": [samen], "indienen": indienen}
        mens.call("PUT", f"/pool/v1/urenweken/{week}", inhoud)
    return Straat(platform.url, id, token, mens.token)


_BREED = {"vacature", "lijst", "solliciteren", "ingelogd", "ingevuld"}  # look different when wide


def _vragen(straat: Straat) -> list[dict[str, Any]]:
    id = straat.vacature
    paden: dict[str, tuple[str, dict[str, Any]]] = {
        "vacature": (f"/vacature/{id}", {}),
        "lijst": ("/vacatures", {}),
        "onbekend": ("/vacature/00000000-0000-4000-8000-000000000000", {}),
        "solliciteren": (f"/solliciteren#{id}", {"wait": "#aanvraag"}),
        "mijn": ("/mijn", {"wait": "#vragen"}),
        "ingelogd": (
            "/mijn",
            {"wait": "#sollicitaties article", "storage": {"doorstroom-token": straat.token}},
        ),
        "uren": ("/uren", {"wait": "#inloggen"}),
        "ingevuld": ("/uren", {"wait": "fieldset", "storage": {"doorstroom-token": straat.uren}}),
        "afmelden": ("/afmelden", {}),
        "inloggen": ("/inloggen/terug", {}),
    }
    hoe: dict[str, dict[str, Any]] = {"breed": {}, "smal": {"width": 320, "dark": True}}
    return [
        {"name": f"{naam} {vorm}", "url": straat.url + pad} | meer | zo
        for naam, (pad, meer) in paden.items()
        for vorm, zo in hoe.items()
        if vorm == "smal" or naam in _BREED
    ]


def test_a_browser_and_axe_find_nothing_on_any_page(straat: Straat) -> None:
    gezien = oordeel.axe(_vragen(straat))
    tegen = {
        naam: [een for een in oordeel.against(kijk) if "status of 4" not in een]
        for naam, kijk in gezien.items()
    }
    assert not any(tegen.values()), {naam: wat for naam, wat in tegen.items() if wat}
    assert {naam: kijk["status"] for naam, kijk in gezien.items() if kijk["status"] != 200} == {
        "onbekend smal": 404,
        "inloggen smal": 401,
    }
    assert "Planeconoom (verzonnen)" in gezien["ingelogd breed"]["text"]
    assert "Werk voor Paginaregio (verzonnen) zelf, november" in gezien["ingevuld breed"]["text"]
    assert "Uw sollicitatie" in gezien["solliciteren smal"]["text"]


def test_an_offer_of_less_than_a_permanent_contract_can_be_taken(
    straat: Straat, systeem: Systeem
) -> None:
    """Only the person agrees with that, and this page is where most people can."""
    if reason := chromium.missing():
        pytest.skip(reason)
    ats = build.ats(systeem.platform, regio.EINDHOVEN)
    thuis = build.ats(systeem.platform, regio.VELDHOVEN)
    naam = "Testpersoon Vast (verzonnen)"
    build.persoon(thuis, regio.VELDHOVEN, "pagina-vast", naam, vastContract=True)
    mens = inloggen(systeem, "pagina-vast@example.org")
    id = mens.post(f"{V}/vacatures/{straat.vacature}/sollicitaties", {})["id"]
    ats.post(f"{V}/sollicitaties/{id}/statuswijzigingen", {"naar": "in_behandeling"})
    oordeel_ = {"oordeel": "passend", "reden": "Verzonnen reden."}
    ats.post(f"{V}/sollicitaties/{id}/beoordelingen", oordeel_)
    aanbod = {
        "contractsoort": "tijdelijk_met_uitzicht",
        "uren": 32.5,
        "schaal": "11",
        "salaris": 600_050,
        "redenContractsoort": "Het werk duurt twee jaar.",
    }
    ats.post(f"{V}/sollicitaties/{id}/aanbiedingen", aanbod)
    gegeven = {"url": f"{straat.url}/mijn", "token": mens.token}
    gezien = chromium.run("aanbod_mijn.mjs", gegeven | {"shots": os.environ.get("WIDGET_SHOTS")})
    assert [een for een in gezien["gezegd"] if "status of 4" not in een] == gezien["axe"] == []
    assert gezien["breed"] <= 0
    zin = "Een tijdelijk contract met uitzicht op een vast contract, 32,5 uur per week"
    assert zin in gezien["voor"]
    assert "€ 6.000,50 bruto per maand" in gezien["voor"].replace("\xa0", " ")
    assert "Waarom geen vast contract: Het werk duurt twee jaar." in gezien["voor"]
    assert "Neem het aanbod aan" not in gezien["voor"]
    assert "geen vast contract krijgt" in gezien["gevraagd"]
    assert "Neem het aanbod aan" in gezien["ingestemd"]
    assert "Aanbod aangenomen" in gezien["na"]


def test_strangers_find_nothing_on_what_the_gateway_gives(straat: Straat) -> None:
    ieder = Gateway(straat.url)
    pagina = ieder.send("GET", f"/vacature/{straat.vacature}")
    assert not any(oordeel.adobe({"pagina": pagina.text}).values())
    assert "script-src" not in pagina.headers["content-security-policy"]
    setu = ieder.send("GET", f"/vacature/{straat.vacature}.setu.xml")
    vum = ieder.send("GET", f"/vacature/{straat.vacature}.vum.json")
    assert (setu.status_code, vum.status_code) == (200, 200)
    assert normen.setu(setu.content) == []
    assert normen.vum(vum.json()) == []


def test_a_closed_vacancy_is_gone(straat: Straat, systeem: Systeem) -> None:
    systeem.platform.call("PUT", f"{T}/klok", {"nu": DICHT})
    ieder = Gateway(straat.url)
    paden = [f"/vacature/{straat.vacature}{vorm}" for vorm in ("", ".setu.xml", ".vum.json")]
    assert [ieder.send("GET", pad).status_code for pad in paden] == [410, 410, 410]
    assert straat.vacature not in ieder.send("GET", "/vacatures").text
