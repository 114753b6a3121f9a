"""What a rotation is computed from, what it gives, and the goals of both ways to compute it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.pool.functieruil.optimaal import Doel, Grens, kies
from services.pool.trainee.rules import (
    GEWOON,
    Bestuurslaag,
    Gastplek,
    Trainee,
    Traineeplaats,
    Wensgewichten,
    wens,
)

Paar = tuple[int, int]  # places in the lists of trainees and hosts
Drie = tuple[int, int, int]  # and a block


@dataclass(frozen=True, slots=True)
class Rooster:
    """The places, and how good they are."""

    plaatsen: tuple[Traineeplaats, ...]
    gevuld: int
    lagen: int  # different layers, summed over trainees
    wensen: int
    bewezen: bool


@dataclass(frozen=True, slots=True)
class Opgave:
    """Who rotates, where there is room, where they have been, and how wishes weigh."""

    wie: Sequence[Trainee]
    waar: Sequence[Gastplek]
    blokken: int
    geweest: frozenset[tuple[UUID, str]] = frozenset()
    gewichten: Wensgewichten = GEWOON

    def mag(self, t: int, g: int) -> bool:
        return (self.wie[t].id, self.waar[g].organisatie) not in self.geweest

    def blokken_van(self, t: int) -> Sequence[int]:
        blokken = self.wie[t].blokken
        return range(self.blokken) if blokken is None else blokken

    def wens(self, t: int, g: int) -> int:
        return wens(self.wie[t], self.waar[g], self.gewichten)

    def is_nieuw(self, t: int, g: int) -> bool:
        """Whether the layer of this host is one that the trainee did not see before."""
        return self.waar[g].laag not in self.wie[t].gezien


def rooster_van(
    opgave: Opgave, plaatsen: Iterable[Drie], stand: Sequence[int], bewezen: bool
) -> Rooster:
    gekozen = tuple(
        Traineeplaats(opgave.wie[t].id, b, opgave.waar[g].organisatie) for t, g, b in plaatsen
    )
    return Rooster(gekozen, stand[0], stand[1], stand[2], bewezen)


def lagen_van(
    opgave: Opgave, kolommen: Sequence[Paar]
) -> tuple[list[tuple[int, Bestuurslaag]], list[Grens]]:
    """A column per trainee and layer not seen yet; it counts when one of its hosts is chosen."""
    per: dict[tuple[int, Bestuurslaag], list[int]] = defaultdict(list)
    for nr, (t, g) in enumerate(kolommen):
        if opgave.is_nieuw(t, g):
            per[t, opgave.waar[g].laag].append(nr)
    extra = sorted(per)
    grenzen = []
    for nr, sleutel in enumerate(extra):
        leden = per[sleutel]
        grenzen.append(Grens([len(kolommen) + nr, *leden], 0, gewichten=[1, *([-1] * len(leden))]))
    return extra, grenzen


def doelen(opgave: Opgave, kolommen: Sequence[Paar], lagen: int, rest: int) -> list[Doel]:
    """The goals in turn, over the places, the columns of layers, and others that count for none."""
    n, plaatsen = len(kolommen), len(opgave.wie) * opgave.blokken
    waarden = [opgave.wens(t, g) for t, g in kolommen]
    return [
        Doel("gevuld", [1] * n + [0] * (lagen + rest), plaatsen),
        Doel("lagen", [0] * n + [1] * lagen + [0] * rest, lagen),
        Doel("wensen", waarden + [0] * (lagen + rest), max(waarden, default=0) * plaatsen),
    ]


def los_op(
    opgave: Opgave, kolommen: Sequence[Paar], grenzen: list[Grens]
) -> tuple[list[int], list[int], bool]:
    """Which columns, how good, and whether that is proved."""
    extra, lagen = lagen_van(opgave, kolommen)
    n, m = len(kolommen), len(extra)
    keuze, stand, bewezen = kies(n + m, grenzen + lagen, doelen(opgave, kolommen, m, 0))
    return [nr for nr in keuze if nr < n], stand, bewezen


def waarde(opgave: Opgave, plaatsen: Sequence[Drie]) -> list[int]:
    """Blocks filled, layers per trainee, wishes."""
    lagen = {(t, opgave.waar[g].laag) for t, g, _ in plaatsen if opgave.is_nieuw(t, g)}
    return [len(plaatsen), len(lagen), sum(opgave.wens(t, g) for t, g, _ in plaatsen)]
