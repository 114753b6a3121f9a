"""The ledger: what every organisation asked, could expect, received and gave. No person in it.

Received and given are sums of inzetten on their days. What was asked and what the key gives are
of the rounds that were closed in the period.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS
from services.pool.verdeling.rules.uren import (
    Periode,
    dagen_samen,
    maand_van,
    uren,
    volgende_maand,
)

# Everybody who plans, decides or advises at a member, the works council with them.
LEZERS = PLANNERS | MEEKIJKERS | {"medezeggenschap"}
NUL = Decimal(0)


class Uitsplitsing(StrEnum):
    """By what the lines of the ledger are split."""

    ORGANISATIE = "organisatie"
    MAAND = "maand"
    FUNCTIE = "functie"


@dataclass(frozen=True, slots=True)
class Inzetfeit:
    """What the ledger needs of an inzet; `tienden`: tenths of hours per week."""

    inlener: str
    thuisorganisatie: str
    functie: str | None
    tienden: int
    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Maandtelling:
    """Inzetten of which nothing is kept but their sum in a month, in units (see `uren`)."""

    maand: date
    inlener: str
    thuisorganisatie: str
    functie: str | None
    eenheden: int


@dataclass(frozen=True, slots=True)
class Rondeaandeel:
    """What one organisation asked and got in a closed round; hours over the round's horizon."""

    ronde: UUID
    pool: UUID
    op: date
    organisatie: str
    gevraagd: Decimal
    aanspraak: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    geweigerd: Decimal
    gegund: Decimal
    spoed: Decimal
    saldo_na: Decimal


@dataclass(frozen=True, slots=True)
class Spoedbeurt:
    """A turn taken before its time, because it could not wait."""

    op: date
    organisatie: str


@dataclass(frozen=True, slots=True)
class Grootboekvraag:
    """Which months, split by what, as seen on which day."""

    periode: Periode
    vandaag: date
    uitsplitsing: Uitsplitsing = Uitsplitsing.ORGANISATIE


@dataclass(frozen=True, slots=True)
class Grootboekregel:
    """One line, in hours. None: the rounds do not know it for this split."""

    organisatie: str
    maand: date | None = None
    functie: str | None = None
    gevraagd: Decimal | None = None
    aanspraak: Decimal | None = None
    rechtvaardig: Decimal | None = None
    toegewezen: Decimal | None = None
    geweigerd: Decimal | None = None
    gegund: Decimal | None = None
    ontvangen: Decimal = NUL
    ingepland: Decimal = NUL
    gegeven: Decimal = NUL
    spoedbeurten: int | None = None
    spoed: Decimal | None = None
    saldo: Decimal | None = None


class _Plaats(NamedTuple):
    """Which line something belongs to; empty text sorts first and means none."""

    organisatie: str
    maand: date
    functie: str


@dataclass(slots=True)
class _Som:
    """Units of inzetten on one line."""

    ontvangen: int = 0
    ingepland: int = 0
    gegeven: int = 0


