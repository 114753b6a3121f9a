"""Drafting help: the word list, how it is found in a text, and what else a drafter may look at."""

from services.vacatures.schrijfhulp.rules.tekst import MAXIMUM, Aanwijzing, kenmerk, lees, plat
from services.vacatures.schrijfhulp.rules.vacature import (
    MAXIMUM_OVERLAP,
    Bestaand,
    beoordeel,
    overeenkomst,
    teksten,
    titelwoorden,
)
from services.vacatures.schrijfhulp.rules.woordenlijst import (
    WOORDENLIJST,
    Grond,
    Woordregel,
)

__all__ = [
    "MAXIMUM",
    "MAXIMUM_OVERLAP",
    "WOORDENLIJST",
    "Aanwijzing",
    "Bestaand",
    "Grond",
    "Woordregel",
    "beoordeel",
    "kenmerk",
    "lees",
    "overeenkomst",
    "plat",
    "teksten",
    "titelwoorden",
]
