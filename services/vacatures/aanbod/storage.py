"""Offers, from rules to rows."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid4

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
