"""Wie van een gebeurtenis mag weten, en hoe zij verteld wordt."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

BRON = "urn:nld:oin:{oin}:systeem:doorstroom-{dienst}"
TYPE = "nl.doorstroom.{dienst}.{type}"


@dataclass(frozen=True, slots=True)
class Publiek:
    """Everyone, or these organisations and the members of these verbanden; with these roles.

    Without roles: every role.
    """

    openbaar: bool = False
    organisaties: frozenset[str] = frozenset()
    verbanden: frozenset[UUID] = frozenset()
    rollen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads the feed, as far as it matters here."""

    organisatie: str | None = None
    verbanden: frozenset[UUID] = frozenset()
    rollen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something that happened: which thing, when, where to read it, and never whose data."""

    id: UUID
    dienst: str
    type: str
    onderwerp: UUID
    dataref: str
    op: datetime
    publiek: Publiek


def mag_weten(publiek: Publiek, lezer: Lezer) -> bool:
    """Whether this reader is part of the audience."""
    if publiek.rollen and publiek.rollen.isdisjoint(lezer.rollen):
        return False
    return (
        publiek.openbaar
        or lezer.organisatie in publiek.organisaties
        or not publiek.verbanden.isdisjoint(lezer.verbanden)
    )


def cloudevent(gebeurtenis: Gebeurtenis, platform_oin: str, adres: str) -> dict[str, str]:
    """The event by the NL GOV profile for CloudEvents 1.1: no data, only where to read it.

    `adres`: public base address of this installation. `time` is the moment of recording.
    """
    return {
        "specversion": "1.0",
        "id": str(gebeurtenis.id),
        "source": BRON.format(oin=platform_oin, dienst=gebeurtenis.dienst),
        "type": TYPE.format(dienst=gebeurtenis.dienst, type=gebeurtenis.type),
        "subject": str(gebeurtenis.onderwerp),
        "time": gebeurtenis.op.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataref": adres.rstrip("/") + gebeurtenis.dataref,
    }
