"""A no leaves no trace: told twice, once refused and once withdrawn, the story reads the same.

By every operation of the document that reads, as JSON and as a file, for everybody but the side
that said no; in what is told to others and in the letters.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, zip_longest
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import Headers, empty
from tests.pool.conftest import AA, BEE, CEE, EIGEN, NU, VERBAND, Regio, Vraag
from tests.pool.inzet.conftest import Drie
from tests.pool.test_buitenstaanders import OPERATIES, Operatie, vraag

LATER = NU + timedelta(days=30)  # the need has begun: a next line begins on another day
KIJKERS = {AA: ("hr_adviseur",), BEE: ("hr_adviseur",), CEE: ("makelaar", "secretaris")}
LEZEN = [o for o in OPERATIES if o.method == "get" and "/_" not in o.path]
UUID_ = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+Z")
HASH = re.compile(r"\b[0-9a-f]{64}\b|(?<=-)[0-9a-f]{16}\b")
LANGER = {"tot": "2027-04-30", "terugkeerDatum": "2027-05-01", "reden": "Het werk loopt door."}
Wie = Callable[[], Headers]
Gelezen = dict[tuple[str, str, str], tuple[int, str]]  # who, what, as what


def zelfde(tekst: str) -> str:
    """Without what two stories never have in common: numbers of things, moments, hashes."""
    nummers: dict[str, str] = {}
    tekst = UUID_.sub(lambda m: nummers.setdefault(m[0], f"#{len(nummers)}"), tekst)
    return HASH.sub("hash", MOMENT.sub("moment", tekst))


class Twee:
    """Tells the story of one inzet and reads everything there is to read afterwards."""

    def __init__(
        self, client: TestClient, engine: Engine, ik: Vraag, regio: Regio, gateway: Wie
    ) -> None:
        self.client, self.engine, self.ik, self.regio = client, engine, ik, regio
        self.gateway = gateway

    def begin(self) -> dict[str, str]:
        """An inzet that is proposed, and what there is to read about it."""
        empty(self.engine)
        regio = self.regio
        pool = regio.pool()
        lid = regio.lid(pool, 1)
        behoefte = regio.behoefte(BEE)["id"]
        voorstel = regio.voorstel(pool)
        regel = regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
        return {
            "verbanden": str(VERBAND), "pools": pool, "leden": lid["id"], "behoeften": behoefte,
            "toewijzingsvoorstellen": voorstel["id"], "regels": regel["id"],
            "inzetten": regel["besluit"]["inzet"], "medewerkers": lid["medewerker"],
            "organisaties": BEE, "keuzes": "doelgroep",
            "verrekenmaanden": "2026-08", "urenweken": "2026-W33", "overeenkomsten": "1",
        }  # fmt: skip

    def drie(self, dingen: dict[str, str]) -> Drie:
        inzet = {"id": dingen["inzetten"], "medewerker": dingen["medewerkers"]}
        return Drie(self.client, self.ik, self.regio, inzet)

    def vertel(self, wie: str, hoe: str) -> Gelezen:
        """Two say yes; the third refuses, or a makelaar withdraws. Then the round is closed."""
        dingen = self.begin()
        drie, regio, inzet = self.drie(dingen), self.regio, dingen["inzetten"]
        klok = (NU + timedelta(minutes=nr) for nr in count(1))  # tokens differ by a second
        versie = drie.terugkeer(nu=next(klok))["gevraagdeVersie"]
        kanten = {"thuis": drie.thuis, "inlener": drie.inlener, "zelf": drie.zelf}
        for naam, kant in kanten.items():
            if naam != wie:
                drie.zeg(kant(nu=next(klok)), versie)
        if hoe == "nee":
            drie.zeg(kanten[wie](nu=next(klok)), versie, akkoord=False, reden="Geheim waarom.")
        else:
            stap = {"naar": "ingetrokken", "reden": "Achterhaald."}
            makelaar = regio.makelaar(CEE, nu=next(klok))
            regio.post(f"/inzetten/{inzet}/statuswijzigingen", makelaar, stap)
        afronding = f"/toewijzingsvoorstellen/{dingen['toewijzingsvoorstellen']}/afronding"
        regio.post(afronding, regio.makelaar(nu=LATER), {"reden": "Klaar."}, 200)
        regio.voorstel(dingen["pools"], nu=LATER)
        return dict(self.lees(wie, dingen)) | dict(self._neemt_mee(wie)) | self._verteld()

    def verleng(self, eerst: int) -> Gelezen:
        """So many times a longer stay is refused, then all three agree; what partners read."""
        dingen = self.begin()
        drie = self.drie(dingen)
        drie.allen_akkoord()
        for nr in range(eerst + 1):
            pad = f"/inzetten/{dingen['inzetten']}/voorwaarden"
            versie = self.regio.post(pad, drie.inlener(), LANGER)["gevraagd"]["versie"]
            if nr < eerst:
                drie.zeg(drie.zelf(), versie, akkoord=False)
            else:
                drie.allen_akkoord(versie)
        return dict(self.lees("", dingen))

    def partners(self, _: str) -> Iterator[tuple[str, Headers]]:
        """Who plans in the verband and is no party."""
        for rol in KIJKERS[CEE]:
            yield rol, self.ik(CEE, rol, nu=LATER)

    def kijkers(self, niet: str) -> Iterator[tuple[str, Headers]]:
        """Everybody in the verband but the side that says no."""
        zijn = {"thuis": AA, "inlener": BEE}
        for oin, rollen in KIJKERS.items():
            for rol in rollen:
                if zijn.get(niet) != oin:
                    yield f"{rol} van {oin}", self.ik(oin, rol, nu=LATER)
        if niet != "zelf":
            wie = {"medewerker": UUID(int=0x101), "scopes": EIGEN, "gebruiker": None}
            yield "zelf", self.ik(AA, "medewerker", nu=LATER, **wie)

    def lees(
        self, niet: str, dingen: dict[str, str]
    ) -> Iterator[tuple[tuple[str, str, str], tuple[int, str]]]:
        for naam, headers in self.kijkers(niet):
            for operatie in LEZEN:
                if operatie.params <= dingen.keys():
                    for soort in soorten(operatie):
                        answer = vraag(self.client, operatie, dingen, headers | {"Accept": soort})
                        versie = answer.headers.get("ETag", "").split("-")[0]
                        hier = answer.status_code, zelfde(f"{versie} {answer.text}")
                        yield (naam, str(operatie), soort), hier

    def _neemt_mee(self, niet: str) -> Iterator[tuple[tuple[str, str, str], tuple[int, str]]]:
        """What an organisation gets that leaves the verband."""
        for kant, oin in (("thuis", AA), ("inlener", BEE)):
            pad = f"/intern/uitvoer/{oin}?op=2026-08-13T07:00:00Z"
            delen = self.client.get(pad, headers=self.gateway()).json()["delen"]
            for deel in delen if kant != niet else []:
                answer = self.client.get(f"{pad}&deel={deel}", headers=self.gateway())
                yield (oin, deel, "uitvoer"), (answer.status_code, zelfde(answer.text))

    def _verteld(self) -> Gelezen:
        """Events with who hears them, and the letters with who gets them."""
        vragen = {
            "gebeurtenissen": "SELECT type, onderwerp, publiek, dataref, bestemmingen"
            " FROM gebeurtenis_uit ORDER BY nr",
            "brieven": "SELECT persoon, organisatie, onderwerp, tekst FROM bericht_uit ORDER BY nr",
        }
        with self.engine.begin() as tx:
            return {
                ("iedereen", wat, ""): (200, zelfde(str(tx.execute(text(sql)).all())))
                for wat, sql in vragen.items()
            }


def verschil(waar: tuple[str, str, str], nee: tuple[int, str], weg: tuple[int, str]) -> str:
    """Where two answers begin to differ."""
    if nee[0] != weg[0]:
        return f"{waar}: {nee[0]} {weg[0]}"
    paren = enumerate(zip_longest(nee[1], weg[1]))
    begin = next(nr for nr, (een, ander) in paren if een != ander)
    return f"{waar}: {[een[1][max(0, begin - 100) : begin + 100] for een in (nee, weg)]}"


def soorten(operatie: Operatie) -> list[str]:
    """As what an operation answers; of a document that is made anew each time only its facts."""
    inhoud = operatie.spec["responses"].get("200", {}).get("content", {})
    return [een for een in inhoud if een in ("application/json", "text/csv", "image/svg+xml")]


@pytest.fixture
def twee(
    client: TestClient,
    engine: Engine,
    ik: Vraag,
    regio: Regio,
    als_dienst: Callable[[str, str], Headers],
) -> Twee:
    return Twee(client, engine, ik, regio, lambda: als_dienst("gateway", "pool"))


@pytest.mark.parametrize("wie", ["thuis", "inlener", "zelf"])
def test_een_nee_leest_voor_ieder_ander_als_intrekken(twee: Twee, wie: str) -> None:
    nee, weg = twee.vertel(wie, "nee"), twee.vertel(wie, "weg")
    assert [verschil(k, nee[k], weg[k]) for k in nee if weg[k] != nee[k]] == []
    assert not [k for k, (_, tekst) in nee.items() if "Geheim waarom" in tekst]
    gelezen = {wat for (_, wat, _), (status, _) in nee.items() if status == 200}
    verwacht = {
        "GET /inzetten", "GET /inzetten/{id}", "GET /inzetten/{id}/audittrail",
        "GET /inzetten/{id}/voorwaarden", "GET /toewijzingsvoorstellen/{id}",
        "GET /behoeften/{id}/statuswijzigingen", "GET /verbanden/{id}/verdeling",
        "GET /waadi-register", "GET /pools/{id}/agenda", "inzet", "behoefte_overgang",
    }  # fmt: skip
    assert verwacht <= gelezen


def test_een_geweigerde_verlenging_is_er_voor_een_partner_nooit_geweest(
    twee: Twee, drie: Drie, regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a partner reads before it was asked and after the no is the same, version and all."""

    drie.allen_akkoord()
    monkeypatch.setattr(twee, "kijkers", twee.partners)
    inzet = drie.inzet
    dingen = {"pools": inzet["pool"], "behoeften": inzet["behoefte"], "inzetten": inzet["id"]}
    dingen["verbanden"] = str(VERBAND)
    voor = dict(twee.lees("", dingen)), gehoord(twee.engine)
    zelf = gehoord(twee.engine, "organisaties", AA)
    gevraagd = regio.post(f"/inzetten/{drie.inzet['id']}/voorwaarden", drie.inlener(), LANGER)
    versie = gevraagd["gevraagd"]["versie"]
    tussen = dict(twee.lees("", dingen)), gehoord(twee.engine)
    drie.zeg(drie.zelf(), versie, akkoord=False)
    na = dict(twee.lees("", dingen)), gehoord(twee.engine)
    assert voor == tussen == na
    assert gehoord(twee.engine, "organisaties", AA) == zelf + 2  # the parties hear both


