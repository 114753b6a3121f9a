"""The main job, end to end: from the register to an inzet, on the demo region and on real input.

One story in steps; each step builds on the one before. The business clock begins on 12 August
2026, when the real vacancies were open, and is set by the story.
"""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import extruct
import pytest
from lxml import etree

from deploy.client import Gateway, as_keyed_client
from deploy.demo import build, regio
from deploy.demo import pool as demopool
from services.vacatures.uitgifte.rules import Uitgavevorm
from services.vacatures.uitgifte.rules import adressen as uitgifte
from tests.journeys import wereld as werelden
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen
from tests.journeys.wereld import Wereld
from tests.vacatures.uitgifte import eigen, normen, oordeel
from tests.vacatures.uitgifte.lezers import LEZERS

V, P, N = "/vacatures/v1", "/pool/v1", "/notificaties/v1"
INTERN, PARTNERS, OPENBAAR = "2026-08-12T08:00:00Z", "2026-08-20T08:00:00Z", "2026-08-27T08:00:00Z"
COMPLEET = {
    "omschrijving": "Een verzonnen omschrijving, geschreven om deze reis te kunnen maken.",
    "functie": "planeconoom",
    "schaalMin": "10",
    "schaalMax": "11",
    "salarisMin": 350_000,
    "salarisMax": 500_000,
    "contractsoort": "vast",
    "urenMin": 32,
    "urenMax": 36,
    "sluitingsDatum": "2026-09-30",
}
# What leaves the building, at its public addresses.
UITGIFTE = [*uitgifte.PADEN.values(), uitgifte.LIJST]
WAIT = 30  # seconds for what comes after the answer: events, facts of a neighbour


class Reis:
    """The state of one journey: who takes part, and what came to be."""

    def __init__(self, systeem: Systeem, wereld: Wereld) -> None:
        self.systeem, self.platform = systeem, systeem.platform
        self.wereld = wereld
        self.verband = ""
        self.vacature = ""
        self.sollicitaties: dict[str, str] = {}
        self.mensen: dict[str, Gateway] = {}
        self.ats: dict[str, Gateway] = {}
        self.extra: dict[str, Any] = {}

    def klok(self, moment: str) -> None:
        self.platform.call("PUT", "/toegang/v1/klok", {"nu": moment})

    def zelf(self, persoon: str) -> Gateway:
        """The own login of a member of the pool; once per person."""
        naam = f"zelf {persoon}"
        if naam not in self.extra:
            self.extra[naam] = inloggen(self.systeem, self.extra[persoon])
        return self.extra[naam]  # type: ignore[no-any-return]

    def recruiter(self, oin: str) -> Gateway:
        if oin not in self.ats:
            self.ats[oin] = build.ats(self.platform, oin)
        return self.ats[oin]


@pytest.fixture(scope="module", params=["demo", "echt"])
def reis(request: pytest.FixtureRequest, systeem: Systeem, data: Path | None) -> Reis:
    if request.param == "demo":
        return Reis(systeem, werelden.demo())
    if data is None:
        pytest.skip("de map met echte gegevens is er niet (DOORSTROOM_DATA_PAD)")
    return Reis(systeem, werelden.echt(data))


def eventually(check: Callable[[], bool], what: str, wait: float = WAIT) -> None:
    """What comes after the answer comes within so many seconds."""
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline:
        if check():
            return
        time.sleep(0.3)
    pytest.fail(f"binnen {wait} s niet gebeurd: {what}")


# ------------------------------------------------------------------ 1. the register
def test_1_register(reis: Reis) -> None:
    reis.klok(regio.BEGIN)
    first = build.importeer(reis.platform, reis.wereld.register)
    total = sum(len(rows) for rows in reis.wereld.register.values())
    assert first["geweigerd"] == 0
    assert sum(first.values()) == total
    again = build.importeer(reis.platform, reis.wereld.register)
    assert again["ongewijzigd"] == total
    if reis.wereld.naam == "echt":
        counts = {soort: len(rows) for soort, rows in reis.wereld.register.items()}
        assert (counts["gemeente"], counts["provincie"], counts["waterschap"]) == (342, 12, 21)
        for soort, number in (("gemeente", 342), ("provincie", 12), ("waterschap", 21)):
            page = reis.platform.get(f"/deelname/v1/organisaties?soort={soort}&telling=true")
            assert page["count"] >= number


