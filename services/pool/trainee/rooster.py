"""Compute a rotation exactly: who is where in each block.

The solver layer is that of swaps. In turn: as many blocks filled as can be, as many layers of
government per trainee, the dearest wishes. Two steps: who goes where at all, then when. With the
same room in every block the second can always be done; else it is tried, and mended (ADR 95).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from uuid import UUID

from services.pool.functieruil.optimaal import Doel, Grens, NietOpgelost, kies
from services.pool.trainee.rules import (
    Bestuurslaag,
    Gastplek,
    Trainee,
    Traineeplaats,
    wens,
)

KLEIN = 1_000  # choices of trainee, host and block that are made at once
# Choosing again: at most so many times, who has least and some others (numbers, no clock: ADR 20).
RONDES, TEKORT, SAMEN = 40, 2, 10
ORDES = 30  # orders of the blocks in which they are halved


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
    wie: Sequence[Trainee], waar: Sequence[Gastplek], kolommen: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, Bestuurslaag]], list[Grens]]:
    """A column per trainee and layer not seen yet; it counts when one of its hosts is chosen."""
    per: dict[tuple[int, Bestuurslaag], list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        if waar[g].laag not in wie[t].gezien:
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
    extra, lagen = _lagen(wie, waar, kolommen)
    n, m = len(kolommen), len(extra)
    doelen = _doelen(wie, waar, kolommen, blokken, m, 0)
    keuze, stand, bewezen = kies(n + m, grenzen + lagen, doelen)
    return [nr for nr in keuze if nr < n], stand, bewezen


def _doelen(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    kolommen: Sequence[tuple[int, int]],
    blokken: int,
    lagen: int,
    rest: int,
) -> list[Doel]:
    """The goals in turn, over the places, the columns of layers, and others that count for none."""
    n = len(kolommen)
    waarden = [wens(wie[t], waar[g]) for t, g in kolommen]
    meest = max(waarden, default=0) * len(wie) * blokken
    return [
        Doel("gevuld", [1] * n + [0] * (lagen + rest), len(wie) * blokken),
        Doel("lagen", [0] * n + [1] * lagen + [0] * rest, lagen),
        Doel("wensen", waarden + [0] * (lagen + rest), meest),
    ]


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
    """Rooms that differ per block: first who goes where at all, then when, when that can be done.

    The first forgets a part of when, so nothing is better than what it finds; when there are times
    for all of it, it is proved. If not, a small programme is chosen at once, and in a large one
    some trainees at a time choose again until it is as good as that bound.
    """
    drie = [
        (t, g, b)
        for t, een in enumerate(wie)
        for g, gast in enumerate(waar)
        for b in _blokken(een, blokken)
        if gast.ruimte[b] and (een.id, gast.organisatie) not in geweest
    ]
    paren, hoogst, bewezen = _zonder_tijd(wie, waar, blokken, drie)
    plaatsen = _halveer(wie, waar, blokken, paren) or _tijden(waar, drie, paren)
    stand = hoogst
    if len(plaatsen) < len(paren) and len(drie) <= KLEIN:
        plaatsen, stand, bewezen = _ineens(wie, waar, blokken, drie)
    elif len(plaatsen) < len(paren):
        plaatsen, stand = _verbeter(wie, waar, blokken, drie, plaatsen, hoogst)
        bewezen = bewezen and stand == hoogst
    gekozen = tuple(Traineeplaats(wie[t].id, b, waar[g].organisatie) for t, g, b in plaatsen)
    return Rooster(gekozen, stand[0], stand[1], stand[2], bewezen)


def _blokken(trainee: Trainee, blokken: int) -> Sequence[int]:
    return range(blokken) if trainee.blokken is None else trainee.blokken


Drie = Sequence[tuple[int, int, int]]


def _zonder_tijd(
    wie: Sequence[Trainee], waar: Sequence[Gastplek], blokken: int, drie: Drie
) -> tuple[list[tuple[int, int]], list[int], bool]:
    """Who goes where at all: a host has as many places as its blocks can use together."""
    kolommen = sorted({(t, g) for t, g, _ in drie})
    per_t: dict[int, list[int]] = defaultdict(list)
    per_g: dict[int, list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        per_t[t].append(nr)
        per_g[g].append(nr)
    grenzen = [Grens(lijst, len(_blokken(wie[t], blokken))) for t, lijst in sorted(per_t.items())]
    extra, lagen = _lagen(wie, waar, kolommen)
    # How much of the room of a host in a block is used, as a part of it: a column each.
    begin = len(kolommen) + len(extra)
    gebruik = sorted({(g, b) for _, g, b in drie})
    nummer = {een: begin + nr for nr, een in enumerate(gebruik)}
    for g, lijst in sorted(per_g.items()):
        eigen = [(nummer[g, b], waar[g].ruimte[b]) for b in range(blokken) if (g, b) in nummer]
        gewichten = [1.0] * len(lijst) + [float(-ruimte) for _, ruimte in eigen]
        grenzen.append(Grens([*lijst, *(nr for nr, _ in eigen)], 0, gewichten=gewichten))
    for b in range(blokken):
        mensen = sum(b in _blokken(een, blokken) for een in wie)
        samen = [(nummer[g, b], waar[g].ruimte[b]) for g in range(len(waar)) if (g, b) in nummer]
        gewichten = [float(ruimte) for _, ruimte in samen]
        grenzen.append(Grens([nr for nr, _ in samen], mensen, gewichten=gewichten))
    los = [False] * begin + [True] * len(gebruik)
    doelen = _doelen(wie, waar, kolommen, blokken, len(extra), len(gebruik))
    keuze, stand, bewezen = kies(begin + len(gebruik), grenzen + lagen, doelen, los)
    return [kolommen[nr] for nr in keuze if nr < len(kolommen)], stand, bewezen


def _halveer(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    blokken: int,
    paren: Sequence[tuple[int, int]],
) -> list[tuple[int, int, int]]:
    """A block for all of these pairs, or nothing: the blocks are halved until one is left.

    Which pairs go to the first half is a flow, of which the best is whole by itself; that the
    halves can be halved again is not sure, so some orders of the blocks are tried.
    """
    for poging in range(ORDES):
        orde = list(range(blokken))
        Random(poging).shuffle(orde)
        with suppress(NietOpgelost):
            return _half(wie, waar, orde, blokken, paren)
    return []


def _half(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    orde: Sequence[int],
    blokken: int,
    paren: Sequence[tuple[int, int]],
) -> list[tuple[int, int, int]]:
    """Error: NietOpgelost, when these pairs do not fit these blocks."""
    if not paren or len(orde) == 1:
        return [(t, g, orde[0]) for t, g in paren]
    een, ander = orde[: len(orde) // 2], orde[len(orde) // 2 :]
    per: dict[tuple[int, int], list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(paren):
        per[t, -1].append(nr)
        per[-1, g].append(nr)
    grenzen = []
    for (t, g), lijst in sorted(per.items()):
        if g < 0:
            kan = [sum(b in _blokken(wie[t], blokken) for b in deel) for deel in (een, ander)]
        else:
            kan = [sum(waar[g].ruimte[b] for b in deel) for deel in (een, ander)]
        grenzen.append(Grens(lijst, kan[0], laagst=len(lijst) - kan[1]))
    doel = Doel("eerste helft", [1] * len(paren))
    keuze = set(kies(len(paren), grenzen, [doel], [True] * len(paren))[0])
    hier = [paar for nr, paar in enumerate(paren) if nr in keuze]
    daar = [paar for nr, paar in enumerate(paren) if nr not in keuze]
    return _half(wie, waar, een, blokken, hier) + _half(wie, waar, ander, blokken, daar)


def _tijden(
    waar: Sequence[Gastplek],
    drie: Drie,
    paren: Sequence[tuple[int, int]],
) -> list[tuple[int, int, int]]:
    """A block for as many of these pairs as can be."""
    mee = set(paren)
    kan = [een for een in drie if een[:2] in mee]
    keuze, _, _ = kies(len(kan), _eens(waar, kan), [Doel("tijden", [1] * len(kan))])
    return [kan[nr] for nr in keuze]


def _eens(waar: Sequence[Gastplek], drie: Drie) -> list[Grens]:
    """One place per trainee and block, one per trainee and host, and the room of the host."""
    per: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for nr, (t, g, b) in enumerate(drie):
        per[t, -1, b].append(nr)
        per[t, g, -1].append(nr)
        per[-1, g, b].append(nr)
    return [
        Grens(lijst, waar[g].ruimte[b] if t < 0 else 1) for (t, g, b), lijst in sorted(per.items())
    ]


def _ineens(
    wie: Sequence[Trainee], waar: Sequence[Gastplek], blokken: int, drie: Drie
) -> tuple[list[tuple[int, int, int]], list[int], bool]:
    """Every trainee, host and block at once."""
    kolommen = [(t, g) for t, g, _ in drie]
    keuze, stand, bewezen = _los_op(wie, waar, kolommen, _eens(waar, drie), blokken)
    return [drie[nr] for nr in keuze], stand, bewezen


def _verbeter(
    wie: Sequence[Trainee],
    waar: Sequence[Gastplek],
    blokken: int,
    drie: Drie,
    plaatsen: list[tuple[int, int, int]],
    hoogst: list[int],
) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Let a few trainees choose again, the others staying where they are; never worse."""
    stand = _waarde(wie, waar, plaatsen)
    for ronde in range(RONDES):
        if stand == hoogst:
            break
        tekort = sorted(range(len(wie)), key=lambda t: (sum(p[0] == t for p in plaatsen), t))
        anderen = Random(ronde).sample(tekort[TEKORT:], min(SAMEN, len(tekort[TEKORT:])))
        los = {*tekort[:TEKORT], *anderen}
        blijft = [een for een in plaatsen if een[0] not in los]
        bezet = Counter((g, b) for _, g, b in blijft)
        over = [
            replace(gast, ruimte=tuple(n - bezet[g, b] for b, n in enumerate(gast.ruimte)))
            for g, gast in enumerate(waar)
        ]
        kan = [een for een in drie if een[0] in los and over[een[1]].ruimte[een[2]] > 0]
        keuze, _, _ = _ineens(wie, over, blokken, kan)
        nieuw = _waarde(wie, waar, blijft + keuze)
        if nieuw >= stand:
            plaatsen, stand = blijft + keuze, nieuw
    return plaatsen, stand


def _waarde(wie: Sequence[Trainee], waar: Sequence[Gastplek], plaatsen: Drie) -> list[int]:
    """Blocks filled, layers per trainee, wishes."""
    lagen = {(t, waar[g].laag) for t, g, _ in plaatsen if waar[g].laag not in wie[t].gezien}
    return [len(plaatsen), len(lagen), sum(wens(wie[t], waar[g]) for t, g, _ in plaatsen)]
