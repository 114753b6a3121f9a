"""From rows to facts and back: every query on verwerkingen."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.verwerking import rules
from services.gateway.verwerking.tables import Verwerking as Row
from shared.db import Verwerking as Sent

NAMES = [field.name for field in fields(rules.Verwerking)]


def add(tx: Session, verwerkingen: Sequence[rules.Verwerking]) -> None:
    """Keep these records; one that came before changes nothing."""
    if verwerkingen:
        values = [{name: getattr(een, name) for name in NAMES} for een in verwerkingen]
        tx.execute(insert(Row).values(values).on_conflict_do_nothing(index_elements=[Row.id]))


def find(tx: Session, persoon: UUID, offset: int, limit: int) -> list[rules.Verwerking]:
    """A page of what was done with this person's data (rules.mag_inzien), newest first."""
    query = select(Row).where(Row.betrokkene == persoon).order_by(Row.op.desc(), Row.id)
    rows = tx.scalars(query.offset(offset).limit(limit))
    return [rules.Verwerking(**{name: getattr(row, name) for name in NAMES}) for row in rows]


def count(tx: Session, persoon: UUID) -> int:
    """How many records `find` chooses from."""
    return tx.scalar(select(func.count(Row.id)).where(Row.betrokkene == persoon)) or 0


def wis(tx: Session, voor: datetime, limit: int) -> int:
    """Erase records from before a moment, at most so many at once; how many went."""
    old = select(Row.id).where(Row.op < voor).limit(limit)
    return len(tx.scalars(delete(Row).where(Row.id.in_(old)).returning(Row.id)).all())


def wis_bezorgd(tx: Session) -> None:
    """Of what this service itself did, the copy that was delivered here is no longer needed."""
    tx.execute(delete(Sent).where(Sent.verzonden))
