"""Vacatures on a real database, with a neighbour that answers over real HTTP."""

import json
import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from services.vacatures.main import create_app
from shared.http import Peer
from tests.conftest import Headers, Start, settings_of

BASE = "/vacatures/v1"
# Invented organisations with a test OIN (prefix 00000099).
AA, BEE, CEE, DEE = (f"0000009900000000{n}000" for n in (1, 2, 3, 4))
VERBAND, ANDER_VERBAND = UUID(int=0xAA), UUID(int=0xBB)
# Wednesday 12 August 2026, 9 o'clock in the Netherlands.
NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
INTERN, PARTNERS, OPENBAAR, NA_SLUITING = (
    NU,
    datetime(2026, 8, 19, 22, tzinfo=UTC),
    datetime(2026, 8, 26, 22, tzinfo=UTC),
    datetime(2026, 9, 30, 22, tzinfo=UTC),
)
SCOPES = frozenset(
    {
        "vacatures:lezen",
        "vacatures:schrijven",
        "sollicitaties:lezen",
        "sollicitaties:indienen",
        "sollicitaties:behandelen",
    }
)
VOLLEDIG: dict[str, Any] = {
    "titel": "Planeconoom",
    "omschrijving": "U rekent aan gebiedsontwikkeling.",
    "functie": "planeconoom",
    "niveau": "senior",
    "urenMin": 32,
    "urenMax": 36,
    "schaalMin": "11",
    "schaalMax": "11",
    "salarisMin": 446500,
    "salarisMax": 634300,
    "contractsoort": "vast",
    "plaats": "Aadorp",
    "sluitingsDatum": "2026-09-30",
}
Vraag = Callable[..., Headers]


def convenant(verband: UUID = VERBAND, versie: int = 1, **anders: Any) -> dict[str, Any]:
    """The default agreements as the gateway tells them."""
    ja, wacht, nee = ((True, "ja"), (True, "aangehouden"), (False, "nee"))
    soorten = (
        "herplaatsing",
        "intern",
        "inleenkracht",
        "herplaatsing_partner",
        "partner",
        "doorverwezen",
        "extern",
    )

    def fase(naam: str, werkdagen: int | None, modus: str, *rij: tuple[bool, str]) -> Any:
        toegang = {
            soort: {"zichtbaar": z, "solliciteren": s}
            for soort, (z, s) in zip(soorten, rij, strict=True)
        }
        return {"naam": naam, "werkdagen": werkdagen, "modus": modus, "toegang": toegang}

    return {
        "verband": str(verband),
        "versie": versie,
        "status": "van_kracht",
        "geldigVanaf": "2026-01-01",
        "fasen": [
            fase("intern", 5, "exclusief", ja, ja, ja, wacht, nee, nee, nee),
            fase("partners", 5, "voorrang_bij_passend", ja, ja, ja, ja, ja, wacht, nee),
            fase("openbaar", None, "gelijke_geschiktheid", ja, ja, ja, ja, ja, ja, ja),
        ],
        "kandidaatvolgorde": [
            ["herplaatsing"],
            ["intern", "inleenkracht"],
            ["herplaatsing_partner"],
            ["partner"],
            ["doorverwezen"],
            ["extern"],
        ],
        "partnerTeltAlsIntern": False,
        "bijEigenEnPartnerPassend": "eigen_eerst",
        "contractbehoud": True,
        "opzegtermijnMaanden": 2,
        "voltijdUrenPerWeek": 36,
        "maximumWerkdagenPerFase": 20,
        "functies": [],
    } | anders


class Buur:
    """A neighbour on a real port: what it is told to answer, per path; anything else is a 404."""

    def __init__(self) -> None:
        self.antwoorden: dict[str, Any] = {
            f"/intern/convenanten/{VERBAND}/1": convenant(),
            f"/intern/convenanten/{ANDER_VERBAND}/1": convenant(ANDER_VERBAND),
        }
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
def client(start: Start, buur: Buur, database: dict[str, str]) -> Iterator[TestClient]:
    """Vacatures on empty tables."""
    with start("vacatures", create_app) as client:
        settings = settings_of("vacatures", database, gateway_url=buur.url)
        client.app.state.gateway = Peer(settings, "gateway")  # type: ignore[attr-defined]
        yield client


@pytest.fixture
def ik(als: Callable[[str], Vraag]) -> Vraag:
    """Headers of a caller with every scope, at a moment of the story.

    A token shifts the clock by whole seconds. One shift for the whole test, so that a moment is
    never before an earlier one: it is at most as much later as the test has taken.
    """
    verschil = math.ceil((NU - datetime.now(UTC)).total_seconds())

    def headers(
        organisatie: str | None = None, *rollen: str, nu: datetime = NU, **meer: Any
    ) -> Headers:
        facts = {"scopes": SCOPES, "gebruiker": "proefpersoon"} | meer
        facts["nu"] = datetime.now(UTC) + timedelta(seconds=verschil) + (nu - NU)
        facts.setdefault("verbanden", [(VERBAND, 1)] if organisatie in (AA, BEE) else [])
        return als("vacatures")(organisatie=organisatie, rollen=rollen, **facts)

    return headers


@pytest.fixture
def recruiter(ik: Vraag) -> Vraag:
    """The recruiter of Aa, the employer in most tests."""
    return lambda **meer: ik(meer.pop("organisatie", AA), "recruiter", **meer)


@pytest.fixture
def kijkers(ik: Vraag) -> dict[str, Vraag]:
    """Everybody who can look, by name: a function of the moment that gives headers."""
    ids = {naam: uuid4() for naam in ("eigen", "partner", "elders", "herplaatsing_partner")}

    def wie(organisatie: str | None, *rollen: str, naam: str = "", **meer: Any) -> Vraag:
        if naam:
            meer["medewerker"] = ids[naam]
        return lambda nu=NU: ik(organisatie, *rollen, nu=nu, **meer)

    return {
        "eigen recruiter": wie(AA, "recruiter"),
        "eigen medewerker": wie(AA, "medewerker", naam="eigen"),
        "eigen intranet": wie(AA),
        "partner": wie(BEE, "medewerker", naam="partner"),
        "partner recruiter": wie(BEE, "recruiter"),
        "partner herplaatsing": wie(
            BEE, "medewerker", naam="herplaatsing_partner", herplaatsing=True
        ),
        "elders": wie(CEE, "medewerker", naam="elders"),
        "elders recruiter": wie(CEE, "recruiter"),
        "vacaturebank": wie(None),
        "anoniem": lambda nu=NU: _anoniem(ik, nu),
    }


def _anoniem(ik: Vraag, nu: datetime) -> Headers:
    """Nobody: the gateway signs an empty caller, so that the clock is the system's."""
    return ik(None, client=None, nu=nu, scopes=frozenset(), gebruiker=None)


def nieuw(client: TestClient, headers: Headers, **anders: Any) -> str:
    """Id of a new, complete concept."""
    answer = client.post(f"{BASE}/vacatures", headers=headers, json=VOLLEDIG | anders)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def open_(client: TestClient, headers: Headers, id: str, **keuze: Any) -> dict[str, Any]:
    """Open a vacancy."""
    answer = client.post(f"{BASE}/vacatures/{id}/openstelling", headers=headers, json=keuze)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.fixture
def vacature(client: TestClient, recruiter: Vraag) -> str:
    """Id of a vacancy of Aa, opened on the first day of the story."""
    id = nieuw(client, recruiter())
    open_(client, recruiter(), id)
    return id


def later(moment: datetime, **meer: float) -> datetime:
    return moment + timedelta(**meer)
