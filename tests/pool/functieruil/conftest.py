"""People of three organisations who want to swap; the calculation as the worker does it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.pool.functieruil import rekentaak
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, EIGEN, NU, VERBAND, Regio, Vraag

WERK = {AA: "planeconoom", BEE: "jurist", CEE: "vergunningverlener"}
GEHEEL: dict[str, Any] = {
    "verband": str(VERBAND),
    "niveau": "medior",
    "urenPerWeek": 32,
    "van": "2026-10-01",
    "tot": "2027-03-31",
    "geldigTot": "2026-12-31",
}


class Ruilers:
    """Who wants to swap, over the API."""

    def __init__(self, client: TestClient, ik: Vraag, regio: Regio) -> None:
        self.client, self.ik, self.regio = client, ik, regio

    def zelf(self, nr: int, oin: str, **meer: Any) -> Headers:
        """The person's own login."""
        wie = {"medewerker": UUID(int=0x200 + nr), "scopes": EIGEN, "gebruiker": None}
        return self.ik(oin, "medewerker", **wie | meer)

    def wens(self, nr: int, oin: str, zoekt: str, status: int = 201, **anders: Any) -> Any:
        kan = [
            {"functie": zoekt, "niveau": "medior"},
            {"functie": WERK[oin], "niveau": "medior"},
        ]
        inhoud = GEHEEL | {"functie": WERK[oin], "kan": kan, "zoekt": [zoekt]} | anders
        return self.regio.post("/ruilwensen", self.zelf(nr, oin), inhoud, status)

    def makelaar(self, **meer: Any) -> Headers:
        return self.ik(AA, "makelaar", **meer)

    def reken(self) -> dict[str, Any]:
        ronde = self.regio.post("/ruilrondes", self.makelaar(), {"verband": str(VERBAND)})
        return self.klaar(ronde["id"])

    def klaar(self, id: str) -> dict[str, Any]:
        rekentaak.bereken_hier(self.regio.sessions, UUID(id), NU)
        return dict(self.lees(f"/ruilrondes/{id}", self.makelaar()))

    def lees(self, pad: str, headers: Headers, status: int = 200) -> Any:
        answer = self.client.get(f"{BASE}{pad}", headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def kring(self, nr: int, oin: str) -> dict[str, Any]:
        """The one ring that this person is in."""
        (een,) = self.lees("/ruilkringen", self.zelf(nr, oin))["results"]
        return dict(een)

    def zeg(self, kring: str, wie: Headers, ja: bool = True, status: int = 200) -> Any:
        return self.regio.post(f"/ruilkringen/{kring}/antwoorden", wie, {"ja": ja}, status)

    def bezig(self) -> dict[str, Any]:
        """The calculation that waits for the worker."""
        alle = self.lees("/ruilrondes", self.makelaar())["results"]
        (een,) = (ronde for ronde in alle if ronde["status"] == "in_berekening")
        return dict(een)

    def paar(self) -> str:
        """Aa and Bee change places; both said yes."""
        self.wens(1, AA, "jurist")
        self.wens(2, BEE, "planeconoom")
        self.reken()
        id = str(self.kring(1, AA)["id"])
        self.zeg(id, self.zelf(1, AA))
        self.zeg(id, self.zelf(2, BEE))
        return id

    def leg_vast(self, id: str) -> list[str]:
        """The inzetten of the ring."""
        wat = {"reden": "Past voor allemaal."}
        kring = self.regio.post(f"/ruilkringen/{id}/vastlegging", self.makelaar(), wat, 200)
        return [een["inzet"] for een in kring["schakels"]]


@pytest.fixture
def ruilers(client: TestClient, ik: Vraag, regio: Regio, engine: Engine) -> Ruilers:
    return Ruilers(client, ik, regio)


Lezer = Callable[[], list[Any]]
