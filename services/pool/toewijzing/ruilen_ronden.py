"""Rounds of improvement, translated to machine code: a few members freed and filled again.

Every draw comes from one row of numbers that starts with the facts' hash.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing import bord_vel
from services.pool.toewijzing.bord_vel import (
    BEHOEFTE,
    BLOK,
    GEMIDDELD,
    HALVE_DAG,
    LID,
    MEEST,
    NA,
    ORGANISATIE,
    UREN,
    VAK,
    VAN,
    WEEK,
    Lijsten,
    Rij,
    Tabel,
    Vel,
)
from services.pool.toewijzing.machinetaal import vertaal

MEESTE_LEDEN = 5  # who are freed in one round
WARM = 0.05  # of the mean share: how much worse may still be kept at the start
KORTER = 0.05  # part of the stays that get a limit drawn, so that others fit beside it
MERKBAAR = 1e-6  # less than this is rounding
MODULUS, FACTOR = 2_147_483_647, 48_271  # Lehmer's row of draws


class Werk(NamedTuple):
    """What rounds remember, and room to think."""

    trek: NDArray[np.int64]  # where the row of draws is
    stand: NDArray[np.float64]  # won since the start, and the most that was won
    tekort: Rij  # organisations that can get something, lowest share first
    beste: Tabel  # the best that was seen: VAN, NA and UREN per kans
    anders: Rij  # how many kansen changed since the best, then which
    vlag: Rij  # per kans: whether it stands in `anders`
    nummers: Tabel  # of who are freed: kans, whether to look again at its gain, longest, hours
    winst: NDArray[np.float64]  # their gain, and how much chance makes of it
    keuzes: Tabel
    weg: Tabel
    erbij: Rij
    leden: Rij


@vertaal
def loot(trek: NDArray[np.int64]) -> float:
    """The next draw, from 0 to 1."""
    trek[0] = trek[0] * FACTOR % MODULUS
    return float(trek[0] / MODULUS)


@vertaal
def kies(trek: NDArray[np.int64], aantal: int) -> int:
    """One of so many."""
    return int(loot(trek) * aantal)


@vertaal
def _weeg(vel: Vel, werk: Werk, i: int, prijs: float) -> None:
    """What the best stay of a kans is worth now."""
    nr, grens, meest = werk.nummers[i, 0], werk.nummers[i, 2], werk.nummers[i, 3]
    winst = bord_vel.beste(vel, nr, prijs, grens, meest, werk.keuzes[i])
    werk.winst[i, 0] = winst * werk.winst[i, 1]
    werk.nummers[i, 1] = 0


@vertaal
def _beperk(vel: Vel, werk: Werk, i: int) -> None:
    """Draw a limit for a kans, so that others fit beside it: its length, or its hours."""
    if kies(werk.trek, 3) == 0:
        nr = werk.nummers[i, 0]
        blok, meest = vel.kans[nr, BLOK], vel.kans[nr, MEEST]
        minder = (meest - blok + HALVE_DAG - 1) // HALVE_DAG  # how many smaller numbers there are
        if minder > 0:
            werk.nummers[i, 3] = blok + HALVE_DAG * kies(werk.trek, minder)
        return
    maat = vel.maten[VAK] if kies(werk.trek, 2) else vel.maten[WEEK]
    grens = (1 + kies(werk.trek, len(vel.hoogte) // maat)) * maat
    werk.nummers[i, 2] = grens if kies(werk.trek, 2) else -grens


@vertaal
def vul(vel: Vel, werk: Werk, aantal: int, prijs: float, ruis: float, erbij: int) -> int:
    """Place from `nummers` as long as anything is worth its price, the best first.

    What is placed makes the rest worth less, never more: who is no longer the best at its old
    worth needs no other look.
    """
    for i in range(aantal):
        werk.winst[i, 0], werk.winst[i, 1] = 0.0, 1.0 - ruis / 2
        nr = werk.nummers[i, 0]
        werk.nummers[i, 2], werk.nummers[i, 3] = len(vel.hoogte), vel.kans[nr, MEEST]
        if vel.kans[nr, UREN] == 0:
            if ruis > 0 and loot(werk.trek) < KORTER:
                _beperk(vel, werk, i)
            werk.winst[i, 1] += ruis * loot(werk.trek)
            _weeg(vel, werk, i, prijs)
    while True:
        best = -1
        for i in range(aantal):
            if werk.winst[i, 0] > (werk.winst[best, 0] if best >= 0 else 0.0):
                best = i
        if best < 0:
            return erbij
        if werk.nummers[best, 1]:
            _weeg(vel, werk, best, prijs)
            continue
        nr = werk.nummers[best, 0]
        van, na, uren = werk.keuzes[best, 0], werk.keuzes[best, 1], werk.keuzes[best, 2]
        werk.stand[0] += bord_vel.plaats(vel, nr, van, na, uren)
        werk.winst[best, 0] = 0.0
        werk.erbij[erbij] = nr
        erbij += 1
        for i in range(aantal):
            een = werk.nummers[i, 0]
            if (
                vel.kans[een, LID] == vel.kans[nr, LID]
                or vel.kans[een, BEHOEFTE] == vel.kans[nr, BEHOEFTE]
                or vel.kans[een, ORGANISATIE] == vel.kans[nr, ORGANISATIE]
            ):
                werk.nummers[i, 1] = 1


@vertaal
def _kies_leden(vel: Vel, lijst: Lijsten, werk: Werk, tekorten: int) -> int:
    """A few members who compete for a need of an organisation that came short; how many."""
    trek = werk.trek
    toeval = loot(trek) * loot(trek)  # the lower its share, the sooner its turn
    een = werk.tekort[int(tekorten * toeval * toeval)]
    begin, einde = lijst.van_organisatie[een], lijst.van_organisatie[een + 1]
    werk.leden[0] = vel.kans[lijst.nrs_organisatie[begin + kies(trek, einde - begin)], LID]
    gekozen, aantal = 1, 2 + kies(trek, MEESTE_LEDEN - 1)
    for _ in range(12):
        if gekozen >= aantal:
            break
        een = werk.leden[kies(trek, gekozen)]
        begin, einde = lijst.van_lid[een], lijst.van_lid[een + 1]
        een = vel.kans[lijst.nrs_lid[begin + kies(trek, einde - begin)], BEHOEFTE]
        begin, einde = lijst.van_behoefte[een], lijst.van_behoefte[een + 1]
        ander = vel.kans[lijst.nrs_behoefte[begin + kies(trek, einde - begin)], LID]
        nieuw = True
        for i in range(gekozen):
            nieuw = nieuw and werk.leden[i] != ander
        if nieuw:
            werk.leden[gekozen] = ander
            gekozen += 1
    return gekozen


@vertaal
def _maak_vrij(vel: Vel, lijst: Lijsten, werk: Werk, leden: int) -> tuple[int, int]:
    """Take everything of these members off the board; how many stays, and how many kansen."""
    weg, aantal = 0, 0
    for i in range(leden):
        lid = werk.leden[i]
        while vel.bij_lid[lid, 0] > 0:
            nr = vel.bij_lid[lid, vel.bij_lid[lid, 0]]
            werk.weg[weg, 0], werk.weg[weg, 1] = nr, vel.kans[nr, VAN]
            werk.weg[weg, 2], werk.weg[weg, 3] = vel.kans[nr, NA], vel.kans[nr, UREN]
            werk.stand[0] += bord_vel.haal_weg(vel, nr)
            weg += 1
        for plek in range(lijst.van_lid[lid], lijst.van_lid[lid + 1]):
            werk.nummers[aantal, 0] = lijst.nrs_lid[plek]
            aantal += 1
    return weg, aantal


@vertaal
def _merk(werk: Werk, nr: int) -> None:
    """This kans may differ from the best that was seen."""
    if werk.vlag[nr] == 0:
        werk.vlag[nr] = 1
        werk.anders[0] += 1
        werk.anders[werk.anders[0]] = nr


@vertaal
def _onthoud(vel: Vel, werk: Werk) -> None:
    """What is on the board is the best so far."""
    for i in range(1, werk.anders[0] + 1):
        nr = werk.anders[i]
        werk.vlag[nr] = 0
        for kolom in range(3):
            werk.beste[nr, kolom] = vel.kans[nr, VAN + kolom]
    werk.anders[0] = 0


@vertaal
def _ronde(vel: Vel, lijst: Lijsten, werk: Werk, tekorten: int, warmte: float) -> None:
    """Take some members apart and build again; put back when it is (too much) worse."""
    was = werk.stand[0]
    weg, aantal = _maak_vrij(vel, lijst, werk, _kies_leden(vel, lijst, werk, tekorten))
    worp, erbij = kies(werk.trek, 4), 0
    if worp > 0:
        prijs = 0.3 if worp == 1 else 0.7 if worp == 2 else 0.9
        erbij = vul(vel, werk, aantal, prijs, 0.6, 0)
    erbij = vul(vel, werk, aantal, 0.0, 0.6 if worp == 0 else 0.0, erbij)
    if werk.stand[0] - was >= -warmte * (0.5 / (loot(werk.trek) + 0.05) - 0.475):
        for i in range(weg):
            _merk(werk, werk.weg[i, 0])
        for i in range(erbij):
            _merk(werk, werk.erbij[i])
        return
    for i in range(erbij):
        bord_vel.haal_weg(vel, werk.erbij[i])
    for i in range(weg):
        bord_vel.plaats(vel, werk.weg[i, 0], werk.weg[i, 1], werk.weg[i, 2], werk.weg[i, 3])
    werk.stand[0] = was


@vertaal
def _sorteer(vel: Vel, werk: Werk) -> None:
    """Lowest share first; it is nearly so already."""
    for i in range(1, len(werk.tekort)):
        een = werk.tekort[i]
        deel, plek = bord_vel.aandeel(vel, een), i
        while plek > 0 and bord_vel.aandeel(vel, werk.tekort[plek - 1]) > deel:
            werk.tekort[plek] = werk.tekort[plek - 1]
            plek -= 1
        werk.tekort[plek] = een


@vertaal
def ronden(vel: Vel, lijst: Lijsten, werk: Werk, van: int, tot: int, samen: int) -> None:
    """Rounds `van` up to `tot` of `samen`; the best that was seen stays in `beste`."""
    for ronde in range(van, tot):
        if ronde % 10 == 0:
            _sorteer(vel, werk)
        over = 1 - ronde / samen
        warmte = vel.organisatie[0, GEMIDDELD] * WARM * over * over * over
        _ronde(vel, lijst, werk, len(werk.tekort), warmte)
        if werk.stand[0] > werk.stand[1] + MERKBAAR:
            werk.stand[1] = werk.stand[0]
            _onthoud(vel, werk)
