"""1,000 writes while the gateway and PostgreSQL are killed: none acknowledged is lost or double."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2
import psycopg
import pytest

from deploy import embedded
from deploy.database import prepare
from deploy.ports import free_port
from shared import token
from tests.conftest import ROOT

SCHRIJVERS, SCHRIJVEN = 8, 1000
PATIENCE = 200  # seconds in which all must be answered; most of it goes to starting again
GEHEIM = "geheim-van-de-proef-0123456789ab"
WACHTWOORD = "wachtwoord-van-de-proef"
URL = "/deelname/v1/verbanden"


@dataclass(slots=True)
class Alleen:
    """A gateway and its database, as in production: what was acknowledged is on the disk."""

    home: Path
    pg_port: int
    port: int
    postgres: embedded.Server
    env: dict[str, str]
    gateway: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill_gateway(self) -> None:
        kill(self.gateway)
        self.gateway = start_gateway(self.port, self.env, self.home)

    def kill_postgres(self) -> None:
        kill(self.postgres.process)
        self.postgres = start_postgres(self.home, self.pg_port)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(30)


def start_postgres(home: Path, port: int) -> embedded.Server:
    return embedded.start(
        home / "postgres",
        password=WACHTWOORD,
        log=home / "postgres.log",
        port=port,
        durable=True,
        say=lambda _: None,
    )


def start_gateway(port: int, env: dict[str, str], home: Path) -> subprocess.Popen[bytes]:
    app = ["uvicorn", "--factory", "services.gateway.main:create_app", "--port", str(port)]
    with (home / "gateway.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *app, "--no-access-log", "--log-level", "warning"],
            cwd=ROOT, env=env, stdout=log, stderr=log,
        )  # fmt: skip


@contextmanager
def running(home: Path) -> Iterator[Alleen]:
    pg_port, port = free_port(), free_port()
    postgres = start_postgres(home, pg_port)
    diensten = dict.fromkeys(("vacatures", "gateway", "pool"), WACHTWOORD)
    own = {
        "DATABASE_URL": prepare(postgres.admin_url, diensten)["gateway"],
        "DATABASE_PASSWORD": WACHTWOORD,
        "SIGNING_KEYS": json.dumps(token.generate_keys()),
        "BEHEER_SECRET": GEHEIM,
        "MODUS": "test",
        "RATE_LIMIT": "1000000/minute",
    }
    env = os.environ | {f"GATEWAY_{name}": value for name, value in own.items()}
    command = [sys.executable, "-m", "deploy.migrations", "gateway"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    system = Alleen(home, pg_port, port, postgres, env, start_gateway(port, env, home))
    try:
        yield system
    finally:
        kill(system.gateway)
        embedded.stop(system.postgres)


@pytest.fixture
def alleen() -> Iterator[Alleen]:
    # Not below pytest's own folder: each pytest that starts closes that to the system user of
    # PostgreSQL again, and here it starts twice.
    with tempfile.TemporaryDirectory(prefix="gateway-onder-vuur-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with running(home) as system:
            yield system


def insist(ask: Callable[[], httpx2.Response], end: float) -> tuple[httpx2.Response, int]:
    """Ask until there is an answer, at most until `end`; and how often there was none."""
    lost = 0
    while time.monotonic() < end:
        try:
            answer = ask()
        except httpx2.HTTPError:
            lost += 1
        else:
            if answer.status_code < 500:
                return answer, lost
            lost += 1
        time.sleep(0.3)  # who starts again needs the machine more
    raise AssertionError(f"no answer, {lost} times")


def platform(system: Alleen, end: float) -> dict[str, str]:
    form, own = {"grant_type": "client_credentials"}, ("platformbeheer", GEHEIM)
    url = f"{system.url}/toegang/v1/token"
    answer, _ = insist(lambda: httpx2.post(url, data=form, auth=own), end)
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


def test_no_acknowledged_write_is_lost_and_none_is_double(alleen: Alleen) -> None:
    end = time.monotonic() + PATIENCE
    wie, answered, stop = platform(alleen, end), threading.Semaphore(0), threading.Event()

    def write(nr: int) -> tuple[httpx2.Response, int]:
        """Again with the same key for as long as nobody answers."""
        key = {"Idempotency-Key": str(uuid4())}
        body = {"naam": f"Onder vuur {nr}", "beginDatum": "2026-01-01"}
        told = insist(lambda: caller.post(URL, json=body, headers=key), end)
        answered.release()
        return told

    def fire() -> None:
        """By what was answered, not by the clock: so that a fast machine is hit halfway too."""
        for hit in (alleen.kill_gateway, alleen.kill_postgres):
            for _ in range(SCHRIJVEN // 3):
                answered.acquire(timeout=PATIENCE)
            if not stop.is_set():
                hit()

    with (
        httpx2.Client(base_url=alleen.url, headers=wie, timeout=20) as caller,
        ThreadPoolExecutor(SCHRIJVERS + 1) as threads,
    ):
        killer = threads.submit(fire)
        try:
            told = list(threads.map(write, range(SCHRIJVEN)))
        finally:
            stop.set()
            answered.release(SCHRIJVEN)
        killer.result()
    answers = [answer for answer, _ in told]
    assert {a.status_code for a in answers} == {201}, [a.text for a in answers if a.is_error][:3]
    acknowledged = [a.json()["id"] for a in answers]
    with psycopg.connect(alleen.postgres.admin_url) as db:
        rows = db.execute("SELECT id::text, naam FROM gateway.verband").fetchall()
    assert sorted(id for id, _ in rows) == sorted(acknowledged)
    assert sorted(naam for _, naam in rows) == sorted(f"Onder vuur {n}" for n in range(SCHRIJVEN))
    # Killing must have hit something, or this proved nothing.
    assert sum(lost for _, lost in told) > 0
