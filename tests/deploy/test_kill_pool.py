"""A killed worker of pool: what it was at is taken up again, and is there once and whole."""

import os
import signal
import time
from collections.abc import Iterator

import httpx2
import psycopg
import pytest

from deploy import demo, secret_files
from deploy.client import Gateway, as_client
from deploy.demo import build, regio
from deploy.demo import pool as demo_pool
from deploy.system import Addresses, start_part, system

WERKER = "pool-werker"
GEDULD = 150  # seconds: a lost worker is missed after 12, a busy machine computes slowly
REGELS = """
SELECT count(*), count(DISTINCT nr), max(nr) FROM pool.toewijzingsregel WHERE voorstel_id = %s
"""

RIJEN, FOUT = 20_000, 500
KOP = "kenmerk;functie;vorm;leverancierSoort;uren;kosten;van;tot;reden"
STAAT = """
SELECT (SELECT count(*) FROM pool.inhuurregel WHERE kenmerk LIKE 'R%%'),
 (SELECT count(*) FROM pool.inhuurweigering), status, poging, gedaan
 FROM pool.inhuurinlezing WHERE id = %s
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    home = tmp_path_factory.mktemp("pool-onder-vuur")
    for folder in (home, *home.parents[:2]):
        folder.chmod(0o755)  # as root, the system user of PostgreSQL must come through
    with system(home, modus="test") as addresses:
        yield addresses


@pytest.fixture(scope="module")
def makelaar(running: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    secret = secret_files.read(running.secrets, secret_files.BEHEER)
    demo.load(running.gateway, secret, folder=tmp_path_factory.mktemp("demo"))
    platform = as_client(running.gateway, "platformbeheer", secret, "Testbeheerder")
    return build.makelaar(platform, regio.EINDHOVEN)


def test_a_killed_worker_goes_on_with_what_it_computed(
    running: Addresses, makelaar: Gateway
) -> None:
    [pool] = [een["id"] for een in makelaar.everything(f"{demo_pool.POOL}/pools")]
    path = f"{demo_pool.POOL}/pools/{pool}/toewijzingsvoorstellen"
    made = makelaar.post(path, {"horizonWeken": 40})
    assert made["status"] == "in_berekening"
    where = f"{demo_pool.POOL}/toewijzingsvoorstellen/{made['id']}"
    begun = "SELECT poging FROM pool.toewijzingsvoorstel WHERE id = %s"
    with psycopg.connect(running.admin_url, autocommit=True) as db:
        end = time.monotonic() + GEDULD
        while db.execute(begun, (made["id"],)).fetchall() == [(0,)]:
            assert time.monotonic() < end
            time.sleep(0.02)
        child = running.children[WERKER].process
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        killed = makelaar.get(where)
        assert (killed["status"], killed["regels"]) == ("in_berekening", [])
        start_part(running, WERKER)
        done = demo_pool.voorstel(makelaar, pool, {"horizonWeken": 40})
        assert done["id"] == made["id"]
        assert db.execute(begun, (made["id"],)).fetchall() == [(2,)]
        [(lines, numbers, last)] = db.execute(REGELS, (made["id"],)).fetchall()
        assert lines == numbers == (last or 0) == len(done["regels"])


def bestand() -> str:
    functie, vast = regio.POOLLEDEN[0][3], "piek"
    goed = f"{functie};uitzenden;privaat_met_winst;36,5;3.650,75;2026-02-01;2026-02-28;{vast}"
    fout = goed.replace("uitzenden", "iemand")
    rijen = [f"R{nr};{fout if nr % (RIJEN // FOUT) == 0 else goed}" for nr in range(RIJEN)]
    return "\n".join([KOP, *rijen])


def test_a_killed_worker_left_nothing_half(running: Addresses, makelaar: Gateway) -> None:
    headers = {"Authorization": f"Bearer {makelaar.token}", "Content-Type": "text/csv"}
    url = f"{running.gateway}{demo_pool.POOL}/inhuurinlezingen/_csv"
    with psycopg.connect(running.admin_url, autocommit=True) as db:
        # A lock on the register holds the worker where it writes: read, and not yet stored.
        with psycopg.connect(running.admin_url) as ander:
            ander.execute("LOCK TABLE pool.inhuurregel IN SHARE MODE")
            made = httpx2.post(url, content=bestand(), headers=headers, timeout=60)
            assert made.status_code == 201, made.text
            id = made.json()["id"]
            bezig = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND query LIKE 'INSERT INTO inhuurregel%'"
            )
            end = time.monotonic() + GEDULD
            while db.execute(bezig).fetchone() == (0,):
                assert time.monotonic() < end
                time.sleep(0.02)
            child = running.children[WERKER].process
            assert child.pid
            os.kill(child.pid, signal.SIGKILL)
            child.join()
        assert db.execute(STAAT, (id,)).fetchone() == (0, 0, "leest", 1, RIJEN)
        start_part(running, WERKER)
        end = time.monotonic() + GEDULD
        while (een := makelaar.get(f"{demo_pool.POOL}/inhuurinlezingen/{id}"))["status"] != "klaar":
            assert time.monotonic() < end
            time.sleep(0.2)
        assert (een["toegevoegd"], een["geweigerd"]) == (RIJEN - FOUT, FOUT)
        verwacht = (RIJEN - FOUT, FOUT, "klaar", 2, RIJEN)
        assert db.execute(STAAT, (id,)).fetchone() == verwacht
