"""Een lijst van wat er is ingehuurd: geschiedenis voor de planning, geen behoeften.

Pure rules. A list names organisations as it likes (OIN, TOOI or name), so that a makelaar can give
the assignments of a whole region. Nothing about persons: an unknown column refuses the row.
"""

from collections.abc import Mapping
from datetime import date

from services.pool.aanlevering.rules import herken
from services.pool.aanlevering.rules.waarden import (
    NOG_ONBEKEND,
    ZO_SNEL_MOGELIJK,
    functie_uit_titel,
    lees_datum,
    lees_uren,
)
from services.pool.flexpool.rules import Reden
from services.pool.inhuur.rules import LeverancierSoort
from services.pool.planning.rules.patronen import Inhuurrij

# Columns that say something here; every other column of the hiring list is known and not used.
EIGEN = ("organisatie", "organisatie_tooi", "inlener", "publicatiedatum", "leverancierSoort")
KOLOMMEN = (
    "kenmerk",
    "id",
    "soort",
    "titel",
    "functie",
    "uren",
    "begin",
    "begindatum",
    "eind",
    "einddatum",
    *EIGEN,
    "organisatie_type",
    "plaats",
    "pc4",
    "niveau",
    "schaal",
    "salaris_min",
    "salaris_max",
    "tarief_max_per_uur",
    "tarief_tekst",
    "opleidingsniveau",
    "contractvorm",
    "sluitingsdatum",
    "gezien_op",
    "url",
    "vindplaats",
)


def lees_inhuur(
    item: Mapping[str, object], catalogus: Mapping[str, str]
) -> tuple[Inhuurrij | None, list[Reden]]:
    """A row of the list, or everything that is wrong with it.

    Without a function of its own the title tells it; without a first day the day it was published
    does. A function that is still unknown is no fault: such a row is kept and counts nowhere.
    """
    kaal = {naam: waarde for naam, waarde in item.items() if naam not in EIGEN}
    opdracht, vorm = herken(kaal)
    redenen = list(vorm)
    apart = {naam: _tekst(item.get(naam), naam, redenen) for naam in EIGEN}
    organisatie = apart["inlener"] or apart["organisatie_tooi"] or apart["organisatie"]
    for veld, waarde in (("kenmerk", opdracht.kenmerk), ("organisatie", organisatie)):
        if not waarde:
            redenen.append(Reden(veld, "ontbreekt", "Dit is nodig."))
    if not opdracht.titel and not opdracht.functie:
        redenen.append(Reden("titel", "ontbreekt", "Geef een titel of een functie."))
    begin = _dag(opdracht.begin, "begin", redenen)
    begin = begin or _dag(apart["publicatiedatum"], "publicatiedatum", redenen)
    eind = _dag(opdracht.eind, "eind", redenen, streng=False)
    soort = apart["leverancierSoort"]
    if soort and soort not in list(LeverancierSoort):
        zin = "Kies privaat_met_winst, overheid of overig."
        redenen.append(Reden("leverancierSoort", "waarde-onjuist", zin))
    functie = (opdracht.functie or "").lower() or functie_uit_titel(opdracht.titel or "", catalogus)
    if functie and functie not in catalogus:
        zin = f"“{functie}” staat niet in de catalogus."
        redenen.append(Reden("functie", "functie-onbekend", zin))
    uren = lees_uren(opdracht.uren) if opdracht.uren else None
    if redenen:
        return None, redenen
    rij = Inhuurrij(
        kenmerk=opdracht.kenmerk or "",
        organisatie=organisatie or "",
        titel=opdracht.titel or functie or "",
        functie=functie,
        uren=uren[1] if uren else None,
        van=begin,
        tot=eind if eind and begin and eind >= begin else None,
        leverancier_soort=soort,
    )
    return rij, []


def _tekst(waarde: object, naam: str, redenen: list[Reden]) -> str | None:
    """A text of a sender as `herken` reads it."""
    opdracht, vorm = herken({"plaats": waarde})
    redenen += [Reden(naam, een.code, een.uitleg) for een in vorm]
    return opdracht.plaats


def _dag(tekst: str | None, veld: str, redenen: list[Reden], streng: bool = True) -> date | None:
    woord = (tekst or "").strip().lower()
    if not woord or woord in NOG_ONBEKEND | ZO_SNEL_MOGELIJK:
        return None
    dag = lees_datum(woord)
    if dag is None and streng:
        redenen.append(Reden(veld, "datum-onleesbaar", f"“{tekst}” is geen datum."))
    return dag
