"""What became of each delivery, to be read again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Integer, Select, cast, func, select, true
from sqlalchemy.orm import Session, defer

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.tables import Aanlevering


@dataclass(frozen=True, slots=True)
class Verslag:
    """One delivery: when, how, and how many items had which outcome."""

    id: UUID
    ontvangen_op: datetime
    volledig: bool
    aantallen: Mapping[str, int]


def add_aanlevering(
    tx: Session,
    client: str,
    organisatie: str,
    volledig: bool,
    resultaten: list[dict[str, Any]],
    nu: datetime,
) -> Verslag:
    """Store what became of every item, for the client to read again."""
    aantallen = dict(Counter(een["uitkomst"] for een in resultaten))
    row = Aanlevering(
        id=uuid4(),
        client=client,
        organisatie=organisatie,
        ontvangen_op=nu,
        volledig=volledig,
        resultaten=resultaten,
        aantallen=aantallen,
    )
    tx.add(row)
    tx.flush()
    return Verslag(row.id, nu, volledig, aantallen)


def get_aanlevering(
    tx: Session, id: UUID, organisatie: str
) -> tuple[Verslag, list[dict[str, Any]]] | None:
    """A delivery of this organisation with its results; of another's: None."""
    row = tx.scalars(_eigen(organisatie).where(Aanlevering.id == id)).one_or_none()
    return (_verslag(row), row.resultaten) if row else None


def list_aanleveringen(
    tx: Session, organisatie: str, offset: int, limit: int
) -> tuple[list[Verslag], int]:
    """The deliveries of an organisation, the newest first, without their results."""
    own = _eigen(organisatie)
    count = tx.scalar(select(func.count()).select_from(own.subquery())) or 0
    newest = own.order_by(Aanlevering.ontvangen_op.desc(), Aanlevering.id)
    # The results of a delivery are megabytes; a list does not fetch them.
    query = newest.options(defer(Aanlevering.resultaten)).offset(offset).limit(limit)
    return [_verslag(row) for row in tx.scalars(query)], count


def list_geweigerd(
    tx: Session, id: UUID, organisatie: str, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int] | None:
    """The refused items of one delivery, in its order, and how many; of another's: None."""
    if tx.scalar(_eigen(organisatie).where(Aanlevering.id == id).with_only_columns(true())) is None:
        return None
    one = func.jsonb_array_elements(Aanlevering.resultaten).table_valued("value", name="een")
    refused = one.c.value.op("->>")("uitkomst") == rules.Uitkomst.GEWEIGERD.value
    query = select(one.c.value).select_from(Aanlevering).join(one, true())
    query = query.where(Aanlevering.id == id, refused)
    count = tx.scalar(select(func.count()).select_from(query.subquery())) or 0
    nr = cast(one.c.value.op("->>")("volgnummer"), Integer)
    rows = tx.scalars(query.order_by(nr).offset(offset).limit(limit)).all()
    return [dict(row) for row in rows], count


def _eigen(organisatie: str) -> Select[Aanlevering]:
    return select(Aanlevering).where(Aanlevering.organisatie == organisatie)


def _verslag(row: Aanlevering) -> Verslag:
    aantallen = row.aantallen
    if aantallen is None:
        aantallen = dict(Counter(een["uitkomst"] for een in row.resultaten))
    return Verslag(row.id, row.ontvangen_op, row.volledig, aantallen)
