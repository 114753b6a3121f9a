"""Indicators: what the tables are, how they are counted, and what of them may be seen."""

from services.vacatures.indicatoren.rules.maanden import (
    MAXIMUM_MAANDEN,
    Periode,
    gebrek,
    periode,
    verschuif,
)
from services.vacatures.indicatoren.rules.tabellen import (
    BESCHRIJVINGEN,
    Beschrijving,
    Tabel,
    verbergingstekst,
)
from services.vacatures.indicatoren.rules.tellen import (
    BESTEMMINGEN,
    TOTAAL,
    Klasse,
    Openstaand,
    Tabelcel,
    Uitstroom,
    Vervulling,
    moeilijk_vervulbaar,
    stromen,
    uitstroombestemming,
    verbandmoves,
    vervultijd,
    voorrang,
    wervingstijd,
)
from shared.verberging import Getal, Geteld, Grenzen, grenzen, verberg

# Who may read the tables: whoever decides about hiring or about the verband, of a member.
LEZERS = frozenset({"recruiter", "hr_adviseur", "hr_hoofd", "secretaris", "aanjager"})

__all__ = [
    "BESCHRIJVINGEN",
    "BESTEMMINGEN",
    "LEZERS",
    "MAXIMUM_MAANDEN",
    "TOTAAL",
    "Beschrijving",
    "Getal",
    "Geteld",
    "Grenzen",
    "Klasse",
    "Openstaand",
    "Periode",
    "Tabel",
    "Tabelcel",
    "Uitstroom",
    "Vervulling",
    "gebrek",
    "grenzen",
    "moeilijk_vervulbaar",
    "periode",
    "stromen",
    "uitstroombestemming",
    "verbandmoves",
    "verberg",
    "verbergingstekst",
    "verschuif",
    "vervultijd",
    "voorrang",
    "wervingstijd",
]
