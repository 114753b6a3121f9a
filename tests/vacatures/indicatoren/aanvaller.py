"""A reader who knows everything that is shown, and computes what each hidden number can be.

Two ways, both without the code under test: exact linear algebra (which numbers follow from the
sums), and linear programming (how small and how large a number can be, knowing that a hidden one is
at least 1).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from scipy.optimize import linprog

Som = tuple[Sequence[str], Sequence[str]]  # names that add up to the same as these names


def bepaald(sommen: Sequence[Som], waarden: Mapping[str, int | None]) -> dict[str, Fraction]:
    """Hidden numbers that follow from the shown ones, by elimination."""
    namen = sorted(naam for naam, waarde in waarden.items() if waarde is None)
    rijen = []
    for links, rechts in sommen:
        rij = [Fraction(0)] * (len(namen) + 1)
        for kant, teken in ((links, 1), (rechts, -1)):
            for naam in kant:
                waarde = waarden[naam]
                if waarde is None:
                    rij[namen.index(naam)] += teken
                else:
                    rij[-1] -= teken * waarde
        rijen.append(rij)
    vrij = _veeg(rijen, len(namen))
    gevonden = {}
    for rij in vrij:
        wie = [nr for nr in range(len(namen)) if rij[nr]]
        if len(wie) == 1:
            gevonden[namen[wie[0]]] = rij[-1] / rij[wie[0]]
    return gevonden


def _veeg(rijen: list[list[Fraction]], breedte: int) -> list[list[Fraction]]:
    klaar: list[list[Fraction]] = []
    rest = [rij[:] for rij in rijen]
    for kolom in range(breedte):
        spil = next((rij for rij in rest if rij[kolom]), None)
        if spil is None:
            continue
        rest.remove(spil)
        for rij in (*rest, *klaar):
            factor = rij[kolom] / spil[kolom]
            for nr in range(breedte + 1):
                rij[nr] -= factor * spil[nr]
        klaar.append(spil)
    return klaar


def ruimte(
    sommen: Sequence[Som], waarden: Mapping[str, int | None]
) -> dict[str, tuple[float, float]]:
    """Smallest and largest value of each hidden number; infinite when there is no limit."""
    namen = sorted(naam for naam, waarde in waarden.items() if waarde is None)
    if not namen:
        return {}
    links, rechts = [], []
    for kant, ander in sommen:
        rij, som = [0.0] * len(namen), 0.0
        for lijst, teken in ((kant, 1), (ander, -1)):
            for naam in lijst:
                waarde = waarden[naam]
                if waarde is None:
                    rij[namen.index(naam)] += teken
                else:
                    som -= teken * waarde
        links.append(rij)
        rechts.append(som)
    grenzen = {}
    for nr, naam in enumerate(namen):
        uitersten = []
        for teken in (1, -1):
            doel = [0.0] * len(namen)
            doel[nr] = teken
            bounds = [(1, None)] * len(namen)
            antwoord = linprog(doel, A_eq=links, b_eq=rechts, bounds=bounds, method="highs")
            assert antwoord.status in (0, 3), antwoord.message
            uitersten.append(float("inf") if antwoord.status == 3 else round(teken * antwoord.fun))
        grenzen[naam] = (float(uitersten[0]), float(uitersten[1]))
    return grenzen
