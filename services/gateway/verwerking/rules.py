"""Wat een mens mag weten over wie zijn gegevens las of wijzigde."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Verwerking:
    """One action on one person's data, as a service recorded it (Logboek Dataverwerkingen)."""

    id: UUID
    dienst: str
    activiteit: str
    betrokkene: UUID
    organisatie: str | None  # OIN; None: the platform itself
    client: str | None
    trace: str
    op: datetime


def mag_inzien(verwerking: Verwerking, persoon: UUID | None) -> bool:
    """Only the person it is about; not the employer, not the one who acted."""
    return persoon is not None and verwerking.betrokkene == persoon
