"""Storage of the ledger: its facts (`grootboek`), past rounds (`rondes`), names of organisations
(`namen`), and what is kept of inzetten that are erased (`tellingen`).
"""

from services.pool.verdeling.storage.grootboek import (
    Feiten,
    Poolsleutel,
    get_feiten,
    get_gevraagd_per_functie,
    list_pools,
    list_wachtend,
)
from services.pool.verdeling.storage.namen import get_namen, haal_namen
from services.pool.verdeling.storage.rondes import Omvang, list_omvang, list_rondes
from services.pool.verdeling.storage.tellingen import add_tellingen

__all__ = [
    "Feiten",
    "Omvang",
    "Poolsleutel",
    "add_tellingen",
    "get_feiten",
    "get_gevraagd_per_functie",
    "get_namen",
    "haal_namen",
    "list_omvang",
    "list_pools",
    "list_rondes",
    "list_wachtend",
]
