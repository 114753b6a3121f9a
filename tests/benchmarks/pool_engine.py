"""Measure the engine of toewijzing: `python -m tests.benchmarks.pool_engine --sizes S,M`.

Three sizes, three committed seeds each; beside three plain ways of sharing and the relaxed maximum
flow, in the same run. A row is the worst of its seeds; the median and the figure of every seed
stand in its settings. That it is exact: `pool_exact`. `--write` puts the rows into
docs/benchmarks/latest.json.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from services.pool.toewijzing import (
    berekening,
    bord,
    bord_vel,
    kansen,
    rechtvaardig_deel,
    ruilen,
    uitleg,
    validator,
)
from services.pool.toewijzing.bord import Bord
from services.pool.toewijzing.bord_vel import UREN, Vel
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Redencode, Regel
from tests.benchmarks import pool_exact, pool_fifteen, pool_regions
from tests.benchmarks.report import Row, show, write

LATEST = Path(__file__).parents[2] / "docs" / "benchmarks" / "latest.json"
# seconds of fair shares, of the whole proposal; hours, worst share, evenness (Jain)
DOELEN: dict[str, tuple[float | None, float, float, float, float]] = {
    "S": (None, 5, 0.92, 0.80, 0.97),
    "M": (None, 30, 0.94, 0.88, 0.998),
    "L": (10, 120, 0.90, 0.80, 0.997),
}


@dataclass(frozen=True, slots=True)
class Maten:
    """How good a proposal is."""

    uren: float  # of the maximum flow
    laagste: float  # worst received / fair share
    jain: float


def maten(feiten: Feiten, regels: Sequence[Regel], deel: rechtvaardig_deel.Deel) -> Maten:
    """Over the organisations that have a fair share."""
    gekregen = uitleg.gekregen(feiten, tuple(regels))
    delen = [float(gekregen[een] / uren) for een, uren in deel.uren.items() if uren > 0]
    kwadraat = sum(een * een for een in delen)
    jain = sum(delen) ** 2 / len(delen) / kwadraat if kwadraat else 0.0
    return Maten(float(sum(gekregen.values(), Decimal(0)) / deel.samen), min(delen), jain)


# ------------------------------------------------------------------ plain ways of sharing
def _grootste(vel: Vel, nummers: Sequence[int]) -> tuple[int, int, int, int] | None:
    """The stay that brings most hours, for any of these kansen."""
    keuzes = []
    for nr in nummers:
        if vel.kans[nr, UREN] > 0:
            continue
        for stuk in range(bord_vel.ruimte(vel, nr)):
            van, na, uren = vel.stuk[stuk].tolist()
            keuzes.append((uren * (na - van), -nr, van, na, uren))
    if not keuzes:
        return None
    _, nr, van, na, uren = max(keuzes)
    return -nr, van, na, uren


def _per(begin: bord_vel.Rij, nummers: bord_vel.Rij) -> list[list[int]]:
    return [nummers[a:b].tolist() for a, b in pairwise(begin.tolist())]


def _volgorde_van_binnenkomst(spel: Bord) -> Iterator[Sequence[int]]:
    """Every need in turn gets all it can."""
    lijst = bord.lijsten(spel)
    for nummers in _per(lijst.van_behoefte, lijst.nrs_behoefte):
        for _ in nummers:
            yield nummers


def _om_de_beurt(spel: Bord) -> Iterator[Sequence[int]]:
    """Every organisation in turn takes the best for itself, until a whole turn brings nothing."""
    lijst = bord.lijsten(spel)
    per_organisatie = _per(lijst.van_organisatie, lijst.nrs_organisatie)
    aantal = -1
    while aantal < (aantal := len(bord.verblijven(spel))):
        yield from per_organisatie


def _laagste_eerst(spel: Bord) -> Iterator[Sequence[int]]:
    """Whoever has the lowest share takes the best for itself, until nothing fits."""
    vel, lijst = spel.vel, bord.lijsten(spel)
    per_organisatie = _per(lijst.van_organisatie, lijst.nrs_organisatie)
    over = {nr for nr, nummers in enumerate(per_organisatie) if nummers}
    while over:
        wie = min(over, key=lambda een: (bord_vel.aandeel(vel, een), een))
        aantal = len(bord.verblijven(spel))
        yield per_organisatie[wie]
        if len(bord.verblijven(spel)) == aantal:
            over.remove(wie)


GEWOON: dict[str, Callable[[Bord], Iterator[Sequence[int]]]] = {
    "wie het eerst komt": _volgorde_van_binnenkomst,
    "om de beurt": _om_de_beurt,
    "laagste aandeel eerst": _laagste_eerst,
}


def gewoon(
    hoe: Callable[[Bord], Iterator[Sequence[int]]],
    feiten: Feiten,
    mogelijk: list[Kans],
    deel: rechtvaardig_deel.Deel,
) -> Maten:
    """What a plain way of sharing comes to, on the same board with the same hard rules."""
    spel = bord.maak(feiten, mogelijk, deel.uren)
    for nummers in hoe(spel):
        if keuze := _grootste(spel.vel, nummers):
            bord_vel.plaats(spel.vel, *keuze)
    return maten(feiten, bord.regels(spel), deel)


# ------------------------------------------------------------------ one region
@dataclass(frozen=True, slots=True)
class Meting:
    """One region: seconds, quality, and what must be zero."""

    deel_s: float
    geheel_s: float
    rekentijd_s: float  # of this process alone, whatever else the machine did
    maten: Maten
    naast: dict[str, Maten]
    schendingen: int
    onverklaard: int


def _onverklaard(uit: Sequence[uitleg.BehoefteUitleg], regels: Sequence[Regel]) -> int:
    """Needs and candidates without exactly one reason that agrees with the lines."""
    gekozen = {(een.behoefte, een.lid) for een in regels}
    fout = 0
    for een in uit:
        fout += not een.uitleg or een.code not in uitleg.VOOR_BEHOEFTE
        wie = [kandidaat.lid for kandidaat in een.kandidaten]
        fout += len(wie) != len(set(wie))
        for kandidaat in een.kandidaten:
            staat = (een.behoefte, kandidaat.lid) in gekozen
            fout += (kandidaat.code is Redencode.TOEGEWEZEN) != staat or not kandidaat.uitleg
    return fout


def meet(naam: str, zaad: int) -> Meting:
    """Everything about one region."""
    feiten = pool_regions.regio(naam, zaad)
    mogelijk = kansen.vind(feiten)
    begin = time.perf_counter()
    deel = rechtvaardig_deel.bereken(feiten, mogelijk)
    gedeeld = time.perf_counter() - begin
    begin, rekentijd = time.perf_counter(), time.process_time()
    voorstel = berekening.bereken(feiten)
    geheel, rekentijd = time.perf_counter() - begin, time.process_time() - rekentijd
    naast = {wat: gewoon(hoe, feiten, mogelijk, deel) for wat, hoe in GEWOON.items()}
    return Meting(
        gedeeld, geheel, rekentijd, maten(feiten, voorstel.regels, deel), naast,
        len(validator.bevindingen(feiten, voorstel.regels)),
        _onverklaard(voorstel.behoeften, voorstel.regels),
    )  # fmt: skip


def warm() -> None:
    """Have the machine code ready: once per version of the engine, and not what is measured."""
    feiten = pool_regions.regio("S", 0)
    mogelijk = kansen.vind(feiten)
    ruilen.bereken(feiten, mogelijk, rechtvaardig_deel.bereken(feiten, mogelijk).uren, 10)


def rijen(naam: str, metingen: dict[int, Meting]) -> list[Row]:
    """The rows of one size: the worst of its seeds."""
    maat, doel = pool_regions.MATEN[naam], DOELEN[naam]
    basis: dict[str, Any] = {
        "maat": naam, "organisaties": maat.organisaties, "leden": maat.leden,
        "behoeften": maat.behoeften, "weken": maat.weken,
    }  # fmt: skip
    alle = list(metingen.values())

    def rij(
        wat: str, eenheid: str, lees: Callable[[Meting], float], doel: float | None, beter: str,
        grens: float | None = None, **extra: Any,
    ) -> Row:  # fmt: skip
        waarden = {zaad: round(lees(een), 4) for zaad, een in metingen.items()}
        ergste = (min if beter == "higher" else max)(lees(een) for een in alle)
        instelling = (
            basis | {"zaden": waarden, "mediaan": round(median(waarden.values()), 4)} | extra
        )
        return Row("pool", f"{naam}: {wat}", eenheid, ergste, grens, doel, beter, instelling)

    def naast(lees: Callable[[Maten], float]) -> dict[str, float]:
        return {wat: round(min(lees(een.naast[wat]) for een in alle), 4) for wat in GEWOON}

    def goed(wat: str, lees: Callable[[Maten], float], doel: float) -> Row:
        anderen = naast(lees)
        return rij(
            wat, "verhouding", lambda een: lees(een.maten), doel, "higher",
            max(anderen.values()), naast=anderen,
        )  # fmt: skip

    return [
        rij("eerlijke delen", "s", lambda een: een.deel_s, doel[0], "lower"),
        rij(
            "heel voorstel",
            "s",
            lambda een: een.geheel_s,
            doel[1],
            "lower",
            rekentijd={zaad: round(een.rekentijd_s, 1) for zaad, een in metingen.items()},
        ),
        goed("uren van de grootste stroom", lambda een: een.uren, doel[2]),
        goed("laagste aandeel", lambda een: een.laagste, doel[3]),
        goed("gelijkheid (Jain)", lambda een: een.jain, doel[4]),
        rij("schendingen", "aantal", lambda een: een.schendingen, 0, "lower"),
        rij("zonder reden", "aantal", lambda een: een.onverklaard, 0, "lower"),
    ]


def measure(
    sizes: Sequence[str], seeds: Sequence[int] = pool_regions.ZADEN, *, bewijs: bool = True
) -> list[Row]:
    """Print and return the rows of part `pool`; `bewijs`: also beside programs that prove it."""
    show([], head=True)
    warm()
    alles = pool_fifteen.rijen() + (pool_exact.klein() if bewijs else [])
    show(alles)
    for naam in sizes:
        stuk = rijen(naam, {zaad: meet(naam, zaad) for zaad in seeds})
        stuk += pool_exact.delen(naam) if bewijs else []
        show(stuk)
        alles += stuk
    return alles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="S,M")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-proof", action="store_true", help="without the linear programs")
    given = parser.parse_args()
    seeds = [int(een) for een in given.seeds.split(",")]
    rows = measure(given.sizes.split(","), seeds, bewijs=not given.no_proof)
    print("load", " ".join(f"{een:.1f}" for een in os.getloadavg()), "cores", os.cpu_count())
    if given.write:
        write(LATEST, f"{platform.machine()}, {os.cpu_count()} cores", rows)


if __name__ == "__main__":
    main()
