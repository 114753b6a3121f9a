"""Waarom deze plaats, en waarom die niet? What a rooster tells each trainee. Pure.

The reasons are read from the outcome and hold because it is the best: with another place in a
block as many blocks would be filled, so what was not given is full, costs a layer, or is no dearer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.pool.trainee.rules.roulatie import (
    GEWOON,
    Gastplek,
    Trainee,
    Traineeplaats,
    Wensgewichten,
    gewenste_onderwerpen,
    wens,
)


class Plaatscode(StrEnum):
    """Why somebody is at this organisation in this block."""

    WENS = "wens"
    SPREIDING = "spreiding"  # a layer of government that the person has nowhere else
    RUIMTE = "ruimte"  # where there was room
    GEEN_RUIMTE = "geen_ruimte"  # nowhere: every host with room is one where the person comes too
    VAST = "vast"  # the block has begun
    MENS = "mens"  # a person changed it, with a reason


class Wenscode(StrEnum):
    """Why a wished organisation was not given."""

    AL_GEWEEST = "al_geweest"
    VOL = "vol"
    SPREIDING = "spreiding"
    LIEVER = "liever"  # in its free blocks the person is where it was wished as dearly or more
    REKENGRENS = "rekengrens"  # only when it is not proved that the rooster is the best


ZIN_PLAATS = {
    Plaatscode.WENS: "Dit vroeg u zelf.",
    Plaatscode.SPREIDING: "Hier leert u een bestuurslaag kennen die u nergens anders heeft.",
    Plaatscode.RUIMTE: "Hier was een plek vrij; met een andere keuze raakt een ander blok leeg.",
    Plaatscode.GEEN_RUIMTE: "In dit blok was nergens plek waar u nog niet komt.",
    Plaatscode.VAST: "Dit blok is al begonnen.",
    Plaatscode.MENS: "De makelaar veranderde deze plaats, met een reden.",
}
ZIN_WENS = {
    Wenscode.AL_GEWEEST: "Daar bent u al geweest.",
    Wenscode.VOL: "Daar was in geen van uw blokken nog plek.",
    Wenscode.SPREIDING: "Met een plek daar ziet u een bestuurslaag minder.",
    Wenscode.REKENGRENS: "De berekening vond binnen haar grens geen beter rooster.",
    Wenscode.LIEVER: "In de blokken met plek daar bent u ergens wat u minstens zo graag wilde.",
}


@dataclass(frozen=True, slots=True)
class Plaatsuitleg:
    """Why this place: the code, which of the wishes it meets, and subjects to learn there."""

    code: Plaatscode
    wensnummer: int | None = None  # 1: the dearest organisation
    laag_gewenst: bool = False
    onderwerpen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wensuitleg:
    """Why a wished organisation is not in the rooster."""

    organisatie: str
    code: Wenscode


def leg_plaatsen_uit(
    trainee: Trainee, eigen: Sequence[Traineeplaats], gasten: Mapping[str, Gastplek]
) -> dict[int, Plaatsuitleg]:
    """Per block of the trainee's own places why it is there."""
    lagen = Counter(gasten[een.organisatie].laag for een in eigen)
    uit = {}
    for een in eigen:
        gast = gasten[een.organisatie]
        nummer = None
        if gast.organisatie in trainee.organisaties:
            nummer = trainee.organisaties.index(gast.organisatie) + 1
        code = Plaatscode.RUIMTE
        if wens(trainee, gast):
            code = Plaatscode.WENS
        elif lagen[gast.laag] == 1 and gast.laag not in trainee.gezien:
            code = Plaatscode.SPREIDING
        uit[een.blok] = Plaatsuitleg(
            code, nummer, gast.laag in trainee.lagen, gewenste_onderwerpen(trainee, gast)
        )
    return uit


def leg_wensen_uit(
    trainee: Trainee,
    plaatsen: Iterable[Traineeplaats],
    gasten: Mapping[str, Gastplek],
    blokken: Sequence[int],
    geweest: frozenset[tuple[UUID, str]],
    gewichten: Wensgewichten = GEWOON,
) -> list[Wensuitleg]:
    """Every wished organisation that the trainee does not go to, with the reason."""
    alle = list(plaatsen)
    bezet = Counter((een.organisatie, een.blok) for een in alle)
    eigen = {een.blok: gasten[een.organisatie] for een in alle if een.trainee == trainee.id}
    gekregen = {gast.organisatie for gast in eigen.values()}
    lagen = Counter(gast.laag for gast in eigen.values())
    uit = []
    for naam in trainee.organisaties:
        if naam in gekregen or naam not in gasten:
            continue
        gast = gasten[naam]
        vrij = [blok for blok in blokken if bezet[naam, blok] < gast.ruimte[blok]]
        liever = [
            eigen[blok]
            for blok in vrij
            if blok in eigen
            and wens(trainee, gast, gewichten) > wens(trainee, eigen[blok], gewichten)
        ]
        kent = {laag for laag, aantal in lagen.items() if aantal} | trainee.gezien
        kost_laag = [
            een
            for een in liever
            if lagen[een.laag] == 1 and een.laag not in trainee.gezien and gast.laag in kent
        ]
        if (trainee.id, naam) in geweest:
            code = Wenscode.AL_GEWEEST
        elif not vrij:
            code = Wenscode.VOL
        elif not liever:
            code = Wenscode.LIEVER
        elif kost_laag == liever:
            code = Wenscode.SPREIDING
        else:
            code = Wenscode.REKENGRENS
        uit.append(Wensuitleg(naam, code))
    return uit
