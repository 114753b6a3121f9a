"""The board of a proposal: from facts to arrays (`bord_vel`), and from what is placed to lines.

Days are numbers after the peildatum, counted in the largest unit that every date keeps to (a day,
or a week). Kansen stand in the order of their lot, so that what is equal goes by a recorded draw.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import gcd
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.pool.toewijzing import bord_vel
from services.pool.toewijzing.bord_vel import Lijsten, Rij, Vel
from services.pool.toewijzing.feiten import Feiten, lotingszaad
from services.pool.toewijzing.rules import Agenda, Kans, Regel, Strook, afstand_km, agenda

VAK = 28  # days: an inzet is shortened by periods of four weeks
GELIJKSPEL = 1e-3  # extra for who waited longest: decides only between equals
VEEL = 1_000  # places: more than anybody has
VER = 100  # kilometres: as far as any other
# worth of an hour per step of `soort`: so little that it decides between equal hours only
LATER = (2e-5, 2e-7, 0.0, 8e-6, 4e-8)

Verblijf = tuple[int, int, int]  # first unit, first unit after, hours per week


@dataclass(frozen=True, slots=True)
class Bord:
    """The arrays, and what is needed to read them."""

    vel: Vel
    feiten: Feiten
    kansen: tuple[Kans, ...]  # in order of lot
    eenheid: int  # days
    soort: Rij  # per kans what the later steps look at (`wisselen`)
    groep: Rij  # per need the number of its group; -1: none


def loting(zaad: str, lid: UUID, behoefte: UUID) -> int:
    """The lot of a pair: recorded, because it follows from the facts' hash alone."""
    return int.from_bytes(hashlib.sha256(f"{zaad}|{lid}|{behoefte}".encode()).digest()[:8], "big")


def wachttijd(feiten: Feiten) -> dict[str, int]:
    """Place in the queue: 0 for the organisation that waited longest since its last turn."""
    laatste = dict(feiten.instellingen.laatste_beurten)
    for inzet in feiten.inzetten:
        laatste[inzet.inlener] = max(inzet.van, laatste.get(inzet.inlener, date.min))
    wachtrij = sorted({laatste.get(een, date.min) for een in feiten.organisaties})
    return {een: wachtrij.index(laatste.get(een, date.min)) for een in feiten.organisaties}


# ------------------------------------------------------------------ from facts to arrays
def maak(feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal]) -> Bord:
    """An empty board; `deel` is the fair share in hours per organisation."""
    zaad, bezet = lotingszaad(feiten), agenda(feiten)
    rij = tuple(sorted(kansen, key=lambda een: loting(zaad, een.lid, een.behoefte)))
    eenheid = _eenheid(feiten, rij, bezet)
    soort = _soort(feiten, rij, bezet)
    vel = _vel(feiten, rij, deel, eenheid, bezet)
    for stap, waarde in enumerate(LATER):
        vel.extra[:] += soort[:, stap] * waarde
    return Bord(vel, feiten, rij, eenheid, soort, _groepen(feiten))


def _eenheid(feiten: Feiten, kansen: Sequence[Kans], bezet: Agenda) -> int:
    """The largest number of days that every date and length is a whole number of."""
    stand = feiten.instellingen
    dagen = {VAK, stand.horizon_weken * 7, stand.rotatie_dagen}
    for kans in kansen:
        dagen |= {kans.kortst, kans.langst or 0}
        dagen.update(dag for een in kans.vensters for dag in (een.van, een.na))
    for stroken in (*bezet.vrij.values(), *bezet.rest.values()):
        dagen.update(dag for een in stroken for dag in (een.van, een.na))
    return max(1, gcd(*dagen))


