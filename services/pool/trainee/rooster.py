"""Compute a rotation exactly: who is where in each block, and which mentor guides whom.

The solver layer is that of swaps. In turn: as many blocks filled as can be, as many layers of
government per trainee, the dearest wishes. Two steps, because together they are exact only when
the room of every host is the same in every block; otherwise one step over all blocks.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.pool.functieruil.optimaal import Doel, Grens, kies
from services.pool.trainee.rules import (
    Bestuurslaag,
    Gastplek,
    Trainee,
    Traineementor,
    Traineeplaats,
    past_bij,
    wens,
)

Voortgang = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Rooster:
    """The places, and how good they are."""

    plaatsen: tuple[Traineeplaats, ...]
    gevuld: int
    lagen: int  # different layers, summed over trainees
    wensen: int
    bewezen: bool


def bereken(
    trainees: Sequence[Trainee],
    gasten: Sequence[Gastplek],
    blokken: int,
    geweest: frozenset[tuple[UUID, str]] = frozenset(),
) -> Rooster:
    """Places for all trainees; `geweest`: where somebody was before this calculation.

    Error: optimaal.NietOpgelost.
    """
    wie = sorted(trainees, key=lambda een: een.id)
    waar = sorted(gasten, key=lambda een: een.organisatie)
    gelijk = all(len(set(een.ruimte)) <= 1 for een in waar)
    alle = all(een.blokken is None for een in wie)
    model = _per_gast if gelijk and alle else _per_blok
    return model(wie, waar, blokken, geweest)


def _lagen(
    waar: Sequence[Gastplek], kolommen: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, Bestuurslaag]], list[Grens]]:
    """A column per trainee and layer, that counts only when one of its hosts is chosen."""
    per: dict[tuple[int, Bestuurslaag], list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        per[t, waar[g].laag].append(nr)
    extra = sorted(per)
    grenzen = []
    for nr, sleutel in enumerate(extra):
        leden = per[sleutel]
        grenzen.append(Grens([len(kolommen) + nr, *leden], 0, gewichten=[1, *([-1] * len(leden))]))
    return extra, grenzen


def _los_op(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    kolommen: Sequence[tuple[int, int]],
    grenzen: list[Grens],
    blokken: int,
) -> tuple[list[int], list[int], bool]:
    extra, lagen = _lagen(waar, kolommen)
    n, m = len(kolommen), len(extra)
    waarden = [wens(wie[t], waar[g]) for t, g in kolommen]
    meest = max(waarden, default=0) * len(wie) * blokken
    doelen = [
        Doel("gevuld", [1] * n + [0] * m, len(wie) * blokken),
        Doel("lagen", [0] * n + [1] * m, m),
        Doel("wensen", waarden + [0] * m, meest),
    ]
    keuze, stand, bewezen = kies(n + m, grenzen + lagen, doelen)
    return [nr for nr in keuze if nr < n], stand, bewezen


def _per_gast(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    blokken: int,
    geweest: frozenset[tuple[UUID, str]],
) -> Rooster:
    """First who goes to which hosts at all, then in which block: the second can always be done."""
    kolommen = [
        (t, g)
        for t, een in enumerate(wie)
        for g, gast in enumerate(waar)
        if gast.ruimte and gast.ruimte[0] and (een.id, gast.organisatie) not in geweest
    ]
    per_t: dict[int, list[int]] = defaultdict(list)
    per_g: dict[int, list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        per_t[t].append(nr)
        per_g[g].append(nr)
    grenzen = [Grens(lijst, blokken) for _, lijst in sorted(per_t.items())]
    grenzen += [Grens(lijst, waar[g].ruimte[0] * blokken) for g, lijst in sorted(per_g.items())]
    keuze, stand, bewezen = _los_op(wie, waar, kolommen, grenzen, blokken)
    paren = [kolommen[nr] for nr in keuze]
    plaatsen = [
        Traineeplaats(wie[t].id, blok, waar[g].organisatie)
        for (t, g), blok in zip(paren, kleur(paren, blokken), strict=True)
    ]
    return Rooster(tuple(plaatsen), stand[0], stand[1], stand[2], bewezen)


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


def _per_blok(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    blokken: int,
    geweest: frozenset[tuple[UUID, str]],
) -> Rooster:
    """Every trainee, host and block at once: for rooms that differ per block."""
    drie = [
        (t, g, b)
        for t, een in enumerate(wie)
        for g, gast in enumerate(waar)
        for b in (range(blokken) if een.blokken is None else een.blokken)
        if gast.ruimte[b] and (een.id, gast.organisatie) not in geweest
    ]
    per: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for nr, (t, g, b) in enumerate(drie):
        per[t, -1, b].append(nr)
        per[t, g, -1].append(nr)
        per[-1, g, b].append(nr)
    grenzen = [
        Grens(lijst, waar[g].ruimte[b] if t < 0 else 1) for (t, g, b), lijst in sorted(per.items())
    ]
    kolommen = [(t, g) for t, g, _ in drie]
    keuze, stand, bewezen = _los_op(wie, waar, kolommen, grenzen, blokken)
    plaatsen = tuple(
        Traineeplaats(wie[t].id, b, waar[g].organisatie) for t, g, b in (drie[nr] for nr in keuze)
    )
    return Rooster(plaatsen, stand[0], stand[1], stand[2], bewezen)


def kies_mentoren(
    trainees: Sequence[Trainee], mentoren: Sequence[Traineementor]
) -> dict[UUID, UUID]:
    """A mentor per trainee: as many as can be, then with most experience in what is wished."""
    wie = sorted(trainees, key=lambda een: een.id)
    wat = sorted(mentoren, key=lambda een: een.id)
    paren = [
        (t, m, past_bij(een, mentor))
        for t, een in enumerate(wie)
        for m, mentor in enumerate(wat)
        if past_bij(een, mentor)
    ]
    per_t: dict[int, list[int]] = defaultdict(list)
    per_m: dict[int, list[int]] = defaultdict(list)
    for nr, (t, m, _) in enumerate(paren):
        per_t[t].append(nr)
        per_m[m].append(nr)
    grenzen = [Grens(lijst, 1) for _, lijst in sorted(per_t.items())]
    grenzen += [Grens(lijst, wat[m].hoogstens) for m, lijst in sorted(per_m.items())]
    doelen = [Doel("mensen", [1] * len(paren)), Doel("ervaring", [een[2] for een in paren])]
    keuze, _, _ = kies(len(paren), grenzen, doelen)
    return {wie[paren[nr][0]].id: wat[paren[nr][1]].id for nr in keuze}
