"""Doelen: wat, waarvandaan, waarheen en wanneer, gemeten in dezelfde rijen als de cijfers.

Pure rules. Values are whole numbers in the unit of the goal.
"""

from dataclasses import dataclass
from enum import StrEnum

from services.pool.flexpool.rules import Reden
from services.pool.inhuur.rules.normen import Inhuurmaat, breekt
from services.pool.inhuur.rules.regel import rond


class Doelmaat(StrEnum):
    """What a goal is about."""

    INHUUR_VAN_LOONSOM = "inhuur_van_loonsom"
    INHUUR_VAN_TOTAAL = "inhuur_van_totaal"
    AANDEEL_FUNCTIE = "aandeel_functie"
    INHUURKOSTEN = "inhuurkosten"
    INHUURUREN = "inhuururen"
    ZZP_UREN = "zzp_uren"


class Eenheid(StrEnum):
    """In what a goal is counted."""

    HONDERDSTE_PROCENT = "honderdste_procent"
    EUROCENT = "eurocent"
    HONDERDSTE_UUR = "honderdste_uur"


PERCENTAGES = {
    Doelmaat.INHUUR_VAN_LOONSOM: Inhuurmaat.VAN_LOONSOM,
    Doelmaat.INHUUR_VAN_TOTAAL: Inhuurmaat.VAN_TOTAAL,
    Doelmaat.AANDEEL_FUNCTIE: Inhuurmaat.AANDEEL_FUNCTIE,
}
EENHEDEN = {
    **dict.fromkeys(PERCENTAGES, Eenheid.HONDERDSTE_PROCENT),
    Doelmaat.INHUURKOSTEN: Eenheid.EUROCENT,
    Doelmaat.INHUURUREN: Eenheid.HONDERDSTE_UUR,
    Doelmaat.ZZP_UREN: Eenheid.HONDERDSTE_UUR,
}
HOOGSTE_DEEL = 10_000  # a hundred per cent


@dataclass(frozen=True, slots=True)
class Inhuurdoel:
    """From a baseline in its year to a target in another, both by the definition of the measure."""

    maat: Doelmaat
    nulmeting: int
    nulmeting_jaar: int
    nulmeting_bron: str
    streefwaarde: int
    streefjaar: int
    functie: str | None = None

    @property
    def eenheid(self) -> Eenheid:
        return EENHEDEN[self.maat]


@dataclass(frozen=True, slots=True)
class Doelstand:
    """How far a goal is in a year. `bereikt` in hundredths of a per cent of the way to go."""

    jaar: int
    waarde: int
    bereikt: int
    gehaald: bool
    op_koers: bool  # at least as far as on a straight line from baseline to target
    reeksbreuk: bool


def fouten_in_doel(doel: Inhuurdoel) -> list[Reden]:
    gevonden = []
    if (doel.maat is Doelmaat.AANDEEL_FUNCTIE) != (doel.functie is not None):
        zin = "Noem een functie bij aandeel_functie, en alleen dan."
        gevonden.append(Reden("functie", "functie-of-niet", zin))
    if doel.streefjaar <= doel.nulmeting_jaar:
        gevonden.append(Reden("streefjaar", "te-vroeg", "Kies een jaar na de nulmeting."))
    if doel.streefwaarde == doel.nulmeting:
        zin = "De streefwaarde is gelijk aan de nulmeting."
        gevonden.append(Reden("streefwaarde", "geen-verschil", zin))
    deel = doel.maat in (Doelmaat.INHUUR_VAN_TOTAAL, Doelmaat.AANDEEL_FUNCTIE)
    for veld in ("nulmeting", "streefwaarde"):
        if deel and getattr(doel, veld) > HOOGSTE_DEEL:
            zin = "Een deel van het geheel is hooguit 10000 (honderd procent)."
            gevonden.append(Reden(veld, "te-hoog", zin))
    return gevonden


def voortgang(doel: Inhuurdoel, jaar: int, waarde: int) -> Doelstand:
    """How far, by the same definition as the baseline; past the target is more than the whole."""
    weg, gedaan = doel.streefwaarde - doel.nulmeting, waarde - doel.nulmeting
    jaren, voorbij = doel.streefjaar - doel.nulmeting_jaar, jaar - doel.nulmeting_jaar
    kant = 1 if weg > 0 else -1
    deel = min(max(voorbij, 0), jaren)
    return Doelstand(
        jaar=jaar,
        waarde=waarde,
        bereikt=rond(gedaan * kant * 10_000, abs(weg)),
        gehaald=gedaan * kant >= abs(weg),
        op_koers=gedaan * kant * jaren >= abs(weg) * deel,
        reeksbreuk=doel.maat in PERCENTAGES and breekt(doel.nulmeting_jaar, jaar),
    )
