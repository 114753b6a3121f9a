"""What covers a need: hours of an inzet or of a partner pool, written by who knows them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.planning.rules.dekking import Dekkingsdeel, nog_toegezegd
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
    pool: UUID | None = None,
) -> None:
    """So many hours per week for a need in these days; again with the same source replaces it.

    `pool`: whose people do it, so that an inzet of a partner pool fills what that pool promised.

    An end before the start (withdrawn on the first day) covers nothing.
    """
    if uren <= 0 or (tot is not None and tot < van):
        wis_dekking(tx, bron_id)
        return
    waarden = {"soort": soort, "behoefte_id": behoefte, "uren": uren, "van": van, "tot": tot}
    waarden |= {"pool": pool}
    erin = insert(Dekking).values(bron_id=bron_id, **waarden)
    tx.execute(erin.on_conflict_do_update(index_elements=["bron_id"], set_=waarden))


def wis_dekking(tx: Session, bron_id: UUID) -> None:
    """What this source gave, it gives no more."""
    tx.execute(delete(Dekking).where(Dekking.bron_id == bron_id))


def list_dekking(tx: Session, behoeften: Iterable[UUID]) -> dict[UUID, list[Strook]]:
    """What covers each of these needs, in order of its source; a promise as far as it is open."""
    rows = _rijen(tx, behoeften)
    ingezet = _ingezet(rows)
    gevonden: dict[UUID, list[Strook]] = {}
    for row in rows:
        delen = [Dekkingsdeel(row.van, row.tot, row.uren)]
        if row.soort == PARTNERPOOL and row.pool is not None:
            delen = nog_toegezegd(delen[0], ingezet[row.behoefte_id, row.pool])
        gevonden.setdefault(row.behoefte_id, []).extend(
            Strook("", row.soort, een.van, een.tot, tienden(een.uren)) for een in delen
        )
    return gevonden


def list_ingezet(
    tx: Session, behoeften: Iterable[UUID]
) -> dict[tuple[UUID, UUID], list[Dekkingsdeel]]:
    """Hours that inzetten of a pool give each of these needs, by need and pool; no person."""
    return _ingezet(_rijen(tx, behoeften))


def _rijen(tx: Session, behoeften: Iterable[UUID]) -> list[Dekking]:
    vraag = select(Dekking).where(Dekking.behoefte_id.in_(list(behoeften)))
    vraag = vraag.execution_options(populate_existing=True)
    return list(tx.scalars(vraag.order_by(Dekking.bron_id)))


def _ingezet(rows: Iterable[Dekking]) -> dict[tuple[UUID, UUID], list[Dekkingsdeel]]:
    uit: dict[tuple[UUID, UUID], list[Dekkingsdeel]] = defaultdict(list)
    for row in sorted(rows, key=lambda een: (een.van, een.tot or date.max, een.uren)):
        if row.soort == INZET and row.pool is not None:
            uit[row.behoefte_id, row.pool].append(Dekkingsdeel(row.van, row.tot, row.uren))
    return uit
