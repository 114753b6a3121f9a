"""Storage of hours: what a person filled in, what was decided, and what a settlement counts."""

from services.pool.uren.storage.goedgekeurd import list_goedgekeurd
from services.pool.uren.storage.herinneren import herinner
from services.pool.uren.storage.plekken import Grond, get_grond
from services.pool.uren.storage.staten import (
    ZELF,
    Bewaard,
    Stap,
    Zoekvraag,
    count_staten,
    get_staat,
    get_staten,
    list_log,
    list_staten,
    list_weken,
    lock_personen,
    set_staten,
    wis_staten,
)
from services.pool.uren.storage.totalen import Urentotaal, get_totalen

__all__ = [
    "ZELF",
    "Bewaard",
    "Grond",
    "Stap",
    "Urentotaal",
    "Zoekvraag",
    "count_staten",
    "get_grond",
    "get_staat",
    "get_staten",
    "get_totalen",
    "herinner",
    "list_goedgekeurd",
    "list_log",
    "list_staten",
    "list_weken",
    "lock_personen",
    "set_staten",
    "wis_staten",
]
