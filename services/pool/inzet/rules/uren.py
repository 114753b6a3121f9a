"""Several inzetten at once, within the contract hours, exact on dates. Hours are hours per week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.pool.flexpool.rules import Poollid, uren_op
from services.pool.inzet.rules.inzet import Inzet, houdt_bezet

DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Capaciteit:
    """So many hours somebody has for inzetten, both days included; `tot` None: without end."""

    van: date
    tot: date | None
    uren: Decimal


@dataclass(frozen=True, slots=True)
class Overschrijding:
    """Days in a row on which more hours are promised than there are."""

    van: date
    tot: date | None
    uren: Decimal
    ruimte: Decimal


def capaciteit_van(lid: Poollid) -> list[Capaciteit]:
    """The hours of a membership, cut where another number of hours per week begins."""
    einde = lid.beschikbaar_tot
    grenzen = {lid.beschikbaar_van}
    for een in lid.perioden:
        grenzen.add(een.van)
        if een.tot is not None and een.tot < date.max:
            grenzen.add(een.tot + DAG)
    dagen = sorted(
        dag for dag in grenzen if lid.beschikbaar_van <= dag and (einde is None or dag <= einde)
    )
    return [
        Capaciteit(dag, volgende - DAG if volgende else einde, uren_op(lid, dag))
        for dag, volgende in zip(dagen, [*dagen[1:], None], strict=True)
    ]


def overschrijdingen(
    inzetten: Iterable[Inzet], capaciteit: Iterable[Capaciteit], van: date, tot: date | None
) -> list[Overschrijding]:
    """Where, between these days, inzetten that hold hours ask more than there is.

    Two memberships of pools are the same hours, so the largest counts. A day without a membership
    has none; without any known membership nothing can be said and nothing is refused.
    """
    bezet = [een for een in inzetten if houdt_bezet(een)]
    ruimtes = list(capaciteit)
    if not ruimtes:
        return []
    grenzen = {van}
    perioden = [(een.van, een.tot) for een in bezet] + [(een.van, een.tot) for een in ruimtes]
    for begin, einde in perioden:
        grenzen.add(begin)
        if einde is not None and einde < date.max:
            grenzen.add(einde + DAG)
    dagen = sorted(dag for dag in grenzen if van <= dag and (tot is None or dag <= tot))
    gevonden = []
    for dag, volgende in zip(dagen, [*dagen[1:], None], strict=True):
        uren = sum((een.uren_per_week for een in bezet if _op(een.van, een.tot, dag)), Decimal(0))
        ruimte = max(
            (een.uren for een in ruimtes if _op(een.van, een.tot, dag)), default=Decimal(0)
        )
        if uren > ruimte:
            laatste = volgende - DAG if volgende else tot
            gevonden.append(Overschrijding(dag, laatste, uren, ruimte))
    return gevonden


def _op(van: date, tot: date | None, dag: date) -> bool:
    return van <= dag and (tot is None or dag <= tot)


def in_woorden(een: Overschrijding) -> str:
    """One sentence about too many hours."""
    einde = f" tot en met {een.tot:%d-%m-%Y}" if een.tot else ""
    uren, ruimte = (f"{x.normalize():f}".replace(".", ",") for x in (een.uren, een.ruimte))
    return f"Vanaf {een.van:%d-%m-%Y}{einde}: {uren} uur gevraagd, {ruimte} uur beschikbaar."
