"""The same room in every block: who goes where at all, and then colours for the blocks."""

from collections import defaultdict
from collections.abc import Sequence

from services.pool.functieruil.optimaal import Grens
from services.pool.trainee.rooster.opgave import Opgave, Rooster, los_op, rooster_van


def per_gast(opgave: Opgave) -> Rooster:
    """First who goes to which hosts at all, then in which block: the second can always be done."""
    kolommen = [
        (t, g)
        for t in range(len(opgave.wie))
        for g, gast in enumerate(opgave.waar)
        if gast.ruimte and gast.ruimte[0] and opgave.mag(t, g)
    ]
    per_t: dict[int, list[int]] = defaultdict(list)
    per_g: dict[int, list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        per_t[t].append(nr)
        per_g[g].append(nr)
    blokken = opgave.blokken
    grenzen = [Grens(lijst, blokken) for _, lijst in sorted(per_t.items())]
    grenzen += [
        Grens(lijst, opgave.waar[g].ruimte[0] * blokken) for g, lijst in sorted(per_g.items())
    ]
    keuze, stand, bewezen = los_op(opgave, kolommen, grenzen)
    paren = [kolommen[nr] for nr in keuze]
    plaatsen = [(*paar, blok) for paar, blok in zip(paren, kleur(paren, blokken), strict=True)]
    return rooster_van(opgave, plaatsen, stand, bewezen)


def kleur(paren: Sequence[tuple[int, int]], blokken: int) -> list[int]:
    """A block for every pair, no two of one trainee and no more than its room of one host.

    Every host is as many seats as it has room; a bipartite graph in which nobody has more than
    `blokken` pairs can be coloured with that many colours (Kőnig), by changing along one path.
    """
    vrij: dict[tuple[str, int, int], dict[int, int]] = defaultdict(dict)  # knot → colour → pair
    stoel: dict[int, int] = defaultdict(int)
    einden: list[tuple[tuple[str, int, int], tuple[str, int, int]]] = []
    kleuren: list[int] = []
    for nr, (t, g) in enumerate(paren):
        een, ander = ("t", t, 0), ("g", g, stoel[g] // blokken)
        stoel[g] += 1
        einden.append((een, ander))
        a = next(k for k in range(blokken) if k not in vrij[een])
        b = next(k for k in range(blokken) if k not in vrij[ander])
        if a != b:
            _wissel(vrij, kleuren, einden, ander, a, b)
        vrij[een][a] = vrij[ander][a] = nr
        kleuren.append(a)
    return kleuren


def _wissel(
    vrij: dict[tuple[str, int, int], dict[int, int]],
    kleuren: list[int],
    einden: Sequence[tuple[tuple[str, int, int], tuple[str, int, int]]],
    knoop: tuple[str, int, int],
    a: int,
    b: int,
) -> None:
    """Change a and b along the path that begins here, so that a comes free."""
    pad, wil = [], a
    while wil in vrij[knoop]:
        nr = vrij[knoop][wil]
        pad.append(nr)
        een, ander = einden[nr]
        knoop = ander if knoop == een else een
        wil = b if wil == a else a
    for nr in pad:
        for einde in einden[nr]:
            if vrij[einde].get(kleuren[nr]) == nr:
                del vrij[einde][kleuren[nr]]
    for nr in pad:
        kleuren[nr] = b if kleuren[nr] == a else a
        for einde in einden[nr]:
            vrij[einde][kleuren[nr]] = nr
