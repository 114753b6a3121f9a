"""The job that computes a proposal: in a process of its own, with progress, cancel and resume.

No transaction is open while it computes. Killed at any moment nothing is half: the outcome, its
lines and its event are one transaction, and until then the proposal says that it is computed.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from services.pool.flexpool.routes.gateway import publiek
from services.pool.kijker import BASE_PATH
from services.pool.toewijzing import berekening, storage
from services.pool.toewijzing.rekenproces import ONGELDIG, reken
from shared import events

TAAK = "bereken_voorstel"
POGINGEN = 3  # a calculation that takes its worker down must not do so for ever
LANGST = 15 * 60  # seconds
PEILING = 0.5  # seconds between two looks at whether it is still wanted
# Where the machine code of the engine is kept: without it every calculation compiles it again.
BEHOUDEN = ("PATH", "HOME", "TMPDIR", "NUMBA_CACHE_DIR")
PROGRAMMA = "services.pool.toewijzing.rekenproces"
AFGEBROKEN, TE_LANG, INTERN = "berekening-afgebroken", "berekening-te-lang", "interne-fout"


@dataclass(frozen=True, slots=True)
class Afloop:
    """How a calculation ended: an outcome, a code why not, or neither when it was cancelled."""

    uitkomst: dict[str, Any] | None = None
    faalcode: str | None = None


async def bereken(sessions: sessionmaker[Session], id: UUID, nu: Callable[[], datetime]) -> None:
    """Compute a proposal that waits for it; does nothing when it does not any more."""
    begin, klok = await asyncio.to_thread(nu), time.monotonic()
    begonnen = await asyncio.to_thread(_begin, sessions, id)
    if begonnen is None:
        return
    poging, invoer = begonnen
    if poging > POGINGEN:
        afloop = Afloop(faalcode=AFGEBROKEN)
    else:
        afloop = await reken_apart(invoer, lambda deel: _voortgang(sessions, id, deel))
    if afloop.uitkomst is None and afloop.faalcode is None:
        return
    op = begin + timedelta(seconds=time.monotonic() - klok)
    await asyncio.to_thread(_einde, sessions, id, afloop, op)


def bereken_hier(sessions: sessionmaker[Session], id: UUID, nu: Callable[[], datetime]) -> None:
    """The same without a process of its own: for a small region, where nothing else waits."""
    begonnen = _begin(sessions, id)
    if begonnen is None:
        return
    try:
        uitkomst = reken(begonnen[1], lambda deel: _voortgang(sessions, id, deel))
        afloop = Afloop(uitkomst=uitkomst)
    except berekening.Geannuleerd:
        return
    except berekening.OngeldigVoorstel:
        afloop = Afloop(faalcode=ONGELDIG)
    _einde(sessions, id, afloop, nu())


def _begin(sessions: sessionmaker[Session], id: UUID) -> tuple[int, dict[str, Any]] | None:
    with sessions.begin() as tx:
        return storage.begin_berekening(tx, id)


def _voortgang(sessions: sessionmaker[Session], id: UUID, percentage: int) -> bool:
    with sessions.begin() as tx:
        return storage.set_voortgang(tx, id, percentage)


def _einde(sessions: sessionmaker[Session], id: UUID, afloop: Afloop, op: datetime) -> None:
    """Store how it ended and tell it, in one transaction."""
    with sessions.begin() as tx:
        if afloop.uitkomst is not None:
            kop, soort = storage.set_berekend(tx, id, afloop.uitkomst, op), "berekend"
        else:
            kop, soort = storage.set_mislukt(tx, id, afloop.faalcode or INTERN, op), "mislukt"
        if kop is not None:
            pad = f"{BASE_PATH}/toewijzingsvoorstellen/{id}"
            wie = publiek(kop.verband, personen=True)
            events.record(tx, f"toewijzingsvoorstel-{soort}", id, wie, op, pad)


async def reken_apart(
    invoer: dict[str, Any], voortgang: Callable[[int], bool], programma: str = PROGRAMMA
) -> Afloop:
    """Compute in a process of its own; it ends with us, whatever happens."""
    proces = await asyncio.create_subprocess_exec(
        sys.executable, "-m", programma,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, env=_omgeving(),
    )  # fmt: skip
    fouten = asyncio.create_task(_lees_fouten(proces))
    try:
        async with asyncio.timeout(LANGST):
            return await _volg(proces, invoer, voortgang)
    except TimeoutError:
        return Afloop(faalcode=TE_LANG)
    finally:
        if proces.returncode is None:
            proces.kill()
        await proces.wait()
        await fouten


async def _volg(
    proces: asyncio.subprocess.Process, invoer: dict[str, Any], voortgang: Callable[[int], bool]
) -> Afloop:
    """Bring the facts, keep the progress, take the outcome."""
    assert proces.stdin is not None
    assert proces.stdout is not None
    tekst = await asyncio.to_thread(lambda: json.dumps(invoer).encode())
    try:
        proces.stdin.write(b"%d\n%b" % (len(tekst), tekst))
        await proces.stdin.drain()
    except ConnectionError:
        return Afloop(faalcode=INTERN)
    laatste, gezegd = 0, asyncio.create_task(proces.stdout.readline())
    while True:
        klaar, _ = await asyncio.wait({gezegd}, timeout=PEILING)
        if not klaar:
            if not await asyncio.to_thread(voortgang, laatste):
                gezegd.cancel()
                return Afloop()
            continue
        regel = gezegd.result()
        if not regel:
            return Afloop(faalcode=INTERN)
        bericht = json.loads(regel)
        if "faalcode" in bericht:
            return Afloop(faalcode=bericht["faalcode"])
        if "bytes" in bericht:
            ruw = await proces.stdout.readexactly(bericht["bytes"])
            return Afloop(uitkomst=await asyncio.to_thread(json.loads, ruw))
        laatste = bericht["percentage"]
        gezegd = asyncio.create_task(proces.stdout.readline())


async def _lees_fouten(proces: asyncio.subprocess.Process) -> None:
    """What the process complains of goes to the log by its kind; its text may hold facts."""
    assert proces.stderr is not None
    tekst = await proces.stderr.read(1_000_000)
    if regels := tekst.decode(errors="replace").strip().splitlines():
        structlog.get_logger().error("berekening_mislukt", soort=regels[-1].partition(":")[0])


def _omgeving() -> dict[str, str]:
    """No settings and no secrets: what is not there cannot leak."""
    paden = os.pathsep.join(deel for deel in sys.path if deel) or "."
    kept = {naam: os.environ[naam] for naam in BEHOUDEN if naam in os.environ}
    return kept | {"PYTHONPATH": paden, "OMP_NUM_THREADS": "1"}
