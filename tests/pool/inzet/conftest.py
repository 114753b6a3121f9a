"""An inzet and the three who must agree to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from shared.http import Peer
from tests.conftest import Headers, settings_of
from tests.pool.conftest import AA, BASE, BEE, Regio, Vraag

EIGEN = frozenset({"pool:lezen", "eigen:beheren"})
TERUGKEER = {"terugkeerDatum": "2027-03-01", "terugkeerDoel": "oude_functie"}


class Drie:
    """Thuisorganisatie, inlener and medewerker of one inzet, each with an own token."""

    def __init__(self, client: TestClient, ik: Vraag, regio: Regio, inzet: dict[str, Any]) -> None:
        self.client, self.ik, self.regio, self.inzet = client, ik, regio, inzet
        self.pad = f"{BASE}/inzetten/{inzet['id']}"

    def thuis(self, **meer: Any) -> Headers:
        return self.ik(AA, "hr_adviseur", **meer)

    def inlener(self, **meer: Any) -> Headers:
        return self.ik(BEE, "leidinggevende", **meer)

    def zelf(self, **meer: Any) -> Headers:
        """The person's own login."""
        wie = {"medewerker": UUID(self.inzet["medewerker"]), "scopes": EIGEN, "gebruiker": None}
        return self.ik(AA, "medewerker", **wie | meer)

    def intranet(self, **meer: Any) -> Headers:
        """The same person, for whom the employer's machine vouches."""
        return self.zelf(**{"scopes": frozenset({"pool:lezen"})} | meer)

    @property
    def allen(self) -> tuple[Any, ...]:
        return self.thuis, self.inlener, self.zelf

    def terugkeer(self, **meer: Any) -> dict[str, Any]:
        answer = self.client.patch(self.pad, headers=self.thuis(**meer), json=TERUGKEER)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def zeg(self, wie: Headers, versie: int, status: int = 201, **inhoud: Any) -> dict[str, Any]:
        inhoud = {"versie": versie, "akkoord": True} | inhoud
        return self.regio.post(f"/inzetten/{self.inzet['id']}/akkoorden", wie, inhoud, status)

    def allen_akkoord(self, versie: int | None = None, **meer: Any) -> dict[str, Any]:
        """Three yeses to what is asked; the return is recorded first when it is not."""
        if versie is None:
            versie = int(self.terugkeer(**meer)["gevraagdeVersie"])
        laatste: dict[str, Any] = {}
        for wie in self.allen:
            laatste = self.zeg(wie(**meer), versie)
        return laatste

    def zonder_opzegtermijn(self, **meer: Any) -> dict[str, Any]:
        """All three agree that it may end on any day."""
        korter = {"opzegtermijnWeken": 0, "reden": "In overleg"}
        pad = f"/inzetten/{self.inzet['id']}/voorwaarden"
        na = self.regio.post(pad, self.inlener(**meer), korter)
        return self.allen_akkoord(na["gevraagd"]["versie"], **meer)


@pytest.fixture
def voorgesteld(regio: Regio, client: TestClient, makelaar: Vraag) -> dict[str, Any]:
    """A member of Aa is proposed at Bee, 1 September 2026 to 28 February 2027, 16 hours."""
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.behoefte(BEE)
    voorstel = regio.voorstel(pool)
    regel = regio.besluit(voorstel["id"], voorstel["regels"][0]["id"])
    pad = f"{BASE}/inzetten/{regel['besluit']['inzet']}"
    return dict(client.get(pad, headers=makelaar()).json())


@pytest.fixture
def drie(client: TestClient, ik: Vraag, regio: Regio, voorgesteld: dict[str, Any]) -> Drie:
    return Drie(client, ik, regio, voorgesteld)


@pytest.fixture
def inzet(drie: Drie) -> dict[str, Any]:
    """The same, after three yeses."""
    return drie.allen_akkoord()


@pytest.fixture
def settings_naar(client: TestClient, database: dict[str, str]) -> Callable[[str], None]:
    """Let the service look for its gateway somewhere else."""

    def naar(url: str) -> None:
        peer = Peer(settings_of("pool", database, gateway_url=url), "gateway")
        client.app.state.gateway = peer  # type: ignore[attr-defined]

    return naar
