"""The form guide as data: questions, forms, rules, outcomes; and how a table is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

Antwoorden = Mapping[str, str]
# Question → answers that will do; every question must match, and one of the tables.
Voorwaarde = Mapping[str, frozenset[str]]
MAANDEN = 12  # of the approval for VAT (R12): a longer inzet answers "termijn" with "langer"


class Stap(StrEnum):
    """The four steps in which the questions are asked."""

    ANALYSEREN = "analyseren"
    KEUZES = "keuzes"
    VISIE = "visie"
    HANDREIKEN = "handreiken"


class Rechtsgebied(StrEnum):
    """The areas of law in which points of attention are given."""

    ARBEIDSRECHT = "arbeidsrecht"
    BTW = "btw"
    MEDEDINGING = "mededinging"  # and procurement
    PRIVACY = "privacy"


class Zekerheid(StrEnum):
    """How sure a rule is."""

    A = "A"  # read in the source
    B = "B"  # reported by others
    C = "C"  # own reading, or not settled


class Oordeel(StrEnum):
    """What the rules together say of a form."""

    PASSEND = "passend"
    NADER_BEKIJKEN = "nader_bekijken"  # a rule for it and a rule against it
    NIET_PASSEND = "niet_passend"


class Sector(StrEnum):
    """Whose cao applies; the handbook of the VNG speaks of the first two only."""

    GEMEENTEN = "gemeenten"
    SGO = "sgo"
    PROVINCIES = "provincies"
    WATERSCHAPPEN = "waterschappen"
    RIJK = "rijk"
    ANDERS = "anders"


@dataclass(frozen=True, slots=True)
class Wijzervraag:
    """One question with its answers: code → words."""

    code: str
    stap: Stap
    vraag: str
    antwoorden: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Samenwerkingsvorm:
    """A form of working together or of hiring."""

    code: str
    naam: str
    omschrijving: str


@dataclass(frozen=True, slots=True)
class Vormuitkomst:
    """What a rule says of a form, when its own condition holds too."""

    vorm: str
    past: bool
    als: Voorwaarde


@dataclass(frozen=True, slots=True)
class Vormregel:
    """One rule of the table."""

    nr: str
    als: tuple[Voorwaarde, ...]
    uitkomsten: tuple[Vormuitkomst, ...]
    werkgever: str
    medewerker: str
    punten: Mapping[Rechtsgebied, str]
    bron: str
    url: str | None
    zekerheid: Zekerheid
    herzien_voor: date


@dataclass(frozen=True, slots=True)
class Beslistabel:
    """A version of the whole form guide."""

    versie: str
    geldig_vanaf: date
    verantwoording: str
    vragen: tuple[Wijzervraag, ...]
    vormen: Mapping[str, Samenwerkingsvorm]
    regels: tuple[Vormregel, ...]


@dataclass(frozen=True, slots=True)
class Vormoordeel:
    """One form with the rules for it and against it; at least one of both is there."""

    vorm: Samenwerkingsvorm
    oordeel: Oordeel
    voor: tuple[str, ...]
    tegen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anders:
    """An answer that would make a form fit."""

    vraag: str
    antwoord: str
    vormen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wijzing:
    """What the form guide says to these answers."""

    vormen: tuple[Vormoordeel, ...]
    regels: tuple[Vormregel, ...]  # that fired, in the order of the table
    te_herzien: tuple[str, ...]  # rules past their review date
    anders: tuple[Anders, ...]  # only when no form fits


@dataclass(frozen=True, slots=True)
class Vormwaarschuwing:
    """What changed since the advice, and what it does to the forms that fitted."""

    vraag: str
    gegeven: str
    nu: str
    vervallen: tuple[str, ...]  # forms that fitted and do not any more
    regels: tuple[str, ...]  # that fire only now, or say something else


def lees(bron: Mapping[str, Any]) -> Beslistabel:
    """A table from its data. Errors: KeyError or ValueError, when it does not hold together."""
    vragen = tuple(
        Wijzervraag(een["code"], Stap(een["stap"]), een["vraag"], een["antwoorden"])
        for een in bron["vragen"]
    )
    vormen = {code: Samenwerkingsvorm(code, *delen) for code, delen in bron["vormen"].items()}
    mogelijk = {een.code: set(een.antwoorden) for een in vragen}

    def voorwaarde(ruw: Mapping[str, list[str]]) -> Voorwaarde:
        for code, waarden in ruw.items():
            if not waarden or not set(waarden) <= mogelijk[code]:
                raise ValueError(f"{code}: {waarden} zijn geen antwoorden")
        return {code: frozenset(waarden) for code, waarden in ruw.items()}

    def uitkomst(ruw: Mapping[str, Any]) -> Vormuitkomst:
        return Vormuitkomst(vormen[ruw["vorm"]].code, ruw["past"], voorwaarde(ruw.get("als", {})))

    regels = tuple(
        Vormregel(
            nr=een["nr"],
            als=tuple(voorwaarde(deel) for deel in een["als"]),
            uitkomsten=tuple(uitkomst(deel) for deel in een["uitkomsten"]),
            werkgever=een["werkgever"],
            medewerker=een["medewerker"],
            punten={Rechtsgebied(recht): tekst for recht, tekst in een["punten"].items()},
            bron=een["bron"],
            url=een.get("url"),
            zekerheid=Zekerheid(een["zekerheid"]),
            herzien_voor=een["herzien_voor"],
        )
        for een in bron["regels"]
    )
    verantwoording = bron["verantwoording"].strip()
    return Beslistabel(bron["versie"], bron["geldig_vanaf"], verantwoording, vragen, vormen, regels)
