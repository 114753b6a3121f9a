"""The whole system as `make run` starts it: parts fail and heal, stops are clean."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import httpx2
import psutil
import psycopg
import pytest
from psycopg import sql

from deploy import embedded, ports, processes, secret_files
from deploy.run import Addresses, Ports, system
from deploy.system import start_part, stop_part, wait_until_ready

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    home = tmp_path_factory.mktemp("systeem")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
    with system(home, modus="test") as addresses:
        yield addresses


def ready(running: Addresses) -> httpx2.Response:
    return httpx2.get(f"{running.gateway}/ready", timeout=20)


def left(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those still there after 5 s; one that only waits to be collected is gone."""
    end = time.monotonic() + 5
    while True:
        there = [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
        if not there or time.monotonic() > end:
            return there
        time.sleep(0.05)


def command(running: Addresses, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `doorstroom` as the platform's own client."""
    secret = running.secrets / secret_files.BEHEER
    env = os.environ | {"DOORSTROOM_URL": running.gateway, "DOORSTROOM_GEHEIM_BESTAND": str(secret)}
    return subprocess.run(
        [sys.executable, "-m", "deploy.cli", *args],
        env=env | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


class Database:
    """The server under the system, stopped and started without anybody being told."""

    def __init__(self, running: Addresses, server: embedded.Server) -> None:
        self._running, self._server = running, server

    def stop(self) -> None:
        embedded.stop(self._server)
        log = processes.tail(self._running.log / "postgres.log", 40)
        assert self._server.process.returncode == 0, log

    def start(self) -> None:
        self._server = embedded.start(
            self._running.data_dir / "postgres",
            password=secret_files.read(self._running.secrets, secret_files.SUPERUSER),
            log=self._running.log / "postgres.log",
            port=int(self._running.admin_url.split(":")[3].split("/")[0]),
            durable=False,
        )

    def wait_until_ready(self) -> None:
        """The whole system, with every process that it began with; at most 60 s."""
        end = time.monotonic() + 60
        while (said := ready(self._running)).status_code != 200 and time.monotonic() < end:
            time.sleep(0.2)
        assert said.status_code == 200, said.text
        processes.check(self._running.children.values())

    def now(self) -> datetime:
        with psycopg.connect(self._running.admin_url) as line:
            [(now,)] = line.execute("SELECT clock_timestamp()").fetchall()
        assert isinstance(now, datetime)
        return now

    def wait_for_heartbeat(self, service: str, since: datetime) -> None:
        """The worker of this service gives a sign of life; at most 60 s."""
        end = time.monotonic() + 60
        query = sql.SQL("SELECT count(*) FROM {}.procrastinate_workers WHERE last_heartbeat > %s")
        with psycopg.connect(self._running.admin_url, autocommit=True) as line:
            while time.monotonic() < end:
                found = line.execute(query.format(sql.Identifier(service)), [since]).fetchone()
                if found and found[0]:
                    return
                time.sleep(0.2)
        raise AssertionError(f"no sign of life of the worker of {service}")


def test_everything_works(running: Addresses) -> None:
    answer = ready(running)
    assert answer.status_code == 200
    assert answer.json()["ready"] is True


def test_the_front_page_leads_to_every_document(running: Addresses) -> None:
    front = httpx2.get(f"{running.gateway}/").json()
    assert len(front["apis"]) == 5
    for api in front["apis"]:
        assert api["openapi"].startswith(running.gateway)
        document = httpx2.get(api["openapi"], timeout=30)  # the first who asks has it made
        assert document.json()["openapi"].startswith("3."), document.text[:500]
    assert front["scim"].startswith(running.gateway)


def test_the_import_is_idempotent_and_reports_refused_rows(
    running: Addresses, tmp_path: Path
) -> None:
    tooi = "https://identifier.overheid.nl/tooi/id/gemeente/gm0772"
    file = tmp_path / "gemeenten.csv"
    header = "naam,tooi_uri,oin,website\n"
    file.write_text(f"{header}Gemeente Eindhoven,{tooi},00000001001902763000,\n")
    first = command(running, "organisaties", "importeer", str(tmp_path))
    assert (first.returncode, first.stderr.count("1/1")) == (0, 1), first.stderr
    assert "│ gemeenten.csv │ 1 " in first.stdout
    second = command(running, "organisaties", "importeer", str(file))
    assert second.returncode == 0
    assert "│ gemeenten.csv │ 0          │ 0         │ 1           │ 0         │" in second.stdout
    with file.open("a") as more:
        more.write("Gemeente Nergens,gm9999,123,\n")
    third = command(running, "organisaties", "importeer", str(file))
    assert third.returncode == 1
    assert "gemeenten.csv:3 Gemeente Nergens: tooi:" in third.stdout


def test_the_command_gives_a_token_and_sets_the_clock(running: Addresses) -> None:
    token = command(running, "token").stdout.strip()
    headers = {"Authorization": f"Bearer {token}"}
    me = httpx2.get(f"{running.gateway}/toegang/v1/mij", headers=headers).json()
    assert me["client"] == "platformbeheer"
    set_to = command(running, "klok", "zet", "2026-08-12T09:00:00+02:00")
    assert set_to.stdout.strip() == "2026-08-12T07:00:00Z"
    shown = httpx2.get(f"{running.gateway}/toegang/v1/klok").json()["nu"]
    assert shown.startswith("2026-08-12T07:0")
    assert command(running, "klok", "zet", "gisteren").returncode == 2


def test_on_its_own_machine_the_command_finds_the_secret_of_make_run(running: Addresses) -> None:
    own = {"DOORSTROOM_URL": running.gateway, "DOORSTROOM_DATA": str(running.data_dir)}
    asked = [sys.executable, "-m", "deploy.cli", "token"]
    given = subprocess.run(
        asked, env=os.environ | own, capture_output=True, text=True, check=False, timeout=60
    )
    assert (given.returncode, given.stdout.count(".")) == (0, 2), given.stderr


def test_the_command_explains_a_refusal_in_one_line(running: Addresses) -> None:
    wrong = command(running, "token", "--geheim", "fout")
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
    assert "401" in wrong.stderr
    nobody = command(running, "token", "--url", f"http://127.0.0.1:{ports.free_port()}")
    assert (nobody.returncode, nobody.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("stopped", "path", "other"),
    [
        ("pool", "/pool/v1/pools", "/vacatures/v1/vacatures"),
        ("vacatures", "/vacatures/v1/vacatures", "/pool/v1/pools"),
    ],
)
def test_a_stopped_service_leaves_the_other_whole(
    running: Addresses, stopped: str, path: str, other: str
) -> None:
    headers = {"Authorization": f"Bearer {command(running, 'token').stdout.strip()}"}
    before = httpx2.get(running.gateway + other, headers=headers)
    stop_part(running, stopped)
    try:
        gone = httpx2.get(running.gateway + path, headers=headers, timeout=30)
        assert gone.status_code in {502, 503}
        assert gone.headers["content-type"] == PROBLEM
        during = httpx2.get(running.gateway + other, headers=headers)
        assert (during.status_code, during.content) == (before.status_code, before.content)
        assert ready(running).status_code == 503
    finally:
        start_part(running, stopped)
    wait_until_ready(running)
    assert httpx2.get(running.gateway + path, headers=headers).status_code < 500


@pytest.fixture(scope="module")
def database(running: Addresses) -> Iterator[Database]:
    assert running.postgres
    found = Database(running, running.postgres)
    yield found
    found.stop()


def test_without_postgres_503_and_with_it_whole_again_without_a_restart(
    running: Addresses, database: Database
) -> None:
    headers = {"Authorization": f"Bearer {command(running, 'token').stdout.strip()}"}
    database.stop()
    for url in ("/deelname/v1/organisaties", "/vacatures/v1/vacatures"):
        answer = httpx2.get(running.gateway + url, headers=headers, timeout=30)
        assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert ready(running).status_code == 503
    assert ready(running).json()["ready"] is False
    assert httpx2.get(f"{running.gateway}/live").status_code == 200
    database.start()
    database.wait_until_ready()
    answer = httpx2.get(f"{running.gateway}/deelname/v1/organisaties", headers=headers)
    assert answer.status_code == 200


def test_a_database_that_is_away_for_a_moment_ends_no_worker(
    running: Addresses, database: Database
) -> None:
    """Its end and its return both fall within what a worker needs to sign off."""
    for seconds in (0.0, 3.0):
        database.stop()
        time.sleep(seconds)
        database.start()
        database.wait_until_ready()
        since = database.now()
        for service in ("gateway", "vacatures", "pool"):
            database.wait_for_heartbeat(service, since)
    processes.check(running.children.values())


def test_make_run_stops_everything_and_a_second_one_says_what_is_in_the_way(
    tmp_path: Path,
) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    chosen = Ports.free()
    own = {f"PORT_{f.name.upper()}": str(getattr(chosen, f.name)) for f in fields(chosen)}
    env = os.environ | own | {"DOORSTROOM_DATA": str(tmp_path), "DOORSTROOM_MODUS": "test"}
    start = [sys.executable, "-m", "deploy"]
    with subprocess.Popen(start, env=env, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout
        lines = iter(runner.stdout.readline, "")
        said = next(line for line in lines if "draait" in line or "gestopt" in line)
        assert said == "Doorstroom draait.\n"
        family = psutil.Process(runner.pid).children(recursive=True)
        assert len({child.pid for child in family}) > 6
        same = subprocess.run(start, env=env, capture_output=True, text=True, check=False)
        assert same.returncode == 1
        assert f"proces {runner.pid}" in same.stdout
        other = env | {"DOORSTROOM_DATA": str(tmp_path / "ander")}
        blocked = subprocess.run(start, env=other, capture_output=True, text=True, check=False)
        assert blocked.returncode == 1
        assert f"poort {chosen.gateway} (gateway) is bezet door proces" in blocked.stdout
        runner.send_signal(signal.SIGINT)
        rest = "".join(lines)
    assert runner.returncode == 0
    assert "Doorstroom is gestopt." in rest
    assert not left(family)
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_make_run_stops_everything_when_a_part_dies(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    own = {f"PORT_{f.name.upper()}": str(ports.free_port()) for f in fields(Ports)}
    env = os.environ | own | {"DOORSTROOM_DATA": str(tmp_path), "DOORSTROOM_MODUS": "test"}
    start = [sys.executable, "-m", "deploy"]
    with subprocess.Popen(start, env=env, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout
        lines = iter(runner.stdout.readline, "")
        assert "Doorstroom draait.\n" in lines
        family = psutil.Process(runner.pid).children(recursive=True)
        victim, _ = json.loads((tmp_path / "processen.json").read_text())["pool"]
        os.kill(victim, signal.SIGKILL)
        rest = "".join(lines)
    assert runner.returncode == 1
    assert "pool stopte onverwacht (code -9)" in rest
    assert not left(family)
