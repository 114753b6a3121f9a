"""Behoefte − eigen − pool, per functie en periode; en wat er ongedekt is.

Pure rules. Hours are exact: a quantity is a whole number of tenths of an hour per week times days,
so `EENHEID` (70) of it is one hour. Nothing is rounded before it is shown, and the figures of a
table are exactly the sum of their parts. Days are included days.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

EENHEID = 70  # tenths of an hour, seven days
DAG = timedelta(days=1)
UITSTROOM_MAAND = 7  # when the employer names no day: halfway the year (C, may be given per row)


class Raster(StrEnum):
    """How long a period of the table is."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """A period of the table; both days are in it."""

    van: date
    tot: date


@dataclass(frozen=True, slots=True)
class Strook:
    """So many tenths of an hour per week, from a day up to and including a day (None: on)."""

    functie: str
    organisatie: str
    van: date
    tot: date | None
    tienden: int


@dataclass(frozen=True, slots=True)
class Vraag:
    """A need with what covers it; `is_vervuld` by whatever means, also outside the pool."""

    strook: Strook
    dekking: tuple[Strook, ...] = ()
    is_vervuld: bool = False


@dataclass(frozen=True, slots=True)
class Tekortregel:
    """One function in one period, in units of 1/70 hour."""

    functie: str
    tijdvak: Tijdvak
    behoefte: int = 0
    eigen: int = 0
    pool: int = 0
    ongedekt: int = 0  # of the needs, what no inzet or partner pool covers yet

    @property
    def saldo(self) -> int:
        """Own and pool together minus the need; below zero there are too few hours."""
        return self.eigen + self.pool - self.behoefte

    @property
    def tekort(self) -> int:
        return max(0, -self.saldo)


def tienden(uren: Decimal) -> int:
    return int(uren * 10)


def als_uren(hoeveelheid: int) -> Decimal:
    """Hours with one decimal, for a reader."""
    return (Decimal(hoeveelheid) / EENHEID).quantize(Decimal("0.1"))


def tijdvakken(van: date, tot: date, raster: Raster) -> list[Tijdvak]:
    """The whole months or quarters that hold these days; none when `tot` is before `van`."""
    maanden = 1 if raster is Raster.MAAND else 3
    jaar, maand = van.year, (van.month - 1) // maanden * maanden
    vakken: list[Tijdvak] = []
    begin = date(jaar, maand + 1, 1)
    while begin <= tot:
        jaar, maand = (jaar, maand + maanden) if maand + maanden < 12 else (jaar + 1, 0)
        if jaar > date.max.year:
            return [*vakken, Tijdvak(begin, date.max)]
        volgende = date(jaar, maand + 1, 1)
        vakken.append(Tijdvak(begin, volgende - DAG))
        begin = volgende
    return vakken


def omvang(strook: Strook, van: date, tot: date) -> int:
    """How much of a stretch lies in these days."""
    begin, einde = max(strook.van, van), min(strook.tot or tot, tot)
    return strook.tienden * max(0, (einde - begin).days + 1)


def stukken(
    vraag: Sequence[Strook], aanbod: Sequence[Strook], van: date, tot: date
) -> list[tuple[date, date, int]]:
    """Stretches of days in which more is asked than there is, with how much more."""
    knippen = {van}
    for een in (*vraag, *aanbod):
        knippen.add(een.van)
        if een.tot is not None and een.tot < tot:
            knippen.add(een.tot + DAG)
    begin = sorted(dag for dag in knippen if van <= dag <= tot)
    gevonden = []
    for nr, eerste in enumerate(begin):
        laatste = begin[nr + 1] - DAG if nr + 1 < len(begin) else tot
        hoogte = sum(een.tienden for een in vraag if _geldt(een, eerste))
        hoogte -= sum(een.tienden for een in aanbod if _geldt(een, eerste))
        if hoogte > 0:
            gevonden.append((eerste, laatste, hoogte))
    return gevonden


def meer_dan(vraag: Sequence[Strook], aanbod: Sequence[Strook], van: date, tot: date) -> int:
    """What is asked beyond what is there, day by day; too much on one day helps no other day."""
    return sum(
        hoogte * ((laatste - eerste).days + 1)
        for eerste, laatste, hoogte in stukken(vraag, aanbod, van, tot)
    )


def _geldt(strook: Strook, dag: date) -> bool:
    return strook.van <= dag and (strook.tot is None or dag <= strook.tot)


def ongedekt(vraag: Vraag, van: date, tot: date) -> int:
    """What nobody covers of a need in these days."""
    if vraag.is_vervuld:
        return 0
    return meer_dan([vraag.strook], vraag.dekking, van, tot)


def eerste_ongedekte_dag(vraag: Vraag, vanaf: date) -> date | None:
    """The first day from `vanaf` on that a need is not whole; None when it always is."""
    if vraag.is_vervuld or vraag.strook.tienden <= 0:
        return None
    einden = {een.tot + DAG for een in vraag.dekking if een.tot is not None and een.tot < date.max}
    for dag in sorted({max(vanaf, vraag.strook.van), *einden}):
        if dag >= vanaf and _geldt(vraag.strook, dag):
            gedekt = sum(een.tienden for een in vraag.dekking if _geldt(een, dag))
            if gedekt < vraag.strook.tienden:
                return dag
    return None


def leg_erover(
    basis: tuple[date, date | None, int], perioden: Sequence[tuple[date, date | None, int]]
) -> list[tuple[date, date | None, int]]:
    """The same days in parts: in a period its own hours, outside it those of the basis.

    Periods do not overlap; what lies outside the basis counts for nothing.
    """
    begin, einde, uren = basis
    delen: list[tuple[date, date | None, int]] = []
    for van, tot, anders in sorted(perioden, key=lambda een: een[0]):
        eerste = max(van, begin)
        laatste = _eerste(tot, einde)
        if laatste is not None and laatste < eerste:
            continue
        if begin < eerste:
            delen.append((begin, eerste - DAG, uren))
        delen.append((eerste, laatste, anders))
        if laatste is None or laatste == date.max:
            return delen
        begin = laatste + DAG
    if einde is None or begin <= einde:
        delen.append((begin, einde, uren))
    return delen


def _eerste(een: date | None, ander: date | None) -> date | None:
    """The earlier end; None is no end."""
    return min(een or date.max, ander or date.max) if een or ander else None


def verdeel_over_functies(tienden: int, functies: Sequence[str]) -> dict[str, int]:
    """A member's hours in equal parts over the functions; together exactly the hours."""
    if not functies:
        return {}
    deel, rest = divmod(tienden, len(functies))
    return {functie: deel + (nr < rest) for nr, functie in enumerate(sorted(functies))}


