"""The later steps: other people on the same stays, with every organisation's hours as they are.

In this order, so that a later one never takes back what an earlier one reached: ontwikkelwensen,
what people agreed that a pair is worth, small needs of one group with one person, continuity (who
works or worked there), and travel. A move gives one stay to another member, or lets two members
change places; days and hours of a stay stay what they are. Translated to machine code.
"""

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing import bord_vel
from services.pool.toewijzing.bord_vel import (
    BEHOEFTE,
    BLOK,
    KORTST,
    LANGST,
    LID,
    NA,
    UREN,
    VAN,
    VENSTER,
    VENSTER_NA,
    Tabel,
    Vel,
)
from services.pool.toewijzing.machinetaal import vertaal

# columns of `soort`: wish, agreed worth, group (from the board), knows the place, lives near
STAPPEN, GROEP = 5, 2
NU, BESTE = range(2)  # rows of what a move wins: this one, the best so far

Som = NDArray[np.int64]


@vertaal
def past(vel: Vel, nr: int, van: int, na: int, uren: int) -> bool:
    """Whether exactly this stay still fits."""
    lengte = na - van
    if lengte < vel.kans[nr, KORTST] or lengte > vel.kans[nr, LANGST]:
        return False
    if uren < vel.kans[nr, BLOK] or bord_vel.hele(vel, nr, uren) != uren:
        return False
    for venster in range(vel.kans[nr, VENSTER], vel.kans[nr, VENSTER_NA]):
        if vel.venster[venster, 0] <= van and na <= vel.venster[venster, 1]:
            bord_vel.vrije_uren(vel, nr, van, na)
            laagst = uren
            for t in range(van, na):
                laagst = min(laagst, vel.hoogte[t])
            return bool(laagst >= uren)
    return False


@vertaal
def _tel(soort: Tabel, som: Som, erbij: int, eraf: int, veel: int) -> None:
    """What the steps win when one kans takes the place of another for so many hours."""
    for stap in range(STAPPEN):
        som[NU, stap] += (soort[erbij, stap] - soort[eraf, stap]) * veel


@vertaal
def _delen(vel: Vel, groep: bord_vel.Rij, behoefte: int, lid: int, niet: int) -> int:
    """How many other needs of its group a member does; `niet` is a stay that does not count."""
    welke, aantal = groep[behoefte], 0
    if welke >= 0:
        for plek in range(1, vel.bij_lid[lid, 0] + 1):
            ander = vel.bij_lid[lid, plek]
            if ander != niet and groep[vel.kans[ander, BEHOEFTE]] == welke:
                aantal += 1
    return aantal


@vertaal
def _hoger(som: Som) -> bool:
    """Whether the first step that differs from the best wins."""
    for stap in range(STAPPEN):
        if som[NU, stap] != som[BESTE, stap]:
            return bool(som[NU, stap] > som[BESTE, stap])
    return False


@vertaal
def _vul(som: Som, rij: int, bron: int) -> None:
    """One row of sums from another; -1: zeros."""
    for stap in range(STAPPEN):
        som[rij, stap] = som[bron, stap] if bron >= 0 else 0


@vertaal
def _kans_van(vel: Vel, lijst: bord_vel.Lijsten, lid: int, behoefte: int) -> int:
    """The kans of a member and a need that is not placed; -1: none."""
    for plek in range(lijst.van_lid[lid], lijst.van_lid[lid + 1]):
        nr = lijst.nrs_lid[plek]
        if vel.kans[nr, BEHOEFTE] == behoefte and vel.kans[nr, UREN] == 0:
            return int(nr)
    return -1


