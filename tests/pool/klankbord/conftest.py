"""Experts of nowhere, people and organisations of the verband who ask; all over HTTP."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, EIGEN, VERBAND, Regio, Vraag

EXPERT: dict[str, Any] = {
    "verband": str(VERBAND),
    "onderwerpen": ["aanbesteden", "wonen"],
    "soorten": ["bestuurlijk", "technisch", "persoonlijk"],
    "ervaring": "Lang wethouder (verzonnen).",
    "onafhankelijk": True,
}


class Klankbord:
    """The story of this room, over the API."""

    def __init__(self, client: TestClient, ik: Vraag, regio: Regio) -> None:
        self.client, self.ik, self.regio = client, ik, regio

    def buiten(self, nr: int = 1, **meer: Any) -> Headers:
        """Somebody who works for no member, with an own login."""
        wie = {"medewerker": UUID(int=0x300 + nr), "scopes": EIGEN, "gebruiker": None}
        return self.ik(None, **wie | {"verbanden": []} | meer)

    def zelf(self, nr: int = 1, oin: str = AA, **meer: Any) -> Headers:
        """An employee with an own login."""
        wie = {"medewerker": UUID(int=0x400 + nr), "scopes": EIGEN, "gebruiker": None}
        return self.ik(oin, "medewerker", **wie | meer)

    def makelaar(self, oin: str = BEE, **meer: Any) -> Headers:
        return self.ik(oin, "makelaar", **meer)

    def expert(self, nr: int = 1, opgenomen: bool = True, **anders: Any) -> str:
        """An expert in the register; the id."""
        id = str(self.regio.post("/klankbordexperts", self.buiten(nr), EXPERT | anders)["id"])
        if opgenomen:
            pad = f"/klankbordexperts/{id}/opname"
            self.doe("PUT", pad, self.makelaar(), 200, opgenomen=True)
        return id

    def vraag(self, wie: Headers, soort: str = "bestuurlijk", **anders: Any) -> str:
        inhoud = {"verband": str(VERBAND), "soort": soort, "onderwerpen": ["wonen"]}
        inhoud |= {"tekst": "Wilt u meedenken?"}
        return str(self.regio.post("/klankbordvragen", wie, inhoud | anders)["id"])

    def doe(self, methode: str, pad: str, wie: Headers, status: int, **inhoud: Any) -> Any:
        body = inhoud if inhoud or methode != "GET" else None
        answer = self.client.request(methode, f"{BASE}{pad}", headers=wie, json=body)
        assert answer.status_code == status, (pad, answer.text)
        return answer.json() if answer.content else None

    def lees(self, pad: str, wie: Headers, status: int = 200) -> Any:
        return self.doe("GET", pad, wie, status)

    def koppel(self, vraag: str, expert: str, wie: Headers | None = None, status: int = 201) -> Any:
        pad = f"/klankbordvragen/{vraag}/koppelingen"
        return self.doe("POST", pad, wie or self.makelaar(), status, expert=expert)

    def gekoppeld(self, vraag: str, nr: int = 1, **anders: Any) -> str:
        """An expert who said yes to this question; the id of the match."""
        id = str(self.koppel(vraag, self.expert(nr, **anders))["id"])
        self.doe("POST", f"/klankbordkoppelingen/{id}/antwoord", self.buiten(nr), 200, ja=True)
        return id


@pytest.fixture
def klankbord(client: TestClient, ik: Vraag, regio: Regio, engine: Engine) -> Klankbord:
    return Klankbord(client, ik, regio)
