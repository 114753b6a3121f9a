"""The rules of what is offered elsewhere (`aanbod`) and of what people publish (`verhaal`)."""

from services.vacatures.ondernemend.rules.aanbod import (
    ELDERS,
    NOOIT,
    AanbodElders,
    Mogelijkheidsoort,
    Zichtvenster,
    is_open,
    lees_aanbod,
    melding,
    sleutel,
)
from services.vacatures.ondernemend.rules.verhaal import (
    Verhaal,
    Verhaalfout,
    Verhaalsoort,
    Verhaalstatus,
    Verhaaltermijnen,
    beletselen,
    is_te_lezen,
    mogelijk,
)

__all__ = [
    "ELDERS",
    "NOOIT",
    "AanbodElders",
    "Mogelijkheidsoort",
    "Verhaal",
    "Verhaalfout",
    "Verhaalsoort",
    "Verhaalstatus",
    "Verhaaltermijnen",
    "Zichtvenster",
    "beletselen",
    "is_open",
    "is_te_lezen",
    "lees_aanbod",
    "melding",
    "mogelijk",
    "sleutel",
]
