"""Pools, their members and who was hired for them, from rules to rows."""

from services.pool.flexpool.storage.aanstellingen import add_gebeurtenissen, verwerk_aanstellingen
from services.pool.flexpool.storage.leden import (
    add_lid,
    count_leden,
    get_lid,
    has_lid,
    list_alle_leden,
    list_leden,
    lock_medewerker,
    log_lid,
    set_lid,
)
from services.pool.flexpool.storage.pools import (
    add_pool,
    count_pools,
    get_afspraken,
    get_convenant,
    get_pool,
    has_pool,
    list_pools,
    log_overgang,
    set_pool,
)

__all__ = [
    "add_gebeurtenissen",
    "add_lid",
    "add_pool",
    "count_leden",
    "count_pools",
    "get_afspraken",
    "get_convenant",
    "get_lid",
    "get_pool",
    "has_lid",
    "has_pool",
    "list_alle_leden",
    "list_leden",
    "list_pools",
    "lock_medewerker",
    "log_lid",
    "log_overgang",
    "set_lid",
    "set_pool",
    "verwerk_aanstellingen",
]
