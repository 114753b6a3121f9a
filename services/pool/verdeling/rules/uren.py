"""Hours that add up exactly: whole units of a seventieth of an hour, and whole calendar months.

An inzet has tenths of hours per week; a day is a seventh of a week. So hours x 10 x days is a whole
number, sums of it are exact, and only what is shown is rounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

PER_UUR = 70  # units in an hour
CENT = Decimal("0.01")


def eenheden(uren_per_week: Decimal, dagen: int) -> int:
    """Units of so many days; the hours per week have at most one decimal."""
    return int(uren_per_week * 10) * dagen


def uren(aantal: int) -> Decimal:
    """Units as hours, rounded once to hundredths (half to even)."""
    return (Decimal(aantal) / PER_UUR).quantize(CENT, ROUND_HALF_EVEN)


def maand_van(dag: date) -> date:
    """The first day of a month."""
    return dag.replace(day=1)


def volgende_maand(maand: date) -> date:
    return date(maand.year + maand.month // 12, maand.month % 12 + 1, 1)


def maanden_terug(dag: date, aantal: int) -> date:
    """The first day of the month, so many months before that of a day."""
    nummer = dag.year * 12 + dag.month - 1 - aantal
    return date(nummer // 12, nummer % 12 + 1, 1)


def maandtekst(maand: date) -> str:
    return f"{maand:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Periode:
    """Whole calendar months: the first day of the first, and of the last."""

    van: date
    tot: date

    @property
    def einde(self) -> date:
        """The last day."""
        return volgende_maand(self.tot) - timedelta(days=1)

    def maanden(self) -> Iterator["Periode"]:
        """Each month as a period of its own."""
        maand = self.van
        while maand <= self.tot:
            yield Periode(maand, maand)
            maand = volgende_maand(maand)


def fouten_in_periode(periode: Periode, meeste: int) -> str | None:
    """What is wrong with a period that somebody asks for; None: nothing."""
    if periode.tot < periode.van:
        return "De laatste maand ligt voor de eerste."
    if maanden_terug(periode.tot, meeste - 1) > periode.van:
        return f"Vraag ten hoogste {meeste} maanden."
    return None


def dagen_samen(van: date, tot: date | None, begin: date, einde: date) -> int:
    """Days that lie in both, ends included; tot None: no end."""
    laatste = einde if tot is None else min(tot, einde)
    return max(0, (laatste - max(van, begin)).days + 1)
