"""Rows of a CSV file as items: our field names in the header, in any order and case. Pure rules."""

import csv
import io
from collections.abc import Mapping, Sequence

from services.pool.flexpool.rules import Reden
from services.pool.planning.rules import csvcel

MAXIMUM_KOLOMMEN = 100
SCHEIDINGSTEKENS = ";,\t"
SLOT = "einde-van-het-bestand"  # read as a row of its own, unless a text goes on to the end
Rij = Mapping[str, str] | Reden


def lees_tekst(inhoud: bytes) -> str:
    """UTF-8, with or without mark; else what Dutch spreadsheet programs write (Windows-1252)."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def lees_cellen(inhoud: bytes) -> tuple[list[tuple[int, list[str]]], list[Reden]]:
    """The header and the rows that have anything in them, each with its number, the header 1.

    Or what is wrong with the whole file. A text in quotation marks that never ends would swallow
    every row after it: that stops all.
    """
    tekst = lees_tekst(inhoud)
    kop = tekst.split("\n", 1)[0]
    teken = max(SCHEIDINGSTEKENS, key=kop.count)
    lezer = csv.reader(io.StringIO(f"{tekst}\n{SLOT}\n", newline=""), delimiter=teken, strict=True)
    try:
        genummerd = enumerate(lezer, 1)
        *rijen, slot = [een for een in genummerd if any(cel.strip() for cel in een[1])]
    except csv.Error as fout:
        if "field" in str(fout):
            zin = f"Regel {lezer.line_num} is niet te lezen, of een cel is te lang."
            return [], [Reden("bestand", "geen-csv", zin)]
        zin = f"Een aanhalingsteken ontbreekt of staat verkeerd (tot regel {lezer.line_num})."
        return [], [Reden("bestand", "afgebroken", zin)]
    if slot[1] != [SLOT]:
        zin = "Een tekst tussen aanhalingstekens houdt niet op; er ontbreekt een aanhalingsteken."
        return [], [Reden("bestand", "afgebroken", zin)]
    if len(rijen) < 2:
        zin = "Het bestand heeft een kopregel en minstens één rij."
        return [], [Reden("bestand", "leeg", zin)]
    return rijen, []


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
    bekend = {_sleutel(veld): veld for veld in velden}
    namen = [_sleutel(cel) for cel in kop]
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


def _sleutel(naam: str) -> str:
    return naam.strip().lower().replace("_", "").replace(" ", "")


def _leesbaar(cel: str) -> str:
    return "".join(teken for teken in cel if teken.isprintable()).strip()[:100] or "?"


def _item(rij: list[str], kolommen: list[str]) -> Rij:
    if len(rij) > len(kolommen) and any(cel.strip() for cel in rij[len(kolommen) :]):
        reden = f"De rij heeft {len(rij)} cellen en de kop {len(kolommen)}."
        return Reden("rij", "te-veel-cellen", reden)
    cellen = zip(kolommen, rij, strict=False)
    return {naam: csvcel.gelezen(cel).strip() for naam, cel in cellen if cel.strip()}