def test_1_an_abolished_organisation_is_kept_with_its_successor(reis: Reis) -> None:
    oud = f"{regio.TOOI}gemeente/gm9901"
    row = {
        "naam": "Voormalige Testgemeente",
        "oin": "00000099000000099000",
        "tooi_uri": oud,
        "roo_valid_until": "2026-01-01",
        "opvolger": f"{regio.TOOI}gemeente/gm0772",
    }
    report = build.importeer(reis.platform, {"gemeente": [row]})
    assert report["geweigerd"] == 0
    shown = reis.platform.get(f"/deelname/v1/organisaties/{row['oin']}")
    assert shown["actief"] is False
    assert shown["actiefTot"] == "2026-01-01"
    assert shown["opvolger"].endswith("gm0772")
    faulty = {"naam": "", "oin": "123", "tooi_uri": "nergens"}
    assert build.importeer(reis.platform, {"gemeente": [faulty]})["geweigerd"] == 1


# ------------------------------------------------------------------ 2. verband and convenant
def test_2_verband_and_convenant(reis: Reis) -> None:
    wereld = reis.wereld
    naam = f"Reisregio {wereld.naam} (verzonnen)"
    reis.verband = build.verband(reis.platform, naam, wereld.verband, "2026-01-01")
    assert build.convenant(reis.platform, reis.verband, pool=regio.POOLKEUZES) == 1
    tweede = build.verband(reis.platform, f"Tweetal {wereld.naam}", wereld.tweetal, "2026-01-01")
    build.convenant(reis.platform, tweede, pool=regio.POOLKEUZES)
    reis.extra["tweetal"] = tweede
    mijn = reis.recruiter(wereld.eigen).get("/toegang/v1/mij")["verbanden"]
    assert {reis.verband, tweede} <= set(mijn)
    path = f"/deelname/v1/verbanden/{reis.verband}/convenanten/1"
    convenant = reis.recruiter(wereld.partner).get(path)
    assert [fase["naam"] for fase in convenant["fasen"]] == ["intern", "partners", "openbaar"]
    assert len(convenant["functies"]) == 12
    changed = reis.platform.send("PATCH", path, {"contractbehoud": False})
    assert changed.status_code == 409
    assert build.ats(reis.platform, wereld.buiten).send("GET", path).status_code == 404


# ------------------------------------------------------------------ 3. delivery
def test_3_deliveries(reis: Reis) -> None:
    wereld = reis.wereld
    ats = reis.recruiter(wereld.eigen)
    faulty = [{"@type": "JobPosting", "title": ""}, {"titel": "Zonder kenmerk", "uren": "veel"}]
    first = ats.post(f"{V}/aanleveringen", {"items": wereld.jobpostings + faulty})
    assert first["aantallen"]["toegevoegd"] == len(wereld.jobpostings)
    assert first["aantallen"]["geweigerd"] == 2
    assert all(r["redenen"] for r in first["resultaten"] if r["uitkomst"] == "geweigerd")
    assert all(r["ontbreekt"] for r in first["resultaten"] if r["uitkomst"] == "toegevoegd")
    again = ats.post(f"{V}/aanleveringen", {"items": wereld.jobpostings})
    assert again["aantallen"]["ongewijzigd"] == len(wereld.jobpostings)
    # The same vacancies by another road: a portal of the same employer.
    key = build.client(reis.platform, f"portaal-{wereld.eigen}", wereld.eigen, ["recruiter"])
    portaal = as_keyed_client(reis.platform.url, f"portaal-{wereld.eigen}", key, "Portaal")
    second = portaal.post(f"{V}/aanleveringen", {"items": wereld.feiten[wereld.eigen]})
    assert second["aantallen"]["dubbel"] == len(wereld.jobpostings)
    known = {r["url"] for r in first["resultaten"] if r["url"]}
    assert {r["url"] for r in second["resultaten"]} == known
    delivered = len(wereld.jobpostings)
    for oin, items in wereld.feiten.items():
        if oin != wereld.eigen:
            report = reis.recruiter(oin).post(f"{V}/aanleveringen", {"items": items})
            assert report["aantallen"]["toegevoegd"] == len(items), report
            delivered += len(items)
    if wereld.naam == "echt":
        assert delivered == 30


