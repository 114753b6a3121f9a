"""Which form fits: the rules are data (`beslistabel/`), this reads and applies them.

A rule that fires says of forms that they fit or do not, in words for the employer and for the
employee, with points of attention per area of law, its source and how certain it is (A: read in the
source, B: reported by others, C: own reading or not settled). None of it is legal advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.pool.flexpool.rules import Reden

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


def in_werking(tabellen: tuple[Beslistabel, ...], dag: date) -> Beslistabel:
    """The version that holds on a day; before the first, the first."""
    op_volgorde = sorted(tabellen, key=lambda een: een.geldig_vanaf)
    geldig = [een for een in op_volgorde if een.geldig_vanaf <= dag]
    return geldig[-1] if geldig else op_volgorde[0]


def fouten(tabel: Beslistabel, antwoorden: Antwoorden) -> list[Reden]:
    """Everything that is wrong with the answers: each question has one of its own answers."""
    gevonden = []
    for vraag in tabel.vragen:
        waarde = antwoorden.get(vraag.code)
        if waarde is None:
            zin = "Deze vraag is niet beantwoord."
            gevonden.append(Reden(f"antwoorden.{vraag.code}", "antwoord-ontbreekt", zin))
        elif waarde not in vraag.antwoorden:
            zin = f"Kies uit {', '.join(vraag.antwoorden)}."
            gevonden.append(Reden(f"antwoorden.{vraag.code}", "antwoord-onbekend", zin))
    kent = {een.code for een in tabel.vragen}
    gevonden += [
        Reden(f"antwoorden.{code}", "vraag-onbekend", "Deze vraag is er niet.")
        for code in sorted(antwoorden.keys() - kent)
    ]
    return gevonden


def geldt(voorwaarde: Voorwaarde, antwoorden: Antwoorden) -> bool:
    return all(antwoorden[code] in waarden for code, waarden in voorwaarde.items())


def geraakt(tabel: Beslistabel, antwoorden: Antwoorden) -> tuple[Vormregel, ...]:
    """The rules that fire."""
    return tuple(
        regel for regel in tabel.regels if any(geldt(deel, antwoorden) for deel in regel.als)
    )


def wijs(tabel: Beslistabel, antwoorden: Antwoorden, dag: date) -> Wijzing:
    """Forms with their reasons. Without a form that fits it says which other answer would help."""
    regels = geraakt(tabel, antwoorden)
    vormen = _oordelen(tabel, regels, antwoorden)
    past = any(een.oordeel is not Oordeel.NIET_PASSEND for een in vormen)
    return Wijzing(
        vormen=vormen,
        regels=regels,
        te_herzien=tuple(een.nr for een in regels if een.herzien_voor < dag),
        anders=() if past else _anders(tabel, antwoorden),
    )


def _oordelen(
    tabel: Beslistabel, regels: tuple[Vormregel, ...], antwoorden: Antwoorden
) -> tuple[Vormoordeel, ...]:
    voor: dict[str, list[str]] = {}
    tegen: dict[str, list[str]] = {}
    for regel in regels:
        for uitkomst in regel.uitkomsten:
            if geldt(uitkomst.als, antwoorden):
                kant = voor if uitkomst.past else tegen
                kant.setdefault(uitkomst.vorm, []).append(regel.nr)
    gevonden = []
    for code, vorm in tabel.vormen.items():
        pro, contra = tuple(voor.get(code, ())), tuple(tegen.get(code, ()))
        if pro or contra:
            gevonden.append(Vormoordeel(vorm, _oordeel(bool(pro), bool(contra)), pro, contra))
    orde = list(Oordeel)
    return tuple(sorted(gevonden, key=lambda een: (orde.index(een.oordeel), -len(een.voor))))


def _oordeel(voor: bool, tegen: bool) -> Oordeel:
    if voor and tegen:
        return Oordeel.NADER_BEKIJKEN
    return Oordeel.PASSEND if voor else Oordeel.NIET_PASSEND


def _anders(tabel: Beslistabel, antwoorden: Antwoorden) -> tuple[Anders, ...]:
    """Single answers that, given otherwise, make a form fit."""
    gevonden = []
    for vraag in tabel.vragen:
        for waarde in vraag.antwoorden:
            proef = {**antwoorden, vraag.code: waarde}
            vormen = _oordelen(tabel, geraakt(tabel, proef), proef)
            past = tuple(een.vorm.code for een in vormen if een.oordeel is Oordeel.PASSEND)
            if waarde != antwoorden[vraag.code] and past:
                gevonden.append(Anders(vraag.code, waarde, past))
    return tuple(gevonden)


def termijn(van: date, tot: date | None) -> str:
    """How an inzet from `van` to `tot` (the last day) answers the question "termijn"."""
    if tot is None:
        return "onbekend"
    jaar, maand = divmod(van.year * 12 + van.month - 1 + MAANDEN, 12)
    try:
        grens = date(jaar, maand + 1, van.day)
    except ValueError:  # 29 February: the twelve months end with that month
        grens = date(jaar, maand + 2, 1)
    return "hoogstens_12" if tot < grens else "langer"


def waarschuwing(
    tabel: Beslistabel, antwoorden: Antwoorden, van: date, tot: date | None, dag: date
) -> Vormwaarschuwing | None:
    """What an inzet that became longer than the advice knew does to that advice."""
    nu, toen = termijn(van, tot), antwoorden["termijn"]
    if nu != "langer" or toen == nu:
        return None
    eerder = wijs(tabel, antwoorden, dag)
    later = wijs(tabel, {**antwoorden, "termijn": nu}, dag)
    goed = {een.vorm.code for een in later.vormen if een.oordeel is Oordeel.PASSEND}
    vervallen = tuple(
        een.vorm.code
        for een in eerder.vormen
        if een.oordeel is Oordeel.PASSEND and een.vorm.code not in goed
    )
    anders = {nr for nr, _, _ in _zeggen(later) ^ _zeggen(eerder)}
    return Vormwaarschuwing("termijn", toen, nu, vervallen, tuple(sorted(anders)))


def _zeggen(wijzing: Wijzing) -> set[tuple[str, str, bool]]:
    """Which rule says what of which form."""
    return {(nr, een.vorm.code, True) for een in wijzing.vormen for nr in een.voor} | {
        (nr, een.vorm.code, False) for een in wijzing.vormen for nr in een.tegen
    }


def buiten_handreiking(sector: Sector) -> bool:
    """Whether the handbook of the VNG does not speak of this sector."""
    return sector not in {Sector.GEMEENTEN, Sector.SGO}
