"""The job that computes a rooster: as that of swaps, in a process of its own."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from services.pool.functieruil import rekentaak
from services.pool.functieruil.rekentaak import Rekenwerk
from services.pool.toewijzing.rekenproces import Faal
from services.pool.toewijzing.rekentaak import INTERN, Afloop
from services.pool.trainee import verloop
from services.pool.trainee.rekenproces import reken
from services.pool.trainee.rules import Roosterstatus
from services.pool.trainee.storage import roosters

TAAK = verloop.TAAK
PROGRAMMA = "services.pool.trainee.rekenproces"


def einde(tx: Session, id: UUID, afloop: Afloop, op: datetime) -> None:
    """Store how it ended."""
    if afloop.uitkomst is not None:
        verloop.neem_op(tx, id, afloop.uitkomst, op)
    else:
        roosters.sluit(tx, id, Roosterstatus.MISLUKT, op, faalcode=afloop.faalcode or INTERN)


ROOSTER = Rekenwerk(PROGRAMMA, roosters.begin_berekening, roosters.set_voortgang, einde)


async def bereken(sessions: sessionmaker[Session], id: UUID, nu: Callable[[], datetime]) -> None:
    """Compute what waits for it; does nothing when it does not any more."""
    await rekentaak.bereken(sessions, id, nu, ROOSTER)


def bereken_hier(sessions: sessionmaker[Session], id: UUID, nu: datetime) -> None:
    """The same without a process of its own: for a small programme, where nothing else waits."""
    with sessions.begin() as tx:
        begonnen = roosters.begin_berekening(tx, id)
    if begonnen is None:
        return
    try:
        afloop = Afloop(uitkomst=reken(begonnen[1], lambda _: True))
    except Faal as faal:
        afloop = Afloop(faalcode=str(faal))
    with sessions.begin() as tx:
        einde(tx, id, afloop, nu)
