"""One of fifteen leaves a verband while everything runs, and takes all its data along.

A vacancy of a partner is in its partner phase, two inzetten of own people run, a need waits and a
subscription is open. What is handed over is read back.
"""

import csv
import io
import json
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from deploy.client import Gateway, as_keyed_client
from deploy.demo import build, regio
from deploy.demo import pool as demopool
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen

V, P, D, N = "/vacatures/v1", "/pool/v1", "/deelname/v1", "/notificaties/v1"
LEIDT, WEG, INLENER = regio.EINDHOVEN, regio.VELDHOVEN, regio.HELMOND
PARTNERFASE, LAATSTE = "2026-08-20T08:00:00Z", "2026-08-20"
DAARNA, LATER = "2026-08-21T08:00:00Z", "2026-11-19T08:00:00Z"
WAIT = 60  # seconds for what comes after the answer
VACATURE: dict[str, Any] = {
    "titel": "Adviseur voor de streek (verzonnen)",
    "omschrijving": "Een verzonnen vacature uit een test; er is niet echt een plaats.",
    "functie": "planeconoom",
    "niveau": "senior",
    "urenMin": 32,
    "urenMax": 36,
    "schaalMin": "11",
    "schaalMax": "11",
    "salarisMin": 350_000,
    "salarisMax": 460_000,
    "contractsoort": "vast",
    "plaats": "Eindhoven",
    "sluitingsDatum": "2026-12-31",
}


@dataclass
class Vertrek:
    """What one step leaves for the next."""

    systeem: Systeem
    verband: str = ""
    vacature: str = ""
    eigen_vacature: str = ""
    behoefte: str = ""
    abonnement: str = ""
    uittreding: str = ""
    inzetten: list[str] = field(default_factory=list)
    ik: dict[str, Gateway] = field(default_factory=dict)

    @property
    def platform(self) -> Gateway:
        return self.systeem.platform

    def klok(self, nu: str) -> None:
        self.platform.call("PUT", "/toegang/v1/klok", {"nu": nu})


@pytest.fixture(scope="module")
def vertrek(systeem: Systeem) -> Vertrek:
    reis = Vertrek(systeem)
    reis.klok(regio.BEGIN)
    platform = reis.platform
    build.importeer(platform, regio.rijen())
    naam = "Vertrekregio (verzonnen)"
    reis.verband = build.verband(platform, naam, regio.LEDEN, "2026-01-01")
    build.convenant(platform, reis.verband, pool=regio.POOLKEUZES)
    key = build.client(platform, f"beheer-{WEG}", WEG, ("beheerder",))
    reis.ik = {
        "recruiter": build.ats(platform, LEIDT),
        "weg": build.ats(platform, WEG),
        "thuis": build.makelaar(platform, WEG),
        "makelaar": build.makelaar(platform, LEIDT),
        "inlener": build.makelaar(platform, INLENER),
        "beheer": as_keyed_client(platform.url, f"beheer-{WEG}", key, "Testbeheerder"),
    }
    for nr in (1, 2, 3):
        extern = f"vertrek-{nr}"
        build.persoon(reis.ik["weg"], WEG, extern, f"Testpersoon Vertrek {nr}", vastContract=True)
    reis.ik["medewerker"] = build.medewerker(platform, WEG, "vertrek-3")
    return reis


