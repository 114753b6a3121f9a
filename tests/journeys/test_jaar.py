"""A whole year of a region of fifteen, by the business clock: from plans to a ledger that agrees.

One story in steps. Who goes where is up to the engine; what must hold for anybody is asserted.
"""

import io
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from fractions import Fraction
from typing import Any

import docx
import pypdf
import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from deploy.demo import pool as demopool
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen

P = "/pool/v1"
FUNCTIES = ("planeconoom", "vergunningverlener", "ro-jurist")
# Home and function of each member; all of them 24 hours a week.
MENSEN = [
    (regio.EINDHOVEN, "planeconoom"),
    (regio.HELMOND, "planeconoom"),
    (regio.VELDHOVEN, "vergunningverlener"),
    (regio.DOMMEL, "vergunningverlener"),
    (regio.LEDEN[3], "ro-jurist"),
]
EERSTEN = 8  # so many organisations ask in the first round, the others from the second on
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WAIT = 90  # seconds for what comes after the answer: names are fetched every minute


class Jaar:
    """Who takes part, and what came to be."""

    def __init__(self, systeem: Systeem) -> None:
        self.systeem, self.platform = systeem, systeem.platform
        self.verband = self.pool = ""
        self.makelaars: dict[str, Gateway] = {}
        self.email: dict[str, str] = {}  # per person
        self.inlog: dict[str, Gateway] = {}
        self.extra: dict[str, Any] = {}

    def klok(self, dag: str) -> None:
        self.platform.call("PUT", "/toegang/v1/klok", {"nu": f"{dag}T09:00:00Z"})

    def bij(self, oin: str) -> Gateway:
        """The pool desk of an organisation."""
        if oin not in self.makelaars:
            self.makelaars[oin] = build.makelaar(self.platform, oin)
        return self.makelaars[oin]

    @property
    def makelaar(self) -> Gateway:
        return self.bij(regio.EINDHOVEN)

    def zelf(self, persoon: str) -> Gateway:
        if persoon not in self.inlog:
            self.inlog[persoon] = inloggen(self.systeem, self.email[persoon])
        return self.inlog[persoon]

    def behoefte(self, oin: str, functie: str, uren: int, van: str, tot: str) -> str:
        feiten: dict[str, Any] = {
            "titel": f"{functie} (verzonnen)",
            "functie": functie,
            "verband": self.verband,
        }
        feiten |= {"urenMin": uren, "urenMax": uren, "van": van, "tot": tot, "plaats": "Eindhoven"}
        made = self.bij(oin).post(f"{P}/behoeften", feiten)
        assert made["status"] == "open", made
        return str(made["id"])

    def ronde(self) -> dict[str, Any]:
        """A proposal of the coming half year, by the job that computes it."""
        return demopool.voorstel(self.makelaar, self.pool, {"horizonWeken": 26})

    def besluit(self, ronde: dict[str, Any], regel: dict[str, Any], **wat: str) -> dict[str, Any]:
        pad = f"{P}/toewijzingsvoorstellen/{ronde['id']}/regels/{regel['id']}/besluiten"
        wat = {"besluit": "bevestigd", "reden": "Past bij de opgave."} | wat
        return dict(self.makelaar.post(pad, wat)["besluit"])

    def sluit(self, ronde: dict[str, Any]) -> list[dict[str, Any]]:
        pad = f"{P}/toewijzingsvoorstellen/{ronde['id']}/afronding"
        return list(self.makelaar.post(pad, {"reden": "Besproken."})["aandelen"])

    def inzet(self, id: str) -> dict[str, Any]:
        return dict(self.makelaar.get(f"{P}/inzetten/{id}"))

    def drie_keer_ja(self, id: str, **terugkeer: str) -> dict[str, Any]:
        """The return is recorded, and the three parties say yes to that version."""
        pad, gelezen = f"{P}/inzetten/{id}", self.inzet(id)
        thuis = self.bij(gelezen["thuisorganisatie"])
        terugkeer = {"terugkeerDatum": "2028-02-01", "terugkeerDoel": "oude_functie"} | terugkeer
        versie = thuis.call("PATCH", pad, terugkeer)["gevraagdeVersie"]
        return self.ja(gelezen, versie)

    def ja(self, inzet: dict[str, Any], versie: int) -> dict[str, Any]:
        thuis, inlener = self.bij(inzet["thuisorganisatie"]), self.bij(inzet["inlener"])
        for wie in (thuis, inlener, self.zelf(inzet["medewerker"])):
            answer = wie.post(
                f"{P}/inzetten/{inzet['id']}/akkoorden", {"versie": versie, "akkoord": True}
            )
        return dict(answer)

    def inzetten(self) -> list[dict[str, Any]]:
        return self.makelaar.everything(f"{P}/inzetten?verband={self.verband}")


