"""The rules of keeping: terms (`termijn`), a vacancy that nobody ends (`stilte`), requests of
persons (`verzoek`), stores (`opslag`), what people are told (`berichten`).
"""

from services.vacatures.bewaren.rules import berichten
from services.vacatures.bewaren.rules.opslag import (
    AMBTELIJKE_LOGS,
    BEWAARTABEL,
    ZONDER_PERSONEN,
)
from services.vacatures.bewaren.rules.stilte import Stilte, einde_door_stilte, moet_herinnerd
from services.vacatures.bewaren.rules.termijn import (
    DOOR_STILTE,
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
    "DOOR_STILTE",
    "GRONDEN_IN_WOORDEN",
    "ZONDER_PERSONEN",
    "Bewaargrond",
    "Bewaartermijn",
    "Eigentermijnen",
    "Onderdeel",
    "Procedure",
    "Stilte",
    "Verzoekbesluit",
    "Verzoekstatus",
    "berichten",
    "bewaartermijn",
    "einde_door_stilte",
    "is_voorbij",
    "mag_op_verzoek",
    "moet_herinnerd",
    "mogelijk",
    "na_weken",
    "uiterlijk",
]
