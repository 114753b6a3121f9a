"""Storage of saved searches (`searches`), what they find (`finding`), what is new to them
(`alerts`), and their end (`bewaren`)."""

from services.vacatures.zoekopdracht.storage.alerts import meld_nieuw, onthoud
from services.vacatures.zoekopdracht.storage.bewaren import (
    dossier,
    ruim_op,
    volg_personen,
    wis_personen,
    wis_sollicitaties,
)
from services.vacatures.zoekopdracht.storage.finding import has_postcode, list_zichtbaar
from services.vacatures.zoekopdracht.storage.searches import (
    Filter,
    Opdracht,
    add_opdracht,
    change_opdracht,
    count_eigen,
    delete_opdracht,
    get_opdracht,
    list_eigen,
    lock_persoon,
    meld_af,
    new_code,
)

__all__ = [
    "Filter",
    "Opdracht",
    "add_opdracht",
    "change_opdracht",
    "count_eigen",
    "delete_opdracht",
    "dossier",
    "get_opdracht",
    "has_postcode",
    "list_eigen",
    "list_zichtbaar",
    "lock_persoon",
    "meld_af",
    "meld_nieuw",
    "new_code",
    "onthoud",
    "ruim_op",
    "volg_personen",
    "wis_personen",
    "wis_sollicitaties",
]