def test_3_nobody_delivers_for_another_employer(reis: Reis) -> None:
    item = reis.wereld.jobpostings[0] | {"url": "https://example.org/vacature/van-een-ander"}
    report = reis.recruiter(reis.wereld.partner).post(f"{V}/aanleveringen", {"items": [item]})
    assert report["aantallen"]["geweigerd"] == 1


# ------------------------------------------------------------------ 4. phases
def _mensen(reis: Reis) -> None:
    wereld, platform = reis.wereld, reis.platform
    for wie, oin in (
        ("eigen", wereld.eigen),
        ("partner", wereld.partner),
        ("elders", wereld.buiten),
    ):
        nummer = f"demo-{wereld.naam}-{wie}"
        hr = reis.recruiter(oin)
        build.persoon(hr, oin, nummer, f"Testpersoon {wie.title()}", vastContract=True)
        reis.mensen[wie] = build.medewerker(platform, oin, nummer)
    nummer = f"demo-{wereld.naam}-herplaatsing"
    hr = reis.recruiter(wereld.partner)
    herplaatsing = {"sinds": "2026-08-01"}
    build.persoon(hr, wereld.partner, nummer, "Testpersoon Herplaatsing", herplaatsing=herplaatsing)
    reis.mensen["herplaatsing"] = build.medewerker(platform, wereld.partner, nummer)
    reis.mensen["vacaturebank"] = Gateway(platform.url)


def test_4_the_recruiter_completes_and_opens(reis: Reis) -> None:
    _mensen(reis)
    ats = reis.recruiter(reis.wereld.eigen)
    concepts = ats.everything(f"{V}/vacatures?status=concept&werkgever={reis.wereld.eigen}")
    mine = next(v for v in concepts if v["bronUrl"] == reis.wereld.jobpostings[0]["url"])
    path = f"{V}/vacatures/{mine['id']}"
    early = ats.send("POST", f"{path}/openstelling", {"verbanden": [reis.verband]})
    assert early.status_code == 409
    assert early.json()["beletselen"]
    # What every outsider saw while it did not exist for them: the measure of every later answer.
    for moment in (OPENBAAR, PARTNERS, INTERN):
        reis.klok(moment)
        answers = {wie: _all_answers(gateway, reis) for wie, gateway in reis.mensen.items()}
        reis.extra[moment] = answers
    reis.klok(regio.BEGIN)
    read = ats.send("GET", path)
    done = ats.call("PATCH", path, COMPLEET, If_Match=read.headers["ETag"])
    assert done["ontbreekt"] == []
    assert ats.send("PATCH", path, {"titel": "x"}, If_Match=read.headers["ETag"]).status_code == 412
    proef = ats.get(f"{path}/openstelling?op=2026-08-20T08:00:00Z")
    assert proef["status"] == "concept"
    opened = ats.post(f"{path}/openstelling", {"verbanden": [reis.verband]})
    assert [fase["naam"] for fase in opened["fasen"]] == ["intern", "partners", "openbaar"]
    reis.vacature = mine["id"]


def _all_answers(wie: Gateway, reis: Reis) -> dict[str, bytes]:
    """Every answer that could betray the vacancy, as bytes."""
    titel = reis.wereld.jobpostings[0]["title"].split()[0]
    lists = (
        f"{V}/vacatures?telling=true",
        f"{V}/vacatures?telling=true&pageSize=1",
        f"{V}/vacatures?telling=true&werkgever={reis.wereld.eigen}",
        f"{V}/vacatures?telling=true&functie=planeconoom",
        f"{V}/vacatures?telling=true&q={titel}",
        f"{V}/vacatures?status=opengesteld&telling=true",
        *UITGIFTE,
        *(f"{pad}?werkgever={reis.wereld.eigen}" for pad in UITGIFTE),
        *(f"{pad}?verband={reis.verband}" for pad in UITGIFTE),
    )
    return {path: wie.send("GET", path).content for path in lists}


