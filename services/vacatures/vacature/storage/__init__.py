"""Storage of vacancies: facts (`facts`), who sees what (`visible`), changes (`changes`)."""

from services.vacatures.vacature.storage.changes import (
    BASE_PATH,
    add_vacature,
    add_vacatures,
    behandelaars,
    meld,
    set_status,
    set_werkgevers,
    set_werver,
    sluit_verlopen,
    stel_open,
    update_gegevens,
    wijzig,
)
from services.vacatures.vacature.storage.detail import (
    Detail,
    read_detail,
    read_kijker,
)
from services.vacatures.vacature.storage.facts import (
    bereken_salaris,
    from_row,
    get_vacature,
    get_zichtbaar,
    kijker,
    list_elders,
    list_log,
    list_te_sluiten,
    list_wijzigingen,
    list_zichtperioden,
)
from services.vacatures.vacature.storage.hosts import get_hosts, set_hosts
from services.vacatures.vacature.storage.namen import wis_namen
from services.vacatures.vacature.storage.visible import (
    Zoekvraag,
    count_zichtbaar,
    list_zichtbaar,
    markeer_begonnen,
)

__all__ = [
    "BASE_PATH",
    "Detail",
    "Zoekvraag",
    "add_vacature",
    "add_vacatures",
    "behandelaars",
    "bereken_salaris",
    "count_zichtbaar",
    "from_row",
    "get_hosts",
    "get_vacature",
    "get_zichtbaar",
    "kijker",
    "list_elders",
    "list_log",
    "list_te_sluiten",
    "list_wijzigingen",
    "list_zichtbaar",
    "list_zichtperioden",
    "markeer_begonnen",
    "meld",
    "read_detail",
    "read_kijker",
    "set_hosts",
    "set_status",
    "set_werkgevers",
    "set_werver",
    "sluit_verlopen",
    "stel_open",
    "update_gegevens",
    "wijzig",
    "wis_namen",
]
