"""Who looks, and what the routes of klankbord ask in the same words."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from services.pool.flexpool.rules import Reden
from services.pool.kijker import beletsels
from services.pool.klankbord import rules
from shared.api import Beller
from shared.problem import Problem, invalid

EIGEN = "eigen:beheren"
KLANKBORD = "Klankbord: deskundigen, vragen en onkosten"
MAKELAARS = frozenset({"makelaar"})
NIET_NU = "Dit kan nu niet; zie beletselen."


def lezer_van(beller: Beller) -> rules.Klankbordlezer:
    """A person only with an own login: an employer's machine asks nothing for an employee here."""
    return rules.Klankbordlezer(
        organisatie=beller.organisatie,
        rollen=beller.rollen,
        verbanden=beller.verband_ids,
        zelf=beller.medewerker if EIGEN in beller.scopes else None,
    )


Lezer = Annotated[rules.Klankbordlezer, Depends(lezer_van)]


def eis_buiten_dienst(lezer: rules.Klankbordlezer) -> UUID:
    """The person with an own login who works for no member (403)."""
    if lezer.zelf is None:
        zin = "Dit doet u zelf, met een eigen inlog."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    if lezer.organisatie is not None:
        zin = "U werkt bij een deelnemende organisatie; een deskundige is met pensioen."
        raise Problem(403, zin, code="nog-in-dienst")
    return lezer.zelf


def eis_makelaar(lezer: rules.Klankbordlezer) -> None:
    """Refuse (403) who sees this but matches nobody."""
    if not lezer.rollen & MAKELAARS:
        raise Problem(403, "Dit doet een makelaar van het verband.", code="rol-ontbreekt")


def eis_goed(fouten: list[Reden]) -> None:
    """400 with all faults at once."""
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def weiger(redenen: list[Reden], code: str) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, NIET_NU, code=code, beletselen=beletsels(redenen))
