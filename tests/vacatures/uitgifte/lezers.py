"""Independent readers: per form, what a stranger's parser finds of each vacancy.

Every reader gives the same facts by the same names, so that forms can be compared.
"""

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from email.utils import parsedate_to_datetime
from io import StringIO
from typing import Any

import feedparser
from lxml import etree

from services.vacatures.uitgifte.rules import Uitgave, Uitgavekeuze, Uitgavestand, Uitgavevorm
from services.vacatures.uitgifte.standaarden import schrijf_setu, schrijf_vum
from services.vacatures.uitgifte.vormen import (
    EIGEN,
    Kop,
    schrijf_atom,
    schrijf_csv,
    schrijf_jsonfeed,
    schrijf_sitemap,
    schrijf_xml,
)
from tests.vacatures.uitgifte.oordeel import node
from tests.vacatures.uitgifte.voorbeelden import BASIS

SCHRIJVERS = {
    Uitgavevorm.XML: schrijf_xml,
    Uitgavevorm.ATOM: schrijf_atom,
    Uitgavevorm.JSONFEED: schrijf_jsonfeed,
    Uitgavevorm.CSV: schrijf_csv,
    Uitgavevorm.SITEMAP: schrijf_sitemap,
    Uitgavevorm.SETU: schrijf_setu,
    Uitgavevorm.VUM: schrijf_vum,
}


Getallen = tuple[Decimal, ...]


@dataclass(frozen=True)
class Gelezen:
    """What a reader found of one vacancy, in numbers and days."""

    titel: str
    sluit: str  # the closing day
    uren: tuple[Decimal, ...]  # lowest and highest; one when they are the same
    salaris: tuple[Decimal, ...]  # euro
    html: str | None = None


def schrijf(vorm: Uitgavevorm, *uitgaven: Uitgave, keuze: Uitgavekeuze | None = None) -> bytes:
    laatst = max((u.gewijzigd_op for u in uitgaven), default=None)
    stand = Uitgavestand("x", len(uitgaven), laatst)
    return SCHRIJVERS[vorm](iter(uitgaven), Kop(BASIS, vorm, keuze or Uitgavekeuze(), stand))


def verwacht(uitgave: Uitgave) -> Gelezen:
    """What every reader must find."""
    return Gelezen(
        uitgave.titel,
        uitgave.sluitings_datum.isoformat(),
        _paar(uitgave.uren_min, uitgave.uren_max),
        tuple(een / 100 for een in _paar(uitgave.salaris_min, uitgave.salaris_max)),
        uitgave.omschrijving_html,
    )


def _paar(*waarden: Any) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(Decimal(str(een)) for een in waarden if een not in (None, "")))


_BEDRAG = re.compile(r"€ ([\d.]+(?:,\d\d)?)")
_UREN = re.compile(r"(\d+(?:,\d)?)(?: - (\d+(?:,\d)?))? uur")


def in_woorden(salaris: str | None, uren: str | None) -> tuple[Getallen, Getallen]:
    """Hours and amounts from the texts of a feed that has only texts."""
    bedragen = [b.replace(".", "").replace(",", ".") for b in _BEDRAG.findall(salaris or "")]
    gevonden = _UREN.search(uren or "")
    getallen = [g.replace(",", ".") for g in gevonden.groups() if g] if gevonden else []
    return _paar(*getallen), _paar(*bedragen)


# ---- Python's readers
def lees_xml(tekst: bytes) -> dict[str, Gelezen]:
    bron = etree.fromstring(tekst)
    parsedate_to_datetime(bron.findtext("lastBuildDate"))
    return {
        job.findtext("referencenumber"): Gelezen(
            job.findtext("title"),
            job.findtext("expirationdate")[:10],
            *in_woorden(job.findtext("salary"), job.findtext("workinghours")),
            job.findtext("description"),
        )
        for job in bron.iterfind("job")
    }


def lees_atom(tekst: bytes) -> dict[str, Gelezen]:
    gelezen = feedparser.parse(tekst, sanitize_html=False, resolve_relative_uris=False)
    if gelezen.bozo:
        raise ValueError(str(gelezen.bozo_exception))
    return {
        een.id.removeprefix("urn:uuid:"): Gelezen(
            een.title,
            een.doorstroom_sluitingsdatum,
            _paar(een.get("doorstroom_urenmin"), een.get("doorstroom_urenmax")),
            _paar(een.get("doorstroom_salarismin"), een.get("doorstroom_salarismax")),
            een.content[0].value,
        )
        for een in gelezen.entries
    }


