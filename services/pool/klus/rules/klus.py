"""Wat is een klus, wie ziet hem en wat mag er nu mee? Pure rules; hours are hours per week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Niveau, Reden, ziet_verband

# Who writes a klus of the own organisation and reads what people answered to it.
KLUSBEHEER = frozenset({"leidinggevende", "hr_adviseur", "makelaar"})


class Klusstatus(StrEnum):
    """Life of a klus; `gesloten`: no more answers, but somebody can still be matched."""

    CONCEPT = "concept"
    OPEN = "open"
    GESLOTEN = "gesloten"
    TOEGEWEZEN = "toegewezen"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Klus:
    """A piece of work of some hours per week at an organisation of a verband."""

    id: UUID
    verband: UUID
    organisatie: str
    titel: str
    omschrijving: str
    uren_min: Decimal
    uren_max: Decimal
    van: date
    tot: date
    sluitings_datum: date  # the last day to answer
    functie: str | None = None
    niveau: Niveau | None = None
    weekpatroon: str | None = None
    plaats: str | None = None
    status: Klusstatus = Klusstatus.CONCEPT


# By hand; `toegewezen` follows from yeses, and is left when they are taken back before the start.
KLUSOVERGANGEN: frozenset[tuple[Klusstatus, Klusstatus]] = frozenset(
    {
        (Klusstatus.CONCEPT, Klusstatus.OPEN),
        (Klusstatus.CONCEPT, Klusstatus.INGETROKKEN),
        (Klusstatus.OPEN, Klusstatus.GESLOTEN),
        (Klusstatus.OPEN, Klusstatus.INGETROKKEN),
        (Klusstatus.GESLOTEN, Klusstatus.OPEN),
        (Klusstatus.GESLOTEN, Klusstatus.INGETROKKEN),
    }
)
# Still to be given to somebody.
TE_VERGEVEN = frozenset({Klusstatus.OPEN, Klusstatus.GESLOTEN})
# What it says can still be changed.
WIJZIGBAAR = TE_VERGEVEN | {Klusstatus.CONCEPT}


def fouten_in_klus(klus: Klus, langste_dagen: int, vandaag: date) -> list[Reden]:
    """Faults of a klus; `langste_dagen`: how long an inzet of the verband lasts at most."""
    fouten = []
    if klus.uren_min <= 0:
        fouten.append(Reden("urenMin", "uren-nul", "Een klus is meer dan nul uur."))
    if klus.uren_max < klus.uren_min:
        zin = "Het grootste aantal uren is kleiner dan het kleinste."
        fouten.append(Reden("urenMax", "uren-omgekeerd", zin))
    if klus.tot < klus.van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("tot", "periode-omgekeerd", zin))
    elif (klus.tot - klus.van).days + 1 > langste_dagen:
        zin = f"De klus duurt langer dan de langste inzet van het verband ({langste_dagen} dagen)."
        fouten.append(Reden("tot", "te-lang", zin))
    if klus.tot < vandaag:
        fouten.append(Reden("tot", "voorbij", "De periode is al voorbij."))
    if klus.sluitings_datum < vandaag:
        fouten.append(Reden("sluitingsDatum", "voorbij", "De sluitingsdag is al voorbij."))
    elif klus.sluitings_datum > klus.tot:
        zin = "De sluitingsdag ligt niet na de laatste dag van de klus."
        fouten.append(Reden("sluitingsDatum", "na-einde", zin))
    return fouten


def beletselen_klus(klus: Klus, naar: Klusstatus, vandaag: date) -> list[Reden]:
    """Everything that stops somebody from giving a klus another status today."""
    if (klus.status, naar) not in KLUSOVERGANGEN:
        zin = f"Een klus die {klus.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is Klusstatus.OPEN and klus.sluitings_datum < vandaag:
        zin = "De sluitingsdag is voorbij; kies eerst een latere dag."
        return [Reden("sluitingsDatum", "voorbij", zin)]
    return []


def heropend(klus: Klus, vandaag: date) -> Klusstatus:
    """What a klus is when who would do it does not: open again while there is time to answer."""
    return Klusstatus.OPEN if klus.sluitings_datum >= vandaag else Klusstatus.GESLOTEN


def beheert(klus: Klus, kijker: Kijker) -> bool:
    """Who writes klussen of the organisation that this one is of."""
    return klus.organisatie == kijker.organisatie and bool(kijker.rollen & KLUSBEHEER)


def is_makelaar(klus: Klus, kijker: Kijker) -> bool:
    """A makelaar of the verband: brings people and klussen together."""
    return ziet_verband(klus.verband, kijker) and "makelaar" in kijker.rollen


def ziet_klus(klus: Klus, kijker: Kijker, reageerde: bool) -> bool:
    """An open klus: everybody in the verband; one that is over: who had to do with it.

    A concept is of who writes it alone.
    """
    if beheert(klus, kijker):
        return True
    if klus.status is Klusstatus.CONCEPT:
        return False
    if klus.status is Klusstatus.OPEN and ziet_verband(klus.verband, kijker):
        return True
    return reageerde or is_makelaar(klus, kijker)
