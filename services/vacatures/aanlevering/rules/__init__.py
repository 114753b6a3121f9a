"""Deliveries: what an item says (`lezen`), and what becomes of it (`beslissen`)."""

from services.vacatures.aanlevering.rules import waarden
from services.vacatures.aanlevering.rules.beslissen import (
    Afhandeling,
    Bekend,
    Elders,
    Sleutel,
    Uitkomst,
    beslis_alle,
)
from services.vacatures.aanlevering.rules.lezen import (
    Geweigerd,
    Item,
    Soort,
    Werkgeverfeiten,
    lees_item,
)

__all__ = [
    "Afhandeling",
    "Bekend",
    "Elders",
    "Geweigerd",
    "Item",
    "Sleutel",
    "Soort",
    "Uitkomst",
    "Werkgeverfeiten",
    "beslis_alle",
    "lees_item",
    "waarden",
]
