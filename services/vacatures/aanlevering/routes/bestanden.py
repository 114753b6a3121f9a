"""From a file to items: CSV with our field names, or the XML that job boards read."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.routes.models import MAX_ITEMS
from services.vacatures.aanlevering.rules import Kapot, Soort
from services.vacatures.vacature.rules import Fout
from shared.problem import Problem, invalid

CSV, XML = "text/csv", "application/xml"
KENMERK = "referencenumber"


def lees(inhoud: bytes, media_type: str) -> tuple[Sequence[Any], Soort]:
    """The items of a file. Errors: Problem 400 with everything that is wrong with the whole."""
    if media_type == CSV:
        items: list[Any]
        items, fouten = rules.lees_rijen(inhoud, rules.FEITENVELDEN)
        soort = Soort.FEITEN
    else:
        items, fouten = _lees_xml(inhoud)
        soort = Soort.INDEED
    if not fouten and len(items) > MAX_ITEMS:
        fouten = [Fout("bestand", "te-veel", f"Hoogstens {MAX_ITEMS} vacatures per aanlevering")]
    if fouten:
        raise _ongeldig(fouten)
    return items, soort


def _ongeldig(fouten: Sequence[Fout]) -> Problem:
    return invalid(*((f.veld, f.code, f.reden) for f in fouten))


def _lees_xml(inhoud: bytes) -> tuple[list[Any], list[Fout]]:
    """Jobs under `source`; a document type or entity of its own is refused, harmless or not."""
    try:
        bron = fromstring(inhoud, forbid_dtd=True)
    except ParseError as fout:
        regel, kolom = fout.position
        reden = f"Dit is geen geldige XML (regel {regel}, teken {kolom})"
        return [], [Fout("bestand", "geen-xml", reden)]
    except (DefusedXmlException, ValueError, LookupError):
        reden = "XML met een eigen documenttype, entiteiten of onbekende codering nemen wij niet"
        return [], [Fout("bestand", "xml-geweigerd", reden)]
    if _naam(bron) != "source":
        reden = "De buitenste naam is source, met daarin job per vacature"
        return [], [Fout("bestand", "geen-source", reden)]
    return [_item(job) for job in bron if _naam(job) == "job"], []


def _item(job: Element) -> dict[str, str] | Kapot:
    """What we read of a job; marks inside a text (`<p>`) are left out as in other texts."""
    velden: dict[str, str] = {}
    dubbel: list[str] = []
    for element in job:
        naam = _naam(element)
        if naam not in rules.INDEEDVELDEN:
            continue
        waarde = " ".join(element.itertext()).strip()
        if waarde and velden.setdefault(naam, waarde) != waarde:
            dubbel.append(naam)
    if not dubbel:
        return velden
    bron = None if KENMERK in dubbel else velden.get(KENMERK)
    reden = "Dit element staat er vaker, verschillend"
    return Kapot(tuple(Fout(n, "niet-uniek", reden) for n in dict.fromkeys(dubbel)), bron)


def _naam(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