def _hidden(wie: Gateway, reis: Reis) -> None:
    """404 on every method, the same as for what never was; and in no list, count or hint."""
    nowhere = "7f1b0b1e-0000-4000-8000-000000000000"
    bodies: dict[str, dict[str, Any]] = {
        "": {"titel": "x"},
        "/openstelling": {},
        "/statuswijzigingen": {"naar": "ingetrokken", "reden": "x"},
        "/sollicitaties": {},
    }
    for tail, body in bodies.items():
        for method in ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"):
            given = body if method in {"POST", "PATCH", "PUT"} else None
            seen, never = (
                wie.send(method, f"{V}/vacatures/{id}{tail}", given, If_Match='"1-a"')
                for id in (reis.vacature, nowhere)
            )
            assert seen.status_code == never.status_code
            assert seen.content == never.content
            assert seen.status_code in {401, 403, 404, 405}, (method, tail)


@pytest.mark.parametrize(
    ("moment", "zien", "mogen"),
    [
        (INTERN, {"eigen", "herplaatsing"}, {"eigen": "ja", "herplaatsing": "aangehouden"}),
        (
            PARTNERS,
            {"eigen", "partner", "herplaatsing"},
            {"eigen": "ja", "partner": "ja", "herplaatsing": "ja"},
        ),
        (
            OPENBAAR,
            {"eigen", "partner", "elders", "herplaatsing", "vacaturebank"},
            {"eigen": "ja", "partner": "ja", "elders": "ja"},
        ),
    ],
)
def test_4_each_sees_what_the_phase_allows(
    reis: Reis, moment: str, zien: set[str], mogen: dict[str, str]
) -> None:
    reis.klok(moment)
    path = f"{V}/vacatures/{reis.vacature}"
    for wie, gateway in reis.mensen.items():
        listed = {v["id"] for v in gateway.everything(f"{V}/vacatures")}
        if wie in zien:
            shown = gateway.get(path)
            assert reis.vacature in listed
            assert shown["magSolliciteren"] == mogen.get(wie, shown["magSolliciteren"])
        else:
            assert reis.vacature not in listed
            _hidden(gateway, reis)
            assert _all_answers(gateway, reis) == reis.extra[moment][wie]


def test_4_what_is_public_leaves_in_every_form(reis: Reis) -> None:
    """Somebody without a token finds it at every public address, and a feed is sent once."""
    reis.klok(OPENBAAR)
    bank = reis.mensen["vacaturebank"]
    # A name of the register that arrives between two reads is a change of the feed.
    nameless = "Werkgever 0000"
    eventually(lambda: nameless not in bank.send("GET", "/vacatures.xml").text, "namen", 3 * WAIT)
    for pad in UITGIFTE:
        first = bank.send("GET", pad)
        assert (first.status_code, reis.vacature in first.text) == (200, True), pad
        if pad != uitgifte.LIJST:
            again = bank.send("GET", pad, If_None_Match=first.headers["ETag"])
            assert (again.status_code, again.content) == (304, b""), pad
            assert first.headers["Content-Encoding"] == "gzip"
    assert f"{reis.platform.url}/sitemap.xml" in bank.send("GET", "/robots.txt").text
    for vorm in uitgifte.ENKEL:
        page = bank.send("GET", uitgifte.enkel("", UUID(reis.vacature), vorm))
        assert (page.status_code, reis.vacature in page.text) == (200, True), vorm
    assert bank.send("GET", "/vacature/onzin").status_code == 404


