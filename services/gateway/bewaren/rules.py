"""Wat een organisatie meekrijgt als zij uittreedt: an open format that anything can read."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

# A spreadsheet takes a cell that begins so for a formula.
FORMULE = ("=", "+", "-", "@", "\t", "\r")
LEESMIJ = """Gegevens van uw organisatie, meegegeven door Doorstroom.

Per dienst een map, per onderdeel twee bestanden met dezelfde rijen:
  .jsonl   een JSON-object per regel (UTF-8), om in te lezen;
  .csv     komma's, een kopregel, UTF-8, om te bekijken. Wat geen tekst of getal is, staat als
           JSON in de cel; wat een rekenblad voor een formule zou houden, begint met een '.

Een mens heet overal naar zijn pseudoniem. In gateway/medewerker staat wie dat is, van uw eigen
medewerkers. Bestanden van kandidaten zitten er niet bij: die haalt u op bij de sollicitatie.
Dit zijn persoonsgegevens: bewaar ze niet langer dan u ze nodig hebt.
"""


@dataclass(frozen=True, slots=True)
class Meegave:
    """A part of what is handed over."""

    dienst: str
    onderdeel: str
    rijen: Sequence[dict[str, Any]]

    @property
    def pad(self) -> str:
        """Where it stands in the file, without what it ends in."""
        return f"{self.dienst}/{self.onderdeel}"


def als_jsonl(rijen: Iterable[dict[str, Any]]) -> str:
    """One JSON object per line."""
    return "".join(json.dumps(rij, ensure_ascii=False) + "\n" for rij in rijen)


def als_csv(rijen: Sequence[dict[str, Any]]) -> str:
    """A header and a line per row; columns in the order in which they were first met."""
    kop = list(dict.fromkeys(naam for rij in rijen for naam in rij))
    buffer = StringIO()
    schrijver = csv.writer(buffer)
    schrijver.writerow(kop)
    schrijver.writerows([_cel(rij.get(naam)) for naam in kop] for rij in rijen)
    return buffer.getvalue()


def _cel(waarde: Any) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, bool | list | dict):
        return json.dumps(waarde, ensure_ascii=False)
    tekst = str(waarde)
    is_tekst = isinstance(waarde, str)
    return f"'{tekst}" if is_tekst and tekst.startswith(FORMULE) else tekst
