"""Is een behoefte gevuld, op elke dag die nog komt? Pure rules; hours per week, days included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.pool.planning.rules import Behoefte, is_gedekt, periode

DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dekkingsdeel:
    """So many hours per week from a day up to and including a day; None: on."""

    van: date
    tot: date | None
    uren: Decimal


def is_gevuld(
    behoefte: Behoefte, delen: Iterable[Dekkingsdeel], vandaag: date, kortste_dagen: int
) -> bool:
    """Whether what was asked is there from today to the last day.

    Days in a row that are too few for an inzet (`kortste_dagen`) keep no need open: nobody could
    be placed on them.
    """
    dekking = list(delen)
    van, tot = periode(behoefte, vandaag) or (vandaag, None)
    begin, einde = max(van, vandaag), tot or date.max
    if begin > einde:
        return is_gedekt(behoefte, sum((een.uren for een in dekking), Decimal(0)))
    nodig = min(kortste_dagen, (einde - begin).days + 1)
    leeg = 0
    for eerste, laatste in _stukken(dekking, begin, einde):
        uren = sum((een.uren for een in dekking if _op(een, eerste)), Decimal(0))
        leeg = 0 if is_gedekt(behoefte, uren) else leeg + (laatste - eerste).days + 1
        if leeg >= nodig:
            return False
    return True


def nog_toegezegd(toezegging: Dekkingsdeel, ingezet: Iterable[Dekkingsdeel]) -> list[Dekkingsdeel]:
    """What a pool promised and has not filled yet: its own inzetten for the need are taken off."""
    delen = list(ingezet)
    over = []
    for eerste, laatste in _stukken(delen, toezegging.van, toezegging.tot or date.max):
        al = sum((een.uren for een in delen if _op(een, eerste)), Decimal(0))
        if al < toezegging.uren:
            tot = None if laatste == date.max else laatste
            over.append(Dekkingsdeel(eerste, tot, toezegging.uren - al))
    return over


def _op(deel: Dekkingsdeel, dag: date) -> bool:
    return deel.van <= dag and (deel.tot is None or dag <= deel.tot)


def _stukken(delen: Iterable[Dekkingsdeel], begin: date, einde: date) -> list[tuple[date, date]]:
    """The days cut wherever a part begins or ends: first and last day of every piece."""
    grenzen = {begin}
    for een in delen:
        grenzen.add(een.van)
        if een.tot is not None and een.tot < date.max:
            grenzen.add(een.tot + DAG)
    dagen = sorted(dag for dag in grenzen if begin <= dag <= einde)
    return list(zip(dagen, [*(dag - DAG for dag in dagen[1:]), einde], strict=True))
