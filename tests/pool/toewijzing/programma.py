"""The fair share by another road: a sequence of linear programs, solved by HiGHS.

Built from the facts day by day, sharing nothing with the network of the engine but the kansen.
"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from math import floor
from typing import Any
from uuid import UUID

import highspy
import numpy as np

from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans

Sleutel = tuple[str, UUID, int]


class Programma:
    """Hours per week times days per kans and period; raise all, fix who cannot rise, go on.

    `binnen`: by an interior point method, which is quicker for a large program.
    """

    def __init__(
        self,
        feit: Feiten,
        kansen: list[Kans],
        gewicht: Mapping[str, int],
        *,
        binnen: bool = False,
    ) -> None:
        hoogste = max(gewicht.values())
        self.gewicht = {een: gewicht[een] / hoogste for een in feit.organisaties}
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        # An inner solution is no corner: a price that is nothing is small, not zero.
        self.binnen, self.niets = binnen, 1e-5 if binnen else 1e-7
        if binnen:
            self.highs.setOptionValue("solver", "ipm")
            self.highs.setOptionValue("run_crossover", "off")
        vak_van = _vakken(feit, kansen)
        rijen: dict[Sleutel, list[int]] = {}
        self.kolommen: dict[str, list[int]] = {een: [] for een in self.gewicht}
        for kans in kansen:
            ruim: dict[int, int] = {}
            for venster in kans.vensters:
                for dag in range(venster.van, venster.na):
                    ruim[vak_van[dag]] = ruim.get(vak_van[dag], 0) + venster.uren
            for vak, aantal in ruim.items():
                nr = self.highs.getNumCol()
                self.highs.addCol(0.0, 0.0, float(aantal), 0, [], [])
                rijen.setdefault(("lid", kans.lid, vak), []).append(nr)
                rijen.setdefault(("behoefte", kans.behoefte, vak), []).append(nr)
                self.kolommen[kans.inlener].append(nr)
        for sleutel, kolommen in rijen.items():
            self.rij(
                -highspy.kHighsInf,
                float(_ruimte(feit, sleutel, vak_van)),
                dict.fromkeys(kolommen, 1.0),
            )
        self.niveau = self.highs.getNumCol()
        self.highs.addCol(0.0, 0.0, highspy.kHighsInf, 0, [], [])
        self.bodem = {
            een: self.rij(
                0.0, highspy.kHighsInf,
                dict.fromkeys(self.kolommen[een], 1.0) | {self.niveau: -self.gewicht[een]},
            )
            for een in self.gewicht
        }  # fmt: skip

    def rij(self, laag: float, hoog: float, waarden: Mapping[int, float]) -> int:
        kolommen = np.array(list(waarden), dtype=np.int32)
        self.highs.addRow(laag, hoog, len(waarden), kolommen, np.array(list(waarden.values())))
        return int(self.highs.getNumRow()) - 1

    def hoogste(self) -> tuple[float, set[str]]:
        """The highest level for all, and who cannot rise above it (a price on its row says so)."""
        n = self.highs.getNumCol()
        kosten = np.zeros(n)
        kosten[self.niveau] = -1.0
        self.highs.changeColsCost(n, np.arange(n, dtype=np.int32), kosten)
        if self.binnen:
            self.highs.clearSolver()
        self.highs.run()
        assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        uitkomst = self.highs.getSolution()
        prijs = uitkomst.row_dual
        klem = {
            een for een, deel in self.gewicht.items()
            if abs(prijs[self.bodem[een]]) * deel > self.niets
        }  # fmt: skip
        return float(uitkomst.col_value[self.niveau]), klem

    def lexicografisch(self) -> dict[str, float]:
        """Hours per organisation."""
        vrij = {een for een, kolommen in self.kolommen.items() if kolommen}
        uit = dict.fromkeys(self.gewicht, 0.0)
        for een in sorted(set(self.gewicht) - vrij):
            self.highs.changeCoeff(self.bodem[een], self.niveau, 0.0)
        while vrij:
            niveau, klem = self.hoogste()
            klem &= vrij
            assert klem
            for een in sorted(klem):
                uit[een] = niveau * self.gewicht[een] / 7
                self.highs.changeCoeff(self.bodem[een], self.niveau, 0.0)
                vast = niveau * self.gewicht[een] - 1e-6
                self.highs.changeRowBounds(self.bodem[een], vast, highspy.kHighsInf)
            vrij -= klem
        return uit


def _vakken(feit: Feiten, kansen: list[Kans]) -> list[int]:
    """Per day the number of its period: a new one when somebody's calendar changes."""
    anders = {dag for kans in kansen for een in kans.vensters for dag in (een.van, een.na)}
    uit, vak = [], 0
    for nr in range(feit.instellingen.horizon_weken * 7):
        vak += nr in anders
        uit.append(vak)
    return uit


def _ruimte(feit: Feiten, sleutel: Sleutel, vak_van: list[int]) -> int:
    """Hours per week that are free, summed over the days of a period."""
    wat, id, vak = sleutel
    stand = feit.instellingen
    if wat == "lid":
        lid = next(een for een in feit.leden if een.id == id)
        uren, van, tot, anders = lid.uren_per_week, lid.van, lid.tot, lid.perioden
        lopend = [een for een in feit.inzetten if een.medewerker == lid.medewerker]
    else:
        vraag = next(een for een in feit.behoeften if een.id == id)
        uren, van, tot, anders = vraag.uren_max, vraag.van, vraag.tot, ()
        lopend = [een for een in feit.inzetten if een.behoefte == id]
    samen = 0
    for nr in range(stand.horizon_weken * 7):
        if vak_van[nr] != vak:
            continue
        dag = stand.peildatum + timedelta(days=nr)
        if van <= dag and (tot is None or dag <= tot):
            bezet = sum(
                (
                    een.uren
                    for een in lopend
                    if een.van <= dag and (een.tot is None or dag <= een.tot)
                ),
                Decimal(0),
            )
            vandaag = [
                een.uren_per_week
                for een in anders
                if een.van <= dag and (een.tot is None or dag <= een.tot)
            ]
            samen += max(0, floor((*vandaag, uren)[0] - bezet))
    return samen
