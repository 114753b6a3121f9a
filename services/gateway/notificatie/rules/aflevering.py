"""Afleveren: wat een antwoord betekent, wanneer het opnieuw gaat, en wanneer het ophoudt."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

# As Open Notificaties does it: 25, 100, 400, … seconds; the last wait is capped.
HERKANSINGEN = 7
EERSTE_WACHT, FACTOR, LANGSTE_WACHT = 25, 4, 52_000  # seconds
DAG = 86_400  # seconds: nobody makes us wait longer than this
MAX_GEPARKEERD = 100  # parked: then the subscription is paused. Our own proposal (C)
MAX_WACHTEND = 100  # that wait for another try; until there is room, nothing new is begun
HAPERT = 5  # failures in a row, after which only what failed first is tried


class Afleveringstatus(StrEnum):
    """Hoe het met één aflevering staat. Values are public API: add, never rename."""

    WACHT = "wacht"
    AFGELEVERD = "afgeleverd"
    GEPARKEERD = "geparkeerd"


class Afleveringsoort(StrEnum):
    """Wat er wordt afgeleverd. Values are public API: add, never rename."""

    GEBEURTENIS = "gebeurtenis"
    PROEF = "proef"


class Vervolg(StrEnum):
    """What follows from an answer."""

    KLAAR = "klaar"
    OPNIEUW = "opnieuw"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """How one try ended: a status code, or (None) no answer; `fout` is a fixed word, never text
    of the receiver. `wacht`: seconds that the receiver asks for."""

    status: int | None = None
    fout: str | None = None
    wacht: int | None = None

    @property
    def gelukt(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def vervolg(uitkomst: Uitkomst) -> Vervolg:
    """2xx is delivered; 410 means: never again; everything else is tried again."""
    if uitkomst.gelukt:
        return Vervolg.KLAAR
    return Vervolg.STOP if uitkomst.status == 410 else Vervolg.OPNIEUW


def wachttijd(mislukt: int, gevraagd: int | None = None) -> int | None:
    """Seconds until the next try, after this many that failed; None: that was the last.

    What the receiver asks for (Retry-After) is honoured when it is longer, up to a day.
    """
    if mislukt > HERKANSINGEN:
        return None
    own: int = min(EERSTE_WACHT * FACTOR ** (mislukt - 1), LANGSTE_WACHT)
    return max(own, min(gevraagd or 0, DAG))


def retry_after(waarde: str | None, nu: datetime) -> int | None:
    """Seconds that a header Retry-After asks for; None: it says nothing that we can read."""
    text = (waarde or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, -((nu - moment) // timedelta(seconds=1)))


def te_pauzeren(geparkeerd: int, eerste_poging: datetime, laatst_gelukt: datetime | None) -> bool:
    """Whether to stop trying: too much is parked, or some is and nothing was taken since the
    first try of what is parked now, a day ago."""
    niets = laatst_gelukt is None or laatst_gelukt < eerste_poging
    return geparkeerd >= MAX_GEPARKEERD or (niets and geparkeerd >= HAPERT)


def toestemming(status: int, oorsprong: str | None, eigen: str) -> bool | None:
    """What the answer to the handshake says (CloudEvents Webhook 4): yes, no, or (None) that the
    receiver does not know the handshake and the test event must decide."""
    if status in (404, 405, 501) or (200 <= status < 300 and oorsprong is None):
        return None
    allowed = {een.strip().lower() for een in (oorsprong or "").split(",")}
    return 200 <= status < 300 and not allowed.isdisjoint({"*", eigen.lower()})


def tempo(waarde: str | None) -> int | None:
    """Deliveries per minute that the receiver allows; None: as many as there are."""
    text = (waarde or "").strip()
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) > 0 else None
