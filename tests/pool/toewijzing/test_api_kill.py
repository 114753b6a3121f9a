"""Kill -9 of the service while a makelaar confirms: a decision is whole or is not there."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from tests.conftest import KEYS
from tests.pool.conftest import BASE, BEE, CEE, Regio, Vraag

PROGRAMMA = """
import json, sys
import uvicorn
from services.pool.main import create_app
from shared import token
from tests.conftest import settings_of
app = create_app(settings_of("pool", {"pool": sys.argv[1]}))
for name, jwks in json.loads(sys.argv[3]).items():
    app.state.trust.keys[name] = token.public_keys(token.load_keys(jwks))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
# Per decision that made an inzet: the inzet, its need, its event; and the other way round.
HEEL = """
SELECT
  (SELECT count(*) FROM besluit WHERE inzet_id IS NOT NULL) AS besluiten,
  (SELECT count(*) FROM inzet) AS inzetten,
  (SELECT count(*) FROM besluit b JOIN inzet i ON i.id = b.inzet_id) AS samen,
  (SELECT count(DISTINCT onderwerp) FROM gebeurtenis_uit
    WHERE type = 'inzet-voorgesteld') AS gemeld,
  (SELECT count(*) FROM behoefte WHERE status = 'vervuld') AS vervuld
"""


def test_een_gedode_dienst_neemt_geen_half_besluit(
    client: TestClient, makelaar: Vraag, regio: Regio, engine: Engine, database: dict[str, str]
) -> None:
    pool = regio.pool()
    for nr in range(4):
        regio.lid(pool, nr, urenPerWeek=16, maximumInzetten=1)
        regio.behoefte(BEE if nr % 2 else CEE, van="2026-09-01", tot="2026-09-28")
    voorstel = regio.voorstel(pool)
    regels = [regel["id"] for regel in voorstel["regels"]]
    assert len(regels) == 4
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    adres = f"http://127.0.0.1:{poort}{BASE}"

    def start() -> subprocess.Popen[bytes]:
        argumenten = [sys.executable, "-c", PROGRAMMA, database["pool"], str(poort), sleutels]
        proces = subprocess.Popen(argumenten)
        einde = time.monotonic() + 60
        while time.monotonic() < einde:
            try:
                httpx2.get(f"{adres}/openapi.json", timeout=1)
            except httpx2.HTTPError:
                time.sleep(0.05)
            else:
                return proces
        raise AssertionError("the service does not start")

    def besluit(regel: str) -> int:
        pad = f"{adres}/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel}/besluiten"
        try:
            antwoord = httpx2.post(
                pad,
                headers=makelaar(),
                json={"besluit": "bevestigd", "reden": "Past."},
                timeout=30,
            )
        except httpx2.HTTPError:
            return 0
        return antwoord.status_code

    sleutels = json.dumps(KEYS)
    verloren = 0
    bevestigd: set[str] = set()
    for ronde in range(2):
        proces = start()
        try:
            with ThreadPoolExecutor(3) as threads:
                lopend = {regel: threads.submit(besluit, regel) for regel in regels}
                time.sleep(0.15 + 0.1 * ronde)
                os.kill(proces.pid, signal.SIGKILL)
                for regel, uitkomst in lopend.items():
                    verloren += uitkomst.result() == 0
                    if uitkomst.result() == 201:
                        bevestigd.add(regel)
        finally:
            proces.kill()
            proces.wait()
        with engine.connect() as tx:
            een = tx.execute(text(HEEL)).one()
        assert een.besluiten == een.inzetten == een.samen == een.gemeld == een.vervuld
        assert een.besluiten >= len(bevestigd), "what was acknowledged is there"
    assert verloren, "killing must have hit something, or this proved nothing"
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}"
    nu = client.get(pad, headers=makelaar()).json()
    rest = {regel["id"]: regel for regel in nu["regels"]}
    for regel in regels:
        if rest[regel]["besluit"] is None:
            regio.besluit(voorstel["id"], regel)
    with engine.connect() as tx:
        assert tx.execute(text(HEEL)).one().samen == len(regels)