@pytest.fixture(scope="module")
def jaar(systeem: Systeem) -> Jaar:
    if systeem.mail is None:
        pytest.skip("de mail van dit systeem is hier niet te lezen")
    return Jaar(systeem)


def eventually(look: Callable[[], bool], what: str) -> None:
    """What comes after the answer comes within WAIT seconds."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if look():
            return
        time.sleep(0.5)
    pytest.fail(f"binnen {WAIT} s niet gebeurd: {what}")


# ------------------------------------------------------------------ January: plans of the region
def test_01_fifteen_plan_their_projects(jaar: Jaar) -> None:
    jaar.klok("2027-01-04")
    build.importeer(jaar.platform, regio.rijen())
    naam = "Jaarregio (verzonnen)"
    jaar.verband = build.verband(jaar.platform, naam, regio.LEDEN, "2026-01-01")
    tarief = {"tariefGrondslag": "bruto_loon", "tariefCentPerUur": 6_500}
    build.convenant(jaar.platform, jaar.verband, pool=regio.POOLKEUZES | tarief)
    jaar.pool = demopool.flexpool(jaar.makelaar, jaar.verband, "Jaarpool (verzonnen)")
    for nr, (oin, functie) in enumerate(MENSEN):
        persoon = build.persoon(jaar.bij(oin), oin, f"jaar-{nr}", f"Testpersoon Jaar {nr}")
        jaar.email[persoon] = f"jaar-{nr}@example.org"
        demopool.poollid(
            jaar.bij(oin), jaar.pool, persoon, f"Demo jaar {nr}", functie, "senior", 24
        )
    opgave = {"naam": "Bouwen aan de streek (verzonnen)", "verbanden": [jaar.verband]}
    id = jaar.makelaar.post(f"{P}/opgaven", opgave)["id"]
    behoeften = []
    for nr, oin in enumerate(regio.LEDEN):
        project = {"naam": f"Project {nr} (verzonnen)", "verband": jaar.verband, "opgaveId": id}
        project |= {"van": "2027-01-04", "tot": "2027-12-31"}
        made = jaar.bij(oin).post(f"{P}/projecten", project)["id"]
        gereed = {"naar": "gepland", "reden": "Besproken."}
        jaar.bij(oin).post(f"{P}/projecten/{made}/statuswijzigingen", gereed)
        eerst = ("2027-02-01", "2027-06-30")
        dagen = eerst if nr < EERSTEN else ("2027-07-05", "2027-11-30")
        behoeften.append(jaar.behoefte(oin, FUNCTIES[nr % 3], 16, *dagen))
    jaar.extra["behoeften"] = behoeften
    assert len(jaar.makelaar.everything(f"{P}/projecten?verband={jaar.verband}")) == 15
    tabel = jaar.makelaar.get(f"{P}/tekorten?verband={jaar.verband}&van=2027-01-04")["regels"]
    assert {cel["functie"] for cel in tabel if cel["ongedekt"] > 0} == set(FUNCTIES)


# ------------------------------------------------------------------ the first round
def test_02_the_first_round_is_decided_line_by_line(jaar: Jaar) -> None:
    ronde = jaar.ronde()
    regels = sorted(ronde["regels"], key=lambda regel: regel["van"])
    gevraagd = {row["behoefte"]: row for row in ronde["behoeften"]}
    assert all(gevraagd[id]["code"] for id in jaar.extra["behoeften"][:EERSTEN])
    # Nobody hires its own people, and those there are go round: more are served than there are.
    assert all(regel["thuisorganisatie"] != regel["inlener"] for regel in regels)
    assert len({regel["inlener"] for regel in regels}) > len(MENSEN)
    beurten = Counter(regel["lid"] for regel in regels)
    lang = next(regel for regel in regels if beurten[regel["lid"]] == 1)
    terug = max((r for r in regels if r["lid"] != lang["lid"]), key=lambda regel: regel["tot"])
    ander = [r for r in regels if r["id"] not in (lang["id"], terug["id"])]
    nee = {"besluit": "afgewezen", "reden": "Zelf opgelost.", "grond": "inlener_weigert"}
    jaar.besluit(ronde, ander[0], **nee)
    for naam, regel in (("lang", lang), ("terug", terug), ("niet", ander[1])):
        jaar.extra[naam] = jaar.besluit(ronde, regel)["inzet"]
    jaar.extra["rest"] = [jaar.besluit(ronde, regel)["inzet"] for regel in ander[2:]]
    aandelen = {een["organisatie"]: een for een in jaar.sluit(ronde)}
    assert aandelen[ander[0]["inlener"]]["geweigerd"] > 0
    # Wanted and not given for lack of people: credit for the next round.
    assert any(een["saldoNa"] > 0 for een in aandelen.values())


def test_03_three_say_yes_and_a_no_leaves_no_mark(jaar: Jaar) -> None:
    niet = jaar.extra["niet"]
    for id in (jaar.extra["lang"], *jaar.extra["rest"]):
        assert jaar.drie_keer_ja(id)["status"] == "bevestigd"
    klussen = {"terugkeerDatum": "2027-07-01", "terugkeerDoel": "interne_klussen"}
    assert jaar.drie_keer_ja(jaar.extra["terug"], **klussen)["status"] == "bevestigd"
    inzet = jaar.inzet(niet)
    versie = jaar.bij(inzet["thuisorganisatie"]).call(
        "PATCH",
        f"{P}/inzetten/{niet}",
        {"terugkeerDatum": "2027-07-01", "terugkeerDoel": "oude_functie"},
    )["gevraagdeVersie"]
    antwoord = {"versie": versie, "akkoord": False, "reden": "Te ver reizen."}
    zelf = jaar.zelf(inzet["medewerker"])
    assert zelf.post(f"{P}/inzetten/{niet}/akkoorden", antwoord)["status"] == "geweigerd"
    for oin in (inzet["thuisorganisatie"], inzet["inlener"], regio.LEDEN[-1]):
        gelezen = jaar.bij(oin).send("GET", f"{P}/inzetten/{niet}")
        assert gelezen.json()["status"] == "ingetrokken"
        assert "reizen" not in gelezen.text


def test_04_the_agreement_opens_in_word_and_as_pdf(jaar: Jaar) -> None:
    inzet = jaar.inzet(jaar.extra["lang"])
    pad = f"{P}/inzetten/{inzet['id']}/overeenkomsten"
    nummer = jaar.bij(inzet["inlener"]).post(pad, {})["nummer"]
    for oin in (inzet["thuisorganisatie"], inzet["inlener"]):
        bytes_ = {
            soort: jaar.bij(oin).send("GET", f"{pad}/{nummer}", Accept=soort).content
            for soort in (DOCX, PDF)
        }
        word = "\n".join(p.text for p in docx.Document(io.BytesIO(bytes_[DOCX])).paragraphs)
        pages = pypdf.PdfReader(io.BytesIO(bytes_[PDF])).pages
        for tekst in (word, " ".join(page.extract_text() for page in pages)):
            assert "Testpersoon Jaar" in tekst
            assert "65,00" in tekst
    buiten = jaar.bij(next(o for o in regio.LEDEN if o not in inzet.values()))
    assert buiten.send("GET", f"{pad}/{nummer}").status_code == 404


# ------------------------------------------------------------------ March: out of turn
def test_05_an_emergency_turn_is_limited_and_seen_by_all(jaar: Jaar) -> None:
    jaar.klok("2027-03-01")
    inlener = regio.LEDEN[-2]
    behoefte = jaar.behoefte(inlener, "planeconoom", 8, "2027-03-08", "2027-06-30")
    leden = jaar.makelaar.everything(f"{P}/pools/{jaar.pool}/leden")
    lid = next(een for een in leden if een["functies"][0]["functie"] == "planeconoom")
    vraag = {"lid": lid["id"], "behoefte": behoefte, "uren": 8, "reden": "Uitval (verzonnen)."}
    vraag |= {"van": "2027-03-08", "tot": "2027-06-30"}
    beurt = jaar.makelaar.post(f"{P}/pools/{jaar.pool}/spoedbeurten", vraag)
    assert (beurt["nummer"], beurt["perJaar"]) == (1, 2)
    assert jaar.drie_keer_ja(beurt["inzet"])["status"] == "bevestigd"
    for oin in regio.LEDEN:
        [gezien] = jaar.bij(oin).everything(f"{P}/pools/{jaar.pool}/spoedbeurten")
        assert (gezien["inlener"], gezien["reden"]) == (inlener, "Uitval (verzonnen).")


# ------------------------------------------------------------------ May: what comes after
def test_06_a_return_without_follow_up_is_told_in_time(jaar: Jaar) -> None:
    jaar.klok("2027-05-17")
    inzet = jaar.inzet(jaar.extra["terug"])
    thuis = jaar.bij(inzet["thuisorganisatie"])
    signalen = thuis.get(f"{P}/inzetten/{inzet['id']}/signalen")["signalen"]
    assert {"terugkeer_nadert", "geen_vervolg"} <= set(signalen)
    eventually(
        lambda: _post(jaar, jaar.email[inzet["medewerker"]], "vervolg"),
        "de mail over een ontbrekend vervolg",
    )


def _post(jaar: Jaar, aan: str, woord: str) -> bool:
    """Whether a mail to this address has the word in its subject."""
    assert jaar.systeem.mail is not None
    berichten = (
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in jaar.systeem.mail.glob("*.eml")
    )
    return any(een["To"] == aan and woord in str(een["Subject"]) for een in berichten)


def test_07_an_extension_past_month_eleven_warns_and_has_a_limit(jaar: Jaar) -> None:
    id = jaar.extra["lang"]
    inzet, pad = jaar.inzet(id), f"{P}/inzetten/{id}"
    inlener = jaar.bij(inzet["inlener"])

    def tot(dag: str) -> dict[str, str]:
        return {"tot": dag, "terugkeerDatum": dag, "reden": "Het werk loopt door."}

    te_lang = inlener.send("POST", f"{pad}/voorwaarden", tot("2028-06-30"))
    assert (te_lang.status_code, te_lang.json()["code"]) == (409, "langer-dan-afgesproken")
    asked = inlener.post(f"{pad}/voorwaarden", tot("2028-01-14"))
    assert "bijna-twaalf-maanden" in {een["code"] for een in asked["opmerkingen"]}
    assert jaar.inzet(id)["tot"] == inzet["tot"]  # until three say yes
    assert jaar.ja(inzet, asked["gevraagd"]["versie"])["tot"] == "2028-01-14"


# ------------------------------------------------------------------ June: the second round
def test_08_who_gives_a_turn_away_keeps_the_credit(jaar: Jaar) -> None:
    jaar.klok("2027-06-14")
    gever = regio.LEDEN[EERSTEN]
    gunning = {"uren": 40, "reden": "Anderen hebben het harder nodig (verzonnen)."}
    jaar.bij(gever).post(f"{P}/pools/{jaar.pool}/gunningen", gunning)
    for oin in regio.LEDEN:
        [gezien] = jaar.bij(oin).everything(f"{P}/pools/{jaar.pool}/gunningen")
        assert (gezien["gever"], gezien["uren"]) == (gever, 40)
    ronde = jaar.ronde()
    assert ronde["regels"]
    for regel in ronde["regels"]:
        besluit = jaar.besluit(ronde, regel)
        assert jaar.drie_keer_ja(besluit["inzet"])["status"] == "bevestigd"
    aandelen = {een["organisatie"]: een for een in jaar.sluit(ronde)}
    assert aandelen[gever]["gegund"] > 0
    assert jaar.makelaar.everything(f"{P}/pools/{jaar.pool}/gunningen")[0]["gebruiktIn"]


def test_09_the_person_is_back(jaar: Jaar) -> None:
    jaar.klok("2027-07-05")
    id = jaar.extra["terug"]
    eventually(lambda: jaar.inzet(id)["status"] == "beeindigd", "de inzet is beëindigd")
    inzet = jaar.inzet(id)
    terug = {"dag": "2027-07-01", "doel": "interne_klussen"}
    thuis = jaar.bij(inzet["thuisorganisatie"])
    assert thuis.post(f"{P}/inzetten/{id}/terugkeer", terug)["teruggekeerdOp"] == "2027-07-01"
    assert jaar.bij(inzet["inlener"]).send(
        "POST", f"{P}/inzetten/{id}/terugkeer", terug
    ).status_code in (403, 409)


# ------------------------------------------------------------------ October: the third round
def test_10_the_third_round_knows_what_came_before(jaar: Jaar) -> None:
    jaar.klok("2027-10-04")
    for oin in regio.LEDEN[:4]:
        jaar.behoefte(oin, "planeconoom", 8, "2027-10-18", "2027-12-31")
    ronde = jaar.ronde()
    assert ronde["regels"]
    eerder = [een for een in jaar.inzetten() if een["status"] in ("bevestigd", "beeindigd")]
    for regel in ronde["regels"]:
        for een in eerder:
            if (een["medewerker"], een["inlener"]) == (regel["medewerker"], regel["inlener"]):
                tussen = date.fromisoformat(regel["van"]) - date.fromisoformat(een["tot"])
                assert tussen.days > 182  # rotation
        besluit = jaar.besluit(ronde, regel)
        assert jaar.drie_keer_ja(besluit["inzet"])["status"] == "bevestigd"
    jaar.sluit(ronde)


# ------------------------------------------------------------------ the end of the year
def test_11_every_partner_reads_the_same_ledger(jaar: Jaar) -> None:
    jaar.klok("2028-01-10")
    vandaag = date(2028, 1, 10)
    nu_bekend = jaar.bij(jaar.inzet(jaar.extra["lang"])["inlener"])
    pad = f"{P}/inzetten/{jaar.extra['lang']}/signalen"
    assert "bijna_twaalf_maanden" in nu_bekend.get(pad)["signalen"]
    eventually(
        lambda: not [e for e in jaar.inzetten() if e["status"] == "bevestigd" and _voorbij(e)],
        "wat voorbij is, is beëindigd",
    )
    vraag = f"{P}/verbanden/{jaar.verband}/verdeling?van=2027-01&tot=2028-01"
    # A name that arrives between two readers is no difference between partners.
    eventually(
        lambda: all(regel["naam"] for regel in jaar.makelaar.get(vraag)["regels"]),
        "ieder heet bij naam",
    )
    for soort in ("application/json", "text/csv"):
        boeken = {jaar.bij(oin).send("GET", vraag, Accept=soort).content for oin in regio.LEDEN}
        assert len(boeken) == 1, soort
    boek = jaar.makelaar.get(vraag)
    ontvangen: Counter[str] = Counter()
    gegeven: Counter[str] = Counter()
    for inzet in jaar.inzetten():
        if inzet["status"] in ("bevestigd", "beeindigd"):
            uren = _uren(inzet, vandaag)
            ontvangen[inzet["inlener"]] += uren  # type: ignore[assignment]
            gegeven[inzet["thuisorganisatie"]] += uren  # type: ignore[assignment]
    regels = {regel["organisatie"]: regel for regel in boek["regels"]}
    assert set(ontvangen) <= set(regels)
    for oin, regel in regels.items():
        assert regel["ontvangen"] == pytest.approx(float(ontvangen[oin]), abs=0.006)
        assert regel["gegeven"] == pytest.approx(float(gegeven[oin]), abs=0.006)
    # The total is that of the lines as they are shown, each rounded once to a hundredth.
    totaal = boek["totaal"]["ontvangen"]
    assert totaal == pytest.approx(sum(regel["ontvangen"] for regel in boek["regels"]), abs=0.001)
    assert totaal == pytest.approx(float(ontvangen.total()), abs=0.006 * len(regels))
    assert boek["tarief"]["centPerUur"] == 6_500
    assert sum(regel["spoedbeurten"] for regel in regels.values()) == 1


def _voorbij(inzet: dict[str, Any]) -> bool:
    return inzet["tot"] is not None and inzet["tot"] < "2028-01-10"


def _uren(inzet: dict[str, Any], vandaag: date) -> Fraction:
    """Hours of an inzet until today, exact: by the day."""
    tot = min(date.fromisoformat(inzet["tot"]), vandaag)
    dagen = (tot - date.fromisoformat(inzet["van"])).days + 1
    return Fraction(str(inzet["urenPerWeek"])) * max(0, dagen) / 7


def test_12_another_key_is_played_on_the_three_rounds(jaar: Jaar) -> None:
    pad = f"{P}/pools/{jaar.pool}/verdeling/_simuleer"
    gespeeld = jaar.bij(regio.LEDEN[-1]).post(pad, {"verdeelsleutel": "gelijk"})
    assert gespeeld["rondes"] == 3
    # The key they have: nobody's hours change. What happened to inzetten after a round is in the
    # real saldo only, so the hours of all together are those that were shared out then.
    regels = gespeeld["regels"]
    assert [regel["verschil"] for regel in regels] == [0] * len(regels)
    dan = sum(regel["rechtvaardigDan"] for regel in regels)
    assert dan == pytest.approx(sum(regel["rechtvaardig"] for regel in regels), abs=1)
