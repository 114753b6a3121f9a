"""From the texts of a source to values; a ValueError says in Dutch what is wrong."""

import html
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from services.vacatures.openstelling.rules import AMSTERDAM
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort

SoortT = TypeVar("SoortT", bound=StrEnum)
MAXIMUM_UREN = Decimal(60)
MAXIMUM_SALARIS = 100_000_00
MAXIMUM_PLAATSEN = 1000
BEREIK = re.compile(
    r"^(\d{1,2}(?:[.,]\d)?)(?:\s*(?:-|–|tot|t/m)\s*(\d{1,2}(?:[.,]\d)?))?$", re.ASCII
)
GRENS = re.compile(r"^(<|>|tot|vanaf|max\.?|min\.?)\s*(\d{1,2}(?:[.,]\d)?)$", re.ASCII)
WEBTEKENS = re.compile(r"^[!-~]+$")
SCHAAL = re.compile(r"^(A|\d{1,2}A?)(?:\s*-\s*(A|\d{1,2}A?))?$", re.ASCII)
GELD = re.compile(
    r"^(?:€|EUR)?\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}|-))?(?:\.(\d{2}))?$", re.ASCII
)
ZSM = frozenset({"zsm", "z.s.m.", "zo spoedig mogelijk", "per direct", "direct"})
OPEN = frozenset({"in overleg", "nader te bepalen", "onbekend", "open", "geen", "-"})
BINNENKORT = ZSM | OPEN
# "€ 3.568 - € 5.096 per maand (schaal 10-11)": what feeds write in one text for people.
SALARISTEKST = re.compile(
    r"(?:€|\bEUR)\s*(\d[\d.,]{0,11})(?:\s*(?:-|–|tot|t/m|en)\s*(?:€|EUR)?\s*(\d[\d.,]{0,11}))?",
    re.ASCII | re.IGNORECASE,
)
SCHAALTEKST = re.compile(
    r"\bschaal\s+(A\b|\d{1,2}A?)(?:\s*(?:-|–|/|tot|t/m|of|en)\s*(?:schaal\s+)?(A\b|\d{1,2}A?))?",
    re.ASCII | re.IGNORECASE,
)
ANDERE_EENHEID = re.compile(r"\b(per|p/)\s*(uur|jaar|dag|week|u|j|hour|year)\b", re.IGNORECASE)


def tekst(maximum: int) -> Callable[[object], str]:
    """Text of at most `maximum` characters, without mark-up and control characters."""

    def lees(waarde: object) -> str:
        if not isinstance(waarde, str):
            raise ValueError("Dit is geen tekst")
        kaal = re.sub(r"<[^<>]{0,2000}>", " ", waarde)
        kaal = "".join(t for t in html.unescape(kaal) if t.isprintable() or t == "\n").strip()
        kaal = re.sub(r"[ \t]+", " ", kaal)
        if not kaal:
            raise ValueError("De tekst is leeg")
        if len(kaal) > maximum:
            raise ValueError(f"De tekst is langer dan {maximum} tekens")
        return kaal

    return lees


def patroon(regel: str, uitleg: str) -> Callable[[object], str]:
    """Text that fits a pattern as a whole."""

    def lees(waarde: object) -> str:
        if not isinstance(waarde, str) or not re.fullmatch(regel, waarde):
            raise ValueError(uitleg)
        return waarde

    return lees


def url(waarde: object) -> str:
    """An http(s) address of at most 2000 characters."""
    if not isinstance(waarde, str) or len(waarde) > 2000:
        raise ValueError("Dit is geen webadres")
    try:
        delen = urlsplit(waarde)
    except ValueError:  # its own words are English
        raise ValueError("Dit is geen webadres") from None
    if delen.scheme not in ("http", "https") or not delen.hostname or not WEBTEKENS.match(waarde):
        raise ValueError("Dit is geen webadres dat met http(s) begint")
    return waarde


def datum(waarde: object) -> date | None:
    """A date, or the Amsterdam day of a moment; "zsm" and the like mean: not known."""
    if not isinstance(waarde, str):
        raise ValueError("Dit is geen datum als tekst (jjjj-mm-dd)")
    if waarde.strip().lower() in BINNENKORT:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", waarde):
            return date.fromisoformat(waarde)
        return _dag(datetime.fromisoformat(waarde))
    except (ValueError, OverflowError):
        raise ValueError("Dit is geen datum (jjjj-mm-dd)") from None


def _dag(moment: datetime) -> date:
    """The day in the Netherlands. Error: OverflowError at the ends of the calendar."""
    return (moment.astimezone(AMSTERDAM) if moment.tzinfo else moment).date()


def datum_of_rfc822(waarde: object) -> date | None:
    """A date as `datum` reads it, or as older feeds write it: Mon, 24 Aug 2026 00:00:00 GMT."""
    if not isinstance(waarde, str) or not re.match(r"^\s*(?:[A-Za-z]{3},\s*)?\d{1,2}\s", waarde):
        return datum(waarde)
    try:
        return _dag(parsedate_to_datetime(waarde))
    except (ValueError, OverflowError):
        raise ValueError("Dit is geen datum (jjjj-mm-dd)") from None


