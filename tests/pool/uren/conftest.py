"""Hours of people of Aa who work at Bee, over the API."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.pool.inzet.tables import Inzet, InzetVoorwaarden
from shared import db
from tests.conftest import Headers
from tests.pool.conftest import AA, BASE, BEE, EIGEN, NU, VERBAND, Vraag

WEEK, GESPLITST = "2026-W37", "2026-W40"  # 7 September; 28 September to 4 October
NA = datetime(2026, 10, 6, 7, tzinfo=UTC)  # both weeks are over


class Urenboek:
    """Who writes and decides about hours, each with an own token."""

    def __init__(self, client: TestClient, ik: Vraag, engine: Engine) -> None:
        self.client, self.ik, self.engine = client, ik, engine

    def inzet(self, nr: int = 1, thuis: str = AA, inlener: str = BEE, **anders: Any) -> str:
        """A confirmed inzet of 16 hours from 1 September, paid by the hour."""
        id = uuid4()
        feiten: dict[str, Any] = {
            "id": id, "verband": VERBAND, "medewerker": self.mens(nr), "thuisorganisatie": thuis,
            "inlener": inlener, "uren_per_week": Decimal(16), "van": date(2026, 9, 1),
            "tot": date(2027, 2, 28), "status": "bevestigd", "uitleg": "Proef.", "reden": "Proef.",
            "besloten_door": "proefpersoon", "besloten_op": NU,
        }  # fmt: skip
        feiten |= anders
        voorwaarden = {naam: feiten[naam] for naam in ("uren_per_week", "van", "tot")}
        with Session(self.engine) as tx:
            tx.add(Inzet(**feiten))
            tx.flush()
            tx.add(
                InzetVoorwaarden(
                    inzet_id=id, versie=1, werkzaamheden="Proef", leiding="Proef",
                    variant="loondoorbetaling", tarief_grondslag="integraal",
                    tarief_cent_per_uur=8000, opzegtermijn_weken=4, reden="Proef",
                    door="proefpersoon", op=NU, **voorwaarden,
                )
            )  # fmt: skip
            tx.commit()
        return str(id)

    @staticmethod
    def mens(nr: int) -> UUID:
        return UUID(int=0x500 + nr)

    def zelf(self, nr: int = 1, thuis: str = AA, **meer: Any) -> Headers:
        """The person's own login."""
        wie = {"medewerker": self.mens(nr), "scopes": EIGEN, "gebruiker": None, "nu": NA}
        return self.ik(thuis, "medewerker", **wie | meer)

    def inlener(self, gebruiker: str | None = "Bea", **meer: Any) -> Headers:
        return self.ik(BEE, "leidinggevende", **{"nu": NA, "gebruiker": gebruiker} | meer)

    def thuis(self, gebruiker: str = "Anja", **meer: Any) -> Headers:
        return self.ik(AA, "hr_adviseur", **{"nu": NA, "gebruiker": gebruiker} | meer)

    def roep(
        self, methode: str, pad: str, wie: Headers, inhoud: Any = None, status: int = 200
    ) -> Any:
        answer = self.client.request(methode, f"{BASE}{pad}", headers=wie, json=inhoud)
        assert answer.status_code == status, answer.text
        return answer.json()

    def lees(self, pad: str, wie: Headers, status: int = 200) -> Any:
        return self.roep("GET", pad, wie, status=status)

    def week(self, week: str = WEEK, nr: int = 1) -> dict[str, Any]:
        return dict(self.lees(f"/urenweken/{week}", self.zelf(nr)))

    def vul(
        self,
        regels: list[dict[str, Any]],
        *,
        week: str = WEEK,
        nr: int = 1,
        indienen: bool = True,
        status: int = 200,
        wie: Headers | None = None,
    ) -> Any:
        inhoud = {"regels": regels, "indienen": indienen}
        return self.roep("PUT", f"/urenweken/{week}", wie or self.zelf(nr), inhoud, status)

    def dien_in(self, inzet: str, uren: float = 16, nr: int = 1, **anders: Any) -> str:
        """One line sent; its id."""
        regel = {"soort": "inzet", "inzet": inzet, "uren": uren}
        week = self.vul([regel | anders], nr=nr)
        (staat,) = (een["urenstaat"] for een in week["regels"] if een["inzet"] == inzet)
        return str(staat)

    def besluit(self, id: str, wie: Headers | None = None, status: int = 200, **inhoud: Any) -> Any:
        pad, wie = f"/urenstaten/{id}/besluit", wie or self.inlener()
        return self.roep("POST", pad, wie, {"akkoord": True} | inhoud, status)

    def corrigeer(self, id: str, uren: float, wie: Headers | None = None, status: int = 201) -> Any:
        inhoud = {"uren": uren, "reden": "Vergeten."}
        pad = f"/urenstaten/{id}/correcties"
        return self.roep("POST", pad, wie or self.zelf(), inhoud, status)

    def berichten(self) -> list[tuple[str, str]]:
        """To whom and about what, in order."""
        with Session(self.engine) as tx:
            rijen = tx.scalars(select(db.Bericht).order_by(db.Bericht.nr))
            return [(str(een.persoon or een.organisatie), str(een.onderwerp)) for een in rijen]


@pytest.fixture
def boek(client: TestClient, ik: Vraag, engine: Engine) -> Urenboek:
    return Urenboek(client, ik, engine)
