"""A urenstaat: the hours of one person for one piece of work in one part of a week.

The person fills it in, who had the work approves. Once approved it never changes: a correction is
a urenstaat of its own that holds the difference, has a reason and is approved again. So the sum of
what is approved is what counts, and every quarter of it has its line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Reden


class Urensoort(StrEnum):
    """What the hours were for."""

    INZET = "inzet"  # work for an inlener
    LEEGLOOP = "leegloop"  # contract hours for the pool that no inzet used
    SAMENWERKING = "samenwerking"  # hours of an aanjager for the co-operation


class Urenstatus(StrEnum):
    """Life of a urenstaat; `ingetrokken` is only for a correction that its writer took back."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    TERUGGESTUURD = "teruggestuurd"
    GOEDGEKEURD = "goedgekeurd"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Urenstaat:
    """Hours of a person, in quarters; of a correction the difference, which can be negative."""

    id: UUID
    medewerker: UUID
    verband: UUID
    soort: Urensoort
    uitlener: str  # OIN of the thuisorganisatie
    inlener: str | None  # OIN; None: the hours were not for an inlener
    inzet: UUID | None
    week: str
    maand: str
    kwartieren: int
    status: Urenstatus = Urenstatus.CONCEPT
    toelichting: str = ""
    correctie_van: UUID | None = None
    reden: str | None = None  # of a correction, or of who sent it back
    ingediend_door: str | None = None  # None: the person

    @property
    def telt(self) -> bool:
        """Whether it is or can become hours; a correction that was sent back cannot."""
        if self.correctie_van is not None and self.status is Urenstatus.TERUGGESTUURD:
            return False
        return self.status is not Urenstatus.INGETROKKEN

    @property
    def goedkeurder(self) -> str:
        """The organisation that approves: who had the work, else the thuisorganisatie."""
        return self.inlener or self.uitlener

    @property
    def plek(self) -> tuple[Urensoort, UUID, UUID | None, str]:
        """What a person has at most one urenstaat for, corrections aside, in one week."""
        return self.soort, self.verband, self.inzet, self.maand


@dataclass(frozen=True, slots=True)
class Urenregel:
    """An approved line as a settlement counts it: no person, and never changed afterwards.

    `kwartieren` of a correction is the difference with what it corrects, so that a sum over lines
    is what counts.
    """

    id: UUID
    verband: UUID
    soort: Urensoort
    inzet: UUID | None
    uitlener: str
    inlener: str | None  # None: leegloop and samenwerking
    week: str
    maand: str  # YYYY-MM
    kwartieren: int
    correctie_van: UUID | None
    goedgekeurd_op: datetime


OVERGANGEN: frozenset[tuple[Urenstatus, Urenstatus]] = frozenset(
    {
        (Urenstatus.CONCEPT, Urenstatus.INGEDIEND),
        (Urenstatus.TERUGGESTUURD, Urenstatus.INGEDIEND),
        (Urenstatus.INGEDIEND, Urenstatus.CONCEPT),
        (Urenstatus.INGEDIEND, Urenstatus.INGETROKKEN),
        (Urenstatus.INGEDIEND, Urenstatus.GOEDGEKEURD),
        (Urenstatus.INGEDIEND, Urenstatus.TERUGGESTUURD),
    }
)
# What the person may still fill in.
OPEN = frozenset({Urenstatus.CONCEPT, Urenstatus.TERUGGESTUURD})


def overgang(staat: Urenstaat, naar: Urenstatus) -> list[Reden]:
    """Why a urenstaat cannot go to this status; empty: it can."""
    if (staat.status, naar) not in OVERGANGEN:
        zin = f"Uren die {staat.status} zijn, kunnen niet {naar} worden."
        return [Reden("status", "overgang-onbekend", zin)]
    return []


def terugname(staat: Urenstaat) -> Urenstatus:
    """Where a urenstaat goes when its writer takes it back before the decision."""
    return Urenstatus.INGETROKKEN if staat.correctie_van else Urenstatus.CONCEPT


def beletselen_besluit(
    staat: Urenstaat, akkoord: bool, reden: str | None, medewerker: UUID | None, door: str
) -> list[Reden]:
    """Everything that stops this person (pseudonym when known, and name) from deciding so."""
    redenen = overgang(staat, Urenstatus.GOEDGEKEURD if akkoord else Urenstatus.TERUGGESTUURD)
    if medewerker == staat.medewerker:
        redenen.append(Reden("door", "eigen-uren", "Niemand keurt de eigen uren goed."))
    elif door == staat.ingediend_door:
        zin = "Wie de uren indiende, beslist er niet over; vraag een collega."
        redenen.append(Reden("door", "zelf-ingediend", zin))
    if not akkoord and not reden:
        redenen.append(Reden("reden", "ontbreekt", "Zeg waarom u de uren terugstuurt."))
    return redenen


def geldig(staat: Urenstaat, van_persoon: Iterable[Urenstaat]) -> int:
    """The quarters that count for a line now: what is approved, its corrections among them."""
    return sum(
        een.kwartieren
        for een in van_persoon
        if staat.id in (een.id, een.correctie_van) and een.status is Urenstatus.GOEDGEKEURD
    )


def beletselen_correctie(
    staat: Urenstaat, kwartieren: int, van_persoon: Sequence[Urenstaat]
) -> list[Reden]:
    """Everything that stops a correction to so many quarters in all."""
    if staat.correctie_van is not None:
        zin = "Verbeter de eerste regel; die telt met al zijn correcties."
        return [Reden("id", "is-correctie", zin)]
    if staat.status is not Urenstatus.GOEDGEKEURD:
        zin = "Deze uren zijn nog niet goedgekeurd; wijzig ze in de week zelf."
        return [Reden("status", "niet-goedgekeurd", zin)]
    ingediend = {een.correctie_van for een in van_persoon if een.status is Urenstatus.INGEDIEND}
    if staat.id in ingediend:
        return [Reden("id", "correctie-loopt", "Er ligt al een correctie van deze uren.")]
    if kwartieren == geldig(staat, van_persoon):
        return [Reden("uren", "zonder-verschil", "Dit zijn de uren die al gelden.")]
    return []


def te_lang_geleden(van: date, vandaag: date, termijn_maanden: int) -> list[Reden]:
    """Hours of longer ago than they are kept cannot be written any more."""
    maanden = (vandaag.year - van.year) * 12 + vandaag.month - van.month
    if maanden >= termijn_maanden:
        zin = f"Uren van {termijn_maanden} maanden of langer geleden worden niet meer bewaard."
        return [Reden("week", "te-lang-geleden", zin)]
    return []
