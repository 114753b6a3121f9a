"""A programme of three blocks with hosts of three layers; the worker's work is done by hand."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from services.pool.trainee import rekentaak
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, EIGEN, NU, VERBAND, Regio, Vraag

BLOKKEN = [
    {"van": "2026-10-01", "tot": "2027-02-28"},
    {"van": "2027-03-01", "tot": "2027-08-31"},
    {"van": "2027-09-01", "tot": "2028-02-28"},
]
PROGRAMMA: dict[str, Any] = {
    "verband": str(VERBAND),
    "naam": "Regiotrainees",
    "convenant": "Convenant regio 2026, artikel 4",
    "label": "VNG Trainee",
    "omschrijving": "Drie keer een half jaar.",
    "blokken": BLOKKEN,
    "plaatsen": 5,
    "urenPerWeek": 36,
    "aanmeldenTot": "2026-09-15",
}
GASTEN = {AA: "gemeente", BEE: "waterschap", CEE: "provincie"}
LATER = NU.replace(month=10, day=20)  # in the first block


class Programma:
    """One programme and its people."""

    def __init__(self, client: TestClient, ik: Vraag, regio: Regio) -> None:
        self.client, self.ik, self.regio = client, ik, regio
        self.id = ""

    def leider(self, **meer: Any) -> Headers:
        return self.ik(AA, "makelaar", **meer)

    def zelf(self, nr: int, oin: str = AA, **meer: Any) -> Headers:
        """The person's own login."""
        wie = {"medewerker": UUID(int=0x300 + nr), "scopes": EIGEN, "gebruiker": None}
        return self.ik(oin, "medewerker", **wie | meer)

    def begin(self, **anders: Any) -> str:
        gemaakt = self.regio.post("/traineeprogrammas", self.leider(), PROGRAMMA | anders)
        self.id = str(gemaakt["id"])
        return self.id

    def gast(self, oin: str, ruimte: list[int], status: int = 200, **anders: Any) -> Any:
        inhoud = {"laag": GASTEN.get(oin, "rijk"), "ruimte": ruimte} | anders
        pad = f"/traineeprogrammas/{self.id}/gastplekken/{oin}"
        return self.put(pad, self.leider(), inhoud, status)

    def put(self, pad: str, wie: Headers, inhoud: Any, status: int = 200) -> Any:
        answer = self.client.put(f"{BASE}{pad}", headers=wie, json=inhoud)
        assert answer.status_code == status, answer.text
        return answer.json()

    def zet(self, naar: str, status: int = 200) -> Any:
        pad = f"/traineeprogrammas/{self.id}/statuswijzigingen"
        return self.regio.post(pad, self.leider(), {"naar": naar}, status)

    def open(self, ruimte: dict[str, list[int]] | None = None, **anders: Any) -> str:
        """A programme that people can join, with a place at every host in every block."""
        self.begin(**anders)
        for oin, aantal in (ruimte or {oin: [1, 1, 1] for oin in GASTEN}).items():
            self.gast(oin, aantal, onderwerpen=["water", "data"])
        self.zet("open")
        return self.id

    def trainee(self, nr: int, oin: str = AA, status: int = 201, **anders: Any) -> Any:
        inhoud = {"medewerker": str(UUID(int=0x300 + nr))} | anders
        pad = f"/traineeprogrammas/{self.id}/trainees"
        return self.regio.post(pad, self.ik(oin, "hr_adviseur"), inhoud, status)

    def wens(self, trainee: str, nr: int, oin: str = AA, status: int = 200, **wat: Any) -> Any:
        return self.put(f"/trainees/{trainee}/wensen", self.zelf(nr, oin), wat, status)

    def lees(self, pad: str, wie: Headers, status: int = 200) -> Any:
        answer = self.client.get(f"{BASE}{pad}", headers=wie)
        assert answer.status_code == status, answer.text
        return answer.json()

    def reken(self, nu: datetime = NU) -> dict[str, Any]:
        wie = self.leider(nu=nu)
        rooster = self.regio.post(f"/traineeprogrammas/{self.id}/roosters", wie, {})
        rekentaak.bereken_hier(self.regio.sessions, UUID(rooster["id"]), nu)
        return dict(self.lees(f"/traineeroosters/{rooster['id']}", wie))

    def plaatsen(self, rooster: str, nu: datetime = NU) -> dict[tuple[str, int], Any]:
        pad = f"/traineeroosters/{rooster}/traineeplaatsen?pageSize=100"
        rijen = self.lees(pad, self.leider(nu=nu))["results"]
        return {(een["trainee"], een["blok"]): een for een in rijen}

    def stel_vast(self, rooster: str, status: int = 200, nu: datetime = NU) -> Any:
        pad = f"/traineeroosters/{rooster}/vaststelling"
        return self.regio.post(pad, self.leider(nu=nu), {"reden": "Past."}, status)


@pytest.fixture
def programma(client: TestClient, ik: Vraag, regio: Regio) -> Programma:
    return Programma(client, ik, regio)
