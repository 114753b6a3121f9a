"""The week of one person: everything filled in together, with its limits and remarks."""

from collections import defaultdict
from dataclasses import dataclass

from services.pool.flexpool.rules import Reden
from services.pool.uren.rules.staten import Urenstaat, Urenstatus
from services.pool.uren.rules.weken import (
    KWARTIEREN_PER_DAG,
    Weekdeel,
    in_woorden,
    weekdelen,
)


@dataclass(frozen=True, slots=True)
class Weekstaat:
    """All hours of one person in one week, corrections among them."""

    week: str
    staten: tuple[Urenstaat, ...]

    @property
    def kwartieren(self) -> int:
        return sum(een.kwartieren for een in self.staten if een.telt)


def fouten_in_week(week: Weekstaat) -> list[Reden]:
    """Why a week cannot be: more hours than it has, in a part or as a whole, or fewer than none.

    A correction that is not approved yet can go either way, so both outcomes must be possible.
    """
    meeste: dict[str, int] = defaultdict(int)
    minste: dict[tuple[object, ...], int] = defaultdict(int)
    for een in week.staten:
        if een.telt:
            zeker = een.status is Urenstatus.GOEDGEKEURD
            meeste[een.maand] += een.kwartieren if zeker else max(0, een.kwartieren)
            minste[een.plek] += een.kwartieren if zeker else min(0, een.kwartieren)
    fouten = [
        Reden("uren", "te-veel-uren", _te_veel(deel, meeste[deel.maand]))
        for deel in weekdelen(week.week)
        if meeste[deel.maand] > deel.dagen * KWARTIEREN_PER_DAG
    ]
    if any(kwartieren < 0 for kwartieren in minste.values()):
        fouten.append(Reden("uren", "minder-dan-nul", "Uren zijn samen nooit minder dan nul."))
    return fouten


def _te_veel(deel: Weekdeel, kwartieren: int) -> str:
    return (
        f"Van {deel.van:%d-%m-%Y} tot en met {deel.tot:%d-%m-%Y} zijn er"
        f" {deel.dagen * 24} uren; dit zijn er {in_woorden(kwartieren)}."
    )
