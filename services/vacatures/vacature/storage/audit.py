"""Everything that was done with one vacancy, from its two logs."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from services.vacatures.vacature.tables import Vacaturelog, Vacaturewijziging


def list_audit(tx: Session, id: UUID, offset: int, limit: int) -> list[dict[str, Any]]:
    """Who did what when with a vacancy, the oldest first."""
    both = union_all(*_logs(id)).subquery()
    query = select(both).order_by(both.c.op, both.c.wat.desc(), both.c.nr)
    rows = tx.execute(query.offset(offset).limit(limit)).mappings()
    return [{**row, "gebeurd_op": row["op"]} for row in rows]


def count_audit(tx: Session, id: UUID) -> int:
    return tx.scalar(select(func.count()).select_from(union_all(*_logs(id)).subquery())) or 0


def _logs(id: UUID) -> tuple[Any, Any]:
    status = select(
        literal("status").label("wat"),
        Vacaturelog.op,
        Vacaturelog.nr,
        Vacaturelog.van,
        Vacaturelog.naar,
        null().cast(ARRAY(Text)).label("velden"),
        Vacaturelog.organisatie,
        Vacaturelog.client,
        Vacaturelog.gebruiker,
        Vacaturelog.reden,
    ).where(Vacaturelog.vacature_id == id)
    velden = select(
        literal("gegevens").label("wat"),
        Vacaturewijziging.op,
        Vacaturewijziging.nr,
        null().cast(Text),
        null().cast(Text),
        Vacaturewijziging.velden,
        Vacaturewijziging.organisatie,
        Vacaturewijziging.client,
        Vacaturewijziging.gebruiker,
        null().cast(Text),
    ).where(Vacaturewijziging.vacature_id == id)
    return status, velden
