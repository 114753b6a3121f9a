"""Een CSV-bestand als rijen met hun nummer, zoals een rekenblad ze telt. Pure rules."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.pool.flexpool.rules import Reden
from services.pool.planning.rules import csvcel, csvrijen

MEESTE_KOLOMMEN = 100
MEESTE_RIJEN = 100_000


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


def lees_bestand(
    inhoud: bytes, lang: Collection[str] = ()
) -> tuple[Inhuurbestand | None, list[Reden]]:
    """The file, or everything that is wrong with it as a whole.

    `lang`: what the sender calls the columns in which a text goes on over lines.
    """
    eigen = {csvrijen.sleutel(naam) for naam in lang}
    rijen, fouten = csvrijen.lees_cellen(inhoud, csvrijen.LANGE_TEKSTEN | eigen)
    if fouten:
        return None, fouten
    alle = [
        Bestandsrij(nummer, tuple(csvcel.gelezen(cel).strip() for cel in cellen))
        for nummer, cellen in rijen
    ]
    kop = tuple(leesbaar(cel) for cel in alle[0].cellen)
    fouten = _fouten_in_kop(kop)
    if len(alle) - 1 > MEESTE_RIJEN:
        zin = f"Een bestand heeft hooguit {MEESTE_RIJEN} rijen."
        fouten.append(Reden("bestand", "te-lang", zin))
    return (None, fouten) if fouten else (Inhuurbestand(kop, tuple(alle[1:])), [])


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
