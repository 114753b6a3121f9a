"""What is approved, as a settlement counts it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pool.uren.rules import Urenregel, Urensoort, Urenstatus
from services.pool.uren.tables import Urenstaat


def list_goedgekeurd(
    tx: Session, verband: UUID, maand: str, eerder: bool = False
) -> list[Urenregel]:
    """Approved lines of a verband in a month (YYYY-MM), corrections among them, oldest first.

    With `eerder` those of every month before it too: what was approved after a month was settled
    is found there. A line never changes and keeps its id; who settles it keeps that it did.
    """
    in_maand = Urenstaat.maand <= maand if eerder else Urenstaat.maand == maand
    rows = tx.scalars(
        select(Urenstaat)
        .where(
            Urenstaat.verband == verband,
            in_maand,
            Urenstaat.status == Urenstatus.GOEDGEKEURD,
        )
        .order_by(Urenstaat.maand, Urenstaat.goedgekeurd_op, Urenstaat.id)
    )
    return [_regel(row) for row in rows]


def _regel(row: Urenstaat) -> Urenregel:
    assert row.goedgekeurd_op is not None
    return Urenregel(
        id=row.id,
        verband=row.verband,
        soort=Urensoort(row.soort),
        inzet=row.inzet_id,
        uitlener=row.uitlener,
        inlener=row.inlener,
        week=row.week,
        maand=row.maand,
        kwartieren=row.kwartieren,
        correctie_van=row.correctie_van,
        goedgekeurd_op=row.goedgekeurd_op,
    )
