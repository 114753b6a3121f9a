"""Everything that was done with one application: statuses, judgements, steps of selection."""

from typing import Any
from uuid import UUID

from sqlalchemy import Text, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from services.vacatures.sollicitatie.rules import Partij
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Selectiestap,
    Sollicitatielog,
    Toelichting,
)


def list_audit(
    tx: Session, id: UUID, partij: Partij, offset: int, limit: int
) -> list[dict[str, Any]]:
    """Who did what when with an application, as far as this party may know; the oldest first."""
    logs = union_all(*_logs(id, partij)).subquery()
    query = select(logs).order_by(logs.c.op, logs.c.wat.desc(), logs.c.nr)
    rows = tx.execute(query.offset(offset).limit(limit)).mappings()
    return [{**row, "gebeurd_op": row["op"]} for row in rows]


def count_audit(tx: Session, id: UUID, partij: Partij) -> int:
    logs = union_all(*_logs(id, partij)).subquery()
    return tx.scalar(select(func.count()).select_from(logs)) or 0


def _logs(id: UUID, partij: Partij) -> list[Any]:
    """The candidate reads statuses and steps; how the employer judged is the employer's."""
    leeg, werkgever = null().cast(Text), literal(Partij.WERKGEVER.value)
    log = (
        select(
            literal("status").label("wat"),
            Sollicitatielog.op,
            Sollicitatielog.nr,
            Sollicitatielog.van,
            Sollicitatielog.naar,
            Sollicitatielog.partij,
            Sollicitatielog.client,
            Sollicitatielog.gebruiker,
            func.coalesce(Toelichting.reden, Sollicitatielog.redencode).label("reden"),
        )
        .outerjoin(Toelichting, Toelichting.log_nr == Sollicitatielog.nr)
        .where(Sollicitatielog.sollicitatie_id == id)
    )
    oordelen = select(
        literal("beoordeling"),
        Beoordeling.op,
        Beoordeling.nr,
        leeg,
        Beoordeling.oordeel,
        werkgever,
        leeg,
        Beoordeling.gebruiker,
        Beoordeling.reden,
    ).where(Beoordeling.sollicitatie_id == id)
    stappen = select(
        literal("selectiestap"),
        Selectiestap.op,
        Selectiestap.versie,
        Selectiestap.soort,
        Selectiestap.uitkomst,
        werkgever,
        leeg,
        Selectiestap.gebruiker,
        Selectiestap.toelichting,
    ).where(Selectiestap.sollicitatie_id == id)
    return [log, stappen] if partij is Partij.KANDIDAAT else [log, stappen, oordelen]
