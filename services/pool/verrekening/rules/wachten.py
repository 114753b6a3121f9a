"""Hours that nothing gives a price any more, or never did: both employers name the same one.

Who lends may let the hours go alone, for nobody else loses by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.pool.uren.rules import Urenregel
from services.pool.verrekening.rules.maanden import REGELLEZERS
from services.pool.verrekening.rules.regels import Uurtarief, Wachtreden

TARIEFZEGGERS = frozenset({"hr_adviseur", "hr_hoofd"}) & REGELLEZERS
SAMEN = "uitlener en inlener samen, bij deze uren"
KWIJT = "de uitlener rekent niets voor deze uren"


@dataclass(frozen=True, slots=True)
class Tariefwoord:
    """What one employer says that an hour of a line costs; the last word of each counts."""

    organisatie: str
    versie: int
    cent: int
    grondslag: str | None
    reden: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Wachtuur:
    """A line that waits, and what both employers said of it. `tarief`: what they agreed on."""

    regel: Urenregel
    reden: Wachtreden
    medewerker: UUID | None  # None: erased
    woorden: tuple[Tariefwoord, ...]
    tarief: Uurtarief | None

    @property
    def versie(self) -> int:
        return sum(een.versie for een in self.woorden)


def afgesproken(regel: Urenregel, woorden: Mapping[str, Tariefwoord]) -> Uurtarief | None:
    """The tariff that follows from these words, by organisation; None: none yet."""
    van, naar = woorden.get(regel.uitlener), woorden.get(regel.inlener or "")
    if van is not None and van.cent == 0:
        return Uurtarief(0, None, KWIJT)
    if van is None or naar is None or (van.cent, van.grondslag) != (naar.cent, naar.grondslag):
        return None
    return Uurtarief(van.cent, van.grondslag, SAMEN)
