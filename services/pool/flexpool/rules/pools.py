"""Wanneer mag een pool beginnen? Its status, its five choices and how it shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules.afspraken import Afspraken
from services.pool.flexpool.rules.basis import Basis
from services.pool.flexpool.rules.keuzes import Keuzes, ontbrekende_keuzes
from services.pool.flexpool.rules.woorden import Reden, Verdeelsleutel


class PoolStatus(StrEnum):
    """Life of a pool."""

    CONCEPT = "concept"
    ACTIEF = "actief"
    BEEINDIGD = "beeindigd"


@dataclass(frozen=True, slots=True)
class Gewicht:
    """An organisation's part in the sharing, by the key; who is not named counts for 1."""

    organisatie: str
    deel: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of a verband, with the version of its choices that is in force."""

    id: UUID
    verband: UUID
    naam: str
    status: PoolStatus
    keuzes: Keuzes
    keuzeversie: int
    convenant_versie: int | None  # None: the pool's own choices
    verdeelsleutel: Verdeelsleutel
    gewichten: tuple[Gewicht, ...]
    maximum_inzetten: int
    versie: int = 1
    basis: Basis | None = None  # None: every need of the verband
    herkomst: Mapping[str, int] = field(default_factory=dict)  # convenant version per choice
    afspraken: Afspraken = field(default_factory=Afspraken)  # of the verband


POOL_OVERGANGEN: frozenset[tuple[PoolStatus, PoolStatus]] = frozenset(
    {
        (PoolStatus.CONCEPT, PoolStatus.ACTIEF),
        (PoolStatus.CONCEPT, PoolStatus.BEEINDIGD),
        (PoolStatus.ACTIEF, PoolStatus.BEEINDIGD),
    }
)


def beletselen_pool(van: PoolStatus, naar: PoolStatus, keuzes: Keuzes) -> list[Reden]:
    """Everything that stops a pool from going to another status."""
    if (van, naar) not in POOL_OVERGANGEN:
        zin = f"Een pool die {van} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is not PoolStatus.ACTIEF:
        return []
    return [
        Reden(keuze, "keuze-ontbreekt", "Deze keuze is verplicht voordat de pool begint.")
        for keuze in ontbrekende_keuzes(keuzes)
    ]
