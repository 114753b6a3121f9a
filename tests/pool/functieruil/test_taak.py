"""The calculation in a process of its own: killed, resumed, cancelled; nothing is ever half."""

import asyncio
import os
import signal
from uuid import UUID

import psutil
from sqlalchemy import Engine, text

from services.pool.functieruil import rekentaak
from services.pool.functieruil.storage import rondes
from services.pool.toewijzing.rekentaak import AFGEBROKEN, INTERN, Afloop
from tests.pool.conftest import AA, BEE, NU, VERBAND
from tests.pool.functieruil.conftest import Ruilers


def _vraag(ruilers: Ruilers) -> UUID:
    ruilers.wens(1, AA, "jurist")
    ruilers.wens(2, BEE, "planeconoom")
    ronde = ruilers.regio.post("/ruilrondes", ruilers.makelaar(), {"verband": str(VERBAND)})
    return UUID(ronde["id"])


def test_een_eigen_proces_rekent_hetzelfde(ruilers: Ruilers, engine: Engine) -> None:
    id = _vraag(ruilers)
    asyncio.run(rekentaak.bereken(ruilers.regio.sessions, id, lambda: NU))
    ronde = ruilers.lees(f"/ruilrondes/{id}", ruilers.makelaar())
    assert (ronde["status"], ronde["berekeningPercentage"]) == ("berekend", 100)
    assert ronde["cijfers"]["mensen"] == 2
    # Once more does nothing.
    asyncio.run(rekentaak.bereken(ruilers.regio.sessions, id, lambda: NU))
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM ruilkring")) == 1


def test_kill_9_laat_niets_half_achter(ruilers: Ruilers, engine: Engine) -> None:
    """The calculating process is killed; then a worker that was killed three times."""
    id = _vraag(ruilers)

    def dood(tx: object, ronde: UUID, percentage: int) -> bool:
        for kind in psutil.Process().children():
            if rekentaak.PROGRAMMA in kind.cmdline():
                os.kill(kind.pid, signal.SIGKILL)
        return True

    einden: list[Afloop] = []

    def einde(tx: object, ronde: UUID, afloop: Afloop, op: object) -> None:
        einden.append(afloop)

    werk = rekentaak.Rekenwerk(rekentaak.PROGRAMMA, rondes.begin_berekening, dood, einde)
    asyncio.run(rekentaak.bereken(ruilers.regio.sessions, id, lambda: NU, werk))
    assert [een.faalcode for een in einden] == [INTERN]
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM ruilkring")) == 0
        stand = tx.execute(text("SELECT status, poging FROM ruilronde")).one()
    assert (stand.status, stand.poging) == ("in_berekening", 1)
    with engine.begin() as tx:
        tx.execute(text("UPDATE ruilronde SET poging = 3"))
    asyncio.run(rekentaak.bereken(ruilers.regio.sessions, id, lambda: NU))
    ronde = ruilers.lees(f"/ruilrondes/{id}", ruilers.makelaar())
    assert (ronde["status"], ronde["faalcode"]) == ("mislukt", AFGEBROKEN)
