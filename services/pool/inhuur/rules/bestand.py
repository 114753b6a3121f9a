"""Een CSV-bestand als rijen met hun nummer, zoals een rekenblad ze telt. Pure rules."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.pool.flexpool.rules import Reden
from services.pool.planning.rules import csvcel

MEESTE_KOLOMMEN = 100
MEESTE_RIJEN = 100_000
SCHEIDINGSTEKENS = ";,\t"


@dataclass(frozen=True, slots=True)
class Bestandsrij:
    """A row as it was read; the first row under the header has number 2."""

    nummer: int
    cellen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inhuurbestand:
    """The header and the rows that have anything in them."""

    kop: tuple[str, ...]
    rijen: tuple[Bestandsrij, ...]


def lees_bestand(inhoud: bytes) -> tuple[Inhuurbestand | None, list[Reden]]:
    """The file, or everything that is wrong with it as a whole."""
    tekst = _als_tekst(inhoud)
    eerste = tekst.split("\n", 1)[0]
    teken = max(SCHEIDINGSTEKENS, key=eerste.count)
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=False)
    try:
        alle = list(_gevuld(lezer))
    except csv.Error as fout:
        return None, [Reden("bestand", "geen-csv", f"Regel {lezer.line_num}: {fout}")]
    if len(alle) < 2:
        zin = "Het bestand heeft een kopregel en minstens één rij."
        return None, [Reden("bestand", "leeg", zin)]
    kop = tuple(leesbaar(cel) for cel in alle[0].cellen)
    fouten = _fouten_in_kop(kop)
    if len(alle) - 1 > MEESTE_RIJEN:
        zin = f"Een bestand heeft hooguit {MEESTE_RIJEN} rijen."
        fouten.append(Reden("bestand", "te-lang", zin))
    return (None, fouten) if fouten else (Inhuurbestand(kop, tuple(alle[1:])), [])


def _als_tekst(inhoud: bytes) -> str:
    """UTF-8, with or without mark; else what Dutch spreadsheet programs write (Windows-1252)."""
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def _gevuld(lezer: Iterator[list[str]]) -> Iterator[Bestandsrij]:
    for nummer, rij in enumerate(lezer, 1):
        cellen = tuple(csvcel.gelezen(cel).strip() for cel in rij)
        if any(cellen):
            yield Bestandsrij(nummer, cellen)


def _fouten_in_kop(kop: Sequence[str]) -> list[Reden]:
    namen = [sleutel(cel) for cel in kop if cel]
    fouten = [
        Reden(naam[:100], "dubbele-kolom", "Deze kolom staat er vaker.")
        for naam in sorted({naam for naam in namen if namen.count(naam) > 1})
    ]
    if len(kop) > MEESTE_KOLOMMEN:
        zin = f"Een bestand heeft hooguit {MEESTE_KOLOMMEN} kolommen."
        fouten.append(Reden("bestand", "te-veel-kolommen", zin))
    return fouten


def sleutel(naam: str) -> str:
    """How names of columns and code words compare."""
    return " ".join(naam.casefold().replace("_", " ").split())


def leesbaar(cel: str) -> str:
    return "".join(teken for teken in cel if teken.isprintable()).strip()[:100]


def is_tekst(cel: str) -> bool:
    """Without control characters and half characters, which no database can store."""
    return not any(
        (ord(teken) < 32 and teken not in "\n\r\t") or 0xD800 <= ord(teken) <= 0xDFFF
        for teken in cel
    )


# ---- the cells of our own files -----------------------------------------------------------------
def als_cel(waarde: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    match waarde:
        case None:
            tekst = ""
        case bool():
            tekst = "ja" if waarde else "nee"
        case Decimal():
            tekst = f"{waarde:f}".replace(".", ",")
        case date():
            tekst = waarde.isoformat()
        case _:
            tekst = str(waarde)
    return csvcel.veilig(tekst)
