"""Who was hired on a pool place: what the pool needs to know to take the person up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.vacatures.functiedeling.rules.deling import Functiedeling
from services.vacatures.functiedeling.rules.sollicitatie import (
    Deelsollicitatie,
    nieuwe_werkgevers,
)
from services.vacatures.vacature.rules import Niveau, Vacature


class InDienstVoor(StrEnum):
    """For which work somebody was hired; the Waadi exemption depends on it."""

    POOL = "pool"
    GEZAMENLIJK = "gezamenlijk"


@dataclass(frozen=True, slots=True)
class Aanstelling:
    """One person hired on a pool place. Hours per week; `tot` None: no end agreed."""

    id: UUID
    vacature: UUID
    pool: UUID
    medewerker: UUID  # pseudonym
    thuisorganisatie: str
    in_dienst_voor: InDienstVoor
    functie: str | None
    niveau: Niveau | None
    uren: Decimal
    van: date
    tot: date | None = None


def stel_aan(
    id: UUID,
    vacature: Vacature,
    deling: Functiedeling | None,
    sollicitatie: Deelsollicitatie,
    medewerker: UUID,
    uren: Decimal,
    van: date,
) -> Aanstelling | None:
    """The fact for the pool when somebody is hired, or None when it is no pool place.

    Recruited together means hired for all; the home organisation is the first that employs.
    """
    g = vacature.gegevens
    if g.poolplaats is None:
        return None
    samen = deling is not None
    thuis, *_ = nieuwe_werkgevers(vacature, deling, sollicitatie)
    return Aanstelling(
        id,
        vacature.id,
        g.poolplaats,
        medewerker,
        thuis,
        InDienstVoor.GEZAMENLIJK if samen else InDienstVoor.POOL,
        g.functie,
        g.niveau,
        uren,
        van,
        g.einde_datum,
    )
