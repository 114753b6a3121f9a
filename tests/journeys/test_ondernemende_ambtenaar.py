"""An ondernemende ambtenaar: a wish, a plan, a klus elsewhere, three yeses, and back again.

One story in steps, through the gateway; the person has an own login, the employer cannot do it.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen

V, P, T = "/vacatures/v1", "/pool/v1", "/toegang/v1"
THUIS, ELDERS, BUITEN = regio.VELDHOVEN, regio.HELMOND, regio.MEPPEL
WAIT = 90  # seconds for what comes after the answer
KLUS: dict[str, Any] = {
    "titel": "Bewonersavonden over het water (verzonnen)",
    "omschrijving": "Een verzonnen klus: avonden voorbereiden en leiden.",
    "urenMin": 8,
    "urenMax": 16,
    "weekpatroon": "dinsdag, en een avond",
    "van": "2026-12-01",
    "tot": "2027-05-31",
    "plaats": "Helmond",
    "sluitingsDatum": "2026-11-20",
}


class Verhaal:
    """Who takes part, and what came to be."""

    def __init__(self, systeem: Systeem) -> None:
        self.platform = platform = systeem.platform
        self.klok("2026-11-02")
        build.importeer(platform, regio.rijen())
        leden = [THUIS, ELDERS, regio.EINDHOVEN]
        self.verband = build.verband(platform, "Klussenstreek (verzonnen)", leden, "2026-01-01")
        build.convenant(platform, self.verband, pool=regio.POOLKEUZES)
        self.thuis, self.elders, self.makelaar = (
            build.makelaar(platform, oin) for oin in (THUIS, ELDERS, regio.EINDHOVEN)
        )
        self.hr = hr = build.ats(platform, THUIS)
        self.personen = {
            naam: build.persoon(hr, THUIS, naam, f"Testpersoon {naam}", vastContract=True)
            for naam in ("klusser-1", "klusser-2")
        }
        self.zelf, self.ander = (inloggen(systeem, f"{naam}@example.org") for naam in self.personen)
        self.extra: dict[str, str] = {}

    def klok(self, dag: str) -> None:
        self.platform.call("PUT", f"{T}/klok", {"nu": f"{dag}T09:00:00Z"})

    def inzet(self) -> dict[str, Any]:
        return dict(self.makelaar.get(f"{P}/inzetten/{self.extra['inzet']}"))

    def status(self) -> str:
        return str(self.elders.get(f"{P}/klussen/{self.extra['klus']}")["status"])

    def ja(self, wie: Gateway) -> Any:
        pad = f"{P}/inzetten/{self.extra['inzet']}"
        body = {"versie": wie.get(pad)["gevraagdeVersie"], "akkoord": True}
        return wie.send("POST", f"{pad}/akkoorden", body)


@pytest.fixture(scope="module")
def verhaal(systeem: Systeem) -> Verhaal:
    if systeem.mail is None:
        pytest.skip("de mail van dit systeem is hier niet te lezen")
    return Verhaal(systeem)


def eventually(look: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WAIT
    while not look():
        assert time.monotonic() < deadline, f"binnen {WAIT} s niet: {what}"
        time.sleep(0.3)


def test_01_a_wish_and_a_plan_of_the_persons_own(verhaal: Verhaal) -> None:
    wens = {
        "naam": "Iets met water (verzonnen)",
        "soorten": ["klus"],
        "eindDatum": "2027-06-30",
        "verbanden": [verhaal.verband],
    }
    assert verhaal.zelf.post(f"{V}/loopbaanwensen", wens)["soorten"] == ["klus"]
    plan = {
        "doelUren": 16,
        "sectoren": ["water"],
        "evaluatiedagen": ["2027-02-01"],
        "geldigTot": "2027-12-31",
    }
    gemaakt = verhaal.zelf.post(f"{P}/klussenplannen", plan)
    verhaal.extra["plan"] = gemaakt["id"]
    assert verhaal.thuis.everything(f"{P}/klussenplannen") == []
    verhaal.zelf.call("PATCH", f"{P}/klussenplannen/{gemaakt['id']}", {"gedeeld": True})
    [gelezen] = verhaal.thuis.everything(f"{P}/klussenplannen")
    assert (gelezen["doelUren"], gelezen["urenNu"]) == (16, 0)
    assert verhaal.elders.everything(f"{P}/klussenplannen") == []


def test_02_a_klus_is_found_by_the_one_search(verhaal: Verhaal) -> None:
    klus = verhaal.elders.post(f"{P}/klussen", KLUS | {"verband": verhaal.verband})
    verhaal.extra["klus"] = id = klus["id"]
    assert klus["status"] == "concept"
    assert verhaal.zelf.send("GET", f"{P}/klussen/{id}").status_code == 404
    open_ = {"naar": "open", "reden": "De begroting is rond."}
    verhaal.elders.post(f"{P}/klussen/{id}/statuswijzigingen", open_)
    assert id in {een["id"] for een in verhaal.zelf.everything(f"{P}/klussen?uren=16")}
    intranet = build.medewerker(verhaal.platform, THUIS, "klusser-1")

    def gevonden(wie: Gateway) -> bool:
        lijst = wie.everything(f"{V}/mogelijkheden?soort=klus")
        return KLUS["titel"] in {een["titel"] for een in lijst}

    eventually(lambda: gevonden(intranet), "de klus staat in de zoeker van een partner")
    buiten = build.ats(verhaal.platform, BUITEN)
    assert not gevonden(buiten)
    assert (
        build.makelaar(verhaal.platform, BUITEN).send("GET", f"{P}/klussen/{id}").status_code == 404
    )


def test_03_two_people_answer_and_their_employer_does_not_know(verhaal: Verhaal) -> None:
    pad = f"{P}/klussen/{verhaal.extra['klus']}/reacties"
    graag = {"motivatie": "Ik ken de streek en het water.", "urenPerWeek": 12}
    eigen = verhaal.zelf.post(pad, graag | {"variant": "uren_verminderd"})
    verhaal.extra["reactie"] = eigen["id"]
    verhaal.extra["ander"] = verhaal.ander.post(pad, graag)["id"]
    assert verhaal.zelf.send("POST", pad, graag).json()["code"] == "al-gereageerd"
    assert verhaal.hr.send("GET", f"{P}/klusreacties/{eigen['id']}").status_code == 404
    intranet = build.medewerker(verhaal.platform, THUIS, "klusser-1")
    assert intranet.everything(f"{P}/klusreacties") == []
    assert len(verhaal.elders.everything(pad)) == 2


def test_04_the_makelaar_proposes_with_the_facts_beside_it(verhaal: Verhaal) -> None:
    pad = f"{P}/klusreacties/{verhaal.extra['reactie']}"
    gelezen = verhaal.makelaar.get(pad)
    assert {een["code"] for een in gelezen["redenen"]} == {
        "uren", "andere_inzetten", "organisatie",
    }  # fmt: skip
    match = verhaal.makelaar.post(f"{pad}/match", {"reden": "Kent de streek (verzonnen)."})
    verhaal.extra["inzet"] = match["inzet"]
    assert (match["status"], verhaal.inzet()["soort"]) == ("voorgesteld", "klus")
    te_laat = verhaal.makelaar.send(
        "POST", f"{P}/klusreacties/{verhaal.extra['ander']}/match", {"reden": "Ook goed."}
    )
    assert (te_laat.status_code, te_laat.json()["code"]) == (409, "match-kan-niet")


def test_05_three_yeses_after_the_return_and_the_income_are_clear(verhaal: Verhaal) -> None:
    """No yes without the return; none of the employee without having seen the effect."""
    pad = f"{P}/inzetten/{verhaal.extra['inzet']}"
    assert [b["code"] for b in verhaal.ja(verhaal.elders).json()["beletselen"]] == [
        "terugkeer-ontbreekt"
    ]
    terug = {"terugkeerDatum": "2027-06-01", "terugkeerDoel": "interne_klussen"}
    verhaal.thuis.call("PATCH", pad, terug)
    assert verhaal.ja(verhaal.thuis).status_code == 201
    assert verhaal.ja(verhaal.elders).status_code == 201
    assert [b["code"] for b in verhaal.ja(verhaal.zelf).json()["beletselen"]] == [
        "effect-niet-getoond"
    ]
    loon = {"contracturen": 36, "uurloonCent": 2500, "uurloonEldersCent": 2600}
    effect = verhaal.zelf.call("PUT", f"{pad}/inkomenseffect", loon)["varianten"]
    assert [een["verschilCent"] for een in effect] == [0, 12 * 100 * 52 // 12]
    gezegd = verhaal.ja(verhaal.zelf)
    assert gezegd.json()["status"] == "bevestigd", gezegd.text
    melding = {"gemeld": True, "gemeldOp": "2026-11-02"}
    verhaal.zelf.call("PUT", f"{P}/nevenwerkmelding", melding)
    persoon = verhaal.personen["klusser-1"]
    gelezen = verhaal.thuis.get(f"{P}/medewerkers/{persoon}/nevenwerkmelding")
    assert (gelezen["gemeld"], gelezen["gemeldOp"]) == (True, "2026-11-02")
    eventually(lambda: verhaal.status() == "toegewezen", "de klus is vergeven")
    ander = f"{P}/klusreacties/{verhaal.extra['ander']}"
    assert verhaal.ander.get(ander)["status"] == "niet_gekozen"

    def weg() -> bool:
        lijst = verhaal.ander.everything(f"{V}/mogelijkheden?soort=klus")
        return KLUS["titel"] not in {een["titel"] for een in lijst}

    eventually(weg, "de zoeker toont de klus niet meer")


def test_06_it_runs_and_no_next_klus_is_told_in_time(verhaal: Verhaal) -> None:
    verhaal.klok("2027-04-20")
    plan = verhaal.zelf.get(f"{P}/klussenplannen/{verhaal.extra['plan']}")
    assert plan["urenNu"] == 12
    signalen = verhaal.zelf.get(f"{P}/inzetten/{verhaal.extra['inzet']}/signalen")["signalen"]
    assert {"geen_vervolg", "terugkeer_nadert"} <= set(signalen)


def test_07_the_person_is_back_and_may_tell_of_it(verhaal: Verhaal) -> None:
    verhaal.klok("2027-06-02")
    eventually(lambda: verhaal.inzet()["status"] == "beeindigd", "de inzet is beëindigd")
    pad = f"{P}/inzetten/{verhaal.extra['inzet']}"
    terug = verhaal.thuis.post(f"{pad}/terugkeer", {"dag": "2027-06-01", "doel": "interne_klussen"})
    assert (terug["teruggekeerdOp"], terug["terugkeerDoel"]) == ("2027-06-01", "interne_klussen")
    assert verhaal.status() == "toegewezen"
    verslag = {
        "soort": "succesverhaal",
        "naam": "Een ambtenaar",
        "titel": "Een half jaar water",
        "tekst": "Verzonnen.",
        "verbanden": [verhaal.verband],
    }
    id = verhaal.zelf.post(f"{V}/verhalen", verslag)["id"]
    verhaal.zelf.post(f"{V}/verhalen/{id}/statuswijzigingen", {"naar": "gepubliceerd"})
    intranet = build.medewerker(verhaal.platform, THUIS, "klusser-2")
    assert "Een half jaar water" in {een["titel"] for een in intranet.everything(f"{V}/verhalen")}
