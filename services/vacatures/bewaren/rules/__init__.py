"""The rules of keeping: terms (`termijn`), requests of persons (`verzoek`), stores (`opslag`)."""

from services.vacatures.bewaren.rules.opslag import (
    AMBTELIJKE_LOGS,
    BEWAARTABEL,
    ZONDER_PERSONEN,
)
from services.vacatures.bewaren.rules.termijn import (
    GRONDEN_IN_WOORDEN,
    Bewaargrond,
    Bewaartermijn,
    Eigentermijnen,
    Procedure,
    bewaartermijn,
    is_voorbij,
    mag_op_verzoek,
    na_weken,
)
from services.vacatures.bewaren.rules.verzoek import (
    Onderdeel,
    Verzoekbesluit,
    Verzoekstatus,
    mogelijk,
    uiterlijk,
)

__all__ = [
    "AMBTELIJKE_LOGS",
    "BEWAARTABEL",
    "GRONDEN_IN_WOORDEN",
    "ZONDER_PERSONEN",
    "Bewaargrond",
    "Bewaartermijn",
    "Eigentermijnen",
    "Onderdeel",
    "Procedure",
    "Verzoekbesluit",
    "Verzoekstatus",
    "bewaartermijn",
    "is_voorbij",
    "mag_op_verzoek",
    "mogelijk",
    "na_weken",
    "uiterlijk",
]
