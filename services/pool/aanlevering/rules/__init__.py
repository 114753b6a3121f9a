"""Wat staat er in een aangeleverde inhuuropdracht?

The sender writes hours, dates and durations as it has them ("24-36", "zsm", "6 maanden"). These
pure rules turn them into a behoefte, or say everything that is wrong with the row. What is merely
missing is no fault: the behoefte then becomes a concept.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.aanlevering.rules.eigen_kolommen import KOLOMMEN, LEZERS, lees_kolommen
from services.pool.aanlevering.rules.waarden import (
    NOG_ONBEKEND,
    OPEN_EIND,
    STANDAARD_CATALOGUS,
    ZO_SNEL_MOGELIJK,
    functie_uit_titel,
    lees_datum,
    lees_duur,
    lees_uren,
    mist_het_jaar,
    niveau_uit_titel,
)
from services.pool.flexpool.rules import Niveau, Reden
from services.pool.planning import rules as planning

FUNCTIE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
PC4 = re.compile(r"[1-9][0-9]{3}")
MEESTE_UREN = Decimal(40)


class Uitkomst(StrEnum):
    """What happened to a delivered row."""

    TOEGEVOEGD = "toegevoegd"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Inhuuropdracht:
    """One delivered row, every field in the words of the sender."""

    kenmerk: str | None = None  # the sender's own number: the same number is the same row
    titel: str | None = None
    inlener: str | None = None  # OIN; None: the sender itself
    verband: UUID | None = None
    functie: str | None = None
    niveau: str | None = None
    plaats: str | None = None
    pc4: str | None = None
    uren: str | None = None
    kleinste_urenblok: str | None = None
    contractvorm: str | None = None
    begin: str | None = None
    eind: str | None = None
    # Our own columns, exact; `soort` says that the row is one of ours.
    soort: str | None = None
    uren_min: str | None = None
    uren_max: str | None = None
    van: str | None = None
    tot: str | None = None
    zo_snel_mogelijk: str | None = None
    open_einde: str | None = None
    duur_maanden: str | None = None
    project: str | None = None
    leiding: str | None = None
    urgentie: str | None = None
    urgentie_reden: str | None = None
    bron: str | None = None
    bron_naam: str | None = None
    bron_maximum_maanden: str | None = None
    bron_eigen_deel: str | None = None

    @property
    def is_eigen_rij(self) -> bool:
        """Whether this row came from our own file: what is empty there, is empty."""
        return self.soort is not None


# How senders call a field, and what we call it; None: known, but of no use here.
NAMEN: Mapping[str, str | None] = {
    "kenmerk": "kenmerk",
    "id": "kenmerk",
    "titel": "titel",
    "inlener": "inlener",
    "verband": "verband",
    "functie": "functie",
    "niveau": "niveau",
    "plaats": "plaats",
    "pc4": "pc4",
    "uren": "uren",
    "kleinsteUrenblok": "kleinste_urenblok",
    "contractvorm": "contractvorm",
    "begin": "begin",
    "begindatum": "begin",
    "eind": "eind",
    "einddatum": "eind",
    **{kolom: veld for veld, kolom in KOLOMMEN.items() if veld in LEZERS and veld != "niveau"},
} | dict.fromkeys(
    [
        "status",
        "organisatie",
        "organisatie_type",
        "organisatie_tooi",
        "schaal",
        "salaris_min",
        "salaris_max",
        "url",
        "tarief_max_per_uur",
        "tarief_tekst",
        "opleidingsniveau",
        "publicatiedatum",
        "sluitingsdatum",
        "gezien_op",
        "vindplaats",
    ]
)
LANGSTE_TEKST = 200


def _is_leesbaar(tekst: str) -> bool:
    """Without control characters and half characters, which no database can store."""
    return not any(
        (ord(teken) < 32 and teken not in "\n\r\t") or 0xD800 <= ord(teken) <= 0xDFFF
        for teken in tekst
    )


def herken(item: Mapping[str, object]) -> tuple[Inhuuropdracht, tuple[Reden, ...]]:
    """The fields of a delivered row, and what is wrong with its shape."""
    velden: dict[str, str] = {}
    redenen = []
    for naam, waarde in item.items():
        if naam not in NAMEN:
            leesbaar = naam[:100] if _is_leesbaar(naam) else "?"
            redenen.append(Reden(leesbaar, "veld-onbekend", "Dit veld bestaat hier niet."))
        elif naam == "soort" and waarde == "inhuuropdracht":
            continue
        elif naam == "soort" and waarde not in (None, "", "functie", "product"):
            redenen.append(
                Reden(naam, "geen-inhuuropdracht", "Hier horen alleen inhuuropdrachten.")
            )
        elif waarde is None or isinstance(waarde, bool | list | dict):
            if waarde is not None:
                redenen.append(Reden(naam, "geen-tekst", "Dit veld is tekst of een getal."))
        elif veld := NAMEN[naam]:
            tekst = str(waarde).strip()
            if len(tekst) > LANGSTE_TEKST or not _is_leesbaar(tekst):
                zin = f"Een tekst heeft hooguit {LANGSTE_TEKST} tekens, zonder stuurtekens."
                redenen.append(Reden(naam, "tekst-onjuist", zin))
            elif tekst:
                velden[veld] = tekst
    verband = None
    try:
        verband = UUID(velden.pop("verband")) if "verband" in velden else None
    except ValueError:
        redenen.append(Reden("verband", "geen-uuid", "Een verband heeft een UUID."))
    return Inhuuropdracht(verband=verband, **velden), tuple(redenen)


def beletselen(status: planning.BehoefteStatus | None, behoefte: planning.Behoefte) -> list[Reden]:
    """Why other facts about a behoefte that is already here (with this status) cannot be taken."""
    if status in (planning.BehoefteStatus.VERVULD, planning.BehoefteStatus.VERVALLEN):
        return [Reden("kenmerk", "behoefte-gesloten", f"Deze behoefte is {status}.")]
    if status is planning.BehoefteStatus.OPEN:
        zin = "De behoefte staat open; zij houdt dit."
        return [Reden(veld, "ontbreekt", zin) for veld in planning.ontbreekt(behoefte)]
    return []


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What a row says: a behoefte with remarks, or the reasons to refuse it."""

    behoefte: planning.Behoefte
    opmerkingen: tuple[Reden, ...] = ()
    redenen: tuple[Reden, ...] = ()


