"""Storage of referrals: facts (`facts`), changes (`changes`), erasing (`wissen`)."""

from services.vacatures.doorverwijzing.storage.changes import (
    add_voorstel,
    delete_pauze,
    set_antwoord,
    set_besluit,
    set_pauze,
    sta_toe,
    vraag_persoon,
)
from services.vacatures.doorverwijzing.storage.facts import (
    get_doorverwijzing,
    get_pauze,
    heeft_toestemming,
    list_balans,
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

__all__ = [
    "add_voorstel",
    "delete_pauze",
    "dossier",
    "get_doorverwijzing",
    "get_pauze",
    "heeft_toestemming",
    "list_af",
    "list_balans",
    "list_ontvangen",
    "list_pauzes",
    "list_van_persoon",
    "list_verstuurd",
    "set_antwoord",
    "set_besluit",
    "set_pauze",
    "sta_toe",
    "vraag_persoon",
    "wis",
    "wis_personen",
    "wis_sollicitaties",
]
