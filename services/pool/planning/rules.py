"""Wat is een complete behoefte, en wat kan ermee gebeuren?

Pure rules: no database, no clock, no HTTP. Hours are hours per week; dates are included days.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import floor
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Reden

KLEINSTE_BLOK = Decimal(8)  # hours per week when nobody says otherwise: one day


class BehoefteStatus(StrEnum):
    """Life of a need."""

    CONCEPT = "concept"
    OPEN = "open"
    VERVULD = "vervuld"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Behoefte:
    """A need: which expertise, how many hours per week, when and where."""

    verband: UUID | None
    inlener: str  # OIN
    titel: str
    functie: str | None = None  # code of the catalogue; None: only a free title
    niveau: Niveau | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    van: date | None = None
    tot: date | None = None
    zo_snel_mogelijk: bool = False
    open_einde: bool = False  # said to have no end; an end that nobody mentions is missing
    duur_maanden: int | None = None
    plaats: str | None = None
    pc4: str | None = None
    kleinste_urenblok: Decimal | None = None


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day so many months later, or the last day of that month; never past 9999."""
    jaar, maand = divmod(dag.month - 1 + maanden, 12)
    if dag.year + jaar > date.max.year:
        return date.max
    laatste = monthrange(dag.year + jaar, maand + 1)[1]
    return date(dag.year + jaar, maand + 1, min(dag.day, laatste))


def periode(behoefte: Behoefte, peildatum: date) -> tuple[date, date | None] | None:
    """First and last day (None: open end); "as soon as possible" starts on peildatum.

    None when no start is known.
    """
    van = behoefte.van or (peildatum if behoefte.zo_snel_mogelijk else None)
    if van is None:
        return None
    if behoefte.tot is None and behoefte.duur_maanden:
        return van, plus_maanden(van, behoefte.duur_maanden) - timedelta(days=1)
    return van, behoefte.tot


def urenblok(behoefte: Behoefte) -> Decimal:
    """Smallest useful hours per week of one person; never more than the whole need."""
    gekozen = behoefte.kleinste_urenblok or behoefte.uren_min or KLEINSTE_BLOK
    return min(gekozen, behoefte.uren_max or gekozen)


def ontbreekt(behoefte: Behoefte) -> list[str]:
    """Fields without which the need cannot be opened; an empty list means complete."""
    nodig = {
        "verband": behoefte.verband is not None,
        "titel": bool(behoefte.titel.strip()) or behoefte.functie is not None,
        "urenMax": behoefte.uren_max is not None,
        "van": behoefte.van is not None or behoefte.zo_snel_mogelijk,
        "tot": bool(behoefte.tot or behoefte.duur_maanden or behoefte.open_einde),
    }
    return [naam for naam, er in nodig.items() if not er]


def fouten_in_behoefte(behoefte: Behoefte) -> list[Reden]:
    """Faults between the fields; an incomplete need is no fault, a contradiction is."""
    fouten = []
    laagste, hoogste = behoefte.uren_min, behoefte.uren_max
    if laagste is not None and hoogste is not None and laagste > hoogste:
        zin = "Het kleinste aantal uren is meer dan het grootste."
        fouten.append(Reden("urenMin", "uren-omgekeerd", zin))
    if hoogste is not None and hoogste <= 0:
        fouten.append(Reden("urenMax", "uren-nul", "Vraag meer dan nul uur per week."))
    blok = behoefte.kleinste_urenblok
    if blok is not None and hoogste is not None and blok > hoogste:
        zin = "Het kleinste urenblok is meer dan de gevraagde uren."
        fouten.append(Reden("kleinsteUrenblok", "urenblok-te-groot", zin))
    if behoefte.van and behoefte.tot and behoefte.tot < behoefte.van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("tot", "periode-omgekeerd", zin))
    if behoefte.open_einde and (behoefte.tot or behoefte.duur_maanden):
        zin = "Kies: een laatste dag, een duur of een open einde."
        fouten.append(Reden("openEinde", "einde-dubbel", zin))
    if not behoefte.titel.strip() and behoefte.functie is None:
        zin = "Geef een titel of een functie uit de catalogus."
        fouten.append(Reden("titel", "ontbreekt", zin))
    return fouten


OVERGANGEN: frozenset[tuple[BehoefteStatus, BehoefteStatus]] = frozenset(
    {
        (BehoefteStatus.CONCEPT, BehoefteStatus.OPEN),
        (BehoefteStatus.CONCEPT, BehoefteStatus.VERVALLEN),
        (BehoefteStatus.OPEN, BehoefteStatus.VERVULD),
        (BehoefteStatus.OPEN, BehoefteStatus.VERVALLEN),
        (BehoefteStatus.VERVULD, BehoefteStatus.OPEN),
    }
)


def beletselen(
    behoefte: Behoefte, van: BehoefteStatus, naar: BehoefteStatus, vandaag: date
) -> list[Reden]:
    """Everything that stops the need from going to another status today."""
    if (van, naar) not in OVERGANGEN:
        zin = f"Een behoefte die {van} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is not BehoefteStatus.OPEN:
        return []
    redenen = [
        Reden(veld, "ontbreekt", "Dit is nodig om de behoefte te openen.")
        for veld in ontbreekt(behoefte)
    ]
    wanneer = periode(behoefte, vandaag)
    if wanneer and wanneer[1] and wanneer[1] < vandaag:
        redenen.append(Reden("tot", "periode-voorbij", "De laatste dag is al geweest."))
    return redenen


def beginstatus(behoefte: Behoefte, vandaag: date) -> BehoefteStatus:
    """A new need that is complete and not over is open at once; otherwise it is a concept."""
    redenen = beletselen(behoefte, BehoefteStatus.CONCEPT, BehoefteStatus.OPEN, vandaag)
    return BehoefteStatus.CONCEPT if redenen else BehoefteStatus.OPEN


def is_gedekt(behoefte: Behoefte, uren: Decimal) -> bool:
    """Whether so many hours per week are what was asked.

    The lower end of the range is enough. Toewijzing gives whole hours per week, so a part of an
    hour does not keep a need open.
    """
    hoogste = behoefte.uren_max or Decimal(0)
    genoeg = hoogste if behoefte.uren_min is None else behoefte.uren_min
    return uren > 0 and uren >= floor(max(genoeg, urenblok(behoefte)))
