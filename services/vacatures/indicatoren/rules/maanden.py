"""The months a table is about. Whole months only: that is how precise anonymised facts are."""

from dataclasses import dataclass
from datetime import date

MAXIMUM_MAANDEN = 120
EERSTE_MAAND = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Periode:
    """From the first day of a month to the first day of the month after the last; not included."""

    begin: date
    eind: date

    @property
    def jaren(self) -> range:
        """Calendar years that lie wholly in the period."""
        eerste = self.begin.year if self.begin.month == 1 else self.begin.year + 1
        return range(eerste, self.eind.year)


def maand(tekst: str) -> date:
    """The first day of a month written as 2026-08."""
    jaar, nummer = tekst.split("-")
    return date(int(jaar), int(nummer), 1)


def verschuif(dag: date, maanden: int) -> date:
    """The first day of the month so many months later or earlier."""
    nummer = dag.year * 12 + dag.month - 1 + maanden
    return date(nummer // 12, nummer % 12 + 1, 1)


def periode(van: str | None, tot: str | None, vandaag: date) -> Periode:
    """The period asked for; without months the twelve up to and including this one."""
    laatste = maand(tot) if tot else date(vandaag.year, vandaag.month, 1)
    eerste = maand(van) if van else max(verschuif(laatste, -11), EERSTE_MAAND)
    return Periode(eerste, verschuif(laatste, 1))


def gebrek(periode: Periode) -> str | None:
    """Why there is no table of this period, or None."""
    if periode.eind <= periode.begin:
        return "De laatste maand ligt voor de eerste."
    if periode.eind > verschuif(periode.begin, MAXIMUM_MAANDEN):
        return f"Een tabel gaat over hoogstens {MAXIMUM_MAANDEN} maanden."
    return None
