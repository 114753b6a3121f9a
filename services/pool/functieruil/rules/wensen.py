"""Wie wil ruilen, en wie mag dat weten? Pure rules; hours are hours per week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import (
    PLANNERS,
    Kijker,
    Niveau,
    Reden,
    Vaardigheid,
    ziet_verband,
)

LANGSTE_WENS = 731  # days that a wish can stand; after that it is asked again (C)
# Who speaks for an organisation about its own people and places.
ORGANISATIEROLLEN = frozenset({"leidinggevende", "hr_adviseur"})


class Ruilwensstatus(StrEnum):
    """Life of a wish; `vervuld` when its ring was recorded, `verlopen` after its last day."""

    ACTIEF = "actief"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"
    VERVULD = "vervuld"


class Zichtbaarheid(StrEnum):
    """Whom the person lets know of the wish; each next one is wider."""

    ALLEEN_IK = "alleen_ik"  # nobody: the person is asked first when there is a ring
    MAKELAAR = "makelaar"
    WERKGEVER = "werkgever"  # and who plans people at the own employer
    VERBAND = "verband"  # and everybody in the verband: the work, not the person


@dataclass(frozen=True, slots=True)
class Ruilplek:
    """A place to work: what is asked there, how many hours, and on which days."""

    id: UUID
    organisatie: str
    functie: str
    niveau: Niveau
    uren: Decimal
    van: date
    tot: date


@dataclass(frozen=True, slots=True)
class Ruilwens:
    """Somebody who would like to work elsewhere for a while, and the place that comes free then."""

    id: UUID
    verband: UUID
    medewerker: UUID
    plek: Ruilplek  # the own place; its organisation is the thuisorganisatie
    kan: tuple[Vaardigheid, ...]
    zoekt: tuple[str, ...]  # functions, the dearest first
    organisaties: tuple[str, ...]  # only there; empty: anywhere
    zichtbaarheid: Zichtbaarheid
    geldig_tot: date
    toelichting: str = ""
    plaats: str | None = None
    mag_leeg: bool = False  # the employer said that the place may stay empty meanwhile
    status: Ruilwensstatus = Ruilwensstatus.ACTIEF


@dataclass(frozen=True, slots=True)
class VrijePlek:
    """A vacant function that can start a chain."""

    plek: Ruilplek
    verband: UUID
    titel: str
    status: Ruilwensstatus = Ruilwensstatus.ACTIEF


def is_eigenaar(wens: Ruilwens, kijker: Kijker) -> bool:
    """Whether the caller is the person; what may be done then also needs an own login."""
    return kijker.medewerker is not None and kijker.medewerker == wens.medewerker


def is_werkgever(wens: Ruilwens, kijker: Kijker) -> bool:
    """Whether the caller plans people at the own employer and may know of the wish."""
    open_voor = wens.zichtbaarheid in (Zichtbaarheid.WERKGEVER, Zichtbaarheid.VERBAND)
    eigen = kijker.organisatie == wens.plek.organisatie and bool(kijker.rollen & PLANNERS)
    return open_voor and eigen


def ziet_wens(wens: Ruilwens, kijker: Kijker) -> bool:
    """The person, and whom the person chose; a wish that is over is the person's own again."""
    if is_eigenaar(wens, kijker):
        return True
    if wens.status is not Ruilwensstatus.ACTIEF or wens.zichtbaarheid is Zichtbaarheid.ALLEEN_IK:
        return False
    makelaar = ziet_verband(wens.verband, kijker) and "makelaar" in kijker.rollen
    breed = wens.zichtbaarheid is Zichtbaarheid.VERBAND and ziet_verband(wens.verband, kijker)
    return makelaar or is_werkgever(wens, kijker) or breed


def ziet_persoon(wens: Ruilwens, kijker: Kijker) -> bool:
    """Whether the caller also reads whose wish it is; the rest of the verband reads the work."""
    makelaar = ziet_verband(wens.verband, kijker) and "makelaar" in kijker.rollen
    mag = makelaar and wens.zichtbaarheid is not Zichtbaarheid.ALLEEN_IK
    return is_eigenaar(wens, kijker) or is_werkgever(wens, kijker) or mag


def fouten_in_plek(plek: Ruilplek, kortste: int, vandaag: date) -> list[Reden]:
    """Faults of a place; `kortste`: how long an inzet lasts at least."""
    fouten = []
    if plek.uren <= 0:
        fouten.append(Reden("urenPerWeek", "uren-nul", "Een plek is meer dan nul uur."))
    if (plek.tot - plek.van).days + 1 < kortste:
        zin = f"De periode is korter dan de kortste inzet van het verband ({kortste} dagen)."
        fouten.append(Reden("tot", "te-kort", zin))
    if plek.tot < vandaag:
        fouten.append(Reden("tot", "voorbij", "De periode is al voorbij."))
    return fouten


def fouten_in_wens(wens: Ruilwens, kortste: int, vandaag: date) -> list[Reden]:
    """Faults of a wish; an empty list means it can be stored."""
    fouten = fouten_in_plek(wens.plek, kortste, vandaag)
    kan = {een.functie for een in wens.kan}
    if len(kan) != len(wens.kan):
        fouten.append(Reden("kan", "dubbel", "Noem elke functie één keer."))
    if not set(wens.zoekt) <= kan:
        zin = "U zoekt een functie die u niet bij uw functies noemt."
        fouten.append(Reden("zoekt", "kan-niet", zin))
    if wens.plek.organisatie in wens.organisaties:
        zin = "Bij uw eigen organisatie is het geen ruil."
        fouten.append(Reden("organisaties", "eigen-organisatie", zin))
    if wens.geldig_tot < vandaag:
        fouten.append(Reden("geldigTot", "voorbij", "Deze dag is al voorbij."))
    elif (wens.geldig_tot - vandaag).days > LANGSTE_WENS:
        fouten.append(Reden("geldigTot", "te-lang", "Een wens staat hooguit twee jaar."))
    return fouten
