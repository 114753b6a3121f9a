"""Applications that go to the employer's own system, and what it may say back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

RECRUITERROLLEN = frozenset({"recruiter", "hr_adviseur"})


@dataclass(frozen=True, slots=True)
class Overdracht:
    """That a system of an organisation fetched an application, and under which own reference."""

    sollicitatie: UUID
    organisatie: str  # OIN
    kenmerk: str | None
    opgehaald_op: datetime
    bevestigd_op: datetime | None


@dataclass(frozen=True, slots=True)
class Bezwaarpunt:
    """Why a hand-over cannot be confirmed so: stable code and a Dutch sentence."""

    code: str
    reden: str


def mag_overnemen(organisatie: str | None, rollen: Collection[str], persoon: UUID | None) -> bool:
    """Only a known system of an employer; never somebody's own login."""
    return organisatie is not None and persoon is None and bool(RECRUITERROLLEN & set(rollen))


def bezwaren(
    overdracht: Overdracht | None, kenmerk: str, bezet_door: UUID | None
) -> list[Bezwaarpunt]:
    """Everything that stops this confirmation; the same once more is welcome.

    `bezet_door`: the other application that this organisation knows by this reference.
    """
    if overdracht is None:
        return [Bezwaarpunt("niet-opgehaald", "Haal de sollicitatie eerst op")]
    if overdracht.kenmerk is not None and overdracht.kenmerk != kenmerk:
        return [Bezwaarpunt("ander-kenmerk", "U heeft al een ander kenmerk bevestigd")]
    if bezet_door is not None and bezet_door != overdracht.sollicitatie:
        return [Bezwaarpunt("kenmerk-in-gebruik", "Dit kenmerk heeft een andere sollicitatie")]
    return []
