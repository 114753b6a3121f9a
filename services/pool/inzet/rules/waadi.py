"""Is an inzet lending in the sense of the Waadi? Rules as data, each with its certainty.

A: text of the law read; B: another source; C: our own application, to be judged by a lawyer. This
gives no legal advice: it says which rule it used, so that a person can check.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.pool.flexpool.rules import InDienstVoor

REGELVERSIE = "waadi-2026.1"
BEWAARJAREN = 7  # A: Waadi 12c lid 5, 12d lid 4: after the calendar year in which it ended


class Waadistatus(StrEnum):
    """How an inzet stands to the Waadi."""

    COLLEGIALE_INLEEN = "collegiale_inleen"
    TER_BESCHIKKING_STELLEN = "ter_beschikking_stellen"
    LET_OP = "let_op"


@dataclass(frozen=True, slots=True)
class Waadiregel:
    """One rule of the law as it is applied here."""

    code: str
    uitleg: str
    bron: str
    zekerheid: str


@dataclass(frozen=True, slots=True)
class Waadioordeel:
    """The status with its reason, and the rules that led to it or follow from it."""

    status: Waadistatus
    reden: str
    regels: tuple[Waadiregel, ...]


TER_BESCHIKKING = Waadiregel(
    "R04",
    "Werken onder leiding en toezicht van een ander tegen vergoeding is ter beschikking stellen,"
    " tenzij een uitzondering geldt; ook als het één keer gebeurt.",
    "Waadi artikel 1 lid 1 onder c",
    "A",
)
HULPBETOON = Waadiregel(
    "R05",
    "Zonder winst, bij wijze van hulp, iemand uitlenen die in dienst is voor het eigen werk is"
    " geen ter beschikking stellen. Of vast rouleren nog hulp is, staat niet in de wet: laat dat"
    " nakijken.",
    "Waadi artikel 1 lid 3 onder b",
    "C",
)
VOOR_DE_POOL = Waadiregel(
    "R06",
    "Wie is aangenomen voor de pool valt buiten die uitzondering: registratie bij de KvK, gelijke"
    " arbeidsvoorwaarden, en vanaf 2027 toelating (handhaving vanaf 2028).",
    "Waadi artikel 1 lid 3 onder b, 7a en 8; Wtta",
    "B",
)
ONTHEFFING = Waadiregel(
    "R07",
    "Is de omzet uit uitlenen minder dan 10 procent en hoogstens 5 miljoen euro per jaar, dan kan"
    " de uitlener ontheffing van de toelating vragen.",
    "Waadi artikel 12e",
    "A",
)
REGISTRATIE = Waadiregel(
    "R08",
    "De uitlener zegt vooraf dat het om een uitgeleende medewerker gaat en legt vast wie waar"
    " werkt; de inlener doet dat op dag één. Beide bewaren dat zeven jaar na het jaar van afloop.",
    "Waadi artikel 11, 12a, 12c en 12d",
    "A",
)
GELIJK = Waadiregel(
    "R09",
    "Gelijk loon en gelijke voorzieningen als eigen mensen, toegang tot vacatures van de inlener,"
    " geen vergoeding van de medewerker en geen belemmering om later bij de inlener in dienst te"
    " gaan.",
    "Waadi artikel 8, 8b, 8c, 9, 9a en 10",
    "A",
)
REGELS = (TER_BESCHIKKING, HULPBETOON, VOOR_DE_POOL, ONTHEFFING, REGISTRATIE, GELIJK)


def beoordeel(in_dienst_voor: InDienstVoor, tarief_grondslag: str | None) -> Waadioordeel:
    """The status of an inzet; `tarief_grondslag` None: no tariff agreed on yet."""
    if in_dienst_voor is InDienstVoor.POOL:
        return Waadioordeel(
            Waadistatus.TER_BESCHIKKING_STELLEN,
            "De medewerker is aangenomen voor de pool; de uitzondering voor hulp geldt dan niet.",
            (TER_BESCHIKKING, VOOR_DE_POOL, ONTHEFFING, REGISTRATIE, GELIJK),
        )
    if in_dienst_voor is InDienstVoor.GEZAMENLIJK:
        return Waadioordeel(
            Waadistatus.LET_OP,
            "De medewerker is samen in dienst genomen; laat nakijken of de uitzondering geldt.",
            (TER_BESCHIKKING, HULPBETOON, VOOR_DE_POOL, REGISTRATIE, GELIJK),
        )
    if tarief_grondslag is None:
        return Waadioordeel(
            Waadistatus.LET_OP,
            "Er is nog geen tarief afgesproken; of er zonder winst wordt uitgeleend, is onbekend.",
            (TER_BESCHIKKING, HULPBETOON, REGISTRATIE, GELIJK),
        )
    return Waadioordeel(
        Waadistatus.COLLEGIALE_INLEEN,
        "De medewerker is in dienst voor het werk van de uitlener zelf en de vergoeding is"
        " hoogstens de kostprijs.",
        (HULPBETOON, REGISTRATIE, GELIJK),
    )


def bewaren_tot(einde: date) -> date:
    """The last day on which the register keeps a lending that ended on `einde`."""
    return date(min(einde.year + BEWAARJAREN, date.max.year), 12, 31)


def codes(regels: Sequence[Waadiregel]) -> list[str]:
    return [een.code for een in regels]
