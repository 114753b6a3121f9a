"""Whole inzetten for larger pools: build a proposal, then take parts apart and build them better.

Every round frees a few members who compete for the same needs, fills their weeks again, lowest
share first, and keeps the outcome when it is better (or, early on, a little worse). The number of
rounds is fixed and every draw follows from the facts' hash: no clock, no function of the machine's
own mathematics, and nothing that two threads share, so that every machine makes the same proposal.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from heapq import heapify, heappop, heappush
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing import bord, bord_vel, ruilen_ronden, schuiven, wisselen
from services.pool.toewijzing.bord import Bord
from services.pool.toewijzing.bord_vel import BODEM, DEEL, UREN, VAN, Lijsten
from services.pool.toewijzing.feiten import Feiten, lotingszaad
from services.pool.toewijzing.ruilen_ronden import MERKBAAR, MODULUS, Werk
from services.pool.toewijzing.rules import Kans, Regel

POGINGEN, WEINIG_LEDEN = 5, 50  # a small pool gets stuck sooner: see first which way to go
KEREN, HOGER = 4, 0.08  # floors that are asked for, and how much above what is
KOST = 0.97  # of the hours must stay for a higher floor
GRENS = 1_000_000  # a stay may last as long and be as full as it can
MEESTE_KEREN, STUK = 10, 5_000  # looks at every stay, and how many before telling
KERNEN = min(POGINGEN, os.cpu_count() or 1)  # machine code lets go of the interpreter
STAP = 200  # rounds between two looks at whether anybody cancelled
Gemeld = Callable[[int], object]  # told how many rounds were done


def _werk(spel: Bord, lijst: Lijsten, zaad: str) -> Werk:
    """An empty memory whose draws begin at this seed."""
    vel, leden = spel.vel, ruilen_ronden.MEESTE_LEDEN
    paren = int(np.diff(lijst.van_lid).max(initial=0)) * leden
    tekort = np.flatnonzero((vel.organisatie[:, DEEL] > 0) & (np.diff(lijst.van_organisatie) > 0))

    def tabel(*maten: int) -> NDArray[np.int32]:
        return np.zeros(maten, dtype=np.int32)

    return Werk(
        trek=np.array([1 + int(zaad, 16) % (MODULUS - 1)], dtype=np.int64),
        stand=np.zeros(2), tekort=tekort.astype(np.int32), beste=_bewaar(spel),
        anders=tabel(len(vel.kans) + 1), vlag=tabel(len(vel.kans)),
        nummers=tabel(paren, 4), winst=np.zeros((paren, 2)), keuzes=tabel(paren, 3),
        weg=tabel(paren, 4), erbij=tabel(paren), leden=tabel(leden),
    )  # fmt: skip


def _beter(spel: Bord, zaad: str, ronden: int, gedaan: Gemeld) -> None:
    """So many rounds from what is on the board; the best that was seen is left on it."""
    lijst = bord.lijsten(spel)
    werk = _werk(spel, lijst, zaad)
    for van in range(0, ronden if len(werk.tekort) else 0, STAP):
        tot = min(van + STAP, ronden)
        ruilen_ronden.ronden(spel.vel, lijst, werk, van, tot, ronden)
        gedaan(tot - van)
    bord_vel.herstel(spel.vel, werk.beste)


def _vul_aan(spel: Bord) -> None:
    """Nobody stays free for a need that is not full.

    What is placed makes the others worth less, never more: so of a whole country only the best
    needs another look.
    """
    vel, keuze = spel.vel, np.zeros(3, dtype=np.int32)
    for prijs in (0.9, 0.0):
        rij = [
            (-winst, nr)
            for nr in np.flatnonzero(vel.kans[:, UREN] == 0).tolist()
            if (winst := bord_vel.beste(vel, nr, prijs, GRENS, GRENS, keuze)) > 0
        ]
        heapify(rij)
        while rij:
            had, nr = heappop(rij)
            winst = bord_vel.beste(vel, nr, prijs, GRENS, GRENS, keuze)
            if winst >= -had:
                bord_vel.plaats(vel, nr, *keuze.tolist())
            elif winst > 0:
                heappush(rij, (-winst, nr))


def laagste(spel: Bord) -> float:
    """The share of whoever is worst off, at most one."""
    delen = (bord_vel.aandeel(spel.vel, een) for een in range(len(spel.vel.gekregen)))
    return min(1.0, *delen, 1.0)


def _bewaar(spel: Bord) -> NDArray[np.int32]:
    """What is placed: VAN, NA and UREN per kans."""
    return spel.vel.kans[:, VAN:].copy()


def _til_op(spel: Bord, zaad: str, ronden: int, gedaan: Gemeld) -> None:
    """Whoever is worst off gets more when others can move: ask for a floor, lower it when in vain.

    A floor is kept when it costs no more than so many hours; the best one stays on the board.
    """
    vel, stap = spel.vel, HOGER
    beste, hoogst, uren = _bewaar(spel), laagste(spel), int(vel.gekregen.sum())
    for poging in range(KEREN):
        if hoogst >= 1.0 - MERKBAAR:
            break
        vel.organisatie[:, BODEM] = min(1.0, hoogst + stap) * vel.organisatie[:, DEEL]
        _beter(spel, f"{zaad}{100 + poging}", ronden // KEREN, gedaan)
        vel.organisatie[:, BODEM] = 0.0
        nu = laagste(spel)
        if nu > hoogst + MERKBAAR and vel.gekregen.sum() >= KOST * uren:
            beste, hoogst = _bewaar(spel), nu
        else:
            bord_vel.herstel(vel, beste)
            stap /= 2
    bord_vel.herstel(vel, beste)


def _schuif(spel: Bord, gedaan: Gemeld) -> None:
    """Two stays of one member trade weeks or half-days, as long as it is worth something."""
    lijst, stand = bord.lijsten(spel), np.zeros((4, 3), dtype=np.int32)
    for _ in range(MEESTE_KEREN):
        gedaan(0)
        if schuiven.schuif(spel.vel, lijst, stand, np.zeros(1)) == 0:
            break


def verfijn(spel: Bord, gedaan: Gemeld = abs) -> None:
    """The later steps: nobody's hours change (`wisselen`)."""
    vel, lijst = spel.vel, bord.lijsten(spel)
    som = np.zeros((2, wisselen.STAPPEN), dtype=np.int64)
    keuze = np.zeros((2, 3), dtype=np.int32)
    for _ in range(MEESTE_KEREN):
        aantal = 0
        for van in range(0, len(vel.kans), STUK):
            tot = min(van + STUK, len(vel.kans))
            aantal += wisselen.wissel(vel, lijst, spel.soort, spel.groep, som, keuze, van, tot)
            gedaan(0)
        if aantal == 0:
            break