UIT_RONDES = ("gevraagd", "aanspraak", "rechtvaardig", "toegewezen", "geweigerd", "gegund", "spoed")


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A month of the period, or all of it; `maand`: date.min when it is all of it."""

    maand: date
    begin: date
    einde: date


def _stukken(vraag: Grootboekvraag) -> list[_Stuk]:
    periode = vraag.periode
    if vraag.uitsplitsing is Uitsplitsing.MAAND:
        return [_Stuk(een.van, een.van, een.einde) for een in periode.maanden()]
    return [_Stuk(date.min, periode.van, periode.einde)]


def _delen(een: Inzetfeit, stukken: list[_Stuk], vandaag: date) -> Iterable[tuple[date, int, int]]:
    """Per piece that it touches: units until today, and units after it."""
    eerste = bisect_left(stukken, een.van, key=lambda stuk: stuk.einde)
    for nr in range(eerste, len(stukken)):
        stuk = stukken[nr]
        if een.tot is not None and een.tot < stuk.begin:
            return
        alles = dagen_samen(een.van, een.tot, stuk.begin, stuk.einde)
        geweest = dagen_samen(een.van, een.tot, stuk.begin, min(stuk.einde, vandaag))
        if alles:
            yield stuk.maand, een.tienden * geweest, een.tienden * (alles - geweest)


def _tel(
    inzetten: Iterable[Inzetfeit], geteld: Iterable[Maandtelling], vraag: Grootboekvraag
) -> dict[_Plaats, _Som]:
    """Units per line; what was counted earlier is past."""
    som: dict[_Plaats, _Som] = defaultdict(_Som)
    per_functie = vraag.uitsplitsing is Uitsplitsing.FUNCTIE
    stukken = _stukken(vraag)
    for een in inzetten:
        functie = (een.functie or "") if per_functie else ""
        for maand, geweest, komt in _delen(een, stukken, vraag.vandaag):
            bij = som[_Plaats(een.inlener, maand, functie)]
            bij.ontvangen += geweest
            bij.ingepland += komt
            som[_Plaats(een.thuisorganisatie, maand, functie)].gegeven += geweest
    for regel in geteld:
        if vraag.periode.van <= regel.maand <= vraag.periode.tot:
            functie = (regel.functie or "") if per_functie else ""
            maand = regel.maand if vraag.uitsplitsing is Uitsplitsing.MAAND else date.min
            som[_Plaats(regel.inlener, maand, functie)].ontvangen += regel.eenheden
            som[_Plaats(regel.thuisorganisatie, maand, functie)].gegeven += regel.eenheden
    return som


def _rondes(
    aandelen: Iterable[Rondeaandeel], vraag: Grootboekvraag
) -> dict[_Plaats, dict[str, Decimal]]:
    """What the rounds of the period add up to, and the last saldo of every pool."""
    uit: dict[_Plaats, dict[str, Decimal]] = {}
    laatste: dict[tuple[_Plaats, UUID], Rondeaandeel] = {}
    for een in aandelen:
        if not vraag.periode.van <= een.op <= vraag.periode.einde:
            continue
        maand = maand_van(een.op) if vraag.uitsplitsing is Uitsplitsing.MAAND else date.min
        plaats = _Plaats(een.organisatie, maand, "")
        bij = uit.setdefault(plaats, dict.fromkeys((*UIT_RONDES, "saldo"), NUL))
        for naam in UIT_RONDES:
            bij[naam] += getattr(een, naam)
        vorige = laatste.get((plaats, een.pool))
        if vorige is None or (vorige.op, vorige.ronde) < (een.op, een.ronde):
            laatste[plaats, een.pool] = een
    for (plaats, _), een in laatste.items():
        uit[plaats]["saldo"] += een.saldo_na
    return uit


def _spoed(spoed: Iterable[Spoedbeurt], vraag: Grootboekvraag) -> dict[_Plaats, int]:
    aantal: dict[_Plaats, int] = defaultdict(int)
    for een in spoed:
        if vraag.periode.van <= een.op <= vraag.periode.einde:
            maand = maand_van(een.op) if vraag.uitsplitsing is Uitsplitsing.MAAND else date.min
            aantal[_Plaats(een.organisatie, maand, "")] += 1
    return aantal


def grootboek(
    inzetten: Iterable[Inzetfeit],
    geteld: Iterable[Maandtelling],
    aandelen: Iterable[Rondeaandeel],
    spoed: Iterable[Spoedbeurt],
    vraag: Grootboekvraag,
) -> list[Grootboekregel]:
    """The lines of the ledger, by organisation, then month, then functie.

    By functie the rounds say nothing: the key shares hours, not functies.
    """
    som = _tel(inzetten, geteld, vraag)
    per_functie = vraag.uitsplitsing is Uitsplitsing.FUNCTIE
    rondes = {} if per_functie else _rondes(aandelen, vraag)
    beurten = {} if per_functie else _spoed(spoed, vraag)
    leeg = {} if per_functie else dict.fromkeys((*UIT_RONDES, "saldo"), NUL)
    return [
        Grootboekregel(
            organisatie=plaats.organisatie,
            maand=None if plaats.maand == date.min else plaats.maand,
            functie=plaats.functie or None,
            ontvangen=uren(som[plaats].ontvangen) if plaats in som else NUL,
            ingepland=uren(som[plaats].ingepland) if plaats in som else NUL,
            gegeven=uren(som[plaats].gegeven) if plaats in som else NUL,
            spoedbeurten=None if per_functie else beurten.get(plaats, 0),
            **rondes.get(plaats, leeg),
        )
        for plaats in sorted(som.keys() | rondes.keys() | beurten.keys())
    ]


def totaal(regels: Iterable[Grootboekregel]) -> Grootboekregel:
    """All lines together; what no line knows stays unknown."""
    som = Grootboekregel(organisatie="")
    for regel in regels:
        erbij = {
            een.name: (getattr(som, een.name) or 0) + waarde
            for een in fields(Grootboekregel)
            if een.name not in ("organisatie", "maand", "functie")
            and (waarde := getattr(regel, een.name)) is not None
        }
        som = replace(som, **erbij)
    return som


def maandtellingen(inzet: Inzetfeit) -> list[Maandtelling]:
    """What is kept of an ended inzet when everything else goes: its units per month, exactly."""
    if inzet.tot is None:
        raise ValueError("alleen een inzet met een einde kan worden geteld")
    maand, uit = maand_van(inzet.van), []
    while maand <= inzet.tot:
        einde = volgende_maand(maand) - timedelta(days=1)
        dagen = dagen_samen(inzet.van, inzet.tot, maand, einde)
        wie = (inzet.inlener, inzet.thuisorganisatie, inzet.functie)
        uit.append(Maandtelling(maand, *wie, inzet.tienden * dagen))
        maand = volgende_maand(maand)
    return uit


def met_gevraagd(
    regels: Iterable[Grootboekregel], gevraagd: Mapping[tuple[str, str | None], Decimal]
) -> list[Grootboekregel]:
    """Lines by functie with what was asked of it in the closed rounds."""
    bekend = {(een.organisatie, een.functie): een for een in regels}
    plaatsen = sorted(bekend.keys() | gevraagd.keys(), key=lambda een: (een[0], een[1] or ""))
    return [
        replace(
            bekend.get(plaats) or Grootboekregel(plaats[0], functie=plaats[1]),
            gevraagd=gevraagd.get(plaats, NUL),
        )
        for plaats in plaatsen
    ]


def bediend_deel(regel: Grootboekregel) -> Fraction:
    """Received as a part of the fair share; without a fair share: fully served."""
    if not regel.rechtvaardig:
        return Fraction(1)
    return Fraction(regel.ontvangen) / Fraction(regel.rechtvaardig)
