"""Consent: for one purpose, with named receivers, a set of data and a last day.

GDPR art. 7: specific, and as easy to withdraw as to give. A consent never changes: renewing is a
new one. Longest terms come from the convenant (their certainty is C and B: settings).
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from services.vacatures.convenant.rules import STANDAARD, Convenant

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MAX_ONTVANGERS = 50


class Toestemmingsdoel(StrEnum):
    """What the consent is for; one consent has one purpose."""

    DOORVERWIJZING = "doorverwijzing"
    LANGER_BEWAREN = "langer_bewaren"
    LOOPBAANWENS_TONEN = "loopbaanwens_tonen"


class Gegevensdeel(StrEnum):
    """A part of what is known of a person, that travels or not."""

    CONTACT = "contact"
    MOTIVATIE = "motivatie"
    DOCUMENTEN = "documenten"
    CATEGORIE = "categorie"
    LOOPBAANWENS = "loopbaanwens"


class Toestemmingsstatus(StrEnum):
    """Where a consent is; expiry follows from the clock."""

    GELDIG = "geldig"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


class Wisstatus(StrEnum):
    """Whether a receiver has erased its copies."""

    NIET_NODIG = "niet_nodig"
    GEVRAAGD = "gevraagd"
    TE_LAAT = "te_laat"
    BEVESTIGD = "bevestigd"


@dataclass(frozen=True, slots=True)
class Toestemmingsfout:
    """One thing that is wrong with a consent as asked, in words."""

    veld: str
    code: str
    reden: str


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """One receiver of a consent, and the erasing of its copies afterwards.

    `wistermijn_dagen`: how long it has for that, as the convenant said when consent was given.
    """

    id: UUID
    organisatie: str
    wissen_gevraagd_op: datetime | None = None
    wissen_bevestigd_op: datetime | None = None
    wistermijn_dagen: int = STANDAARD.wistermijn_dagen


@dataclass(frozen=True, slots=True)
class Toestemming:
    """A consent as it was given; `tot` is the end of its last day (not included)."""

    id: UUID
    persoon: UUID
    doel: Toestemmingsdoel
    gegevens: frozenset[Gegevensdeel]
    gegeven_op: datetime
    eind_datum: date
    tot: datetime
    ingetrokken_op: datetime | None = None
    onderwerp: UUID | None = None
    versie: int = 1
    wistermijn_dagen: int = STANDAARD.wistermijn_dagen
    gevraagd_door: str | None = None  # OIN of who asked for it
    ontvangers: tuple[Ontvanger, ...] = field(default=())


def in_woorden(dag: date) -> str:
    """A day as people write it."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def einde_dag(dag: date) -> datetime:
    """The end of a day in the Netherlands, as a moment in UTC."""
    return datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)


def status_op(toestemming: Toestemming, nu: datetime) -> Toestemmingsstatus:
    """A withdrawal stands for ever; the end comes by the clock, not because a job ran."""
    if toestemming.ingetrokken_op is not None:
        return Toestemmingsstatus.INGETROKKEN
    if toestemming.tot <= nu:
        return Toestemmingsstatus.VERLOPEN
    return Toestemmingsstatus.GELDIG


def geldt_voor(
    toestemming: Toestemming, ontvanger: str, afgeschermd: Collection[str], nu: datetime
) -> bool:
    """Whether this organisation may have the data now; hiding from it counts as well."""
    bekend = any(een.organisatie == ontvanger for een in toestemming.ontvangers)
    geldig = status_op(toestemming, nu) is Toestemmingsstatus.GELDIG
    return geldig and bekend and ontvanger not in afgeschermd


def maximum_maanden(doel: Toestemmingsdoel, afspraken: Convenant) -> int:
    """The longest a consent for this purpose may run, in months."""
    if doel is Toestemmingsdoel.DOORVERWIJZING:
        return afspraken.doorverwijzing_maximum_maanden
    return afspraken.bewaartermijn_toestemming_maanden


def laatste_dag(vandaag: date, maanden: int) -> date:
    """The same day so many months later; the last of the month when it has no such day."""
    maand = vandaag.month - 1 + maanden
    jaar, maand = vandaag.year + maand // 12, maand % 12 + 1
    return date(jaar, maand, min(vandaag.day, monthrange(jaar, maand)[1]))


def fouten(
    ontvangers: Sequence[str],
    gegevens: Sequence[Gegevensdeel],
    eind_datum: date,
    vandaag: date,
    maanden: int,
    afgeschermd: Collection[str] = (),
) -> list[Toestemmingsfout]:
    """Everything that is wrong with this consent; an empty list means: it can be given."""
    uiterste = laatste_dag(vandaag, maanden)
    lijst = [
        Toestemmingsfout(f"ontvangers.{nr}", "dubbel", "Deze ontvanger staat er al")
        for nr, oin in enumerate(ontvangers)
        if oin in ontvangers[:nr]
    ]
    lijst += [
        Toestemmingsfout(
            f"ontvangers.{nr}", "afgeschermd", "Voor deze organisatie wilt u verborgen blijven"
        )
        for nr, oin in enumerate(ontvangers)
        if oin in afgeschermd
    ]
    lijst += [
        Toestemmingsfout(f"gegevens.{nr}", "dubbel", "Dit deel staat er al")
        for nr, deel in enumerate(gegevens)
        if deel in gegevens[:nr]
    ]
    if eind_datum < vandaag:
        lijst.append(Toestemmingsfout("eind_datum", "voorbij", "Deze dag is voorbij"))
    if eind_datum > uiterste:
        reden = f"Hoogstens {maanden} maanden: tot en met {in_woorden(uiterste)}"
        lijst.append(Toestemmingsfout("eind_datum", "te-lang", reden))
    return lijst


def doel_fouten(
    doel: Toestemmingsdoel, gegevens: Collection[Gegevensdeel]
) -> list[Toestemmingsfout]:
    """A consent that could never do anything is not one that somebody should give."""
    if doel is not Toestemmingsdoel.LOOPBAANWENS_TONEN or Gegevensdeel.LOOPBAANWENS in gegevens:
        return []
    reden = "Wie uw loopbaanwens toont, kiest ook het deel loopbaanwens"
    return [Toestemmingsfout("gegevens", "wens-ontbreekt", reden)]


def wisstatus(ontvanger: Ontvanger, nu: datetime) -> Wisstatus:
    """Where the erasing at one receiver is."""
    if ontvanger.wissen_gevraagd_op is None:
        return Wisstatus.NIET_NODIG
    if ontvanger.wissen_bevestigd_op is not None:
        return Wisstatus.BEVESTIGD
    laat = uiterlijk(ontvanger.wissen_gevraagd_op, ontvanger.wistermijn_dagen) <= nu
    return Wisstatus.TE_LAAT if laat else Wisstatus.GEVRAAGD


def uiterlijk(gevraagd_op: datetime, wistermijn_dagen: int) -> datetime:
    """Until when a receiver can confirm in time."""
    return gevraagd_op + timedelta(days=wistermijn_dagen)
