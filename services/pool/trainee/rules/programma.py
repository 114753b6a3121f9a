"""Wat is een traineeprogramma, wie leidt het en wie ziet het? Pure rules; hours are per week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden, ziet_verband
from services.pool.trainee.rules.roulatie import Gastplek, Traineeblok, fouten_in_blokken

# Who speaks for the organisation that started a programme.
LEIDING = frozenset({"makelaar", "hr_adviseur"})
MEESTE_BLOKKEN = 12


class Programmastatus(StrEnum):
    """Life of a programme; `vastgesteld` once a person adopted a rooster."""

    CONCEPT = "concept"
    OPEN = "open"
    VASTGESTELD = "vastgesteld"
    GESLOTEN = "gesloten"


class Onderdeelsoort(StrEnum):
    """What a programme has besides the blocks; a course is a link to where it is given."""

    ONBOARDING = "onboarding"
    BIJEENKOMST = "bijeenkomst"
    CURSUS = "cursus"


@dataclass(frozen=True, slots=True)
class Traineeprogramma:
    """Blocks in which trainees rotate; `label` is the name of a programme elsewhere, no more."""

    id: UUID
    verband: UUID
    organisatie: str  # that started it and leads it
    naam: str
    convenant: str  # where the employers agreed on it
    label: str | None
    omschrijving: str
    blokken: tuple[Traineeblok, ...]
    plaatsen: int
    uren_per_week: Decimal
    aanmelden_tot: date
    status: Programmastatus = Programmastatus.CONCEPT


PROGRAMMA_OVERGANGEN = frozenset(
    {
        (Programmastatus.CONCEPT, Programmastatus.OPEN),
        (Programmastatus.CONCEPT, Programmastatus.GESLOTEN),
        (Programmastatus.OPEN, Programmastatus.GESLOTEN),
        (Programmastatus.VASTGESTELD, Programmastatus.GESLOTEN),
        (Programmastatus.VASTGESTELD, Programmastatus.OPEN),  # for somebody who takes a free place
    }
)


def leidt(programma: Traineeprogramma, kijker: Kijker) -> bool:
    """The makelaar and HR of the organisation that started it, as long as it is in the verband."""
    eigen = kijker.organisatie == programma.organisatie and ziet_verband(programma.verband, kijker)
    return eigen and bool(kijker.rollen & LEIDING)


def ziet_programma(programma: Traineeprogramma, kijker: Kijker) -> bool:
    """A draft is for who leads it; after that everybody of the verband."""
    open_ = programma.status is not Programmastatus.CONCEPT
    return leidt(programma, kijker) or (open_ and ziet_verband(programma.verband, kijker))


def fouten_in_programma(
    programma: Traineeprogramma, kortste: int, langste: int, vandaag: date
) -> list[Reden]:
    """Faults of a programme; a block is an inzet, so it lasts as long as one (days).

    That the blocks are still to come matters as long as it is a draft: after that they stay.
    """
    fouten = fouten_in_blokken(programma.blokken)
    for blok in programma.blokken:
        dagen = (blok.tot - blok.van).days + 1
        if 0 < dagen < kortste:
            zin = f"Een blok duurt minstens {kortste} dagen, zoals een inzet in het verband."
            fouten.append(Reden("blokken", "te-kort", zin))
        if dagen > langste:
            zin = f"Een blok duurt hooguit {langste} dagen, zoals een inzet in het verband."
            fouten.append(Reden("blokken", "te-lang", zin))
    concept = programma.status is Programmastatus.CONCEPT
    if concept and programma.blokken and programma.blokken[0].van <= vandaag:
        zin = "Het eerste blok begint na vandaag."
        fouten.append(Reden("blokken", "al-begonnen", zin))
    if programma.blokken and programma.aanmelden_tot >= programma.blokken[-1].van:
        zin = "Aanmelden kan tot voor het laatste blok."
        fouten.append(Reden("aanmeldenTot", "na-begin", zin))
    if programma.uren_per_week <= 0:
        fouten.append(Reden("urenPerWeek", "uren-nul", "Een traineeplaats is meer dan nul uur."))
    return fouten


def beletselen_status(
    programma: Traineeprogramma, naar: Programmastatus, gasten: Sequence[Gastplek], vandaag: date
) -> list[Reden]:
    """Everything that stops a programme from going to another status; adopting is another act."""
    if (programma.status, naar) not in PROGRAMMA_OVERGANGEN:
        zin = f"Een programma dat {programma.status} is, kan zo niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is not Programmastatus.OPEN:
        return []
    redenen = []
    if programma.aanmelden_tot < vandaag:
        zin = "De laatste dag om aan te melden is voorbij."
        redenen.append(Reden("aanmeldenTot", "voorbij", zin))
    if not gasten:
        zin = "Nog geen organisatie biedt een plek aan."
        redenen.append(Reden("gastplekken", "geen-gastheer", zin))
    if any(fouten_in_gastplek(een, programma) for een in gasten):
        zin = "Een gastheer noemde nog geen aantal plekken voor elk blok."
        redenen.append(Reden("gastplekken", "aantal-blokken", zin))
    return redenen


def vrije_plaatsen(programma: Traineeprogramma, mensen: int) -> int:
    """Trainee places that nobody has yet; `mensen`: who signed up or takes part."""
    return max(0, programma.plaatsen - mensen)


def is_open(programma: Traineeprogramma, mensen: int, vandaag: date) -> bool:
    """Whether somebody can still sign up."""
    return (
        programma.status is Programmastatus.OPEN
        and vandaag <= programma.aanmelden_tot
        and vrije_plaatsen(programma, mensen) > 0
    )


def fouten_in_gastplek(gast: Gastplek, programma: Traineeprogramma) -> list[Reden]:
    """Faults of what a host offers: a number of places for every block."""
    fouten = []
    if len(gast.ruimte) != len(programma.blokken):
        zin = f"Noem voor elk van de {len(programma.blokken)} blokken het aantal plekken."
        fouten.append(Reden("ruimte", "aantal-blokken", zin))
    if len(set(gast.onderwerpen)) != len(gast.onderwerpen):
        fouten.append(Reden("onderwerpen", "dubbel", "Noem elk onderwerp één keer."))
    return fouten


def te_plannen(blokken: Sequence[Traineeblok], vandaag: date) -> tuple[int, ...]:
    """The numbers of blocks that have not begun: what has begun is not computed again."""
    return tuple(een.nr for een in blokken if een.van > vandaag)
