"""The gateway's copies go when a service says so, and records of processing after their term."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.gateway.bewaren import storage
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.main import create_app
from shared import verwerking
from shared.caller import Caller
from shared.http import Peer
from tests.conftest import Headers, Start, settings_of
from tests.gateway.conftest import AA, NU, Als

WISSINGEN = "/intern/wissingen"
SOLLICITATIE = "/vacatures/v1/sollicitaties"


class Pool:
    """Pool on a real port: whom it still knows, or away."""

    def __init__(self) -> None:
        self.bekend: list[str] = []
        self.weg = False
        pool = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = [id for id in asked["personen"] if id in pool.bekend]
                self.send_response(503 if pool.weg else 200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps({"personen": known}).encode())

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.server.shutdown()
    pool.server.server_close()


@pytest.fixture
def gateway(start: Start, database: dict[str, str], pool: Pool) -> Any:
    with start("gateway", create_app) as client:
        url = f"http://127.0.0.1:{pool.server.server_address[1]}"
        settings = settings_of("gateway", database, pool_url=url)
        client.app.state.buren["pool"] = Peer(settings, "pool")  # type: ignore[attr-defined]
        yield client


def test_who_thinks_along_in_pool_stays_reachable(
    gateway: TestClient, peer: Headers, pool: Pool, migrated: Callable[[str], Engine]
) -> None:
    blijft, weg = kandidaat(migrated("gateway")), kandidaat(migrated("gateway"))
    body = {"personen": [str(blijft), str(weg)], "onderwerpen": []}
    pool.weg = True
    assert gateway.post(WISSINGEN, headers=peer, json=body).status_code == 503
    assert gateway.get(f"/intern/medewerkers/{weg}", headers=peer).status_code == 200
    leeg: dict[str, list[str]] = {"personen": [], "onderwerpen": []}
    assert gateway.post(WISSINGEN, headers=peer, json=leeg).status_code == 204
    pool.weg, pool.bekend = False, [str(blijft)]
    assert gateway.post(WISSINGEN, headers=peer, json=body).status_code == 204
    for id, status in ((blijft, 200), (weg, 404)):
        assert gateway.get(f"/intern/medewerkers/{id}", headers=peer).status_code == status


@pytest.fixture
def peer(als_dienst: Callable[[str, str], Headers]) -> Headers:
    return als_dienst("vacatures", "gateway")


def kandidaat(engine: Engine) -> UUID:
    with Session(engine) as tx, tx.begin():
        row = kandidaten.add(tx, "Sam Proef", "sam@example.org", None, NU)
        return row.id


def gebeurtenis(onderwerp: UUID) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "type": "sollicitatie-ontvangen",
        "onderwerp": str(onderwerp),
        "publiek": {"openbaar": True, "organisaties": [], "verbanden": [], "rollen": []},
        "dataref": f"{SOLLICITATIE}/{onderwerp}/statuswijzigingen",
        "op": NU.isoformat(),
    }


def test_an_outsider_and_what_events_were_about_are_forgotten(
    gateway: TestClient, peer: Headers, migrated: Callable[[str], Engine]
) -> None:
    engine = migrated("gateway")
    weg, blijft = kandidaat(engine), kandidaat(engine)
    gewist, ander = uuid4(), uuid4()
    meldingen = [gebeurtenis(gewist), gebeurtenis(ander), gebeurtenis(gewist)]
    answer = gateway.post("/intern/gebeurtenissen", headers=peer, json=meldingen)
    assert answer.status_code == 204, answer.text
    body = {"personen": [str(weg)], "onderwerpen": [str(gewist)]}
    for _ in range(2):  # told twice is told once
        assert gateway.post(WISSINGEN, headers=peer, json=body).status_code == 204
    assert gateway.get(f"/intern/medewerkers/{weg}", headers=peer).status_code == 404
    assert gateway.get(f"/intern/medewerkers/{blijft}", headers=peer).status_code == 200
    with engine.connect() as tx:
        rows = tx.execute(text("SELECT id::text, onderwerp, dataref FROM gebeurtenis ORDER BY nr"))
        events = rows.all()
    # Kind, moment and place in the feed stay: a reader's cursor stays good.
    assert [row.id for row in events] == [een["id"] for een in meldingen]
    assert [row.dataref for row in events] == [
        SOLLICITATIE,
        f"{SOLLICITATIE}/{ander}/statuswijzigingen",
        SOLLICITATIE,
    ]
    assert events[1].onderwerp == ander
    assert gewist not in {row.onderwerp for row in events}


def test_only_a_peer_service_may_say_so(gateway: TestClient, als: Callable[[str], Als]) -> None:
    body: dict[str, list[str]] = {"personen": [], "onderwerpen": []}
    for headers in ({}, als("gateway")(organisatie=AA, rollen=["platformbeheerder"])):
        answer = gateway.post(WISSINGEN, headers=headers, json=body)
        assert answer.status_code in (401, 404)
        assert gateway.get(f"/intern/dossiers/{uuid4()}", headers=headers).status_code in (401, 404)


def test_the_own_file_tells_contact_messages_and_who_read(
    gateway: TestClient, peer: Headers, migrated: Callable[[str], Engine]
) -> None:
    id = kandidaat(migrated("gateway"))
    lezing = {
        "id": str(uuid4()),
        "activiteit": "sollicitatie bekijken",
        "betrokkene": str(id),
        "organisatie": AA,
        "client": "ats",
        "trace": "0" * 32,
        "op": NU.isoformat(),
    }
    gateway.post("/intern/verwerkingen", headers=peer, json=[lezing])
    dossier = gateway.get(f"/intern/dossiers/{id}", headers=peer).json()
    assert dossier["kandidaat"][0]["email"] == "sam@example.org"
    assert [een["organisatie"] for een in dossier["verwerkingen"]] == [AA]
    onbekend = gateway.get(f"/intern/dossiers/{uuid4()}", headers=peer).json()
    assert onbekend == {"verwerkingen": []}


def test_records_of_processing_go_after_their_term(
    gateway: TestClient, peer: Headers, migrated: Callable[[str], Engine]
) -> None:
    meldingen = [
        {
            "id": str(uuid4()),
            "activiteit": "sollicitatie bekijken",
            "betrokkene": str(uuid4()),
            "organisatie": AA,
            "client": None,
            "trace": "0" * 32,
            "op": (NU - timedelta(days=dagen)).isoformat(),
        }
        for dagen in (1, 364, 366, 900)
    ]
    gateway.post("/intern/verwerkingen", headers=peer, json=meldingen)
    engine = migrated("gateway")
    with Session(engine) as tx, tx.begin():
        assert storage.wis_verlopen(tx, NU, 365) == 2
        assert storage.wis_verlopen(tx, NU, 365) == 0
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM verwerking")) == 2
    with Session(engine) as tx, tx.begin():
        assert storage.wis_verlopen(tx, NU, 28) == 1


@pytest.mark.usefixtures("gateway")
def test_what_was_delivered_here_leaves_the_outbox(migrated: Callable[[str], Engine]) -> None:
    with Session(migrated("gateway")) as tx, tx.begin():
        for bezorgd in (True, False):
            verwerking.record(tx, Caller(client="ats"), "lezen", [uuid4()], NU)
            if bezorgd:
                tx.execute(text("UPDATE verwerking_uit SET verzonden = true"))
        storage.wis_verlopen(tx, NU, 365)
        assert tx.scalar(text("SELECT count(*) FROM verwerking_uit")) == 1


def test_outsiders_of_long_ago_are_told_in_batches(
    gateway: TestClient, peer: Headers, migrated: Callable[[str], Engine]
) -> None:
    ids = sorted(str(kandidaat(migrated("gateway"))) for _ in range(3))
    later, na = "2026-08-12T10:00:00Z", f"&na={ids[0]}"
    for voor, cursor, expected in ((later, "", ids), (later, na, ids[1:])):
        path = f"/intern/kandidaten?voor={voor}{cursor}"
        assert gateway.get(path, headers=peer).json() == {"personen": expected}
    earlier = gateway.get("/intern/kandidaten?voor=2026-08-12T08:00:00Z", headers=peer)
    assert earlier.json() == {"personen": []}
