"""The rules of offers: what an offer is (`feiten`), who stands before (`voorrang`), and making and
accepting one (`aanbieden`).
"""

from services.vacatures.aanbod.rules.aanbieden import (
    aanbodstatus,
    aanname_beletselen,
    akkoord_beletselen,
    akkoord_nodig,
    beletselen,
    contractbehoud,
    opzegtermijn,
    vroegste_start,
)
from services.vacatures.aanbod.rules.feiten import (
    Aanbod,
    Aanbodstatus,
    Beletsel,
    Situatie,
)
from services.vacatures.aanbod.rules.voorrang import (
    bericht_afwijking,
    elders,
    gepasseerd,
    is_gepasseerd,
    modus_van,
    staat_voor,
)

__all__ = [
    "Aanbod",
    "Aanbodstatus",
    "Beletsel",
    "Situatie",
    "aanbodstatus",
    "aanname_beletselen",
    "akkoord_beletselen",
    "akkoord_nodig",
    "beletselen",
    "bericht_afwijking",
    "contractbehoud",
    "elders",
    "gepasseerd",
    "is_gepasseerd",
    "modus_van",
    "opzegtermijn",
    "staat_voor",
    "vroegste_start",
]
