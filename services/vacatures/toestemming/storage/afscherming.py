"""For which organisations a person wants to stay out of sight, and which source says so."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from services.vacatures.toestemming.tables import Afscherming, Toestemming

ZELF = "zelf"


def afgeschermd_voor(tx: Session, personen: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """For which organisations each of these persons is hidden."""
    hidden: dict[UUID, frozenset[str]] = dict.fromkeys(personen, frozenset())
    query = select(Afscherming.persoon, Afscherming.organisatie)
    for persoon, oin in tx.execute(query.where(Afscherming.persoon.in_(personen))):
        hidden[persoon] |= {oin}
    return hidden


def lock_persoon(tx: Session, persoon: UUID) -> None:
    """One change of this person's list at a time."""
    key = func.hashtext(func.concat(func.current_schema(), ".afscherming.", str(persoon)))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def set_afscherming(tx: Session, persoon: UUID, bron: str, organisaties: Collection[str]) -> None:
    """Hide a person from exactly these organisations, as far as this source goes.

    Waits for readings on consent that are under way, as a withdrawal does.
    """
    held = select(Toestemming.id).where(Toestemming.persoon == persoon).order_by(Toestemming.id)
    tx.execute(held.with_for_update())
    own = (Afscherming.persoon == persoon) & (Afscherming.bron == bron)
    tx.execute(delete(Afscherming).where(own))
    if rows := [{"persoon": persoon, "organisatie": o, "bron": bron} for o in set(organisaties)]:
        tx.execute(insert(Afscherming), rows)


def list_afscherming(tx: Session, persoon: UUID, bron: str = ZELF) -> list[str]:
    """The organisations that this source hides the person from, in order."""
    own = (Afscherming.persoon == persoon) & (Afscherming.bron == bron)
    return list(
        tx.scalars(select(Afscherming.organisatie).where(own).order_by(Afscherming.organisatie))
    )
