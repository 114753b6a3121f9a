"""What covers a need: hours of an inzet or of a partner pool, written by who knows them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.planning.rules.tekort import Strook, tienden
from services.pool.planning.tables import Dekking

INZET, PARTNERPOOL = "inzet", "partnerpool"


def set_dekking(
    tx: Session,
    bron_id: UUID,
    behoefte: UUID,
    uren: Decimal,
    van: date,
    tot: date | None,
    soort: str = INZET,
) -> None:
    """So many hours per week for a need in these days; again with the same source replaces it.

    An end before the start (withdrawn on the first day) covers nothing.
    """
    if uren <= 0 or (tot is not None and tot < van):
        wis_dekking(tx, bron_id)
        return
    waarden = {"soort": soort, "behoefte_id": behoefte, "uren": uren, "van": van, "tot": tot}
    erin = insert(Dekking).values(bron_id=bron_id, **waarden)
    tx.execute(erin.on_conflict_do_update(index_elements=["bron_id"], set_=waarden))


def wis_dekking(tx: Session, bron_id: UUID) -> None:
    """What this source gave, it gives no more."""
    tx.execute(delete(Dekking).where(Dekking.bron_id == bron_id))


def list_dekking(tx: Session, behoeften: Iterable[UUID]) -> dict[UUID, list[Strook]]:
    """What covers each of these needs, in order of its source."""
    rows = tx.scalars(
        select(Dekking).where(Dekking.behoefte_id.in_(list(behoeften))).order_by(Dekking.bron_id)
    )
    gevonden: dict[UUID, list[Strook]] = {}
    for row in rows:
        strook = Strook("", row.soort, row.van, row.tot, tienden(row.uren))
        gevonden.setdefault(row.behoefte_id, []).append(strook)
    return gevonden
