"""A proposal as a job: progress, cancel, failure, resume after a kill, the same facts twice."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psutil
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text, update
from sqlalchemy.orm import Session

from services.pool.toewijzing import rekentaak, storage
from services.pool.toewijzing.tables import Toewijzingsvoorstel
from shared import db
from tests.pool.conftest import BASE, BEE, CEE, NU, Regio, Vraag

GEDULD = 60  # seconds that a test waits for what must come


@pytest.fixture
def pool(regio: Regio) -> str:
    pool = regio.pool()
    regio.lid(pool, 1)
    regio.lid(pool, 2, urenPerWeek=16)
    regio.behoefte(BEE)
    regio.behoefte(CEE)
    return pool


def lees(client: TestClient, headers: dict[str, str], id: str) -> dict[str, Any]:
    return dict(client.get(f"{BASE}/toewijzingsvoorstellen/{id}", headers=headers).json())


def test_het_antwoord_komt_meteen_en_de_taak_met_het_feit(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str, engine: Engine
) -> None:
    gevraagd = regio.vraag_voorstel(pool, {})
    assert (gevraagd["status"], gevraagd["berekeningPercentage"]) == ("in_berekening", 0)
    assert (gevraagd["regels"], gevraagd["behoeften"], gevraagd["klaarOp"]) == ([], [], None)
    with Session(engine) as tx:
        taken = text("SELECT args->>'voorstel' FROM procrastinate_jobs WHERE task_name = :naam")
        assert tx.scalars(taken, {"naam": rekentaak.TAAK}).all() == [gevraagd["id"]]
    kop = client.get(f"{BASE}/pools/{pool}/toewijzingsvoorstellen", headers=makelaar()).json()
    assert kop["results"][0]["status"] == "in_berekening"
    nee = regio.post(
        f"/toewijzingsvoorstellen/{gevraagd['id']}/besluiten",
        makelaar(),
        {"besluiten": [{"regel": gevraagd["id"], "besluit": "bevestigd", "reden": "Te vroeg."}]},
        409,
    )
    assert nee["code"] == "voorstel-niet-open"


def test_berekend_in_een_eigen_proces(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:  # fmt: skip
    """The process of its own gives to the byte what the same code gives here."""
    id = regio.vraag_voorstel(pool, {})["id"]
    asyncio.run(rekentaak.bereken(regio.sessions, UUID(id), lambda: NU))
    ver = lees(client, makelaar(), id)
    assert (ver["status"], ver["berekeningPercentage"]) == ("berekend", 100)
    assert len(ver["regels"]) == 2
    regio.besluit(id, ver["regels"][0]["id"], besluit="afgewezen")
    hier = regio.voorstel(pool)
    assert hier["id"] != id
    assert hier["invoerHash"] == ver["invoerHash"]
    assert hier["behoeften"] == ver["behoeften"]
    soorten = [een.type for een in gebeurtenissen()]
    assert soorten.count("toewijzingsvoorstel-berekend") == 2


def test_een_tweede_keer_rekenen_verandert_niets(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    """A job may run twice after a crash; the outcome is there once."""
    voorstel = regio.voorstel(pool)
    asyncio.run(rekentaak.bereken(regio.sessions, UUID(voorstel["id"]), lambda: NU))
    assert lees(client, makelaar(), voorstel["id"]) == voorstel


def test_dezelfde_feiten_een_voorstel_ook_tegelijk(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    def vraag(_: int) -> tuple[int, str]:
        pad = f"{BASE}/pools/{pool}/toewijzingsvoorstellen"
        antwoord = client.post(pad, headers=makelaar(), json={})
        assert antwoord.headers["Location"].endswith(antwoord.json()["id"])
        return antwoord.status_code, antwoord.json()["id"]

    with ThreadPoolExecutor(5) as threads:
        antwoorden = list(threads.map(vraag, range(5)))
    assert sorted(status for status, _ in antwoorden) == [200] * 4 + [201]
    assert len({id for _, id in antwoorden}) == 1
    eerste = regio.voorstel(pool)
    assert eerste["id"] == antwoorden[0][1]
    # Another horizon is another question; so is what comes after a decision or a new fact.
    assert regio.voorstel(pool, weken=51)["id"] != eerste["id"]
    regio.besluit(eerste["id"], eerste["regels"][0]["id"], besluit="afgewezen")
    tweede = regio.voorstel(pool)
    assert tweede["id"] != eerste["id"]
    regio.lid(pool, 3)
    assert regio.voorstel(pool)["id"] not in (eerste["id"], tweede["id"])


def test_annuleren_stopt_de_berekening(
    client: TestClient, makelaar: Vraag, ik: Vraag, regio: Regio, pool: str
) -> None:
    id = regio.vraag_voorstel(pool, {})["id"]
    pad = f"/toewijzingsvoorstellen/{id}/annulering"
    assert regio.post(pad, ik(BEE, "hr_adviseur"), {"reden": "x"}, 403)["code"] == "rol-ontbreekt"
    kop = regio.post(pad, makelaar(), {"reden": "Verkeerde horizon."}, 200)
    assert (kop["status"], kop["toelichting"]) == ("geannuleerd", "Verkeerde horizon.")
    asyncio.run(rekentaak.bereken(regio.sessions, UUID(id), lambda: NU))
    assert lees(client, makelaar(), id)["status"] == "geannuleerd"
    assert regio.post(pad, makelaar(), {"reden": "x"}, 409)["code"] == "niet-in-berekening"
    assert regio.voorstel(pool)["id"] != id


def test_wat_intussen_is_geannuleerd_krijgt_geen_uitkomst(regio: Regio, pool: str) -> None:
    id = UUID(regio.vraag_voorstel(pool, {})["id"])
    begonnen = []

    def nu() -> Any:
        begonnen.append(1)
        return NU

    with regio.sessions.begin() as tx:
        assert storage.set_voortgang(tx, id, 40)
        assert storage.set_voortgang(tx, id, 20), "it never goes back"
    with regio.sessions.begin() as tx:
        assert tx.get_one(Toewijzingsvoorstel, id).berekening_percentage == 40
        tx.execute(update(Toewijzingsvoorstel).values(status="geannuleerd"))
    with regio.sessions.begin() as tx:
        assert not storage.set_voortgang(tx, id, 60)
        assert storage.set_berekend(tx, id, {}, NU) is None
        assert storage.set_mislukt(tx, id, "x", NU) is None


def test_een_fout_is_een_uitkomst_met_een_code(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str,
    gebeurtenissen: Callable[[], list[db.Gebeurtenis]],
) -> None:  # fmt: skip
    """Facts that cannot be computed: said so, without a stack, and not for ever again."""
    id = regio.vraag_voorstel(pool, {})["id"]
    with regio.sessions.begin() as tx:
        tx.execute(update(Toewijzingsvoorstel).values(invoer={"leden": "geen lijst"}))
    asyncio.run(rekentaak.bereken(regio.sessions, UUID(id), lambda: NU))
    with regio.sessions() as tx:
        row = tx.get_one(Toewijzingsvoorstel, UUID(id))
        assert (row.status, row.faalcode) == ("mislukt", "interne-fout")
    assert gebeurtenissen()[-1].type == "toewijzingsvoorstel-mislukt"


def test_wie_zijn_werker_drie_keer_meesleept_mislukt(
    client: TestClient, makelaar: Vraag, regio: Regio, pool: str
) -> None:
    id = UUID(regio.vraag_voorstel(pool, {})["id"])
    for _ in range(rekentaak.POGINGEN):  # begun, and never heard of again
        with regio.sessions.begin() as tx:
            assert storage.begin_berekening(tx, id) is not None
    asyncio.run(rekentaak.bereken(regio.sessions, id, lambda: NU))
    kop = lees(client, makelaar(), str(id))
    assert (kop["status"], kop["faalcode"]) == ("mislukt", "berekening-afgebroken")


# ------------------------------------------------------------------ killed
@pytest.fixture
def rekenaar(database: dict[str, str]) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Starts what the worker's task does, in a process that a test may kill."""
    gestart: list[subprocess.Popen[bytes]] = []

    def start(id: str) -> subprocess.Popen[bytes]:
        programma = (
            "import asyncio, datetime, sys, uuid\n"
            "from services.pool.toewijzing import rekentaak\n"
            "from shared import db\n"
            "from tests.conftest import settings_of\n"
            "sessions = db.sessions(db.engine(settings_of('pool', {'pool': sys.argv[1]})))\n"
            "nu = lambda: datetime.datetime.now(datetime.UTC)\n"
            "asyncio.run(rekentaak.bereken(sessions, uuid.UUID(sys.argv[2]), nu))\n"
        )
        argumenten = [sys.executable, "-c", programma, database["pool"], id]
        proces = subprocess.Popen(argumenten)
        gestart.append(proces)
        return proces

    yield start
    for proces in gestart:
        proces.kill()
        proces.wait()


