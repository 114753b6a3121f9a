"""From what somebody types to what is looked for: words, what they also may be, and the place."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

MAXIMUM_WOORDEN = 8  # of a question; what comes after them is not looked at
LANGSTE_TERM = 4  # words of a synonym
BEGIN_VANAF = 4  # letters from which the begin of a word is enough
BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
# What was being written while somebody read is in the next answer as well as perhaps in the last.
SPELING = timedelta(minutes=1)
NOOIT = 9_999_999_999_999_999  # microseconds: what was never opened comes before all that was


class Sortering(StrEnum):
    """The order of what is found."""

    RELEVANTIE = "relevantie"
    NIEUWSTE = "nieuwste"
    SLUITINGSDATUM = "sluitingsdatum"
    AFSTAND = "afstand"


@dataclass(frozen=True, slots=True)
class Plek:
    """A place in an ordered list: just after this vacancy."""

    waarde: int  # what the order goes by first; 0 when that is the moment of opening
    geopend_op: datetime | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Verwant:
    """What a question may also mean: per term what means the same, per word what looks like it."""

    synoniemen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lijkt: Mapping[str, frozenset[str]] = field(default_factory=dict)


def woorden(tekst: str) -> list[str]:
    """The words of a text without capitals, accents and punctuation, each once."""
    kaal = unicodedata.normalize("NFKD", tekst.casefold())
    plat = "".join(teken for teken in kaal if not unicodedata.combining(teken))
    return list(dict.fromkeys(re.findall(r"[a-z0-9]+", plat)))[:MAXIMUM_WOORDEN]


def termen(lijst: Sequence[str]) -> list[str]:
    """Every row of one to four words in a question: each may be a term with synonyms."""
    return [
        " ".join(lijst[van:tot])
        for van in range(len(lijst))
        for tot in range(van + 1, min(van + LANGSTE_TERM, len(lijst)) + 1)
    ]


def tekstvraag(lijst: Sequence[str], verwant: Verwant, *, ruim: bool) -> str:
    """The question in the notation of PostgreSQL's `to_tsquery`; `ruim`: misspellings too.

    All parts must be there; a part is a word, or the longest row of words that has synonyms.
    """
    delen = []
    van = 0
    while van < len(lijst):
        tot = _einde(lijst, van, verwant)
        delen.append(_deel(lijst[van:tot], verwant, ruim))
        van = tot
    return " & ".join(delen)


def _einde(lijst: Sequence[str], van: int, verwant: Verwant) -> int:
    for tot in range(min(van + LANGSTE_TERM, len(lijst)), van + 1, -1):
        if " ".join(lijst[van:tot]) in verwant.synoniemen:
            return tot
    return van + 1


def _deel(stuk: Sequence[str], verwant: Verwant, ruim: bool) -> str:
    keuzes = [" & ".join(_woord(woord, verwant, ruim) for woord in stuk)]
    anders = verwant.synoniemen.get(" ".join(stuk), frozenset())
    keuzes += [" <-> ".join(term.split()) for term in sorted(anders)]
    return "(" + " | ".join(f"({keuze})" for keuze in keuzes) + ")"


def _woord(woord: str, verwant: Verwant, ruim: bool) -> str:
    keuzes = [woord]
    if len(woord) >= BEGIN_VANAF:
        keuzes.append(f"{woord}:*")
    if ruim:
        keuzes += sorted(verwant.lijkt.get(woord, frozenset()))
    return "(" + " | ".join(keuzes) + ")"


def met_speling(sinds: datetime) -> datetime:
    """From when to look for changes, so that of what is committed late nothing is missed."""
    return max(sinds, BEGIN) - SPELING


def merk(plek: Plek) -> str:
    """A place as text, for the address of the next page; it tells nothing that was not shown."""
    op = NOOIT
    if plek.geopend_op is not None:
        op = (plek.geopend_op - BEGIN) // timedelta(microseconds=1)
    return f"{plek.waarde}_{op}_{plek.id}"


def lees_merk(tekst: str) -> Plek:
    """The place that a text of `merk` names. Errors: ValueError, OverflowError."""
    waarde, op, id = tekst.split("_")
    moment = None if int(op) == NOOIT else BEGIN + timedelta(microseconds=int(op))
    return Plek(int(waarde), moment, UUID(id))
