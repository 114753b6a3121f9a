"""A move to another employer: who arranges what, when it can start and how it ends.

The earliest start follows from the notice period of the convenant (certainty B). No amount of
present or earlier pay stands anywhere: only whether something was arranged, by whom and when.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.vacatures.convenant.rules import Categorie
from services.vacatures.vacature.rules import Fout


class Overstapstatus(StrEnum):
    """Where a move is."""

    AFGESPROKEN = "afgesproken"
    BEGONNEN = "begonnen"
    AFGEBROKEN = "afgebroken"


class Overstappartij(StrEnum):
    """Who has a part in a move."""

    THUISORGANISATIE = "thuisorganisatie"
    NIEUWE_WERKGEVER = "nieuwe_werkgever"
    MEDEWERKER = "medewerker"


_P, _S = Overstappartij, Overstapstatus


def is_overstap(organisatie: str | None, werkgevers: Collection[str], categorie: Categorie) -> bool:
    """Whether accepting a job at these is a move: from an employer that shares the agreements."""
    elders = organisatie is not None and organisatie not in werkgevers
    return elders and categorie is not Categorie.EXTERN


def spreekt_over_schaal(door: Overstappartij, werkt_voor: str | None, thuis: str) -> bool:
    """Whether this party reads and names what was agreed about the scale.

    Between the person and the new employer: neither the employer that is left, nor its system that
    speaks for the person. `werkt_voor`: whose system asks; None: the person with the own login.
    """
    return door is not _P.THUISORGANISATIE and werkt_voor != thuis


# ---- start --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Start:
    """The first day: agreed, or proposed by one employer while the other has not agreed yet."""

    vroegst: date
    datum: date | None = None
    voorstel: date | None = None
    voorstel_door: Overstappartij | None = None


def start_fouten(
    start: Start, datum: date, door: Overstappartij, reden: str | None, vandaag: date
) -> list[Fout]:
    """Why this party may not name this first day; an empty list means: go ahead."""
    vroeg = datum < start.vroegst
    geldt = [
        (
            door is _P.MEDEWERKER or (not vroeg and door is _P.THUISORGANISATIE),
            Fout("start_datum", "andere-partij", "De nieuwe werkgever noemt de begindatum"),
        ),
        (datum < vandaag, Fout("start_datum", "voorbij", "De begindatum is voorbij")),
        (
            vroeg and not (reden or "").strip(),
            Fout("reden", "verplicht", "Eerder beginnen dan de opzegtermijn vraagt een reden"),
        ),
    ]
    return [fout for waar, fout in geldt if waar]


def noem_start(start: Start, datum: date, door: Overstappartij) -> Start:
    """The start after a party named this day: before the earliest day both employers must agree."""
    akkoord = start.voorstel == datum and start.voorstel_door not in (None, door)
    if datum >= start.vroegst or akkoord:
        return Start(start.vroegst, datum)
    return replace(start, voorstel=datum, voorstel_door=door)


# ---- life cycle ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change: who may make it, and whether a reason is mandatory."""

    door: frozenset[Overstappartij]
    reden_verplicht: bool = False


# From → to. The home organisation lets somebody go or not by law, never by this register.
OVERGANGEN: Mapping[tuple[Overstapstatus, Overstapstatus], Overgang] = {
    (_S.AFGESPROKEN, _S.BEGONNEN): Overgang(frozenset({_P.NIEUWE_WERKGEVER})),
    (_S.AFGESPROKEN, _S.AFGEBROKEN): Overgang(
        frozenset({_P.NIEUWE_WERKGEVER, _P.MEDEWERKER}), reden_verplicht=True
    ),
}


def mogelijk(van: Overstapstatus, door: Overstappartij) -> list[Overstapstatus]:
    """The statuses this party can bring the move to."""
    return [naar for (vanaf, naar), o in OVERGANGEN.items() if vanaf is van and door in o.door]


