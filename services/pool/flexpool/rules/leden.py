"""Klopt een poollid? Hours are hours per week, distances kilometres."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules.woorden import Reden, Vaardigheid


class InDienstVoor(StrEnum):
    """For which work the employer hired the member; the Waadi exemption depends on it."""

    EIGEN_WERK = "eigen_werk"
    POOL = "pool"
    GEZAMENLIJK = "gezamenlijk"


class LidStatus(StrEnum):
    """Whether somebody can be placed; who was hired for the pool waits for a person's yes."""

    TE_BEVESTIGEN = "te_bevestigen"
    ACTIEF = "actief"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Poollid:
    """What the pool knows of a member. No name, and nothing about behaviour or person."""

    id: UUID
    pool: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    functies: tuple[Vaardigheid, ...]
    uren_per_week: Decimal
    beschikbaar_van: date
    beschikbaar_tot: date | None
    pc4: str | None
    straal_km: int | None
    in_dienst_voor: InDienstVoor
    ontwikkelwensen: tuple[str, ...]
    maximum_inzetten: int
    demolabel: str | None = None
    status: LidStatus = LidStatus.ACTIEF
    versie: int = 1


LID_OVERGANGEN: frozenset[tuple[LidStatus, LidStatus]] = frozenset(
    {
        (LidStatus.TE_BEVESTIGEN, LidStatus.ACTIEF),
        (LidStatus.TE_BEVESTIGEN, LidStatus.AFGEWEZEN),
        (LidStatus.AFGEWEZEN, LidStatus.ACTIEF),
    }
)


def beletselen_lid(lid: Poollid, naar: LidStatus) -> list[Reden]:
    """Everything that stops a person from deciding so about a membership."""
    if (lid.status, naar) not in LID_OVERGANGEN:
        zin = f"Een poollid dat {lid.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is LidStatus.ACTIEF and not lid.functies:
        zin = "Leg eerst vast welke functie het poollid beheerst."
        return [Reden("functies", "ontbreekt", zin)]
    return []


def fouten_in_lid(lid: Poollid) -> list[Reden]:
    """Faults between the fields of a member; an empty list means it can be stored."""
    fouten = []
    if lid.beschikbaar_tot and lid.beschikbaar_tot < lid.beschikbaar_van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("beschikbaarTot", "periode-omgekeerd", zin))
    if len({een.functie for een in lid.functies}) < len(lid.functies):
        zin = "Een functie staat er meer dan een keer in."
        fouten.append(Reden("functies", "functie-dubbel", zin))
    if lid.straal_km is not None and lid.pc4 is None:
        zin = "Een straal telt vanaf een postcode; vul pc4 in."
        fouten.append(Reden("pc4", "ontbreekt", zin))
    return fouten


def onbekende_functies(codes: Iterable[str], catalogus: frozenset[str]) -> list[str]:
    """Codes that are not in the verband's catalogue; an empty catalogue knows every code."""
    return sorted(set(codes) - catalogus) if catalogus else []
