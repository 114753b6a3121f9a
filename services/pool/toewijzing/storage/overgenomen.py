"""Needs that pools took over from one another: what of each is for this pool."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.planning import storage as behoeften
from services.pool.planning.rules.dekking import Dekkingsdeel
from services.pool.planning.storage import doorzendingen
from services.pool.toewijzing import feiten

Pools = Mapping[UUID, tuple[bool, frozenset[UUID]]]


@dataclass(frozen=True, slots=True)
class Doorzendingen:
    """Needs that pools took over from one another.

    `overgenomen`: of other verbanden, by this pool, with `toegezegd`; `elders`: own ones, by
    others. `pools`: whose inzetten count for such a need here: those of one pool, or all but
    those of some.
    """

    overgenomen: tuple[behoeften.Bewaard, ...]
    toegezegd: Mapping[UUID, Dekkingsdeel]
    elders: Mapping[UUID, tuple[feiten.Elders, ...]]
    pools: Pools


def get_doorzendingen(
    tx: Session, pool: flexpool.Pool, rijen: Iterable[behoeften.Bewaard], ook: frozenset[UUID]
) -> Doorzendingen:
    """Of these needs of the verband, and those that this pool accepted; `ook`: see there."""
    hierheen = doorzendingen.list_overgenomen(tx, pool.id, pool.verband, ook)
    elders = doorzendingen.list_elders(tx, [rij.id for rij in rijen], pool.id)
    pools = {id: (False, frozenset(wie for wie, _ in van)) for id, van in elders.items()}
    return Doorzendingen(
        overgenomen=tuple(rij for rij, _ in hierheen),
        toegezegd={rij.id: deel for rij, deel in hierheen},
        elders={
            id: tuple(feiten.Elders(deel.van, deel.tot, deel.uren) for _, deel in van)
            for id, van in elders.items()
        },
        pools=pools | {rij.id: (True, frozenset({pool.id})) for rij, _ in hierheen},
    )


def deel_hier(
    heel: feiten.Behoefte, door: Doorzendingen, stand: feiten.Instellingen
) -> feiten.Behoefte | None:
    """What of a need is for this pool: as much as it promised, or what others did not."""
    toegezegd = door.toegezegd.get(heel.id)
    if toegezegd is None:
        return replace(heel, elders=door.elders.get(heel.id, ()))
    van, einden = max(heel.van, toegezegd.van), [heel.tot, toegezegd.tot]
    tot = min((een for een in einden if een is not None), default=None)
    if van > stand.einde or (tot is not None and tot < max(van, stand.peildatum)):
        return None
    meest = min(heel.uren_max, toegezegd.uren)
    return replace(
        heel,
        uren_max=meest,
        uren_min=None if heel.uren_min is None else min(heel.uren_min, meest),
        urenblok=min(heel.urenblok, meest),
        van=van,
        tot=tot,
    )


def telt_hier(behoefte: UUID | None, pool: UUID | None, pools: Pools) -> bool:
    """Whether an inzet fills the part of a need that is asked here."""
    alleen, welke = pools.get(behoefte, (False, frozenset())) if behoefte else (False, frozenset())
    return (pool in welke) is alleen
