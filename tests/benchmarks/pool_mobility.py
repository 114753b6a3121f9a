"""Measure swaps and rotations of trainees: `python -m tests.benchmarks.pool_mobility`.

Part `pool` of `make bench`.

Regions are made up from a committed seed: functions, levels, hours, days and wishes as people have
them, some free seats, and a tenth of the places may stay empty.
"""

import time
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.functieruil import berekening
from services.pool.functieruil.feiten import Feiten
from services.pool.functieruil.rules import (
    Ruilafspraken,
    Ruilplek,
    Ruilwens,
    VrijePlek,
    Zichtbaarheid,
)
from services.pool.trainee import rooster
from services.pool.trainee.rules import Bestuurslaag, Gastplek, Trainee
from tests.benchmarks.report import Row, show
from tests.pool.functieruil import kep

# people, longest ring, functions, organisations, free seats, seconds at most
MATEN = ((2000, 3, 120, 40, 40, 5.0), (500, 4, 30, 20, 10, 30.0))
# The same sizes without free seats, beside another solver.
GELIJK = tuple((*een[:4], een[5]) for een in MATEN)
ZADEN = (1, 2, 3)
BEGIN, PEILDATUM = date(2026, 9, 1), date(2026, 8, 12)


def region(
    mensen: int, langste: int, functies: int, organisaties: int, plekken: int, zaad: int
) -> Feiten:
    """People who can do their own work and two other things, and want two of those."""
    r = Random(zaad)
    namen = [f"functie-{nr}" for nr in range(functies)]

    def plek(nr: int) -> Ruilplek:
        van = BEGIN + timedelta(days=r.choice([0, 30, 61, 91]))
        tot = van + timedelta(days=r.choice([120, 180, 364]))
        organisatie, functie = str(r.randrange(organisaties)), r.choice(namen)
        uren = Decimal(r.choice([24, 28, 32, 36]))
        return Ruilplek(UUID(int=nr), organisatie, functie, r.choice(list(Niveau)), uren, van, tot)

    wensen = []
    for nr in range(mensen):
        eigen = plek(nr + 1)
        anders = r.sample([een for een in namen if een != eigen.functie], 2)
        kan = (
            Vaardigheid(eigen.functie, eigen.niveau),
            *(Vaardigheid(een, r.choice(list(Niveau))) for een in anders),
        )
        daar = sorted({str(een) for een in r.sample(range(organisaties), 3)} - {eigen.organisatie})
        wensen.append(
            Ruilwens(
                id=eigen.id,
                verband=UUID(int=0),
                medewerker=UUID(int=1_000_000 + nr),
                plek=eigen,
                kan=kan,
                zoekt=tuple(een.functie for een in r.sample(kan, 2)),
                organisaties=tuple(daar) if r.random() < 0.6 else (),
                zichtbaarheid=Zichtbaarheid.ALLEEN_IK,
                geldig_tot=PEILDATUM,
                mag_leeg=r.random() < 0.1,
            )
        )
    vrij = tuple(VrijePlek(plek(100_000 + nr), UUID(int=0), "vrij") for nr in range(plekken))
    return Feiten(PEILDATUM, tuple(wensen), vrij, Ruilafspraken(langste_kring=langste))


def ruil() -> list[Row]:
    """Seconds of the whole calculation, the worst of its seeds."""
    rijen = []
    for mensen, langste, functies, organisaties, plekken, doel in MATEN:
        seconden: dict[int, float] = {}
        gevonden: dict[int, dict[str, object]] = {}
        for zaad in ZADEN:
            feiten = region(mensen, langste, functies, organisaties, plekken, zaad)
            begin = time.perf_counter()
            uit = berekening.bereken(feiten)
            seconden[zaad] = round(time.perf_counter() - begin, 2)
            gevonden[zaad] = {
                "mensen": uit.mensen, "kringen": uit.aantal_kringen, "bewezen": uit.bewezen,
            }  # fmt: skip
        instelling = {"mensen": mensen, "k": langste, "zaden": seconden, "gevonden": gevonden}
        naam = f"functieruil: {mensen} mensen, kringen tot {langste}"
        rijen.append(
            Row("pool", naam, "s", max(seconden.values()), None, doel, "lower", instelling)
        )
    return rijen


