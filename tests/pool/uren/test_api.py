"""Hours over the API: proposed, filled in, approved by who had the work, corrected by lines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.pool.bewaren.storage import nacht
from services.pool.uren import storage
from services.pool.uren.storage import wissen
from shared import db
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, VERBAND, Regio, Vraag
from tests.pool.uren.conftest import GESPLITST, NA, WEEK, Urenboek

Lezer = Callable[[], list[Any]]


def codes(antwoord: dict[str, Any]) -> set[tuple[str, str]]:
    if "invalidParams" in antwoord:
        return {(een["name"], een["code"]) for een in antwoord["invalidParams"]}
    return {(een["veld"], een["code"]) for een in antwoord["beletselen"]}


# ---- the own week
def test_a_week_is_proposed_from_what_was_agreed_and_lies_nowhere(boek: Urenboek) -> None:
    inzet = boek.inzet()
    week = boek.week()
    (regel,) = week["regels"]
    assert (regel["inzet"], regel["uren"], regel["urenstaat"], regel["status"]) == (
        inzet, 16, None, None,
    )  # fmt: skip
    assert (week["uren"], week["van"], week["tot"]) == (0, "2026-09-07", "2026-09-13")
    assert [een["soort"] for een in week["anderePlekken"]] == ["samenwerking"]
    assert boek.lees("/urenstaten", boek.zelf())["results"] == []
    delen = [(een["maand"], een["uren"]) for een in boek.week(GESPLITST)["regels"]]
    assert delen == [("2026-09", 9.5), ("2026-10", 6.5)]
    boek.lees("/urenweken/2025-W53", boek.zelf(), 404)
    boek.lees("/urenweken/2026-99", boek.zelf(), 400)


def test_from_a_concept_to_approved_hours(
    boek: Urenboek, gebeurtenissen: Lezer, verwerkingen: Lezer
) -> None:
    inzet = boek.inzet()
    regel = {"soort": "inzet", "inzet": inzet, "uren": 17.25, "toelichting": "Overleg"}
    week = boek.vul([regel], indienen=False)
    id = week["regels"][0]["urenstaat"]
    assert week["regels"][0]["status"] == "concept"
    assert [een["code"] for een in week["opmerkingen"]] == ["meer-dan-afgesproken"]
    # A concept is the person's alone.
    for wie in (boek.inlener(), boek.thuis()):
        assert boek.lees("/urenstaten?telling=true", wie)["count"] == 0
        boek.lees(f"/urenstaten/{id}", wie, 404)
    boek.besluit(id, status=404)
    assert gebeurtenissen() == []
    assert boek.berichten() == []

    assert boek.vul([regel])["regels"][0]["status"] == "ingediend"
    assert boek.vul([regel])["regels"][0]["status"] == "ingediend"  # a double click
    assert boek.berichten() == [(BEE, "Er zijn uren ingediend")]
    goed = boek.besluit(id)
    assert (goed["status"], goed["uren"], goed["ingediendDoor"]) == ("goedgekeurd", 17.25, None)
    boek.besluit(id, status=409)
    stappen = boek.lees(f"/urenstaten/{id}", boek.zelf())["verloop"]
    assert [(een["naar"], een["door"]) for een in stappen] == [
        ("concept", "medewerker"), ("ingediend", "medewerker"), ("goedgekeurd", "Bea"),
    ]  # fmt: skip
    assert [een.type for een in gebeurtenissen()] == [
        "urenstaat-ingediend",
        "urenstaat-goedgekeurd",
    ]
    assert set(verwerkingen()) == {("Urenregistratie", boek.mens(1))}


def test_what_was_sent_stays_and_a_second_try_is_refused(boek: Urenboek) -> None:
    inzet = boek.inzet()
    boek.dien_in(inzet)
    anders = {"soort": "inzet", "inzet": inzet, "uren": 8}
    fout = boek.vul([anders], status=409)
    assert codes(fout) == {("regels.0.uren", "al-ingediend")}
    # A week that somebody else read before is not overwritten.
    oud = {**boek.zelf(), "If-Match": '"1-x"'}
    boek.vul([], status=412, wie=oud)


def test_every_fault_of_a_week_comes_at_once_and_nothing_is_kept(boek: Urenboek) -> None:
    inzet, van_ander = boek.inzet(), boek.inzet(2)
    goed = {"soort": "inzet", "inzet": inzet, "uren": 8, "maand": "2026-09"}
    fout = boek.vul(
        [
            goed,
            goed | {"inzet": van_ander},
            {"soort": "inzet", "inzet": inzet, "uren": 8},
            {"soort": "leegloop", "verband": str(VERBAND), "uren": 8, "maand": "2026-09"},
        ],
        week=GESPLITST,
        status=400,
    )
    assert codes(fout) == {
        ("regels.1.inzet", "onbekend"),
        ("regels.2.maand", "ontbreekt"),
        ("regels.3.verband", "onbekend"),
    }
    assert boek.week(GESPLITST)["uren"] == 0
    samen = {"soort": "samenwerking", "verband": str(VERBAND), "uren": 160}
    te_veel = boek.vul([{"soort": "inzet", "inzet": inzet, "uren": 8.25}, samen], status=400)
    assert {code for _, code in codes(te_veel)} == {"te-veel-uren"}
    boek.vul([{"soort": "inzet", "inzet": inzet, "uren": 8}, samen])
    boek.vul([{"soort": "inzet", "inzet": inzet, "uren": 8.1}], status=400)


def test_a_concept_that_is_left_out_goes(boek: Urenboek) -> None:
    inzet = boek.inzet()
    samen = {"soort": "samenwerking", "verband": str(VERBAND), "uren": 2}
    boek.vul([{"soort": "inzet", "inzet": inzet, "uren": 8}, samen], indienen=False)
    week = boek.vul([samen], indienen=False)
    assert [(een["soort"], een["urenstaat"] is None) for een in week["regels"]] == [
        ("inzet", True), ("samenwerking", False),
    ]  # fmt: skip


def test_only_the_person_writes_and_only_who_had_the_work_decides(
    boek: Urenboek, ik: Vraag
) -> None:
    id = boek.dien_in(boek.inzet())
    intranet = boek.zelf(scopes=frozenset({"pool:lezen"}))
    boek.vul([], status=403, wie=intranet)
    boek.lees(f"/urenstaten/{id}", intranet, 404)
    assert boek.lees("/urenstaten?telling=true", intranet)["count"] == 0
    for oin in (CEE, DEE):
        boek.lees(f"/urenstaten/{id}", ik(oin, "leidinggevende", "makelaar", nu=NA), 404)
    boek.besluit(id, wie=boek.thuis(), status=403)
    boek.besluit(id, wie=ik(BEE, "hr_hoofd", nu=NA), status=403)
    boek.besluit(id, wie=boek.inlener(gebruiker=None), status=400)
    # Who works there now and leads a team does not approve the own hours.
    zelf = boek.inlener(medewerker=boek.mens(1))
    assert codes(boek.besluit(id, wie=zelf, status=409)) == {("door", "eigen-uren")}


def test_sent_back_with_a_reason_and_sent_again(boek: Urenboek) -> None:
    inzet = boek.inzet()
    id = boek.dien_in(inzet)
    assert codes(boek.besluit(id, akkoord=False, status=409)) == {("reden", "ontbreekt")}
    boek.besluit(id, akkoord=False, reden="Dinsdag was vrij.")
    assert boek.berichten()[-1] == (str(boek.mens(1)), "Uw uren zijn teruggestuurd")
    (regel,) = boek.week()["regels"]
    assert (regel["status"], regel["reden"]) == ("teruggestuurd", "Dinsdag was vrij.")
    assert boek.dien_in(inzet, 8) == id
    assert boek.besluit(id)["uren"] == 8


def test_taken_back_before_the_decision(boek: Urenboek) -> None:
    id = boek.dien_in(boek.inzet())
    pad = f"/urenstaten/{id}/intrekking"
    boek.roep("POST", pad, boek.thuis(), status=403)
    boek.roep("POST", pad, boek.inlener(), status=403)
    assert boek.roep("POST", pad, boek.zelf())["status"] == "concept"
    boek.besluit(id, status=404)
    boek.roep("POST", pad, boek.zelf(), status=409)


# ---- corrections
def test_what_is_approved_only_changes_by_lines(boek: Urenboek) -> None:
    id = boek.dien_in(boek.inzet())
    boek.corrigeer(id, 12, status=409)
    boek.besluit(id)
    boek.corrigeer(id, 12, wie=boek.inlener(), status=403)
    assert codes(boek.corrigeer(id, 16, status=409)) == {("uren", "zonder-verschil")}
    eerste = boek.corrigeer(id, 12)
    assert (eerste["uren"], eerste["correctieVan"], eerste["reden"]) == (-4, id, "Vergeten.")
    assert codes(boek.corrigeer(id, 10, status=409)) == {("id", "correctie-loopt")}
    boek.besluit(eerste["id"])
    tweede = boek.corrigeer(id, 20, wie=boek.thuis())
    assert (tweede["uren"], tweede["ingediendDoor"]) == (8, "Anja")
    boek.besluit(tweede["id"], akkoord=False, reden="Nee.")
    derde = boek.corrigeer(id, 13)
    boek.roep("POST", f"/urenstaten/{derde['id']}/intrekking", boek.zelf())
    assert boek.lees(f"/urenstaten/{id}", boek.zelf())["uren"] == 16
    with Session(boek.engine) as tx:
        regels = storage.list_goedgekeurd(tx, VERBAND, "2026-09")
        # Approved at the same second here, so in either order.
        assert {(een.kwartieren, een.correctie_van) for een in regels} == {
            (64, None), (-16, UUID(id)),
        }  # fmt: skip
        assert storage.list_goedgekeurd(tx, VERBAND, "2026-10") == []
        assert storage.list_goedgekeurd(tx, VERBAND, "2026-10", eerder=True) == regels
    assert boek.week()["uren"] == 12


# ---- at once
def test_two_approvers_at_once_have_one_outcome(boek: Urenboek) -> None:
    id = boek.dien_in(boek.inzet())
    wie = [boek.inlener("Bea"), boek.inlener("Bob")]
    inhoud = [{"akkoord": True}, {"akkoord": False, "reden": "Nee."}]

    def besluit(nr: int) -> int:
        url = f"{BASE}/urenstaten/{id}/besluit"
        return boek.client.post(url, headers=wie[nr], json=inhoud[nr]).status_code

    with ThreadPoolExecutor(2) as samen:
        assert sorted(samen.map(besluit, range(2))) == [200, 409]
    stappen = boek.lees(f"/urenstaten/{id}", boek.zelf())["verloop"]
    assert len(stappen) == 2


def test_two_windows_of_one_person_leave_one_week(boek: Urenboek) -> None:
    inzet = boek.inzet()
    samen_uren = {"soort": "samenwerking", "verband": str(VERBAND), "uren": 100}
    bodies = [
        {"regels": [{"soort": "inzet", "inzet": inzet, "uren": 100}], "indienen": True},
        {"regels": [samen_uren], "indienen": True},
    ]
    wie = boek.zelf()

    def vul(nr: int) -> int:
        url = f"{BASE}/urenweken/{WEEK}"
        return boek.client.put(url, headers=wie, json=bodies[nr]).status_code

    with ThreadPoolExecutor(2) as samen:
        assert sorted(samen.map(vul, range(2))) == [200, 400]
    assert boek.week()["uren"] == 100


# ---- several at once
def test_several_at_once_or_none_with_every_reason(boek: Urenboek) -> None:
    ids = [boek.dien_in(boek.inzet(nr), nr=nr) for nr in (1, 2)]
    elders = boek.dien_in(boek.inzet(3, inlener=CEE), nr=3)
    klaar = boek.dien_in(boek.inzet(4), nr=4)
    boek.besluit(klaar)
    inhoud = {"urenstaten": [*ids, elders, klaar], "akkoord": True}
    fout = boek.roep("POST", "/urenbesluiten", boek.inlener(), inhoud, 409)
    assert codes(fout) == {
        ("urenstaten.2", "onbekend"), ("urenstaten.3.status", "overgang-onbekend"),
    }  # fmt: skip
    assert boek.lees(f"/urenstaten/{ids[0]}", boek.inlener())["status"] == "ingediend"
    goed = boek.roep("POST", "/urenbesluiten", boek.inlener(), inhoud | {"urenstaten": ids})
    assert {een["status"] for een in goed["urenstaten"]} == {"goedgekeurd"}


# ---- leegloop, the co-operation, and the ledger
def test_the_ledger_has_sums_per_organisation_and_no_person(
    boek: Urenboek, regio: Regio, ik: Vraag
) -> None:
    lid = regio.lid(regio.pool(), 1, inDienstVoor="pool", beschikbaarVan="2026-08-01")
    medewerker = UUID(lid["medewerker"])
    inzet = boek.inzet(medewerker=medewerker)
    zelf = boek.zelf(medewerker=medewerker)
    voorstel = boek.lees(f"/urenweken/{WEEK}", zelf)["regels"]
    assert [(een["soort"], een["uren"]) for een in voorstel] == [("inzet", 16), ("leegloop", 16)]
    regels = [
        {"soort": "inzet", "inzet": inzet, "uren": 16},
        {"soort": "leegloop", "verband": str(VERBAND), "uren": 12.5},
        {"soort": "samenwerking", "verband": str(VERBAND), "uren": 3},
    ]
    week = boek.vul(regels, wie=zelf)
    per_soort = {een["soort"]: een["urenstaat"] for een in week["regels"]}
    boek.besluit(per_soort["inzet"])
    for soort in ("leegloop", "samenwerking"):
        boek.besluit(per_soort[soort], status=404)  # not the inlener's
        boek.besluit(per_soort[soort], wie=boek.thuis())
    pad = f"/verbanden/{VERBAND}/urentotalen?van=2026-09&tot=2026-09"
    boekje = boek.lees(pad, ik(CEE, "aanjager", nu=NA))
    assert boekje["leegloopSleutel"] == "gebruik"
    leeg = {"maand": "2026-09", "gegevenUren": 0, "gekregenUren": 0, "leegloopUren": 0}
    leeg |= {"samenwerkingUren": 0}
    assert boekje["regels"] == [
        leeg | {"organisatie": AA, "gegevenUren": 16, "leegloopUren": 12.5, "samenwerkingUren": 3},
        leeg | {"organisatie": BEE, "gekregenUren": 16},
    ]
    assert str(medewerker) not in str(boekje)
    boek.lees(pad, ik(DEE, "makelaar", nu=NA), 404)
    boek.lees(pad, zelf, 403)
    boek.lees(pad.replace("van=2026-09", "van=2026-10"), boek.thuis(), 400)


# ---- files
KOP = "soort;inzet;medewerker;verband;week;maand;uren;toelichting"


def lever(boek: Urenboek, regels: list[str], status: int = 200, wie: Any = None) -> Any:
    tekst = "\n".join([KOP, *regels])
    answer = boek.client.post(
        f"{BASE}/urenaanleveringen/_csv",
        headers=(wie or boek.thuis()) | {"Content-Type": "text/csv"},
        content=tekst.encode(),
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_file_sends_what_it_can_and_lists_the_rest(boek: Urenboek) -> None:
    inzet, van_bee = boek.inzet(), boek.inzet(2, thuis=BEE, inlener=AA)
    vreemd = boek.mens(9)
    uit = lever(
        boek,
        [
            f";{inzet};;;{WEEK};;7,5;Overleg",
            f"inzet;{inzet};;;{GESPLITST};2026-09;9.5;",
            f"inzet;{inzet};;;{GESPLITST};;9.5;",
            f"inzet;{van_bee};;;{WEEK};;8;",
            f"samenwerking;;{vreemd};{VERBAND};{WEEK};;8;",
            f"samenwerking;;{boek.mens(1)};{VERBAND};{WEEK};;2;",
            f"leegloop;;{boek.mens(1)};{VERBAND};{WEEK};;2;",
            "x;y;;;2026-60;;veel;",
        ],
    )
    redenen = {
        een["volgnummer"]: {(r["veld"], r["code"]) for r in een["redenen"]}
        for een in uit["geweigerd"]
    }
    assert (uit["ingediend"], uit["ongewijzigd"]) == (3, 0)
    assert redenen == {
        3: {("maand", "ontbreekt")},
        4: {("inzet", "onbekend")},
        5: {("medewerker", "onbekend")},
        7: {("verband", "onbekend")},
        8: {("soort", "waarde-onjuist"), ("inzet", "id-onjuist"), ("week", "week-onjuist"),
            ("uren", "uren-onjuist")},
    }  # fmt: skip
    assert lever(boek, [f";{inzet};;;{WEEK};;7,5;Overleg"])["ongewijzigd"] == 1
    anders = lever(boek, [f";{inzet};;;{WEEK};;8;Overleg"])
    assert anders["geweigerd"][0]["redenen"][0]["code"] == "al-ingediend"
    gehoord = (str(boek.mens(1)), "Uw werkgever vulde uw uren in")
    assert boek.berichten().count(gehoord) == 1  # of all weeks of the file
    # Four eyes: who sent it does not decide about it.
    (samen,) = boek.lees("/urenstaten?soort=samenwerking", boek.thuis())["results"]
    assert samen["ingediendDoor"] == "Anja"
    fout = boek.besluit(samen["id"], wie=boek.thuis(), status=409)
    assert codes(fout) == {("door", "zelf-ingediend")}
    boek.besluit(samen["id"], wie=boek.thuis("Aad"))
    # The person takes back what the employer sent.
    (eigen,) = boek.lees(f"/urenstaten?week={WEEK}&soort=inzet", boek.zelf())["results"]
    boek.roep("POST", f"/urenstaten/{eigen['id']}/intrekking", boek.zelf())


def test_what_goes_out_can_come_back(boek: Urenboek, verwerkingen: Lezer) -> None:
    inzet = boek.inzet()
    boek.dien_in(inzet, 7.25, toelichting="=1+1")
    boek.vul([{"soort": "inzet", "inzet": inzet, "uren": 1}], week="2026-W38", indienen=False)
    url = f"{BASE}/urenbestand"
    csv = boek.client.get(url, headers=boek.thuis() | {"Accept": "text/csv"})
    assert csv.headers["content-type"].startswith("text/csv")
    assert len(csv.text.splitlines()) == 2  # a concept is not in it
    assert "'=1+1" in csv.text
    assert ("Urenregistratie", boek.mens(1)) in verwerkingen()
    terug = boek.client.post(
        f"{BASE}/urenaanleveringen/_csv",
        headers=boek.thuis() | {"Content-Type": "text/csv"},
        content=csv.content,
    )
    assert terug.json() == {"ingediend": 0, "ongewijzigd": 1, "geweigerd": []}
    assert boek.lees("/urenbestand", boek.inlener())["rijen"] == []
    boek.lees("/urenbestand", boek.zelf(), 403)


def test_the_limit_of_a_week_tells_nobody_of_a_concept(boek: Urenboek) -> None:
    inzet = boek.inzet()
    samen = {"soort": "samenwerking", "verband": str(VERBAND), "uren": 160}
    boek.vul([samen], indienen=False)
    assert lever(boek, [f";{inzet};;;{WEEK};;16;"])["ingediend"] == 1
    te_veel = boek.vul([samen], status=400)  # and sent together they are still too many
    assert {code for _, code in codes(te_veel)} == {"te-veel-uren"}


@pytest.mark.parametrize(
    "tekst", ["", KOP, "soort;onbekend\na;b"], ids=["leeg", "alleen-kop", "vreemde-kolom"]
)
def test_a_file_that_is_none_is_refused(boek: Urenboek, tekst: str) -> None:
    answer = boek.client.post(
        f"{BASE}/urenaanleveringen/_csv",
        headers=boek.thuis() | {"Content-Type": "text/csv"},
        content=tekst,
    )
    assert answer.status_code == 400, answer.text


# ---- reminders
def test_who_is_late_hears_it_once(boek: Urenboek) -> None:
    inzet = boek.inzet(tot=date(2026, 9, 13))
    boek.inzet(2, van=date(2026, 9, 9))
    sessions = boek.client.app.state.sessions  # type: ignore[attr-defined]

    def herinner(dag: int, maand: int = 9) -> list[tuple[str, str]]:
        al = len(boek.berichten())
        with sessions.begin() as tx:
            storage.herinner(tx, NA.replace(month=maand, day=dag))
        return boek.berichten()[al:]

    vraag = "Vul uw uren in"
    een, twee = str(boek.mens(1)), str(boek.mens(2))
    assert (een, vraag) in herinner(9)  # the week of 1 September, over since the 6th
    assert herinner(15) == []
    assert herinner(16) == [(een, vraag), (twee, vraag)]  # the 13th and three days
    assert herinner(16) == []
    id = boek.dien_in(inzet)
    assert [aan for aan, _ in herinner(7, 10)] == [twee, twee]
    wacht = "Er wachten uren op uw besluit"
    assert (BEE, wacht) in herinner(13, 10)  # seven days after the sending
    assert (BEE, wacht) not in herinner(14, 10)
    boek.besluit(id)
    assert (BEE, wacht) not in herinner(20, 10)


# ---- erasing
def test_the_person_goes_and_the_hours_stay(boek: Urenboek) -> None:
    inzet = boek.inzet()
    id = boek.dien_in(inzet, toelichting="Overleg")
    boek.besluit(id)
    boek.besluit(boek.corrigeer(id, 15)["id"])
    boek.corrigeer(id, 14)  # waits
    sessions = boek.client.app.state.sessions  # type: ignore[attr-defined]
    with sessions.begin() as tx:
        voor = storage.list_goedgekeurd(tx, VERBAND, "2026-09")
        assert len(wissen.dossier(tx, boek.mens(1))["urenstaten"]) == 3
        assert nacht.wis_uren(tx, NA.replace(year=2028, month=9)) == 0
        assert nacht.wis_uren(tx, NA.replace(year=2028, month=10)) > 3  # and their logs
        assert nacht.wis_uren(tx, NA.replace(year=2028, month=10)) == 0
        na = storage.list_goedgekeurd(tx, VERBAND, "2026-09")
        assert [(een.id, een.kwartieren, een.inzet) for een in na] == [
            (een.id, een.kwartieren, None) for een in voor
        ]
        assert wissen.dossier(tx, boek.mens(1))["urenstaten"] == []
        assert storage.list_log(tx, UUID(id)) == []
    boek.lees(f"/urenstaten/{id}", boek.thuis(), 404)
    assert boek.lees("/urenstaten", boek.zelf())["results"] == []
    with Session(boek.engine) as tx:
        assert tx.query(db.Gebeurtenis).count()
