"""Hoeveel vragen? Counts of a year that is over, with small numbers hidden. Pure.

Each kind is a row, each moment in its life a column with its total. Small numbers are hidden with
what would give them away, as everywhere. A year that still runs is not told: who looks twice would
see one question come.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.pool.klankbord.rules.woorden import Klankbordsoort
from shared.verberging import Getal, verberg

KOLOMMEN = ("gesteld", "gekoppeld", "afgerond")
TOTAAL = "totaal"


@dataclass(frozen=True, slots=True)
class Klankbordtelling:
    """Counts of one kind, or of all together (`soort` None); None: hidden."""

    soort: Klankbordsoort | None
    gesteld: int | None
    gekoppeld: int | None
    afgerond: int | None


def onderdruk(
    geteld: Mapping[Klankbordsoort, tuple[int, int, int]], kleinste_cel: int
) -> list[Klankbordtelling]:
    """The rows in the order of the kinds, then the totals."""
    kolommen = [
        _kolom([geteld.get(soort, (0, 0, 0))[nr] for soort in Klankbordsoort], kleinste_cel)
        for nr in range(len(KOLOMMEN))
    ]
    return [
        Klankbordtelling(soort, *(kolom[nr] for kolom in kolommen))
        for nr, soort in enumerate([*Klankbordsoort, None])
    ]


def _kolom(aantallen: list[int], kleinste_cel: int) -> list[int | None]:
    """A column and its total, with what must be hidden as None."""
    getallen = [
        Getal(soort.value, "rijen", "som", aantal)
        for soort, aantal in zip(Klankbordsoort, aantallen, strict=True)
    ]
    getallen.append(Getal(TOTAAL, "som", "rijen", sum(aantallen), totaal=True))
    weg = verberg(getallen, kleinste_cel)
    return [None if een.naam in weg else een.aantal for een in getallen]
