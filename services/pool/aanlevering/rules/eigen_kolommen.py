"""Onze eigen kolommen: wat is uitgevoerd, kan weer worden ingelezen en zegt dan hetzelfde.

Pure rules. A row with `soort` functie or product is such a row: an empty cell then means nothing
is filled in, and nothing is read from the title.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from services.pool.aanlevering.rules.waarden import lees_datum
from services.pool.flexpool.rules import Niveau, Reden
from services.pool.planning import rules as planning
from services.pool.planning.rules import csvcel

# Our field of a need, and the column it has (as in the API).
KOLOMMEN: Mapping[str, str] = {
    "verband": "verband",
    "titel": "titel",
    "functie": "functie",
    "niveau": "niveau",
    "uren_min": "urenMin",
    "uren_max": "urenMax",
    "kleinste_urenblok": "kleinsteUrenblok",
    "van": "van",
    "zo_snel_mogelijk": "zoSnelMogelijk",
    "tot": "tot",
    "duur_maanden": "duurMaanden",
    "open_einde": "openEinde",
    "plaats": "plaats",
    "pc4": "pc4",
    "project": "project",
    "soort": "soort",
    "leiding": "leiding",
    "urgentie": "urgentie",
    "urgentie_reden": "urgentieReden",
    "bron": "bron",
    "bron_naam": "bronNaam",
    "bron_maximum_maanden": "bronMaximumMaanden",
    "bron_eigen_deel": "bronEigenDeel",
}
KOP = ("kenmerk", "status", *KOLOMMEN.values())
JA_NEE = {"ja": True, "nee": False}
MEESTE_UREN = Decimal(40)
# What a sender's own list never speaks of: it stays as it is when the list comes again.
ALLEEN_HIER = (
    "project",
    "soort",
    "leiding",
    "urgentie",
    "urgentie_reden",
    "bron",
    "bron_naam",
    "bron_maximum_maanden",
    "bron_eigen_deel",
)


def _uren(tekst: str) -> Decimal:
    uren = Decimal(tekst.replace(",", "."))
    if not 0 <= uren <= MEESTE_UREN or uren != round(uren, 1):
        raise ValueError
    return uren


def _dag(tekst: str) -> date:
    """Also as a Dutch spreadsheet writes it back."""
    if (dag := lees_datum(tekst)) is None:
        raise ValueError
    return dag


def _geheel(laagste: int, hoogste: int) -> Callable[[str], int]:
    def lees(tekst: str) -> int:
        if not (tekst.isascii() and tekst.isdigit()) or not laagste <= int(tekst) <= hoogste:
            raise ValueError
        return int(tekst)

    return lees


LEZERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "niveau": (Niveau, "Kies junior, medior of senior."),
    "uren_min": (_uren, "Uren per week: 0 tot en met 40, op een tiende."),
    "uren_max": (_uren, "Uren per week: 0 tot en met 40, op een tiende."),
    "van": (_dag, "Een dag is jjjj-mm-dd of dd-mm-jjjj."),
    "tot": (_dag, "Een dag is jjjj-mm-dd of dd-mm-jjjj."),
    "zo_snel_mogelijk": (JA_NEE.__getitem__, "Kies ja of nee."),
    "open_einde": (JA_NEE.__getitem__, "Kies ja of nee."),
    "duur_maanden": (_geheel(1, 120), "Een duur is 1 tot en met 120 maanden."),
    "project": (UUID, "Een project heeft een UUID."),
    "soort": (planning.BehoefteSoort, "Kies functie of product."),
    "leiding": (planning.Leiding, "Kies inlener of uitvoerder."),
    "urgentie": (planning.Urgentie, "Kies gewoon, hoog of spoed."),
    "urgentie_reden": (str, ""),
    "bron": (planning.Bron, "Kies eigen_middelen, subsidie of externe_pool."),
    "bron_naam": (str, ""),
    "bron_maximum_maanden": (_geheel(1, 120), "1 tot en met 120 maanden."),
    "bron_eigen_deel": (_geheel(0, 100), "Een deel is 0 tot en met 100 procent."),
}


def lees_kolommen(
    behoefte: planning.Behoefte, gegeven: Mapping[str, str | None]
) -> tuple[planning.Behoefte, list[Reden]]:
    """The need with what these columns say, and every cell that cannot be read."""
    redenen = []
    for veld, (lezer, uitleg) in LEZERS.items():
        tekst = (gegeven.get(veld) or "").strip()
        if not tekst:
            continue
        try:
            behoefte = replace(behoefte, **{veld: lezer(tekst)})
        except (ValueError, KeyError, InvalidOperation):
            redenen.append(Reden(KOLOMMEN[veld], "waarde-onjuist", uitleg))
    return behoefte, redenen


def vul_aan(
    behoefte: planning.Behoefte, oud: planning.Behoefte, is_eigen_rij: bool
) -> planning.Behoefte:
    """What was entered here stays, when a sender's own list comes again."""
    velden = ("reeks",) if is_eigen_rij else ("reeks", *ALLEEN_HIER)
    leeg = planning.Behoefte(behoefte.verband, behoefte.inlener, behoefte.titel)
    houd = {
        veld: getattr(oud, veld)
        for veld in velden
        if getattr(behoefte, veld) == getattr(leeg, veld)
    }
    return replace(behoefte, **houd)


def zegt_hetzelfde(een: planning.Behoefte, ander: planning.Behoefte) -> bool:
    """Whether two needs are the same, but for spaces around a text."""
    return _kaal(een) == _kaal(ander)


def _kaal(behoefte: planning.Behoefte) -> dict[str, Any]:
    waarden = asdict(behoefte)
    return {
        naam: (waarde.strip() or None) if isinstance(waarde, str) else waarde
        for naam, waarde in waarden.items()
    }


def als_rij(kenmerk: str, status: str, behoefte: planning.Behoefte) -> list[str]:
    """A need as a row of the file; no cell is a formula to a spreadsheet."""
    namen = {veld.name for veld in fields(behoefte)} & set(KOLOMMEN)
    cellen = [_cel(naam, getattr(behoefte, naam)) for naam in KOLOMMEN if naam in namen]
    return [csvcel.veilig(cel) for cel in (kenmerk, status, *cellen)]


def _cel(naam: str, waarde: object) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    tekst = str(waarde)
    # Whoever reads it back takes this for rows that a lost quotation mark swallowed.
    if naam != "urgentie_reden" and "," in tekst and len(tekst.splitlines()) > 1:
        return " ".join(tekst.split())
    return tekst
