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


# What stands instead of a client when the person did it, and what the own login was called before.
ZELF = frozenset({"doorstroom:zelf", "doorstroom:eigen-inlog", "doorstroom:aanmelding"})


def is_zelf(verwerking: Verwerking) -> bool:
    """Whether the person did it, with an own login; then it was nobody's order."""
    return verwerking.client in ZELF


def organisatie_van(verwerking: Verwerking) -> str | None:
    """OIN of the organisation that acted; None: the person, or the platform itself."""
    return None if is_zelf(verwerking) else verwerking.organisatie


def mag_inzien(verwerking: Verwerking, persoon: UUID | None) -> bool:
    """Only the person it is about; not the employer, not the one who acted."""
    return persoon is not None and verwerking.betrokkene == persoon
