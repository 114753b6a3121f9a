"""Storage of keeping: terms (`procedures`), vacancies that nobody ends (`stilte`), erasing
(`wissen`, `resten`, `personen`), requests (`verzoeken`), and what the gateway erases (`melden`).
"""

from services.vacatures.bewaren.storage.melden import bezorg
from services.vacatures.bewaren.storage.personen import (
    add_verwijderverzoek,
    dossier,
    get_verwijderverzoek,
    wis_persoon,
)
from services.vacatures.bewaren.storage.procedures import (
    Bewaard,
    list_bewaard,
    list_van_persoon,
)
from services.vacatures.bewaren.storage.resten import STAPPEN, meld_onbekenden
from services.vacatures.bewaren.storage.stilte import herinner as herinner_stilte
from services.vacatures.bewaren.storage.verzoeken import herinner
from services.vacatures.bewaren.storage.wissen import MELD, wis_verlopen

__all__ = [
    "MELD",
    "STAPPEN",
    "Bewaard",
    "add_verwijderverzoek",
    "bezorg",
    "dossier",
    "get_verwijderverzoek",
    "herinner",
    "herinner_stilte",
    "list_bewaard",
    "list_van_persoon",
    "meld_onbekenden",
    "wis_persoon",
    "wis_verlopen",
]