def is_zsm(waarde: object) -> bool:
    """Whether a start is meant as soon as possible; a date or "in overleg" is not."""
    return isinstance(waarde, str) and waarde.strip().lower() in ZSM


def ja_nee(waarde: object) -> bool:
    """true/false, and as text also ja/nee."""
    woord = {"true": True, "ja": True, "j": True, "false": False, "nee": False, "n": False}
    if isinstance(waarde, bool):
        return waarde
    if not isinstance(waarde, str) or waarde.strip().lower() not in woord:
        raise ValueError("Kies ja of nee")
    return woord[waarde.strip().lower()]


def opsomming(aantal: int, lengte: int) -> Callable[[object], tuple[str, ...]]:
    """At most `aantal` short texts: a list, or one text with semicolons or commas."""

    def lees(waarde: object) -> tuple[str, ...]:
        delen = re.split(r"[;,\n]", waarde) if isinstance(waarde, str) else waarde
        if not isinstance(delen, list | tuple):
            raise ValueError("Dit is geen lijst van teksten")
        namen = [_naam(deel) for deel in delen]
        schoon = [tekst(lengte)(naam) for naam in namen if naam not in ("", None)]
        if len(schoon) > aantal:
            raise ValueError(f"Dit zijn er meer dan {aantal}")
        return tuple(dict.fromkeys(schoon))

    return lees


def _naam(deel: object) -> object:
    """The name of a schema.org DefinedTerm, or the text itself."""
    naam = deel.get("name") if isinstance(deel, dict) else deel
    return naam.strip() if isinstance(naam, str) else naam


def salaristekst(waarde: object) -> tuple[int | None, int | None]:
    """Euro cents per month from a text for people; no amount in it is no fault."""
    zin = tekst(500)(waarde)
    gevonden = SALARISTEKST.search(zin)
    if gevonden is None:
        return None, None
    if ANDERE_EENHEID.search(zin):
        raise ValueError("Alleen bedragen per maand")
    laag = centen_van_euro(gevonden[1].rstrip(".,"))
    return laag, centen_van_euro(gevonden[2].rstrip(".,")) if gevonden[2] else laag


def schaaltekst(waarde: object) -> tuple[str | None, str | None]:
    """Scales from the same text: "(schaal 10 of 11)"; no scale in it is no fault."""
    gevonden = SCHAALTEKST.search(tekst(500)(waarde))
    if gevonden is None:
        return None, None
    return gevonden[1].upper(), (gevonden[2] or gevonden[1]).upper()


def uren(waarde: object) -> tuple[Decimal | None, Decimal | None]:
    """Hours per week from "32-36 uur per week", "36", "<24" or "24 tot 32 uur"."""
    ruw = str(waarde) if isinstance(waarde, int | float | str) else ""
    kern = re.sub(r"\s*(uur|uren|u)\b.*$", "", ruw.strip().lower()).strip()
    if grens := GRENS.match(kern):
        aantal = _uren(grens[2])
        onder = grens[1] in (">", "vanaf", "min", "min.")
        return (aantal, None) if onder else (None, aantal)
    if bereik := BEREIK.match(kern):
        laag = _uren(bereik[1])
        return laag, _uren(bereik[2]) if bereik[2] else laag
    raise ValueError("Uren per week zijn niet te lezen, bijvoorbeeld: 32-36")


def _uren(getal: str) -> Decimal:
    aantal = Decimal(getal.replace(",", ".")).quantize(Decimal("0.1"))
    if aantal > MAXIMUM_UREN:
        raise ValueError(f"Meer dan {MAXIMUM_UREN} uur per week kan niet")
    return aantal


def een_uren(waarde: object) -> Decimal:
    """One number of hours per week."""
    laag, hoog = uren(waarde)
    if laag is None or laag != hoog:
        raise ValueError("Dit is geen aantal uren per week")
    return laag


def schaal(waarde: object) -> tuple[str, str]:
    """A scale or a range of scales: "11", "10A", "11-13"."""
    gevonden = SCHAAL.match(str(waarde).strip().upper()) if isinstance(waarde, int | str) else None
    if gevonden is None:
        raise ValueError("De schaal is niet te lezen, bijvoorbeeld: 11 of 10A-11")
    return gevonden[1], gevonden[2] or gevonden[1]


