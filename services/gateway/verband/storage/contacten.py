"""Portals that a verband uses, and whom partners can reach about recruitment."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.gateway.verband.tables import Portaal, Wervingscontact

PortaalRow = Portaal
ContactRow = Wervingscontact


def get_portaal(tx: Session, verband: UUID, id: UUID, *, lock: bool = False) -> PortaalRow | None:
    """One portal or feed of a verband."""
    row = tx.get(PortaalRow, id, with_for_update=lock or None, populate_existing=lock)
    return row if row is not None and row.verband == verband else None


def find_portalen(tx: Session, verband: UUID, offset: int, limit: int) -> Sequence[PortaalRow]:
    """A page of the portals and feeds of a verband, by name."""
    query = select(PortaalRow).where(PortaalRow.verband == verband)
    return tx.scalars(
        query.order_by(PortaalRow.naam, PortaalRow.id).offset(offset).limit(limit)
    ).all()


def add_portaal(tx: Session, verband: UUID, inhoud: dict[str, Any]) -> PortaalRow:
    """Record a portal or feed."""
    row = PortaalRow(verband=verband, versie=1, **inhoud)
    tx.add(row)
    tx.flush()
    return row


def get_contact(tx: Session, oin: str, id: UUID, *, lock: bool = False) -> ContactRow | None:
    """One contact of an organisation."""
    row = tx.get(ContactRow, id, with_for_update=lock or None, populate_existing=lock)
    return row if row is not None and row.organisatie == oin else None


def find_contacten(
    tx: Session, organisaties: Iterable[str], offset: int, limit: int
) -> Sequence[ContactRow]:
    """A page of the contacts of these organisations."""
    query = select(ContactRow).where(ContactRow.organisatie.in_(sorted(set(organisaties))))
    ordered = query.order_by(ContactRow.organisatie, ContactRow.naam, ContactRow.id)
    return tx.scalars(ordered.offset(offset).limit(limit)).all()


def add_contact(tx: Session, oin: str, inhoud: dict[str, Any]) -> ContactRow:
    """Record a contact."""
    row = ContactRow(organisatie=oin, versie=1, **inhoud)
    tx.add(row)
    tx.flush()
    return row


def change(row: PortaalRow | ContactRow, inhoud: dict[str, Any]) -> None:
    """Make the row say this."""
    for naam, waarde in inhoud.items():
        setattr(row, naam, waarde)
    row.versie += 1


def remove(tx: Session, row: PortaalRow | ContactRow) -> None:
    """Forget it."""
    tx.delete(row)


def count_portalen(tx: Session, verband: UUID) -> int:
    """How many portals and feeds a verband has."""
    query = select(func.count(PortaalRow.id)).where(PortaalRow.verband == verband)
    return tx.scalar(query) or 0


def count_contacten(tx: Session, organisaties: Iterable[str]) -> int:
    """How many contacts `find_contacten` chooses from."""
    query = select(func.count(ContactRow.id))
    return tx.scalar(query.where(ContactRow.organisatie.in_(sorted(set(organisaties))))) or 0
