"""A month of hours: filled in, approved, settled between two employers, and corrected afterwards.

One story in steps, through the gateway, with the own login of the person whose hours they are.
"""

from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from tests.journeys import inzetten
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen
from tests.pool.verrekening import oordeel

P, T = "/pool/v1", "/toegang/v1"
THUIS, INLENER = regio.VELDHOVEN, regio.HELMOND
TARIEF = 7250  # cents per hour
XML = {"Accept": "application/xml"}


class Maand:
    """Who takes part, and what came to be."""

    def __init__(self, systeem: Systeem) -> None:
        self.systeem, self.platform = systeem, systeem.platform
        self.klok("2026-08-17")
        build.importeer(self.platform, regio.rijen())
        leden = [THUIS, INLENER]
        self.verband = build.verband(self.platform, "Urenstreek (verzonnen)", leden, "2026-01-01")
        tarief = {"tariefGrondslag": "integraal", "tariefCentPerUur": TARIEF}
        build.convenant(self.platform, self.verband, pool=regio.POOLKEUZES | tarief)
        self.thuis = build.makelaar(self.platform, THUIS)
        self.inlener = build.makelaar(self.platform, INLENER)
        self.persoon = build.persoon(self.thuis, THUIS, "uren-1", "Testpersoon Uren")
        self.zelf = inloggen(systeem, "uren-1@example.org")
        self.inzet = self.staat = ""
        self.verrekeningen: list[dict[str, Any]] = []

    def klok(self, dag: str) -> None:
        self.platform.call("PUT", f"{T}/klok", {"nu": f"{dag}T09:00:00Z"})

    def concept(self, maand: str, wie: Gateway | None = None) -> dict[str, Any]:
        pad = f"{P}/verbanden/{self.verband}/verrekenmaanden/{maand}"
        return dict((wie or self.thuis).get(pad))

    def sluit(self, maand: str) -> dict[str, Any]:
        getal = self.concept(maand)["controlegetal"]
        inhoud = {"verband": self.verband, "maand": maand, "controlegetal": getal}
        self.verrekeningen.append(self.inlener.post(f"{P}/verrekeningen", inhoud))
        return self.verrekeningen[-1]

    def stuk(self, verrekening: dict[str, Any]) -> dict[str, Any]:
        [een] = self.thuis.everything(f"{P}/verrekeningen/{verrekening['id']}/facturen")
        return dict(een)


@pytest.fixture(scope="module")
def maand(systeem: Systeem) -> Maand:
    return Maand(systeem)


def test_1_three_say_yes_to_an_inzet(maand: Maand) -> None:
    wie = maand.thuis, maand.inlener, maand.zelf
    maand.inzet = inzetten.doorgegaan(*wie, maand.verband, maand.persoon)


def test_2_the_person_writes_hours_and_the_inlener_approves(maand: Maand) -> None:
    maand.klok("2026-09-21")
    for week, uren in (("2026-W37", 16), ("2026-W38", 17.25)):
        regel = {"soort": "inzet", "inzet": maand.inzet, "uren": uren}
        inhoud = {"regels": [regel], "indienen": True}
        gevuld = maand.zelf.call("PUT", f"{P}/urenweken/{week}", inhoud)
        [eigen] = [een for een in gevuld["regels"] if een["inzet"] == maand.inzet]
        assert eigen["status"] == "ingediend"
        maand.staat = eigen["urenstaat"]
        besluit = f"{P}/urenstaten/{maand.staat}/besluit"
        # Not the person, and not the organisation that lends.
        assert maand.zelf.send("POST", besluit, {"akkoord": True}).status_code == 403
        assert maand.thuis.send("POST", besluit, {"akkoord": True}).status_code == 403
        assert maand.inlener.post(besluit, {"akkoord": True})["status"] == "goedgekeurd"


def test_3_both_employers_see_the_concept_and_a_person_closes_the_month(maand: Maand) -> None:
    maand.klok("2026-10-02")
    concept = maand.concept("2026-09")
    assert maand.concept("2026-09", maand.inlener) == concept
    netto = 16 * TARIEF + 125_063  # 17.25 hours, half a cent away from zero
    [stroom] = concept["stromen"]
    assert (stroom["crediteur"], stroom["uren"], stroom["cent"]) == (THUIS, 33.25, netto)
    assert maand.persoon not in str(concept)
    totaal = concept["betalingen"][0]["cent"]
    assert abs(totaal * 100 - netto * 121) <= 50
    outsider = build.makelaar(maand.platform, regio.EINDHOVEN)
    pad = f"{P}/verbanden/{maand.verband}/verrekenmaanden/2026-09"
    assert outsider.send("GET", pad).status_code == 404
    dicht = maand.sluit("2026-09")
    assert (dicht["gesloten"], dicht["saldi"]) == (True, concept["saldi"])
    [een, ander] = maand.inlener.everything(f"{P}/verrekeningen/{dicht['id']}/regels")
    assert {een["medewerker"], ander["medewerker"]} == {maand.persoon}
    assert een["herkomst"].startswith("voorwaarden van de inzet")


def test_4_the_invoice_is_one_that_others_can_read(maand: Maand) -> None:
    stuk = maand.stuk(maand.verrekeningen[0])
    pad = f"{P}/facturen/{stuk['id']}"
    assert maand.inlener.send("GET", pad, **XML).status_code == 409, "nobody entered anything"
    for oin, wie in ((THUIS, maand.thuis), (INLENER, maand.inlener)):
        gegevens = {
            "naam": "Proefgemeente (verzonnen)", "straat": "Verzonnen straat 1",
            "postcode": "5500 AA", "plaats": "Proefstad", "btwNummer": "NL999000000B01",
        }  # fmt: skip
        wie.call("PUT", f"{P}/organisaties/{oin}/factuurgegevens", gegevens)
    document = maand.inlener.send("GET", pad, **XML)
    assert document.headers["content-type"].startswith("application/xml")
    assert oordeel.fouten(document.content) == []
    assert maand.persoon not in document.text


def test_5_a_correction_is_a_line_in_the_next_month(maand: Maand) -> None:
    correctie = {"uren": 12, "reden": "Een dag te veel geschreven."}
    nieuw = maand.zelf.post(f"{P}/urenstaten/{maand.staat}/correcties", correctie)
    maand.inlener.post(f"{P}/urenstaten/{nieuw['id']}/besluit", {"akkoord": True})
    eerste = maand.verrekeningen[0]
    assert maand.thuis.get(f"{P}/verrekeningen/{eerste['id']}") == eerste
    maand.klok("2026-11-02")
    tweede = maand.sluit("2026-10")
    [stroom] = tweede["stromen"]
    assert (stroom["correctie"], stroom["maand"], stroom["uren"]) == (True, "2026-09", -5.25)
    stuk = maand.stuk(tweede)
    assert (stuk["soort"], stuk["verwijst"]) == (
        "creditnota", [maand.stuk(eerste)["nummer"]],
    )  # fmt: skip
    document = maand.thuis.send("GET", f"{P}/facturen/{stuk['id']}", **XML)
    assert oordeel.fouten(document.content) == []
    assert [een["van"] for een in tweede["betalingen"]] == [THUIS]
