"""De indeling: hoe een organisatie haar kolommen en codewoorden noemt, en wat wij ermee lezen.

Pure rules. A row gives a register row, or every fault at once: with the sender's column, a code and
words. No fault repeats what stood in the cell, for that can be anything, also somebody's name.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from services.pool.flexpool.rules import Reden
from services.pool.inhuur.rules.bestand import Bestandsrij, sleutel
from services.pool.inhuur.rules.cellen import LEZERS, Decimaalteken, Onleesbaar
from services.pool.inhuur.rules.regel import Inhuurregel, fouten


@dataclass(frozen=True, slots=True)
class Inhuurindeling:
    """Our field → the sender's column; per field the sender's word → ours; and what is always so.

    A field that no column is named for is looked for under its own name.
    """

    kolommen: Mapping[str, str] = field(default_factory=dict)
    woorden: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    vast: Mapping[str, str] = field(default_factory=dict)
    decimaalteken: Decimaalteken = Decimaalteken.KOMMA


@dataclass(frozen=True, slots=True)
class Rijfouten:
    """A row that is refused, with every reason; `veld` is the sender's column."""

    rij: int
    redenen: tuple[Reden, ...]


NODIG = ("functie", "vorm", "leverancierSoort", "uren", "kosten", "van", "tot", "reden")
BINNEN = {"leverancierSoort": "leverancier_soort", "kosten": "kosten_cent"}
BINNEN |= {"zonderToets": "zonder_toets"}
BUITEN = {binnen: buiten for buiten, binnen in BINNEN.items()}
# Without a word on it: what comes from the administration was not checked here first.
INGELEZEN = "Ingelezen uit de eigen administratie."


def kolom_van(indeling: Inhuurindeling, veld: str) -> str:
    """How the sender calls a field of ours."""
    return indeling.kolommen.get(veld, veld)


def lange_teksten(indeling: Inhuurindeling) -> tuple[str, ...]:
    """The sender's columns in which a text may go on over lines."""
    return tuple(kolom_van(indeling, veld) for veld in ("toelichting", "zonderToets"))


def plaatsen(indeling: Inhuurindeling, kop: Sequence[str]) -> dict[str, int]:
    """Our field → the place of its column in this header."""
    waar = {sleutel(cel): plaats for plaats, cel in reversed(list(enumerate(kop)))}
    return {
        veld: waar[sleutel(kolom_van(indeling, veld))]
        for veld in LEZERS
        if sleutel(kolom_van(indeling, veld)) in waar
    }


def fouten_in_kop(indeling: Inhuurindeling, kop: Sequence[str]) -> list[Reden]:
    """Columns that the mapping names and the file lacks, and fields that nothing gives."""
    waar = plaatsen(indeling, kop)
    weg = [
        Reden(kolom, "kolom-ontbreekt", f"Uw indeling noemt deze kolom voor {veld}.")
        for veld, kolom in indeling.kolommen.items()
        if veld not in waar
    ]
    return weg + [
        Reden(veld, "veld-ontbreekt", "Geen kolom en geen vaste waarde geeft dit veld.")
        for veld in NODIG
        if veld not in waar and veld not in indeling.vast and veld not in indeling.kolommen
    ]


LANGSTE_WOORD = 200


def fouten_in_indeling(indeling: Inhuurindeling) -> list[Reden]:
    """Names that are no field of ours, and one column for two fields."""
    gevonden = [
        Reden(f"{deel}.{naam}", "veld-onbekend", f"Kies uit {', '.join(LEZERS)}.")
        for deel, namen in (
            ("kolommen", indeling.kolommen),
            ("woorden", indeling.woorden),
            ("vast", indeling.vast),
        )
        for naam in sorted(set(namen) - set(LEZERS))
    ]
    gebruikt = [sleutel(kolom) for kolom in indeling.kolommen.values()]
    gevonden += [
        Reden(f"kolommen.{veld}", "dubbele-kolom", "Deze kolom is al voor een ander veld.")
        for veld, kolom in indeling.kolommen.items()
        if gebruikt.count(sleutel(kolom)) > 1
    ]
    gevonden += [
        Reden(f"woorden.{veld}", "woord-onleesbaar", "Een woord heeft 1 tot 200 gewone tekens.")
        for veld, woorden in indeling.woorden.items()
        if not all(1 <= len(woord) <= LANGSTE_WOORD and woord.isprintable() for woord in woorden)
    ]
    for veld, tekst in indeling.vast.items():
        if veld in LEZERS:
            try:
                LEZERS[veld](_woord(indeling, veld, tekst), indeling.decimaalteken)
            except Onleesbaar as fout:
                gevonden.append(Reden(f"vast.{veld}", fout.code, fout.uitleg))
    return gevonden