def naast() -> list[Row]:
    """The same graph for us and for kep_solver: rings of people only, everybody on the same days.

    Ours counts the whole calculation: arcs, rings, the best set, then dearest wishes and fewest
    long rings, and a reason for everybody. Theirs is given the arcs, and finds the most people.
    """
    rijen = []
    for mensen, langste, functies, organisaties, doel in GELIJK:
        seconden: dict[int, float] = {}
        van_hen: dict[int, float] = {}
        gevonden: dict[int, int] = {}
        for zaad in ZADEN:
            feiten = kep.zonder_dagen(region(mensen, langste, functies, organisaties, 0, zaad))
            begin = time.perf_counter()
            uit = berekening.bereken(feiten)
            seconden[zaad] = round(time.perf_counter() - begin, 2)
            instance = kep.instantie(berekening.maak_net(feiten))
            begin = time.perf_counter()
            gevonden[zaad] = kep.meeste_mensen(instance, langste)
            van_hen[zaad] = round(time.perf_counter() - begin, 2)
            if uit.mensen != gevonden[zaad]:
                raise AssertionError(f"zaad {zaad}: {uit.mensen} mensen, zij {gevonden[zaad]}")
        instelling = {"mensen": mensen, "k": langste, "zaden": seconden, "kep_solver": van_hen}
        instelling["gevonden"] = gevonden
        naam = f"functieruil naast kep_solver: {mensen} mensen, k={langste}"
        meest, grens = max(seconden.values()), max(van_hen.values())
        rijen.append(Row("pool", naam, "s", meest, grens, doel, "lower", instelling))
    return rijen


def trainees() -> list[Row]:
    """60 trainees, 40 hosts of four layers with one or two places, 6 blocks.

    The same in every block, and another number per block: then there are not even places for all.
    """
    return [
        _rotation("trainees: 60 bij 40 organisaties, 6 blokken", per_blok=False),
        _rotation("trainees: 60 bij 40 organisaties, 6 blokken, ruimte per blok", per_blok=True),
    ]


def _rotation(naam: str, per_blok: bool) -> Row:
    lagen = [*[Bestuurslaag.GEMEENTE] * 5, *list(Bestuurslaag)[1:4]]
    onderwerpen = ("water", "wonen", "data", "recht", "zorg", "financien")
    seconden: dict[int, float] = {}
    gevonden: dict[int, dict[str, object]] = {}
    for zaad in ZADEN:
        r = Random(zaad)
        gasten = []
        for nr in range(40):
            laag = r.choice(lagen)
            if per_blok:
                ruimte = tuple(r.randint(1, 2) for _ in range(6))
            else:
                ruimte = (r.randint(1, 2),) * 6
            gasten.append(Gastplek(f"org-{nr}", laag, ruimte, tuple(r.sample(onderwerpen, 3))))
        namen = [een.organisatie for een in gasten]
        wie = [
            Trainee(
                UUID(int=nr + 1),
                "thuis",
                tuple(r.sample(onderwerpen, 2)),
                tuple(r.sample(namen, 3)),
            )
            for nr in range(60)
        ]
        begin = time.perf_counter()
        uit = rooster.bereken(wie, gasten, 6)
        seconden[zaad] = round(time.perf_counter() - begin, 2)
        gevonden[zaad] = {"gevuld": uit.gevuld, "lagen": uit.lagen, "bewezen": uit.bewezen}
    instelling = {"zaden": seconden, "gevonden": gevonden}
    return Row("pool", naam, "s", max(seconden.values()), None, 30.0, "lower", instelling)


def measure() -> list[Row]:
    """Print and return the rows."""
    rijen = ruil() + naast() + trainees()
    show(rijen)
    return rijen


if __name__ == "__main__":
    show([], head=True)
    measure()
