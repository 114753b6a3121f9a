"""Approved hours of people of Aa at Bee, and a verband that settles them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, CEE, VERBAND, Buur, Vraag, zet_pool
from tests.pool.uren.conftest import Urenboek

MAAND = "2026-09"
NA = datetime(2026, 10, 6, 7, tzinfo=UTC)  # September is over
LATER = datetime(2026, 11, 6, 7, tzinfo=UTC)
# Invented; the numbers have the shape and belong to nobody.
GEGEVENS = {
    "naam": "Proefgemeente", "straat": "Verzonnen straat 1", "postcode": "1000 AA",
    "plaats": "Proefstad", "btwNummer": "NL999000000B01", "publiek": True, "mobiliteit": True,
}  # fmt: skip


class Verrekenboek(Urenboek):
    """Hours, and who settles them; everybody of the verband reads."""

    buur: Buur

    def leden(self, *organisaties: str) -> None:
        for dag in ("2026-09-30", "2026-10-31"):
            pad = f"/intern/verbanden/{VERBAND}/leden?op={dag}"
            self.buur.antwoorden[pad] = {"organisaties": list(organisaties or (AA, BEE, CEE))}

    def convenant(self, **pool: Any) -> None:
        zet_pool(self.engine, **pool)

    def kijkt(self, organisatie: str = CEE, rol: str = "secretaris", **meer: Any) -> Headers:
        return self.ik(organisatie, rol, **{"nu": NA} | meer)

    def gewerkt(self, uren: float = 16, nr: int = 1, **anders: Any) -> tuple[str, str]:
        """An inzet with one week of approved hours: ids of both."""
        inzet = self.inzet(nr, **anders)
        staat = self.dien_in(inzet, uren, nr)
        self.besluit(staat)
        return inzet, staat

    def leegloop(self, uren: float, nr: int = 3) -> None:
        regel = {"soort": "leegloop", "verband": str(VERBAND), "uren": uren}
        week = self.vul([regel], nr=nr)
        self.besluit(week["regels"][0]["urenstaat"], self.thuis())

    def maand(self, maand: str = MAAND, wie: Headers | None = None, status: int = 200) -> Any:
        pad = f"/verbanden/{VERBAND}/verrekenmaanden/{maand}"
        return self.lees(pad, wie or self.kijkt(), status)

    def sluit(
        self,
        maand: str = MAAND,
        wie: Headers | None = None,
        status: int = 201,
        getal: str | None = None,
    ) -> Any:
        getal = getal or self.maand(maand)["controlegetal"]
        inhoud = {"verband": str(VERBAND), "maand": maand, "controlegetal": getal}
        wie = wie or self.kijkt(AA, "makelaar", gebruiker="Mak")
        return self.roep("POST", "/verrekeningen", wie, inhoud, status)

    def vul_gegevens_in(self, *organisaties: str) -> None:
        for oin in organisaties:
            wie = self.kijkt(oin, "beheerder")
            self.roep("PUT", f"/organisaties/{oin}/factuurgegevens", wie, GEGEVENS)

    def ubl(self, factuur: str, wie: Headers, status: int = 200) -> bytes:
        headers = wie | {"Accept": "application/xml"}
        answer = self.client.get(f"{BASE}/facturen/{factuur}", headers=headers)
        assert answer.status_code == status, answer.text
        return answer.content

    def stukken(self, verrekening: str) -> list[dict[str, Any]]:
        return list(self.lees(f"/verrekeningen/{verrekening}/facturen", self.kijkt())["results"])


@pytest.fixture
def boek(client: TestClient, ik: Vraag, engine: Engine, buur: Buur) -> Verrekenboek:
    boek = Verrekenboek(client, ik, engine)
    boek.buur = buur
    boek.leden()
    return boek


def lid(boek: Verrekenboek, regio: Any, nr: int = 3) -> UUID:
    """A member of a pool of Aa, who can have leegloop."""
    return UUID(regio.lid(regio.pool(), 0x400 + nr)["medewerker"])