# ------------------------------------------------------------------ 5. apply, order, offer
def test_5_who_applies_when(reis: Reis) -> None:
    path = f"{V}/vacatures/{reis.vacature}/sollicitaties"
    reis.klok(INTERN)
    held = reis.mensen["herplaatsing"].post(path, {"motivatie": "Een verzonnen motivatie."})
    assert held["aangehouden"] is True
    assert held["categorie"] == "herplaatsing_partner"
    assert held["teltVanafOp"].startswith("2026-08-19T22:00")
    reis.sollicitaties["herplaatsing"] = held["id"]
    reis.klok(PARTNERS)
    partner = reis.mensen["partner"]
    keyed = partner.post(path, {"motivatie": "Verzonnen."}, Idempotency_Key="een")
    again = partner.post(path, {"motivatie": "Verzonnen."}, Idempotency_Key="een")
    assert keyed == again
    assert keyed["categorie"] == "partner"
    assert keyed["aangehouden"] is False
    assert partner.send("POST", path, {"motivatie": "Nog eens."}).status_code == 409
    reis.sollicitaties["partner"] = keyed["id"]
    reis.klok(OPENBAAR)
    reis.sollicitaties["elders"] = reis.mensen["elders"].post(path, {})["id"]
    reis.sollicitaties["eigen"] = reis.mensen["eigen"].post(path, {})["id"]


def test_5_the_recruiter_sees_them_in_order_with_grounds(reis: Reis) -> None:
    path = f"{V}/vacatures/{reis.vacature}/sollicitaties"
    rows = reis.recruiter(reis.wereld.eigen).everything(path)
    assert [row["categorie"] for row in rows] == [
        "intern",
        "herplaatsing_partner",
        "partner",
        "extern",
    ]
    assert all(row["grond"] for row in rows)
    assert not any(row["aangehouden"] for row in rows)
    for other in (reis.recruiter(reis.wereld.partner), reis.mensen["partner"]):
        assert other.send("GET", path).status_code in {403, 404}


def test_5_name_and_contact_come_from_the_gateway(reis: Reis) -> None:
    path = f"{V}/sollicitaties/{reis.sollicitaties['partner']}/kandidaat"
    contact = reis.recruiter(reis.wereld.eigen).get(path)
    assert contact["naam"] == "Testpersoon Partner"
    assert contact["email"].endswith("@example.org")
    assert reis.recruiter(reis.wereld.buiten).send("GET", path).status_code == 404


AANBOD = {"contractsoort": "vast", "uren": 32, "schaal": "10"}


def test_5_no_offer_past_a_priority_candidate(reis: Reis) -> None:
    ats = reis.recruiter(reis.wereld.eigen)
    sollicitaties = reis.sollicitaties

    def offer(wie: str) -> Any:
        return ats.send("POST", f"{V}/sollicitaties/{sollicitaties[wie]}/aanbiedingen", AANBOD)

    def judge(wie: str, oordeel: str) -> None:
        body = {"oordeel": oordeel, "reden": "Verzonnen reden van een mens."}
        ats.post(f"{V}/sollicitaties/{sollicitaties[wie]}/beoordelingen", body)

    judge("elders", "passend")
    refused = offer("elders")
    assert refused.status_code == 409
    assert refused.json()["beletselen"]
    judge("partner", "passend")
    judge("herplaatsing", "niet_passend")
    judge("eigen", "niet_passend")
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(offer, ["elders", "partner"]))
    assert both[0].status_code == 409
    assert both[1].status_code == 201, both[1].text
    with ThreadPoolExecutor(2) as threads:
        twice = list(threads.map(offer, ["partner", "partner"]))
    assert {a.status_code for a in twice} == {409}


def test_5_a_decision_needs_a_person(reis: Reis) -> None:
    naamloos = build.client(
        reis.platform, f"robot-{reis.wereld.eigen}", reis.wereld.eigen, build.ATS
    )
    robot = as_keyed_client(reis.platform.url, f"robot-{reis.wereld.eigen}", naamloos)
    path = f"{V}/sollicitaties/{reis.sollicitaties['elders']}/beoordelingen"
    answer = robot.send("POST", path, {"oordeel": "niet_passend", "reden": "Zonder mens."})
    assert answer.status_code == 400


# ------------------------------------------------------------------ 6. the pool
LEDEN = (("vergunningverlener", "senior", 24), ("planeconoom", "medior", 16))


