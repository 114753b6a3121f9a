"""Points of attention for sharing a function: what others found, never advice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.functiedeling.rules.deling import Delingsvorm, Functiedeling
from services.vacatures.vacature.rules import Gegevens

GEEN_ADVIES = "Dit zijn aandachtspunten. Doorstroom geeft geen juridisch advies."
_FG = re.compile(r"\bfg\b|functionaris[\s-]+(voor[\s-]+)?(de[\s-]+)?gegevensbescherming", re.I)


@dataclass(frozen=True, slots=True)
class Aandachtspunt:
    """One thing to think of, with how certain its ground is and where it comes from."""

    code: str
    tekst: str
    zekerheid: Zekerheid
    bron: str


def is_fg(gegevens: Gegevens) -> bool:
    """Whether the function is that of a data protection officer, by its code or its title."""
    return bool(_FG.search(gegevens.functie or "") or _FG.search(gegevens.titel))


_PRAKTIJK = "praktijk van samenwerkende gemeenten; eigen voorstel"
_AVG = "AVG, artikel 37 en 38, uit tweede hand"
_ALTIJD = (
    ("uren", "Leg de uren per werkgever vast; samen zijn zij de uren van de functie."),
    ("kostensleutel", "Spreek de verdeling van de kosten vooraf af, ook bij ziekte en vertrek."),
)
_PER_VORM = {
    Delingsvorm.EEN_WERKGEVER: (
        ("inzet", "Maak per andere werkgever een inzetovereenkomst; kijk naar Waadi en btw."),
    ),
    Delingsvorm.APARTE_CONTRACTEN: (
        ("contracten", "Verlof en individueel keuzebudget gelden per contract; stem die af."),
    ),
}
_FG_PUNTEN = (
    ("fg-bereikbaar", "De FG is vanuit elke organisatie makkelijk te bereiken."),
    ("fg-onafhankelijk", "De FG werkt onafhankelijk en krijgt geen taken die daarmee botsen."),
    ("fg-aanwijzen", "Elk bestuursorgaan wijst de FG zelf aan."),
    ("fg-aanmelden", "Elke organisatie meldt de FG aan bij de Autoriteit Persoonsgegevens."),
)
_FG_VORM = (
    "fg-een-werkgever",
    "Voor een gedeelde FG ligt één werkgever met inzet bij de anderen voor de hand.",
)


def aandachtspunten(deling: Functiedeling, gegevens: Gegevens) -> Sequence[Aandachtspunt]:
    """What to think of with this proposal."""
    punten = [
        Aandachtspunt(code, tekst, Zekerheid.C, _PRAKTIJK)
        for code, tekst in (*_ALTIJD, *_PER_VORM[deling.vorm])
    ]
    if is_fg(gegevens):
        apart = [_FG_VORM] if deling.vorm is Delingsvorm.APARTE_CONTRACTEN else []
        punten += [
            Aandachtspunt(code, tekst, Zekerheid.B, _AVG) for code, tekst in (*_FG_PUNTEN, *apart)
        ]
    return punten
