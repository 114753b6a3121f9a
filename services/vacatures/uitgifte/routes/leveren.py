"""Deliver a feed: complete or not at all, and only when the reader does not have it already.

A feed is made whole before its first byte leaves: whoever reads a board's feed takes what is not in
it for closed, so half a list does more harm than none. What was made is kept until something
public changes, and whether it may have costs one look in an index.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from services.vacatures.uitgifte import storage
from services.vacatures.uitgifte.rules import Uitgave, Uitgavekeuze, Uitgavestand, Uitgavevorm
from services.vacatures.uitgifte.vormen import Kop, Schrijver
from shared import deadline, log
from shared.problem import Problem
from shared.reader import Reader
from shared.settings import Settings

OPMAAK = 1  # goes up when the same facts are written otherwise
MAX_BYTES = 64_000_000  # of all that is kept in this process, packed
MAX_AANTAL = 1000  # choices: anybody may ask for any employer
LATER = {"Retry-After": "60"}
# The most that readers take: 50,000 addresses (sitemaps.org, protocol).
MAX_SITEMAP = 50_000


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """A whole feed, packed (gzip), with the label of its contents."""

    label: str
    gepakt: bytes
    gewijzigd_op: datetime | None


class Voorraad:
    """The feeds as last made, by form and choice; the one asked longest ago goes first.

    Of one event loop: nothing here waits, but for `maken` and the database.
    """

    def __init__(self) -> None:
        self.maken = asyncio.Lock()  # one is made at a time
        self._bewaard: OrderedDict[tuple[object, ...], Gemaakt] = OrderedDict()
        self._bytes = 0
        self._gezien: OrderedDict[Uitgavekeuze, storage.Gezien] = OrderedDict()

    async def stand(self, lezer: Reader, keuze: Uitgavekeuze, nu: datetime) -> Uitgavestand:
        """What a choice comes down to; read again when something may have changed."""
        gezien = self._gezien.get(keuze)
        if gezien is None or not await storage.geldt_nog(lezer, gezien, nu):
            gezien = await storage.read_stand(lezer, keuze, nu)
            self._gezien[keuze] = gezien
            while len(self._gezien) > MAX_AANTAL:
                self._gezien.popitem(last=False)
        return gezien.stand

    def vind(self, sleutel: tuple[object, ...], label: str) -> Gemaakt | None:
        """What was made, if it still has this label."""
        gemaakt = self._bewaard.get(sleutel)
        if gemaakt is None or gemaakt.label != label:
            return None
        self._bewaard.move_to_end(sleutel)
        return gemaakt

    def bewaar(self, sleutel: tuple[object, ...], gemaakt: Gemaakt) -> None:
        if oud := self._bewaard.pop(sleutel, None):
            self._bytes -= len(oud.gepakt)
        self._bewaard[sleutel] = gemaakt
        self._bytes += len(gemaakt.gepakt)
        while self._bytes > MAX_BYTES or len(self._bewaard) > MAX_AANTAL:
            self._bytes -= len(self._bewaard.popitem(last=False)[1].gepakt)


@dataclass(frozen=True, slots=True)
class Levering:
    """What is asked: which form and choice, at which moment."""

    vorm: Uitgavevorm
    keuze: Uitgavekeuze
    nu: datetime
    media_type: str
    schrijf: Schrijver


async def lever(request: Request, levering: Levering) -> Response:
    """The feed, a 304, or Problem 503: never an empty or half feed because something went wrong."""
    try:
        return await _lever(request, levering)
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, a board must not take it for a feed)
        log.unexpected(error)
        raise Problem(
            503,
            "De lijst kon niet volledig worden gemaakt; houd wat u had en vraag het later opnieuw.",
            code="uitgifte-onvolledig",
            headers=LATER,
        ) from None


async def _lever(request: Request, levering: Levering) -> Response:
    state = request.app.state
    settings: Settings = state.settings
    voorraad: Voorraad = state.uitgiften
    stand = await voorraad.stand(state.reader, levering.keuze, levering.nu)
    label = _label(settings, levering, stand)
    if heeft_al(request, label, stand.gewijzigd_op, levering.nu):
        return Response(status_code=304, headers=_koppen(label, stand.gewijzigd_op, levering.nu))
    sleutel = (levering.vorm, levering.keuze)
    gemaakt = voorraad.vind(sleutel, label)
    if gemaakt is None:
        async with voorraad.maken:  # who asks the same meanwhile waits here, in no thread
            gemaakt = voorraad.vind(sleutel, label)
            if gemaakt is None:
                gemaakt = await run_in_threadpool(_maak, state.sessions, settings, levering)
                voorraad.bewaar(sleutel, gemaakt)
    return await _antwoord(request, gemaakt, levering)


def _maak(sessions: storage.Sessions, settings: Settings, levering: Levering) -> Gemaakt:
    """Read and write all of it, of one moment. Errors: Problem 503 when it is more than fits."""
    with storage.snapshot(sessions, deadline.left()) as tx:
        stand = storage.get_stand(tx, levering.keuze, levering.nu)
        _eis_past(stand.aantal, levering.vorm, settings.uitgifte_maximum)
        kop = Kop(settings.public_base_url.rstrip("/"), levering.vorm, levering.keuze, stand)
        met_tekst = levering.vorm is not Uitgavevorm.SITEMAP
        uitgaven = storage.list_uitgaven(tx, levering.keuze, levering.nu, met_tekst=met_tekst)
        tekst = levering.schrijf(_volledig(uitgaven, stand.aantal), kop)
    gepakt = gzip.compress(tekst, compresslevel=4, mtime=0)
    return Gemaakt(_label(settings, levering, stand), gepakt, stand.gewijzigd_op)


def _volledig(uitgaven: Iterator[Uitgave], aantal: int) -> Iterator[Uitgave]:
    """Each of them. Error: RuntimeError when they are not as many as were counted."""
    geteld = 0
    for uitgave in uitgaven:
        geteld += 1
        yield uitgave
    if geteld != aantal:
        raise RuntimeError("a feed would not be complete")


def _eis_past(aantal: int, vorm: Uitgavevorm, maximum: int) -> None:
    grens = MAX_SITEMAP if vorm is Uitgavevorm.SITEMAP else maximum
    if aantal > grens:
        raise Problem(
            503,
            f"Dit zijn {aantal} vacatures en een lijst heeft er hoogstens {grens}: vraag per"
            " verband of per werkgever.",
            code="te-veel-vacatures",
            headers=LATER,
        )


def _label(settings: Settings, levering: Levering, stand: Uitgavestand) -> str:
    zo = (OPMAAK, settings.public_base_url, settings.setu_vakgebied)
    delen = (*zo, levering.vorm, levering.keuze, stand)
    return hashlib.sha256(repr(delen).encode()).hexdigest()[:32]


# ---- HTTP
def heeft_al(request: Request, label: str, gewijzigd_op: datetime | None, nu: datetime) -> bool:
    """Whether the reader has these very contents (RFC 9110 13.1: the label decides, if given)."""
    gegeven = request.headers.get("if-none-match")
    if gegeven is not None:
        labels = {een.strip().removeprefix("W/").strip('"') for een in gegeven.split(",")}
        return bool({"*", label, f"{label}-gzip"} & labels)
    sinds = _moment(request.headers.get("if-modified-since"))
    laatst = _hele_seconde(gewijzigd_op, nu)
    return sinds is not None and laatst is not None and laatst <= sinds


def _moment(kop: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(kop) if kop else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _hele_seconde(moment: datetime | None, nu: datetime) -> datetime | None:
    """Rounded up, and none while that second is not over: a second has room for two changes."""
    if moment is None:
        return None
    heel = moment.replace(microsecond=0) + timedelta(seconds=1 if moment.microsecond else 0)
    return heel if heel < nu else None


def _koppen(label: str, gewijzigd_op: datetime | None, nu: datetime) -> dict[str, str]:
    laatst = _hele_seconde(gewijzigd_op, nu)
    koppen = {"ETag": f'"{label}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if laatst is not None:
        koppen["Last-Modified"] = format_datetime(laatst.astimezone(UTC), usegmt=True)
    return koppen


async def _antwoord(request: Request, gemaakt: Gemaakt, levering: Levering) -> Response:
    koppen = _koppen(gemaakt.label, gemaakt.gewijzigd_op, levering.nu)
    if neemt_gzip(request.headers.get("accept-encoding", "")):
        koppen |= {"Content-Encoding": "gzip", "ETag": f'"{gemaakt.label}-gzip"'}
        return Response(gemaakt.gepakt, headers=koppen, media_type=levering.media_type)
    tekst = await run_in_threadpool(gzip.decompress, gemaakt.gepakt)
    return Response(tekst, headers=koppen, media_type=levering.media_type)


def neemt_gzip(kop: str) -> bool:
    """RFC 9110 12.5.3; a weight of zero is a no."""
    for deel in kop.lower().split(","):
        naam, _, gewicht = deel.partition(";")
        if naam.strip() in ("gzip", "x-gzip", "*"):
            return gewicht.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