def test_6_hiring_assignments_become_behoeften(reis: Reis) -> None:
    reis.klok(OPENBAAR)
    wereld, concepts, open_ = reis.wereld, 0, 0
    for oin, items in wereld.inhuur.items():
        inlener = build.makelaar(reis.platform, oin)
        member = oin in wereld.verband
        named = [item | ({"verband": reis.verband} if member else {}) for item in items]
        report = inlener.post(f"{P}/aanleveringen", {"items": named})
        assert report["aantallen"]["geweigerd"] == 0, report
        for row in report["resultaten"]:
            concepts += row["status"] == "concept"
            open_ += row["status"] == "open"
            if row["status"] == "open":
                assert not row["ontbreekt"]
            else:  # something is missing, or its period is over: either way it is said
                assert row["ontbreekt"] or row["opmerkingen"], row
        again = inlener.post(f"{P}/aanleveringen", {"items": named})
        assert again["aantallen"]["ongewijzigd"] == len(items)
    assert concepts > 0
    if wereld.naam == "demo":
        assert open_ == 2


def test_6_the_flexpool_has_synthetic_members(reis: Reis) -> None:
    wereld = reis.wereld
    makelaar = build.makelaar(reis.platform, wereld.eigen)
    reis.extra["makelaar"] = makelaar
    pool = demopool.flexpool(makelaar, reis.verband, f"Reispool {wereld.naam} (verzonnen)")
    for nr, (functie, niveau, uren) in enumerate(LEDEN):
        nummer = f"demo-{wereld.naam}-pool-{nr}"
        persoon = build.persoon(makelaar, wereld.eigen, nummer, f"Testpersoon Pool {nr}")
        reis.extra[persoon] = f"{nummer}@example.org"
        reis.mensen[f"pool-{nr}"] = build.medewerker(reis.platform, wereld.eigen, nummer)
        demopool.poollid(makelaar, pool, persoon, f"Demo pool {nr}", functie, niveau, uren)
    reis.extra["pool"] = pool
    for lid in makelaar.everything(f"{P}/pools/{pool}/leden"):
        # Nobody is proposed without an own yes, and no employer can say it.
        reis.zelf(lid["medewerker"]).call("PUT", f"{P}/leden/{lid['id']}/toestemming", {"ja": True})
    outsider = build.makelaar(reis.platform, wereld.buiten)
    for path in (f"{P}/pools/{pool}", f"{P}/pools/{pool}/leden"):
        assert outsider.send("GET", path).status_code == 404
    # What the partner needs is what these two can do.
    partner = build.makelaar(reis.platform, wereld.partner)
    needs = [
        {
            "kenmerk": f"R-{wereld.naam}-{functie}",
            "titel": f"{functie} (verzonnen)",
            "functie": functie,
            "uren": str(uren),
            "begindatum": "2026-10-01",
            "einddatum": "2027-03-31",
            "verband": reis.verband,
        }
        for functie, _, uren in LEDEN
    ]
    report = partner.post(f"{P}/aanleveringen", {"items": needs})
    assert {row["status"] for row in report["resultaten"]} == {"open"}, report
    reis.extra["behoeften"] = {row["behoefte"] for row in report["resultaten"]}


def test_6_a_proposal_with_reasons_and_a_person_decides(reis: Reis) -> None:
    makelaar, pool = reis.extra["makelaar"], reis.extra["pool"]
    voorstel = demopool.voorstel(makelaar, pool)
    again = demopool.voorstel(makelaar, pool)
    assert voorstel["regels"]
    assert voorstel["invoerHash"] == again["invoerHash"]
    explained = {row["behoefte"]: row for row in voorstel["behoeften"]}
    assert reis.extra["behoeften"] <= explained.keys()
    assert all(row["code"] and row["uitleg"] for row in explained.values())
    inzetten = makelaar.everything(f"{P}/inzetten")
    mine = next(r for r in again["regels"] if r["behoefte"] in reis.extra["behoeften"])
    decide = f"{P}/toewijzingsvoorstellen/{again['id']}/regels/{mine['id']}/besluiten"
    body = {"besluit": "bevestigd", "reden": "Verzonnen reden van een mens."}
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(lambda _: makelaar.send("POST", decide, body), range(2)))
    assert sorted(a.status_code for a in both) == [201, 409], [a.text for a in both]
    after = makelaar.everything(f"{P}/inzetten")
    assert len(after) == len(inzetten) + 1
    reis.extra["inzet"] = next(a.json() for a in both if a.status_code == 201)


