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


class BehoefteSoort(StrEnum):
    """What is asked: hands of somebody with a function, or a result, such as one MER report."""

    FUNCTIE = "functie"
    PRODUCT = "product"


class Leiding(StrEnum):
    """Who says how the work is done; that decides which form fits (regels R04, R17)."""

    INLENER = "inlener"
    UITVOERDER = "uitvoerder"


class Urgentie(StrEnum):
    """How pressing a need is; more than ordinary comes with a reason."""

    GEWOON = "gewoon"
    HOOG = "hoog"
    SPOED = "spoed"


class Bron(StrEnum):
    """Where the money or the people come from; the label says nothing about who pays what."""

    EIGEN_MIDDELEN = "eigen_middelen"
    SUBSIDIE = "subsidie"
    EXTERNE_POOL = "externe_pool"


@dataclass(frozen=True, slots=True)
class Vormhint:
    """Which form of co-operation to look at first. No legal advice."""

    vorm: str
    uitleg: str


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
    project: UUID | None = None
    soort: BehoefteSoort = BehoefteSoort.FUNCTIE
    leiding: Leiding | None = None
    urgentie: Urgentie = Urgentie.GEWOON
    urgentie_reden: str | None = None
    bron: Bron = Bron.EIGEN_MIDDELEN
    bron_naam: str | None = None
    bron_maximum_maanden: int | None = None
    bron_eigen_deel: int | None = None  # percent that the inlener pays itself
    reeks: UUID | None = None  # needs that are one, with other hours per period


def vraagt_handen(behoefte: Behoefte) -> bool:
    """Whether somebody works under the direction of the inlener; only then the pool can place."""
    return behoefte.leiding is Leiding.INLENER or (
        behoefte.leiding is None and behoefte.soort is BehoefteSoort.FUNCTIE
    )


def vormhint(behoefte: Behoefte) -> Vormhint:
    """Hands: detachering; a result: an opdracht (dienstverleningsovereenkomst). Certainty B."""
    slot = " Dit is een wegwijzer, geen juridisch advies."
    if vraagt_handen(behoefte):
        zin = "De inlener geeft leiding aan het werk: kijk eerst naar detachering uit de pool."
        return Vormhint("detachering", zin + slot)
    zin = (
        "Gevraagd is een resultaat en de uitvoerder houdt de leiding: kijk eerst naar een opdracht"
        " (dienstverleningsovereenkomst). Het voorstel voor de pool neemt deze behoefte niet mee."
    )
    return Vormhint("opdracht", zin + slot)


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
    return fouten + _fouten_in_omstandigheden(behoefte)


def _fouten_in_omstandigheden(behoefte: Behoefte) -> list[Reden]:
    """Faults in urgency and source."""
    fouten = []
    if behoefte.urgentie is not Urgentie.GEWOON and not (behoefte.urgentie_reden or "").strip():
        zin = "Zeg waarom dit niet kan wachten."
        fouten.append(Reden("urgentieReden", "ontbreekt", zin))
    eigen = behoefte.bron is Bron.EIGEN_MIDDELEN
    if not eigen and not (behoefte.bron_naam or "").strip():
        fouten.append(Reden("bronNaam", "ontbreekt", "Noem de regeling of de externe pool."))
    if eigen and (behoefte.bron_maximum_maanden or behoefte.bron_eigen_deel is not None):
        zin = "Voorwaarden van een bron horen bij een subsidie of een externe pool."
        fouten.append(Reden("bron", "voorwaarden-zonder-bron", zin))
    return fouten


def signalen(behoefte: Behoefte, vandaag: date) -> list[Reden]:
    """What a planner should know and what stops nothing, such as a source that ends sooner."""
    wanneer = periode(behoefte, vandaag)
    maanden = behoefte.bron_maximum_maanden
    if not wanneer or not maanden:
        return []
    einde = plus_maanden(wanneer[0], maanden) - timedelta(days=1)
    if wanneer[1] is not None and wanneer[1] <= einde:
        return []
    zin = f"De bron betaalt hooguit {maanden} maanden; de behoefte duurt langer dan {einde}."
    return [Reden("bronMaximumMaanden", "langer-dan-bron", zin)]


OVERGANGEN: frozenset[tuple[BehoefteStatus, BehoefteStatus]] = frozenset(
    {
        (BehoefteStatus.CONCEPT, BehoefteStatus.OPEN),
        (BehoefteStatus.CONCEPT, BehoefteStatus.VERVALLEN),
        (BehoefteStatus.OPEN, BehoefteStatus.VERVULD),
        (BehoefteStatus.OPEN, BehoefteStatus.VERVALLEN),
        (BehoefteStatus.VERVULD, BehoefteStatus.OPEN),
    }
)


def toegestaan(van: BehoefteStatus) -> list[BehoefteStatus]:
    """To which statuses a need may go, if nothing is missing."""
    return [naar for naar in BehoefteStatus if (van, naar) in OVERGANGEN]


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
