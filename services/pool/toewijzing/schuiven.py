"""The last touch on whole inzetten: two stays of one member trade weeks or half-days.

Rounds rarely draw just the length that suits two organisations who have the same person. Where one
stay ends on the day that the other begins, that day may move by whole weeks; where both run at the
same time, half-days may go from one to the other. Whatever is worth most is kept, as long as
anything is worth something. Translated to machine code.
"""

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing import bord_vel, wisselen
from services.pool.toewijzing.bord_vel import (
    HALVE_DAG,
    LID,
    NA,
    UREN,
    VAN,
    WEEK,
    Lijsten,
    Tabel,
    Vel,
)
from services.pool.toewijzing.machinetaal import vertaal

EEN, ANDER, BESTE_EEN, BESTE_ANDER = range(4)  # rows of `stand`: what they are, the best so far
MERKBAAR = 1e-6  # less than this is rounding


@vertaal
def _probeer(
    vel: Vel, een: int, ander: int, stand: Tabel, winst: NDArray[np.float64], stap: int, uren: int
) -> None:
    """Let `een` take so many units of time (or hours) over from `ander`; both are off the board."""
    na, van = stand[EEN, 1] + stap, stand[ANDER, 0] + stap
    meer, minder = stand[EEN, 2] + uren, stand[ANDER, 2] - uren
    if stand[EEN, 0] >= na or van >= stand[ANDER, 1] or meer <= 0 or minder <= 0:
        return
    if not wisselen.past(vel, een, stand[EEN, 0], na, meer):
        return
    erbij = bord_vel.plaats(vel, een, stand[EEN, 0], na, meer)
    if wisselen.past(vel, ander, van, stand[ANDER, 1], minder):
        samen = erbij + bord_vel.plaats(vel, ander, van, stand[ANDER, 1], minder)
        if samen > winst[0] + MERKBAAR:
            winst[0] = samen
            stand[BESTE_EEN, 0], stand[BESTE_EEN, 1], stand[BESTE_EEN, 2] = stand[EEN, 0], na, meer
            stand[BESTE_ANDER, 0], stand[BESTE_ANDER, 1] = van, stand[ANDER, 1]
            stand[BESTE_ANDER, 2] = minder
        bord_vel.haal_weg(vel, ander)
    bord_vel.haal_weg(vel, een)


@vertaal
def _onthoud(vel: Vel, nr: int, stand: Tabel, rij: int) -> None:
    """What a stay is, as it stands and as the best so far."""
    for kolom in range(3):
        stand[rij, kolom] = vel.kans[nr, VAN + kolom]
        stand[rij + 2, kolom] = vel.kans[nr, VAN + kolom]


@vertaal
def _ruil(vel: Vel, een: int, ander: int, stand: Tabel, winst: NDArray[np.float64]) -> bool:
    """The best trade between two stays of one member, made; whether there was one."""
    if vel.kans[een, VAN] >= vel.kans[ander, NA]:
        return False
    _onthoud(vel, een, stand, EEN)
    _onthoud(vel, ander, stand, ANDER)
    winst[0] = -(bord_vel.haal_weg(vel, een) + bord_vel.haal_weg(vel, ander))
    was = winst[0]
    if stand[EEN, 1] == stand[ANDER, 0]:
        week = vel.maten[WEEK]
        for weken in range(1, (stand[ANDER, 1] - stand[EEN, 0]) // week + 1):
            _probeer(vel, een, ander, stand, winst, weken * week, 0)
            _probeer(vel, een, ander, stand, winst, -weken * week, 0)
    elif stand[EEN, 0] < stand[ANDER, 1] and stand[ANDER, 0] < stand[EEN, 1]:
        for uren in range(HALVE_DAG, stand[ANDER, 2], HALVE_DAG):
            _probeer(vel, een, ander, stand, winst, 0, uren)
    bord_vel.plaats(vel, een, stand[BESTE_EEN, 0], stand[BESTE_EEN, 1], stand[BESTE_EEN, 2])
    bord_vel.plaats(vel, ander, stand[BESTE_ANDER, 0], stand[BESTE_ANDER, 1], stand[BESTE_ANDER, 2])
    return bool(winst[0] > was)


@vertaal
def schuif(vel: Vel, lijst: Lijsten, stand: Tabel, winst: NDArray[np.float64]) -> int:
    """Look once at every two stays of every member; how many trades were made."""
    gedaan = 0
    for een in range(len(vel.kans)):
        lid = vel.kans[een, LID]
        for plek in range(lijst.van_lid[lid], lijst.van_lid[lid + 1]):
            ander = lijst.nrs_lid[plek]
            beide = vel.kans[een, UREN] > 0 and vel.kans[ander, UREN] > 0
            if beide and ander != een and vel.kans[een, NA] >= vel.kans[ander, VAN]:
                gedaan += _ruil(vel, een, ander, stand, winst)
    return gedaan
