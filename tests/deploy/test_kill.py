"""A killed process: what was acknowledged is there, nothing is half, a repeat gets one outcome."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import psycopg
import pytest

from deploy import demo, secret_files
from deploy.client import Gateway, as_client, as_medewerker
from deploy.demo import build, regio
from deploy.system import Addresses, start_part, system, wait_until_ready

V = "/vacatures/v1"
MENSEN = 48
KILLS = 3
PATIENCE = 60  # seconds in which every request must have got its answer
SETTINGS = {"GATEWAY_RATE_LIMIT": "100000/minute", "GATEWAY_RATE_LIMIT_ANONIEM": "100000/minute"}

# Per application: its row, the first line of its log, its event, who was told that it was read.
HEEL = """
SELECT s.id,
  (SELECT count(*) FROM vacatures.sollicitatielog l WHERE l.sollicitatie_id = s.id),
  (SELECT count(*) FROM vacatures.gebeurtenis_uit g WHERE g.onderwerp = s.id),
  (SELECT count(*) FROM vacatures.verwerking_uit v WHERE v.betrokkene = s.medewerker)
FROM vacatures.sollicitatie s WHERE s.motivatie = 'Onder vuur.'
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    home = tmp_path_factory.mktemp("onder-vuur")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
    with system(home, modus="test", settings=SETTINGS) as addresses:
        yield addresses


@pytest.fixture(scope="module")
def platform(running: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    secret = secret_files.read(running.secrets, secret_files.BEHEER)
    demo.load(running.gateway, secret, folder=tmp_path_factory.mktemp("demo"))
    return as_client(running.gateway, "platformbeheer", secret, "Testbeheerder")


@pytest.fixture(scope="module")
def mensen(platform: Gateway) -> list[Gateway]:
    """Employees of the employer, each with an own token."""
    key = build.client(platform, "intranet-onder-vuur", regio.EINDHOVEN, namens_medewerkers=True)
    return [
        as_medewerker(platform.url, "intranet-onder-vuur", key, f"vuur-{nr}")
        for nr in range(MENSEN)
    ]


def kill(running: Addresses, name: str) -> None:
    child = running.children[name]
    assert child.process.pid
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.join()


def insist(caller: Gateway, path: str, body: object) -> tuple[httpx2.Response, int]:
    """Send until there is an answer, each time with the same key; and how often it was refused."""
    key, end, lost = str(uuid4()), time.monotonic() + PATIENCE, 0
    while time.monotonic() < end:
        try:
            answer = caller.send("POST", path, body, Idempotency_Key=key)
        except httpx2.HTTPError:
            lost += 1
            continue
        if answer.status_code < 500:
            return answer, lost
        lost += 1
        time.sleep(0.05)
    raise AssertionError(f"no answer in {PATIENCE} s")


def test_a_killed_process_leaves_no_half_application(
    running: Addresses, platform: Gateway, mensen: list[Gateway]
) -> None:
    ats = build.ats(platform, regio.EINDHOVEN)
    vacatures = {v["kenmerk"]: v["id"] for v in ats.everything(f"{V}/vacatures")}
    path = f"{V}/vacatures/{vacatures['DEMO-003']}/sollicitaties"
    stop, answered = threading.Event(), threading.Semaphore(0)

    def fire() -> None:
        """By what was answered, not by the clock: so that a fast machine is hit halfway too."""
        for _ in range(KILLS):
            for _ in range(MENSEN // (KILLS + 1)):
                answered.acquire(timeout=PATIENCE)
            if stop.is_set():
                return
            for name in ("vacatures", "vacatures-werker"):
                kill(running, name)
                start_part(running, name)

    def apply(wie: Gateway) -> tuple[httpx2.Response, int]:
        told = insist(wie, path, {"motivatie": "Onder vuur."})
        answered.release()
        return told

    killer = threading.Thread(target=fire)
    killer.start()
    try:
        with ThreadPoolExecutor(8) as threads:
            told = list(threads.map(apply, mensen))
    finally:
        stop.set()
        answered.release(MENSEN)
        killer.join()
    wait_until_ready(running)
    answers = [answer for answer, _ in told]
    assert [a.status_code for a in answers] == [201] * MENSEN, [a.text for a in answers][:3]
    acknowledged = {a.json()["id"] for a in answers}
    with psycopg.connect(running.admin_url) as db:
        rows = db.execute(HEEL).fetchall()
    assert {str(row[0]) for row in rows} == acknowledged
    assert len(rows) == MENSEN
    for row in rows:
        assert row[1] == 1, "one line in the log"
        assert row[2] >= 1, "an event"
        assert row[3] >= 1, "a record for the person"
    # Killing must have hit something, or this proved nothing.
    assert sum(lost for _, lost in told) > 0


def test_what_happened_under_fire_reaches_the_feed_once(
    running: Addresses, platform: Gateway
) -> None:
    """Every event that was written with its fact arrives, and none arrives twice."""
    with psycopg.connect(running.admin_url) as db:
        query = "SELECT id FROM vacatures.gebeurtenis_uit"
        written = {row[0] for row in db.execute(query).fetchall()}
        end = time.monotonic() + PATIENCE
        arrived: list[object] = []
        while time.monotonic() < end:
            db.rollback()
            query = "SELECT id FROM gateway.gebeurtenis"
            arrived = [row[0] for row in db.execute(query).fetchall()]
            if written <= set(arrived):
                break
            time.sleep(0.2)
    assert written <= set(arrived)
    assert len(arrived) == len(set(arrived))


def test_it_is_what_the_caller_sees_too(mensen: list[Gateway]) -> None:
    for wie in mensen:
        [own] = wie.get(f"{V}/sollicitaties")["results"]
        assert own["status"] == "ingediend"
