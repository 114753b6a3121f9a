"""A killed worker of pool: the calculation that it was at is taken up again, and is there once."""

import os
import signal
import time
from collections.abc import Iterator

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
