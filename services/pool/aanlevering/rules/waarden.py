"""Hours, dates, durations and functions as senders write them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.pool.flexpool.rules import Niveau

# The twelve scarce functions of seed 001, until the verband's own catalogue is known.
STANDAARD_CATALOGUS: Mapping[str, str] = {
    "verkeerskundige": "Verkeerskundige",
    "vergunningverlener": "Vergunningverlener",
    "directievoerder": "Directievoerder",
    "planeconoom": "Planeconoom",
    "ro-jurist": "RO-jurist",
    "civiel-ingenieur": "Civiel ingenieur",
    "projectleider": "Projectleider",
    "financiele-functie": "Financiële functie",
    "jurist": "Jurist",
    "hrm-adviseur": "HRM-adviseur",
    "inkoopadviseur": "Inkoopadviseur",
    "ict-adviseur": "ICT-adviseur",
}
ZO_SNEL_MOGELIJK = frozenset({"zsm", "z.s.m.", "zo snel mogelijk", "per direct", "direct"})
OPEN_EIND = frozenset({"open", "onbepaald", "onbepaalde tijd"})
NOG_ONBEKEND = frozenset({"n.t.b.", "ntb", "nader te bepalen", "in overleg", "onbekend", "?"})
MAANDEN = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
UREN = re.compile(
    r"(\d{1,2}(?:[.,]\d)?)(?:\s*(?:-|–|tot|à)\s*(\d{1,2}(?:[.,]\d)?))?\s*(?:u|uur|uren)?", re.ASCII
)
DUUR = re.compile(r"\b(\d{1,3})\s*(maand(?:en)?|jaar|jaren)\b")


def lees_uren(tekst: str) -> tuple[Decimal, Decimal] | None:
    """Hours per week as a range: "24-36", "0-8"; twice the same for "32". None: unreadable."""
    gevonden = UREN.fullmatch(tekst.strip().lower())
    if not gevonden:
        return None
    laagste = Decimal(gevonden[1].replace(",", "."))
    hoogste = Decimal((gevonden[2] or gevonden[1]).replace(",", "."))
    return laagste, hoogste


def lees_duur(tekst: str) -> int | None:
    """Months in "6 maanden" or "1 jaar"; an option after it does not count ("optie 2x6")."""
    vast = re.split(r"[,;(]|\boptie\b|\bverleng", tekst.lower())[0]
    gevonden = DUUR.search(vast)
    if not gevonden:
        return None
    return int(gevonden[1]) * (12 if gevonden[2].startswith("ja") else 1)


def lees_datum(tekst: str) -> date | None:
    """A day as 2026-07-01, 01-07-2026 or "1 juli 2026". None: unreadable."""
    schoon = tekst.strip().lower()
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", schoon):
        jaar, maand, dag = int(iso[1]), int(iso[2]), int(iso[3])
    elif nl := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", schoon):
        dag, maand, jaar = int(nl[1]), int(nl[2]), int(nl[3])
    elif (woord := re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", schoon)) and woord[2] in MAANDEN:
        dag, maand, jaar = int(woord[1]), MAANDEN.index(woord[2]) + 1, int(woord[3])
    else:
        return None
    try:
        return date(jaar, maand, dag)
    except ValueError:
        return None


def mist_het_jaar(tekst: str) -> bool:
    """Whether this is a day without a year ("1 juli (jaar niet vermeld)"): missing, not wrong."""
    gevonden = re.match(r"\d{1,2} ([a-z]+)\b(?!\s*\d{4})", tekst.strip().lower())
    return bool(gevonden and gevonden[1] in MAANDEN)


def functie_uit_titel(titel: str, catalogus: Mapping[str, str]) -> str | None:
    """Code of the longest catalogue name that stands in the title as a word."""
    for code, naam in sorted(catalogus.items(), key=lambda een: (-len(een[1]), een[0])):
        if re.search(rf"(?<!\w){re.escape(naam.lower())}(?!\w)", titel.lower()):
            return code
    return None


def niveau_uit_titel(titel: str) -> Niveau | None:
    """Level in the title; two levels ("medior/senior") mean the lowest is enough."""
    woorden = set(re.findall(r"\w+", titel.lower()))
    return next((niveau for niveau in Niveau if niveau.value in woorden), None)
