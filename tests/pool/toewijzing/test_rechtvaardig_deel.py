"""The fair share against an independent reference: a sequence of linear programs."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from scipy.optimize import linprog

from services.pool.toewijzing import feiten, rechtvaardig_deel, rules
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans
from tests.pool.toewijzing import regio


class Programma:
    """Divisible hours per kans and period, with the same capacities; solved by HiGHS as an LP."""

    def __init__(self, feit: Feiten, kansen: list[Kans], gewicht: Mapping[str, int]) -> None:
        vakken = rechtvaardig_deel.tijdvakken(feit, kansen)
        self.gewicht = gewicht
        self.kolommen = [
            (kans, vak) for vak in vakken for kans in kansen
            if kans.van <= vak.van and vak.einde <= kans.einde
        ]  # fmt: skip
        bezet = rules.agenda(feit)
        rijen, grenzen = [], []
        for vak in vakken:
            for lid in feit.leden:
                uren, _ = rules.bezetting(
                    bezet.van_medewerker.get(lid.medewerker, ()), vak.van, vak.einde
                )
                rijen.append([k.lid == lid.id and v == vak for k, v in self.kolommen])
                grenzen.append(max(0, int(lid.uren_per_week - uren)) * vak.dagen / 7)
            for vraag in feit.behoeften:
                rijen.append([k.behoefte == vraag.id and v == vak for k, v in self.kolommen])
                grenzen.append(int(vraag.uren_max) * vak.dagen / 7)
        self.A, self.b = np.array(rijen, dtype=float), np.array(grenzen)
        self.boven = [kans.uren_max * vak.dagen / 7 for kans, vak in self.kolommen]

    def van(self, organisatie: str) -> np.ndarray:
        return np.array([k.inlener == organisatie for k, _ in self.kolommen], dtype=float)

    def hoogste(
        self, doel: set[str], vast: Mapping[str, float], bodem: float | None
    ) -> tuple[float, np.ndarray]:
        """Largest common level of `doel` (bodem None), or the largest sum above that level."""
        n = len(self.kolommen)
        A = np.hstack([self.A, np.zeros((len(self.A), 1))])
        b = list(self.b)
        extra = []
        for organisatie, gewicht in self.gewicht.items():
            rij = np.append(-self.van(organisatie), 0.0)
            if organisatie in vast:
                extra.append(rij)
                b.append(-vast[organisatie] + 1e-7)
            elif bodem is None:
                rij[n] = gewicht
                extra.append(rij)
                b.append(0.0)
            else:
                extra.append(rij)
                b.append(-bodem * gewicht + 1e-7)
        A = np.vstack([A, *[rij[None, :] for rij in extra]])
        kosten = np.zeros(n + 1)
        if bodem is None:
            kosten[n] = -1
        else:
            kosten[:n] = -sum((self.van(een) for een in doel), np.zeros(n))
        grenzen = [(0.0, boven) for boven in self.boven] + [(0.0, None)]
        uitkomst = linprog(kosten, A_ub=A, b_ub=b, bounds=grenzen, method="highs")
        assert uitkomst.status == 0, uitkomst.message
        return -uitkomst.fun, uitkomst.x[:n]

    def lexicografisch(self) -> dict[str, float]:
        """Raise all together; fix who cannot rise alone; go on with the others."""
        vast: dict[str, float] = {}
        vrij = {een for een in self.gewicht if self.van(een).any()}
        vast |= dict.fromkeys(set(self.gewicht) - vrij, 0.0)
        while vrij:
            niveau, _ = self.hoogste(vrij, vast, None)
            klem = {
                een
                for een in sorted(vrij)
                if self.hoogste({een}, vast, niveau)[0] <= niveau * self.gewicht[een] + 1e-4
            }
            assert klem
            vast |= {een: niveau * self.gewicht[een] for een in klem}
            vrij -= klem
        return vast


@pytest.mark.parametrize("zaad", range(12))
def test_gelijk_aan_een_reeks_lineaire_programmas(zaad: int) -> None:
    feit = feiten.gesorteerd(regio.regio(zaad, 5, 5, 8))
    gewichten = {een: 1 + nr % 3 for nr, een in enumerate(feit.organisaties)}
    stand = replace(feit.instellingen, gewichten=tuple(gewichten.items()))
    feit = replace(feit, instellingen=stand)
    toetsing = rules.toets_alles(feit)
    kansen = [kans for kans in toetsing.values() if isinstance(kans, Kans)]
    deel = rechtvaardig_deel.bereken(feit, toetsing)
    if not kansen:
        assert set(deel.uren.values()) <= {Decimal(0)}
        return
    verwacht = Programma(feit, kansen, gewichten).lexicografisch()
    assert {een: float(uren) for een, uren in deel.uren.items()} == pytest.approx(
        verwacht, abs=0.02
    )


@pytest.mark.parametrize("zaad", range(6))
def test_groepen_dekken_elke_organisatie_die_iets_krijgt_een_keer(zaad: int) -> None:
    feit = feiten.gesorteerd(regio.regio(zaad, 6, 8, 12))
    toetsing = rules.toets_alles(feit)
    deel = rechtvaardig_deel.bereken(feit, toetsing)
    leden = [een for groep in deel.groepen for een in groep.organisaties]
    assert len(leden) == len(set(leden))
    assert {een for een, uren in deel.uren.items() if uren > 0} <= set(leden)
    for groep in deel.groepen:
        assert groep.leden
        samen = sum(deel.uren[een] for een in groep.organisaties)
        assert abs(samen - groep.uren) < Decimal("0.1")
