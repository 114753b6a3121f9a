"""kill -9 in the middle of a thousand deliveries: none lost, a double carries the same id."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from shared.settings import Settings
from tests.conftest import KEYS, PASSWORD
from tests.gateway.conftest import AA, Als
from tests.gateway.notificatie.conftest import Meld, wacht_op
from tests.gateway.notificatie.ontvanger import Ontvanger, dubbelen

Neem = Callable[..., dict[str, Any]]
ROOT = Path(__file__).parents[3]
PER_ABONNEE, ABONNEES, KILLS = 250, 4, 2


@contextmanager
def werker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The worker as it runs in production, a process of its own."""
    assert settings.webhook_keys is not None
    own = {
        "DATABASE_URL": settings.database_url,
        "DATABASE_PASSWORD": PASSWORD,
        "SIGNING_KEYS": KEYS["gateway"],
        "WEBHOOK_KEYS": settings.webhook_keys.get_secret_value(),
        "WEBHOOK_NETWORKS": '["127.0.0.0/8"]',
        "WEBHOOK_HTTP_HOSTS": '["127.0.0.1"]',
        "MODUS": "test",
        "LOG_LEVEL": "ERROR",
    }
    env = os.environ | {f"GATEWAY_{name}": value for name, value in own.items()}
    command = [sys.executable, "-m", "services.gateway.worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def test_a_killed_worker_loses_nothing(
    hier: TestClient,
    server: Ontvanger,
    neem: Neem,
    meld: Meld,
    ik: Als,
    instellingen: Settings,
) -> None:
    paths = [f"/{n}" for n in range(ABONNEES)]

    def total() -> int:
        return sum(len(set(server.ids(path))) for path in paths)

    told: list[str] = []
    made = [neem(f"{server.url}{path}")["id"] for path in paths]
    hit = []
    for number in range(KILLS + 1):
        with werker(instellingen) as process:
            for id in made:
                wacht_op(hier, ik(AA), id, "actief", seconds=60)
            if number == 0:
                told = meld(PER_ABONNEE)
            goal = (number + 1) * PER_ABONNEE * ABONNEES // (KILLS + 1)
            end = time.monotonic() + 60
            while total() < goal and time.monotonic() < end:
                time.sleep(0.002)
            if number < KILLS:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(10)
                time.sleep(0.3)
                hit.append(total())
    # It was hit in the middle, or this proved nothing.
    assert all(0 < seen < PER_ABONNEE * ABONNEES for seen in hit), hit
    for path in paths:
        ids = server.ids(path)
        assert set(ids) == set(told)
        assert dubbelen(ids) <= KILLS * 51  # what was delivered since the last mark
        firsts = list(dict.fromkeys(ids))
        assert firsts == told  # and the order of first arrivals is that of the feed