def tekorten(
    vragen: Iterable[Vraag],
    eigen: Iterable[Strook],
    uitstroom: Iterable[Strook],
    pool: Iterable[Strook],
    vakken: Sequence[Tijdvak],
) -> list[Tekortregel]:
    """The table, by function and period; where nothing is asked or there, there is no line.

    Outflow lowers the own hours of the same organisation and function, never below zero.
    """
    if not vakken:
        return []
    som: dict[str, dict[tuple[str, int], int]] = {
        naam: {} for naam in ("behoefte", "eigen", "pool", "ongedekt")
    }
    eerste, laatste = vakken[0].van, vakken[-1].tot
    for vraag in vragen:
        strook = vraag.strook
        _tel(
            som["behoefte"],
            vakken,
            strook.functie,
            strook.van,
            strook.tot or laatste,
            strook.tienden,
        )
        if not vraag.is_vervuld:
            for stuk in stukken([strook], vraag.dekking, eerste, laatste):
                _tel(som["ongedekt"], vakken, strook.functie, *stuk)
    for een in pool:
        _tel(som["pool"], vakken, een.functie, een.van, een.tot or laatste, een.tienden)
    weg = _per_werkgever(uitstroom)
    for sleutel, stroken in _per_werkgever(eigen).items():
        for stuk in stukken(stroken, weg.get(sleutel, []), eerste, laatste):
            _tel(som["eigen"], vakken, sleutel[1], *stuk)
    plaatsen = sorted({plaats for een in som.values() for plaats in een})
    return [
        Tekortregel(
            functie,
            vakken[nr],
            **{naam: een.get((functie, nr), 0) for naam, een in som.items()},
        )
        for functie, nr in plaatsen
    ]


def _tel(
    som: dict[tuple[str, int], int],
    vakken: Sequence[Tijdvak],
    functie: str,
    van: date,
    tot: date,
    tienden: int,
) -> None:
    """Add a stretch of hours to the periods in which it lies."""
    if tienden == 0:
        return
    begin = bisect_right(vakken, van, key=lambda vak: vak.van) - 1
    for nr in range(max(0, begin), len(vakken)):
        vak = vakken[nr]
        if vak.van > tot:
            return
        dagen = (min(tot, vak.tot) - max(van, vak.van)).days + 1
        if dagen > 0:
            som[functie, nr] = som.get((functie, nr), 0) + tienden * dagen


def _per_werkgever(stroken: Iterable[Strook]) -> dict[tuple[str, str], list[Strook]]:
    gevonden: dict[tuple[str, str], list[Strook]] = {}
    for een in stroken:
        gevonden.setdefault((een.organisatie, een.functie), []).append(een)
    return gevonden
