"""Toetreden met instemming, en uittreden met alles wat daarbij hoort."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.gateway.verband.rules.besluit import Uitslag, uitslag
from services.gateway.verband.rules.lidmaatschap import Besluitregel, Lidmaatschap, is_lid

# How long we keep what nobody needs any more after somebody left: time to read the hand-over back
# and to ask for it again. Our own proposal (C).
BEWAARTERMIJN = timedelta(days=90)


class Toetredingstatus(StrEnum):
    """Where the question of somebody who wants to belong to a verband stands."""

    OPEN = "open"
    TOEGELATEN = "toegelaten"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class Toetredingsbezwaar(StrEnum):
    """Why nobody can vote on it, or why it cannot be asked. Public API: add, never rename."""

    AL_BESLOTEN = "al-besloten"
    AL_LID = "al-lid"
    GEEN_STEM = "geen-stem"
    EERSTE_DAG_VOORBIJ = "eerste-dag-voorbij"


class Uittredingsbezwaar(StrEnum):
    """Why a membership cannot end so. Public API: add, never rename."""

    DAG_VOORBIJ = "dag-voorbij"
    AL_GEEINDIGD = "al-geeindigd"
    VOOR_BEGIN = "voor-begin"


REDEN_TOETREDING: Mapping[Toetredingsbezwaar, str] = {
    Toetredingsbezwaar.AL_BESLOTEN: "Hierover is al besloten.",
    Toetredingsbezwaar.AL_LID: "Deze organisatie is dan al lid.",
    Toetredingsbezwaar.GEEN_STEM: "Uw organisatie heeft hier geen stem.",
    Toetredingsbezwaar.EERSTE_DAG_VOORBIJ: "De eerste dag is al voorbij.",
}
REDEN_UITTREDING: Mapping[Uittredingsbezwaar, str] = {
    Uittredingsbezwaar.DAG_VOORBIJ: "De laatste dag is al voorbij.",
    Uittredingsbezwaar.AL_GEEINDIGD: "Dit lidmaatschap eindigt al.",
    Uittredingsbezwaar.VOOR_BEGIN: "De laatste dag ligt voor de eerste.",
}


@dataclass(frozen=True, slots=True)
class Toetreding:
    """An organisation that wants to belong to a verband from a day on."""

    id: UUID
    verband: UUID
    organisatie: str  # OIN
    van: date
    status: Toetredingstatus = Toetredingstatus.OPEN


def besluit(
    toetreding: Toetreding,
    regel: Besluitregel,
    leden: Iterable[str],
    stemmen: Mapping[str, bool],
) -> Toetredingstatus:
    """What the votes make of it: the candidate's own yes is always needed, with the members'."""
    if toetreding.status != Toetredingstatus.OPEN:
        return toetreding.status
    van_leden = uitslag(regel, leden, stemmen)
    eigen = stemmen.get(toetreding.organisatie)
    if eigen is False:
        return Toetredingstatus.INGETROKKEN
    if van_leden == Uitslag.VERWORPEN:
        return Toetredingstatus.AFGEWEZEN
    if eigen and van_leden == Uitslag.AANGENOMEN:
        return Toetredingstatus.TOEGELATEN
    return Toetredingstatus.OPEN


def bezwaren_vraag(
    toetreding: Toetreding, leden: Sequence[Lidmaatschap], vandaag: date
) -> list[Toetredingsbezwaar]:
    """Why it cannot be asked; empty: it can."""
    geldt = {
        Toetredingsbezwaar.AL_LID: is_lid(leden, toetreding.organisatie, toetreding.van),
        Toetredingsbezwaar.EERSTE_DAG_VOORBIJ: toetreding.van < vandaag,
    }
    return [code for code, waar in geldt.items() if waar]


def bezwaren_stem(
    toetreding: Toetreding, leden: Sequence[Lidmaatschap], stemmer: str | None, vandaag: date
) -> list[Toetredingsbezwaar]:
    """Why this organisation cannot vote on it; empty: it can."""
    mag = stemmer == toetreding.organisatie or is_lid(leden, stemmer, vandaag)
    geldt = {
        Toetredingsbezwaar.GEEN_STEM: not mag,
        Toetredingsbezwaar.AL_BESLOTEN: toetreding.status != Toetredingstatus.OPEN,
    }
    return [code for code, waar in geldt.items() if waar]


def bezwaren_uittreding(lid: Lidmaatschap, tot: date, vandaag: date) -> list[Uittredingsbezwaar]:
    """Why this membership cannot end on that day; empty: it can."""
    geldt = {
        Uittredingsbezwaar.DAG_VOORBIJ: tot < vandaag,
        Uittredingsbezwaar.AL_GEEINDIGD: lid.tot is not None and lid.tot < vandaag,
        Uittredingsbezwaar.VOOR_BEGIN: tot < lid.van,
    }
    return [code for code, waar in geldt.items() if waar]


def wissen_vanaf(tot: date) -> date:
    """First day on which what is left of somebody who left is erased."""
    return tot + BEWAARTERMIJN
