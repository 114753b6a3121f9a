"""Partnerpools: two pools that may forward needs to each other. Nothing about persons travels."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules.pools import PoolStatus
from services.pool.flexpool.rules.woorden import Reden


class Partnerstatus(StrEnum):
    """How far two pools are, seen from one of them."""

    GEVRAAGD = "gevraagd"  # we said yes, they have not answered
    ONTVANGEN = "ontvangen"  # they said yes, we have not answered
    PARTNER = "partner"
    INGETROKKEN = "ingetrokken"  # one of both said no


def partnerstatus(wij: bool | None, zij: bool | None) -> Partnerstatus:
    """What the last words of both sides come to; None: that side has not spoken."""
    if wij and zij:
        return Partnerstatus.PARTNER
    if wij is False or zij is False:
        return Partnerstatus.INGETROKKEN
    return Partnerstatus.GEVRAAGD if wij else Partnerstatus.ONTVANGEN


@dataclass(frozen=True, slots=True)
class Partnerpool:
    """Another pool as one pool sees it: what it is called, and what both said."""

    pool: UUID
    verband: UUID
    naam: str
    wij: bool | None
    zij: bool | None
    versie: int  # how often one of both spoke

    @property
    def status(self) -> Partnerstatus:
        """What both came to."""
        return partnerstatus(self.wij, self.zij)


def beletselen_partner(
    pool: UUID, status: PoolStatus, ander: UUID, status_ander: PoolStatus, akkoord: bool
) -> list[Reden]:
    """Everything that stops a pool from saying this; to say no is always possible."""
    if pool == ander:
        return [Reden("partner", "zelfde-pool", "Een pool is geen partner van zichzelf.")]
    if akkoord and PoolStatus.BEEINDIGD in (status, status_ander):
        return [Reden("partner", "pool-beeindigd", "Een van beide pools is beëindigd.")]
    return []
