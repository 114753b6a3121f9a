"""Inzetten on the page /mijn in headless Chromium, on the whole system: the employee says yes or no
there. Who plans for the organisations does so over the API.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from tests.gateway.widget import chromium
from tests.journeys import inzetten
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen

P, T = "/pool/v1", "/toegang/v1"
THUIS, INLENER = regio.VELDHOVEN, regio.HELMOND
KLUS = {
    "titel": "Avonden over water (verzonnen)",
    "omschrijving": "Een verzonnen klus.",
    "urenMin": 8,
    "urenMax": 16,
    "weekpatroon": "dinsdag",
    "van": "2026-12-01",
    "tot": "2027-05-31",
    "plaats": "Helmond",
    "sluitingsDatum": "2026-10-30",
}
Gezien = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pagina:
    """Both organisations, whose page it is, and an inzet that nobody answered yet."""

    systeem: Systeem
    verband: str
    thuis: Gateway
    inlener: Gateway
    zelf: Gateway
    inzet: str

    def fase(self, wie: Gateway, naam: str, **meer: Any) -> Gezien:
        """One visit to the page; nothing of it may complain."""
        gegeven = {"url": f"{wie.url}/mijn", "token": wie.token, "fase": naam} | meer
        shots = {"shots": os.environ.get("WIDGET_SHOTS")}
        gezien: Gezien = chromium.run("inzetten_mijn.mjs", gegeven | shots)
        assert [een for een in gezien["gezegd"] if "status of 4" not in een] == []
        for een in gezien["beelden"]:
            assert (een["axe"], een["breed"] <= 0) == ([], True)
        return gezien

    def intussen(self, pad: str, inhoud: Gezien) -> Gezien:
        """What the home organisation does while the page is open."""
        koppen = {
            "Authorization": f"Bearer {self.thuis.token}",
            "Audit-User-Representation": "Testmakelaar",
            "Content-Type": "application/json",
        }
        url = f"{self.thuis.url}{P}/inzetten/{self.inzet}/{pad}"
        return {"intussen": {"url": url, "koppen": koppen, "inhoud": inhoud}}

    def klok(self, dag: str) -> None:
        self.systeem.platform.call("PUT", f"{T}/klok", {"nu": f"{dag}T09:00:00Z"})


@pytest.fixture(scope="module")
def pagina(systeem: Systeem) -> Pagina:
    if reason := chromium.missing():
        pytest.skip(reason)
    platform = systeem.platform
    platform.call("PUT", f"{T}/klok", {"nu": "2026-08-17T09:00:00Z"})
    build.importeer(platform, regio.rijen())
    verband = build.verband(platform, "Inzetpagina (verzonnen)", [THUIS, INLENER], "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    thuis, inlener = build.makelaar(platform, THUIS), build.makelaar(platform, INLENER)
    persoon = build.persoon(thuis, THUIS, "inzet-pagina", "Testpersoon Inzetpagina")
    zelf = inloggen(systeem, "inzet-pagina@example.org")
    inzet = inzetten.voorgesteld(thuis, inlener, zelf, verband, persoon)
    return Pagina(systeem, verband, thuis, inlener, zelf, inzet)


def test_1_terms_that_changed_are_shown_before_the_yes(pagina: Pagina) -> None:
    """Who answers to what is no longer asked reads what is else, and answers again."""
    minder = {"urenPerWeek": 12.5, "reden": "Het werk is minder."}
    gezien = pagina.fase(pagina.zelf, "veranderd", **pagina.intussen("voorwaarden", minder))
    begin = gezien["begin"]
    assert begin["stand"] == ["Wacht op uw antwoord"]
    assert begin["knoppen"] == ["Ja", "Nee"]
    [tekst] = begin["inzetten"]
    for deel in (
        "Planeconoom (verzonnen) bij Gemeente Helmond",
        "Verzonnen reden van een mens.",
        "Uren per week\n16",
        "1 september 2026 tot en met 28 februari 2027",
        "Op 1 maart 2027 komt u terug bij uw werkgever, in uw eigen functie.",
        "Uw werkgever betaalt uw loon door.",
        "Versie van de voorwaarden\n",
    ):
        assert deel in tekst
    assert gezien["intussen"] == 201
    anders = gezien["anders"]
    assert anders["isFout"]
    assert anders["focus"] == f"inzet-{pagina.inzet}"
    assert "12,5 (Veranderd. Eerst: 16)" in anders["inzetten"][0]
    assert anders["inzetten"][0].count("Veranderd.") == 1
    assert "De voorwaarden zijn veranderd nadat u ze las" in anders["inzetten"][0]
    assert gezien["ja"]["melding"] == "U zei ja. Het wachten is nu op de anderen. U krijgt bericht."
    assert gezien["ja"]["stand"] == ["U zei ja, wacht op de anderen"]
    assert gezien["ja"]["knoppen"] == ["Neem mijn ja terug"]
    assert "Veranderd." not in gezien["ja"]["inzetten"][0]
    assert gezien["ja"]["focus"] == "kop-inzetten"


def test_2_what_goes_on_says_so_and_gives_the_agreement(pagina: Pagina, tmp_path: Path) -> None:
    assert inzetten.ja(pagina.inzet, pagina.thuis, pagina.inlener)["status"] == "bevestigd"
    pagina.thuis.post(f"{P}/inzetten/{pagina.inzet}/overeenkomsten", {})
    gezien = pagina.fase(pagina.zelf, "gaatDoor", map=str(tmp_path))
    begin = gezien["begin"]
    assert begin["stand"] == ["Gaat door"]
    [tekst] = begin["inzetten"]
    assert "Ja gezegd: u (17 augustus 2026), uw werkgever (17 augustus 2026), Gemeente H" in tekst
    assert "Nummer 1, gemaakt op 17 augustus 2026" in tekst
    download = ["Download als pdf", "Download als Word-bestand"]
    assert begin["knoppen"][-3:] == [*download, "Neem mijn ja terug"]
    assert [een for een in begin["knoppen"] if een.startswith("Download")] == download
    assert gezien["bestanden"] == ["inzetovereenkomst-1.pdf", "inzetovereenkomst-1.docx"]


def test_3_a_no_to_other_terms_leaves_what_was_agreed(pagina: Pagina) -> None:
    pagina.klok("2026-09-18")
    pad = f"{P}/inzetten/{pagina.inzet}"
    langer = {"tot": "2027-04-30", "terugkeerDatum": "2027-05-01", "reden": "Het werk loopt uit."}
    versie = pagina.thuis.post(f"{pad}/voorwaarden", langer)["gevraagd"]["versie"]
    gezien = pagina.fase(pagina.zelf, "nieuweVoorwaarden")
    begin = gezien["begin"]
    assert begin["stand"] == ["Wacht op uw antwoord"]
    [tekst] = begin["inzetten"]
    assert tekst.index("Wat nu geldt") < tekst.index("Wat er gevraagd wordt")
    eerst = "(Veranderd. Eerst: 1 september 2026 tot en met 28 februari 2027)"
    assert f"1 september 2026 tot en met 30 april 2027 {eerst}" in tekst
    assert gezien["open"]["focus"] == f"reden-{pagina.inzet}"
    assert "leest alleen u die terug" in gezien["open"]["inzetten"][0]
    zin = "U zei nee. De nieuwe voorwaarden gaan niet door. Wat eerder is afgesproken, blijft"
    assert gezien["na"]["melding"].startswith(zin)
    assert gezien["na"]["stand"] == ["Loopt nu"]
    assert "30 april" not in gezien["na"]["inzetten"][0]
    # It began: a yes cannot be taken back any more.
    assert "Neem mijn ja terug" not in gezien["na"]["knoppen"]
    reden = "Dat past niet bij mijn gezin."
    eigen = pagina.zelf.get(f"{pad}/voorwaarden")["akkoorden"]
    assert [een["reden"] for een in eigen if een["versie"] == versie] == [reden]
    assert reden not in str(pagina.thuis.get(f"{pad}/voorwaarden"))


def test_4_an_answer_that_nobody_needs_any_more_says_so(pagina: Pagina) -> None:
    pad = f"{P}/inzetten/{pagina.inzet}/voorwaarden"
    elders = {"plaats": "Asten", "reden": "Een ander kantoor."}
    versie = pagina.thuis.post(pad, elders)["gevraagd"]["versie"]
    nee = {"versie": versie, "akkoord": False}
    gezien = pagina.fase(pagina.zelf, "nietMeerNodig", **pagina.intussen("akkoorden", nee))
    assert "Asten (Veranderd. Eerst: Helmond)" in gezien["begin"]["inzetten"][0]
    assert gezien["intussen"] == 201
    assert gezien["ja"]["stand"] == ["Loopt nu"]
    assert gezien["ja"]["focus"] == f"inzet-{pagina.inzet}"
    assert "Asten" not in gezien["ja"]["inzetten"][0]


def test_5_a_klus_shows_the_income_first_and_a_yes_can_be_taken_back(pagina: Pagina) -> None:
    """The no asks no reason, and others read only that it does not go on."""
    build.persoon(pagina.thuis, THUIS, "klus-pagina", "Testpersoon Kluspagina")
    zelf = inloggen(pagina.systeem, "klus-pagina@example.org")
    klus = pagina.inlener.post(f"{P}/klussen", KLUS | {"verband": pagina.verband})["id"]
    pagina.inlener.post(f"{P}/klussen/{klus}/statuswijzigingen", {"naar": "open", "reden": "Nu."})
    graag = {"motivatie": "Verzonnen.", "urenPerWeek": 12, "variant": "uren_verminderd"}
    reactie = zelf.post(f"{P}/klussen/{klus}/reacties", graag)["id"]
    inzet = pagina.inlener.post(f"{P}/klusreacties/{reactie}/match", {"reden": "Past."})["inzet"]
    terug = {"terugkeerDatum": "2027-06-01", "terugkeerDoel": "interne_klussen"}
    eerst = pagina.fase(zelf, "kijken")["begin"]
    assert eerst["knoppen"] == ["Nee"]
    assert "Uw werkgever moet nog vastleggen wanneer en waarheen" in eerst["inzetten"][0]
    pagina.thuis.call("PATCH", f"{P}/inzetten/{inzet}", terug)
    gezien = pagina.fase(zelf, "klus")
    assert gezien["begin"]["knoppen"] == ["Bekijk wat dit betekent", "Ja", "Nee"]
    for niet in (gezien["ongezien"], gezien["leeg"]):
        assert (niet["fout"], niet["focus"]) == (["contracturen"], f"contracturen-{inzet}")
    effect = gezien["effect"].replace("\xa0", " ")
    assert "Uw werkgever betaalt minder\n€ 1.326 bruto per maand" in effect
    assert "Verschil" not in effect  # nothing is known of what the other work pays
    assert "Uren die u daar werkt\n24 per week" in effect
    assert gezien["ja"]["stand"] == ["U zei ja, wacht op de anderen"]
    assert "De anderen lezen alleen dat" in gezien["nee"]["melding"]
    assert gezien["nee"]["inzetten"] == []
    [voorbij] = gezien["nee"]["voorbij"]
    assert voorbij.startswith("Inzet bij Gemeente Helmond, 1 december 2026")
    assert voorbij.endswith("ging niet door: u zei nee.")
    assert pagina.thuis.get(f"{P}/inzetten/{inzet}")["status"] == "ingetrokken"
