"""The board as arrays, and the moves on it: what fits, what it is worth, put down, take away.

Time is counted in units of days (`Bord.eenheid`), hours are whole hours per week, and what is
received is hours per week times units. Every function here is translated to machine code; few
arrays with named columns, because the translation takes its time for every array. Loops over time
run over a slice, from zero: no place is then counted from the end, so eight are done at once.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing.machinetaal import vertaal

HALVE_DAG = 4  # hours
TEKORT = 4.0  # price of a share that is not reached, squared
NOOD = 300.0  # and to the fourth power: what is far below comes first
BOVEN = 0.25  # worth of an hour above the share
STRAF = 40.0  # price of an hour under the floor that is asked

# columns of `kans`: who, what, for whom; hours and length; where its windows stand; the stay
LID, BEHOEFTE, ORGANISATIE, BLOK, MEEST, KORTST, LANGST, VENSTER, VENSTER_NA = range(9)
VAN, NA, UREN = 9, 10, 11  # UREN 0: not placed
KOLOMMEN = 12
# of `organisatie`: fair share, weight of its turn, mean share, least that it should have (0: none)
DEEL, BEURT, GEMIDDELD, BODEM = range(4)
VAK, RUST, WEEK = range(3)  # of `maten`: a stay is shortened by VAK; RUST lies between two stays

Rij = NDArray[np.int32]
Tabel = NDArray[np.int32]


class Vel(NamedTuple):
    """Everything about a board."""

    kans: Tabel
    extra: NDArray[np.float64]  # per kans: worth of an hour beside the hour itself
    venster: Tabel  # first unit, first unit after
    organisatie: NDArray[np.float64]
    maten: NDArray[np.int64]
    # what is free per member or need and unit of time
    vrij: NDArray[np.int16]
    plek: NDArray[np.int16]
    rest: NDArray[np.int16]
    # what is placed: kansen per member (how many, then which), and what organisations have
    bij_lid: Tabel
    gekregen: NDArray[np.int64]
    # room to think: the stays that fit (first unit, first after, hours), and what is free now
    stuk: Tabel
    stapel: Tabel
    hoogte: NDArray[np.int16]


class Lijsten(NamedTuple):
    """The kansen of every member, need and organisation: where each list begins, and the lists."""

    van_lid: Rij
    nrs_lid: Rij
    van_behoefte: Rij
    nrs_behoefte: Rij
    van_organisatie: Rij
    nrs_organisatie: Rij


@vertaal
def waarde(vel: Vel, organisatie: int, gekregen: float) -> float:
    """What it is worth that an organisation has so many hours (times units)."""
    deel, beurt = vel.organisatie[organisatie, DEEL], vel.organisatie[organisatie, BEURT]
    if gekregen >= deel:
        return float(beurt * deel + BOVEN * (gekregen - deel))
    kort = 1.0 - gekregen / deel
    kwadraat = kort * kort
    nood = vel.organisatie[organisatie, GEMIDDELD] * kwadraat * (TEKORT + NOOD * kwadraat)
    if gekregen < vel.organisatie[organisatie, BODEM]:
        nood += STRAF * (vel.organisatie[organisatie, BODEM] - gekregen)
    return float(beurt * (gekregen - nood))


@vertaal
def aandeel(vel: Vel, organisatie: int) -> float:
    """Received beside the fair share; one when it has none."""
    deel = vel.organisatie[organisatie, DEEL]
    return float(vel.gekregen[organisatie] / deel) if deel > 0 else 1.0


@vertaal
def totaal(vel: Vel) -> float:
    """What everything on the board is worth."""
    som = 0.0
    for organisatie in range(len(vel.gekregen)):
        som += waarde(vel, organisatie, vel.gekregen[organisatie])
    for nr in range(len(vel.kans)):
        if vel.kans[nr, UREN] > 0:
            som += vel.extra[nr] * vel.kans[nr, UREN] * (vel.kans[nr, NA] - vel.kans[nr, VAN])
    return som


# ------------------------------------------------------------------ moves
@vertaal
def _zet(vel: Vel, nr: int, teken: int) -> float:
    """Hours and places of a stay off (1) or back on (-1) the calendars; how much is won."""
    lid, behoefte, organisatie = (
        vel.kans[nr, LID], vel.kans[nr, BEHOEFTE], vel.kans[nr, ORGANISATIE],
    )  # fmt: skip
    van, na, uren = vel.kans[nr, VAN], vel.kans[nr, NA], vel.kans[nr, UREN]
    minder = np.int16(teken * uren)
    vrij, plekken = vel.vrij[lid, van:na], vel.plek[lid, van:na]
    rest = vel.rest[behoefte, van:na]
    for t in range(len(rest)):
        vrij[t] -= minder
        plekken[t] -= teken
        rest[t] -= minder
    had = vel.gekregen[organisatie]
    heeft = had + teken * uren * (na - van)
    vel.gekregen[organisatie] = heeft
    erbij = waarde(vel, organisatie, heeft) - waarde(vel, organisatie, had)
    return float(erbij + vel.extra[nr] * (heeft - had))


@vertaal
def plaats(vel: Vel, nr: int, van: int, na: int, uren: int) -> float:
    """Put a member to work on a need; how much is won."""
    vel.kans[nr, VAN], vel.kans[nr, NA], vel.kans[nr, UREN] = van, na, uren
    bij = vel.bij_lid[vel.kans[nr, LID]]
    bij[0] += 1
    bij[bij[0]] = nr
    return _zet(vel, nr, 1)


@vertaal
def haal_weg(vel: Vel, nr: int) -> float:
    """Take a member off a need; how much is won (less than nothing, mostly)."""
    erbij = _zet(vel, nr, -1)
    vel.kans[nr, UREN] = 0
    bij = vel.bij_lid[vel.kans[nr, LID]]
    for plek in range(1, bij[0]):
        if bij[plek] == nr:
            bij[plek] = bij[bij[0]]
            break
    bij[0] -= 1
    return erbij


@vertaal
def herstel(vel: Vel, stand: Tabel) -> None:
    """Back to what was placed before: per kans VAN, NA and UREN."""
    for nr in range(len(stand)):
        hier = vel.kans[nr]
        anders = hier[UREN] != stand[nr, 2] or hier[VAN] != stand[nr, 0]
        if hier[UREN] > 0 and (anders or hier[NA] != stand[nr, 1]):
            haal_weg(vel, nr)
    for nr in range(len(stand)):
        if stand[nr, 2] > 0 and vel.kans[nr, UREN] == 0:
            plaats(vel, nr, stand[nr, 0], stand[nr, 1], stand[nr, 2])


# ------------------------------------------------------------------ what still fits
@vertaal
def hele(vel: Vel, nr: int, uren: int) -> int:
    """Half-days on top of the smallest block; all of it when it is all that both can."""
    blok, meest = vel.kans[nr, BLOK], vel.kans[nr, MEEST]
    if uren >= meest:
        return int(meest)
    return uren if uren < blok else int(uren - (uren - blok) % HALVE_DAG)


@vertaal
def vrije_uren(vel: Vel, nr: int, van: int, na: int) -> None:
    """Per unit of time what both are free; 0: less than the block, or no place."""
    lid, behoefte, blok = vel.kans[nr, LID], vel.kans[nr, BEHOEFTE], np.int16(vel.kans[nr, BLOK])
    vrij, plekken = vel.vrij[lid, van:na], vel.plek[lid, van:na]
    rest, hoogte = vel.rest[behoefte, van:na], vel.hoogte[van:na]
    for t in range(len(hoogte)):
        uren = min(vrij[t], rest[t])
        hoogte[t] = uren if uren >= blok and plekken[t] > 0 else 0
    rust = vel.maten[RUST]
    if rust > 0:
        for plek in range(1, vel.bij_lid[lid, 0] + 1):
            ander = vel.bij_lid[lid, plek]
            if ander != nr and vel.kans[ander, ORGANISATIE] == vel.kans[nr, ORGANISATIE]:
                begin, einde = vel.kans[ander, VAN] - rust, vel.kans[ander, NA] + rust
                for t in range(max(van, begin), min(na, einde)):
                    vel.hoogte[t] = 0


@vertaal
def ruimte(vel: Vel, nr: int) -> int:
    """The stays that still fit and cannot be longer or fuller, into `stuk`; how many."""
    gevonden, kortst = 0, vel.kans[nr, KORTST]
    for venster in range(vel.kans[nr, VENSTER], vel.kans[nr, VENSTER_NA]):
        van, na = vel.venster[venster, 0], vel.venster[venster, 1]
        vrije_uren(vel, nr, van, na)
        hoogte, lang = vel.hoogte[van:na], na - van
        diep = 0  # a stack of places where a higher stretch began
        for plek in range(lang + 1):
            if 0 < plek < lang and hoogte[plek] == hoogte[plek - 1]:
                continue
            uren = hele(vel, nr, hoogte[plek]) if plek < lang and hoogte[plek] > 0 else 0
            begin = t = van + plek
            while diep > 0 and vel.stapel[diep - 1, 1] >= uren:
                diep -= 1
                begin, hoog = vel.stapel[diep, 0], vel.stapel[diep, 1]
                if hoog > uren and t - begin >= kortst:
                    vel.stuk[gevonden, 0], vel.stuk[gevonden, 1] = begin, t
                    vel.stuk[gevonden, 2] = hoog
                    gevonden += 1
            if uren > 0:
                vel.stapel[diep, 0], vel.stapel[diep, 1] = begin, uren
                diep += 1
    return gevonden


@vertaal
def beste(vel: Vel, nr: int, prijs: float, grens: int, meest: int, keuze: Rij) -> float:
    """The stay that brings most beyond the price of an hour, into `keuze`; 0: nothing does.

    No stay lasts longer than `grens` (below zero: nor longer than -grens, and rather late), nor has
    more than `meest` hours per week.

    Tried are stays as long and full as can be, and smaller ones that come close to what the
    organisation still needs: fewer hours, or shorter from the start or from the end.
    """
    organisatie, blok = vel.kans[nr, ORGANISATIE], vel.kans[nr, BLOK]
    had, vak = vel.gekregen[organisatie], vel.maten[VAK]
    nodig = vel.organisatie[organisatie, DEEL] - had
    nu, kosten = waarde(vel, organisatie, had), prijs - vel.extra[nr]
    hoogst, langst = 0.0, max(vel.kans[nr, KORTST], min(abs(grens), vel.kans[nr, LANGST]))
    for i in range(ruimte(vel, nr)):
        van, na, vol = vel.stuk[i, 0], vel.stuk[i, 1], min(vel.stuk[i, 2], meest)
        lang = min(na - van, langst)
        minder = max(blok, int(nodig / lang) // HALVE_DAG * HALVE_DAG)
        korter = max(vel.kans[nr, KORTST], int(nodig / vol) // vak * vak)
        for hoe in range(8 if vol * lang > nodig > 0 else 2):
            uren, dagen = vol, lang
            if 2 <= hoe < 4:
                uren = minder + (hoe - 2) * HALVE_DAG
            elif hoe >= 4:
                dagen = korter + (hoe // 2 - 2) * vak
            achteraan = hoe % 2 == 1 and not 2 <= hoe < 4
            if uren > vol or dagen > lang or (achteraan and dagen == na - van):
                continue
            veel = uren * dagen
            winst = waarde(vel, organisatie, had + veel) - nu - kosten * veel
            if winst > hoogst or (achteraan and grens < 0 and winst == hoogst > 0):
                hoogst = winst
                begin = na - dagen if achteraan else van
                keuze[0], keuze[1], keuze[2] = begin, begin + dagen, uren
    return hoogst
