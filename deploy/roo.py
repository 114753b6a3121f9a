"""Read the export of the Register van Overheidsorganisaties (exportOO.xml) into register rows.

Streaming: the file is tens of megabytes, and one organisation at a time is in memory. What has no
OIN, or is no kind of employer that we know, is not a row.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import iterparse

# Kind of the register → our kind, with the cao that all of that kind have (None: they differ).
SOORTEN: dict[str, tuple[str, str | None]] = {
    "gemeente": ("gemeente", "gemeenten"),
    "provincie": ("provincie", "provincies"),
    "waterschap": ("waterschap", "waterschappen"),
    "ministerie": ("rijk", "rijk"),
    "agentschap": ("rijk", "rijk"),
    "zelfstandig bestuursorgaan": ("zbo", None),
    "regionaal samenwerkingsorgaan": ("gemeenschappelijke_regeling", None),
    "gemeenschappelijke regeling": ("gemeenschappelijke_regeling", None),
    "samenwerkingsorganisatie": ("gemeenschappelijke_regeling", None),
}


def lees(bestand: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Kind and row per organisation. Error: xml.etree.ElementTree.ParseError, defusedxml's."""
    with bestand.open("rb") as stream:
        parents: list[Any] = []
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            if _name(element.tag) != "organisatie":
                continue
            if (row := _row(element)) is not None:
                yield row
            element.clear()
            if parents:
                parents[-1].remove(element)


def _row(element: Any) -> tuple[str, dict[str, str]] | None:
    texts: dict[str, str] = {}
    types = []
    own = [child for child in element if _name(child.tag) != "organisaties"]
    for part in [node for child in own for node in child.iter()]:
        name, text = _name(part.tag).lower(), (part.text or "").strip()
        if name == "type" and text:
            types.append(text.lower())
        elif text:
            texts.setdefault(name, text)
    attributes = {_name(key).lower(): value for key, value in element.attrib.items()}
    tooi = attributes.get("resourceidentifiertooi", texts.get("resourceidentifiertooi", ""))
    known = next((SOORTEN[kind] for kind in types if kind in SOORTEN), None)
    if known is None or not tooi or "oin" not in texts:
        return None
    soort, cao = known
    row = {"tooi": tooi, "oin": texts["oin"], "naam": texts.get("naam", "")}
    row |= {"cao": cao} if cao else {}
    for ours, theirs in (
        ("begindatum", "begindatum"),
        ("einddatum", "einddatum"),
        ("opvolger", "opvolger"),
        ("internet", "internet"),
        ("woonplaats", "plaats"),
        ("postcode", "postcode"),
    ):
        if theirs in texts:
            row[ours] = texts[theirs]
    return soort, row


def _name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]
