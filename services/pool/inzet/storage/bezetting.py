"""Whose hours are taken, for the calendar of a pool: no more than who, how much and when."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Bezetting
from services.pool.inzet import rules
from services.pool.inzet.tables import Inzet


def list_bezettingen(
    tx: Session, medewerkers: Collection[UUID], van: date, tot: date
) -> list[Bezetting]:
    """Hours of these persons between two days, in any pool; proposed inzetten hold hours too."""
    rows = tx.execute(
        select(Inzet.medewerker, Inzet.uren_per_week, Inzet.van, Inzet.tot)
        .where(
            Inzet.medewerker.in_(list(medewerkers)),
            Inzet.status.in_(rules.BEZET),
            Inzet.van <= tot,
            or_(Inzet.tot.is_(None), Inzet.tot >= van),
        )
        .order_by(Inzet.id)
    )
    return [Bezetting(*row) for row in rows]
