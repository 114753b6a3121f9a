"""Which inzetten a closed round counted, and what came of them since.

A saldo rests on what was really received. An inzet that is refused, extended or ended early after
its round was closed shifts the saldo of the next one; the closed round stays as it was.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.pool.inzet.rules import BEZET, InzetStatus
from services.pool.inzet.tables import Inzet
from services.pool.toewijzing import rondes
from services.pool.toewijzing.tables import Aandeel, GeteldeInzet

# What holds or held hours: proposed, confirmed and ended.
TELT = frozenset({*BEZET, InzetStatus.BEEINDIGD})


@dataclass(frozen=True, slots=True)
class Geteld:
    """Hours of one inzet in a round, between two days that are both included."""

    inzet: UUID
    organisatie: str
    begin: date
    einde: date
    uren: Decimal
    tot: date | None = None  # last day as agreed then; None: no end

    @property
    def toezegging(self) -> rondes.Toezegging:
        return rondes.Toezegging(self.organisatie, self.uren)


def leg_vast(tx: Session, voorstel: UUID, pool: UUID, geteld: Iterable[Geteld]) -> None:
    """Write down what a round counted when it was closed."""
    for een in geteld:
        velden = asdict(een)
        velden["inzet_id"] = velden.pop("inzet")
        tx.add(GeteldeInzet(voorstel_id=voorstel, pool_id=pool, **velden))
    tx.flush()


@dataclass(frozen=True, slots=True)
class _Stand:
    """An inzet as a round counted it, and its hours as they are now."""

    voorstel: UUID
    inzet: UUID
    organisatie: str
    geteld: Decimal
    nu: Decimal


def _standen(tx: Session, pool: UUID, vanaf: date) -> list[_Stand]:
    """Everything that the rounds inside the horizon counted; an erased inzet stays as it was."""
    rij = GeteldeInzet
    rondes_binnen = select(Aandeel.voorstel_id).where(Aandeel.pool_id == pool, Aandeel.op >= vanaf)
    vraag = (
        select(rij, Inzet.status, Inzet.uren_per_week, Inzet.van, Inzet.tot)
        .outerjoin(Inzet, Inzet.id == rij.inzet_id)
        .where(rij.pool_id == pool, rij.voorstel_id.in_(rondes_binnen))
        .order_by(rij.voorstel_id, rij.inzet_id)
    )
    standen = []
    for row, status, per_week, van, tot in tx.execute(vraag):
        nu = row.uren
        if status is not None:
            telt = status in TELT
            is_nu = rondes.uren_nu(per_week, van, tot, row.begin, row.einde, row.tot)
            nu = is_nu if telt else rondes.NUL
        standen.append(_Stand(row.voorstel_id, row.inzet_id, row.organisatie, row.uren, nu))
    return standen


def get_correcties(tx: Session, pool: UUID, vanaf: date, verval_procent: int) -> dict[str, Decimal]:
    """What the saldo of each organisation must shift, because inzetten changed since."""
    geteld: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
    nu: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
    for een in _standen(tx, pool, vanaf):
        geteld[een.voorstel, een.organisatie] += een.geteld
        nu[een.voorstel, een.organisatie] += een.nu
    anders = {wat for wat in geteld if geteld[wat] != nu[wat]}
    if not anders:
        return {}
    later = _rondes_later(tx, pool)
    nakomsten: dict[str, list[rondes.Nakomst]] = defaultdict(list)
    vraag = select(Aandeel).where(Aandeel.voorstel_id.in_({voorstel for voorstel, _ in anders}))
    for row in tx.scalars(vraag.order_by(Aandeel.nr)):
        wat = row.voorstel_id, row.organisatie
        if wat in anders:
            nakomst = rondes.Nakomst(
                aanspraak=row.aanspraak,
                gevraagd=row.gevraagd + row.spoed,
                geweigerd=row.geweigerd,
                geteld=geteld[wat],
                werkelijk=nu[wat],
                later=later[row.voorstel_id],
            )
            nakomsten[row.organisatie].append(nakomst)
    return {org: rondes.correctie(van, verval_procent) for org, van in sorted(nakomsten.items())}


def _rondes_later(tx: Session, pool: UUID) -> dict[UUID, int]:
    """Per closed round how many were closed after it."""
    vraag = select(Aandeel.voorstel_id).where(Aandeel.pool_id == pool).group_by(Aandeel.voorstel_id)
    volgorde = tx.scalars(vraag.order_by(func.max(Aandeel.nr).desc()))
    return {voorstel: nr for nr, voorstel in enumerate(volgorde)}


def werk_bij(tx: Session, pool: UUID, vanaf: date) -> None:
    """Now counted as it is: the correction was taken into a saldo. The round is held."""
    for een in _standen(tx, pool, vanaf):
        if een.geteld != een.nu:
            wie = GeteldeInzet.voorstel_id == een.voorstel, GeteldeInzet.inzet_id == een.inzet
            tx.execute(update(GeteldeInzet).where(*wie).values(uren=een.nu))
