"""Wie ziet wat van een voorstel, en wat is zijn stand? Pure; standard library only."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import PLANNERS, Kijker, ziet_verband

MAKELAARS = frozenset({"makelaar"})


class Status(StrEnum):
    """Life of a proposal."""

    IN_BEREKENING = "in_berekening"
    BEREKEND = "berekend"
    MISLUKT = "mislukt"
    GEANNULEERD = "geannuleerd"
    AFGEROND = "afgerond"


class Zicht(StrEnum):
    """How much of a proposal somebody sees."""

    NIETS = "niets"
    EIGEN_REGEL = "eigen_regel"  # the person: the lines about himself
    DELEN = "delen"  # a partner: the shares, and the lines about its own employees
    ALLES = "alles"  # a makelaar of the verband


def zicht(verband: UUID, mensen: Collection[UUID], kijker: Kijker) -> Zicht:
    """What this caller sees of a proposal; `mensen` are those whom it proposes."""
    if ziet_verband(verband, kijker):
        if kijker.rollen & MAKELAARS:
            return Zicht.ALLES
        if kijker.rollen & PLANNERS:
            return Zicht.DELEN
    return Zicht.EIGEN_REGEL if kijker.medewerker in mensen else Zicht.NIETS
