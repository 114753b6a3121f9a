"""Needs name no person; what covers a need named the inzet that does."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from services.pool.planning.tables import Dekking


def wis_inzetten(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """The hours stay with the need, under a number that leads nowhere."""
    los = update(Dekking).where(Dekking.bron_id.in_(ids)).values(bron_id=func.gen_random_uuid())
    gewist = tx.execute(
        los.returning(Dekking.behoefte_id), execution_options={"synchronize_session": False}
    )
    return {"dekking": len(gewist.all())}
