"""Explanation: one reason per need and candidate, in plain Dutch, and every organisation's part.

Nothing here decides; it reads what the other steps did. Standard library only.
"""

from services.pool.toewijzing.uitleg.behoeften import (
    BehoefteUitleg,
    Kandidaat,
    NietVol,
    als_inzet,
    als_inzetten,
    gekregen,
    gevuld,
    is_vol,
    leg_uit,
)
from services.pool.toewijzing.uitleg.organisaties import (
    Aandeel,
    verhouding,
    zin_voor_aandeel,
    zin_voor_knelpunt,
)
from services.pool.toewijzing.uitleg.personen import zin_voor_groep, zin_voor_medewerker
from services.pool.toewijzing.uitleg.waarden import Tegenfeit, Vergelijking
from services.pool.toewijzing.uitleg.woorden import VOOR_BEHOEFTE, ZINNEN

__all__ = [
    "VOOR_BEHOEFTE",
    "ZINNEN",
    "Aandeel",
    "BehoefteUitleg",
    "Kandidaat",
    "NietVol",
    "Tegenfeit",
    "Vergelijking",
    "als_inzet",
    "als_inzetten",
    "gekregen",
    "gevuld",
    "is_vol",
    "leg_uit",
    "verhouding",
    "zin_voor_aandeel",
    "zin_voor_groep",
    "zin_voor_knelpunt",
    "zin_voor_medewerker",
]
