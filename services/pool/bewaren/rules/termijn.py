"""Until which day something about a person stays, and on which ground.

The term after an inzet or a membership is a setting of the verband (C: two years, as long as the
ledger looks back). The Waadi register stays seven years after the calendar year in which an inzet
ended (Waadi art. 12c, 12d: A); it is a register of its own and no profile.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Bewaargrond(StrEnum):
    """Why something is still kept, or why it went. Public: add, never rename."""

    LOOPT = "loopt"
    TERMIJN = "termijn"
    WAADI = "waadi"
    VERZOEK = "verzoek"


GRONDEN_IN_WOORDEN = {
    Bewaargrond.LOOPT: "De inzet of het lidmaatschap loopt nog.",
    Bewaargrond.TERMIJN: "De termijn na afloop, volgens de afspraken van het verband.",
    Bewaargrond.WAADI: "De wet vraagt dit register zeven jaar te bewaren (Waadi).",
    Bewaargrond.VERZOEK: "U vroeg zelf om te wissen.",
}


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """`laatste_dag` None: as long as the ground lasts."""

    grond: Bewaargrond
    laatste_dag: date | None = None


def maanden_later(dag: date, maanden: int) -> date:
    """The same day so many months later (earlier when negative), or the last of that month."""
    nummer = dag.year * 12 + dag.month - 1 + maanden
    jaar, maand = nummer // 12, nummer % 12 + 1
    return date(jaar, maand, min(dag.day, monthrange(jaar, maand)[1]))


def bewaartermijn(einde: date | None, maanden: int) -> Bewaartermijn:
    """The term of what ended on a day; None: it still runs."""
    if einde is None:
        return Bewaartermijn(Bewaargrond.LOOPT)
    return Bewaartermijn(Bewaargrond.TERMIJN, maanden_later(einde, maanden))


def is_voorbij(termijn: Bewaartermijn, vandaag: date) -> bool:
    """Whether this must go."""
    return termijn.laatste_dag is not None and termijn.laatste_dag < vandaag


def grens(vandaag: date, maanden: int) -> date:
    """What ended before this day is past its term, or may be: `is_voorbij` decides per row."""
    return maanden_later(vandaag, -maanden)
