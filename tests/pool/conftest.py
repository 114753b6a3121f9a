"""Pool on a real database; who asks is a token as the gateway signs it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Convenant
from services.pool.main import create_app
from services.pool.toewijzing import rekentaak
from shared import db
from shared.http import Peer
from tests.conftest import Headers, Start, settings_of

BASE = "/pool/v1"
# Invented organisations with a test OIN (prefix 00000099).
AA, BEE, CEE, DEE = (f"0000009900000000{n}000" for n in (1, 2, 3, 4))
VERBAND, ANDER_VERBAND = UUID(int=0xAA), UUID(int=0xBB)
NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
SCOPES = frozenset({"pool:lezen", "pool:schrijven", "toewijzing:beslissen"})
EIGEN = frozenset({"pool:lezen", "eigen:beheren"})
KEUZES = {
    "doelgroep": "Planeconomen en juristen, medior en senior.",
    "afzender": "Proefregio",
    "roulatiesysteem": "Gelijk deel per organisatie.",
    "doelen": "Minder inhuur.",
    "kostenEnUren": "Brutoloon.",
}
Vraag = Callable[..., Headers]


class Buur:
    """The gateway on a real port: it tells what is put in `antwoorden`, per path."""

    def __init__(self) -> None:
        self.antwoorden: dict[str, Any] = {}
        self.gevraagd: list[str] = []
        buur = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                buur.gevraagd.append(self.path)
                found = buur.antwoorden.get(self.path)
                self.send_response(404 if found is None else 200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(found).encode())

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def buur() -> Iterator[Buur]:
    buur = Buur()
    yield buur
    buur.server.shutdown()
    buur.server.server_close()


@pytest.fixture
def client(start: Start, database: dict[str, str], buur: Buur) -> Iterator[TestClient]:
    """Pool on empty tables, with a gateway that knows no convenant until a test says so."""
    with start("pool", create_app) as client:
        settings = settings_of("pool", database, gateway_url=buur.url)
        client.app.state.gateway = Peer(settings, "gateway")  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def engine(client: TestClient, migrated: Callable[[str], Engine]) -> Engine:
    return migrated("pool")


@pytest.fixture
def gebeurtenissen(engine: Engine) -> Callable[[], list[db.Gebeurtenis]]:
    """What was told so far, oldest first."""

    def lees() -> list[db.Gebeurtenis]:
        with Session(engine) as tx:
            return list(tx.scalars(select(db.Gebeurtenis).order_by(db.Gebeurtenis.nr)))

    return lees


@pytest.fixture
def verwerkingen(engine: Engine) -> Callable[[], list[tuple[str, UUID]]]:
    """Which processing of whose data was recorded, oldest first."""

    def lees() -> list[tuple[str, UUID]]:
        with Session(engine) as tx:
            rows = tx.scalars(select(db.Verwerking).order_by(db.Verwerking.nr))
            return [(row.activiteit, row.betrokkene) for row in rows]

    return lees


@pytest.fixture
def ik(als: Callable[[str], Vraag]) -> Vraag:
    """Headers of a caller with every scope; Aa, Bee and Cee are in the verband, Dee is not."""

    def headers(organisatie: str | None, *rollen: str, **meer: Any) -> Headers:
        facts = {"nu": NU, "scopes": SCOPES, "gebruiker": "proefpersoon"} | meer
        lid = organisatie in (AA, BEE, CEE)
        facts.setdefault("verbanden", [(VERBAND, 1)] if lid else [(ANDER_VERBAND, 1)])
        return als("pool")(organisatie=organisatie, rollen=rollen, **facts)

    return headers


@pytest.fixture
def makelaar(ik: Vraag) -> Vraag:
    """The makelaar of Aa, or of another organisation."""
    return lambda organisatie=AA, **meer: ik(organisatie, "makelaar", **meer)


class Regio:
    """Makes the story of a test: pools, members, needs and proposals, over the API."""

    def __init__(self, client: TestClient, makelaar: Vraag) -> None:
        self.client = client
        self.makelaar = makelaar
        self.sessions = client.app.state.sessions  # type: ignore[attr-defined]

    def post(self, pad: str, headers: Headers, inhoud: Any, status: int = 201) -> dict[str, Any]:
        answer = self.client.post(f"{BASE}{pad}", headers=headers, json=inhoud)
        assert answer.status_code == status, answer.text
        return dict(answer.json())

    def pool(self, **anders: Any) -> str:
        inhoud = {"verband": str(VERBAND), "naam": "Proefpool", "keuzes": KEUZES} | anders
        return str(self.post("/pools", self.makelaar(), inhoud)["id"])

    def lid(
        self,
        pool: str,
        nummer: int,
        organisatie: str = AA,
        toestemming: bool | None = True,
        **anders: Any,
    ) -> dict[str, Any]:
        """A member, who says himself whether to be proposed (None: says nothing)."""
        inhoud = {
            "medewerker": str(UUID(int=0x100 + nummer)),
            "functies": [{"functie": "planeconoom", "niveau": "senior"}],
            "urenPerWeek": 32,
            "beschikbaarVan": "2026-08-01",
        } | anders
        lid = self.post(f"/pools/{pool}/leden", self.makelaar(organisatie), inhoud)
        if toestemming is not None:
            self.zeg(lid, toestemming)
        return lid

    def zelf(self, lid: dict[str, Any], **meer: Any) -> Headers:
        """The member's own login."""
        wie = {"medewerker": UUID(lid["medewerker"]), "scopes": EIGEN, "gebruiker": None}
        return self.makelaar(lid["thuisorganisatie"], **wie | meer)

    def zeg(self, lid: dict[str, Any], ja: bool) -> None:
        url = f"{BASE}/leden/{lid['id']}/toestemming"
        answer = self.client.put(url, headers=self.zelf(lid), json={"ja": ja})
        assert answer.status_code == 200, answer.text

    def behoefte(self, organisatie: str = BEE, **anders: Any) -> dict[str, Any]:
        inhoud = {
            "titel": "Planeconoom",
            "functie": "planeconoom",
            "niveau": "medior",
            "urenMin": 16,
            "urenMax": 16,
            "van": "2026-09-01",
            "tot": "2027-02-28",
        } | anders
        return self.post("/behoeften", self.makelaar(organisatie), inhoud)

    def voorstel(self, pool: str, weken: int | None = None, **anders: Any) -> dict[str, Any]:
        """A proposal that is computed, as the worker would do it."""
        inhoud = {"horizonWeken": weken} if weken else {}
        gevraagd = self.vraag_voorstel(pool, inhoud, **anders)
        if gevraagd["status"] == "in_berekening":
            rekentaak.bereken_hier(self.sessions, UUID(gevraagd["id"]), lambda: NU)
        pad = f"{BASE}/toewijzingsvoorstellen/{gevraagd['id']}"
        answer = self.client.get(pad, headers=self.makelaar(**anders))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def vraag_voorstel(self, pool: str, inhoud: Any, **anders: Any) -> dict[str, Any]:
        """A proposal that still has to be computed, or the one that was there already."""
        pad = f"{BASE}/pools/{pool}/toewijzingsvoorstellen"
        answer = self.client.post(pad, headers=self.makelaar(**anders), json=inhoud)
        assert answer.status_code in (200, 201), answer.text
        return dict(answer.json())

    def besluit(
        self,
        voorstel: str,
        regel: str,
        status: int = 201,
        headers: Headers | None = None,
        **inhoud: Any,
    ) -> dict[str, Any]:
        pad = f"/toewijzingsvoorstellen/{voorstel}/regels/{regel}/besluiten"
        inhoud = {"besluit": "bevestigd", "reden": "Past goed."} | inhoud
        return self.post(pad, headers or self.makelaar(), inhoud, status)


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and path of the API."""
    paden = client.get(f"{BASE}/openapi.json").json()["paths"]
    return [
        (methode.upper(), pad)
        for pad, item in paden.items()
        for methode in item
        if methode in ("get", "post", "patch", "put", "delete")
    ]


@pytest.fixture
def regio(client: TestClient, makelaar: Vraag) -> Regio:
    return Regio(client, makelaar)


def zet_pool(engine: Engine, **pool: Any) -> None:
    """What the verband agreed on about its pools, from the beginning of the year."""
    inhoud = {"geldigVanaf": "2026-01-01", "pool": pool}
    with Session(engine) as tx:
        tx.add(Convenant(verband=VERBAND, versie=1, inhoud=inhoud))
        tx.commit()
