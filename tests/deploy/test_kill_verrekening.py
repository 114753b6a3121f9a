"""Killed while it closes a month: nothing of it is kept, and the repeat closes it once."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import psycopg
import pytest

from deploy import demo, secret_files
from deploy.client import Gateway, as_client
from deploy.demo import build, regio
from deploy.system import Addresses, start_part, system, wait_until_ready

P, MAAND = "/pool/v1", "2026-07"
WEKEN = ("2026-W28", "2026-W29", "2026-W30")
GEDULD = 90  # seconds
INZET = """
INSERT INTO pool.inzet (id, verband, medewerker, thuisorganisatie, inlener, uren_per_week, van, tot,
  status, uitleg, reden, besloten_door, besloten_op, versie)
VALUES (%(inzet)s, %(verband)s, %(mens)s, %(thuis)s, %(inlener)s, 16, '2026-07-01', '2026-12-31',
  'bevestigd', 'Proef.', 'Proef.', 'Proefpersoon', '2026-06-20T08:00Z', 1);
"""
VOORWAARDEN = """
INSERT INTO pool.inzet_voorwaarden (inzet_id, versie, uren_per_week, van, tot, werkzaamheden,
  leiding, variant, tarief_cent_per_uur, opzegtermijn_weken, reden, door, op)
VALUES (%(inzet)s, 1, 16, '2026-07-01', '2026-12-31', 'Proef', 'Proef', 'loondoorbetaling', 8000, 4,
  'Proef', 'Proefpersoon', '2026-06-20T08:00Z');
"""
UREN = """
INSERT INTO pool.urenstaat (id, verband, soort, medewerker, inzet_id, uitlener, inlener, week,
  maand, kwartieren, status, toelichting, goedgekeurd_op, gewijzigd_op)
VALUES (gen_random_uuid(), %(verband)s, 'inzet', %(mens)s, %(inzet)s, %(thuis)s, %(inlener)s,
  %(week)s, %(maand)s, 64, 'goedgekeurd', '', '2026-08-03T08:00Z', '2026-08-03T08:00Z');
"""
# The closing waits here: after the month, the hours and the documents, before the lines.
HALVERWEGE = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND query ILIKE '%%insert into%%verrekenregel%%'
"""
TABELLEN = ("verrekening", "verrekende_uren", "factuur", "verrekenregel")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    home = tmp_path_factory.mktemp("verrekening-onder-vuur")
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


def geteld(db: psycopg.Connection) -> list[int]:
    """How much there is of settlements, per table."""
    rijen = [db.execute(f"SELECT count(*) FROM pool.{een}").fetchone() for een in TABELLEN]
    return [int(een[0]) for een in rijen if een]


def insist(caller: Gateway, body: object) -> httpx2.Response:
    """Send until there is an answer, each time with the same key."""
    key, end = str(uuid4()), time.monotonic() + GEDULD
    while time.monotonic() < end:
        try:
            answer = caller.send("POST", f"{P}/verrekeningen", body, Idempotency_Key=key)
        except httpx2.HTTPError:
            continue
        if answer.status_code < 500:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"no answer in {GEDULD} s")


def test_a_killed_closing_leaves_nothing_half(running: Addresses, makelaar: Gateway) -> None:
    verband = makelaar.get("/toegang/v1/mij")["verbanden"][0]
    feiten = {"inzet": uuid4(), "mens": uuid4(), "verband": verband, "maand": MAAND,
              "thuis": regio.EINDHOVEN, "inlener": regio.HELMOND}  # fmt: skip
    with psycopg.connect(running.admin_url, autocommit=True) as db:
        db.execute(INZET, feiten)
        db.execute(VOORWAARDEN, feiten)
        for week in WEKEN:
            db.execute(UREN, feiten | {"week": week})
        concept = makelaar.get(f"{P}/verbanden/{verband}/verrekenmaanden/{MAAND}")
        assert concept["stromen"][0]["cent"] == 3 * 16 * 8000
        body = {"verband": verband, "maand": MAAND, "controlegetal": concept["controlegetal"]}
        with ThreadPoolExecutor(1) as threads:
            with psycopg.connect(running.admin_url) as slot:
                slot.execute("LOCK TABLE pool.verrekenregel IN SHARE MODE")
                told = threads.submit(insist, makelaar, body)
                end = time.monotonic() + GEDULD
                while db.execute(HALVERWEGE).fetchone() == (0,):
                    assert time.monotonic() < end
                    time.sleep(0.02)
                child = running.children["pool"].process
                assert child.pid
                os.kill(child.pid, signal.SIGKILL)
                child.join()
            assert geteld(db) == [0, 0, 0, 0]
            start_part(running, "pool")
            wait_until_ready(running)
            answer = told.result(GEDULD)
        assert answer.status_code == 201, answer.text
        assert answer.json()["saldi"] == concept["saldi"]
        assert geteld(db) == [1, 3, 1, 3]
        again = makelaar.send("POST", f"{P}/verrekeningen", body)
        assert again.status_code == 409
        assert geteld(db) == [1, 3, 1, 3]
