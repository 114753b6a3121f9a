"""Closed rounds with the facts that they were computed on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.storage import van_json
from services.pool.toewijzing.tables import Toewijzingsvoorstel


@dataclass(frozen=True, slots=True)
class Omvang:
    """How large the facts of a closed round are; `leden` 0: the people in it were erased."""

    ronde: UUID
    op: date
    leden: int
    behoeften: int


OMVANG = text("""
    SELECT v.id, a.op, jsonb_array_length(v.invoer->'leden'),
        jsonb_array_length(v.invoer->'behoeften')
    FROM toewijzingsvoorstel v
    JOIN (SELECT voorstel_id, max(op) AS op, max(nr) AS nr FROM aandeel
          WHERE pool_id = :pool AND op BETWEEN :van AND :tot GROUP BY voorstel_id) a
      ON a.voorstel_id = v.id
    ORDER BY a.nr
""")


def list_omvang(tx: Session, pool: UUID, van: date, tot: date) -> list[Omvang]:
    """The rounds of a pool that were closed in these days, oldest first."""
    rijen = tx.execute(OMVANG, {"pool": pool, "van": van, "tot": tot})
    return [Omvang(*een) for een in rijen]


def list_rondes(tx: Session, ids: list[UUID]) -> dict[UUID, Feiten]:
    """The facts of these rounds, as they were then."""
    kolommen = Toewijzingsvoorstel.id, Toewijzingsvoorstel.invoer
    rijen = tx.execute(select(*kolommen).where(Toewijzingsvoorstel.id.in_(ids)))
    return {id: van_json(invoer) for id, invoer in rijen}
