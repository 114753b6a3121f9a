"""What a scale pays: reading and checking a table, and the amounts of a vacancy.

Amounts are euro cents per month at full time. A table never changes: a new day is a new table, a
correction is a new version of it. Which scales cao Gemeenten and SGO know: car-uwo.nl, annex IIa
(2020, A); the present amounts in the cao itself were not read (B), so every table carries the
certainty that whoever uploads it gives.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice, pairwise
from uuid import UUID

from services.vacatures.convenant.rules import Zekerheid

SCHAAL = re.compile(r"A|[0-9]{1,2}A?")
# Scales 1-18 with the optional 10A and 11A, and A for the banenafspraak.
GEMEENTESCHALEN = frozenset({*(str(nr) for nr in range(1, 19)), "10A", "11A", "A"})
BEKENDE_SCHALEN: Mapping[str, frozenset[str]] = {
    "gemeenten": GEMEENTESCHALEN,
    "sgo": GEMEENTESCHALEN,
}
MAX_REGELS = 2000
PLATFORM = "platform"  # in place of an employer: for all of them, unless one has its own
MAX_PERIODIEK = 30
# Outside these somebody typed euros for cents, or a year for a month (our own choice, C).
LAAGSTE, HOOGSTE = 50_000, 5_000_000
KOLOMMEN = ("schaal", "periodiek", "bedrag")


class Tabeluitkomst(StrEnum):
    """What became of an uploaded table."""

    TOEGEVOEGD = "toegevoegd"
    ONGEWIJZIGD = "ongewijzigd"
    GECORRIGEERD = "gecorrigeerd"


@dataclass(frozen=True, slots=True)
class Salarisregel:
    """The amount of one periodiek of one scale, in euro cents per month at full time."""

    schaal: str
    periodiek: int
    bedrag: int


@dataclass(frozen=True, slots=True)
class Salaristabel:
    """One version of the amounts of a cao at an employer, from `geldig_vanaf`."""

    id: UUID
    werkgever: str
    cao: str
    geldig_vanaf: date
    versie: int
    bron: str
    zekerheid: Zekerheid
    regels: tuple[Salarisregel, ...]
    reden: str | None = None  # of the correction


@dataclass(frozen=True, slots=True)
class Tabelfout:
    """One thing that is wrong with a row, or with an upload."""

    veld: str
    code: str
    reden: str


def schaalhoogte(schaal: str) -> Decimal:
    """Scale A comes first, 10A lies between 10 and 11."""
    cijfers = schaal.rstrip("A")
    return Decimal(cijfers or "0") + (Decimal("0.5") if schaal.endswith("A") and cijfers else 0)


# ---- checking ---------------------------------------------------------------------------------


def fouten(cao: str, regels: Sequence[Salarisregel], velden: Sequence[str]) -> list[Tabelfout]:
    """Everything wrong with these rows, at once; `velden` names each row for the reader."""
    gevonden = [fout for r, veld in zip(regels, velden, strict=True) for fout in _los(cao, r, veld)]
    aantal = Counter((r.schaal, r.periodiek) for r in regels)
    gevonden += [
        Tabelfout(veld, "dubbel", f"Schaal {r.schaal} periodiek {r.periodiek} staat er vaker")
        for r, veld in zip(regels, velden, strict=True)
        if aantal[r.schaal, r.periodiek] > 1
    ]
    return gevonden + _dalingen(regels, velden)


def _los(cao: str, regel: Salarisregel, veld: str) -> list[Tabelfout]:
    """What is wrong with one row by itself."""
    bekend = BEKENDE_SCHALEN.get(cao)
    vorm = SCHAAL.fullmatch(regel.schaal) is not None
    geldt = [
        (not vorm, "schaal", "schaal-ongeldig", "Een schaal is een getal, met of zonder A, of A"),
        (
            vorm and bekend is not None and regel.schaal not in bekend,
            "schaal",
            "schaal-onbekend",
            f"Cao {cao} kent deze schaal niet",
        ),
        (
            not 0 <= regel.periodiek <= MAX_PERIODIEK,
            "periodiek",
            "periodiek-ongeldig",
            f"Een periodiek is 0 tot en met {MAX_PERIODIEK}",
        ),
        (
            not LAAGSTE <= regel.bedrag <= HOOGSTE,
            "bedrag",
            "bedrag-onwaarschijnlijk",
            "Dit is geen bedrag per maand bij voltijd",
        ),
    ]
    return [Tabelfout(f"{veld}.{deel}", code, reden) for waar, deel, code, reden in geldt if waar]


def _dalingen(regels: Sequence[Salarisregel], velden: Sequence[str]) -> list[Tabelfout]:
    """A higher periodiek never pays less."""
    op_volgorde = sorted(
        zip(regels, velden, strict=True), key=lambda paar: (paar[0].schaal, paar[0].periodiek)
    )
    return [
        Tabelfout(f"{veld}.bedrag", "daalt", "Een hogere periodiek betaalt minder")
        for (vorige, _), (regel, veld) in pairwise(op_volgorde)
        if vorige.schaal == regel.schaal
        and vorige.periodiek < regel.periodiek
        and vorige.bedrag > regel.bedrag
    ]


def zelfde(een: Iterable[Salarisregel], ander: Iterable[Salarisregel]) -> bool:
    """Whether two tables say the same, in whatever order."""
    return sorted(een, key=_plaats) == sorted(ander, key=_plaats)


def geordend(regels: Iterable[Salarisregel]) -> tuple[Salarisregel, ...]:
    """The rows from low to high, as people read a table."""
    return tuple(sorted(regels, key=lambda r: (schaalhoogte(r.schaal), r.periodiek)))


def _plaats(regel: Salarisregel) -> tuple[str, int, int]:
    return regel.schaal, regel.periodiek, regel.bedrag


def uitkomst(
    vorige: Salaristabel | None,
    regels: Sequence[Salarisregel],
    bron: str,
    zekerheid: Zekerheid,
    reden: str | None,
) -> Tabeluitkomst | Tabelfout:
    """What becomes of an upload, given the last version for the same day."""
    if vorige is None:
        return Tabeluitkomst.TOEGEVOEGD
    if zelfde(vorige.regels, regels) and (vorige.bron, vorige.zekerheid) == (bron, zekerheid):
        return Tabeluitkomst.ONGEWIJZIGD
    if not reden:
        return Tabelfout("reden", "correctie-zonder-reden", "Zeg waarom u deze tabel verbetert")
    return Tabeluitkomst.GECORRIGEERD


# ---- the amounts of a vacancy -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Salarisbedragen:
    """The range of a vacancy: lowest periodiek of the lowest scale, highest of the highest."""

    laagste: int
    hoogste: int


def bedragen(
    tabel: Salaristabel, schaal_min: str, schaal_max: str
) -> Salarisbedragen | list[Tabelfout]:
    """The range between two scales, or which of them the table does not have."""
    laag = [r for r in tabel.regels if r.schaal == schaal_min]
    hoog = [r for r in tabel.regels if r.schaal == schaal_max]
    if laag and hoog:
        onderste = min(laag, key=lambda r: r.periodiek)
        bovenste = max(hoog, key=lambda r: r.periodiek)
        return Salarisbedragen(onderste.bedrag, bovenste.bedrag)
    ontbreekt = [("schaal_min", schaal_min, laag), ("schaal_max", schaal_max, hoog)]
    return [
        Tabelfout(veld, "schaal-niet-in-tabel", f"De salaristabel heeft geen schaal {schaal}")
        for veld, schaal, gevonden in ontbreekt
        if not gevonden
    ]


def is_oud(tabel: Salaristabel, dag: date) -> bool:
    """Whether the table began more than a year before this day; then a newer one may exist."""
    begin = tabel.geldig_vanaf
    schrikkeldag = (begin.month, begin.day) == (2, 29)
    jaar_later = date(begin.year + 1, 3, 1) if schrikkeldag else begin.replace(year=begin.year + 1)
    return dag > jaar_later


# ---- CSV --------------------------------------------------------------------------------------

_EURO = re.compile(r"([0-9]{1,6}|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{2})?")
_PUNT = re.compile(r"[0-9]{1,6}\.[0-9]{2}")


def lees_bedrag(tekst: str) -> int | None:
    """Euros as people write them, in cents: 4465, 4465,00, 4.465,00 or 4465.00; else None."""
    kaal = tekst.strip().removeprefix("€").strip()
    if _PUNT.fullmatch(kaal):
        return int(kaal.replace(".", ""))
    if not _EURO.fullmatch(kaal):
        return None
    euro, _, cent = kaal.replace(".", "").partition(",")
    return int(euro) * 100 + int(cent or 0)


def lees_csv(tekst: str) -> tuple[list[Salarisregel], list[str], list[Tabelfout]]:
    """Rows, the name of each (`regel 2` is the first under the header), and what is unreadable."""
    kop = tekst.lstrip("\ufeff").split("\n", 1)[0]
    lezer = csv.reader(
        io.StringIO(tekst.lstrip("\ufeff"), newline=""), delimiter=";" if ";" in kop else ","
    )
    try:
        gevuld = ((lezer.line_num, rij) for rij in lezer if any(cel.strip() for cel in rij))
        rijen = list(islice(gevuld, MAX_REGELS + 2))
    except csv.Error:
        return [], [], [Tabelfout("bestand", "geen-csv", "Dit is geen CSV")]
    if not rijen:
        return [], [], [Tabelfout("bestand", "leeg", "Er staan geen regels in")]
    namen = [cel.strip().lower() for cel in rijen[0][1]]
    if missend := [naam for naam in KOLOMMEN if namen.count(naam) != 1]:
        reden = f"De kopregel mist of herhaalt: {', '.join(missend)}"
        return [], [], [Tabelfout("bestand", "kolom-ontbreekt", reden)]
    if len(rijen) > MAX_REGELS + 1:
        return [], [], [Tabelfout("bestand", "te-veel", f"Ten hoogste {MAX_REGELS} regels")]
    regels: list[Salarisregel] = []
    velden: list[str] = []
    gevonden: list[Tabelfout] = []
    for nr, rij in rijen[1:]:
        cellen = dict(zip(namen, [*rij, *[""] * len(namen)], strict=False))
        regel = _lees_rij(cellen, f"regel {nr}")
        if isinstance(regel, Salarisregel):
            regels.append(regel)
            velden.append(f"regel {nr}")
        else:
            gevonden += regel
    if not regels and not gevonden:
        gevonden = [Tabelfout("bestand", "leeg", "Er staan geen regels in")]
    return regels, velden, gevonden


def _lees_rij(cellen: Mapping[str, str], veld: str) -> Salarisregel | list[Tabelfout]:
    bedrag = lees_bedrag(cellen["bedrag"])
    periodiek = cellen["periodiek"].strip()
    is_getal = re.fullmatch("[0-9]{1,3}", periodiek) is not None
    gevonden = []
    if not is_getal:
        reden = "Een periodiek is een getal"
        gevonden.append(Tabelfout(f"{veld}.periodiek", "periodiek-ongeldig", reden))
    if bedrag is None:
        reden = "Schrijf een bedrag in euro's als 4465,00"
        gevonden.append(Tabelfout(f"{veld}.bedrag", "bedrag-ongeldig", reden))
    if bedrag is None or not is_getal:
        return gevonden
    return Salarisregel(cellen["schaal"].strip().upper(), int(periodiek), bedrag)
