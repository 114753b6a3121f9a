"""De regels van het register: what an organisation is, and which delivered rows are taken."""

from services.gateway.organisatie.rules.bevinding import Bevinding, Bevindingcode
from services.gateway.organisatie.rules.kolommen import bekende_kolommen, sleutels
from services.gateway.organisatie.rules.levering import (
    Oordeel,
    Uitkomst,
    beoordeel,
    beoordeel_alle,
)
from services.gateway.organisatie.rules.register import (
    Cao,
    Organisatie,
    Sector,
    Soort,
    handreiking,
    is_actief,
    mag_kiezen,
    sector,
)

__all__ = [
    "Bevinding",
    "Bevindingcode",
    "Cao",
    "Oordeel",
    "Organisatie",
    "Sector",
    "Soort",
    "Uitkomst",
    "bekende_kolommen",
    "beoordeel",
    "beoordeel_alle",
    "handreiking",
    "is_actief",
    "mag_kiezen",
    "sector",
    "sleutels",
]
