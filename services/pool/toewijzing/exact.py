"""The best whole inzetten of a small pool, with proof (HiGHS).

A stay is a column: (poollid, behoefte, first day, last day) with whole half-days per week. It lasts
as long as both can, or is cut where their hours change; with few kansen it may also be cut on
periods of four weeks. The steps:
1. the share of whoever is worst off is as large as can be: bisection on the floor, so that every
   program asks "can everybody have this much?", never max-min at once;
2. the most hours with that floor;
3. evenness with those hours: a concave reward per share that falls steeply;
4. with every organisation's hours at least what they are: ontwikkelwensen and what pairs are
   worth; then as few inzetten as possible, and what is still equal by lot.
A step that does not end within its nodes leaves `bewezen` false; nodes are counted, never seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Any

import highspy
import numpy as np

from services.pool.toewijzing import bord
from services.pool.toewijzing.bord import GELIJKSPEL, loting, wachttijd
from services.pool.toewijzing.bord_vel import HALVE_DAG
from services.pool.toewijzing.feiten import Feiten, lotingszaad
from services.pool.toewijzing.kolommen import Kolom, haalbaar, kolommen
from services.pool.toewijzing.rules import Kans, Regel, Strook, agenda

TREDEN = (512, 64, 8, 1)  # reward per quarter of the fair share, lowest quarter first
FIJN = 1e-4  # of a share: how sharp the floor is
GROF = 0.04  # of a share: how near the answer must be before we ask for just a little more
AFRONDING = 1e-6
ALLES = 2**31 - 1
Gemeld = Callable[[int], object]  # told before every program; whoever wants to stop raises
KNOPEN = 2_000  # per program
MEESTE_KOLOMMEN = 150  # of stays cut by four weeks: more takes too long while somebody waits


@dataclass(slots=True)
class Model:
    """The program: per column yes or no, half-days above the block, and what is left of an hour."""

    highs: Any
    kolommen: list[Kolom]
    ja: list[Any]
    uren: list[Any]  # expression: hours per week
    deel: dict[str, float]  # fair share in hours times days, of who has one
    gekregen: dict[str, Any]  # expression: hours per week times days
    haalbaar: dict[str, int]  # which amounts could be: bit by bit
    bodem: dict[str, Any] = field(default_factory=dict)
    bewezen: bool = True
    waarden: list[float] = field(default_factory=list)
    gedaan: Gemeld = abs

    def los_op(self, doel: Mapping[int, float], genoeg: int = ALLES) -> bool | None:
        """Maximise from the solution so far: found, impossible (False) or not known (None).

        After `genoeg` better solutions it is enough.
        """
        self.gedaan(0)
        self.highs.setOptionValue("mip_max_improving_sols", genoeg)
        aantal = self.highs.getNumCol()
        kosten = np.zeros(aantal)
        for kolom, waarde in doel.items():
            kosten[kolom] += waarde
        self.highs.changeColsCost(aantal, np.arange(aantal, dtype=np.int32), kosten)
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        if len(self.waarden) == aantal:
            start = highspy.HighsSolution()
            start.col_value = self.waarden
            self.highs.setSolution(start)
        self.highs.run()
        stand = self.highs.getModelStatus()
        if stand == highspy.HighsModelStatus.kInfeasible:
            return False
        self.bewezen &= stand == highspy.HighsModelStatus.kOptimal
        if self.highs.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return None
        self.waarden = [float(een) for een in self.highs.getSolution().col_value]
        return True

    def uit(self, som: Any) -> int:
        """What a whole expression comes to in the solution so far."""
        delen = zip(som.idxs, som.vals, strict=True)
        samen = sum(self.waarden[nr] * float(waarde) for nr, waarde in delen)
        return int(round(samen + float(som.constant or 0)))  # noqa: RUF046  # samen is Any

    def laagste(self) -> float:
        """The share of whoever is worst off, at most one."""
        delen = (self.uit(self.gekregen[een]) / deel for een, deel in self.deel.items())
        return min(1.0, *delen, 1.0)

    def eis(self, bodem: float) -> bool:
        """Everybody at least this share, rounded up to what can be at all; False: it cannot."""
        for een, deel in self.deel.items():
            nodig = ceil(bodem * deel - AFRONDING)
            hoger = self.haalbaar[een] >> nodig
            if not hoger:
                return False
            nodig += (hoger & -hoger).bit_length() - 1
            self.highs.changeRowBounds(self.bodem[een].index, nodig, highspy.kHighsInf)
        return True


def _som(delen: Iterable[Any]) -> Any:
    return highspy.Highs.qsum(list(delen))


def _model(
    feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal], knip: bool
) -> Model:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for naam, waarde in (
        ("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-9), ("mip_max_nodes", KNOPEN),
    ):  # fmt: skip
        highs.setOptionValue(naam, waarde)
    alle: list[Kolom] = []
    alle_ja: list[Any] = []
    uren: list[Any] = []
    for kans in kansen:
        eigen = kolommen(kans, knip=knip)
        ja = [highs.addBinary() for _ in eigen]
        if ja:
            highs.addConstr(_som(ja) <= 1)
        for kolom, wel in zip(eigen, ja, strict=True):
            halve, rest = divmod(kolom.meest - kans.uren_min, HALVE_DAG)
            erbij = highs.addIntegral(lb=0, ub=max(halve, 0))
            highs.addConstr(erbij <= halve * wel)
            som = kans.uren_min * wel + HALVE_DAG * erbij
            if rest:  # all that both can, though that is no whole half-day
                vol = highs.addBinary()
                highs.addConstr(halve * vol <= erbij + 0.0 * wel)
                highs.addConstr(vol <= wel + 0.0 * erbij)
                som = som + rest * vol
            uren.append(som)
        alle, alle_ja = alle + eigen, alle_ja + ja
    per_organisatie: dict[str, list[Any]] = defaultdict(list)
    for kolom, som in zip(alle, uren, strict=True):
        per_organisatie[kolom.kans.inlener].append(som * (kolom.na - kolom.van))
    delen = {een: float(deel[een]) * 7 for een in per_organisatie if deel.get(een)}
    gekregen = {een: _som(per_organisatie[een]) for een in sorted(per_organisatie)}
    model = Model(highs, alle, alle_ja, uren, delen, gekregen, haalbaar(alle))
    model.bodem = {een: highs.addConstr(gekregen[een] >= 0) for een in delen}
    _begrens(model, feiten)
    return model


# ------------------------------------------------------------------ hard rules
def _begrens(model: Model, feiten: Feiten) -> None:
    """Hours and places of members, hours of needs, and rest between stays somewhere."""
    bezet, rust = agenda(feiten), feiten.instellingen.rotatie_dagen
    van_lid: dict[Any, list[int]] = defaultdict(list)
    van_behoefte: dict[Any, list[int]] = defaultdict(list)
    bij: dict[Any, list[int]] = defaultdict(list)
    for nr, kolom in enumerate(model.kolommen):
        van_lid[kolom.kans.lid].append(nr)
        van_behoefte[kolom.kans.behoefte].append(nr)
        bij[kolom.kans.lid, kolom.kans.inlener].append(nr)
    for lid, nummers in van_lid.items():
        for strook, nu in _dagen(model, nummers, bezet.vrij[lid]):
            model.highs.addConstr(_som(model.uren[nr] for nr in nu) <= strook.uren)
            model.highs.addConstr(_som(model.ja[nr] for nr in nu) <= strook.plekken)
    for behoefte, nummers in van_behoefte.items():
        for strook, nu in _dagen(model, nummers, bezet.rest[behoefte]):
            model.highs.addConstr(_som(model.uren[nr] for nr in nu) <= strook.uren)
    for nummers in bij.values() if rust else ():
        for dag in sorted({model.kolommen[nr].van for nr in nummers}):
            nu = [
                nr for nr in nummers
                if model.kolommen[nr].van <= dag < model.kolommen[nr].na + rust
            ]  # fmt: skip
            model.highs.addConstr(_som(model.ja[nr] for nr in nu) <= 1)


def _dagen(
    model: Model, nummers: Sequence[int], stroken: Sequence[Strook]
) -> Iterable[tuple[Strook, list[int]]]:
    """Per stretch of days on which nothing changes: what is left, and who could be there."""
    punten = {een.van for een in stroken} | {een.na for een in stroken}
    for nr in nummers:
        punten |= {model.kolommen[nr].van, model.kolommen[nr].na}
    gezien = set()
    for van, _ in pairwise(sorted(punten)):
        strook = next((een for een in stroken if een.van <= van < een.na), None)
        nu = [nr for nr in nummers if model.kolommen[nr].van <= van < model.kolommen[nr].na]
        if strook and nu and (strook, *nu) not in gezien:
            gezien.add((strook, *nu))
            yield strook, nu


# ------------------------------------------------------------------ steps
def _kosten(som: Any) -> dict[int, float]:
    uit: dict[int, float] = defaultdict(float)
    for nr, waarde in zip(som.idxs, som.vals, strict=True):
        uit[nr] += waarde
    return uit


def halveer(laag: float, kan: Callable[[float], float | None]) -> float:
    """The largest floor, sharp to FIJN; `kan` gives what was reached, or None: not so much.

    Near the answer every no takes long to prove: from GROF on ask for just a little more, and for
    more when that can be.
    """
    hoog, stap = 1.0, FIJN
    while laag + FIJN < hoog:  # so what is asked lies below `hoog`, however it is rounded
        midden = max((laag + hoog) / 2, laag + FIJN)
        vraag = midden if hoog - laag > GROF else min(midden, laag + stap)
        gehaald = kan(vraag)
        if gehaald is None:
            hoog, stap = vraag, FIJN
        else:
            laag, stap = max(vraag, gehaald), 4 * stap
    return laag


def _hoogste_bodem(model: Model) -> None:
    """Step 1: the largest floor; nothing more is asked when a program did not end in its nodes."""
    model.los_op(_kosten(_som(model.gekregen.values())))
    begin = model.laagste()

    def kan(bodem: float) -> float | None:
        if not model.bewezen:
            return None
        gevonden = model.eis(bodem) and model.los_op({}, genoeg=1)
        if gevonden:
            model.bewezen = True
        return model.laagste() if gevonden else None

    halveer(begin, kan)
    model.eis(model.laagste())


def _gelijkheid(model: Model, feiten: Feiten) -> None:
    """Step 3: a reward per quarter of the share, the lowest quarter first."""
    wacht, doel = wachttijd(feiten), dict[int, float]()
    for een, deel in model.deel.items():
        treden = [model.highs.addVariable(lb=0, ub=1 / len(TREDEN)) for _ in TREDEN]
        model.highs.addConstr(_som(treden) * deel <= model.gekregen[een])
        beurt = 1 + GELIJKSPEL * (1 - wacht[een] / len(wacht))
        doel |= {trede.index: waarde * beurt for trede, waarde in zip(treden, TREDEN, strict=True)}
        vol = min(model.uit(model.gekregen[een]) / deel - AFRONDING, 1.0)
        model.waarden += [min(max(vol - nr / 4, 0.0), 0.25) for nr in range(len(TREDEN))]
    model.los_op(doel)


def _verfijn(model: Model, feiten: Feiten) -> None:
    """Step 4, with the hours of every organisation at least what they are."""
    for som in model.gekregen.values():
        model.highs.addConstr(som >= model.uit(som))
    zaad = lotingszaad(feiten)
    paren = list(zip(model.kolommen, model.uren, strict=True))
    wensen = [100 * een.kans.past_bij_wens for een in model.kolommen]
    for waarden in (wensen, [een.kans.waarde for een in model.kolommen]):
        delen = [
            som * (waarde * (kolom.na - kolom.van))
            for (kolom, som), waarde in zip(paren, waarden, strict=True)
            if waarde
        ]
        if delen:
            som = _som(delen)
            model.los_op(_kosten(som))
            model.highs.addConstr(som >= model.uit(som))
    model.los_op(
        {
            ja.index: -1_000.0 - loting(zaad, kolom.kans.lid, kolom.kans.behoefte) % 100
            for kolom, ja in zip(model.kolommen, model.ja, strict=True)
        }
    )


def bereken(
    feiten: Feiten,
    kansen: Sequence[Kans],
    deel: Mapping[str, Decimal],
    gedaan: Gemeld = abs,
    meeste: int = MEESTE_KOLOMMEN,
) -> tuple[tuple[Regel, ...], bool]:
    """The lines, sorted, and whether every step was proven; `deel` in hours per organisation.

    Stays are cut by four weeks when that makes no more than `meeste` columns.
    """
    knip = sum(len(kolommen(kans, knip=True)) for kans in kansen) <= meeste
    model = _model(feiten, kansen, deel, knip)
    model.gedaan = gedaan
    _hoogste_bodem(model)
    samen = _som(model.gekregen.values())
    model.los_op(_kosten(samen))
    model.highs.addConstr(samen >= model.uit(samen))
    _gelijkheid(model, feiten)
    _verfijn(model, feiten)
    gekozen = [
        (kolom.kans, kolom.van, kolom.na, model.uit(som))
        for kolom, som in zip(model.kolommen, model.uren, strict=True)
        if model.uit(som) > 0
    ]
    return bord.als_regels(feiten, gekozen), model.bewezen
