"""Our own judge of a JobPosting: what no outside tool sees (tried: 36 faulty pages, 4 tools)."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

SOORTEN = {
    "FULL_TIME",
    "PART_TIME",
    "CONTRACTOR",
    "TEMPORARY",
    "INTERN",
    "VOLUNTEER",
    "PER_DIEM",
    "OTHER",
}
EENHEDEN = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
Posting = Mapping[str, Any]
_MERK = re.compile(r"<[^>]*>")
_GELD = re.compile(r"€|\beuro\b|\b[A-Z]{1,5}-?\d{4}-\d+\b|!!", re.IGNORECASE)


def _moment(waarde: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(waarde)) if waarde is not None else None
    except ValueError:
        return None


def _datums(p: Posting, nu: datetime) -> bool:
    return all(name not in p or _moment(p[name]) for name in ("datePosted", "validThrough"))


def _met_zone(p: Posting, nu: datetime) -> bool:
    eind = _moment(p.get("validThrough"))
    return eind is None or eind.tzinfo is not None


def _niet_verlopen(p: Posting, nu: datetime) -> bool:
    eind = _moment(p.get("validThrough"))
    return eind is None or eind.tzinfo is None or eind > nu


def _eind_na_begin(p: Posting, nu: datetime) -> bool:
    begin, eind = _moment(p.get("datePosted")), _moment(p.get("validThrough"))
    return begin is None or eind is None or begin.date() <= eind.date()


def _soort(p: Posting, nu: datetime) -> bool:
    soort = p.get("employmentType", [])
    return set([soort] if isinstance(soort, str) else soort) <= SOORTEN


def _munt(p: Posting, nu: datetime) -> bool:
    return "baseSalary" not in p or p["baseSalary"].get("currency") == "EUR"


def _eenheid(p: Posting, nu: datetime) -> bool:
    return "baseSalary" not in p or p["baseSalary"]["value"].get("unitText") in EENHEDEN


def _reeks(p: Posting, nu: datetime) -> bool:
    bedrag = p.get("baseSalary", {}).get("value", {})
    laag, hoog = bedrag.get("minValue"), bedrag.get("maxValue")
    return laag is None or hoog is None or bool(0 < laag <= hoog)


def _werkgever(p: Posting, nu: datetime) -> bool:
    wie = p.get("hiringOrganization")
    return isinstance(wie, dict) and bool(str(wie.get("name", "")).strip())


def _soort_plek(p: Posting, nu: datetime) -> bool:
    return bool(p.get("jobLocationType", "TELECOMMUTE") == "TELECOMMUTE")


def _omschrijving(p: Posting, nu: datetime) -> bool:
    kaal = " ".join(_MERK.sub(" ", str(p.get("description", ""))).split())
    return bool(kaal) and kaal.casefold() != str(p.get("title", "")).strip().casefold()


def _titel(p: Posting, nu: datetime) -> bool:
    return not _GELD.search(str(p.get("title", "")))


def _adressen(p: Posting, nu: datetime) -> bool:
    wie = p.get("hiringOrganization")
    eigen = [wie.get("sameAs"), wie.get("logo")] if isinstance(wie, dict) else []
    adressen = [p.get("@id"), p.get("url"), *eigen]
    return all(a is None or urlsplit(a).scheme in ("http", "https") for a in adressen)


# In the order of the work paper on exchange; each has a mutant in test_jobposting.py.
REGELS: Mapping[str, Callable[[Posting, datetime], bool]] = {
    "datum-geen-iso": _datums,
    "sluiting-zonder-tijdzone": _met_zone,
    "verlopen": _niet_verlopen,
    "sluiting-voor-plaatsing": _eind_na_begin,
    "soort-dienstverband": _soort,
    "salaris-zonder-munt": _munt,
    "salaris-per": _eenheid,
    "salaris-min-boven-max": _reeks,
    "werkgever-zonder-naam": _werkgever,
    "soort-werkplek": _soort_plek,
    "omschrijving-is-titel": _omschrijving,
    "titel-met-code-of-bedrag": _titel,
    "adres-niet-volledig": _adressen,
}


def bezwaren(posting: Posting, nu: datetime) -> list[str]:
    """Names of the rules that this posting breaks."""
    return [naam for naam, houdt in REGELS.items() if not houdt(posting, nu)]
