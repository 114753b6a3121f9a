"""Deliveries: what an item says (`lezen`), and what becomes of it (`beslissen`)."""

from services.vacatures.aanlevering.rules.beslissen import (
    Bekend,
    Besluit,
    Uitkomst,
    beslis,
)
from services.vacatures.aanlevering.rules.lezen import (
    Geweigerd,
    Item,
    Soort,
    Werkgeverfeiten,
    lees_item,
)

__all__ = [
    "Bekend",
    "Besluit",
    "Geweigerd",
    "Item",
    "Soort",
    "Uitkomst",
    "Werkgeverfeiten",
    "beslis",
    "lees_item",
]
