"""Rooms that differ per block, or trainees who miss some: chosen without time, then timed.

The first forgets a part of when, so nothing is better than what it finds; when there are times for
all of it, it is proved. If not, a small programme is chosen at once, and in a large one some
trainees at a time choose again until it is as good as that bound.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from services.pool.functieruil.optimaal import Doel, Grens, kies
from services.pool.trainee.rooster.halveren import halveer
from services.pool.trainee.rooster.opgave import (
    Drie,
    Opgave,
    Paar,
    Rooster,
    doelen,
    lagen_van,
    los_op,
    rooster_van,
    waarde,
)

KLEIN = 1_000  # choices of trainee, host and block that are made at once
# Choosing again: at most so many times, who has least and some others (numbers, no clock: ADR 20).
RONDES, TEKORT, SAMEN = 40, 2, 10


def per_blok(opgave: Opgave) -> Rooster:
    """As the head of this file says."""
    drie = [
        (t, g, b)
        for t in range(len(opgave.wie))
        for g, gast in enumerate(opgave.waar)
        for b in opgave.blokken_van(t)
        if gast.ruimte[b] and opgave.mag(t, g)
    ]
    paren, hoogst, bewezen = _zonder_tijd(opgave, drie)
    plaatsen = halveer(opgave, paren) or _tijden(opgave, drie, paren)
    stand = hoogst
    if len(plaatsen) < len(paren) and len(drie) <= KLEIN:
        plaatsen, stand, bewezen = ineens(opgave, drie)
    elif len(plaatsen) < len(paren):
        plaatsen, stand = verbeter(opgave, drie, plaatsen, hoogst)
        bewezen = bewezen and stand == hoogst
    return rooster_van(opgave, plaatsen, stand, bewezen)


def _zonder_tijd(opgave: Opgave, drie: Sequence[Drie]) -> tuple[list[Paar], list[int], bool]:
    """Who goes where at all: a host has as many places as its blocks can use together."""
    waar = opgave.waar
    kolommen = sorted({(t, g) for t, g, _ in drie})
    per_t: dict[int, list[int]] = defaultdict(list)
    per_g: dict[int, list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        per_t[t].append(nr)
        per_g[g].append(nr)
    grenzen = [Grens(lijst, len(opgave.blokken_van(t))) for t, lijst in sorted(per_t.items())]
    extra, lagen = lagen_van(opgave, kolommen)
    # How much of the room of a host in a block is used, as a part of it: a column each.
    begin = len(kolommen) + len(extra)
    gebruik = sorted({(g, b) for _, g, b in drie})
    nummer = {een: begin + nr for nr, een in enumerate(gebruik)}
    for g, lijst in sorted(per_g.items()):
        eigen = [(nummer[g, b], waar[g].ruimte[b]) for h, b in gebruik if h == g]
        gewichten = [1.0] * len(lijst) + [float(-ruimte) for _, ruimte in eigen]
        grenzen.append(Grens([*lijst, *(nr for nr, _ in eigen)], 0, gewichten=gewichten))
    for b in range(opgave.blokken):
        mensen = sum(b in opgave.blokken_van(t) for t in range(len(opgave.wie)))
        samen = [(nummer[g, b], waar[g].ruimte[b]) for g in range(len(waar)) if (g, b) in nummer]
        gewichten = [float(ruimte) for _, ruimte in samen]
        grenzen.append(Grens([nr for nr, _ in samen], mensen, gewichten=gewichten))
    los = [False] * begin + [True] * len(gebruik)
    eisen = doelen(opgave, kolommen, len(extra), len(gebruik))
    keuze, stand, bewezen = kies(begin + len(gebruik), grenzen + lagen, eisen, los)
    return [kolommen[nr] for nr in keuze if nr < len(kolommen)], stand, bewezen


def _tijden(opgave: Opgave, drie: Sequence[Drie], paren: Sequence[Paar]) -> list[Drie]:
    """A block for as many of these pairs as can be."""
    mee = set(paren)
    kan = [een for een in drie if een[:2] in mee]
    keuze, _, _ = kies(len(kan), _eens(opgave, kan), [Doel("tijden", [1] * len(kan))])
    return [kan[nr] for nr in keuze]


def _eens(opgave: Opgave, drie: Sequence[Drie]) -> list[Grens]:
    """One place per trainee and block, one per trainee and host, and the room of the host."""
    per: dict[Drie, list[int]] = defaultdict(list)
    for nr, (t, g, b) in enumerate(drie):
        per[t, -1, b].append(nr)
        per[t, g, -1].append(nr)
        per[-1, g, b].append(nr)
    return [
        Grens(lijst, opgave.waar[g].ruimte[b] if t < 0 else 1)
        for (t, g, b), lijst in sorted(per.items())
    ]


def ineens(opgave: Opgave, drie: Sequence[Drie]) -> tuple[list[Drie], list[int], bool]:
    """Every trainee, host and block at once."""
    kolommen = [(t, g) for t, g, _ in drie]
    keuze, stand, bewezen = los_op(opgave, kolommen, _eens(opgave, drie))
    return [drie[nr] for nr in keuze], stand, bewezen


def verbeter(
    opgave: Opgave, drie: Sequence[Drie], plaatsen: list[Drie], hoogst: list[int]
) -> tuple[list[Drie], list[int]]:
    """Let a few trainees choose again, the others staying where they are; never worse."""
    stand = waarde(opgave, plaatsen)
    for ronde in range(RONDES):
        if stand == hoogst:
            break
        aantal = Counter(t for t, _, _ in plaatsen)
        tekort = sorted(range(len(opgave.wie)), key=lambda t: (aantal[t], t))
        anderen = Random(ronde).sample(tekort[TEKORT:], min(SAMEN, len(tekort[TEKORT:])))
        los = {*tekort[:TEKORT], *anderen}
        blijft = [een for een in plaatsen if een[0] not in los]
        bezet = Counter((g, b) for _, g, b in blijft)
        over = [
            replace(gast, ruimte=tuple(n - bezet[g, b] for b, n in enumerate(gast.ruimte)))
            for g, gast in enumerate(opgave.waar)
        ]
        kan = [een for een in drie if een[0] in los and over[een[1]].ruimte[een[2]] > 0]
        keuze, _, _ = ineens(replace(opgave, waar=over), kan)
        nieuw = waarde(opgave, blijft + keuze)
        if nieuw >= stand:
            plaatsen, stand = blijft + keuze, nieuw
    return plaatsen, stand