def eventually(check: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if check():
            return
        time.sleep(0.3)
    pytest.fail(f"binnen {WAIT} s niet gebeurd: {what}")


def test_1_everything_runs(vertrek: Vertrek) -> None:
    ik = vertrek.ik
    assert len(regio.LEDEN) == 15
    for wie, veld in (("recruiter", "vacature"), ("weg", "eigen_vacature")):
        id = ik[wie].post(f"{V}/vacatures", VACATURE)["id"]
        ik[wie].post(f"{V}/vacatures/{id}/openstelling", {"verbanden": [vertrek.verband]})
        setattr(vertrek, veld, id)
    aanvraag = {
        "naam": "Vertrek",
        "callbackUrl": "https://example.org/haak",
        "verband": vertrek.verband,
    }
    vertrek.abonnement = ik["weg"].post(f"{N}/abonnementen", aanvraag)["id"]
    vertrek.inzetten = [_inzet(vertrek, nr) for nr in (1, 2)]
    nodig = _behoefte("VERTREK-9", "ro-jurist", 16) | {"verband": vertrek.verband}
    report = ik["thuis"].post(f"{P}/aanleveringen", {"items": [nodig]})
    assert [row["status"] for row in report["resultaten"]] == ["open"], report
    vertrek.behoefte = report["resultaten"][0]["behoefte"]


def _behoefte(kenmerk: str, functie: str, uren: int) -> dict[str, Any]:
    return {
        "kenmerk": kenmerk,
        "titel": f"{functie} (verzonnen)",
        "functie": functie,
        "uren": str(uren),
        "begindatum": "2026-08-17",
        "einddatum": "2026-10-31",
    }


def _inzet(vertrek: Vertrek, nr: int) -> str:
    """Somebody of the leaver at a partner, with three yeses."""
    ik, functie = vertrek.ik, ("vergunningverlener", "planeconoom")[nr - 1]
    pool = demopool.flexpool(ik["makelaar"], vertrek.verband, "Vertrekpool (verzonnen)")
    pad = f"{D}/organisaties/{WEG}/medewerkers/_zoek"
    [persoon] = ik["weg"].post(pad, {"externIds": [f"vertrek-{nr}"]})["results"]
    lid = {
        "medewerker": persoon["id"],
        "functies": [{"functie": functie, "niveau": "senior"}],
        "urenPerWeek": 24,
        "beschikbaarVan": "2026-08-12",
        "demolabel": f"Demo-Vertrek-{nr}",
    }
    ik["thuis"].post(f"{P}/pools/{pool}/leden", lid)
    nodig = _behoefte(f"VERTREK-{nr}", functie, 24) | {"verband": vertrek.verband}
    [rij] = ik["inlener"].post(f"{P}/aanleveringen", {"items": [nodig]})["resultaten"]
    voorstel = demopool.voorstel(ik["makelaar"], pool)
    regel = next(r for r in voorstel["regels"] if r["behoefte"] == rij["behoefte"])
    besluit = f"{P}/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel['id']}/besluiten"
    body = {"besluit": "bevestigd", "reden": "Verzonnen reden van een mens."}
    inzet = str(ik["makelaar"].post(besluit, body)["besluit"]["inzet"])
    path = f"{P}/inzetten/{inzet}"
    terugkeer = {"terugkeerDatum": "2026-11-02", "terugkeerDoel": "oude_functie"}
    versie = ik["thuis"].call("PATCH", path, terugkeer)["gevraagdeVersie"]
    ja = {"versie": versie, "akkoord": True}
    for wie in (
        ik["thuis"],
        ik["inlener"],
        inloggen(vertrek.systeem, f"vertrek-{nr}@example.org"),
    ):
        answer = wie.post(f"{path}/akkoorden", ja)
    assert answer["status"] == "bevestigd"
    return inzet


def test_2_until_the_last_day_nothing_changes(vertrek: Vertrek) -> None:
    vertrek.klok(PARTNERFASE)
    ik, pad = vertrek.ik, f"{V}/vacatures/{vertrek.vacature}"
    assert ik["medewerker"].get(pad)["magSolliciteren"] == "ja"
    ik["medewerker"].post(f"{pad}/sollicitaties", {"motivatie": "Verzonnen."})
    vraag = {"verband": vertrek.verband, "tot": LAATSTE, "reden": "Eigen pool"}
    made = ik["beheer"].post(f"{D}/uittredingen", vraag)
    vertrek.uittreding = made["id"]
    assert (made["organisatie"], made["tot"], made["beeindigdOp"]) == (WEG, LAATSTE, None)
    again = ik["beheer"].send("POST", f"{D}/uittredingen", vraag)
    assert (again.status_code, again.json()["code"]) == (409, "bestaat-al")
    assert ik["medewerker"].send("GET", pad).status_code == 200
    pad = f"{D}/uittredingen/{vertrek.uittreding}"
    assert ik["recruiter"].send("GET", pad).status_code == 404


def test_3_after_it_partners_are_out_of_sight_and_what_runs_finishes(vertrek: Vertrek) -> None:
    vertrek.klok(DAARNA)
    ik, pad = vertrek.ik, f"{V}/vacatures/{vertrek.vacature}"
    assert ik["medewerker"].send("GET", pad).status_code == 404
    assert ik["weg"].send("GET", f"{D}/verbanden/{vertrek.verband}").status_code == 404
    # What was asked in time counts; the employer goes on with it.
    [rij] = ik["recruiter"].everything(f"{pad}/sollicitaties")
    assert rij["categorie"] == "partner"

    def ended() -> bool:
        shown = ik["beheer"].get(f"{D}/uittredingen/{vertrek.uittreding}")
        return shown["beeindigdOp"] is not None

    eventually(ended, "de uittreding is afgerond")
    for inzet in vertrek.inzetten:
        for wie in ("thuis", "inlener"):
            assert ik[wie].get(f"{P}/inzetten/{inzet}")["status"] == "bevestigd"
    assert ik["thuis"].get(f"{P}/behoeften/{vertrek.behoefte}")["status"] == "vervallen"
    abonnement = ik["weg"].get(f"{N}/abonnementen/{vertrek.abonnement}")
    assert (abonnement["status"], abonnement["reden"]) == ("beeindigd", "lidmaatschap-geeindigd")
    leden = ik["recruiter"].everything(f"{D}/verbanden/{vertrek.verband}/leden?op=2026-08-21")
    assert len(leden) == 14


def test_4_the_leaver_takes_everything_along(vertrek: Vertrek) -> None:
    path = f"{D}/uittredingen/{vertrek.uittreding}/uitvoer"
    inhoud = vertrek.ik["beheer"].get(path)["delen"]
    answer = vertrek.ik["beheer"].send("GET", path, Accept="application/zip")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    delen: dict[str, list[dict[str, Any]]] = {}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        for naam in archive.namelist():
            tekst = archive.read(naam).decode()
            if naam.endswith(".jsonl"):
                delen[naam.removesuffix(".jsonl")] = [json.loads(r) for r in tekst.splitlines()]
            elif naam.endswith(".csv"):
                rijen = list(csv.DictReader(io.StringIO(tekst, newline="")))
                jsonl = archive.read(naam.replace(".csv", ".jsonl")).decode()
                assert len(rijen) == len(jsonl.splitlines()), naam
        alles = b"".join(archive.read(naam) for naam in archive.namelist())
    assert delen.keys() == {f"{een['dienst']}/{een['onderdeel']}" for een in inhoud}
    assert vertrek.eigen_vacature in {rij["id"] for rij in delen["vacatures/vacature"]}
    assert set(vertrek.inzetten) <= {rij["id"] for rij in delen["pool/inzet"]}
    assert vertrek.behoefte in {rij["id"] for rij in delen["pool/behoefte"]}
    labels = [str(rij["demolabel"]) for rij in delen["pool/lid"]]
    assert len([een for een in labels if een.startswith("Demo-Vertrek")]) == 2
    namen = {rij["naam"] for rij in delen["gateway/medewerker"]}
    assert {f"Testpersoon Vertrek {nr}" for nr in (1, 2, 3)} <= namen
    # Nothing of a partner: not its vacancy, not who applied there, not its people.
    assert vertrek.vacature.encode() not in alles
    assert LEIDT.encode() not in b"".join(
        json.dumps(delen[naam]).encode() for naam in ("gateway/medewerker", "pool/lid")
    )
    for wie in ("recruiter", "weg"):
        refused = vertrek.ik[wie].send("GET", path, Accept="application/zip")
        assert refused.status_code in {403, 404}


def test_5_the_rest_goes_after_its_term(vertrek: Vertrek) -> None:
    vertrek.klok(LATER)

    def erased() -> bool:
        shown = vertrek.ik["beheer"].get(f"{D}/uittredingen/{vertrek.uittreding}")
        return shown["gewistOp"] is not None

    eventually(erased, "de rest is gewist")
    pool = demopool.flexpool(vertrek.ik["makelaar"], vertrek.verband, "Vertrekpool (verzonnen)")
    leden = vertrek.ik["makelaar"].everything(f"{P}/pools/{pool}/leden")
    assert not [lid for lid in leden if lid["thuisorganisatie"] == WEG]