def wacht(tot: Callable[[], Any]) -> Any:
    einde = time.monotonic() + GEDULD
    while time.monotonic() < einde:
        if gevonden := tot():
            return gevonden
        time.sleep(0.02)
    raise AssertionError(f"not within {GEDULD} s")


def is_weg(proces: psutil.Process) -> bool:
    try:
        return bool(proces.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_een_gedode_werker_laat_niets_half_achter_en_gaat_verder(
    client: TestClient, makelaar: Vraag, regio: Regio,
    rekenaar: Callable[[str], subprocess.Popen[bytes]],
) -> None:  # fmt: skip
    """Killed while it computes: the calculation ends with it, and the next one takes it up."""
    pool = regio.pool()
    for nr in range(12):
        regio.lid(pool, nr, maximumInzetten=3)
        regio.behoefte(BEE if nr % 2 else CEE, urenMin=8, urenMax=24, kleinsteUrenblok=8)
    id = regio.vraag_voorstel(pool, {})["id"]
    proces = rekenaar(id)
    werker = psutil.Process(proces.pid)
    kind = wacht(werker.children)[0]
    wacht(lambda: kind.cpu_times().user > 0.2)
    os.kill(proces.pid, signal.SIGKILL)
    proces.wait()
    wacht(lambda: is_weg(kind))
    halverwege = lees(client, makelaar(), id)
    assert (halverwege["status"], halverwege["regels"]) == ("in_berekening", [])
    asyncio.run(rekentaak.bereken(regio.sessions, UUID(id), lambda: NU))
    na = lees(client, makelaar(), id)
    assert na["status"] == "berekend"
    nummers = [regel["nr"] for regel in na["regels"]]
    assert nummers == list(range(1, len(nummers) + 1))
    assert nummers


def test_de_werker_blijft_vrij_terwijl_hij_rekent(regio: Regio, pool: str) -> None:
    """The event loop answers, and no connection of the pool is held."""
    id = UUID(regio.vraag_voorstel(pool, {})["id"])
    langste, bezet = 0.0, []

    async def klok(klaar: asyncio.Event) -> None:
        nonlocal langste
        while not klaar.is_set():
            vorige = time.monotonic()
            await asyncio.sleep(0.05)
            langste = max(langste, time.monotonic() - vorige - 0.05)
            bezet.append(regio.sessions.kw["bind"].pool.checkedout())

    async def beide() -> None:
        klaar = asyncio.Event()
        tikt = asyncio.create_task(klok(klaar))
        await rekentaak.bereken(regio.sessions, id, lambda: NU)
        klaar.set()
        await tikt

    asyncio.run(beide())
    assert langste < 2, "the heartbeat of a worker must not wait for a calculation"
    assert bezet.count(0) > len(bezet) / 2, "no connection is held while it computes"
