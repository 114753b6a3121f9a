"""Storage of what leaves: public vacancies as `Uitgave`, and what a choice comes down to."""

from services.vacatures.uitgifte.storage.stand import (
    Gezien,
    Sessions,
    geldt_nog,
    get_stand,
    read_stand,
    ruim_op,
    snapshot,
)
from services.vacatures.uitgifte.storage.uitgaven import (
    get_uitgave,
    is_geweest,
    list_bladzijde,
    list_uitgaven,
)

__all__ = [
    "Gezien",
    "Sessions",
    "geldt_nog",
    "get_stand",
    "get_uitgave",
    "is_geweest",
    "list_bladzijde",
    "list_uitgaven",
    "read_stand",
    "ruim_op",
    "snapshot",
]
