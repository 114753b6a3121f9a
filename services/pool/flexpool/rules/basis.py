"""Waar een pool om draait: which needs and which members belong to it (seed 001)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules.woorden import Niveau, Reden, Vaardigheid


class Basissoort(StrEnum):
    """What a pool is built on."""

    FUNCTIEGROEP = "functiegroep"
    NIVEAU = "niveau"
    OPGAVE = "opgave"
    DOELGROEP = "doelgroep"


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of one pool; only the field of its kind is filled."""

    soort: Basissoort
    functies: tuple[str, ...] = ()
    niveaus: tuple[Niveau, ...] = ()
    opgaven: tuple[UUID, ...] = ()  # of the room planning
    doelgroep: str = ""


VELD = {
    Basissoort.FUNCTIEGROEP: "functies",
    Basissoort.NIVEAU: "niveaus",
    Basissoort.OPGAVE: "opgaven",
    Basissoort.DOELGROEP: "doelgroep",
}
WAT = {
    Basissoort.FUNCTIEGROEP: "functiegroep",
    Basissoort.NIVEAU: "niveaus",
    Basissoort.OPGAVE: "opgaven",
    Basissoort.DOELGROEP: "doelgroep",
}


def fouten_in_basis(basis: Basis) -> list[Reden]:
    """Faults of a basis; an empty list means it can be stored."""
    fouten = []
    for soort, veld in VELD.items():
        waarde = getattr(basis, veld)
        if soort is basis.soort and not waarde:
            zin = "Vul in waar de pool om draait."
            fouten.append(Reden(f"basis.{veld}", "ontbreekt", zin))
        if soort is not basis.soort and waarde:
            zin = f"Dit hoort niet bij een pool rond {WAT[basis.soort]}."
            fouten.append(Reden(f"basis.{veld}", "hoort-niet-bij-soort", zin))
    return fouten


def hoort_bij(
    basis: Basis | None,
    functie: str | None,
    niveau: Niveau | None,
    opgave: UUID | None = None,
    doelgroep: str | None = None,
) -> Reden | None:
    """Why a need is not for this pool; None: it is.

    A need that does not say a level or a target group is for every pool on that basis; a need
    without a function, or outside an opgave, cannot be known to be for a pool that is built on it.
    """
    if basis is None:
        return None
    match basis.soort:
        case Basissoort.FUNCTIEGROEP:
            past = functie in basis.functies
        case Basissoort.NIVEAU:
            past = niveau is None or niveau in basis.niveaus
        case Basissoort.OPGAVE:
            past = opgave in basis.opgaven
        case Basissoort.DOELGROEP:
            past = not doelgroep or doelgroep.casefold() == basis.doelgroep.casefold()
    if past:
        return None
    zin = f"Deze behoefte valt buiten de {WAT[basis.soort]} van de pool."
    return Reden(VELD[basis.soort], "buiten-basis", zin)


def past_in(basis: Basis | None, functies: Iterable[Vaardigheid]) -> Reden | None:
    """Why a member with these functions is not for this pool; None: fits, or it does not matter."""
    if basis is None:
        return None
    match basis.soort:
        case Basissoort.FUNCTIEGROEP:
            past = any(een.functie in basis.functies for een in functies)
        case Basissoort.NIVEAU:
            past = any(een.niveau in basis.niveaus for een in functies)
        case _:  # an opgave or a target group is not something one masters
            past = True
    if past:
        return None
    zin = f"Geen van deze functies valt binnen de {WAT[basis.soort]} van de pool."
    return Reden("functies", "buiten-basis", zin)
