"""Deliveries: from rows to facts and back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.aanlevering.tables import Aanlevering


def add_aanlevering(
    tx: Session, id: UUID, organisatie: str, regels: list[dict[str, Any]], op: datetime
) -> None:
    tx.add(Aanlevering(id=id, organisatie=organisatie, regels=regels, ontvangen_op=op))
    tx.flush()


def get_aanlevering(
    tx: Session, id: UUID, organisatie: str
) -> tuple[datetime, list[dict[str, Any]]] | None:
    """When it came and what became of every row; only for who delivered it."""
    row = tx.get(Aanlevering, id)
    return (row.ontvangen_op, row.regels) if row and row.organisatie == organisatie else None
