"""Werkbezoek: the light form. One visit, a yes of the host, and no inzet. Pure rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import PLANNERS, Kijker, Reden


class Bezoekstatus(StrEnum):
    """Life of a visit."""

    GEVRAAGD = "gevraagd"
    AFGESPROKEN = "afgesproken"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Werkbezoek:
    """Somebody who looks along at another organisation for a day or less."""

    id: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    gastheer: str
    onderwerp: str
    datum: date
    status: Bezoekstatus = Bezoekstatus.GEVRAAGD


def is_gastheer(bezoek: Werkbezoek, kijker: Kijker) -> bool:
    return kijker.organisatie == bezoek.gastheer and bool(kijker.rollen & PLANNERS)


def ziet_bezoek(bezoek: Werkbezoek, kijker: Kijker) -> bool:
    """The person and the host; the own employer hears of it from the person."""
    zelf = kijker.medewerker is not None and kijker.medewerker == bezoek.medewerker
    return zelf or is_gastheer(bezoek, kijker)


def fouten_in_bezoek(bezoek: Werkbezoek, vandaag: date) -> list[Reden]:
    fouten = []
    if bezoek.gastheer == bezoek.thuisorganisatie:
        zin = "Een werkbezoek is bij een andere organisatie."
        fouten.append(Reden("gastheer", "eigen-organisatie", zin))
    if bezoek.datum < vandaag:
        fouten.append(Reden("datum", "voorbij", "Deze dag is al voorbij."))
    return fouten


def beletselen_bezoek(bezoek: Werkbezoek, naar: Bezoekstatus, vandaag: date) -> list[Reden]:
    """Everything that stops a visit from going to another status."""
    mag = {
        Bezoekstatus.AFGESPROKEN: {Bezoekstatus.GEVRAAGD},
        Bezoekstatus.AFGEWEZEN: {Bezoekstatus.GEVRAAGD},
        Bezoekstatus.INGETROKKEN: {Bezoekstatus.GEVRAAGD, Bezoekstatus.AFGESPROKEN},
    }
    if bezoek.status not in mag.get(naar, set()):
        zin = f"Een werkbezoek dat {bezoek.status} is, kan niet {naar} worden."
        return [Reden("status", "overgang-onbekend", zin)]
    if bezoek.datum < vandaag:
        return [Reden("datum", "voorbij", "De dag van het bezoek is voorbij.")]
    return []
