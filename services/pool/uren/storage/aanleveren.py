"""What a file of an organisation rests on: its own inzetten, and whom it may write hours for."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Lid
from services.pool.inzet.tables import Inzet
from services.pool.uren.rules import Urenstatus
from services.pool.uren.storage.staten import Bewaard, bewaard
from services.pool.uren.tables import Urenstaat


def list_personen_van(tx: Session, inzetten: Collection[UUID], uitlener: str) -> dict[UUID, UUID]:
    """Inzet to person, of those of these inzetten that this organisation lends to."""
    rijen = tx.execute(
        select(Inzet.id, Inzet.medewerker).where(
            Inzet.id.in_(list(inzetten)), Inzet.thuisorganisatie == uitlener
        )
    )
    return {rij.id: rij.medewerker for rij in rijen}


def list_bekend(tx: Session, personen: Collection[UUID], uitlener: str) -> set[UUID]:
    """Those of these people who are known here as employed by this organisation."""
    lijst = list(personen)
    vragen: list[Select[UUID | None]] = [
        select(Lid.medewerker).where(Lid.medewerker.in_(lijst), Lid.thuisorganisatie == uitlener),
        select(Inzet.medewerker).where(
            Inzet.medewerker.in_(lijst), Inzet.thuisorganisatie == uitlener
        ),
        select(Urenstaat.medewerker).where(
            Urenstaat.medewerker.in_(lijst),
            Urenstaat.uitlener == uitlener,
            Urenstaat.status != Urenstatus.CONCEPT,
        ),
    ]
    return {een for vraag in vragen for een in tx.scalars(vraag) if een is not None}


def list_uitgeleend(tx: Session, uitlener: str, offset: int, limit: int) -> list[Bewaard]:
    """The hours of the own people, oldest week first; a concept is the person's alone."""
    rows = tx.scalars(
        select(Urenstaat)
        .where(
            Urenstaat.uitlener == uitlener,
            Urenstaat.medewerker.is_not(None),
            Urenstaat.status != Urenstatus.CONCEPT,
        )
        .order_by(Urenstaat.week, Urenstaat.maand, Urenstaat.id)
        .offset(offset)
        .limit(limit)
    )
    return [bewaard(row) for row in rows]
