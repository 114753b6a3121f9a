"""Alleen onkosten: what it cost the expert, in whole euro cents. There is no fee anywhere. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.klankbord.rules.woorden import Koppelstatus


class Onkostensoort(StrEnum):
    """What was paid for."""

    REIZEN = "reizen"
    PARKEREN = "parkeren"
    OVERNACHTEN = "overnachten"
    DRUKWERK = "drukwerk"
    OVERIG = "overig"


class Onkostenstatus(StrEnum):
    """Life of a claim."""

    INGEDIEND = "ingediend"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"


@dataclass(frozen=True, slots=True)
class Onkosten:
    """One claim. `organisatie` None: of a personal question; then a makelaar approves."""

    id: UUID
    verband: UUID
    koppeling: UUID | None  # None: the question is gone
    persoon: UUID  # the expert
    organisatie: str | None
    soort: Onkostensoort
    dag: date
    bedrag_cent: int
    status: Onkostenstatus = Onkostenstatus.INGEDIEND


@dataclass(frozen=True, slots=True)
class Onkostenwaarschuwing:
    """More in a calendar year than the setting of the verband; it stops nothing."""

    jaar: int
    totaal_cent: int
    grens_cent: int


def beletselen_onkosten(status: Koppelstatus) -> list[Reden]:
    """A claim is for thinking along: only of who said yes."""
    if status in (Koppelstatus.AANVAARD, Koppelstatus.AFGEROND):
        return []
    return [Reden("status", "niet-gekoppeld", "U denkt over deze vraag niet mee.")]


def fouten_in_onkosten(dag: date, sinds: date, vandaag: date) -> list[Reden]:
    """`sinds`: the day on which the expert said yes."""
    if dag > vandaag:
        return [Reden("dag", "in-de-toekomst", "Deze dag moet nog komen.")]
    if dag < sinds:
        zin = "Op deze dag dacht u over deze vraag nog niet mee."
        return [Reden("dag", "voor-de-koppeling", zin)]
    return []


def waarschuwing(
    jaar: int, totaal_cent: int, grens_cent: int | None
) -> Onkostenwaarschuwing | None:
    """Whether what was claimed and not refused in a year is more than the setting (C)."""
    if grens_cent is None or totaal_cent <= grens_cent:
        return None
    return Onkostenwaarschuwing(jaar, totaal_cent, grens_cent)
