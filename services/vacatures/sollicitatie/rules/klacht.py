"""Complaints: who may handle one, within which term, and what comes of it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from services.vacatures.sollicitatie.rules.levensloop import Partij
from services.vacatures.vacature.rules import Fout


class Klachtsoort(StrEnum):
    """What a complaint is about."""

    BEOORDELING = "beoordeling"
    AFWIJZING = "afwijzing"
    AFWIJKING = "afwijking"
    BEHANDELING = "behandeling"


class Klachtstatus(StrEnum):
    """Where a complaint is."""

    INGEDIEND = "ingediend"
    IN_BEHANDELING = "in_behandeling"
    AFGEHANDELD = "afgehandeld"
    INGETROKKEN = "ingetrokken"


class Klachtuitkomst(StrEnum):
    """What the employer thinks of a complaint after a second look."""

    GEGROND = "gegrond"
    DEELS_GEGROND = "deels_gegrond"
    ONGEGROND = "ongegrond"


_S = Klachtstatus
GEGROND = frozenset({Klachtuitkomst.GEGROND, Klachtuitkomst.DEELS_GEGROND})
OPEN = frozenset({_S.INGEDIEND, _S.IN_BEHANDELING})

# From → to, and who does it.
KLACHTOVERGANGEN: Mapping[tuple[Klachtstatus, Klachtstatus], Partij] = {
    (_S.INGEDIEND, _S.IN_BEHANDELING): Partij.WERKGEVER,
    (_S.INGEDIEND, _S.INGETROKKEN): Partij.KANDIDAAT,
    (_S.IN_BEHANDELING, _S.AFGEHANDELD): Partij.WERKGEVER,
    (_S.IN_BEHANDELING, _S.INGETROKKEN): Partij.KANDIDAAT,
}


def klacht_mogelijk(van: Klachtstatus, partij: Partij) -> list[Klachtstatus]:
    """The statuses this party can bring the complaint to."""
    return [
        naar for (vanaf, naar), door in KLACHTOVERGANGEN.items() if (vanaf, door) == (van, partij)
    ]


def uiterlijk(dag: date, klachttermijn_dagen: int) -> date:
    """The last day on which the answer is in time; the term is a setting (certainty C)."""
    return dag + timedelta(days=klachttermijn_dagen)


def klacht_fouten(
    van: Klachtstatus,
    naar: Klachtstatus,
    partij: Partij,
    gebruiker: str | None,
    betrokkenen: Iterable[str],
    uitkomst: Klachtuitkomst | None,
    reden: str | None,
) -> list[Fout]:
    """Why this change may not be made; an empty list means: go ahead.

    `betrokkenen`: whoever judged or decided what the complaint is about; somebody else looks.
    """
    door = KLACHTOVERGANGEN.get((van, naar))
    if door is None:
        return [Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    if door is not partij:
        return [Fout("naar", "andere-partij", f"Dit doet de {door}")]
    if partij is Partij.WERKGEVER and is_betrokken(gebruiker, betrokkenen):
        return [
            Fout("gebruiker", "zelfde-mens", "Een klacht behandelt wie niet zelf heeft beoordeeld")
        ]
    klaar = naar is _S.AFGEHANDELD
    geldt = [
        (klaar and uitkomst is None, "uitkomst", "verplicht", "Geef een uitkomst"),
        (klaar and not (reden or "").strip(), "reden", "verplicht", "Geef een reden"),
        (not klaar and uitkomst is not None, "uitkomst", "te-vroeg", "De klacht loopt nog"),
    ]
    return [Fout(veld, code, tekst) for waar, veld, code, tekst in geldt if waar]


def is_betrokken(gebruiker: str | None, betrokkenen: Iterable[str]) -> bool:
    """Whether this person is one of those; a name is compared without case and extra spaces."""
    return _naam(gebruiker or "") in {_naam(een) for een in betrokkenen}


def _naam(tekst: str) -> str:
    return " ".join(tekst.casefold().split())
