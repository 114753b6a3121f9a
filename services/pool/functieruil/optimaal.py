"""Choose exactly: binary choices under limits, by one whole-number goal after the other.

HiGHS proves each goal before the next one may choose among what is left. No clock and no threads:
the same choices in the same order give the same answer on every machine (ADR 20).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

Voortgang = Callable[[int], bool]
# Nodes, not seconds, so that it is the same everywhere; only graphs without structure get there.
KNOPEN = 2_000
ZWAARST = 3e7  # the heaviest weight that the solver's tolerances still tell apart
EEN_MINDER = 0.999  # a goal counts whole numbers: within less than one is proved to be the best


class NietOpgelost(Exception):
    """The solver gave no proof: a fault of ours, for nothing stops it but being done."""


@dataclass(frozen=True, slots=True)
class Grens:
    """At most (and at least) so many of these choices, each with a weight."""

    keuzes: Sequence[int]
    hoogst: float
    laagst: float = -highspy.kHighsInf
    gewichten: Sequence[float] | None = None  # None: each counts once


@dataclass(frozen=True, slots=True)
class Doel:
    """What is counted and made as large as can be: a whole number per choice.

    `bereik`: how much two answers can at most differ in it, where the goals before it are equal or
    the first is worse; with that several goals can be proved at once, each heavier than all after.
    """

    naam: str
    waarden: Sequence[int]
    bereik: int = 0  # 0: not known


def kies(
    aantal: int, grenzen: Sequence[Grens], doelen: Sequence[Doel], relax: Sequence[bool] = ()
) -> tuple[list[int], list[int], bool]:
    """The chosen numbers out of 0..aantal-1, what every goal came to, and whether that is proved.

    `relax`: choices that need not be whole by themselves, because the limits make them so.
    Not proved: the best that was found within a number of nodes. Error: NietOpgelost.
    """
    if aantal == 0:
        return [], [0 for _ in doelen], True
    model = _model(aantal, grenzen, relax)
    bewezen = True
    gekozen: np.ndarray = np.zeros(aantal)
    groepen = _samen(doelen)
    for nr, waarden in enumerate(groepen):
        if not waarden.any():
            continue
        model.changeColsCost(aantal, np.arange(aantal, dtype=np.int32), waarden)
        if nr:
            _vertrek(model, gekozen)
        model.run()
        if model.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit:
            bewezen = False
        elif model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NietOpgelost(doelen[0].naam)
        gekozen = np.rint(np.asarray(model.getSolution().col_value))
        if nr + 1 < len(groepen):
            bereikt = float(waarden @ gekozen)
            niet_nul = np.flatnonzero(waarden).astype(np.int32)
            deel = waarden[niet_nul]
            model.addRow(bereikt - 0.5, highspy.kHighsInf, len(niet_nul), niet_nul, deel)
    stand = [round(float(np.asarray(een.waarden) @ gekozen)) for een in doelen]
    return [int(een) for een in np.flatnonzero(gekozen > 0.5)], stand, bewezen


def _samen(doelen: Sequence[Doel]) -> list[np.ndarray]:
    """Goals as few rows of weights: together as long as the numbers stay exact."""
    rijen = [np.asarray(een.waarden, dtype=np.float64) for een in doelen]
    groepen = [rijen[-1]]
    ruimte = doelen[-1].bereik
    for doel, rij in zip(doelen[-2::-1], rijen[-2::-1], strict=True):
        gewicht = ruimte + 1
        zwaarst = float(np.abs(rij).max()) * gewicht
        if ruimte and zwaarst < ZWAARST:
            groepen[0] = groepen[0] + rij * gewicht
            ruimte += gewicht * doel.bereik
        else:
            groepen.insert(0, rij)
            ruimte = doel.bereik
    return groepen


def _vertrek(model: Any, gekozen: np.ndarray) -> None:
    """The best of the goal before is where the next begins."""
    begin = highspy.HighsSolution()
    begin.col_value = gekozen.tolist()
    model.setSolution(begin)


def _model(aantal: int, grenzen: Sequence[Grens], relax: Sequence[bool]) -> Any:
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for optie, stand in (
        ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", EEN_MINDER), ("mip_max_nodes", KNOPEN),
    ):  # fmt: skip
        model.setOptionValue(optie, stand)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    model.addVars(aantal, np.zeros(aantal), np.ones(aantal))
    heel = [not een for een in relax] if relax else [True] * aantal
    nummers = np.flatnonzero(heel).astype(np.int32)
    soort = np.full(len(nummers), highspy.HighsVarType.kInteger)
    model.changeColsIntegrality(len(nummers), nummers, soort)
    begin = np.zeros(len(grenzen), dtype=np.int32)
    lengtes = [len(een.keuzes) for een in grenzen]
    if grenzen:
        begin[1:] = np.cumsum(lengtes)[:-1]
        index = np.fromiter((k for een in grenzen for k in een.keuzes), dtype=np.int32)
        waarde = np.concatenate(
            [np.ones(n) if een.gewichten is None else np.asarray(een.gewichten, dtype=np.float64)
             for een, n in zip(grenzen, lengtes, strict=True)]
        )  # fmt: skip
        laagst = np.array([een.laagst for een in grenzen])
        hoogst = np.array([een.hoogst for een in grenzen], dtype=np.float64)
        model.addRows(len(grenzen), laagst, hoogst, len(index), begin, index, waarde)
    return model
