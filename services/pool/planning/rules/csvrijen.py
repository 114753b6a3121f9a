"""Rows of a CSV file as items: our field names in the header, in any order and case. Pure rules."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.pool.flexpool.rules import Reden
from services.pool.planning.rules import csvcel

MAXIMUM_KOLOMMEN = 100
SCHEIDINGSTEKENS = ";,\t"
SLOT = "einde-van-het-bestand"  # read as a row of its own, unless a text goes on to the end
# Columns in which a text goes on over lines; in any other one a line break beside a separator is
# where two lost quotation marks made one row of two.
LANGE_TEKSTEN = frozenset(
    {"omschrijving", "toelichting", "urgentiereden", "opmerking", "opmerkingen", "zondertoets"}
)
Rij = Mapping[str, str] | Reden


def lees_tekst(inhoud: bytes) -> str:
    """UTF-8, with or without mark; else what Dutch spreadsheet programs write (Windows-1252)."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def lees_cellen(
    inhoud: bytes, lang: Collection[str] = LANGE_TEKSTEN
) -> tuple[list[tuple[int, list[str]]], list[Reden]]:
    """The header and the rows that have anything in them, each with its number, the header 1.

    Or what is wrong with the whole file. A text in quotation marks that never ends would swallow
    every row after it, and two lost marks the rows between them: that stops all. `lang`: the
    columns with long texts, as `sleutel` compares them.
    """
    tekst = lees_tekst(inhoud)
    kop = tekst.split("\n", 1)[0]
    teken = max(SCHEIDINGSTEKENS, key=kop.count)
    lezer = csv.reader(io.StringIO(f"{tekst}\n{SLOT}\n", newline=""), delimiter=teken, strict=True)
    try:
        alle, fouten = _genummerd(lezer, teken, lang)
    except csv.Error as fout:
        if "field" in str(fout):
            zin = f"Regel {lezer.line_num} is niet te lezen, of een cel is te lang."
            return [], [Reden("bestand", "geen-csv", zin)]
        zin = f"Een aanhalingsteken ontbreekt of staat verkeerd (tot regel {lezer.line_num})."
        return [], [Reden("bestand", "afgebroken", zin)]
    if fouten:
        return [], fouten
    *rijen, slot = alle
    if slot[1] != [SLOT]:
        zin = "Een tekst tussen aanhalingstekens houdt niet op; er ontbreekt een aanhalingsteken."
        return [], [Reden("bestand", "afgebroken", zin)]
    if len(rijen) < 2:
        zin = "Het bestand heeft een kopregel en minstens één rij."
        return [], [Reden("bestand", "leeg", zin)]
    return rijen, []


def _genummerd(
    lezer: Any, teken: str, lang: Collection[str]
) -> tuple[list[tuple[int, list[str]]], list[Reden]]:
    rijen: list[tuple[int, list[str]]] = []
    tot = 0
    for nr, rij in enumerate(lezer, 1):
        van, tot = tot + 1, lezer.line_num
        if not any(cel.strip() for cel in rij):
            continue
        rijen.append((nr, rij))
        if tot > van and _slokt_op(rij, rijen[0][1], teken, lang):
            zin = f"Regel {van} tot en met {tot}: een aanhalingsteken ontbreekt of staat verkeerd."
            return [], [Reden("bestand", "afgebroken", zin)]
    return rijen, []


def _slokt_op(rij: list[str], kop: list[str], teken: str, lang: Collection[str]) -> bool:
    """Whether a cell that is no long text holds the end of one line and cells beside it."""
    namen = [sleutel(cel) for cel in kop]
    return any(
        teken in cel and len(cel.splitlines()) > 1
        for nr, cel in enumerate(rij)
        if nr >= len(namen) or namen[nr] not in lang
    )


def lees_rijen(inhoud: bytes, velden: Sequence[str]) -> tuple[list[Rij], list[Reden]]:
    """The rows, or per row why it cannot be taken apart; and what is wrong with the whole file.

    An empty cell says nothing.
    """
    rijen, fouten = lees_cellen(inhoud)
    if fouten:
        return [], fouten
    kolommen, fouten = _kolommen(rijen[0][1], velden)
    return [] if fouten else [_item(rij, kolommen) for _, rij in rijen[1:]], fouten


def _kolommen(kop: list[str], velden: Sequence[str]) -> tuple[list[str], list[Reden]]:
    bekend = {sleutel(veld): veld for veld in velden}
    namen = [sleutel(cel) for cel in kop]
    fouten = [
        Reden(_leesbaar(cel), "onbekend-veld", "Deze kolom bestaat niet.")
        for cel, naam in zip(kop[:MAXIMUM_KOLOMMEN], namen, strict=False)
        if naam not in bekend
    ]
    fouten += [
        Reden(bekend[naam], "dubbele-kolom", "Deze kolom staat er vaker.")
        for naam in sorted({n for n in namen if n in bekend and namen.count(n) > 1})
    ]
    if len(kop) > MAXIMUM_KOLOMMEN:
        zin = f"Een bestand heeft hooguit {MAXIMUM_KOLOMMEN} kolommen."
        fouten.append(Reden("bestand", "te-veel-kolommen", zin))
    return [bekend.get(naam, "") for naam in namen], fouten


def sleutel(naam: str) -> str:
    """How names of columns compare."""
    return naam.strip().lower().replace("_", "").replace(" ", "")


def _leesbaar(cel: str) -> str:
    return "".join(teken for teken in cel if teken.isprintable()).strip()[:100] or "?"


def _item(rij: list[str], kolommen: list[str]) -> Rij:
    if len(rij) > len(kolommen) and any(cel.strip() for cel in rij[len(kolommen) :]):
        reden = f"De rij heeft {len(rij)} cellen en de kop {len(kolommen)}."
        return Reden("rij", "te-veel-cellen", reden)
    cellen = zip(kolommen, rij, strict=False)
    return {naam: csvcel.gelezen(cel).strip() for naam, cel in cellen if cel.strip()}
