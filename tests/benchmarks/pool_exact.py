"""Is it exact? Fair shares beside a sequence of linear programs; whole inzetten with their proof.

The programs are built from the facts day by day and solved by an interior point method, in which
whoever cannot rise shows by a price. A country makes programs too large for that.
"""

import time
from fractions import Fraction

from services.pool.toewijzing import aanspraak, exact, kansen, rechtvaardig_deel, validator
from tests.benchmarks import pool_regions
from tests.benchmarks.report import Row
from tests.pool.toewijzing.programma import Programma

HALVE_DAG = 4  # hours
ZADEN = {"S": pool_regions.ZADEN, "M": (1,)}  # some three minutes for one region of 60
KLEIN = (5, 6, 7, 8)  # a member here, a need there: the first four seeds hold hardly any chance
MEESTE = 350  # columns, where nobody waits


def verschil(naam: str, zaad: int) -> float:
    """Largest difference of a fair share with the linear programs, in half-days."""
    feit = pool_regions.regio(naam, zaad)
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    gewicht = aanspraak.gewichten(feit, Fraction(deel.samen))
    verwacht = Programma(feit, mogelijk, gewicht, binnen=True).lexicografisch()
    return max(abs(float(deel.uren[een]) - verwacht[een]) for een in verwacht) / HALVE_DAG


def delen(naam: str) -> list[Row]:
    """Fair shares of this size; nothing for one that is too large."""
    waarden = {zaad: round(verschil(naam, zaad), 6) for zaad in ZADEN.get(naam, ())}
    if not waarden:
        return []
    return [
        Row(
            "pool", f"{naam}: eerlijke delen naast LP's", "halve dag", max(waarden.values()),
            None, 1e-3, "lower", {"maat": naam, "zaden": waarden},
        )
    ]  # fmt: skip


def klein() -> list[Row]:
    """Eight organisations, six members, twenty needs, half a year, stays cut by four weeks."""
    seconden, bewezen, fout = {}, 0, 0
    for zaad in KLEIN:
        feit = pool_regions.regio("klein", zaad)
        mogelijk = kansen.vind(feit)
        deel = rechtvaardig_deel.bereken(feit, mogelijk)
        begin = time.process_time()
        regels, is_bewezen = exact.bereken(feit, mogelijk, deel.uren, meeste=MEESTE)
        seconden[zaad] = round(time.process_time() - begin, 2)
        bewezen += is_bewezen
        fout += len(validator.bevindingen(feit, regels))
    basis = {"maat": "8 organisaties, 6 leden, 20 behoeften, 26 weken", "zaden": seconden}
    return [
        Row("pool", "klein: bewezen beste, ook per vier weken", "van 4", bewezen, None,
            len(KLEIN), "higher", basis),
        Row("pool", "klein: rekentijd van het bewijs", "s", max(seconden.values()), None, None,
            "lower", basis),
        Row("pool", "klein: schendingen", "aantal", fout, None, 0, "lower", basis),
    ]  # fmt: skip
