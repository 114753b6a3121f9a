"""What the routes of swaps ask in the same words."""

from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.kijker import beletsels
from shared.problem import Problem, invalid

FUNCTIERUIL = "Functieruil: wensen, kringen en werkbezoeken"
MAKELAARS = frozenset({"makelaar"})


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
