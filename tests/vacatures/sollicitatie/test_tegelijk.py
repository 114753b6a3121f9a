"""Locks go from the vacancy to the application; what is erased meanwhile is not there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from services.vacatures.sollicitatie import storage
from tests.vacatures.conftest import AA, BASE, NU, Vraag
from tests.vacatures.sollicitatie.stappen import EIGEN_INLOG, doe, solliciteer
from tests.vacatures.sollicitatie.test_registreren import koppel, registreer

WACHT = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""


def wacht_tot_iemand_wacht(engine: Engine) -> None:
    with engine.connect() as tx:
        for _ in range(200):
            if tx.scalar(text(WACHT)):
                return
            tx.execute(text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.05)"))
    raise AssertionError("nobody waits")


def test_who_makes_it_the_own_holds_nothing_while_waiting_for_the_vacancy(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    made = registreer(client, vacature, recruiter(), kenmerk="ATS-1").json()
    wie = ik(AA, "medewerker", medewerker=uuid4(), scopes=EIGEN_INLOG)
    engine = migrated("vacatures")
    with ThreadPoolExecutor(1) as threads, engine.begin() as tx:
        _lock(tx, "vacature", vacature)
        answer = threads.submit(koppel, client, made["koppelcode"], wie)
        wacht_tot_iemand_wacht(engine)
        _lock(tx, "sollicitatie", made["id"])  # or it fails: NOWAIT
        tx.commit()
        assert answer.result(30).status_code == 201


def test_a_judgement_on_who_is_being_erased_finds_nobody(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    engine = migrated("vacatures")
    oordeel = {"oordeel": "passend", "reden": "Gesprek gevoerd."}
    with ThreadPoolExecutor(1) as threads, engine.begin() as tx:
        storage.wis_sollicitaties(Session(bind=tx), [UUID(id)], NU)
        answer = threads.submit(doe, client, id, "beoordelingen", recruiter(), **oordeel)
        wacht_tot_iemand_wacht(engine)
        tx.commit()
        assert answer.result(30).status_code == 404


def test_a_rejection_of_many_waits_for_who_is_being_erased(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    ids = [solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4())) for _ in "ab"]
    redenen = ("Te weinig ervaring met het vak.", "De uren passen niet bij het team.")
    body = {
        "afwijzingen": [
            {"sollicitatie": id, "redencode": "ervaring", "reden": reden}
            for id, reden in zip(ids, redenen, strict=True)
        ]
    }
    pad = f"{BASE}/vacatures/{vacature}/afwijzingen"
    engine = migrated("vacatures")
    with ThreadPoolExecutor(1) as threads, engine.begin() as tx:
        storage.wis_sollicitaties(Session(bind=tx), [UUID(ids[0])], NU)
        answer = threads.submit(client.post, pad, headers=recruiter(), json=body)
        wacht_tot_iemand_wacht(engine)
        tx.commit()
        assert answer.result(30).status_code == 404
    ander = client.get(f"{BASE}/sollicitaties/{ids[1]}", headers=recruiter()).json()
    assert ander["status"] == "ingediend"


def test_what_is_erased_is_changed_by_nobody(
    client: TestClient,
    recruiter: Vraag,
    vacature: str,
    ik: Vraag,
    migrated: Callable[[str], Engine],
) -> None:
    id = solliciteer(client, vacature, ik(AA, "medewerker", medewerker=uuid4()))
    with Session(migrated("vacatures")) as tx:
        storage.wis_sollicitaties(tx, [UUID(id)], NU)
        tx.commit()
        [nieuw] = tx.execute(text("SELECT id FROM sollicitatie WHERE geanonimiseerd")).scalars()
    oordeel = {"oordeel": "passend", "reden": "Gesprek gevoerd."}
    gewist = doe(client, str(nieuw), "beoordelingen", recruiter(), **oordeel)
    assert gewist.status_code == 404


def _lock(tx: Connection, table: str, id: str) -> None:
    tx.execute(text(f"SELECT 1 FROM {table} WHERE id = :id FOR UPDATE NOWAIT"), {"id": id})
