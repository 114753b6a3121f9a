"""A month that is not closed: everything that it would be closed with now.

A fixed number of queries, however many hours there are.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Leegloopsleutel, Verdeelsleutel
from services.pool.flexpool.tables import Pool
from services.pool.uren.rules import Urenregel, Urensoort, Urenstatus
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Sleutelfeiten, Uurtarief
from services.pool.verrekening.storage.feiten import (
    OPEN,
    Convenanten,
    inzetprijzen,
    list_open,
)
from services.pool.verrekening.storage.rijen import list_posten_van
from services.pool.verrekening.storage.wachten import list_bewaarde_prijzen, list_woorden

Leden = Callable[[str], tuple[str, ...]]  # of a month: who is a member of the verband


def concept(tx: Session, verband: UUID, maand: str, leden: Leden) -> rules.Verrekening:
    """The month as it would be closed now. Error: what `leden` raises."""
    convenanten = Convenanten(tx, verband)
    afspraak = convenanten.op(_laatste_dag(maand))
    regels = list_open(tx, Urenstaat.verband == verband, Urenstaat.maand <= maand)
    van_inzet = [een for een in regels if een.soort is Urensoort.INZET]
    sleutel = afspraak.afspraken.leegloop_sleutel
    gedeeld = {een.maand for een in regels if een.soort is not Urensoort.INZET}
    feiten = rules.Prijzen(
        inzetten=inzetprijzen(
            tx, {een.inzet for een in regels if een.inzet}, convenanten, _laatste_dag(maand)
        ),
        pooltarief=afspraak.tarief(),
        eerder=list_posten_van(tx, {een.correctie_van for een in regels if een.correctie_van}),
        sleutels=_sleutels(tx, verband, gedeeld, sleutel, convenanten, leden),
        samenwerking=afspraak.afspraken.samenwerking_verrekenen,
        bewaard=list_bewaarde_prijzen(tx, [een.id for een in van_inzet]),
        gezegd=_gezegd(tx, van_inzet),
    )
    posten, wachtend = rules.prijs(regels, feiten)
    return rules.verreken(verband, maand, afspraak.instelling(), posten, wachtend)


def gedeelde_maanden(tx: Session, verband: UUID, maand: str) -> list[str]:
    """Months with open hours that all share, up to this one: of those the members count."""
    vraag = select(Urenstaat.maand).where(
        Urenstaat.verband == verband,
        Urenstaat.maand <= maand,
        Urenstaat.soort != Urensoort.INZET,
        *OPEN,
    )
    return list(tx.scalars(vraag.distinct().order_by(Urenstaat.maand)))


def _gezegd(tx: Session, regels: Sequence[Urenregel]) -> dict[UUID, Uurtarief]:
    woorden = list_woorden(tx, [een.id for een in regels])
    samen = {een.id: rules.afgesproken(een, woorden[een.id]) for een in regels}
    return {id: tarief for id, tarief in samen.items() if tarief is not None}


def _laatste_dag(maand: str) -> date:
    jaar, nummer = int(maand[:4]), int(maand[5:])
    volgende = date(jaar + nummer // 12, nummer % 12 + 1, 1)
    return date.fromordinal(volgende.toordinal() - 1)


def _sleutels(
    tx: Session,
    verband: UUID,
    maanden: set[str],
    sleutel: Leegloopsleutel,
    convenanten: Convenanten,
    leden: Leden,
) -> dict[str, Sleutelfeiten]:
    """Per month by what shared costs go round."""
    if not maanden:
        return {}
    vraag = (
        select(Urenstaat.maand, Urenstaat.inlener, func.sum(Urenstaat.kwartieren))
        .where(
            Urenstaat.verband == verband,
            Urenstaat.maand.in_(maanden),
            Urenstaat.status == Urenstatus.GOEDGEKEURD,
            Urenstaat.soort == Urensoort.INZET,
        )
        .group_by(Urenstaat.maand, Urenstaat.inlener)
    )
    gebruik: dict[str, dict[str, int]] = defaultdict(dict)
    for maand, inlener, kwartieren in tx.execute(vraag):
        if inlener is not None:
            gebruik[maand][inlener] = int(kwartieren)
    fte = _fte(tx, verband)
    toen = {maand: convenanten.sleutel_op(date.fromisoformat(f"{maand}-01")) for maand in maanden}
    vooraf = {maand: rules.sleutel_vooraf(sleutel, een) for maand, een in toen.items()}
    return {
        maand: Sleutelfeiten(sleutel, leden(maand), fte, gebruik[maand], vooraf[maand])
        for maand in sorted(maanden)
    }


def _fte(tx: Session, verband: UUID) -> dict[str, int]:
    """The weights of the first pool that shares by fte; none: nothing is known."""
    vraag = select(Pool.gewichten).where(
        Pool.verband == verband, Pool.verdeelsleutel == Verdeelsleutel.FTE
    )
    gewichten: list[dict[str, Any]] = tx.scalar(vraag.order_by(Pool.naam, Pool.id).limit(1)) or []
    return {str(een["organisatie"]): int(een["deel"]) for een in gewichten}