def vingerafdruk(opdracht: Inhuuropdracht) -> str:
    """SHA-256 of what was delivered: the same facts again change nothing."""
    feiten = {naam: str(waarde) for naam, waarde in asdict(opdracht).items() if waarde is not None}
    tekst = json.dumps(feiten, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()


def _tijd(opdracht: Inhuuropdracht, gelezen: Gelezen) -> Gelezen:
    """Read the first and the last day and the duration."""
    behoefte, opmerkingen, redenen = gelezen.behoefte, [], []
    for veld, tekst in (("begin", opdracht.begin), ("eind", opdracht.eind)):
        woord = (tekst or "").strip().lower()
        if not woord or woord in NOG_ONBEKEND:
            continue
        if veld == "begin" and woord in ZO_SNEL_MOGELIJK:
            behoefte = replace(behoefte, zo_snel_mogelijk=True)
        elif veld == "eind" and woord in OPEN_EIND:
            behoefte = replace(behoefte, open_einde=True)
        elif dag := lees_datum(woord):
            behoefte = replace(behoefte, van=dag) if veld == "begin" else replace(behoefte, tot=dag)
        elif veld == "eind" and (maanden := lees_duur(woord)):
            behoefte = replace(behoefte, duur_maanden=maanden)
        elif mist_het_jaar(woord):
            zin = f"“{tekst}” noemt geen jaar; vul de datum aan."
            opmerkingen.append(Reden(veld, "jaar-ontbreekt", zin))
        else:
            redenen.append(Reden(veld, "datum-onleesbaar", f"“{tekst}” is geen datum."))
    zonder_einde = not (behoefte.tot or behoefte.duur_maanden or behoefte.open_einde)
    if zonder_einde and opdracht.contractvorm:
        behoefte = replace(behoefte, duur_maanden=lees_duur(opdracht.contractvorm))
    if behoefte.duur_maanden is not None and not 1 <= behoefte.duur_maanden <= 120:
        redenen.append(Reden("eind", "duur-onmogelijk", "Een duur is 1 tot en met 120 maanden."))
        behoefte = replace(behoefte, duur_maanden=None)
    return Gelezen(behoefte, (*gelezen.opmerkingen, *opmerkingen), (*gelezen.redenen, *redenen))


def _uren(opdracht: Inhuuropdracht, gelezen: Gelezen) -> Gelezen:
    """Read the hours per week and the smallest useful block."""
    behoefte, redenen = gelezen.behoefte, []
    tekst = (opdracht.uren or "").strip()
    if tekst and tekst.lower() not in NOG_ONBEKEND:
        if uren := lees_uren(tekst):
            behoefte = replace(behoefte, uren_min=uren[0], uren_max=uren[1])
            if uren[1] > MEESTE_UREN:
                redenen.append(Reden("uren", "uren-te-veel", "Een week heeft hooguit 40 uur."))
        else:
            redenen.append(Reden("uren", "uren-onleesbaar", f"“{tekst}” zijn geen uren."))
    if opdracht.kleinste_urenblok and opdracht.kleinste_urenblok.strip():
        blok = lees_uren(opdracht.kleinste_urenblok)
        if blok and blok[0] == blok[1] and 0 < blok[0] <= MEESTE_UREN:
            behoefte = replace(behoefte, kleinste_urenblok=blok[0])
        else:
            zin = f"“{opdracht.kleinste_urenblok}” is geen aantal uren."
            redenen.append(Reden("kleinsteUrenblok", "uren-onleesbaar", zin))
    return Gelezen(behoefte, gelezen.opmerkingen, (*gelezen.redenen, *redenen))


def _werk(opdracht: Inhuuropdracht, gelezen: Gelezen, catalogus: Mapping[str, str]) -> Gelezen:
    """Read function and level, from their own field or else from the title."""
    behoefte, opmerkingen, redenen = gelezen.behoefte, [], []
    titel = behoefte.titel
    code = (opdracht.functie or "").strip().lower()
    vrij = opdracht.is_eigen_rij and catalogus is STANDAARD_CATALOGUS  # none is agreed on
    if code and not (FUNCTIE.fullmatch(code) if vrij else code in catalogus):
        redenen.append(
            Reden("functie", "functie-onbekend", f"“{code}” staat niet in de catalogus.")
        )
    elif code:
        behoefte = replace(behoefte, functie=code)
    elif not opdracht.is_eigen_rij and (gevonden := functie_uit_titel(titel, catalogus)):
        behoefte = replace(behoefte, functie=gevonden)
        zin = f"Functie “{gevonden}” is uit de titel gelezen; verbeter dat als het niet klopt."
        opmerkingen.append(Reden("functie", "uit-titel", zin))
    niveau = (opdracht.niveau or "").strip().lower()
    if niveau and niveau not in list(Niveau):
        redenen.append(Reden("niveau", "niveau-onbekend", "Kies junior, medior of senior."))
    else:
        uit_titel = None if opdracht.is_eigen_rij else niveau_uit_titel(titel)
        behoefte = replace(behoefte, niveau=Niveau(niveau) if niveau else uit_titel)
    return Gelezen(behoefte, (*gelezen.opmerkingen, *opmerkingen), (*gelezen.redenen, *redenen))


def lees(
    opdracht: Inhuuropdracht,
    afzender: str,
    verbanden: frozenset[UUID],
    catalogus: Mapping[str, str] = STANDAARD_CATALOGUS,
) -> Gelezen:
    """Read a row of the sender (an OIN): the behoefte, remarks, and every reason to refuse it."""
    redenen = []
    if not (opdracht.kenmerk or "").strip():
        redenen.append(
            Reden("kenmerk", "ontbreekt", "Zonder kenmerk is een herhaling niet te zien.")
        )
    if opdracht.inlener not in (None, afzender):
        zin = "Een organisatie levert alleen haar eigen opdrachten aan."
        redenen.append(Reden("inlener", "niet-eigen-organisatie", zin))
    if opdracht.verband is not None and opdracht.verband not in verbanden:
        redenen.append(Reden("verband", "geen-lid", "De organisatie hoort niet bij dit verband."))
    pc4 = (opdracht.pc4 or "").strip()
    if pc4 and not PC4.fullmatch(pc4):
        redenen.append(Reden("pc4", "pc4-onjuist", "Een pc4 heeft vier cijfers."))
    enige = next(iter(verbanden)) if len(verbanden) == 1 and not opdracht.is_eigen_rij else None
    behoefte = planning.Behoefte(
        verband=opdracht.verband or enige,
        inlener=afzender,
        titel=(opdracht.titel or "").strip(),
        plaats=(opdracht.plaats or "").strip() or None,
        pc4=pc4 or None,
    )
    gelezen = Gelezen(behoefte, redenen=tuple(redenen))
    gelezen = _werk(opdracht, _uren(opdracht, _tijd(opdracht, gelezen)), catalogus)
    behoefte, onleesbaar = lees_kolommen(gelezen.behoefte, asdict(opdracht) | {"niveau": None})
    gelezen = replace(gelezen, behoefte=behoefte, redenen=(*gelezen.redenen, *onleesbaar))
    tegenstrijdig = planning.fouten_in_behoefte(gelezen.behoefte)
    return replace(gelezen, redenen=(*gelezen.redenen, *tegenstrijdig))
