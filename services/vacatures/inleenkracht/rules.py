"""Who counts as internal at a host because of an inzet there.

Waadi art. 8c: a host's vacancies are known to the people lent to it as to its own staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Inleenkracht:
    """One employee working at one host; both days included, `tot` None means open-ended."""

    inzet: UUID
    medewerker: UUID
    inlener: str
    van: date
    tot: date | None
    actief: bool = True


def werkt_op(inleenkracht: Inleenkracht, dag: date) -> bool:
    """Whether the inzet covers `dag`; a cancelled inzet never does."""
    begonnen = inleenkracht.van <= dag
    geeindigd = inleenkracht.tot is not None and inleenkracht.tot < dag
    return inleenkracht.actief and begonnen and not geeindigd


def inleners(inzetten: Iterable[Inleenkracht], dag: date) -> frozenset[str]:
    """OINs of the hosts where somebody works on `dag`."""
    return frozenset(inzet.inlener for inzet in inzetten if werkt_op(inzet, dag))
