"""Storage of referrals: facts (`facts`), changes (`changes`), erasing (`wissen`)."""

from services.vacatures.doorverwijzing.storage.changes import (
    add_voorstel,
    delete_pauze,
    lock_pauze,
    set_antwoord,
    set_besluit,
    set_pauze,
    sta_toe,
    vraag_persoon,
)
from services.vacatures.doorverwijzing.storage.facts import (
    count_balans,
    get_doorverwijzing,
    get_pauze,
    heeft_open_voorstel,
    heeft_toestemming,
    list_ontvangen,
    list_pauzes,
    list_van_persoon,
    list_verstuurd,
)
from services.vacatures.doorverwijzing.storage.wissen import (
    dossier,
    list_af,
    wis,
    wis_personen,
    wis_sollicitaties,
)
from services.vacatures.doorverwijzing.tables import Pauze

__all__ = [
    "Pauze",
    "add_voorstel",
    "count_balans",
    "delete_pauze",
    "dossier",
    "get_doorverwijzing",
    "get_pauze",
    "heeft_open_voorstel",
    "heeft_toestemming",
    "list_af",
    "list_ontvangen",
    "list_pauzes",
    "list_van_persoon",
    "list_verstuurd",
    "lock_pauze",
    "set_antwoord",
    "set_besluit",
    "set_pauze",
    "sta_toe",
    "vraag_persoon",
    "wis",
    "wis_personen",
    "wis_sollicitaties",
]
