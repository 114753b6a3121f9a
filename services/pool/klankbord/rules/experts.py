"""Wie denkt er mee? The register of retired experts. Pure; no age and no day of birth anywhere."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.klankbord.rules.woorden import (
    Expertstatus,
    Klankbordlezer,
    Klankbordsoort,
    is_makelaar,
)


@dataclass(frozen=True, slots=True)
class Klankbordexpert:
    """Somebody who works for no member any more and wants to think along."""

    id: UUID
    verband: UUID
    persoon: UUID  # pseudonym
    onderwerpen: tuple[str, ...]
    soorten: tuple[Klankbordsoort, ...]
    ervaring: str
    banden: tuple[str, ...]  # OINs of organisations to which there is a tie
    onafhankelijk_op: date  # the day on which the person declared to be independent
    beschikbaar: bool = True
    status: Expertstatus = Expertstatus.AANGEMELD


def is_zelf(expert: Klankbordexpert, lezer: Klankbordlezer) -> bool:
    return lezer.zelf is not None and lezer.zelf == expert.persoon


def ziet_expert(expert: Klankbordexpert, lezer: Klankbordlezer) -> bool:
    """The person and the makelaars of the verband; nobody else has the register."""
    return is_zelf(expert, lezer) or is_makelaar(lezer, expert.verband)


def verklaring_geldt(verklaard: date, maanden: int, vandaag: date) -> bool:
    """Whether a statement of independence still holds: up to the same day so many months later."""
    nummer = verklaard.year * 12 + verklaard.month - 1 + maanden
    jaar, maand = nummer // 12, nummer % 12 + 1
    laatste = date(jaar, maand, min(verklaard.day, monthrange(jaar, maand)[1]))
    return verklaard <= vandaag <= laatste


def fouten_in_expert(expert: Klankbordexpert) -> list[Reden]:
    """Faults of a registration; an empty list means it can be stored."""
    fouten = []
    for veld, lijst in (
        ("onderwerpen", expert.onderwerpen),
        ("soorten", expert.soorten),
        ("banden", expert.banden),
    ):
        if len(set(lijst)) != len(lijst):
            fouten.append(Reden(veld, "dubbel", "Noem alles één keer."))
    return fouten
