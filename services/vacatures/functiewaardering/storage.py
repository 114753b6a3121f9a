"""Functiewaarderingen, from rows to facts and back."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.functiewaardering import rules
from services.vacatures.functiewaardering.tables import Functiewaardering
from shared.caller import Caller

NAMEN = [field.name for field in fields(rules.Functiewaardering)]
Row = Functiewaardering


def to_facts(row: Row) -> rules.Functiewaardering:
    """What the rules know of a row."""
    facts = {naam: getattr(row, naam) for naam in NAMEN}
    facts["normsysteem"] = rules.Normsysteem(row.normsysteem)
    return rules.Functiewaardering(**facts)


def add(
    tx: Session, organisatie: str, waarden: dict[str, Any], beller: Caller, nu: datetime
) -> Row | None:
    """Store one; None when this function already has one from that day."""
    values = waarden | {"gewijzigd_op": nu, "gebruiker": beller.gebruiker}
    row = insert(Row).values(id=uuid4(), organisatie=organisatie, versie=1, **values)
    keys = [Row.organisatie, Row.functie, Row.geldig_vanaf]
    stored = tx.scalar(row.on_conflict_do_nothing(index_elements=keys).returning(Row.id))
    return tx.get(Row, stored) if stored else None


def get(tx: Session, id: UUID, organisatie: str, *, lock: bool = False) -> Row | None:
    """One of this organisation; of another's: None."""
    query = select(Row).where(Row.id == id, Row.organisatie == organisatie)
    query = query.with_for_update() if lock else query
    return tx.scalars(query.execution_options(populate_existing=True)).one_or_none()


def update(tx: Session, row: Row, waarden: dict[str, Any], beller: Caller, nu: datetime) -> Row:
    """Store what changed, as the next version."""
    for naam, waarde in waarden.items():
        setattr(row, naam, waarde)
    row.versie += 1
    row.gewijzigd_op, row.gebruiker = nu, beller.gebruiker
    tx.flush()
    return row


def bestaat(tx: Session, row: Row, waarden: dict[str, Any]) -> bool:
    """Whether another one of this function begins on the day this one is to begin."""
    same = (
        Row.organisatie == row.organisatie,
        Row.functie == row.functie,
        Row.geldig_vanaf == waarden.get("geldig_vanaf", row.geldig_vanaf),
        Row.id != row.id,
    )
    return tx.scalar(select(Row.id).where(*same)) is not None


def list_van(
    tx: Session, organisatie: str, functie: str | None, offset: int, limit: int
) -> tuple[list[Row], int]:
    """A page of an organisation's own, by function, the newest first; and how many there are."""
    keuze = [Row.organisatie == organisatie]
    keuze += [Row.functie == functie] if functie else []
    count = tx.scalar(select(func.count(Row.id)).where(*keuze)) or 0
    query = select(Row).where(*keuze).order_by(Row.functie, Row.geldig_vanaf.desc(), Row.id)
    return list(tx.scalars(query.offset(offset).limit(limit))), count


def list_van_leden(
    tx: Session, organisaties: Collection[str], functie: str | None
) -> list[rules.Functiewaardering]:
    """What these organisations say, of one function or of all."""
    query = select(Row).where(Row.organisatie.in_(sorted(organisaties)))
    query = query.where(Row.functie == functie) if functie else query
    return [to_facts(row) for row in tx.scalars(query)]
