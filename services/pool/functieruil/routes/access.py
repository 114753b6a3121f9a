"""What the routes of swaps ask in the same words."""

from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.kijker import EIGEN as EIGEN
from services.pool.kijker import beletsels
from shared.caller import Caller
from shared.problem import Problem, invalid

FUNCTIERUIL = "Functieruil: wensen, kringen en werkbezoeken"
MAKELAARS = frozenset({"makelaar"})


def eis_zelf(kijker: Kijker) -> tuple[UUID, str]:
    """The person with an own login, and the employer (403)."""
    if kijker.medewerker is None or kijker.organisatie is None:
        zin = "Dit doet een medewerker zelf, met een eigen inlog."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    return kijker.medewerker, kijker.organisatie


def eis_eigen_inlog(beller: Caller) -> None:
    if EIGEN not in beller.scopes:
        zin = "Antwoord met uw eigen inlog; uw werkgever kan dit niet voor u doen."
        raise Problem(403, zin, code="eigen-inlog-nodig")


def eis_verband(kijker: Kijker, verband: UUID) -> None:
    """Refuse (400) a verband that is not the caller's."""
    if verband not in kijker.verbanden:
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))


def eis_goed(fouten: list[Reden]) -> None:
    """400 with all faults at once."""
    if fouten:
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def weiger(redenen: list[Reden], detail: str, code: str) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, detail, code=code, beletselen=beletsels(redenen))
