"""The page /uren in headless Chromium, on the whole system: a week is filled in and sent, comes
back with a reason, is mended, approved and corrected. Who approves does so over the API.
"""

import os
from dataclasses import dataclass
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
WEEK, DAG = "2026-W38", "2026-09-18T09:00:00Z"  # Friday of that week
NAAM = "Testpersoon Urenpagina"
Gezien = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pagina:
    """Whose hours, who decides about them, and the look of a browser."""

    url: str
    zelf: Gateway
    inlener: Gateway
    inzet: str

    def fase(self, naam: str) -> Gezien:
        """One visit to the page; nothing of it may complain."""
        gegeven = {"url": f"{self.url}/uren", "token": self.zelf.token, "fase": naam}
        gezien: Gezien = chromium.run(
            "uren.mjs", gegeven | {"shots": os.environ.get("WIDGET_SHOTS")}
        )
        assert [een for een in gezien["gezegd"] if "status of 4" not in een] == []
        for beeld in ("breed", "smal"):
            assert gezien[beeld]["axe"] == []
            assert gezien[beeld]["breed"] <= 0
        return gezien

    def staten(self) -> dict[str, dict[str, Any]]:
        """Per kind what the person's week holds."""
        week = self.zelf.get(f"{P}/urenweken/{WEEK}")
        return {een["soort"]: een for een in week["regels"] if not een["correctieVan"]}


