"""Which numbers of a table to hide, so that nobody can be found in what is shown.

A table is a network: every number is an arrow between two sums, and what goes into a sum comes out
of it. A cell runs from its row to its column, a total runs back. Whoever knows the shown numbers
can compute for each hidden one how small and how large it can be, and no more than that: those
bounds are what flows in the network allow. A hidden number is safe when it can still have more than
one value, and can be `k` or more.

Hidden first: every number of 1 to k - 1 people (k: `kleinste_cel` of the convenant, certainty C).
Nought is shown: there is nobody. So a reader knows that a hidden number is at least 1, and the
bounds count with that. Then, as long as a hidden number is not safe, others are hidden with it, as
few people as possible, and totals last.

What this does not stop: a reader who lays two tables of different periods side by side, or who
knows some of the people in it.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

ONBEGRENSD = 10**12
TOTAALPRIJS = 10**9  # a total is worth more than all cells together


class Geteld(NamedTuple):
    """How many, and of how many people: who comes back counts more than once."""

    aantal: int = 0
    personen: int = 0


@dataclass(frozen=True, slots=True)
class Getal:
    """One number of a table: an arrow from one sum to another. Names are unique in a table.

    `personen`: of how many people it is, when one can count more than once; None: of as many.
    `bekend`: the reader has it from elsewhere, so that hiding it would hide nothing.
    """

    naam: str
    van: str
    naar: str
    aantal: int
    totaal: bool = False
    personen: int | None = None
    bekend: bool = False

    def is_klein(self, k: int) -> bool:
        """Whether it is of somebody, and of fewer than `k`."""
        personen = self.aantal if self.personen is None else self.personen
        return self.aantal > 0 and min(self.aantal, personen) < k


@dataclass(frozen=True, slots=True)
class Grenzen:
    """How small and how large a hidden number can be for a reader; `hoogst` None: no limit."""

    laagst: int
    hoogst: int | None


def verberg(getallen: Sequence[Getal], k: int) -> frozenset[str]:
    """Names of the numbers to hide. `k` 1 or less hides nothing."""
    weg = {getal.naam for getal in getallen if getal.is_klein(k) and not getal.bekend}
    while onveilig := _onveilig(getallen, weg, k):
        erbij = _kring(getallen, weg, onveilig, k) or _naaste(getallen, weg, onveilig)
        if not erbij:
            break
        weg |= erbij
    return frozenset(weg)


def _kring(
    getallen: Sequence[Getal], weg: Collection[str], onveilig: Getal, k: int
) -> frozenset[str]:
    """The cheapest numbers to hide that make the unsafe one part of a circle of hidden numbers.

    Around a circle as much can be added to it as makes it `k`, and no shown sum tells. Cheapest:
    the fewest people hidden, and no totals if it can be done without (Dijkstra).
    """
    nodig = max(1, k - onveilig.aantal)
    stappen: dict[str, list[tuple[str, int, str]]] = {}
    for getal in getallen:
        if getal.naam == onveilig.naam or getal.aantal == 0 or getal.bekend:
            continue
        prijs = 0 if getal.naam in weg else getal.aantal + (TOTAALPRIJS if getal.totaal else 0)
        stappen.setdefault(getal.van, []).append((getal.naar, prijs, getal.naam))
        if getal.aantal > nodig:  # one must be left
            stappen.setdefault(getal.naar, []).append((getal.van, prijs, getal.naam))
    rij: list[tuple[int, int, tuple[str, ...], str]] = [(0, 0, (), onveilig.naar)]
    geweest: set[str] = set()
    while rij:
        prijs, lengte, namen, hier = heappop(rij)
        if hier == onveilig.van:
            return frozenset(namen) - frozenset(weg)
        if hier in geweest:
            continue
        geweest.add(hier)
        for daar, erbij, naam in stappen.get(hier, []):
            if daar not in geweest:
                heappush(rij, (prijs + erbij, lengte + 1, (*namen, naam), daar))
    return frozenset()


def _naaste(getallen: Sequence[Getal], weg: Collection[str], onveilig: Getal) -> frozenset[str]:
    """Without a circle: the smallest shown number, first of those that share a sum with it."""
    sommen = {onveilig.van, onveilig.naar}
    getoond = [g for g in getallen if g.aantal > 0 and g.naam not in weg and not g.bekend]
    if not getoond:
        return frozenset()
    eerst = min(getoond, key=lambda g: (not sommen & {g.van, g.naar}, g.totaal, g.aantal, g.naam))
    return frozenset({eerst.naam})


def _onveilig(getallen: Sequence[Getal], weg: Iterable[str], k: int) -> Getal | None:
    verborgen = [getal for getal in getallen if getal.naam in set(weg)]
    for getal in sorted(verborgen, key=lambda g: (g.aantal, g.naam)):
        if not is_veilig(grenzen(getal, verborgen), k):
            return getal
    return None


def is_veilig(bekend: Grenzen, k: int) -> bool:
    """Whether a reader cannot tell the number, nor that it is below k."""
    return bekend.hoogst is None or (bekend.hoogst >= k and bekend.hoogst > bekend.laagst)


def grenzen(getal: Getal, verborgen: Sequence[Getal]) -> Grenzen:
    """What a reader can compute of a hidden number from all that is shown."""
    anderen = [ander for ander in verborgen if ander.naam != getal.naam]
    erbij = _stroom(anderen, getal.naar, getal.van)
    eraf = min(getal.aantal - 1, _stroom(anderen, getal.van, getal.naar))
    hoogst = None if erbij >= ONBEGRENSD else getal.aantal + erbij
    return Grenzen(getal.aantal - eraf, hoogst)


def _stroom(pijlen: Sequence[Getal], bron: str, doel: str) -> int:
    """How much more can flow from `bron` to `doel`: along an arrow without limit, against it until
    one is left (largest flow by shortest augmenting paths)."""
    if bron == doel:
        return ONBEGRENSD
    ruimte: dict[str, dict[str, int]] = {}
    for pijl in pijlen:
        heen = ruimte.setdefault(pijl.van, {})
        terug = ruimte.setdefault(pijl.naar, {})
        heen[pijl.naar] = ONBEGRENSD
        terug[pijl.van] = terug.get(pijl.van, 0) + pijl.aantal - 1
    totaal = 0
    while totaal < ONBEGRENSD and (pad := _pad(ruimte, bron, doel)):
        stappen = list(pairwise(pad))
        erbij = min(ruimte[a][b] for a, b in stappen)
        for a, b in stappen:
            ruimte[a][b] -= erbij
            ruimte[b][a] = ruimte[b].get(a, 0) + erbij
        totaal += erbij
    return min(totaal, ONBEGRENSD)


def _pad(ruimte: Mapping[str, Mapping[str, int]], bron: str, doel: str) -> list[str]:
    vanwaar: dict[str, str] = {bron: bron}
    rij = deque([bron])
    while rij and doel not in vanwaar:
        hier = rij.popleft()
        for daar in sorted(ruimte.get(hier, {})):
            if ruimte[hier][daar] > 0 and daar not in vanwaar:
                vanwaar[daar] = hier
                rij.append(daar)
    if doel not in vanwaar:
        return []
    pad = [doel]
    while pad[-1] != bron:
        pad.append(vanwaar[pad[-1]])
    return pad[::-1]
