"""The exact step beside an independent program and beside trying everything."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.toewijzing import exact, feiten, kansen, rechtvaardig_deel, uitleg, validator
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.kolommen import kolommen
from services.pool.toewijzing.rules import Kans, Regel
from tests.benchmarks import pool_regions
from tests.pool.toewijzing import regio


def _gevallen(zaad: int) -> tuple[Feiten, list[Kans], rechtvaardig_deel.Deel]:
    feit = feiten.gesorteerd(regio.regio(zaad, organisaties=8, leden=6, behoeften=20))
    mogelijk = kansen.vind(feit)
    return feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk)


def _uitkomst(
    feit: Feiten, regels: Sequence[Regel], deel: Mapping[str, Decimal]
) -> tuple[float, float]:
    """The share of whoever is worst off, and the hours of all."""
    gekregen = uitleg.gekregen(feit, tuple(regels))
    delen = [float(gekregen[een] / uren) for een, uren in deel.items() if uren > 0]
    return min(1.0, *delen, 1.0), float(sum(gekregen.values()))


def _los(
    feit: Feiten, mogelijk: Sequence[Kans], deel: Mapping[str, Decimal], bodem: float | None
) -> float | None:
    """Another program: a yes or no for every kans, stay and number of hours, day by day.

    Without `bodem`: the largest floor, as max-min in one program; with it: the most hours, or None.
    """
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 1e-9)
    vrij: dict[tuple[UUID, int], list[tuple[int, int]]] = {}
    vraag: dict[tuple[UUID, int], list[tuple[int, int]]] = {}
    waarde: dict[str, list[tuple[int, int]]] = {een: [] for een in deel}
    per_kans: list[list[int]] = []
    alle: list[tuple[int, int]] = []
    knip = sum(len(kolommen(een, knip=True)) for een in mogelijk) <= exact.MEESTE_KOLOMMEN
    for kans in mogelijk:
        eigen = []
        for kolom in kolommen(kans, knip=knip):
            keuzes = {*range(kans.uren_min, kolom.meest + 1, 4), kolom.meest}
            for uren in sorted(keuzes):
                nr = highs.getNumCol()
                highs.addVar(0.0, 1.0)
                highs.changeColIntegrality(nr, highspy.HighsVarType.kInteger)
                eigen.append(nr)
                waarde[kans.inlener].append((nr, uren * (kolom.na - kolom.van)))
                alle.append((nr, uren * (kolom.na - kolom.van)))
                for dag in range(kolom.van, kolom.na):
                    vrij.setdefault((kans.lid, dag), []).append((nr, uren))
                    vraag.setdefault((kans.behoefte, dag), []).append((nr, uren))
        per_kans.append(eigen)

    def rij(laag: float, hoog: float, delen: Sequence[tuple[int, float]]) -> None:
        highs.addRow(
            laag, hoog, len(delen), np.array([nr for nr, _ in delen], dtype=np.int32),
            np.array([float(een) for _, een in delen]),
        )  # fmt: skip

    for eigen in per_kans:
        rij(0, 1, [(nr, 1.0) for nr in eigen])
    gezien: set[object] = set()
    leden = {een.id: een for een in feit.leden}
    vragen = {een.id: een for een in feit.behoeften}
    for (wie, dag), delen in vrij.items():
        uren, plekken = _vrij(feit, leden[wie], dag)
        if (sleutel := (wie, uren, plekken, tuple(delen))) not in gezien:
            gezien.add(sleutel)
            rij(0, uren, delen)
            rij(0, plekken, [(nr, 1.0) for nr, _ in delen])
    for (welke, _), delen in vraag.items():
        if (sleutel2 := (welke, tuple(delen))) not in gezien:
            gezien.add(sleutel2)
            rij(0, int(vragen[welke].uren_max), delen)
    bodem_nr = highs.getNumCol()
    highs.addVar(0.0, 1.0)
    for een, uren_deel in deel.items():
        if uren_deel > 0:
            rij(
                0 if bodem is None else bodem * float(uren_deel) * 7 - 0.2,
                highspy.kHighsInf,
                [*waarde[een], (bodem_nr, -float(uren_deel) * 7 if bodem is None else 0.0)],
            )
    doel = [(bodem_nr, 1.0)] if bodem is None else alle
    for nr, wat in doel:
        highs.changeColCost(nr, -float(wat))
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return -float(highs.getInfo().objective_function_value)


def _vrij(feit: Feiten, lid: feiten.Lid, dag: int) -> tuple[int, int]:
    """Whole hours and places of a member on a day, read from the facts."""
    datum = feit.instellingen.peildatum + timedelta(days=dag)
    lopend = [
        een
        for een in feit.inzetten
        if een.medewerker == lid.medewerker
        and een.van <= datum
        and (een.tot is None or datum <= een.tot)
    ]
    uren = Fraction(lid.uren_per_week) - sum(Fraction(een.uren) for een in lopend)
    return max(0, int(uren)), lid.maximum_inzetten - len(lopend)


@pytest.mark.parametrize("zaad", range(8))
def test_de_uitkomst_is_de_bewezen_beste(zaad: int) -> None:
    """Eight organisations, six members, twenty needs: the floor, and the most hours with it."""
    feit, mogelijk, deel = _gevallen(zaad)
    regels, bewezen = exact.bereken(feit, mogelijk, deel.uren)
    assert bewezen
    assert validator.bevindingen(feit, regels) == []
    bodem, uren = _uitkomst(feit, regels, deel.uren)
    hoogste = _los(feit, mogelijk, deel.uren, None)
    assert bodem == pytest.approx(hoogste, abs=2 * exact.FIJN)
    assert uren * 7 == pytest.approx(_los(feit, mogelijk, deel.uren, bodem), abs=2)


def _klein(zaad: int) -> tuple[Feiten, list[Kans], rechtvaardig_deel.Deel]:
    feit = pool_regions.regio("klein", zaad)
    mogelijk = kansen.vind(feit)
    return feit, mogelijk, rechtvaardig_deel.bereken(feit, mogelijk)


@pytest.mark.parametrize("zaad", [8, 13])
def test_ook_per_vier_weken_is_het_de_bewezen_beste(zaad: int) -> None:
    """The same numbers of each for half a year, every stay also cut by four weeks."""
    feit, mogelijk, deel = _klein(zaad)
    assert 100 < sum(len(kolommen(een, knip=True)) for een in mogelijk) <= exact.MEESTE_KOLOMMEN
    regels, bewezen = exact.bereken(feit, mogelijk, deel.uren)
    assert bewezen
    assert validator.bevindingen(feit, regels) == []
    bodem, uren = _uitkomst(feit, regels, deel.uren)
    assert uren * 7 == pytest.approx(_los(feit, mogelijk, deel.uren, bodem), abs=2)
    assert _los(feit, mogelijk, deel.uren, bodem + 2 * exact.FIJN) is None


def test_voor_elk_programma_wordt_gekeken_of_iemand_stopt() -> None:
    feit, mogelijk, deel = _gevallen(3)
    gehoord: list[int] = []
    exact.bereken(feit, mogelijk, deel.uren, gehoord.append)
    assert len(gehoord) > 4


@given(st.floats(0, 1), st.floats(0, 1))
def test_het_zoeken_naar_de_bodem_eindigt(begin: float, hoogst: float) -> None:
    """However it is rounded: every question brings the answer nearer."""
    gevraagd: list[float] = []

    def kan(bodem: float) -> float | None:
        gevraagd.append(bodem)
        assert len(gevraagd) < 30
        return bodem if bodem <= hoogst else None

    gevonden = exact.halveer(begin, kan)
    assert gevonden >= begin
    if hoogst > begin:
        assert gevonden == pytest.approx(hoogst, abs=2 * exact.FIJN)
    assert exact.halveer(0.09902597402597403, lambda _: None) == 0.09902597402597403


@pytest.mark.parametrize("zaad", range(4))
def test_weinig_kansen_mogen_ook_per_vier_weken_korter(zaad: int) -> None:
    trek = random.Random(zaad)
    feit = regio.feiten(
        [regio.lid(nr, uren_per_week=Decimal(trek.choice((8, 16)))) for nr in (1, 2)],
        [
            regio.behoefte(
                nr, inlener=regio.oin(nr + 1), uren_max=Decimal(trek.choice((8, 16))),
                urenblok=Decimal(8), tot=regio.PEIL + timedelta(days=83),
            )
            for nr in (1, 2, 3)
        ],
    )  # fmt: skip
    feit = feiten.gesorteerd(feit)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    regels, bewezen = exact.bereken(feit, mogelijk, deel.uren)
    assert bewezen
    assert validator.bevindingen(feit, regels) == []
    bodem, uren = _uitkomst(feit, regels, deel.uren)
    assert bodem == pytest.approx(_los(feit, mogelijk, deel.uren, None), abs=2 * exact.FIJN)
    assert uren * 7 == pytest.approx(_los(feit, mogelijk, deel.uren, bodem), abs=2)
