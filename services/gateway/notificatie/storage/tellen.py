"""How many deliveries wait, came or were parked; for the figures."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.gateway.notificatie.tables import Aflevering


def count_afleveringen(tx: Session) -> dict[str, int]:
    """Deliveries that did not succeed at once, by status."""
    rows = tx.execute(select(Aflevering.status, func.count()).group_by(Aflevering.status))
    return {status: count for status, count in rows}  # noqa: C416 (rows are no pairs)