def test_6_three_yeses_make_it_an_inzet(reis: Reis) -> None:
    wereld, besluit = reis.wereld, reis.extra["inzet"]["besluit"]
    thuis, path = reis.extra["makelaar"], f"{P}/inzetten/{besluit['inzet']}"
    inlener = build.makelaar(reis.platform, wereld.partner)
    shown = thuis.get(path)
    assert (shown["status"], shown["actief"]) == ("voorgesteld", False)
    terugkeer = {"terugkeerDatum": "2027-04-01", "terugkeerDoel": "oude_functie"}
    versie = thuis.call("PATCH", path, terugkeer)["gevraagdeVersie"]
    ja = {"versie": versie, "akkoord": True}
    for wie in (thuis, inlener):
        assert wie.post(f"{path}/akkoorden", ja)["status"] == "voorgesteld"
    # The employer's machine cannot say the person's yes.
    nummer = reis.extra[shown["medewerker"]].partition("@")[0]
    intranet = build.medewerker(reis.platform, wereld.eigen, nummer)
    assert intranet.send("POST", f"{path}/akkoorden", ja).status_code == 403
    zelf = reis.zelf(shown["medewerker"])
    done = zelf.post(f"{path}/akkoorden", ja)
    assert (done["status"], done["actief"]) == ("bevestigd", True)


def test_6_from_then_on_the_inlener_counts_that_person_as_inleenkracht(reis: Reis) -> None:
    wereld = reis.wereld
    partner = reis.recruiter(wereld.partner)
    item = COMPLEET | {"kenmerk": f"I-{wereld.naam}", "titel": "Interne plek", "plaats": "X"}
    id = partner.post(f"{V}/aanleveringen", {"items": [item]})["resultaten"][0]["vacatureId"]
    partner.post(f"{V}/vacatures/{id}/openstelling", {"verbanden": [reis.verband]})

    def who_sees_it() -> set[str]:
        everyone = reis.mensen.items()
        path = f"{V}/vacatures/{id}"
        return {wie for wie, gateway in everyone if gateway.send("GET", path).is_success}

    allowed = {"partner", "herplaatsing"}  # the employer's own people
    eventually(lambda: bool(who_sees_it() - allowed), "de inleenkracht ziet de interne vacature")
    [inleenkracht] = who_sees_it() - allowed
    path = f"{V}/vacatures/{id}/sollicitaties"
    applied = reis.mensen[inleenkracht].post(path, {})
    assert applied["categorie"] == "inleenkracht"


# ------------------------------------------------------------------ 7. the change feed
def test_7_the_feed_tells_each_what_it_may_know(reis: Reis) -> None:
    ids = (reis.vacature, *reis.sollicitaties.values())

    def types(wie: Gateway) -> list[str]:
        return [event["type"] for event in _feed(wie) if any(id in json.dumps(event) for id in ids)]

    eventually(
        lambda: any("fase" in t for t in types(reis.mensen["elders"])),
        "het begin van de openbare fase staat in de stroom",
    )
    eigen = types(reis.recruiter(reis.wereld.eigen))
    buiten = types(reis.mensen["elders"])
    assert any("sollicitatie" in t for t in eigen)
    assert not any("sollicitatie" in t for t in buiten)
    assert len(buiten) < len(eigen)
    for event in _feed(reis.recruiter(reis.wereld.eigen)):
        assert event["specversion"] == "1.0"
        assert event["source"].startswith("urn:nld:oin:")
        assert "Testpersoon" not in json.dumps(event)


def _feed(wie: Gateway) -> list[dict[str, Any]]:
    """Every event, page after page by the cursor."""
    found: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(100):
        page = wie.get(f"{N}/gebeurtenissen?limit=100{cursor and '&cursor=' + cursor}")
        found += page["results"]
        if not page["results"]:
            break
        cursor = page["cursor"]
    return found


def test_7_a_person_sees_who_read_their_data(reis: Reis) -> None:
    partner = reis.mensen["partner"]
    eventually(
        lambda: any(
            row["organisatie"] == reis.wereld.eigen
            for row in partner.everything("/deelname/v1/verwerkingen")
        ),
        "de werkgever van de vacature staat in het overzicht van de kandidaat",
    )


