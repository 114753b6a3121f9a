"""Storage: what pool offers (`elders`), one search over all (`vinden`), what people publish
(`verhalen`) and how that goes (`bewaren`).
"""

from services.vacatures.ondernemend.storage.bewaren import (
    dossier,
    ruim_op,
    volg_werkgevers,
    wis_personen,
)
from services.vacatures.ondernemend.storage.elders import bij_gebeurtenissen, verwerk_meldingen
from services.vacatures.ondernemend.storage.verhalen import (
    add_verhaal,
    change_verhaal,
    count_eigen,
    delete_verhaal,
    get_verhaal,
    list_eigen,
    list_te_lezen,
    lock_persoon,
    set_status,
)
from services.vacatures.ondernemend.storage.vinden import (
    Vraag,
    read_aantal,
    read_detail,
    read_lijst,
)

__all__ = [
    "Vraag",
    "add_verhaal",
    "bij_gebeurtenissen",
    "change_verhaal",
    "count_eigen",
    "delete_verhaal",
    "dossier",
    "get_verhaal",
    "list_eigen",
    "list_te_lezen",
    "lock_persoon",
    "read_aantal",
    "read_detail",
    "read_lijst",
    "ruim_op",
    "set_status",
    "verwerk_meldingen",
    "volg_werkgevers",
    "wis_personen",
]
