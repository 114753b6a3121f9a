"""An organisation left a verband: what runs is finished, what waits stops, the rest goes later."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from services.pool.bewaren.rules import Bewaargrond
from services.pool.bewaren.storage import wissen
from services.pool.flexpool.tables import Lid, Pool
from services.pool.inzet.rules import InzetStatus
from services.pool.inzet.tables import Inzet
from services.pool.planning import storage as planning
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.tables import Behoefte
from shared import kalender

REDEN = "De organisatie heeft het verband verlaten."
LOOPT = (InzetStatus.VOORGESTELD, InzetStatus.BEVESTIGD)


def beeindig(tx: Session, verband: UUID, oin: str, tot: date, nu: datetime) -> None:
    """Its needs stop and its members can be proposed no longer; inzetten end on their own days.

    Doing it again changes nothing.
    """
    vraag = select(Behoefte.id).where(
        Behoefte.verband == verband,
        Behoefte.inlener == oin,
        Behoefte.status.in_([BehoefteStatus.CONCEPT, BehoefteStatus.OPEN]),
    )
    for id in tx.scalars(vraag.order_by(Behoefte.id).with_for_update()).all():
        if (bekend := planning.haal(tx, id)) is not None:
            planning.set_status(tx, bekend, BehoefteStatus.VERVALLEN, REDEN, None, nu)
    blijft = or_(Lid.beschikbaar_tot.is_(None), Lid.beschikbaar_tot > tot)
    for lid in tx.scalars(_leden(verband, oin).where(blijft).with_for_update(of=Lid)).all():
        # The period stays a period: who would only come later never comes.
        lid.beschikbaar_tot = max(tot, lid.beschikbaar_van)
        lid.versie += 1


def wis(tx: Session, verband: UUID, oin: str, nu: datetime) -> int:
    """Remove its members of the pools of this verband; how many stay because an inzet runs."""
    loopt = select(Inzet.id).where(
        Inzet.medewerker == Lid.medewerker,
        Inzet.verband == verband,
        Inzet.status.in_(LOOPT),
        or_(Inzet.tot.is_(None), Inzet.tot >= kalender.dag(nu)),
    )
    weg = tx.scalars(_leden(verband, oin).where(~loopt.exists()).with_for_update(of=Lid)).all()
    ids = [lid.id for lid in weg]
    if ids:
        tx.execute(delete(Lid).where(Lid.id.in_(ids)))
        wissen.vergeet(tx, sorted(ids), nu)
        wissen.schrijf_op(tx, oin, {"lid": len(ids)}, Bewaargrond.TERMIJN, nu)
    rest = select(func.count()).select_from(_leden(verband, oin).subquery())
    return tx.scalar(rest) or 0


def _leden(verband: UUID, oin: str) -> Select[Lid]:
    return (
        select(Lid)
        .join(Pool, Pool.id == Lid.pool_id)
        .where(Pool.verband == verband, Lid.thuisorganisatie == oin)
        .order_by(Lid.id)
    )
