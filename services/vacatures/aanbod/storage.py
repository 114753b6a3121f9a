"""Offers, from rules to rows."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.vacatures.aanbod import rules
from services.vacatures.aanbod.tables import Aanbod
from shared.caller import Caller


def add_aanbod(
    tx: Session,
    sollicitatie: UUID,
    aanbod: rules.Aanbod,
    vroegste_start: date,
    beller: Caller,
    nu: datetime,
) -> UUID:
    """Store an offer made by a person."""
    row = Aanbod(
        id=uuid4(),
        sollicitatie_id=sollicitatie,
        vroegste_start_datum=vroegste_start,
        gedaan_op=nu,
        client=beller.client,
        gebruiker=beller.gebruiker or "",
        **asdict(aanbod),
    )
    tx.add(row)
    tx.flush()
    return row.id


def list_aanbiedingen(
    tx: Session, sollicitatie: UUID, offset: int, limit: int
) -> tuple[list[tuple[Aanbod, bool]], int]:
    """The offers on one application, the oldest first and whether it is the last; and how many."""
    own = Aanbod.sollicitatie_id == sollicitatie
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Aanbod).where(own).order_by(Aanbod.gedaan_op, Aanbod.id)
    rows = tx.scalars(query.offset(offset).limit(limit)).all()
    return [(row, offset + nr == count) for nr, row in enumerate(rows, 1)], count
