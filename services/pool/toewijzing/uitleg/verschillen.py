"""A changed fact as a sentence: of days, numbers and words the values, else that it changed."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from services.pool.toewijzing.rules import Verschil
from services.pool.toewijzing.uitleg.woorden import dag, getal

Hoe = Callable[[str | None], str]


def _dag(waarde: str | None) -> str:
    return dag(date.fromisoformat(waarde) if waarde else None)


def _getal(waarde: str | None) -> str:
    return getal(Decimal(waarde)) if waarde else "leeg"


def _tekst(waarde: str | None) -> str:
    return waarde or "leeg"


def _ja(waarde: str | None) -> str:
    return "ja" if waarde == "True" else "nee"


WIE = {
    "lid": "Een poollid",
    "behoefte": "Een behoefte",
    "inzet": "Een inzet",
    "instelling": "De afspraken van de pool",
}
# How a fact is called, and how its values are said; None: a list, or a number that tells nothing.
WAT: Mapping[str, tuple[str, Hoe | None]] = {
    # of a member
    "medewerker": ("medewerker", None),
    "thuisorganisatie": ("werkgever", None),
    "functies": ("functies of niveaus", None),
    "uren_per_week": ("uren per week", _getal),
    "van": ("eerste dag", _dag),
    "tot": ("laatste dag", _dag),
    "pc4": ("postcode", _tekst),
    "straal_km": ("reisafstand in kilometers", _getal),
    "maximum_inzetten": ("hoogste aantal inzetten tegelijk", _getal),
    "ontwikkelwensen": ("ontwikkelwensen", None),
    "perioden": ("perioden met andere uren", None),
    "toestemming": ("beschikbaar om voorgesteld te worden", _ja),
    # of a need
    "inlener": ("organisatie die vraagt", None),
    "titel": ("titel", _tekst),
    "functie": ("functie", _tekst),
    "niveau": ("niveau", _tekst),
    "uren_min": ("minste uren per week", _getal),
    "uren_max": ("meeste uren per week", _getal),
    "urenblok": ("kleinste urenblok", _getal),
    "groep": ("groep van kleine behoeften", None),
    "elders": ("uren die een partnerpool doet", None),
    # of an inzet
    "behoefte": ("behoefte waar de inzet voor is", None),
    "uren": ("uren per week", _getal),
    # of what was agreed on
    "peildatum": ("dag van de berekening", _dag),
    "horizon_weken": ("aantal weken vooruit", _getal),
    "kortste_inzet_dagen": ("kortste inzet in dagen", _getal),
    "langste_inzet_dagen": ("langste inzet in dagen", _getal),
    "rotatie_dagen": ("dagen tussen twee inzetten bij dezelfde organisatie", _getal),
    "verdeelsleutel": ("verdeelsleutel", _tekst),
    "gewichten": ("gewichten van de verdeelsleutel", None),
    "saldi": ("saldo van eerdere rondes, of wat is gegund", None),
    "saldo_maximum_procent": ("hoogste saldo in procenten", _getal),
    "saldo_verval_procent": ("deel van een saldo dat vervalt in procenten", _getal),
    "laatste_beurten": ("wie het laatst aan de beurt was", None),
    "waarden": ("afgesproken waarde van een poollid voor een behoefte", None),
    "plekken": ("ligging van postcodes", None),
    "regelversie": ("versie van de rekenregels", _tekst),
}


def in_woorden(een: Verschil) -> str:
    """A changed fact as a sentence; of a list or a number of a thing only that it changed."""
    wie = WIE[een.soort]
    if een.veld == "bestaat":
        return f"{wie} is er bij gekomen." if een.nu == "ja" else f"{wie} telt niet meer mee."
    # What an older version computed on may have no name here.
    wat, hoe = WAT.get(een.veld, ("een ander gegeven", None))
    zijn = "zijn" if een.soort == "instelling" else "is"
    if hoe is None:
        return f"{wie} {zijn} gewijzigd: {wat}."
    return f"{wie} {zijn} gewijzigd: {wat} was {hoe(een.was)}, nu {hoe(een.nu)}."
