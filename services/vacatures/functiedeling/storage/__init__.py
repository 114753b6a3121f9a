"""Shared functions and what hangs on them, from rules to rows."""

from services.vacatures.functiedeling.storage.aanstelling import get_aanstelling, neem_aan
from services.vacatures.functiedeling.storage.deling import (
    BASE_PATH,
    bij_openstelling,
    delen_van,
    get_functiedeling,
    list_delingen,
    list_log,
    meld,
    schrijf,
    set_antwoord,
    set_voorstel,
    set_werkgevers,
)
from services.vacatures.functiedeling.storage.erasing import (
    dossier,
    wis_personen,
    wis_sollicitaties,
)
from services.vacatures.functiedeling.storage.sollicitatie import (
    add_besluit,
    beletselen_aanbod,
    get_deelsollicitatie,
    list_besluiten,
    neem_op,
    niet_te_zien,
    nieuwe_werkgevers,
    set_medewerker,
    te_zien,
    verantwoordelijke,
    zienden,
)

__all__ = [
    "BASE_PATH",
    "add_besluit",
    "beletselen_aanbod",
    "bij_openstelling",
    "delen_van",
    "dossier",
    "get_aanstelling",
    "get_deelsollicitatie",
    "get_functiedeling",
    "list_besluiten",
    "list_delingen",
    "list_log",
    "meld",
    "neem_aan",
    "neem_op",
    "niet_te_zien",
    "nieuwe_werkgevers",
    "schrijf",
    "set_antwoord",
    "set_medewerker",
    "set_voorstel",
    "set_werkgevers",
    "te_zien",
    "verantwoordelijke",
    "wis_personen",
    "wis_sollicitaties",
    "zienden",
]
