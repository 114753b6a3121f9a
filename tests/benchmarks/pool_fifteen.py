"""A region of fifteen while somebody waits: the whole proposal, and what changes when a need ends.

Fifteen organisations, 27 members, forty needs, a year by the day, as in the tests of the engine.
"""

import time
from typing import Any

from services.pool.toewijzing import berekening, feiten, validator, verkennen
from tests.benchmarks.report import Row
from tests.pool.toewijzing import regio

ZADEN = (0, 1, 2)


def rijen() -> list[Row]:
    """Seconds of a proposal and of a what-if; the worst of the seeds."""
    heel, verkend, fout = {}, {}, 0
    for zaad in ZADEN:
        feit = feiten.gesorteerd(regio.regio(zaad))
        begin = time.perf_counter()
        voorstel = berekening.bereken(feit)
        heel[zaad] = round(time.perf_counter() - begin, 3)
        vervalt = verkennen.AndereBehoefte(voorstel.regels[0].behoefte, vervalt=True)
        begin = time.perf_counter()
        anders = verkennen.met(feit, verkennen.Wijzigingen((vervalt,)))
        uitkomst = verkennen.vergelijk(voorstel, verkennen.reken(anders, voorstel.regels))
        verkend[zaad] = round(time.perf_counter() - begin, 3)
        fout += len(validator.bevindingen(feit, voorstel.regels)) + (not uitkomst.regels)

    def rij(wat: str, eenheid: str, waarde: float, doel: float, zaden: dict[int, float]) -> Row:
        basis: dict[str, Any] = {"organisaties": 15, "leden": 27, "behoeften": 40, "weken": 52}
        return Row(
            "pool", f"regio van 15: {wat}", eenheid, waarde, None, doel, "lower",
            basis | {"zaden": zaden},
        )  # fmt: skip

    return [
        rij("heel voorstel", "s", max(heel.values()), 5, heel),
        rij("verkenning", "s", max(verkend.values()), 1, verkend),
        rij("schendingen", "aantal", fout, 0, {}),
    ]