def test_een_partner_telt_in_wat_geldt_niet_hoe_vaak_er_nee_is_gezegd(
    twee: Twee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the number of the terms in force nor the version of the inzet counts what was off."""
    monkeypatch.setattr(twee, "kijkers", twee.partners)
    nooit, vaak = twee.verleng(0), twee.verleng(2)
    assert [verschil(k, nooit[k], vaak[k]) for k in nooit if vaak[k] != nooit[k]] == []
    _, tekst = nooit["makelaar", "GET /inzetten/{id}", "application/json"]
    assert "2027-04-30" in tekst
    assert 'gevraagdeVersie":null' in tekst or "gevraagdeVersie" not in tekst


def gehoord(engine: Engine, soort: str = "verbanden", wie: str = str(VERBAND)) -> int:
    """How many events a verband, or an organisation, hears."""
    vraag = text("SELECT count(*) FROM gebeurtenis_uit WHERE publiek @> CAST(:zoek AS jsonb)")
    with engine.begin() as tx:
        return int(tx.execute(vraag, {"zoek": json.dumps({soort: [wie]})}).scalar_one())


def test_wie_nee_zei_leest_dat_wel(twee: Twee, ik: Vraag, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: for the own side the two stories differ, so the comparison can fail."""

    def eigen(_: str) -> Iterator[tuple[str, Headers]]:
        yield "eigen", ik(AA, "hr_adviseur", nu=LATER)

    monkeypatch.setattr(twee, "kijkers", eigen)
    nee, weg = twee.vertel("thuis", "nee"), twee.vertel("thuis", "weg")
    anders = {wat for (wie, wat, soort), v in nee.items() if weg[wie, wat, soort] != v}
    assert {"GET /inzetten/{id}", "GET /inzetten/{id}/voorwaarden"} <= anders
