"""From rows to facts and back: every query on kandidaten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.gateway.kandidaat import rules
from services.gateway.kandidaat.tables import Kandidaat

# The rows that go from one call of a route to the next.
Row = Kandidaat


def to_facts(row: Row) -> rules.Kandidaat:
    """What the rules know of a row."""
    return rules.Kandidaat(row.id, row.naam, row.email, row.telefoon, row.aangemaakt_op)


def get(tx: Session, id: UUID) -> Row | None:
    """The row of a person."""
    return tx.get(Row, id)


def get_locked(tx: Session, id: UUID) -> Row | None:
    """The row of a person, kept for this transaction to change."""
    return tx.get(Row, id, with_for_update=True, populate_existing=True)


def find_by_email(tx: Session, email: str, limit: int) -> Sequence[Row]:
    """Everybody who gave this address, the newest first."""
    same = select(Row).where(func.lower(Row.email) == email.lower())
    return tx.scalars(same.order_by(Row.aangemaakt_op.desc(), Row.id).limit(limit)).all()


def add(tx: Session, naam: str, email: str, telefoon: str | None, nu: datetime) -> Row:
    """Record somebody new; a known address changes nothing, or the answer would betray it."""
    row = Row(naam=naam, email=email, telefoon=telefoon, aangemaakt_op=nu)
    tx.add(row)
    tx.flush()
    return row


def list_ouder(tx: Session, voor: datetime, na: UUID | None, limit: int) -> Sequence[UUID]:
    """Outsiders recorded before a moment, by number after `na`."""
    query = select(Row.id).where(Row.aangemaakt_op < voor).order_by(Row.id).limit(limit)
    return tx.scalars(query.where(Row.id > na) if na else query).all()


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about the person, for the person."""
    row = tx.get(Row, persoon)
    if row is None:
        return {}
    contact = {"naam": row.naam, "email": row.email, "telefoon": row.telefoon}
    return {"kandidaat": [contact | {"aangemaaktOp": row.aangemaakt_op.isoformat()}]}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase these persons: table → rows."""
    gone = tx.scalars(delete(Row).where(Row.id.in_(personen)).returning(Row.id)).all()
    return {"kandidaat": len(gone)}
