"""What the routes of trainees ask in the same words."""

from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.kijker import beletsels
from services.pool.trainee import rules
from services.pool.trainee.storage import programmas
from services.pool.trainee.storage.programmas import BewaardProgramma
from shared.api import Tx
from shared.problem import Problem, found, invalid

TRAINEES = "Trainees: deelname, wensen, rooster, mentoren en evaluaties"
NIET_NU = "Dit kan nu niet; zie beletselen."


def eis_leiding(programma: rules.Traineeprogramma, kijker: Kijker) -> None:
    """Refuse (403) who sees the programme but does not lead it."""
    if not rules.leidt(programma, kijker):
        zin = "Dit doet de makelaar of HR van de organisatie die het programma leidt."
        raise Problem(403, zin, code="leidt-niet")


def zie_programma(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardProgramma:
    """The programme, or 404."""
    return found(programmas.get_programma(tx, id, kijker, lock), "traineeprogramma")


def leid_programma(tx: Tx, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardProgramma:
    """The programme that the caller leads: 404, 403."""
    bewaard = zie_programma(tx, id, kijker, lock)
    eis_leiding(bewaard.programma, kijker)
    return bewaard


def eis_goed(fouten: list[Reden]) -> None:
    """400 with all faults at once."""
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def weiger(redenen: list[Reden], code: str) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, NIET_NU, code=code, beletselen=beletsels(redenen))


def eis_niet_gesloten(programma: rules.Traineeprogramma) -> None:
    if programma.status is rules.Programmastatus.GESLOTEN:
        raise Problem(409, "Dit programma is gesloten.", code="programma-gesloten")
