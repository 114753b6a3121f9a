"""Whole inzetten for larger pools: build a proposal, then take parts apart and build them better.

Every round frees a few members who compete for the same needs, fills their weeks again, lowest
share first, and keeps the outcome when it is better (or, early on, a little worse). The number of
rounds is fixed and every draw follows from the facts' hash: no clock, no threads, and no function
of the machine's own mathematics, so that every machine makes the same proposal.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from heapq import heapify, heappop, heappush

from services.pool.toewijzing.bord import WENS, Bord, Vak
from services.pool.toewijzing.feiten import Feiten, vingerafdruk
from services.pool.toewijzing.rules import Kans, Regel

MERKBAAR = 1e-6  # less than this is rounding
POGINGEN, WEINIG_LEDEN = 5, 50  # a small pool gets stuck sooner: see first which way to go
MEESTE_LEDEN = 5  # who are freed in one round
WARM = 0.05  # of the mean share: how much worse may still be kept at the start


def _vul(bord: Bord, nummers: Sequence[int], prijs: float, ruis: Callable[[], float]) -> list[int]:
    """Place as long as anything is worth its price; returns what was placed."""
    keuzes: dict[int, tuple[float, Vak]] = {}
    for nr in nummers:
        if nr not in bord.gekozen and (keuze := bord.beste(nr, prijs)):
            keuzes[nr] = (keuze[0] * ruis(), keuze[1])
    open_ = set(nummers)
    geplaatst = []
    while keuzes:
        nr = max(keuzes, key=lambda een: (keuzes[een][0], -een))
        bord.plaats(nr, keuzes.pop(nr)[1])
        geplaatst.append(nr)
        hier = bord.plaatsen[nr]
        raakt = {*bord.van_lid[hier.lid], *bord.van_behoefte[hier.behoefte]}
        raakt |= {een for een in keuzes if bord.plaatsen[een].organisatie == hier.organisatie}
        for een in sorted(raakt & open_):
            if een not in bord.gekozen and (een in keuzes or bord.plaatsen[een].lid != hier.lid):
                keuze = bord.beste(een, prijs)
                if keuze is None:
                    keuzes.pop(een, None)
                else:
                    keuzes[een] = (keuze[0] * ruis(), keuze[1])
    return geplaatst


def _kies(bord: Bord, trek: random.Random, tekort: Sequence[int]) -> list[int]:
    """A few members who compete for a need of an organisation that came short."""
    toeval = trek.random() * trek.random()  # the lower its share, the sooner its turn
    organisatie = tekort[int(len(tekort) * toeval * toeval)]
    nr = trek.choice(bord.van_organisatie[organisatie])
    leden = {bord.plaatsen[nr].lid}
    aantal = trek.randrange(2, MEESTE_LEDEN + 1)
    for _ in range(12):
        if len(leden) >= aantal:
            break
        lid = trek.choice(sorted(leden))
        ander = trek.choice(bord.van_lid[lid])
        leden.add(bord.plaatsen[trek.choice(bord.van_behoefte[bord.plaatsen[ander].behoefte])].lid)
    return sorted(leden)


def _ronde(bord: Bord, trek: random.Random, tekort: Sequence[int], warmte: float) -> float:
    """Take some members apart and build again; returns how much was won (0: put back)."""
    leden = _kies(bord, trek, tekort)
    nummers = sorted({nr for lid in leden for nr in bord.van_lid[lid]})
    weg = [(nr, bord.gekozen[nr]) for lid in leden for nr in bord.bij_lid[lid]]
    oud = list(bord.gekregen)
    wens = sum(vak[2] * (vak[1] - vak[0]) for nr, vak in weg if bord.plaatsen[nr].wens)
    for nr, _ in weg:
        bord.haal_weg(nr)
    prijs = trek.choice((0.0, 0.3, 0.7, 0.9))
    erbij = _vul(bord, nummers, prijs, lambda: 0.7 + 0.6 * trek.random())
    if prijs > 0:
        erbij += _vul(bord, nummers, 0.0, lambda: 1.0)
    winst = sum(
        bord.waarde(een, nieuw) - bord.waarde(een, was)
        for een, (nieuw, was) in enumerate(zip(bord.gekregen, oud, strict=True))
        if nieuw != was
    )
    vakken = ((nr, bord.gekozen[nr]) for nr in erbij)
    wens -= sum(vak[2] * (vak[1] - vak[0]) for nr, vak in vakken if bord.plaatsen[nr].wens)
    winst -= WENS * wens
    if winst >= -warmte * (0.5 / (trek.random() + 0.05) - 0.475):
        return winst
    for nr in erbij:
        bord.haal_weg(nr)
    for nr, vak in weg:
        bord.plaats(nr, vak)
    return 0.0


def _beter(bord: Bord, zaad: str, ronden: int) -> dict[int, Vak]:
    """So many rounds from what is on the board; the best that was seen."""
    trek = random.Random(zaad)
    stand, hoogste, beste = 0.0, 0.0, dict(bord.gekozen)
    wie = [een for een, deel in enumerate(bord.deel) if deel > 0 and bord.van_organisatie[een]]
    tekort: list[int] = []
    for ronde in range(ronden):
        if ronde % 10 == 0:
            tekort = sorted(wie, key=lambda een: (bord.aandeel(een), een))
        over = 1 - ronde / ronden
        warmte = bord.gemiddeld * WARM * over * over * over
        stand += _ronde(bord, trek, tekort, warmte)
        if stand > hoogste + MERKBAAR:
            hoogste, beste = stand, dict(bord.gekozen)
    return beste


def _vul_aan(bord: Bord) -> None:
    """Nobody stays free for a need that is not full.

    What is placed makes the others worth less, never more: so of a whole country only the best
    needs another look.
    """
    for prijs in (0.9, 0.0):
        rij = [
            (-keuze[0], nr, bord.stempel(nr), keuze[1])
            for nr in range(len(bord.plaatsen))
            if nr not in bord.gekozen and (keuze := bord.beste(nr, prijs))
        ]
        heapify(rij)
        while rij:
            _, nr, stempel, vak = heappop(rij)
            if stempel == bord.stempel(nr):
                bord.plaats(nr, vak)
            elif keuze := bord.beste(nr, prijs):
                heappush(rij, (-keuze[0], nr, bord.stempel(nr), keuze[1]))


def _laagste(bord: Bord) -> float:
    """The share of whoever is worst off, at most one."""
    delen = (bord.aandeel(een) for een, deel in enumerate(bord.deel) if deel > 0)
    return min(1.0, *delen, 1.0)


def _begin(bord: Bord, zaad: str, ronden: int) -> None:
    """Try a few ways to go; the best one is left on the board."""
    begin = dict(bord.gekozen)
    uitkomsten = []
    for poging in range(POGINGEN):
        bord.herstel(begin)
        _vul_aan(bord)
        bord.herstel(_beter(bord, f"{zaad}|{poging}", ronden // POGINGEN))
        uitkomsten.append((bord.totaal(), -poging, dict(bord.gekozen)))
    bord.herstel(max(uitkomsten, key=lambda een: een[:2])[2])


def bereken(
    feiten: Feiten,
    kansen: Sequence[Kans],
    deel: Mapping[str, Decimal],
    ronden: int,
    begin: Sequence[Regel] = (),
) -> tuple[Regel, ...]:
    """The lines of a proposal; `deel` is the fair share in hours per organisation.

    With `begin`: those lines, unless what is found is worth more and leaves nobody worse off than
    the worst off was.
    """
    if not kansen:
        return ()
    bord = Bord(feiten, kansen, deel)
    if begin:
        bord.zet(kansen, begin)
    bodem, waarde = _laagste(bord), bord.totaal()
    zaad = vingerafdruk(feiten)
    if len(feiten.leden) <= WEINIG_LEDEN:
        _begin(bord, zaad, ronden // 2)
        ronden //= 2
    _vul_aan(bord)
    bord.herstel(_beter(bord, zaad, ronden))
    _vul_aan(bord)
    if begin and (_laagste(bord) < bodem - 1e-9 or bord.totaal() < waarde + MERKBAAR):
        return tuple(begin)
    return bord.regels(kansen)
