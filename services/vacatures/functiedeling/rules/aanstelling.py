"""Who was hired on a pool place: what the pool needs to know to take the person up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.vacatures.functiedeling.rules.deling import Delingsvorm, Functiedeling
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
    medewerker: UUID,
    uren: Decimal,
    van: date,
) -> Aanstelling | None:
    """The fact for the pool when somebody is hired, or None when it is no pool place.

    Recruited together means hired for all: the home organisation is the formal employer, and with
    separate contracts the one that leads.
    """
    g = vacature.gegevens
    if g.poolplaats is None:
        return None
    samen = deling is not None
    thuis = vacature.werkgever
    if deling is not None and deling.vorm is Delingsvorm.EEN_WERKGEVER:
        thuis = deling.formele_werkgever or thuis
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
