"""A klus of Bee, people of Aa who want to do it, and the makelaar who brings them together."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.pool.klus import verloop
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, EIGEN, NU, VERBAND, Regio, Vraag

GEHEEL: dict[str, Any] = {
    "verband": str(VERBAND),
    "titel": "Buurtbijeenkomsten begeleiden",
    "omschrijving": "Vier avonden per maand.",
    "functie": "jurist",
    "niveau": "medior",
    "urenMin": 6,
    "urenMax": 12,
    "weekpatroon": "dinsdag en donderdag",
    "van": "2026-10-01",
    "tot": "2027-03-31",
    "plaats": "Beestad",
    "sluitingsDatum": "2026-09-15",
}
TERUGKEER = {"terugkeerDatum": "2027-04-01", "terugkeerDoel": "interne_klussen"}


class Klussen:
    """The story of a klus, over the API."""

    def __init__(self, client: TestClient, ik: Vraag, regio: Regio) -> None:
        self.client, self.ik, self.regio = client, ik, regio

    def zelf(self, nr: int = 1, oin: str = AA, **meer: Any) -> Headers:
        """A person's own login."""
        wie = {"medewerker": UUID(int=0x300 + nr), "scopes": EIGEN, "gebruiker": None}
        return self.ik(oin, "medewerker", **wie | meer)

    def baas(self, oin: str = BEE, **meer: Any) -> Headers:
        return self.ik(oin, "leidinggevende", **meer)

    def makelaar(self, **meer: Any) -> Headers:
        return self.ik(CEE, "makelaar", **meer)

    def concept(self, status: int = 201, **anders: Any) -> Any:
        return self.regio.post("/klussen", self.baas(), GEHEEL | anders, status)

    def zet(self, id: str, naar: str, status: int = 201, wie: Headers | None = None) -> Any:
        stap = {"naar": naar, "reden": "Nodig."}
        return self.regio.post(f"/klussen/{id}/statuswijzigingen", wie or self.baas(), stap, status)

    def open(self, **anders: Any) -> str:
        id = str(self.concept(**anders)["id"])
        assert self.zet(id, "open")["status"] == "open"
        return id

    def reageer(
        self, klus: str, nr: int = 1, oin: str = AA, status: int = 201, **anders: Any
    ) -> Any:
        inhoud = {"motivatie": "Graag.", "urenPerWeek": 8} | anders
        return self.regio.post(f"/klussen/{klus}/reacties", self.zelf(nr, oin), inhoud, status)

    def match(
        self, reactie: str, status: int = 201, wie: Headers | None = None, **anders: Any
    ) -> Any:
        inhoud = {"reden": "Past goed.", **TERUGKEER} | anders
        pad = f"/klusreacties/{reactie}/match"
        return self.regio.post(pad, wie or self.makelaar(), inhoud, status)

    def ja(self, inzet: str, wie: Headers, status: int = 201, akkoord: bool = True) -> Any:
        versie = self.lees(f"/inzetten/{inzet}", wie)["gevraagdeVersie"]
        antwoord = {"versie": versie, "akkoord": akkoord}
        return self.regio.post(f"/inzetten/{inzet}/akkoorden", wie, antwoord, status)

    def bekijk(self, inzet: str, nr: int = 1, **anders: Any) -> Any:
        """See what it does to the income."""
        url = f"{BASE}/inzetten/{inzet}/inkomenseffect"
        answer = self.client.put(url, headers=self.zelf(nr), json={"contracturen": 36} | anders)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def drie_keer_ja(self, inzet: str, nr: int = 1) -> Any:
        self.ja(inzet, self.baas(AA))
        self.ja(inzet, self.baas(BEE))
        self.bekijk(inzet, nr)
        return self.ja(inzet, self.zelf(nr))

    def volg(self, nu: Any = NU) -> None:
        """What the worker does every ten seconds."""
        verloop.volg_klussen(self.regio.sessions, nu)

    def lees(self, pad: str, headers: Headers, status: int = 200) -> Any:
        answer = self.client.get(f"{BASE}{pad}", headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def stand(self, klus: str) -> str:
        return str(self.lees(f"/klussen/{klus}", self.baas())["status"])

    def mijn(self, reactie: str, nr: int = 1, oin: str = AA) -> str:
        return str(self.lees(f"/klusreacties/{reactie}", self.zelf(nr, oin))["status"])


@pytest.fixture
def klussen(client: TestClient, ik: Vraag, regio: Regio, engine: Engine) -> Klussen:
    return Klussen(client, ik, regio)
