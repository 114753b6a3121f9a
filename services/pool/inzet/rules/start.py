"""What must be arranged before somebody starts, and what is left behind at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.pool.flexpool.rules import Kijker, Reden
from services.pool.inzet.rules.akkoord import Partij, is_eigen_kant
from services.pool.inzet.rules.inzet import Inzet, InzetStatus


class Startpunt(StrEnum):
    """A point of the start checklist. Yes or no and a date; never what a VOG says."""

    TOEGANG = "toegang"
    WERKPLEK = "werkplek"
    EED_OF_BELOFTE = "eed_of_belofte"
    VOG = "vog"
    CONTACTPERSOON = "contactpersoon"
    GEHEIMHOUDING = "geheimhouding"
    NEVENWERKZAAMHEDEN = "nevenwerkzaamheden"


class Tekstsoort(StrEnum):
    """A text that stays with an inzet."""

    OVERDRACHT = "overdracht"
    VERHAAL = "verhaal"


# Who arranges a point when nobody says otherwise.
EIGENAAR: Mapping[Startpunt, Partij] = {
    Startpunt.TOEGANG: Partij.INLENER,
    Startpunt.WERKPLEK: Partij.INLENER,
    Startpunt.EED_OF_BELOFTE: Partij.INLENER,
    Startpunt.VOG: Partij.THUISORGANISATIE,
    Startpunt.CONTACTPERSOON: Partij.INLENER,
    Startpunt.GEHEIMHOUDING: Partij.MEDEWERKER,
    Startpunt.NEVENWERKZAAMHEDEN: Partij.MEDEWERKER,
}


@dataclass(frozen=True, slots=True)
class Startregel:
    """How a point stands: who arranges it, before when, and whether and when it was done."""

    punt: Startpunt
    eigenaar: Partij
    uiterlijk: date
    geregeld: bool = False
    datum: date | None = None
    rol: str | None = None  # of the contact, as a role and never a name


def startlijst(inzet: Inzet, vastgelegd: Mapping[Startpunt, Startregel]) -> list[Startregel]:
    """All points in a fixed order; what nobody touched is open, with its owner and the start."""
    return [
        vastgelegd.get(punt) or Startregel(punt, EIGENAAR[punt], inzet.van) for punt in Startpunt
    ]


def is_startklaar(lijst: list[Startregel]) -> bool:
    return all(een.geregeld for een in lijst)


def beletselen_startpunt(inzet: Inzet, regel: Startregel, vandaag: date) -> list[Reden]:
    """Everything that stops a point from being recorded so."""
    redenen = []
    if inzet.status is not InzetStatus.BEVESTIGD:
        zin = "De startlijst hoort bij een inzet die doorgaat."
        redenen.append(Reden("status", "niet-bevestigd", zin))
    if regel.geregeld and regel.datum is None:
        redenen.append(Reden("datum", "ontbreekt", "Noem de dag waarop het geregeld is."))
    if not regel.geregeld and regel.datum is not None:
        redenen.append(Reden("datum", "ongewenst", "Een dag hoort bij wat geregeld is."))
    if regel.datum is not None and regel.datum > vandaag:
        redenen.append(Reden("datum", "in-de-toekomst", "Deze dag is er nog niet geweest."))
    if regel.punt is Startpunt.CONTACTPERSOON and regel.geregeld and not regel.rol:
        redenen.append(Reden("rol", "ontbreekt", "Noem de rol van de contactpersoon."))
    if regel.punt is not Startpunt.CONTACTPERSOON and regel.rol:
        redenen.append(Reden("rol", "ongewenst", "Een rol hoort alleen bij de contactpersoon."))
    return redenen


def mag_startpunt(inzet: Inzet, regel: Startregel, kijker: Kijker, eigen_inlog: bool) -> bool:
    """Both organisations keep the list; the person answers for own points with an own login."""
    namens = (Partij.THUISORGANISATIE, Partij.INLENER)
    if any(is_eigen_kant(partij, inzet, kijker) for partij in namens):
        return True
    zelf = is_eigen_kant(Partij.MEDEWERKER, inzet, kijker)
    return zelf and eigen_inlog and regel.eigenaar is Partij.MEDEWERKER


def beletselen_tekst(inzet: Inzet, soort: Tekstsoort, vandaag: date) -> list[Reden]:
    """Everything that stops a text: the note comes with the work, the story after it."""
    begonnen = inzet.van <= vandaag and inzet.status in (
        InzetStatus.BEVESTIGD,
        InzetStatus.BEEINDIGD,
    )
    if soort is Tekstsoort.OVERDRACHT and not begonnen:
        return [Reden("status", "niet-begonnen", "De inzet is nog niet begonnen.")]
    if soort is Tekstsoort.VERHAAL and inzet.status is not InzetStatus.BEEINDIGD:
        return [Reden("status", "niet-beeindigd", "Een verhaal komt na afloop van de inzet.")]
    return []
