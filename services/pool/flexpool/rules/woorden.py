"""De woorden waar elke kamer van de pool mee werkt."""

from dataclasses import dataclass
from enum import StrEnum


class Niveau(StrEnum):
    """Level of experience, lowest first."""

    JUNIOR = "junior"
    MEDIOR = "medior"
    SENIOR = "senior"


def voldoet_aan(eigen: Niveau, gevraagd: Niveau | None) -> bool:
    """Whether a level is enough: more experience than asked is fine, less is not."""
    volgorde = list(Niveau)
    return gevraagd is None or volgorde.index(eigen) >= volgorde.index(gevraagd)


@dataclass(frozen=True, slots=True)
class Vaardigheid:
    """One function of the verband's catalogue that a member masters, with the level."""

    functie: str
    niveau: Niveau


class Verdeelsleutel(StrEnum):
    """By what the hours are shared; never by what was asked."""

    GELIJK = "gelijk"
    INWONERS = "inwoners"
    FTE = "fte"
    BIJDRAGE = "bijdrage"


@dataclass(frozen=True, slots=True)
class Reden:
    """Why something is refused: the field it is about, a stable code and a Dutch sentence."""

    veld: str
    code: str
    uitleg: str