def centen_van_euro(waarde: object) -> int:
    """Euro cents from an amount in euros: 3568, 3568.5, "3.568,50"."""
    if isinstance(waarde, bool) or not isinstance(waarde, int | float | str):
        raise ValueError("Dit is geen bedrag")
    if isinstance(waarde, str):
        gevonden = GELD.match(waarde.strip())
        if gevonden is None:
            raise ValueError("Dit is geen bedrag in euro")
        cent = (gevonden[2] or gevonden[3] or "00").replace("-", "00")
        return _bedrag(int(gevonden[1].replace(".", "")) * 100 + int(cent))
    try:
        centen_ = int((Decimal(str(waarde)) * 100).to_integral_value())
    except (ValueError, InvalidOperation, OverflowError):
        raise ValueError("Dit is geen bedrag in euro") from None
    return _bedrag(centen_)


def centen(waarde: object) -> int:
    """A whole number of euro cents."""
    return _bedrag(geheel(MAXIMUM_SALARIS)(waarde))


def _bedrag(centen_: int) -> int:
    if not 0 < centen_ <= MAXIMUM_SALARIS:
        raise ValueError("Dit bedrag per maand kan niet")
    return centen_


def geheel(maximum: int) -> Callable[[object], int]:
    """A whole number from 1 up to `maximum`."""

    def lees(waarde: object) -> int:
        cijfers = isinstance(waarde, str) and waarde.isascii() and waarde.isdigit()
        if isinstance(waarde, bool) or not (isinstance(waarde, int) or cijfers):
            raise ValueError("Dit is geen geheel getal")
        if isinstance(waarde, str) and len(waarde) > 12:
            raise ValueError(f"Dit is meer dan {maximum}")
        getal = int(str(waarde))
        if not 1 <= getal <= maximum:
            raise ValueError(f"Dit ligt niet tussen 1 en {maximum}")
        return getal

    return lees


def keuze(soort: type[SoortT]) -> Callable[[object], SoortT]:
    """One of the values of an enumeration."""

    def lees(waarde: object) -> SoortT:
        try:
            return soort(str(waarde))
        except ValueError:
            raise ValueError(f"Kies uit: {', '.join(soort)}") from None

    return lees


def opleiding(waarde: object) -> Opleidingsniveau:
    """The first level named: "HBO", "hbo/wo", "wo (of hbo met ervaring)"."""
    woorden = re.findall(r"[a-z]+", _tekst_of_veld(waarde, "credentialCategory").lower())
    for woord in woorden:
        if woord in tuple(Opleidingsniveau):
            return Opleidingsniveau(woord)
    raise ValueError(f"Geen opleidingsniveau; kies uit: {', '.join(Opleidingsniveau)}")


def contract(waarde: object) -> Contractsoort | None:
    """Kind of contract from words or from schema.org's employmentType; part-time says nothing."""
    woorden = waarde if isinstance(waarde, list) else [waarde]
    zin = " ".join(str(woord) for woord in woorden).lower().replace("_", " ")
    if "uitzicht" in zin:
        return Contractsoort.TIJDELIJK_MET_UITZICHT
    if re.search(r"\b(tijdelijk|bepaalde tijd|temporary|contractor)\b", zin) and (
        "onbepaalde" not in zin
    ):
        return Contractsoort.TIJDELIJK
    if re.search(r"\b(vast|vaste|onbepaalde tijd|permanent)\b", zin):
        return Contractsoort.VAST
    if re.search(r"\b(full ?time|part ?time|contract|other|intern(ship)?|stage)\b", zin):
        return None
    raise ValueError(f"Geen contractsoort; kies uit: {', '.join(Contractsoort)}")


def soort(waarde: object) -> Vacaturesoort | None:
    """An internship or a vacancy, from our own words or those of a feed; else it says nothing."""
    woorden = waarde if isinstance(waarde, list) else [waarde]
    zin = " ".join(str(woord) for woord in woorden).lower()
    if re.search(r"\b(intern|internship|stage|stageplaats)\b", zin):
        return Vacaturesoort.STAGE
    return Vacaturesoort.VACATURE if zin.strip() == Vacaturesoort.VACATURE else None


def pc4(waarde: object) -> str:
    """The four digits of a Dutch postcode."""
    gevonden = re.match(r"^([1-9][0-9]{3})\s?([A-Za-z]{2})?$", str(waarde).strip())
    if gevonden is None:
        raise ValueError("Dit is geen Nederlandse postcode")
    return gevonden[1]


def _tekst_of_veld(waarde: object, veld: str) -> str:
    if isinstance(waarde, dict):
        waarde = waarde.get(veld)
    if isinstance(waarde, list):
        waarde = waarde[0] if waarde else None
    if not isinstance(waarde, str):
        raise ValueError("Dit is geen tekst")
    return waarde


def kenmerk(maximum: int) -> Callable[[Any], str]:
    """Text or a whole number, also as the `value` of a schema.org PropertyValue."""

    def lees(waarde: Any) -> str:
        eerste = waarde[0] if isinstance(waarde, list) and waarde else waarde
        kaal = eerste.get("value") if isinstance(eerste, dict) else eerste
        is_getal = isinstance(kaal, int) and not isinstance(kaal, bool)
        return tekst(maximum)(str(kaal) if is_getal else kaal)

    return lees
