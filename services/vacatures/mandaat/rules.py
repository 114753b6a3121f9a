"""When one organisation may act for another, and who may end that.

A mandate runs through whole days in Europe/Amsterdam, both included, and ends by the clock. It is
given by the employer and never by the organisation that gets it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Roles that give and end a mandate for their own organisation.
MANDAATROLLEN = frozenset({"recruiter", "hr_adviseur", "beheerder"})


class Werkzaamheid(StrEnum):
    """What a mandate is for."""

    WERVEN = "werven"


class Mandaatstatus(StrEnum):
    """Where a mandate is; follows from its days and from a withdrawal."""

    TOEKOMSTIG = "toekomstig"
    VAN_KRACHT = "van_kracht"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Mandaat:
    """`gemachtigde` acts for `gever` from `van` to `tot`, both days included."""

    id: UUID
    gever: str  # OIN of the employer
    gemachtigde: str  # OIN of the service centre
    werkzaamheden: frozenset[Werkzaamheid]
    van: date
    tot: date
    gegeven_op: datetime | None = None
    ingetrokken_op: datetime | None = None
    versie: int = 1


@dataclass(frozen=True, slots=True)
class Beletsel:
    """One thing that is wrong with a mandate to be given."""

    veld: str
    code: str
    reden: str


def status_op(mandaat: Mandaat, nu: datetime) -> Mandaatstatus:
    """The status now; a known withdrawal holds, also for a clock that is a moment behind."""
    if mandaat.ingetrokken_op is not None:
        return Mandaatstatus.INGETROKKEN
    dag = nu.astimezone(AMSTERDAM).date()
    if dag < mandaat.van:
        return Mandaatstatus.TOEKOMSTIG
    return Mandaatstatus.VAN_KRACHT if dag <= mandaat.tot else Mandaatstatus.VERLOPEN


def handelt_voor(mandaten: Iterable[Mandaat], nu: datetime) -> frozenset[str]:
    """The employers for whom these mandates let somebody recruit now."""
    return frozenset(
        mandaat.gever
        for mandaat in mandaten
        if Werkzaamheid.WERVEN in mandaat.werkzaamheden
        and status_op(mandaat, nu) is Mandaatstatus.VAN_KRACHT
    )


# From → to. The other changes are the clock's.
OVERGANGEN: Mapping[Mandaatstatus, frozenset[Mandaatstatus]] = {
    Mandaatstatus.TOEKOMSTIG: frozenset({Mandaatstatus.INGETROKKEN}),
    Mandaatstatus.VAN_KRACHT: frozenset({Mandaatstatus.INGETROKKEN}),
    Mandaatstatus.VERLOPEN: frozenset(),
    Mandaatstatus.INGETROKKEN: frozenset(),
}


def beletselen(
    gever: str, gemachtigde: str, van: date, tot: date, eerdere: Iterable[Mandaat], nu: datetime
) -> list[Beletsel]:
    """Everything wrong with a mandate to be given now; an empty list means: it can be given.

    `eerdere`: the mandates between the same two. Two at once would leave it unclear which ends.
    """
    vandaag = nu.astimezone(AMSTERDAM).date()
    gevonden = [
        (gever == gemachtigde, "gemachtigde", "eigen-organisatie", "Dit is uw eigen organisatie"),
        (van < vandaag, "van_datum", "voorbij", "Een mandaat geldt niet met terugwerkende kracht"),
        (tot < van, "tot_datum", "voor-begin", "Het einde ligt voor het begin"),
        (
            any(_overlapt(m, van, tot, nu) for m in eerdere),
            "van_datum",
            "overlapt",
            "In deze periode geldt al een mandaat; trek dat in of sluit erop aan",
        ),
    ]
    return [Beletsel(veld, code, reden) for waar, veld, code, reden in gevonden if waar]


def _overlapt(mandaat: Mandaat, van: date, tot: date, nu: datetime) -> bool:
    leeft = status_op(mandaat, nu) in (Mandaatstatus.TOEKOMSTIG, Mandaatstatus.VAN_KRACHT)
    return leeft and mandaat.van <= tot and van <= mandaat.tot
