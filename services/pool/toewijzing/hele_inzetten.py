"""Whole inzetten: who goes where, for how many whole hours per week.

A small pool starts from the proven best of inzetten that last as long as both can (`exact`); every
pool is built and improved in rounds, in which a stay may be cut (`ruilen`). The objective
goes in steps; a later step never takes back what an earlier one reached:
1. the share of the organisation that is worst off is as large as can be;
2. hours, and every organisation's share, lowest first; between equals the organisation that waited
   longest for a turn goes first;
3. then, with nobody's hours less, ontwikkelwensen, what pairs are worth, small needs of one group
   with one person, continuity and travel (`wisselen`);
4. what is still equal goes by a lot drawn from the facts' hash.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.pool.toewijzing import exact, ruilen
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Regel

MEESTE_KANSEN = 80  # above this proof costs more time than it is worth
RONDEN, RONDEN_PER_LID, RONDEN_PER_KANS, MEESTE_RONDEN = 60_000, 300, 300, 120_000

Voortgang = Callable[[int], object]  # told the percentage; whoever wants to stop raises


@dataclass(frozen=True, slots=True)
class Oplossing:
    """The chosen lines, and whether every step was proven to be the best possible."""

    regels: tuple[Regel, ...]
    bewezen: bool


def aantal_ronden(feiten: Feiten, kansen: Sequence[Kans]) -> int:
    """How many rounds of improvement: more for a larger pool, the same on every machine."""
    naar_grootte = RONDEN + RONDEN_PER_LID * len(feiten.leden)
    return min(MEESTE_RONDEN, naar_grootte, RONDEN_PER_KANS * len(kansen))


def _teller(voortgang: Voortgang | None, ronden: int) -> Callable[[int], None]:
    """From rounds done to a percentage."""
    gedaan = 0

    def meld(aantal: int) -> None:
        nonlocal gedaan
        gedaan += aantal
        if voortgang is not None:
            voortgang(min(99, gedaan * 100 // max(1, ronden)))

    return meld


def bereken(
    feiten: Feiten,
    kansen: Sequence[Kans],
    deel: Mapping[str, Decimal],
    voortgang: Voortgang | None = None,
) -> Oplossing:
    """Choose the lines; `deel` is the fair share in hours per organisation.

    The proof of a small pool stands, unless stays that are cut shorter leave the worst off better
    off, or nobody worse off and all together better.
    """
    if not kansen:
        return Oplossing((), bewezen=True)
    ronden = aantal_ronden(feiten, kansen)
    meld = _teller(voortgang, ronden)
    if len(kansen) > MEESTE_KANSEN:
        return Oplossing(ruilen.bereken(feiten, kansen, deel, ronden, (), meld), bewezen=False)
    eerst, bewezen = exact.bereken(feiten, kansen, deel, meld)
    beter = ruilen.bereken(feiten, kansen, deel, ronden, eerst, meld)
    if beter != eerst:
        return Oplossing(beter, bewezen=False)
    fijner = ruilen.verfijn_regels(feiten, kansen, deel, eerst)
    zelfde = _verblijven(fijner) == _verblijven(eerst)
    return Oplossing(fijner, bewezen) if zelfde else Oplossing(eerst, bewezen)


def _verblijven(regels: Sequence[Regel]) -> list[tuple[str, ...]]:
    """The stays without who does them: when these are equal, so are everybody's hours."""
    return sorted((str(een.behoefte), f"{een.uren}", f"{een.van}", f"{een.tot}") for een in regels)
