"""How long may an inzet last, and what must be told before it ends? Days are calendar days."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.pool.inzet.rules.inzet import Inzet, Terugkeerdoel, houdt_bezet

DAG = timedelta(days=1)


class Signaal(StrEnum):
    """What is told about a running inzet, each once."""

    TERUGKEER = "terugkeer_nadert"
    VERVOLG = "geen_vervolg"
    TWAALF_MAANDEN = "bijna_twaalf_maanden"
    OVERDRACHT = "overdracht_ontbreekt"
    START = "start_niet_klaar"


@dataclass(frozen=True, slots=True)
class Duurafspraak:
    """What the verband agreed on, of the settings of its convenant."""

    langste_inzet_dagen: int
    waarschuwing_maanden: int
    terugkeer_herinnering_weken: int
    vervolg_signaal_weken: int
    overdracht_signaal_weken: int
    start_signaal_dagen: int


@dataclass(frozen=True, slots=True)
class Duuropmerking:
    """A warning about the length, with a stable code and the certainty of its source."""

    code: str
    uitleg: str
    zekerheid: str


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day so many months later, or the last day of that month; never past 9999."""
    jaar, maand = divmod(dag.month - 1 + maanden, 12)
    if dag.year + jaar > date.max.year:
        return date.max
    laatste = monthrange(dag.year + jaar, maand + 1)[1]
    return date(dag.year + jaar, maand + 1, min(dag.day, laatste))


def begin_van_verblijf(inzet: Inzet, eerdere: Iterable[Inzet]) -> date:
    """The first day of the stay: earlier inzetten at this inlener that it follows on count."""
    begin = inzet.van
    aansluitend = sorted(
        (een for een in eerdere if een.id != inzet.id and een.inlener == inzet.inlener),
        key=lambda een: een.van,
        reverse=True,
    )
    for een in aansluitend:
        if een.van < begin and een.tot is not None and (begin - een.tot).days <= 1:
            begin = een.van
    return begin


def te_lang(begin: date, tot: date | None, langste_dagen: int) -> bool:
    """Whether a stay with all its extensions is longer than agreed; an open end is not yet."""
    return tot is not None and (tot - begin).days + 1 > langste_dagen


def opmerkingen_over_duur(
    begin: date, tot: date | None, afspraak: Duurafspraak
) -> list[Duuropmerking]:
    """Warnings before month 12 is full: the VAT approval ends with a used extension past it."""
    gevonden = []
    if tot is None:
        zin = (
            "De inzet heeft geen laatste dag. De btw-goedkeuring voor arbeidsmobiliteit geldt"
            " alleen bij hoogstens twaalf maanden, verlengingen meegeteld."
        )
        gevonden.append(Duuropmerking("geen-einde", zin, "B"))
    elif tot >= plus_maanden(begin, 12):
        zin = (
            "Met verlengingen duurt de inzet langer dan twaalf maanden. De btw-goedkeuring voor"
            " arbeidsmobiliteit vervalt dan, ook voor de maanden die al voorbij zijn."
        )
        gevonden.append(Duuropmerking("langer-dan-twaalf-maanden", zin, "B"))
    elif tot >= plus_maanden(begin, afspraak.waarschuwing_maanden):
        zin = (
            "Met verlengingen komt de inzet dicht bij twaalf maanden. Verleng daarna niet zonder de"
            " btw en de vorm na te kijken."
        )
        gevonden.append(Duuropmerking("bijna-twaalf-maanden", zin, "B"))
    if te_lang(begin, tot, afspraak.langste_inzet_dagen):
        zin = (
            f"De inzet duurt langer dan de {afspraak.langste_inzet_dagen} dagen die het verband als"
            " langste inzet afsprak."
        )
        gevonden.append(Duuropmerking("langer-dan-afgesproken", zin, "B"))
    return gevonden


def heeft_vervolg(inzet: Inzet, andere: Iterable[Inzet], weken: int) -> bool:
    """Whether the person has something to do after the last day: another inzet that goes on then,
    or begins within so many weeks."""
    einde = inzet.tot
    return einde is None or any(
        een.id != inzet.id
        and houdt_bezet(een)
        and (een.tot is None or een.tot > einde)
        and (een.van - einde).days <= weken * 7
        for een in andere
    )


def signalen(
    inzet: Inzet,
    doel: Terugkeerdoel | None,
    begin: date,
    vervolg: bool,
    afspraak: Duurafspraak,
    vandaag: date,
) -> list[Signaal]:
    """What must have been told by today about a running inzet."""
    gevonden = []
    einde = inzet.tot
    if einde is not None and inzet.van <= vandaag:
        if vandaag >= einde - timedelta(weeks=afspraak.terugkeer_herinnering_weken):
            gevonden.append(Signaal.TERUGKEER)
        zonder = not vervolg and doel is not Terugkeerdoel.OUDE_FUNCTIE
        if zonder and vandaag >= einde - timedelta(weeks=afspraak.vervolg_signaal_weken):
            gevonden.append(Signaal.VERVOLG)
        if vandaag >= einde - timedelta(weeks=afspraak.overdracht_signaal_weken):
            gevonden.append(Signaal.OVERDRACHT)
    langer = einde is None or einde >= plus_maanden(begin, afspraak.waarschuwing_maanden)
    if langer and vandaag >= plus_maanden(begin, afspraak.waarschuwing_maanden):
        gevonden.append(Signaal.TWAALF_MAANDEN)
    if inzet.van > vandaag >= inzet.van - timedelta(days=afspraak.start_signaal_dagen):
        gevonden.append(Signaal.START)
    return gevonden
