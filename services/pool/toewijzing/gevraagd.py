"""How many hours are still asked: of every need what no running inzet gives, inside the horizon.

What the pool of another verband took over is not asked here.

What somebody has already is not asked again: else a need that is filled for a part would be a
credit in every round.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Elders, Feiten, Instellingen, LopendeInzet
from services.pool.toewijzing.rules.kalender import dag, knippen, na

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Hours of one organisation and function over the horizon."""

    organisatie: str
    functie: str | None
    uren: Decimal


def per_functie(feiten: Feiten) -> tuple[Gevraagd, ...]:
    """What is still asked, by organisation and function."""
    som: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for een, dagen in _dagen(feiten):
        som[een.inlener, een.functie] += dagen
    volgorde = sorted(som, key=lambda een: (een[0], een[1] or ""))
    return tuple(Gevraagd(*een, (som[een] / 7).quantize(CENT)) for een in volgorde)


def per_organisatie(feiten: Feiten) -> dict[str, Decimal]:
    """What every organisation still asks."""
    som = dict.fromkeys(feiten.organisaties, Decimal(0))
    for een, dagen in _dagen(feiten):
        som[een.inlener] += dagen
    return {een: (dagen / 7).quantize(CENT) for een, dagen in som.items()}


def per_behoefte(inzetten: Iterable[LopendeInzet]) -> dict[UUID, list[LopendeInzet]]:
    """Running inzetten by the need that they fill."""
    lopend: dict[UUID, list[LopendeInzet]] = defaultdict(list)
    for een in inzetten:
        if een.behoefte is not None:
            lopend[een.behoefte].append(een)
    return lopend


def is_open(behoefte: Behoefte, lopend: list[LopendeInzet], stand: Instellingen) -> bool:
    """Whether at least one whole hour per week is left on some day inside the horizon."""
    return any(over >= 1 for _, over in _rest(behoefte, lopend, stand))


def _dagen(feiten: Feiten) -> list[tuple[Behoefte, Decimal]]:
    """Per need: hours per week times days."""
    lopend = per_behoefte(feiten.inzetten)
    return [
        (een, _open(een, lopend.get(een.id, []), feiten.instellingen)) for een in feiten.behoeften
    ]


def _open(behoefte: Behoefte, lopend: list[LopendeInzet], stand: Instellingen) -> Decimal:
    rest = _rest(behoefte, lopend, stand)
    return sum((max(Decimal(0), over) * dagen for dagen, over in rest), Decimal(0))


def _rest(
    behoefte: Behoefte, lopend: list[LopendeInzet], stand: Instellingen
) -> Iterator[tuple[int, Decimal]]:
    """Stretches of days with the hours per week that are left."""
    heen: list[LopendeInzet | Elders] = [*lopend, *behoefte.elders]
    bezig = [(dag(een.van, stand), na(een.tot, stand), een) for een in heen]
    for van, tot in knippen(dag(behoefte.van, stand), na(behoefte.tot, stand), bezig):
        heeft = sum((een.uren for begin, einde, een in bezig if begin <= van < einde), Decimal(0))
        yield tot - van, behoefte.uren_max - heeft
