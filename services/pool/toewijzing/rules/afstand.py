"""Hoe ver wonen mensen van het werk? Pure; as the crow flies, in kilometres."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

from services.pool.toewijzing.feiten import Behoefte, Lid, Plek

AARDSTRAAL_KM = 6371.0


def afstand_km(een: Plek, ander: Plek) -> float:
    """Distance as the crow flies, in kilometres (haversine)."""
    lat1, lon1 = radians(float(een.breedte)), radians(float(een.lengte))
    lat2, lon2 = radians(float(ander.breedte)), radians(float(ander.lengte))
    boog = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * AARDSTRAAL_KM * asin(sqrt(boog))


def afstand(lid: Lid, behoefte: Behoefte, plekken: Mapping[str, Plek]) -> float | None:
    """Kilometres between a member and a need; None: not known."""
    thuis, werk = plekken.get(lid.pc4 or ""), plekken.get(behoefte.pc4 or "")
    return None if thuis is None or werk is None else afstand_km(thuis, werk)


def reikt(lid: Lid, behoefte: Behoefte, plekken: Mapping[str, Plek]) -> bool | None:
    """Whether the need lies within the member's radius; None: cannot be tested."""
    if lid.straal_km is None:
        return None
    ver = afstand(lid, behoefte, plekken)
    return None if ver is None else ver <= lid.straal_km
