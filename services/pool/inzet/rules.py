"""Wat is een inzet, en wie telt als inleenkracht? Pure rules; hours are hours per week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Kijker, Reden, ziet_personen


class InzetStatus(StrEnum):
    """Life of a deployment; issue 3 puts three yeses before `bevestigd`."""

    BEVESTIGD = "bevestigd"
    BEEINDIGD = "beeindigd"
    INGETROKKEN = "ingetrokken"


class Terugkeerdoel(StrEnum):
    """Where the member goes back to afterwards."""

    OUDE_FUNCTIE = "oude_functie"
    INTERNE_KLUSSEN = "interne_klussen"
    NADER_TE_BEPALEN = "nader_te_bepalen"


@dataclass(frozen=True, slots=True)
class Inzet:
    """A member who works for another organisation for some time."""

    id: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    inlener: str
    uren_per_week: Decimal
    van: date
    tot: date | None
    status: InzetStatus


OVERGANGEN: frozenset[tuple[InzetStatus, InzetStatus]] = frozenset(
    {
        (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD),
        (InzetStatus.BEVESTIGD, InzetStatus.INGETROKKEN),
    }
)


def beletselen(
    inzet: Inzet, naar: InzetStatus, vandaag: date, laatste_dag: date | None
) -> list[Reden]:
    """Everything that stops a deployment from going to another status today.

    Before it starts it is withdrawn; once it runs it is ended, on a day inside its period.
    """
    if (inzet.status, naar) not in OVERGANGEN:
        zin = f"Een inzet die {inzet.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is InzetStatus.INGETROKKEN:
        if inzet.van <= vandaag:
            return [Reden("naar", "al-begonnen", "De inzet is al begonnen; beëindig hem.")]
        return []
    if inzet.van > vandaag:
        return [Reden("naar", "niet-begonnen", "De inzet is nog niet begonnen; trek hem in.")]
    dag = laatste_dag or vandaag
    if dag < inzet.van or dag > vandaag or (inzet.tot and dag > inzet.tot):
        zin = "De laatste dag ligt tussen het begin van de inzet en vandaag."
        return [Reden("laatsteDag", "buiten-periode", zin)]
    return []


def is_actief(inzet: Inzet, vandaag: date) -> bool:
    """Whether the person counts as inleenkracht: from the decision on until the last day."""
    return telt_mee(inzet) and (inzet.tot is None or vandaag <= inzet.tot)


def telt_mee(inzet: Inzet) -> bool:
    """Whether the inzet takes place at all; its last day says until when."""
    return inzet.status is not InzetStatus.INGETROKKEN


def ziet_inzet(inzet: Inzet, kijker: Kijker) -> bool:
    """The person, both organisations, and who plans people in the verband."""
    is_zelf = kijker.medewerker is not None and kijker.medewerker == inzet.medewerker
    organisaties = [inzet.thuisorganisatie, inzet.inlener]
    return is_zelf or ziet_personen(inzet.verband, organisaties, kijker)
