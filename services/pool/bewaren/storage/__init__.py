"""Storage of keeping: erasing (`wissen`), by night (`nacht`), of one person (`personen`), requests
(`verzoeken`), and what the gateway erases (`melden`).
"""

from services.pool.bewaren.storage.melden import MELD, bezorg
from services.pool.bewaren.storage.nacht import STAPPEN
from services.pool.bewaren.storage.personen import (
    add_verwijderverzoek,
    dossier,
    get_verwijderverzoek,
    list_bewaard,
    wis_persoon,
)
from services.pool.bewaren.storage.verzoeken import herinner

__all__ = [
    "MELD",
    "STAPPEN",
    "add_verwijderverzoek",
    "bezorg",
    "dossier",
    "get_verwijderverzoek",
    "herinner",
    "list_bewaard",
    "wis_persoon",
]
