"""Until which day an application stays, and on which ground.

NVP code: return or destroy within four weeks after the procedure; a year with consent (B). The
numbers are settings of the convenant under which the vacancy was opened.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Bewaargrond(StrEnum):
    """Why an application is still kept."""

    PROCEDURE = "procedure"
    KLACHT = "klacht"
    OVERSTAP = "overstap"
    TERMIJN = "termijn"
    TOESTEMMING = "toestemming"
    DOORVERWIJZING = "doorverwijzing"
    VERZOEK = "verzoek"


GRONDEN_IN_WOORDEN = {
    Bewaargrond.PROCEDURE: "De procedure loopt nog.",
    Bewaargrond.KLACHT: "Een klacht over deze sollicitatie is nog niet afgehandeld.",
    Bewaargrond.OVERSTAP: "De overstap is afgesproken en nog niet begonnen.",
    Bewaargrond.TERMIJN: "De termijn na afloop van de procedure, volgens het convenant.",
    Bewaargrond.TOESTEMMING: "U gaf toestemming om langer te bewaren.",
    Bewaargrond.DOORVERWIJZING: "U gaf toestemming voor een doorverwijzing die nog loopt.",
    Bewaargrond.VERZOEK: "U vroeg zelf om te wissen.",
}
DOOR_STILTE = "Er is lang niets gebeurd met de gesloten vacature; de procedure telt als afgelopen."


@dataclass(frozen=True, slots=True)
class Eigentermijnen:
    """What stays how long where no convenant speaks of it: settings of the installation.

    `onbevestigd`: a consent of which a receiver never confirmed that it erased. `afloop`: a
    referral, a consent or an outsider's address after its end (B, as an application; the others
    C). `gebeurtenis`: an event of a neighbour after it was handled. `herinnering`: not how long
    something stays, but how long before the last day to answer the organisation is reminded.
    """

    antwoord: timedelta = timedelta(days=365)
    onbevestigd: timedelta = timedelta(days=365)
    ambtelijk: timedelta = timedelta(days=730)
    afloop: timedelta = timedelta(days=28)
    gebeurtenis: timedelta = timedelta(days=7)
    herinnering: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Procedure:
    """What decides how long one application stays. `einde` None: it still runs.

    `door_stilte`: nobody ended it, but nothing happened for so long that it counts as ended.
    """

    einde: datetime | None
    open_klacht: bool = False
    overstap_loopt: bool = False
    toestemming_tot: datetime | None = None
    doorverwezen_tot: datetime | None = None
    door_stilte: bool = False


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """`tot` (not included) None: as long as the ground lasts."""

    grond: Bewaargrond
    tot: datetime | None = None

    @property
    def laatste_dag(self) -> date | None:
        """The last day on which the application is there, in the Netherlands."""
        if self.tot is None:
            return None
        return (self.tot - timedelta(microseconds=1)).astimezone(AMSTERDAM).date()


def bewaartermijn(procedure: Procedure, weken: int) -> Bewaartermijn:
    """Until when an application stays: as long as it runs, then the longest of what holds."""
    if procedure.einde is None:
        return Bewaartermijn(Bewaargrond.PROCEDURE)
    if procedure.open_klacht:
        return Bewaartermijn(Bewaargrond.KLACHT)
    if procedure.overstap_loopt:
        return Bewaartermijn(Bewaargrond.OVERSTAP)
    redenen = [
        (na_weken(procedure.einde, weken), Bewaargrond.TERMIJN),
        (procedure.toestemming_tot, Bewaargrond.TOESTEMMING),
        (procedure.doorverwezen_tot, Bewaargrond.DOORVERWIJZING),
    ]
    geldig = [(tot, grond) for tot, grond in redenen if tot is not None]
    tot, grond = max(geldig, key=lambda een: een[0])
    return Bewaartermijn(grond, tot)


def na_weken(einde: datetime, weken: int) -> datetime:
    """The end of the day so many weeks after a moment, in the Netherlands."""
    dag = einde.astimezone(AMSTERDAM).date() + timedelta(weeks=weken, days=1)
    return datetime.combine(dag, time(), AMSTERDAM).astimezone(UTC)


def is_voorbij(termijn: Bewaartermijn, nu: datetime) -> bool:
    """Whether this application must go."""
    return termijn.tot is not None and termijn.tot <= nu


def mag_op_verzoek(termijn: Bewaartermijn) -> bool:
    """Whether it may go when the person asks: only what still runs stays."""
    return termijn.tot is not None
