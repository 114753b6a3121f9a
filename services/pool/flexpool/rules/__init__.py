"""De regels van de flexpool: pure, no database, no clock, no HTTP."""

from services.pool.flexpool.rules.aanstellingen import (
    MEESTE_UREN,
    TE_BEVESTIGEN,
    ZONDER_POOL,
    Aanstelling,
    van_aanstelling,
)
from services.pool.flexpool.rules.afspraken import (
    Afspraken,
    Tariefgrondslag,
    uit_convenant,
)
from services.pool.flexpool.rules.kijker import (
    LEDENBEHEER,
    MEEKIJKERS,
    PLANNERS,
    POOLBEHEER,
    Kijker,
    ziet_lid,
    ziet_personen,
    ziet_plan,
    ziet_verband,
)
from services.pool.flexpool.rules.leden import (
    LID_OVERGANGEN,
    InDienstVoor,
    LidStatus,
    Poollid,
    beletselen_lid,
    fouten_in_lid,
    onbekende_functies,
)
from services.pool.flexpool.rules.pools import (
    POOL_OVERGANGEN,
    Gewicht,
    Keuzes,
    Pool,
    PoolStatus,
    beletselen_pool,
    ontbrekende_keuzes,
)
from services.pool.flexpool.rules.woorden import (
    Niveau,
    Reden,
    Vaardigheid,
    Verdeelsleutel,
    voldoet_aan,
)

__all__ = [
    "LEDENBEHEER",
    "LID_OVERGANGEN",
    "MEEKIJKERS",
    "MEESTE_UREN",
    "PLANNERS",
    "POOLBEHEER",
    "POOL_OVERGANGEN",
    "TE_BEVESTIGEN",
    "ZONDER_POOL",
    "Aanstelling",
    "Afspraken",
    "Gewicht",
    "InDienstVoor",
    "Keuzes",
    "Kijker",
    "LidStatus",
    "Niveau",
    "Pool",
    "PoolStatus",
    "Poollid",
    "Reden",
    "Tariefgrondslag",
    "Vaardigheid",
    "Verdeelsleutel",
    "beletselen_lid",
    "beletselen_pool",
    "fouten_in_lid",
    "onbekende_functies",
    "ontbrekende_keuzes",
    "uit_convenant",
    "van_aanstelling",
    "voldoet_aan",
    "ziet_lid",
    "ziet_personen",
    "ziet_plan",
    "ziet_verband",
]
