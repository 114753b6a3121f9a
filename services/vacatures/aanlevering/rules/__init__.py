"""Deliveries: what an item says (`lezen`), and what becomes of it (`beslissen`, `momentopname`)."""

from services.vacatures.aanlevering.rules import waarden
from services.vacatures.aanlevering.rules.beslissen import (
    LEVEND,
    Afhandeling,
    Bekend,
    Elders,
    Uitkomst,
    beslis_alle,
    herleeft,
)
from services.vacatures.aanlevering.rules.csvrijen import Kapot, lees_rijen
from services.vacatures.aanlevering.rules.lezen import (
    Geweigerd,
    Item,
    Werkgeverfeiten,
    heeft_adres,
    lees_item,
    lees_kenmerk,
    met_adres,
)
from services.vacatures.aanlevering.rules.momentopname import (
    Aangeleverd,
    Krimp,
    Krimpgrens,
    beletselen,
    ontbrekend,
    redenen_blijft,
)
from services.vacatures.aanlevering.rules.velden import FEITENVELDEN, INDEEDVELDEN, Soort

__all__ = [
    "FEITENVELDEN",
    "INDEEDVELDEN",
    "LEVEND",
    "Aangeleverd",
    "Afhandeling",
    "Bekend",
    "Elders",
    "Geweigerd",
    "Item",
    "Kapot",
    "Krimp",
    "Krimpgrens",
    "Soort",
    "Uitkomst",
    "Werkgeverfeiten",
    "beletselen",
    "beslis_alle",
    "heeft_adres",
    "herleeft",
    "lees_item",
    "lees_kenmerk",
    "lees_rijen",
    "met_adres",
    "ontbrekend",
    "redenen_blijft",
    "waarden",
]
