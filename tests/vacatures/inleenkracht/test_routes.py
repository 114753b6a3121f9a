"""What pool tells: stored once, fetched by the worker, and then the host's vacancies open up."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from services.vacatures import worker
from services.vacatures.inleenkracht import storage
from shared.http import Peer
from shared.settings import Settings
from tests.conftest import Headers, settings_of
from tests.vacatures.conftest import AA, BASE, BEE, NU, Buur, Vraag, later

INZET = UUID(int=77)


@pytest.fixture
def pool(buur: Buur, database: dict[str, str]) -> Iterator[Peer]:
    settings: Settings = settings_of("vacatures", database, pool_url=buur.url)
    peer = Peer(settings, "pool")
    yield peer
    peer.close()


def meld(client: TestClient, headers: Headers, *ids: UUID, type: str = "inzet-bevestigd") -> Any:
    body = [
        {
            "id": str(id),
            "type": type,
            "onderwerp": str(INZET),
            "publiek": {},
            "dataref": "/pool/v1/inzetten/77",
            "op": NU.isoformat(),
        }
        for id in ids
    ]
    return client.post("/intern/gebeurtenissen", headers=headers, json=body)


def verwerk(engine: Engine, pool: Peer, nu: datetime = NU) -> int:
    with sessionmaker(engine).begin() as tx:
        return storage.verwerk_gebeurtenissen(tx, pool, nu)


def test_an_inzet_makes_somebody_internal_at_the_host(
    client: TestClient,
    ik: Vraag,
    vacature: str,
    buur: Buur,
    pool: Peer,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    wie = uuid4()
    path = f"{BASE}/vacatures/{vacature}"
    medewerker = ik(BEE, "medewerker", medewerker=wie)
    assert client.get(path, headers=medewerker).status_code == 404
    inzet = {
        "id": str(INZET),
        "medewerker": str(wie),
        "inlener": AA,
        "van": "2026-08-01",
        "tot": "2026-08-20",
        "actief": True,
    }
    buur.antwoorden[f"/intern/inzetten/{INZET}"] = inzet
    als_pool = als_dienst("pool", "vacatures")
    gebeurtenis = uuid4()
    assert meld(client, als_pool, gebeurtenis).status_code == 204
    assert meld(client, als_pool, gebeurtenis, uuid4()).status_code == 204
    engine = migrated("vacatures")
    with engine.connect() as tx:
        jobs = tx.execute(text("SELECT task_name FROM procrastinate_jobs")).scalars().all()
    assert jobs.count("verwerk_inzetten") == 2
    assert verwerk(engine, pool) == 2
    assert buur.gevraagd.count(f"/intern/inzetten/{INZET}") == 1
    assert verwerk(engine, pool) == 0
    gezien = client.get(path, headers=medewerker)
    assert (gezien.status_code, gezien.json()["magSolliciteren"]) == (200, "ja")
    applied = client.post(f"{path}/sollicitaties", headers=medewerker, json={})
    assert applied.json()["categorie"] == "inleenkracht"
    assert applied.json()["grond"] == "Werkt met een lopende inzet bij de werkgever van de vacature"
    # Another person of the same employer stays outside, and so does this one after the inzet.
    ander = ik(BEE, "medewerker", medewerker=uuid4())
    assert client.get(path, headers=ander).status_code == 404

    buur.antwoorden[f"/intern/inzetten/{INZET}"] = inzet | {"tot": "2026-08-11"}
    meld(client, als_pool, uuid4(), type="inzet-beeindigd")
    assert verwerk(engine, pool) == 1
    assert client.get(path, headers=medewerker).status_code == 404

    buur.antwoorden[f"/intern/inzetten/{INZET}"] = inzet
    meld(client, als_pool, uuid4())
    verwerk(engine, pool)
    del buur.antwoorden[f"/intern/inzetten/{INZET}"]
    meld(client, als_pool, uuid4())
    verwerk(engine, pool)
    assert client.get(path, headers=medewerker).status_code == 404


def test_the_inzet_ends_by_the_calendar(
    client: TestClient,
    ik: Vraag,
    vacature: str,
    buur: Buur,
    pool: Peer,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    wie = uuid4()
    buur.antwoorden[f"/intern/inzetten/{INZET}"] = {
        "id": str(INZET),
        "medewerker": str(wie),
        "inlener": AA,
        "van": "2026-08-01",
        "tot": "2026-08-13",
        "actief": True,
    }
    meld(client, als_dienst("pool", "vacatures"), uuid4())
    verwerk(migrated("vacatures"), pool)
    path = f"{BASE}/vacatures/{vacature}"
    # 13 August ends at 22:00 UTC.
    for uren, status in ((38.9, 200), (39.1, 404)):
        headers = ik(BEE, "medewerker", medewerker=wie, nu=later(NU, hours=uren))
        assert client.get(path, headers=headers).status_code == status


def test_other_events_are_no_business_of_ours(
    client: TestClient,
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    als_pool = als_dienst("pool", "vacatures")
    assert meld(client, als_pool, uuid4(), type="behoefte-gewijzigd").status_code == 204
    with migrated("vacatures").connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM gebeurtenis_in")) == 0


def test_only_a_peer_gets_in(client: TestClient, ik: Vraag) -> None:
    assert meld(client, ik(AA, "recruiter"), uuid4()).status_code == 404
    assert client.post("/intern/gebeurtenissen", json=[]).status_code == 401


def test_a_dead_pool_changes_nothing_and_is_asked_again(
    client: TestClient,
    buur: Buur,
    database: dict[str, str],
    als_dienst: Callable[[str, str], Headers],
    migrated: Callable[[str], Engine],
) -> None:
    meld(client, als_dienst("pool", "vacatures"), uuid4())
    buur.server.server_close()
    settings = settings_of("vacatures", database, pool_url=buur.url, gateway_url=buur.url)
    _, work = worker.create(settings)
    worker.attempt(worker.process_inzetten, work)
    with migrated("vacatures").connect() as tx:
        waiting = tx.scalar(text("SELECT count(*) FROM gebeurtenis_in WHERE verwerkt_op IS NULL"))
    assert waiting == 1
    work.sessions.kw["bind"].dispose()
