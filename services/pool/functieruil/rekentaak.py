"""The job that computes swaps: as that of toewijzing, in a process of its own that can be stopped.

Killed at any moment nothing is half: rings, reasons and events are one transaction.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.functieruil import verloop
from services.pool.functieruil.rekenproces import reken
from services.pool.functieruil.storage import kringen, rondes, wensen
from services.pool.functieruil.storage.rondes import Rondestatus
from services.pool.toewijzing.rekentaak import AFGEBROKEN, INTERN, POGINGEN, Afloop, reken_apart
from shared import kalender

TAAK = verloop.TAAK
PROGRAMMA = "services.pool.functieruil.rekenproces"


@dataclass(frozen=True, slots=True)
class Rekenwerk:
    """What is kept of a calculation: how it begins, how far it is, and how it ends."""

    programma: str
    begin: Callable[[Session, UUID], tuple[int, dict[str, Any]] | None]
    voortgang: Callable[[Session, UUID, int], bool]
    einde: Callable[[Session, UUID, Afloop, datetime], None]


async def bereken(
    sessions: sessionmaker[Session],
    id: UUID,
    nu: Callable[[], datetime],
    werk: "Rekenwerk | None" = None,
) -> None:
    """Compute what waits for it; does nothing when it does not any more."""
    werk = werk or RUIL
    begin, klok = await asyncio.to_thread(nu), time.monotonic()
    begonnen = await asyncio.to_thread(_in, sessions, werk.begin, id)
    if begonnen is None:
        return
    poging, invoer = begonnen
    if poging > POGINGEN:
        afloop = Afloop(faalcode=AFGEBROKEN)
    else:
        afloop = await reken_apart(
            invoer, lambda deel: _in(sessions, werk.voortgang, id, deel), werk.programma
        )
    if afloop.uitkomst is None and afloop.faalcode is None:
        return
    op = begin + timedelta(seconds=time.monotonic() - klok)
    await asyncio.to_thread(_in, sessions, werk.einde, id, afloop, op)


def _in(sessions: sessionmaker[Session], doe: Callable[..., Any], *wat: Any) -> Any:
    with sessions.begin() as tx:
        return doe(tx, *wat)


def bereken_hier(sessions: sessionmaker[Session], id: UUID, nu: datetime) -> None:
    """The same without a process of its own: for a small region, where nothing else waits."""
    begonnen = _in(sessions, rondes.begin_berekening, id)
    if begonnen is not None:
        _in(sessions, einde, id, Afloop(uitkomst=reken(begonnen[1], lambda _: True)), nu)


def einde(tx: Session, id: UUID, afloop: Afloop, op: datetime) -> None:
    """Store how it ended."""
    if afloop.uitkomst is not None:
        verloop.neem_op(tx, id, afloop.uitkomst, op)
    else:
        code = afloop.faalcode or INTERN
        if ronde := rondes.sluit(tx, id, Rondestatus.MISLUKT, op, faalcode=code):
            verloop.meld_ronde(tx, ronde, op)


RUIL = Rekenwerk(PROGRAMMA, rondes.begin_berekening, rondes.set_voortgang, einde)


def volg_kringen(sessions: sessionmaker[Session], nu: datetime) -> None:
    """Keep every ring whole, each in a transaction of its own."""
    dag = kalender.dag(nu)
    with sessions.begin() as tx:
        voorbij = wensen.laat_verlopen(tx, dag)
        verloop.breek_met(tx, voorbij, nu)
        ids = kringen.list_te_volgen(tx, dag)
    for id in ids:
        with sessions.begin() as tx:
            verloop.volg(tx, id, nu)
