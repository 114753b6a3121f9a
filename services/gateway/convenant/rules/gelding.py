"""Welke versie geldt: a convenant is fixed once adopted, and holds until the next one does."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from services.gateway.convenant.rules.gebreken import Gebrek

# Version -> first day, of the versions that were adopted.
Vastgesteld = Mapping[int, date]


class Status(StrEnum):
    """Derived from the days of adoption, never stored."""

    CONCEPT = "concept"
    VASTGESTELD = "vastgesteld"  # adopted, its first day is still to come
    VAN_KRACHT = "van_kracht"
    VERVANGEN = "vervangen"


class Beletsel(StrEnum):
    """Why a version cannot come into force. Public API: add, never rename."""

    AL_VASTGESTELD = "al-vastgesteld"
    LATERE_VERSIE_VASTGESTELD = "latere-versie-vastgesteld"
    GAAT_VOOR_EERDERE_VERSIE = "gaat-voor-eerdere-versie"
    DATUM_VOORBIJ = "datum-voorbij"
    ONVOLLEDIG = "onvolledig"
    VERBAND_BEEINDIGD = "verband-beeindigd"
    NIET_AANGENOMEN = "niet-aangenomen"


def van_kracht(vastgesteld: Vastgesteld, op: date) -> int | None:
    """The version in force on that day."""
    begonnen = [(vanaf, versie) for versie, vanaf in vastgesteld.items() if vanaf <= op]
    return max(begonnen)[1] if begonnen else None


def status(versie: int, vastgesteld: Vastgesteld, op: date) -> Status:
    """What a version is on that day."""
    if versie not in vastgesteld:
        return Status.CONCEPT
    geldend = van_kracht(vastgesteld, op)
    if geldend == versie:
        return Status.VAN_KRACHT
    return Status.VASTGESTELD if vastgesteld[versie] > op else Status.VERVANGEN


def beletselen(
    versie: int,
    vanaf: date,
    vastgesteld: Vastgesteld,
    gebreken: Sequence[Gebrek],
    verband_tot: date | None,
    vandaag: date,
    aangenomen: bool = True,
) -> list[Beletsel]:
    """Everything that stops `versie` from holding from `vanaf`; empty means: it can.

    Versions hold in the order of their numbers, so that "the version of that day" stays one.
    A day in the past would change what already happened, so it is refused. `aangenomen`: as many
    members agreed with this text as the verband asks.
    """
    ander = {v: dag for v, dag in vastgesteld.items() if v != versie}
    geldt = {
        Beletsel.AL_VASTGESTELD: versie in vastgesteld,
        Beletsel.LATERE_VERSIE_VASTGESTELD: any(v > versie for v in ander),
        Beletsel.GAAT_VOOR_EERDERE_VERSIE: any(v < versie and d > vanaf for v, d in ander.items()),
        Beletsel.DATUM_VOORBIJ: vanaf < vandaag,
        Beletsel.ONVOLLEDIG: bool(gebreken),
        Beletsel.VERBAND_BEEINDIGD: verband_tot is not None and vanaf > verband_tot,
        Beletsel.NIET_AANGENOMEN: not aangenomen,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]