def _woord(indeling: Inhuurindeling, veld: str, tekst: str) -> str:
    """Our word for the sender's."""
    eigen = {sleutel(van): naar for van, naar in indeling.woorden.get(veld, {}).items()}
    return eigen.get(sleutel(tekst), tekst)


def lezer(
    indeling: Inhuurindeling, kop: Sequence[str], catalogus: frozenset[str]
) -> Callable[[Bestandsrij], Inhuurregel | Rijfouten]:
    """Reads the rows of one file; an empty catalogue knows every function."""
    waar, teken = plaatsen(indeling, kop), indeling.decimaalteken
    woorden = {
        veld: {sleutel(van): naar for van, naar in lijst.items()}
        for veld, lijst in indeling.woorden.items()
    }

    def cel(rij: Bestandsrij, veld: str) -> str:
        plaats = waar.get(veld)
        ruw = rij.cellen[plaats] if plaats is not None and plaats < len(rij.cellen) else ""
        ruw = ruw or indeling.vast.get(veld, "")
        return woorden.get(veld, {}).get(sleutel(ruw), ruw) if ruw else ""

    def lees(rij: Bestandsrij) -> Inhuurregel | Rijfouten:
        waarden: dict[str, Any] = {}
        redenen: list[Reden] = []
        if any(rij.cellen[len(kop) :]):
            redenen.append(Reden("rij", "te-veel-cellen", "De rij is langer dan de kop."))
        for veld, leest in LEZERS.items():
            kolom, tekst = kolom_van(indeling, veld), cel(rij, veld)
            if not tekst:
                if veld in NODIG:
                    redenen.append(Reden(kolom, "ontbreekt", "Dit is nodig."))
                continue
            try:
                waarden[BINNEN.get(veld, veld)] = leest(tekst, teken)
            except Onleesbaar as fout:
                redenen.append(Reden(kolom, fout.code, fout.uitleg))
        functie = waarden.get("functie")
        if functie and catalogus and functie not in catalogus:
            zin = "Deze functie staat niet in de functiecatalogus; voeg het woord toe aan uw"
            zin += " indeling."
            redenen.append(Reden(kolom_van(indeling, "functie"), "functie-onbekend", zin))
        if redenen:
            return Rijfouten(rij.nummer, tuple(redenen))
        if "toets" not in waarden:
            waarden.setdefault("zonder_toets", INGELEZEN)
        regel = Inhuurregel(kenmerk=waarden.pop("kenmerk", ""), **waarden)
        tegenstrijdig = fouten(regel)
        if not tegenstrijdig:
            return regel
        return Rijfouten(
            rij.nummer,
            tuple(
                Reden(kolom_van(indeling, een.veld), een.code, een.uitleg) for een in tegenstrijdig
            ),
        )

    return lees


def eigen_kenmerk(regel: Inhuurregel, hoeveelste: int) -> str:
    """A number for a row that has none: of its facts, and how often those came before it."""
    feiten = {naam: str(getattr(regel, naam)) for naam in Inhuurregel.__dataclass_fields__}
    tekst = json.dumps([feiten, hoeveelste], sort_keys=True)
    return f"rij-{hashlib.sha256(tekst.encode()).hexdigest()[:24]}"


def genummerd(
    rijen: Sequence[tuple[int, Inhuurregel]], kolom: str
) -> tuple[list[tuple[int, Inhuurregel]], list[Rijfouten]]:
    """Each row with a number of its own; who gives a number twice is refused the second time."""
    gezien: set[str] = set()
    keren: dict[Inhuurregel, int] = {}
    goed, fout = [], []
    for nummer, regel in rijen:
        if not regel.kenmerk:
            keren[regel] = keren.get(regel, 0) + 1
            regel = replace(regel, kenmerk=eigen_kenmerk(regel, keren[regel]))
        if regel.kenmerk in gezien:
            zin = "Dit kenmerk staat al eerder in het bestand."
            fout.append(Rijfouten(nummer, (Reden(kolom, "kenmerk-dubbel", zin),)))
        else:
            gezien.add(regel.kenmerk)
            goed.append((nummer, regel))
    return goed, fout


def als_uren(honderdsten: int) -> Decimal:
    """Whole hundredths as a number of two decimals: hours, euros of cents, per cents."""
    return Decimal(honderdsten).scaleb(-2)
