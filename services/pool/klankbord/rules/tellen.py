"""Hoeveel vragen? Counts of a year that is over, with small numbers hidden. Pure.

Each kind is a row, each moment in its life a column. A number of 1 to k - 1 is hidden, and with it
the total of its column; so a hidden number can be every number from 1 to k - 1 for whoever knows
all that is shown. Nought is shown. A year that still runs is not told: who looks twice would see
one question come.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.pool.klankbord.rules.woorden import Klankbordsoort

KOLOMMEN = ("gesteld", "gekoppeld", "afgerond")


@dataclass(frozen=True, slots=True)
class Klankbordtelling:
    """Counts of one kind, or of all together; None: hidden."""

    soort: Klankbordsoort | None
    gesteld: int | None
    gekoppeld: int | None
    afgerond: int | None


def onderdruk(
    geteld: Mapping[Klankbordsoort, tuple[int, int, int]], kleinste_cel: int
) -> list[Klankbordtelling]:
    """The rows in the order of the kinds, then the totals (`soort` None)."""
    rijen = [geteld.get(soort, (0, 0, 0)) for soort in Klankbordsoort]

    def toon(aantal: int) -> int | None:
        return aantal if aantal == 0 or aantal >= kleinste_cel else None

    getoond = [tuple(toon(aantal) for aantal in rij) for rij in rijen]
    totalen = [
        sum(rij[nr] for rij in rijen) if all(rij[nr] is not None for rij in getoond) else None
        for nr in range(len(KOLOMMEN))
    ]
    regels = [
        Klankbordtelling(soort, *rij) for soort, rij in zip(Klankbordsoort, getoond, strict=True)
    ]
    return [*regels, Klankbordtelling(None, *totalen)]