def _vel(
    feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal], eenheid: int, bezet: Agenda
) -> Vel:
    stand = feiten.instellingen
    tijd = stand.horizon_weken * 7 // eenheid
    org = {een: nr for nr, een in enumerate(feiten.organisaties)}
    leden = {een.id: nr for nr, een in enumerate(feiten.leden)}
    vragen = {een.id: nr for nr, een in enumerate(feiten.behoeften)}
    lid = [leden[kans.lid] for kans in kansen]
    behoefte = [vragen[kans.behoefte] for kans in kansen]
    organisatie = [org[kans.inlener] for kans in kansen]
    ramen = [vensters(kans) for kans in kansen]
    grens = np.cumsum([0, *map(len, ramen)])
    kans = np.zeros((len(kansen), bord_vel.KOLOMMEN), dtype=np.int32)
    for kolom, waarden in (
        (bord_vel.LID, lid),
        (bord_vel.BEHOEFTE, behoefte),
        (bord_vel.ORGANISATIE, organisatie),
        (bord_vel.BLOK, [een.uren_min for een in kansen]),
        (bord_vel.MEEST, [een.uren_max for een in kansen]),
        (bord_vel.KORTST, [een.kortst // eenheid for een in kansen]),
        (bord_vel.LANGST, [(een.langst or tijd * eenheid) // eenheid for een in kansen]),
        (bord_vel.VENSTER, grens[:-1]),
        (bord_vel.VENSTER_NA, grens[1:]),
    ):
        kans[:, kolom] = waarden
    vrij, plek = _kalender(feiten, [bezet.vrij[een.id] for een in feiten.leden], eenheid)
    rest, _ = _kalender(feiten, [bezet.rest[een.id] for een in feiten.behoeften], eenheid)
    meeste = max(np.bincount(lid, minlength=1).max(), 0)
    tegelijk = max((een.maximum_inzetten for een in feiten.leden), default=1)
    return Vel(
        kans=kans,
        extra=np.zeros(len(kansen)),
        venster=np.array([paar for rij in ramen for paar in rij], dtype=np.int32) // eenheid,
        organisatie=_organisaties(feiten, deel, eenheid),
        maten=np.array(
            [VAK // eenheid, stand.rotatie_dagen // eenheid, max(1, 7 // eenheid)], dtype=np.int64
        ),
        vrij=vrij, plek=plek, rest=rest,
        bij_lid=np.zeros((len(leden), min(meeste, tijd * tegelijk) + 2), dtype=np.int32),
        gekregen=np.zeros(len(org), dtype=np.int64),
        stuk=np.zeros((2 * tijd + 2, 3), dtype=np.int32),
        stapel=np.zeros((tijd + 2, 2), dtype=np.int32),
        hoogte=np.zeros(tijd + 1, dtype=np.int16),
    )  # fmt: skip


def _soort(feiten: Feiten, kansen: Sequence[Kans], bezet: Agenda) -> NDArray[np.int32]:
    """Per kans: a wish, agreed worth (0 to 100), nothing (a group depends on what is placed),
    knows the place, nearness in whole kilometres.

    Kilometres are rounded, because machines differ in the last digits of a sine.
    """
    leden = {een.id: een for een in feiten.leden}
    vragen = {een.id: een for een in feiten.behoeften}
    waar = {(een.medewerker, een.inlener) for een in feiten.inzetten}
    uit = np.zeros((len(kansen), len(LATER)), dtype=np.int32)
    for nr, kans in enumerate(kansen):
        lid = leden[kans.lid]
        thuis = bezet.plekken.get(lid.pc4 or "")
        werk = bezet.plekken.get(vragen[kans.behoefte].pc4 or "")
        ver = VER if thuis is None or werk is None else min(VER, round(afstand_km(thuis, werk)))
        kent = (lid.medewerker, kans.inlener) in waar
        uit[nr] = kans.past_bij_wens, kans.waarde, 0, kent, VER - ver
    return uit


def _groepen(feiten: Feiten) -> NDArray[np.int32]:
    """Per need the number of its group, in order of id; -1: none."""
    groepen = sorted({een.groep for een in feiten.behoeften if een.groep is not None})
    nummer = {groep: nr for nr, groep in enumerate(groepen)}
    nummers = [nummer[een.groep] if een.groep else -1 for een in feiten.behoeften]
    return np.array(nummers, dtype=np.int32)


def _organisaties(feiten: Feiten, deel: Mapping[str, Decimal], eenheid: int) -> NDArray[np.float64]:
    """Fair share, weight of the turn, the mean share (the same for all), and no floor."""
    wacht = wachttijd(feiten)
    delen = np.array([float(deel[een]) * 7 / eenheid for een in feiten.organisaties])
    beurt = [1 + GELIJKSPEL * (1 - wacht[een] / len(wacht)) for een in feiten.organisaties]
    gemiddeld = delen[delen > 0].sum() / max(1, int((delen > 0).sum()))
    return np.column_stack([delen, beurt, np.full(len(delen), gemiddeld), np.zeros(len(delen))])


def vensters(kans: Kans) -> list[tuple[int, int]]:
    """The days of a kans, windows that follow on each other taken together."""
    uit: list[tuple[int, int]] = []
    for een in kans.vensters:
        aan = bool(uit) and uit[-1][1] == een.van
        uit.append((uit.pop()[0] if aan else een.van, een.na))
    return uit


def _kalender(
    feiten: Feiten, stroken: Sequence[Sequence[Strook]], eenheid: int
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Hours and places that are free per row and unit of time."""
    tijd = feiten.instellingen.horizon_weken * 7 // eenheid
    uren = np.zeros((len(stroken), tijd), dtype=np.int16)
    plekken = np.zeros((len(stroken), tijd), dtype=np.int16)
    for nr, rij in enumerate(stroken):
        for een in rij:
            deel = slice(een.van // eenheid, een.na // eenheid)
            uren[nr, deel] = een.uren
            plekken[nr, deel] = min(een.plekken, VEEL)
    return uren, plekken


def lijsten(bord: Bord) -> Lijsten:
    """Which kansen belong together."""
    vel = bord.vel
    return Lijsten(
        *_lijst(vel.kans[:, bord_vel.LID], len(vel.vrij)),
        *_lijst(vel.kans[:, bord_vel.BEHOEFTE], len(vel.rest)),
        *_lijst(vel.kans[:, bord_vel.ORGANISATIE], len(vel.gekregen)),
    )


def _lijst(waar: Rij, aantal: int) -> tuple[Rij, Rij]:
    begin = np.zeros(aantal + 1, dtype=np.int32)
    begin[1:] = np.cumsum(np.bincount(waar, minlength=aantal))
    return begin, np.argsort(waar, kind="stable").astype(np.int32)


# ------------------------------------------------------------------ from what is placed to lines
def verblijven(bord: Bord) -> dict[int, Verblijf]:
    """What is placed, by number of the kans."""
    vel = bord.vel
    return {
        int(nr): (int(van), int(na), int(uren))
        for nr in np.flatnonzero(vel.kans[:, bord_vel.UREN])
        for van, na, uren in [vel.kans[nr, bord_vel.VAN :]]
    }


def als_regels(feiten: Feiten, gekozen: Iterable[tuple[Kans, int, int, int]]) -> tuple[Regel, ...]:
    """Lines, sorted, of stays: kans, first day, first day after, hours per week."""
    peil, uit = feiten.instellingen.peildatum, []
    for kans, van, na, uren in gekozen:
        tot: date | None = peil + timedelta(days=na - 1)
        tot = kans.tot if tot == kans.einde else tot
        uit.append(Regel(kans.lid, kans.behoefte, uren, peil + timedelta(days=van), tot))
    return tuple(sorted(uit, key=lambda een: (een.behoefte, een.lid)))


def regels(bord: Bord) -> tuple[Regel, ...]:
    """The lines of what is placed, sorted."""
    return als_regels(
        bord.feiten,
        (
            (bord.kansen[nr], van * bord.eenheid, na * bord.eenheid, uren)
            for nr, (van, na, uren) in verblijven(bord).items()
        ),
    )


def zet(bord: Bord, lijst: Sequence[Regel]) -> None:
    """Place the lines of a proposal."""
    stand = bord.feiten.instellingen
    plek = {(kans.lid, kans.behoefte): nr for nr, kans in enumerate(bord.kansen)}
    for een in lijst:
        van = (een.van - stand.peildatum).days // bord.eenheid
        einde = min(een.tot or stand.einde, stand.einde)
        na = ((einde - stand.peildatum).days + 1) // bord.eenheid
        bord_vel.plaats(bord.vel, plek[een.lid, een.behoefte], van, na, een.uren)


def leeg(bord: Bord) -> None:
    """Take everything off the board."""
    for nr in verblijven(bord):
        bord_vel.haal_weg(bord.vel, nr)
