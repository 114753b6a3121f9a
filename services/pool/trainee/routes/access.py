"""What the routes of trainees ask in the same words."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.kijker import beletsels, van_beller
from services.pool.trainee import rules
from services.pool.trainee.storage import programmas
from services.pool.trainee.storage.programmas import BewaardProgramma
from shared.api import Beller, Tx
from shared.caller import Caller
from shared.problem import Problem, found, invalid

EIGEN = "eigen:beheren"
TRAINEES = "Trainees: deelname, wensen, rooster, mentoren en evaluaties"
NIET_NU = "Dit kan nu niet; zie beletselen."


def eigen_kijker(beller: Beller) -> Kijker:
    """What somebody wishes or writes, an employer's machine does not read for its employee."""
    kijker = van_beller(beller)
    return kijker if EIGEN in beller.scopes else replace(kijker, medewerker=None)


EigenKijker = Annotated[Kijker, Depends(eigen_kijker)]


def eis_zelf(kijker: Kijker) -> tuple[UUID, str]:
    """The person with an own login, and the employer (403)."""
    if kijker.medewerker is None or kijker.organisatie is None:
        zin = "Dit doet een medewerker zelf, met een eigen inlog."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    return kijker.medewerker, kijker.organisatie


def eis_eigen_inlog(beller: Caller) -> None:
    if EIGEN not in beller.scopes:
        zin = "Doe dit met uw eigen inlog; uw werkgever kan dit niet voor u doen."
        raise Problem(403, zin, code="eigen-inlog-nodig")


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
