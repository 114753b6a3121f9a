"""Rows of a CSV file as items: our field names in the header, in any order and case."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.vacatures.vacature.rules import Fout

MAXIMUM_KOLOMMEN = 100
SCHEIDINGSTEKENS = ";,\t"
SLOT = "einde-van-het-bestand"  # read as a row of its own, unless a text goes on to the end


@dataclass(frozen=True, slots=True)
class Kapot:
    """An item that could not even be taken apart, with the reason."""

    reden: Fout


def lees_tekst(inhoud: bytes) -> str:
    """UTF-8, with or without mark; else what Dutch spreadsheet programs write (Windows-1252)."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def lees_rijen(
    inhoud: bytes, velden: frozenset[str]
) -> tuple[list[Mapping[str, Any] | Kapot], list[Fout]]:
    """The rows as items, and what is wrong with the file as a whole.

    An empty cell says nothing. A row with too many cells is a broken item; it stops no other row.
    A text in quotation marks that never ends would swallow every row after it: that stops all.
    """
    tekst = lees_tekst(inhoud)
    kop, *_ = tekst.splitlines() or [""]
    teken = max(SCHEIDINGSTEKENS, key=kop.count)
    lezer = csv.reader(io.StringIO(f"{tekst}\n{SLOT}\n", newline=""), delimiter=teken)
    try:
        *rijen, slot = [rij for rij in lezer if any(cel.strip() for cel in rij)]
    except csv.Error:
        reden = f"Regel {lezer.line_num}: deze regel is niet te lezen, of een cel is te lang"
        return [], [Fout("bestand", "geen-csv", reden)]
    if slot != [SLOT]:
        reden = "Een tekst tussen aanhalingstekens houdt niet op; er ontbreekt een aanhalingsteken"
        return [], [Fout("bestand", "afgebroken", reden)]
    if not rijen:
        return [], [Fout("bestand", "leeg", "Het bestand heeft geen kopregel")]
    kolommen, fouten = _kolommen(rijen[0], velden)
    return [_item(rij, kolommen) for rij in rijen[1:]] if not fouten else [], fouten


def _kolommen(kop: list[str], velden: frozenset[str]) -> tuple[list[str], list[Fout]]:
    bekend = {veld.lower(): veld for veld in velden}
    namen = [cel.strip().lower().replace("_", "").replace(" ", "") for cel in kop]
    fouten = [
        Fout(cel.strip()[:100] or "?", "onbekend-veld", "Deze kolom bestaat niet")
        for cel, naam in zip(kop[:MAXIMUM_KOLOMMEN], namen, strict=False)
        if naam not in bekend
    ]
    fouten += [
        Fout(bekend[naam], "dubbele-kolom", "Deze kolom staat er vaker")
        for naam in sorted({n for n in namen if n in bekend and namen.count(n) > 1})
    ]
    return [bekend.get(naam, "") for naam in namen], fouten


def _item(rij: list[str], kolommen: list[str]) -> Mapping[str, Any] | Kapot:
    if len(rij) > len(kolommen) and any(cel.strip() for cel in rij[len(kolommen) :]):
        reden = f"De rij heeft {len(rij)} cellen en de kop {len(kolommen)}"
        return Kapot(Fout("rij", "te-veel-cellen", reden))
    cellen = zip(kolommen, rij, strict=False)
    return {naam: cel.strip() for naam, cel in cellen if cel.strip()}
