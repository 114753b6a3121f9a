"""The rules of keeping: terms, requests of persons, stored facts without somebody, stores."""

from services.pool.bewaren.rules.opslag import BEWAARTABEL, NAMEN, ZONDER_PERSONEN
from services.pool.bewaren.rules.termijn import (
    GRONDEN_IN_WOORDEN,
    Bewaargrond,
    Bewaartermijn,
    bewaartermijn,
    grens,
    is_voorbij,
    maanden_later,
)
from services.pool.bewaren.rules.verzoek import (
    BEHANDELAARS,
    HERINNERING_VOORAF,
    Onderdeel,
    Verzoekbesluit,
    Verzoeksoort,
    Verzoekstatus,
    mogelijk,
    uiterlijk,
)

__all__ = [
    "BEHANDELAARS",
    "BEWAARTABEL",
    "GRONDEN_IN_WOORDEN",
    "HERINNERING_VOORAF",
    "NAMEN",
    "ZONDER_PERSONEN",
    "Bewaargrond",
    "Bewaartermijn",
    "Onderdeel",
    "Verzoekbesluit",
    "Verzoeksoort",
    "Verzoekstatus",
    "bewaartermijn",
    "grens",
    "is_voorbij",
    "maanden_later",
    "mogelijk",
    "uiterlijk",
]