def overgang_fouten(
    van: Overstapstatus,
    naar: Overstapstatus,
    door: Overstappartij,
    reden: str | None,
    start: Start,
    vandaag: date,
) -> list[Fout]:
    """Why this party may not make this change; an empty list means: go ahead."""
    overgang = OVERGANGEN.get((van, naar))
    if overgang is None:
        return [Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    if door not in overgang.door:
        wie = " of ".join(sorted(overgang.door)).replace("_", " ")
        return [Fout("naar", "andere-partij", f"Dit doet de {wie}")]
    if overgang.reden_verplicht and not (reden or "").strip():
        return [Fout("reden", "verplicht", "Geef een reden")]
    if naar is _S.BEGONNEN and (start.datum is None or start.datum > vandaag):
        return [Fout("start_datum", "nog-niet-begonnen", "De begindatum is nog niet bereikt")]
    return []


# ---- checklist ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checklistpunt:
    """One thing to arrange; `ja_of_nee` asks for an answer beside the day it was done."""

    code: str
    omschrijving: str
    eigenaar: Overstappartij
    ja_of_nee: bool = False


# As data: no law prescribes this list (certainty C). A code is never renamed.
ANDERE_CAO = (
    "Een andere werkgever kan een andere cao hebben. Schalen, individueel keuzebudget en verlof"
    " kunnen verschillen, en een schaal met hetzelfde nummer kan een ander bedrag zijn. Doorstroom"
    " rekent niets om: vraag het beide werkgevers. Dit is geen juridisch advies."
)
CHECKLIST: tuple[Checklistpunt, ...] = (
    Checklistpunt("opzegging", "Ontslag gevraagd bij de huidige werkgever", _P.MEDEWERKER),
    Checklistpunt("verlofsaldo", "Verlofuren: meegenomen of uitbetaald", _P.THUISORGANISATIE),
    Checklistpunt("ikb", "Individueel keuzebudget afgerekend of meegegeven", _P.THUISORGANISATIE),
    Checklistpunt("spullen", "Sleutels, pas, laptop en telefoon ingeleverd", _P.THUISORGANISATIE),
    Checklistpunt(
        "diensttijd", "Telt de eerdere diensttijd mee?", _P.NIEUWE_WERKGEVER, ja_of_nee=True
    ),
    Checklistpunt("pensioen", "Pensioen loopt door of is overgedragen", _P.NIEUWE_WERKGEVER),
    Checklistpunt("eed", "Eed of belofte afgelegd", _P.NIEUWE_WERKGEVER, ja_of_nee=True),
    Checklistpunt(
        "vog", "Is een verklaring omtrent het gedrag gezien?", _P.NIEUWE_WERKGEVER, ja_of_nee=True
    ),
    Checklistpunt("werkplek", "Werkplek, account en pas staan klaar", _P.NIEUWE_WERKGEVER),
    Checklistpunt(
        "nevenwerkzaamheden", "Zijn er nevenwerkzaamheden gemeld?", _P.MEDEWERKER, ja_of_nee=True
    ),
)


def punt(code: str) -> Checklistpunt | None:
    """The thing to arrange with this code."""
    return next((p for p in CHECKLIST if p.code == code), None)


def punt_fouten(
    punt: Checklistpunt,
    door: Overstappartij,
    gedaan_op: date | None,
    antwoord: bool | None,
    vandaag: date,
) -> list[Fout]:
    """Why this party may not record this; the new employer may do it for the person."""
    mag = door is punt.eigenaar or (punt.eigenaar is _P.MEDEWERKER and door is _P.NIEUWE_WERKGEVER)
    mist = punt.ja_of_nee and gedaan_op is not None and antwoord is None
    teveel = antwoord is not None and (not punt.ja_of_nee or gedaan_op is None)
    wie = punt.eigenaar.replace("_", " ")
    geldt = [
        (not mag, Fout("code", "andere-partij", f"Dit regelt de {wie}")),
        (
            gedaan_op is not None and gedaan_op > vandaag,
            Fout("gedaan_op", "toekomst", "Deze dag is nog niet geweest"),
        ),
        (mist, Fout("antwoord", "verplicht", "Antwoord met ja of nee")),
        (teveel, Fout("antwoord", "niet-gevraagd", "Hier past geen ja of nee")),
    ]
    return [fout for waar, fout in geldt if waar]


def te_regelen(gedaan: Iterable[str]) -> list[Checklistpunt]:
    """What is still to be arranged."""
    klaar = set(gedaan)
    return [p for p in CHECKLIST if p.code not in klaar]