# ------------------------------------------------------------------ 8. out of the building
def _aanvulling(concept: dict[str, Any]) -> dict[str, Any]:
    """What a recruiter adds; of a range of which one end is known, the same at the other end."""
    mist = concept["ontbreekt"]
    nodig = {name: COMPLEET.get(name, "Eindhoven") for name in mist}
    for naam in ("uren", "schaal", "salaris"):
        for een, ander in ((f"{naam}Min", f"{naam}Max"), (f"{naam}Max", f"{naam}Min")):
            if een in mist and concept.get(ander) is not None:
                nodig[een] = concept[ander]
    return nodig


def test_8_every_vacancy_is_completed_and_read_by_strangers(reis: Reis) -> None:
    """Each delivered vacancy, the real ones too: the same in every form, and gone when closed."""
    reis.klok(OPENBAAR)
    for oin in reis.wereld.feiten:
        ats = reis.recruiter(oin)
        for een in ats.everything(f"{V}/vacatures?status=concept&werkgever={oin}"):
            path = f"{V}/vacatures/{een['id']}"
            nodig = _aanvulling(ats.get(path))
            ats.call("PATCH", path, nodig | {"sluitingsDatum": "2026-09-30"})
            opened = ats.send("POST", f"{path}/openstelling", {})
            assert opened.status_code in {201, 409}, opened.text
    reis.klok("2026-09-20T08:00:00Z")
    bank = reis.mensen["vacaturebank"]
    gelezen = {v: lees(bank.send("GET", uitgifte.PADEN[v]).content) for v, lees in LEZERS.items()}
    feiten = {v["id"]: v for v in bank.everything(f"{V}/vacatures")}
    wie = [set(een) for een in gelezen.values()]
    assert wie == [set(feiten)] * len(wie)
    assert len(feiten) >= len(reis.wereld.jobpostings)
    for id, feit in feiten.items():
        for vorm, lijst in gelezen.items():
            een = lijst[id]
            assert (een.titel, een.sluit) == (feit["titel"], feit["sluitingsDatum"]), vorm
            uren = sorted({feit["urenMin"], feit["urenMax"]})
            assert [float(u) for u in een.uren] == uren, (vorm, feit["titel"])
            salaris = sorted({feit["salarisMin"], feit["salarisMax"]})
            assert [int(s * 100) for s in een.salaris] == salaris, (vorm, feit["titel"])
            assert een.html in {gelezen[Uitgavevorm.XML][id].html, None}
    reis.klok("2026-10-01T08:00:00Z")
    for pad in UITGIFTE:
        answer = bank.send("GET", pad)
        assert answer.status_code == 200
        assert not [id for id in feiten if id in answer.text], pad
    assert bank.send("GET", f"/vacature/{reis.vacature}").status_code == 410


def test_8_strangers_find_nothing_against_any(reis: Reis) -> None:
    """Judges of JobPosting, SETU and VUM, each vacancy; where Node or the standards are."""
    reis.klok("2026-09-20T08:00:00Z")
    bank = reis.mensen["vacaturebank"]
    feiten = {v["id"]: v["titel"] for v in bank.everything(f"{V}/vacatures")}
    paginas = {id: bank.send("GET", f"/vacature/{id}").text for id in feiten}
    nu = datetime(2026, 9, 20, 8, tzinfo=UTC)
    for id, html in paginas.items():
        (posting,) = extruct.extract(html, syntaxes=["json-ld"], errors="strict")["json-ld"]
        assert posting["title"] == feiten[id]
        assert eigen.bezwaren(posting, nu) == [], feiten[id]
    assert not any(oordeel.adobe(paginas).values())
    for bericht in etree.fromstring(bank.send("GET", "/vacatures.setu.xml").content):
        assert normen.setu(etree.tostring(bericht)) == []
    vum = bank.get("/vacatures.vum.json")["vacatures"]
    assert {een["idVacature"] for een in vum} == set(feiten)
    assert [fout for een in vum for fout in normen.vum(een)] == []
