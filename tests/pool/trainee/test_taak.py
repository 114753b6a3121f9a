"""The calculation in a process of its own: killed, resumed, cancelled; nothing is ever half."""

import asyncio
import os
import signal
from uuid import UUID

import psutil
from sqlalchemy import Engine, text

from services.pool.functieruil import rekentaak as ruiltaak
from services.pool.functieruil.rekentaak import Rekenwerk
from services.pool.toewijzing.rekentaak import AFGEBROKEN, INTERN, Afloop
from services.pool.trainee import rekentaak
from services.pool.trainee.storage import roosters
from tests.pool.conftest import NU, zet_pool
from tests.pool.trainee.conftest import Programma


def _vraag(programma: Programma) -> UUID:
    programma.open()
    programma.trainee(1)
    pad = f"/traineeprogrammas/{programma.id}/roosters"
    return UUID(programma.regio.post(pad, programma.leider(), {})["id"])


def test_een_eigen_proces_rekent_hetzelfde(programma: Programma, engine: Engine) -> None:
    id = _vraag(programma)
    asyncio.run(rekentaak.bereken(programma.regio.sessions, id, lambda: NU))
    rooster = programma.lees(f"/traineeroosters/{id}", programma.leider())
    assert (rooster["status"], rooster["berekeningPercentage"]) == ("berekend", 100)
    assert rooster["cijfers"]["gevuld"] == 3
    # Once more does nothing.
    asyncio.run(rekentaak.bereken(programma.regio.sessions, id, lambda: NU))
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM traineeplaats")) == 3


def test_hoe_zwaar_wensen_tellen_komt_uit_het_convenant(
    programma: Programma, engine: Engine
) -> None:
    zet_pool(engine, traineeWensOrganisatie=9, traineeWensLaag=2, traineeWensOnderwerp=4)
    id = _vraag(programma)
    with engine.connect() as tx:
        vraag = text("SELECT invoer -> 'gewichten' FROM traineerooster WHERE id = :i")
        telt = tx.scalar(vraag, {"i": id})
    assert telt == {"organisatie": 9, "laag": 2, "onderwerp": 4}


def test_kill_9_laat_niets_half_achter(programma: Programma, engine: Engine) -> None:
    """The calculating process is killed; then a worker that was killed three times."""
    id = _vraag(programma)

    def dood(tx: object, rooster: UUID, percentage: int) -> bool:
        for kind in psutil.Process().children():
            if rekentaak.PROGRAMMA in kind.cmdline():
                os.kill(kind.pid, signal.SIGKILL)
        return True

    einden: list[Afloop] = []

    def einde(tx: object, rooster: UUID, afloop: Afloop, op: object) -> None:
        einden.append(afloop)

    werk = Rekenwerk(rekentaak.PROGRAMMA, roosters.begin_berekening, dood, einde)
    asyncio.run(ruiltaak.bereken(programma.regio.sessions, id, lambda: NU, werk))
    assert [een.faalcode for een in einden] == [INTERN]
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM traineeplaats")) == 0
        stand = tx.execute(text("SELECT status, poging FROM traineerooster")).one()
    assert (stand.status, stand.poging) == ("in_berekening", 1)
    with engine.begin() as tx:
        tx.execute(text("UPDATE traineerooster SET poging = 3"))
    asyncio.run(rekentaak.bereken(programma.regio.sessions, id, lambda: NU))
    rooster = programma.lees(f"/traineeroosters/{id}", programma.leider())
    assert (rooster["status"], rooster["faalcode"]) == ("mislukt", AFGEBROKEN)
