"""Rows of a CSV file as items: our field names in the header, in any order and case."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from services.vacatures.vacature.rules import Fout

MAXIMUM_KOLOMMEN = 100
SCHEIDINGSTEKENS = ";,\t"
MEER_REGELS = frozenset({"omschrijving", "competenties"})  # a line break belongs in these
_VERKEERD = "er ontbreekt een aanhalingsteken of er is er een te veel, of een cel is te lang"
_OVER_REGELS = (
    "een cel loopt over meer regels, en dat kan alleen in omschrijving en competenties; haal het"
    " regeleinde weg, of kijk of er een aanhalingsteken ontbreekt"
)


@dataclass(frozen=True, slots=True)
class Kapot:
    """An item that could not be taken apart, with the reasons; `bron`: its reference, if sure."""

    redenen: tuple[Fout, ...]
    bron: str | None = None


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

    An empty cell says nothing. A row that cannot be read is a broken item; it stops no other row.
    A text in quotation marks that does not end would swallow the rows after it: that stops all,
    also when another lost mark ends it and the whole reads as one row.
    """
    tekst = lees_tekst(inhoud)
    kop, *_ = tekst.splitlines() or [""]
    teken = max(SCHEIDINGSTEKENS, key=kop.count)
    rijen, fouten = _rijen(tekst, teken)
    if fouten:
        return [], fouten
    if not rijen:
        return [], [Fout("bestand", "leeg", "Het bestand heeft geen kopregel")]
    eerste, *rest = rijen
    if isinstance(eerste, Kapot):
        return [], [Fout("bestand", "geen-csv", een.reden) for een in eerste.redenen]
    kolommen, fouten = _kolommen(eerste, velden)
    if fouten:
        return [], fouten
    return [rij if isinstance(rij, Kapot) else _item(rij, kolommen) for rij in rest], []


def _rijen(tekst: str, teken: str) -> tuple[list[list[str] | Kapot], list[Fout]]:
    """Every row that says something. What cannot be read on one line is broken alone; over more
    lines it may have swallowed rows, as two lost quotation marks do."""
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True)
    rijen: list[list[str] | Kapot] = []
    while True:
        begin = lezer.line_num + 1
        try:
            rij = next(lezer)
        except StopIteration:
            return rijen, []
        except csv.Error:
            if lezer.line_num > begin:
                return [], [_afgebroken(begin, lezer.line_num, _VERKEERD)]
            rijen.append(Kapot((Fout("rij", "onleesbaar", f"Regel {begin}: {_VERKEERD}"),)))
        else:
            if rijen and lezer.line_num > begin and _over_regels(rijen[0], rij):
                return [], [_afgebroken(begin, lezer.line_num, _OVER_REGELS)]
            if any(cel.strip() for cel in rij):
                rijen.append(rij)


def _afgebroken(van: int, tot: int, waarom: str) -> Fout:
    return Fout("bestand", "afgebroken", f"Regel {van} tot en met {tot}: {waarom}")


def _over_regels(kop: list[str] | Kapot, rij: list[str]) -> bool:
    """Whether a line break stands where none belongs: a swallowed row brings it there."""
    namen = [] if isinstance(kop, Kapot) else _namen(kop)
    cellen = zip_longest(namen[: len(rij)], rij, fillvalue="")
    return any(naam not in MEER_REGELS and {"\r", "\n"} & set(cel.rstrip()) for naam, cel in cellen)


def _namen(kop: list[str]) -> list[str]:
    return [cel.strip().lower().replace("_", "").replace(" ", "") for cel in kop]


def _kolommen(kop: list[str], velden: frozenset[str]) -> tuple[list[str], list[Fout]]:
    bekend = {veld.lower(): veld for veld in velden}
    namen = _namen(kop)
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
        return Kapot((Fout("rij", "te-veel-cellen", reden),))
    cellen = zip(kolommen, rij, strict=False)
    return {naam: cel.strip() for naam, cel in cellen if cel.strip()}
