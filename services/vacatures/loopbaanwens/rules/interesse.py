"""Interest in a vacancy without applying: no place in the order, and no name until released."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from uuid import UUID

from services.vacatures.convenant.rules import EIGEN, Categorie
from services.vacatures.vacature.rules import Fout, Hoedanigheid

GEEN_SOLLICITATIE = (
    "Interesse is geen sollicitatie: u krijgt er geen plaats in de volgorde mee, en de"
    " sluitingsdatum blijft gelden. Wie wil meedoen, solliciteert."
)

VOOR_WERKGEVER = (
    "Dit is geen sollicitatie. U ziet niet wie het is, tot die persoon de naam vrijgeeft."
)

# In a mail; there is no page for it, and an address of the API is refused in a browser.
LEES_ZELF = "U leest het waar u uw interesse toonde, met uw eigen inlog."
LEES_ALS_WERKGEVER = "U ziet het in uw wervingssysteem, bij deze vacature onder interesses."


class Interessestatus(StrEnum):
    """Whether the employer sees who it is."""

    GETOOND = "getoond"
    VRIJGEGEVEN = "vrijgegeven"
    INGETROKKEN = "ingetrokken"


class Interessepartij(StrEnum):
    """The two who see it."""

    KANDIDAAT = "kandidaat"
    WERKGEVER = "werkgever"


# From → to, all by the person: nobody else releases a name, and taking back is as easy as giving.
OVERGANGEN = frozenset(
    {
        (Interessestatus.GETOOND, Interessestatus.VRIJGEGEVEN),
        (Interessestatus.VRIJGEGEVEN, Interessestatus.GETOOND),
        (Interessestatus.GETOOND, Interessestatus.INGETROKKEN),
        (Interessestatus.VRIJGEGEVEN, Interessestatus.INGETROKKEN),
    }
)


def mogelijk(van: Interessestatus) -> list[Interessestatus]:
    """The statuses the person can go to from here."""
    return [naar for naar in Interessestatus if (van, naar) in OVERGANGEN]


def overgang_fouten(van: Interessestatus, naar: Interessestatus) -> list[Fout]:
    """Why the interest may not go to `naar`; an empty list means: go ahead."""
    if (van, naar) in OVERGANGEN:
        return []
    return [Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]


def is_zichtbaar(status: Interessestatus, partij: Interessepartij) -> bool:
    """Withdrawn is gone for the employer, and stays to be read by the person."""
    return partij is Interessepartij.KANDIDAAT or status is not Interessestatus.INGETROKKEN


def toont_waarden(status: Interessestatus, vertrouwelijk: bool) -> bool:
    """Whether the employer sees more than outcomes and category: text, wished values, moment."""
    return status is Interessestatus.VRIJGEGEVEN or not vertrouwelijk


def grove_categorie(wie: Iterable[Hoedanigheid], gedeeld_met: Collection[UUID]) -> Categorie:
    """What a card tells of somebody: not that one is redeployed or referred, for those are few."""
    wie = list(wie)
    if any(een.categorie in EIGEN for een in wie):
        return Categorie.INTERN
    partner = {Categorie.PARTNER, Categorie.HERPLAATSING_PARTNER}
    if any(een.categorie in partner and een.verband in gedeeld_met for een in wie):
        return Categorie.PARTNER
    return Categorie.EXTERN
