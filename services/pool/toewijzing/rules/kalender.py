"""Wanneer is iemand vrij, en wanneer is een behoefte nog niet gevuld?

Days are numbers after the peildatum, inside the horizon; `na` is the first day after. Hours are
whole hours per week. Standard library only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor
from uuid import UUID

from services.pool.toewijzing.feiten import (
    Behoefte,
    Beschikbaarheid,
    Elders,
    Feiten,
    Instellingen,
    Lid,
    LopendeInzet,
    Plek,
)

Dagen = tuple[int, int]  # first day, first day after
NOOIT = 10**6  # a day after any horizon


@dataclass(frozen=True, slots=True)
class Strook:
    """Days on which nothing changes: hours per week and places that are left."""

    van: int
    na: int
    uren: int
    plekken: int


@dataclass(frozen=True, slots=True)
class Venster:
    """Days on which a member can do a need, and for how many hours per week at most."""

    van: int
    na: int
    uren: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """Who is busy with what, what is left of members and needs, and where postcodes lie.

    `vrij` and `rest` are what is left; `eigen` and `vraag` what there was before any inzet. `later`
    names members and needs for whom something changes after the horizon.
    """

    van_medewerker: Mapping[UUID, list[LopendeInzet]]
    voor_behoefte: Mapping[UUID, list[LopendeInzet]]
    plekken: Mapping[str, Plek]
    vrij: Mapping[UUID, tuple[Strook, ...]]
    rest: Mapping[UUID, tuple[Strook, ...]]
    eigen: Mapping[UUID, tuple[Strook, ...]]
    vraag: Mapping[UUID, tuple[Strook, ...]]
    later: frozenset[UUID]
    waarden: Mapping[tuple[UUID, UUID], int]


def agenda(feiten: Feiten, erbij: Iterable[LopendeInzet] = ()) -> Agenda:
    """Index the running inzetten of the facts once; `erbij` counts as if it ran too."""
    stand = feiten.instellingen
    per_medewerker: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    per_behoefte: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    for een in (*feiten.inzetten, *erbij):
        per_medewerker[een.medewerker].append(een)
        if een.behoefte is not None:
            per_behoefte[een.behoefte].append(een)
    plekken = {plek.pc4: plek for plek in stand.plekken}
    eigen = {lid.id: _vrije_stroken(lid, (), stand) for lid in feiten.leden}
    vraag = {een.id: _open_stroken(een, (), stand) for een in feiten.behoeften}
    vrij = {
        lid.id: _vrije_stroken(lid, bezig, stand) if bezig else eigen[lid.id]
        for lid in feiten.leden
        for bezig in [per_medewerker.get(lid.medewerker, ())]
    }
    rest = {
        een.id: _open_stroken(een, bezig, stand) if bezig else vraag[een.id]
        for een in feiten.behoeften
        for bezig in [per_behoefte.get(een.id, ())]
    }
    later = {
        lid.id
        for lid in feiten.leden
        if _verandert(lid.perioden, per_medewerker.get(lid.medewerker, ()), stand.einde)
    }
    later |= {
        een.id
        for een in feiten.behoeften
        if _verandert((), (*per_behoefte.get(een.id, ()), *een.elders), stand.einde)
    }
    waarden = {(een.lid, een.behoefte): een.waarde for een in stand.waarden}
    return Agenda(
        van_medewerker=dict(per_medewerker), voor_behoefte=dict(per_behoefte), plekken=plekken,
        vrij=vrij, rest=rest, eigen=eigen, vraag=vraag, later=frozenset(later), waarden=waarden,
    )  # fmt: skip


def dag(dag: date, stand: Instellingen) -> int:
    """A day as a number, inside the horizon."""
    return min(max((dag - stand.peildatum).days, 0), stand.horizon_weken * 7)


def na(dag: date | None, stand: Instellingen) -> int:
    """The first day after a last day, inside the horizon; None is no end."""
    if dag is None:
        return stand.horizon_weken * 7
    return min(max((dag - stand.peildatum).days + 1, 0), stand.horizon_weken * 7)


def uren_op(lid: Lid, dag: date) -> Decimal:
    """Hours per week that a member has on a day inside the membership, before any inzet."""
    for een in lid.perioden:
        if een.van <= dag and (een.tot is None or dag <= een.tot):
            return een.uren_per_week
    return lid.uren_per_week


def _vrije_stroken(
    lid: Lid, lopend: Sequence[LopendeInzet], stand: Instellingen
) -> tuple[Strook, ...]:
    """What a member has left, per stretch of days."""
    perioden = [(dag(een.van, stand), na(een.tot, stand), een) for een in lid.perioden]
    bezig = [(dag(een.van, stand), na(een.tot, stand), een) for een in lopend]
    uit = []
    for van, tot in knippen(dag(lid.van, stand), na(lid.tot, stand), (*perioden, *bezig)):
        uren = next((een.uren_per_week for a, b, een in perioden if a <= van < b),
                    lid.uren_per_week)  # fmt: skip
        nu = [een.uren for a, b, een in bezig if a <= van < b]
        over, plekken = floor(uren - sum(nu, Decimal(0))), lid.maximum_inzetten - len(nu)
        uit.append(Strook(van, tot, max(0, over), max(0, plekken)))
    return tuple(uit)


def _open_stroken(
    behoefte: Behoefte, lopend: Sequence[LopendeInzet], stand: Instellingen
) -> tuple[Strook, ...]:
    """What is still asked, per stretch of days."""
    heen: list[LopendeInzet | Elders] = [*lopend, *behoefte.elders]
    bezig = [(dag(een.van, stand), na(een.tot, stand), een) for een in heen]
    uit = []
    for van, tot in knippen(dag(behoefte.van, stand), na(behoefte.tot, stand), bezig):
        nu = [een.uren for a, b, een in bezig if a <= van < b]
        over = floor(behoefte.uren_max - sum(nu, Decimal(0)))
        uit.append(Strook(van, tot, max(0, over), NOOIT))
    return tuple(uit)


def vol(stroken: Iterable[Strook]) -> list[Dagen]:
    """Days on which the member has as many inzetten at once as allowed."""
    return [(een.van, een.na) for een in stroken if een.plekken < 1]


def knippen(van: int, tot: int, delen: Iterable[tuple[int, int, object]]) -> Iterable[Dagen]:
    """The days from van to tot, cut wherever a part begins or ends."""
    dagen = {van, tot}
    for begin, einde, _ in delen:
        dagen |= {begin, einde}
    return pairwise(sorted(een for een in dagen if van <= een <= tot))


def _verandert(
    perioden: Iterable[Beschikbaarheid], lopend: Iterable[LopendeInzet | Elders], einde: date
) -> bool:
    """Whether anything takes hours away after the horizon that does not do so before."""
    begint = [*(een.van for een in perioden), *(een.van for een in lopend)]
    eindigt = (een.tot for een in perioden if een.tot is not None)
    return any(een > einde for een in begint) or any(een >= einde for een in eindigt)


# ------------------------------------------------------------------ stretches of days
def samen(een: Sequence[Strook], ander: Sequence[Strook], blok: int) -> list[Venster]:
    """Days on which both have at least so many hours and a place."""
    uit: list[Venster] = []
    for links in een:
        if links.uren < blok or links.plekken < 1:
            continue
        for rechts in ander:
            van, einde = max(links.van, rechts.van), min(links.na, rechts.na)
            if van < einde and rechts.uren >= blok:
                uit.append(Venster(van, einde, min(links.uren, rechts.uren)))
    return uit


def zonder(vensters: Sequence[Venster], dicht: Iterable[Dagen]) -> list[Venster]:
    """What is left when some days are closed."""
    over = list(vensters)
    for van, einde in dicht:
        nieuw = []
        for een in over:
            if een.na <= van or einde <= een.van:
                nieuw.append(een)
                continue
            if een.van < van:
                nieuw.append(Venster(een.van, van, een.uren))
            if einde < een.na:
                nieuw.append(Venster(einde, een.na, een.uren))
        over = nieuw
    return over


def lang_genoeg(vensters: Sequence[Venster], kortst: int, uren: int = 0) -> list[Venster]:
    """The windows with at least so many hours that lie in a row of at least `kortst` days."""
    uit: list[Venster] = []
    rij: list[Venster] = []
    for een in vensters:
        if een.uren < uren:
            continue
        if rij and rij[-1].na != een.van:
            uit += rij if rij[-1].na - rij[0].van >= kortst else []
            rij = []
        rij.append(een)
    if rij and rij[-1].na - rij[0].van >= kortst:
        uit += rij
    return uit


def langste_rij(vensters: Iterable[Venster]) -> int:
    """Most days in a row."""
    meest, begin, einde = 0, 0, -1
    for een in vensters:
        begin = begin if een.van == einde else een.van
        einde = een.na
        meest = max(meest, einde - begin)
    return meest


def bezetting(inzetten: Iterable[LopendeInzet], van: date, einde: date) -> tuple[Decimal, int]:
    """Most hours per week, and most inzetten at once, on any day from van to einde."""
    binnen = [een for een in inzetten if een.van <= einde and (een.tot is None or een.tot >= van)]
    hoogste, meeste = Decimal(0), 0
    for moment in {max(van, een.van) for een in binnen}:
        nu = [een for een in binnen if een.van <= moment and (een.tot is None or een.tot >= moment)]
        hoogste = max(hoogste, sum((een.uren for een in nu), Decimal(0)))
        meeste = max(meeste, len(nu))
    return hoogste, meeste
