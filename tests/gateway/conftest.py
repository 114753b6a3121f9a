"""The rooms of the gateway behind its front door: what they see of a caller is a token."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.gateway.bericht import routes as bericht
from services.gateway.convenant import routes as convenant
from services.gateway.kandidaat import routes as kandidaat
from services.gateway.main import DEELNAME, NOTIFICATIES
from services.gateway.notificatie import routes as notificatie
from services.gateway.organisatie import routes as organisatie
from services.gateway.verband import routes as verbanden
from services.gateway.verwerking import routes as verwerking
from shared.app import create_service
from shared.settings import Settings
from tests.conftest import Headers, Start

NU = datetime(2026, 8, 12, 9, tzinfo=UTC)
TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm"
# Invented organisations with a test OIN (prefix 00000099).
AA, BEE, CEE = (f"0000009900000000{n}000" for n in ("1", "2", "3"))
RIJEN = [
    {"naam": "Gemeente Aa", "tooi_uri": f"{TOOI}9901", "oin": AA, "cao": "CAO Gemeenten"},
    {"naam": "Gemeente Bee", "tooi_uri": f"{TOOI}9902", "oin": BEE},
    {"naam": "Gemeente Cee", "tooi_uri": f"{TOOI}9903", "oin": CEE},
]
LEZEN, BEHEREN = "deelname:lezen", "deelname:beheren"
Als = Callable[..., Headers]


def create_rooms(settings: Settings) -> FastAPI:
    rooms = (organisatie, kandidaat, verbanden, convenant, notificatie, verwerking, bericht)
    apis = (DEELNAME, NOTIFICATIES)
    return create_service(settings, apis=apis, intern=[room.intern for room in rooms])


@pytest.fixture
def kamers(start: Start) -> Iterator[TestClient]:
    """The rooms, on empty tables."""
    with start("gateway", create_rooms) as client:
        yield client


@pytest.fixture
def ik(als: Callable[[str], Als]) -> Als:
    """Headers of a caller with every scope of a participant, on the day of the story."""

    def headers(organisatie: str | None = None, *rollen: str, **meer: Any) -> Headers:
        scopes = {LEZEN, BEHEREN, "gebeurtenissen:lezen"}
        facts = {"nu": NU, "scopes": scopes, "gebruiker": "proefpersoon"} | meer
        return als("gateway")(organisatie=organisatie, rollen=rollen, **facts)

    return headers


@pytest.fixture
def platform(ik: Als) -> Headers:
    return ik(None, "platformbeheerder")


@pytest.fixture
def register(kamers: TestClient, platform: Headers) -> TestClient:
    """The rooms, with three organisations in the register."""
    answer = kamers.post(
        "/deelname/v1/organisatie-importen", headers=platform, json={"rijen": RIJEN}
    )
    assert answer.json()["toegevoegd"] == 3, answer.text
    return kamers


@pytest.fixture
def verband(register: TestClient, platform: Headers) -> UUID:
    """A verband of Aa and Bee, since the start of the year; Cee is not in it."""
    url = "/deelname/v1/verbanden"
    body = {"naam": "Streek Aa en Bee", "beginDatum": "2026-01-01"}
    id = register.post(url, headers=platform, json=body).json()["id"]
    for oin in (AA, BEE):
        lid = {"organisatie": oin, "van": "2026-01-01", "orInstemmingOp": "2026-01-01"}
        answer = register.post(f"{url}/{id}/leden", headers=platform, json=lid)
        assert answer.status_code == 201, answer.text
    afspraak = {"titel": "Gegevensafspraak van de streek", "geslotenOp": "2026-01-01"}
    answer = register.post(f"{url}/{id}/gegevensafspraken", headers=platform, json=afspraak)
    assert answer.status_code == 201, answer.text
    return UUID(id)
