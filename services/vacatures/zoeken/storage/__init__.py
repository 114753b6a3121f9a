"""Storage of searching: the words of a question (`woorden`), what is asked (`vraag`),
what is found (`vinden`, `facetten`), page by page (`pagina`), lines sent before (`regels`),
what is gone (`verdwenen`), and where postcodes lie (`plaatsen`)."""

from services.vacatures.zoeken.storage.facetten import read_facetten
from services.vacatures.zoeken.storage.pagina import Gevonden, read_lijst
from services.vacatures.zoeken.storage.plaatsen import has_postcode, set_postcodes
from services.vacatures.zoeken.storage.verdwenen import merk_van_zicht, read_verdwenen
from services.vacatures.zoeken.storage.vinden import read_aantal
from services.vacatures.zoeken.storage.vraag import GEEN_VRAAG, Vraag
from services.vacatures.zoeken.storage.woorden import (
    find_verwant,
    read_verwant,
    set_synoniemen,
)

__all__ = [
    "GEEN_VRAAG",
    "Gevonden",
    "Vraag",
    "find_verwant",
    "has_postcode",
    "merk_van_zicht",
    "read_aantal",
    "read_facetten",
    "read_lijst",
    "read_verdwenen",
    "read_verwant",
    "set_postcodes",
    "set_synoniemen",
]
