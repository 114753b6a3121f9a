"""Which functions an organisation lets rotate."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool import rules
from services.pool.flexpool.tables import Roulatiefunctie


def _feit(row: Roulatiefunctie) -> rules.Roulatiefunctie:
    return rules.Roulatiefunctie(
        row.organisatie, row.functie, row.geschikt, row.toelichting, row.versie
    )


def list_roulatiefuncties(
    tx: Session, verband: UUID, offset: int, limit: int
) -> list[rules.Roulatiefunctie]:
    """What the organisations of a verband said, by function."""
    vraag = select(Roulatiefunctie).where(Roulatiefunctie.verband == verband)
    vraag = vraag.order_by(Roulatiefunctie.functie, Roulatiefunctie.organisatie)
    return [_feit(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_roulatiefuncties(tx: Session, verband: UUID) -> int:
    vraag = select(func.count()).where(Roulatiefunctie.verband == verband)
    return tx.scalar(vraag) or 0


def get_roulatiefunctie(
    tx: Session, verband: UUID, organisatie: str, functie: str, lock: bool = False
) -> rules.Roulatiefunctie | None:
    """What an organisation said about a function; None: nothing, so it may rotate."""
    sleutel = (verband, organisatie, functie)
    row = tx.get(Roulatiefunctie, sleutel, with_for_update=lock or None, populate_existing=lock)
    return _feit(row) if row else None


def set_roulatiefunctie(
    tx: Session, verband: UUID, feit: rules.Roulatiefunctie, door: str, op: datetime
) -> int:
    """Store it over what was said before; gives the version. Two at once follow each other."""
    waarden = {"geschikt": feit.geschikt, "toelichting": feit.toelichting, "door": door, "op": op}
    sleutel = {"verband": verband, "organisatie": feit.organisatie, "functie": feit.functie}
    rij = insert(Roulatiefunctie).values(**sleutel, **waarden, versie=1)
    opnieuw = rij.on_conflict_do_update(
        index_elements=list(sleutel), set_=waarden | {"versie": Roulatiefunctie.versie + 1}
    )
    return tx.scalars(opnieuw.returning(Roulatiefunctie.versie)).one()


def list_ongeschikt(tx: Session, verband: UUID, organisatie: str) -> frozenset[str]:
    """Functions that this organisation does not let rotate."""
    vraag = select(Roulatiefunctie.functie).where(
        Roulatiefunctie.verband == verband,
        Roulatiefunctie.organisatie == organisatie,
        ~Roulatiefunctie.geschikt,
    )
    return frozenset(tx.scalars(vraag))
