"""Wie kan waarheen, wat mag een besluit, en is een voorstel nog actueel?

Pure rules: no database, no clock, no solver. `kalender` knows the days, `paren` judges a member
against a need on the map of `afstand`, `besluiten` what a person may decide.
"""

from services.pool.toewijzing.rules.afstand import AARDSTRAAL_KM, afstand_km
from services.pool.toewijzing.rules.besluiten import (
    Beletsel,
    Besluit,
    Stand,
    Verschil,
    beletselen,
    verschillen,
)
from services.pool.toewijzing.rules.kalender import Agenda, Strook, Venster, agenda, bezetting
from services.pool.toewijzing.rules.paren import (
    Kans,
    Redencode,
    Regel,
    Toetsing,
    kleinste,
    past_bij_wens,
    toets,
    toets_alles,
)

__all__ = [
    "AARDSTRAAL_KM",
    "Agenda",
    "Beletsel",
    "Besluit",
    "Kans",
    "Redencode",
    "Regel",
    "Stand",
    "Strook",
    "Toetsing",
    "Venster",
    "Verschil",
    "afstand_km",
    "agenda",
    "beletselen",
    "bezetting",
    "kleinste",
    "past_bij_wens",
    "toets",
    "toets_alles",
    "verschillen",
]