def verfijn_regels(
    feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal], begin: Sequence[Regel]
) -> tuple[Regel, ...]:
    """These lines with other people on the same stays, as the later steps want it."""
    spel = bord.maak(feiten, kansen, deel)
    bord.zet(spel, begin)
    verfijn(spel)
    return bord.regels(spel)


def _begin(spel: Bord, zaad: str, ronden: int, gedaan: Gemeld) -> None:
    """Try a few ways to go, side by side; the best one is left on the board.

    Each has a board of its own, so it makes no difference which is ready first.
    """
    begin, slot = _bewaar(spel), Lock()
    gestopt: list[Exception] = []

    def meld(aantal: int) -> None:
        with slot:  # who stops one, stops all
            if gestopt:
                raise gestopt[0]
            try:
                gedaan(aantal)
            except Exception as fout:
                gestopt.append(fout)
                raise

    def poog(poging: int) -> tuple[float, int, NDArray[np.int32]]:
        eigen = replace(spel, vel=deepcopy(spel.vel))
        bord_vel.herstel(eigen.vel, begin)
        _vul_aan(eigen)
        _beter(eigen, f"{zaad}{poging}", ronden // POGINGEN, meld)
        return bord_vel.totaal(eigen.vel), -poging, _bewaar(eigen)

    with ThreadPoolExecutor(KERNEN) as pool:
        uitkomsten = list(pool.map(poog, range(POGINGEN)))
    bord_vel.herstel(spel.vel, max(uitkomsten, key=lambda een: een[:2])[2])


def bereken(
    feiten: Feiten,
    kansen: Sequence[Kans],
    deel: Mapping[str, Decimal],
    ronden: int,
    begin: Sequence[Regel] = (),
    gedaan: Gemeld = abs,
) -> tuple[Regel, ...]:
    """The lines of a proposal; `deel` is the fair share in hours per organisation.

    With `begin`: those lines, unless what is found is worth more and leaves nobody worse off than
    the worst off was.
    """
    if not kansen:
        return ()
    spel = bord.maak(feiten, kansen, deel)
    if begin:
        bord.zet(spel, begin)
    bodem, waarde = laagste(spel), bord_vel.totaal(spel.vel)
    zaad = lotingszaad(feiten)
    if len(feiten.leden) <= WEINIG_LEDEN:
        _begin(spel, zaad, ronden // 2, gedaan)
        ronden //= 2
    _vul_aan(spel)
    _beter(spel, zaad, ronden * 2 // 3, gedaan)
    _vul_aan(spel)
    _til_op(spel, zaad, ronden // 3, gedaan)
    _vul_aan(spel)
    _schuif(spel, gedaan)
    _vul_aan(spel)
    verfijn(spel, gedaan)
    _vul_aan(spel)
    if begin and (laagste(spel) < bodem - 1e-9 or bord_vel.totaal(spel.vel) < waarde + MERKBAAR):
        return tuple(begin)
    return bord.regels(spel)