@pytest.fixture(scope="module")
def pagina(systeem: Systeem) -> Pagina:
    if reason := chromium.missing():
        pytest.skip(reason)
    platform = systeem.platform
    platform.call("PUT", f"{T}/klok", {"nu": "2026-08-17T09:00:00Z"})
    build.importeer(platform, regio.rijen())
    naam = "Urenpagina (verzonnen)"
    verband = build.verband(platform, naam, [THUIS, INLENER], "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    thuis, inlener = build.makelaar(platform, THUIS), build.makelaar(platform, INLENER)
    persoon = build.persoon(thuis, THUIS, "uren-pagina", NAAM)
    zelf = inloggen(systeem, "uren-pagina@example.org")
    inzet = inzetten.doorgegaan(thuis, inlener, zelf, verband, persoon)
    platform.call("PUT", f"{T}/klok", {"nu": DAG})
    return Pagina(platform.url, zelf, inlener, inzet)


def test_1_a_week_is_filled_in_and_sent(pagina: Pagina) -> None:
    gezien = pagina.fase("invullen")
    begin = gezien["begin"]
    assert begin["kop"].startswith("Week 38 van 2026: 14 september 2026")
    [[wat, uren, terug]] = begin["velden"]
    assert (wat, uren, terug) == ("Inzet bij Gemeente Helmond, september", "16", None)
    assert any(een.startswith("Voeg toe: Werk voor Urenpagina") for een in begin["erbij"])
    # No quarter of an hour: it says so at the field, and nothing is sent.
    assert gezien["geenKwartier"]["fout"] == ["uren-0"]
    assert gezien["geenKwartier"]["focus"] == "uren-0"
    assert "kwartieren" in gezien["geenKwartier"]["melding"]
    assert gezien["geenKwartier"]["verstuurd"] == []
    # A comma is what is typed here, and what is shown; a point is taken too.
    assert "Alleen u ziet ze" in gezien["concept"]["melding"]
    assert gezien["concept"]["velden"][0][1] == "7,75"
    assert gezien["erbij"]["focus"] == "uren-1"
    assert gezien["ingediend"]["melding"] == "Uw uren zijn ingediend."
    assert gezien["ingediend"]["velden"] == []
    assert len(gezien["ingediend"]["verstuurd"]) == 2
    assert "teruggenomen" in gezien["teruggenomen"]["melding"]
    assert len(gezien["teruggenomen"]["velden"]) == 1
    assert len(gezien["opnieuw"]["verstuurd"]) == 2
    staten = pagina.staten()
    assert (staten["inzet"]["uren"], staten["inzet"]["status"]) == (7.75, "ingediend")
    assert staten["inzet"]["toelichting"] == "Een avond erbij"
    assert (staten["samenwerking"]["uren"], staten["samenwerking"]["status"]) == (1.5, "ingediend")


def test_2_who_had_the_work_sends_it_back_and_the_person_mends_it(pagina: Pagina) -> None:
    besluit = f"{P}/urenstaten/{pagina.staten()['inzet']['urenstaat']}/besluit"
    pagina.inlener.post(besluit, {"akkoord": False, "reden": "Het was een kwartier meer."})
    gezien = pagina.fase("verbeteren")
    [[_, uren, terug]] = gezien["begin"]["velden"]
    assert (uren, terug) == ("7,75", "Teruggestuurd: Het was een kwartier meer.")
    assert gezien["beeld"]["axe"] == []
    assert gezien["ingediend"]["velden"] == []
    assert pagina.staten()["inzet"]["uren"] == 8


def test_3_approved_hours_are_corrected_with_a_reason(pagina: Pagina) -> None:
    besluit = f"{P}/urenstaten/{pagina.staten()['inzet']['urenstaat']}/besluit"
    pagina.inlener.post(besluit, {"akkoord": True})
    gezien = pagina.fase("corrigeren")
    [stuk] = [een for een in gezien["begin"]["verstuurd"] if "Gemeente Helmond" in een]
    assert "Goedgekeurd" in stuk
    assert "8 uur" in stuk
    id = pagina.staten()["inzet"]["urenstaat"]
    assert gezien["zonderReden"]["melding"] == "Zeg waarom het anders moet zijn."
    assert gezien["zonderReden"]["fout"] == [gezien["zonderReden"]["focus"]] == [f"waarom-{id}"]
    # An empty field is no correction to nothing.
    assert gezien["zonderUren"]["fout"] == [gezien["zonderUren"]["focus"]] == [f"goed-{id}"]
    assert "kwartieren" in gezien["zonderUren"]["melding"]
    for beeld in gezien["open"]:
        assert (beeld["axe"], beeld["breed"] <= 0) == ([], True)
    assert gezien["gecorrigeerd"]["melding"] == "Uw correctie is ingediend."
    assert any("Correctie: -1,5 uur" in een for een in gezien["gecorrigeerd"]["verstuurd"])
    assert gezien["vorige"]["kop"].startswith("Week 37 ")
    assert gezien["vorige"]["focus"] == "kop-week"
    assert gezien["volgende"]["kop"] == gezien["begin"]["kop"]
    week = pagina.zelf.get(f"{P}/urenweken/{WEEK}")
    [correctie] = [een for een in week["regels"] if een["correctieVan"]]
    assert (correctie["uren"], correctie["status"], correctie["reden"]) == (
        -1.5, "ingediend", "Een avond viel uit",
    )  # fmt: skip


def test_4_who_is_in_a_pool_says_yes_or_no_on_the_own_page(pagina: Pagina) -> None:
    """The mail about the pool leads there; an employer's intranet cannot say it for somebody."""
    gegeven = {"url": f"{pagina.url}/mijn", "token": pagina.zelf.token}
    gezien = chromium.run("flexpool_mijn.mjs", gegeven | {"shots": os.environ.get("WIDGET_SHOTS")})
    assert gezien["axe"] == []
    assert gezien["breed"] <= 0
    assert "U zei ja: u kunt worden voorgesteld." in gezien["voor"]
    assert "Ja, stel mij voor" not in gezien["voor"]
    assert "U zei nee: u wordt niet voorgesteld." in gezien["nee"]
    assert "U zei ja" in gezien["ja"]
    assert gezien["focus"] == "kop-flexpool"
    [lid] = pagina.zelf.everything(f"{P}/leden")
    assert lid["toestemming"] is True