@vertaal
def _probeer(
    vel: Vel,
    lijst: bord_vel.Lijsten,
    soort: Tabel,
    groep: bord_vel.Rij,
    nr: int,
    nieuw: int,
    som: Som,
    keuze: Tabel,
) -> None:
    """The best way to let `nieuw` take over the stay of `nr` (taken off), into `keuze`."""
    van, na, uren = vel.kans[nr, VAN], vel.kans[nr, NA], keuze[1, 0]
    eigen, ander, vraag = vel.kans[nr, LID], vel.kans[nieuw, LID], vel.kans[nr, BEHOEFTE]
    was = _delen(vel, groep, vraag, eigen, -1)
    _vul(som, NU, -1)
    _tel(soort, som, nieuw, nr, uren * (na - van))
    som[NU, GROEP] += _delen(vel, groep, vraag, ander, -1) - was
    if past(vel, nieuw, van, na, uren):
        if _hoger(som):
            _vul(som, BESTE, NU)
            keuze[0, 0], keuze[0, 1], keuze[0, 2] = nieuw, -1, -1
        return
    for plek in range(vel.bij_lid[ander, 0], 0, -1):
        weg = vel.bij_lid[ander, plek]
        terug = _kans_van(vel, lijst, eigen, vel.kans[weg, BEHOEFTE])
        if terug < 0 or terug == nr:
            continue
        van2, na2, uren2 = vel.kans[weg, VAN], vel.kans[weg, NA], vel.kans[weg, UREN]
        _vul(som, NU, -1)
        _tel(soort, som, nieuw, nr, uren * (na - van))
        _tel(soort, som, terug, weg, uren2 * (na2 - van2))
        som[NU, GROEP] += _delen(vel, groep, vraag, ander, weg) - was
        som[NU, GROEP] += _delen(vel, groep, vel.kans[weg, BEHOEFTE], eigen, -1)
        som[NU, GROEP] -= _delen(vel, groep, vel.kans[weg, BEHOEFTE], ander, weg)
        if not _hoger(som):
            continue
        bord_vel.haal_weg(vel, weg)
        if past(vel, nieuw, van, na, uren):
            bord_vel.plaats(vel, nieuw, van, na, uren)
            if past(vel, terug, van2, na2, uren2):
                _vul(som, BESTE, NU)
                keuze[0, 0], keuze[0, 1], keuze[0, 2] = nieuw, weg, terug
            bord_vel.haal_weg(vel, nieuw)
        bord_vel.plaats(vel, weg, van2, na2, uren2)


@vertaal
def wissel(
    vel: Vel,
    lijst: bord_vel.Lijsten,
    soort: Tabel,
    groep: bord_vel.Rij,
    som: Som,
    keuze: Tabel,
    begin: int,
    einde: int,
) -> int:
    """Look at kansen `begin` up to `einde`, make the best move of each; how many were made."""
    gedaan = 0
    for nr in range(begin, einde):
        uren = vel.kans[nr, UREN]
        if uren == 0:
            continue
        behoefte, van, na = vel.kans[nr, BEHOEFTE], vel.kans[nr, VAN], vel.kans[nr, NA]
        _vul(som, BESTE, -1)
        keuze[0, 0], keuze[1, 0] = -1, uren
        bord_vel.haal_weg(vel, nr)
        for plek in range(lijst.van_behoefte[behoefte], lijst.van_behoefte[behoefte + 1]):
            nieuw = lijst.nrs_behoefte[plek]
            if nieuw != nr and vel.kans[nieuw, UREN] == 0:
                _probeer(vel, lijst, soort, groep, nr, nieuw, som, keuze)
        if keuze[0, 0] < 0:
            bord_vel.plaats(vel, nr, van, na, uren)
            continue
        gedaan += 1
        weg, terug = keuze[0, 1], keuze[0, 2]
        if weg >= 0:
            van2, na2, uren2 = vel.kans[weg, VAN], vel.kans[weg, NA], vel.kans[weg, UREN]
            bord_vel.haal_weg(vel, weg)
            bord_vel.plaats(vel, keuze[0, 0], van, na, uren)
            bord_vel.plaats(vel, terug, van2, na2, uren2)
        else:
            bord_vel.plaats(vel, keuze[0, 0], van, na, uren)
    return gedaan
