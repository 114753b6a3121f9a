"""The rules of the ledger: exact hours (`uren`), the ledger itself (`grootboek`), who was not
served (`bediening`), and what another key would have meant (`simulatie`).
"""

from services.pool.verdeling.rules.bediening import (
    UITLEG,
    NietBediend,
    NietBediendcode,
    niet_bediend,
)
from services.pool.verdeling.rules.grootboek import (
    LEZERS,
    Grootboekregel,
    Grootboekvraag,
    Inzetfeit,
    Maandtelling,
    Rondeaandeel,
    Spoedbeurt,
    Uitsplitsing,
    bediend_deel,
    grootboek,
    maandtellingen,
    met_gevraagd,
    totaal,
)
from services.pool.verdeling.rules.simulatie import (
    AndereVerdeling,
    Simulatieregel,
    naast_elkaar,
)
from services.pool.verdeling.rules.uren import (
    PER_UUR,
    Periode,
    dagen_samen,
    eenheden,
    fouten_in_periode,
    maand_van,
    maanden_terug,
    maandtekst,
    uren,
    volgende_maand,
)

__all__ = [
    "LEZERS",
    "PER_UUR",
    "UITLEG",
    "AndereVerdeling",
    "Grootboekregel",
    "Grootboekvraag",
    "Inzetfeit",
    "Maandtelling",
    "NietBediend",
    "NietBediendcode",
    "Periode",
    "Rondeaandeel",
    "Simulatieregel",
    "Spoedbeurt",
    "Uitsplitsing",
    "bediend_deel",
    "dagen_samen",
    "eenheden",
    "fouten_in_periode",
    "grootboek",
    "maand_van",
    "maanden_terug",
    "maandtekst",
    "maandtellingen",
    "met_gevraagd",
    "naast_elkaar",
    "niet_bediend",
    "totaal",
    "uren",
    "volgende_maand",
]
