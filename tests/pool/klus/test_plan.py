"""The plan of a person and the report of other work: whose they are, and the reminder."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text

from tests.pool.conftest import AA, BASE, BEE, NU, Vraag, zet_pool
from tests.pool.klus.conftest import Klussen

PLAN: dict[str, Any] = {
    "doelUren": 16,
    "sectoren": ["water", "wonen"],
    "evaluatiedagen": ["2026-11-01", "2026-09-01"],
    "geldigTot": "2027-08-01",
    "toelichting": "Ik zoek iets anders.",
}


def test_een_plan_is_van_de_persoon_en_gedeeld_ook_van_eigen_hr(
    klussen: Klussen, ik: Vraag
) -> None:
    plan = klussen.regio.post("/klussenplannen", klussen.zelf(), PLAN)
    assert plan["evaluatiedagen"] == ["2026-09-01", "2026-11-01"]
    dubbel = klussen.regio.post("/klussenplannen", klussen.zelf(), PLAN, 409)
    assert dubbel["code"] == "al-een-plan"
    pad = f"/klussenplannen/{plan['id']}"
    hr, elders, machine = (
        ik(AA, "hr_adviseur"),
        ik(BEE, "hr_adviseur"),
        ik(AA, "medewerker", medewerker=UUID(int=0x301), scopes=frozenset({"pool:lezen"})),
    )
    for wie in (hr, elders, machine, klussen.zelf(2)):
        klussen.lees(pad, wie, 404)
        assert klussen.lees("/klussenplannen", wie)["results"] == []
    url, zelf = f"{BASE}{pad}", klussen.zelf()
    assert klussen.client.patch(url, headers=zelf, json={"gedeeld": True}).status_code == 200
    assert klussen.lees(pad, hr)["doelUren"] == 16
    assert klussen.client.patch(url, headers=hr, json={"gedeeld": False}).status_code == 403
    klussen.lees(pad, elders, 404)
    leeg = klussen.client.patch(url, headers=zelf, json={"doelUren": None})
    assert leeg.json()["invalidParams"][0]["name"] == "doelUren"
    assert klussen.client.delete(url, headers=zelf).status_code == 204
    klussen.lees(pad, zelf, 404)


def test_hoe_lang_een_plan_staat_zegt_het_convenant(klussen: Klussen, engine: Engine) -> None:
    pad, plan = "/klussenplannen", PLAN | {"evaluatiedagen": []}
    fout = klussen.regio.post(pad, klussen.zelf(), plan | {"geldigTot": "2028-08-13"}, 400)
    assert [een["code"] for een in fout["invalidParams"]] == ["te-lang"]
    zet_pool(engine, klussenplanMaanden=6)
    fout = klussen.regio.post(pad, klussen.zelf(), plan | {"geldigTot": "2027-02-13"}, 400)
    assert fout["invalidParams"][0]["reason"] == "Een plan staat hooguit 6 maanden."
    klussen.regio.post(pad, klussen.zelf(), plan | {"geldigTot": "2027-02-12"})


def test_op_een_evaluatiedag_komt_een_bericht_een_keer(klussen: Klussen, engine: Engine) -> None:
    plan = klussen.regio.post("/klussenplannen", klussen.zelf(), PLAN)

    def berichten() -> int:
        vraag = "SELECT count(*) FROM bericht_uit WHERE onderwerp LIKE 'Kijk terug%'"
        with engine.connect() as tx:
            return int(tx.scalar(text(vraag)) or 0)

    for dagen, aantal in ((0, 0), (20, 1), (21, 1)):
        klussen.volg(NU + timedelta(days=dagen))
        assert berichten() == aantal
    # A day that stays is not told again; a new day is.
    url = f"{BASE}/klussenplannen/{plan['id']}"
    anders = {"evaluatiedagen": ["2026-09-01", "2026-09-02"]}
    assert klussen.client.patch(url, headers=klussen.zelf(), json=anders).status_code == 200
    klussen.volg(NU + timedelta(days=21))
    assert berichten() == 2


def test_een_plan_zegt_hoeveel_uur_er_nu_is(klussen: Klussen) -> None:
    plan = klussen.regio.post("/klussenplannen", klussen.zelf(), PLAN)
    inzet = klussen.match(klussen.reageer(klussen.open())["id"])["inzet"]
    klussen.drie_keer_ja(inzet)
    pad = f"/klussenplannen/{plan['id']}"
    assert klussen.lees(pad, klussen.zelf())["urenNu"] == 0
    assert klussen.lees(pad, klussen.zelf(nu=NU + timedelta(days=80)))["urenNu"] == 8


def test_nevenwerk_is_gemeld_of_niet(klussen: Klussen, ik: Vraag) -> None:
    url = f"{BASE}/nevenwerkmelding"
    klussen.lees("/nevenwerkmelding", klussen.zelf(), 404)
    fout = klussen.client.put(url, headers=klussen.zelf(), json={"gemeld": True})
    assert fout.json()["invalidParams"][0]["code"] == "dag-ontbreekt"
    goed = {"gemeld": True, "gemeldOp": "2026-08-01"}
    answer = klussen.client.put(url, headers=klussen.zelf(), json=goed)
    assert answer.status_code == 200, answer.text
    pad = f"/medewerkers/{UUID(int=0x301)}/nevenwerkmelding"
    hr = ik(AA, "hr_adviseur")
    assert klussen.lees(pad, hr)["gemeldOp"] == "2026-08-01"
    for wie in (ik(BEE, "hr_adviseur"), ik(AA, "leidinggevende"), klussen.zelf(2)):
        klussen.lees(pad, wie, 404)
    assert klussen.client.delete(url, headers=klussen.zelf()).status_code == 204
    klussen.lees(pad, hr, 404)
