"""Compute a rotation exactly: who is where in each block.

The solver layer is that of swaps. In turn: as many blocks filled as can be, as many layers of
government per trainee, the dearest wishes. Two steps: who goes where at all, then when. With the
same room in every block the second can always be done (`per_gast`); else it is tried, and mended
(`per_blok`, ADR 95).
"""

from collections.abc import Sequence
from uuid import UUID

from services.pool.trainee.rooster.gelijke_ruimte import per_gast
from services.pool.trainee.rooster.opgave import Opgave, Rooster
from services.pool.trainee.rooster.wisselende_ruimte import per_blok
from services.pool.trainee.rules import GEWOON, Gastplek, Trainee, Wensgewichten

__all__ = ["Opgave", "Rooster", "bereken"]


def bereken(
    trainees: Sequence[Trainee],
    gasten: Sequence[Gastplek],
    blokken: int,
    geweest: frozenset[tuple[UUID, str]] = frozenset(),
    gewichten: Wensgewichten = GEWOON,
) -> Rooster:
    """Places for all trainees; `geweest`: where somebody was before this calculation.

    Error: optimaal.NietOpgelost.
    """
    wie = sorted(trainees, key=lambda een: een.id)
    waar = sorted(gasten, key=lambda een: een.organisatie)
    gelijk = all(len(set(een.ruimte)) <= 1 for een in waar)
    alle = all(een.blokken is None for een in wie)
    model = per_gast if gelijk and alle else per_blok
    return model(Opgave(wie, waar, blokken, geweest, gewichten))