def lees_jsonfeed(tekst: bytes) -> dict[str, Gelezen]:
    return {een["id"].removeprefix("urn:uuid:"): _item(een) for een in json.loads(tekst)["items"]}


def _item(een: dict[str, Any]) -> Gelezen:
    eigen = een["_doorstroom"]
    return Gelezen(
        een["title"],
        eigen["sluitingsDatum"],
        _paar(eigen.get("urenMin"), eigen.get("urenMax")),
        _paar(eigen.get("salarisMin"), eigen.get("salarisMax")),
        een["content_html"],
    )


def lees_csv(tekst: bytes) -> dict[str, Gelezen]:
    regels = csv.DictReader(StringIO(tekst.decode(), newline=""), strict=True)
    return {
        een["id"]: Gelezen(
            een["titel"].removeprefix("'") if een["titel"][1:2] in "=+-@" else een["titel"],
            een["sluitingsDatum"],
            _paar(een["urenMin"], een["urenMax"]),
            _paar(een["salarisMin"], een["salarisMax"]),
        )
        for een in regels
    }


def lees_setu(tekst: bytes) -> dict[str, Gelezen]:
    return dict(_opening(een) for een in etree.fromstring(tekst))


def _opening(een: Any) -> tuple[str, Gelezen]:
    def vind(*namen: str) -> str | None:
        gevonden: str | None = een.findtext(".//" + "/".join(f"{{*}}{naam}" for naam in namen))
        return gevonden

    # Hours must be there: 0 is what nobody said.
    uren = [vind("HoursPerWeek", naam) for naam in ("Minimum", "Maximum")]
    bedragen = [vind("BasePay", f"BasePayAmount{naam}") for naam in ("Min", "Max")]
    return str(vind("PositionRecordInfo", "Id", "IdValue")), Gelezen(
        str(vind("FunctionName", "Name")),
        str(vind("FinalApplicationDate")),
        _paar(*(een for een in uren if een != "0")),
        _paar(*bedragen),
    )


def lees_vum(tekst: bytes) -> dict[str, Gelezen]:
    return {een["idVacature"]: _vum(een) for een in json.loads(tekst)["vacatures"]}


def _vum(een: dict[str, Any]) -> Gelezen:
    voorwaarden = een.get("arbeidsVoorwaarden", {})
    salaris, uren = (voorwaarden.get(naam) for naam in _VOORWAARDEN)
    return Gelezen(een["naamVacature"], een["sluitingsdatumVacature"], *in_woorden(salaris, uren))


_VOORWAARDEN = ("salarisIndicatie", "omschrijvingArbeidsvoorwaarden")
LEZERS = {
    Uitgavevorm.XML: lees_xml,
    Uitgavevorm.ATOM: lees_atom,
    Uitgavevorm.JSONFEED: lees_jsonfeed,
    Uitgavevorm.CSV: lees_csv,
    Uitgavevorm.SETU: lees_setu,
}
# VUM cuts long texts; all else is told in full.
ALLE_LEZERS = LEZERS | {Uitgavevorm.VUM: lees_vum}


# ---- readers of npm
def node_leest(teksten: dict[str, tuple[str, bytes]]) -> dict[str, dict[str, Any]]:
    """Per name: `read` or `error`; the kind is that of `judges/feeds.mjs`."""
    gevraagd = {n: {"kind": kind, "text": tekst.decode()} for n, (kind, tekst) in teksten.items()}
    found: dict[str, dict[str, Any]] = node("feeds.mjs", gevraagd)
    return found


def van_fast_xml(job: dict[str, Any]) -> Gelezen:
    return Gelezen(
        job["title"],
        job["expirationdate"][:10],
        *in_woorden(job.get("salary"), job.get("workinghours")),
        job["description"],
    )


def eigen_feiten(tekst: bytes) -> list[dict[str, str]]:
    """The elements of our own namespace per entry, by lxml."""
    feed = etree.fromstring(tekst)
    return [
        {e.tag.rpartition("}")[2]: e.text for e in entry.iterfind(f"{{{EIGEN}}}*")}
        for entry in feed.iterfind("{http://www.w3.org/2005/Atom}entry")
    ]
