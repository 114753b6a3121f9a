"""Rules of what leaves: one `Uitgave` per vacancy, clean texts, addresses, mapping tables."""

from services.vacatures.uitgifte.rules.adressen import BASIS, ENKEL, PADEN, ROBOTS, Uitgavevorm
from services.vacatures.uitgifte.rules.uitgave import (
    Uitgave,
    Uitgavekeuze,
    Uitgavestand,
    Uitgavewerkgever,
)

__all__ = [
    "BASIS",
    "ENKEL",
    "PADEN",
    "ROBOTS",
    "Uitgave",
    "Uitgavekeuze",
    "Uitgavestand",
    "Uitgavevorm",
    "Uitgavewerkgever",
]
