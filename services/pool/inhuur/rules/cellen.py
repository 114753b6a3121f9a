"""How a cell of a file becomes a value of ours, or why it cannot be read.

No reason repeats what stood in the cell, for that can be anything, also somebody's name.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from services.pool.flexpool.rules import Niveau
from services.pool.inhuur.rules.bestand import is_tekst, sleutel
from services.pool.inhuur.rules.regel import JAREN
from services.pool.inhuur.rules.woorden import (
    Inhuurcategorie,
    Inhuurreden,
    Inhuurvorm,
    LeverancierSoort,
)

MEESTE_UREN = 1_000_000_00  # hundredths of an hour in one row
MEESTE_CENT = 100_000_000_00
LANGSTE_TEKST, LANGSTE_UITLEG = 200, 2000
FUNCTIE = re.compile(r"[a-z0-9][a-z0-9-]{0,99}", re.ASCII)


class Decimaalteken(StrEnum):
    """What stands before the decimals; the other one parts thousands."""

    KOMMA = "komma"
    PUNT = "punt"


class Onleesbaar(Exception):
    """Why a cell cannot be read."""

    def __init__(self, code: str, uitleg: str) -> None:
        super().__init__(code)
        self.code, self.uitleg = code, uitleg


def lees_getal(tekst: str, teken: Decimaalteken) -> int:
    """A number of at most two decimals as whole hundredths. Error: Onleesbaar."""
    komma, duizend = (",", ".") if teken is Decimaalteken.KOMMA else (".", ",")
    kaal = tekst.replace("€", "").replace("\u00a0", "").replace(" ", "")
    patroon = rf"\d{{1,12}}|\d{{1,3}}(?:{re.escape(duizend)}\d{{3}}){{1,3}}"
    gevonden = re.fullmatch(rf"({patroon})(?:{re.escape(komma)}(\d{{0,2}})0*)?", kaal, re.ASCII)
    if gevonden is None:
        zin = f"Schrijf een getal van nul of meer, hooguit twee cijfers achter de {teken.value}."
        raise Onleesbaar("geen-getal", zin)
    heel, deel = gevonden[1].replace(duizend, ""), gevonden[2] or ""
    return int(heel) * 100 + int(deel.ljust(2, "0"))


def _bedrag(grens: int) -> Callable[[str, Decimaalteken], int]:
    def lees(tekst: str, teken: Decimaalteken) -> int:
        waarde = lees_getal(tekst, teken)
        if waarde > grens:
            raise Onleesbaar("te-hoog", "Dit is meer dan hier in één regel kan.")
        return waarde

    return lees


def lees_dag(tekst: str) -> date:
    """A day as 2026-07-01, 01-07-2026 or 1/7/2026. Error: Onleesbaar."""
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", tekst, re.ASCII):
        delen = int(iso[1]), int(iso[2]), int(iso[3])
    elif nl := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", tekst, re.ASCII):
        delen = int(nl[3]), int(nl[2]), int(nl[1])
    else:
        raise Onleesbaar("geen-dag", "Schrijf een dag als 2026-07-01 of 01-07-2026.")
    try:
        dag = date(*delen)
    except ValueError:
        raise Onleesbaar("geen-dag", "Deze dag bestaat niet.") from None
    if dag.year not in JAREN:
        zin = f"Een dag ligt tussen {JAREN.start} en {JAREN.stop - 1}."
        raise Onleesbaar("buiten-bereik", zin)
    return dag


def _keus(soort: type[StrEnum]) -> Callable[[str, Decimaalteken], StrEnum]:
    """One of our words, however it is spaced; what else a sender says stands in `woorden`."""
    bekend = {sleutel(een.value): een for een in soort}

    def lees(tekst: str, _: Decimaalteken) -> StrEnum:
        if (gevonden := bekend.get(sleutel(tekst))) is None:
            raise Onleesbaar("waarde-onbekend", f"Kies {', '.join(een.value for een in soort)}.")
        return gevonden

    return lees


def _tekst(tekst: str, _: Decimaalteken, grens: int = LANGSTE_TEKST) -> str:
    if len(tekst) > grens or not is_tekst(tekst):
        zin = f"Een tekst heeft hier hooguit {grens} tekens, zonder stuurtekens."
        raise Onleesbaar("tekst-onjuist", zin)
    return tekst


def _functie(tekst: str, _: Decimaalteken) -> str:
    code = "-".join(sleutel(tekst).split())
    if not FUNCTIE.fullmatch(code):
        raise Onleesbaar("functie-onbekend", "Noem een code uit de functiecatalogus.")
    return code


def _uuid(tekst: str, _: Decimaalteken) -> UUID:
    try:
        return UUID(tekst)
    except ValueError:
        raise Onleesbaar("geen-uuid", "Een inhuurtoets heeft een UUID.") from None


def _dag(tekst: str, _: Decimaalteken) -> date:
    return lees_dag(tekst)


# Our field, as in the API, with how its cell is read.
LEZERS: Mapping[str, Callable[[str, Decimaalteken], Any]] = {
    "kenmerk": _tekst,
    "functie": _functie,
    "niveau": _keus(Niveau),
    "vorm": _keus(Inhuurvorm),
    "leverancierSoort": _keus(LeverancierSoort),
    "categorie": _keus(Inhuurcategorie),
    "domein": _tekst,
    "leverancier": _tekst,
    "uren": _bedrag(MEESTE_UREN),
    "kosten": _bedrag(MEESTE_CENT),
    "van": _dag,
    "tot": _dag,
    "reden": _keus(Inhuurreden),
    "toelichting": partial(_tekst, grens=LANGSTE_UITLEG),
    "toets": _uuid,
    "zonderToets": _tekst,
}
