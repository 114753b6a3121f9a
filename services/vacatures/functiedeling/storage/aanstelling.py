"""Hires on a pool place: the fact that the pool fetches."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import rules
from services.vacatures.functiedeling.storage.deling import BASE_PATH, get_functiedeling
from services.vacatures.functiedeling.storage.sollicitatie import get_deelsollicitatie
from services.vacatures.functiedeling.tables import Aanstelling
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature.rules import RECRUITERROLLEN
from services.vacatures.vacature.tables import Vacature
from shared import events


def neem_aan(
    tx: Session,
    vacature: vacatureregels.Vacature,
    sollicitatie: UUID,
    medewerker: UUID,
    uren: Decimal,
    van: date,
    nu: datetime,
) -> None:
    """Somebody accepted an offer: when it is a pool place, the pool hears of it.

    `uren`: as offered. A person confirms them and the first day in the pool.
    Does nothing for any other vacancy, and nothing the second time.
    """
    deling = get_functiedeling(tx, vacature.id)
    voor = get_deelsollicitatie(tx, vacature.id, sollicitatie)
    voor = voor or rules.Deelsollicitatie(sollicitatie)
    fact = rules.stel_aan(uuid4(), vacature, deling, voor, medewerker, uren, van)
    if fact is None:
        return
    values = {
        "id": fact.id,
        "sollicitatie_id": sollicitatie,
        "vacature_id": fact.vacature,
        "pool": fact.pool,
        "medewerker": fact.medewerker,
        "thuisorganisatie": fact.thuisorganisatie,
        "in_dienst_voor": fact.in_dienst_voor.value,
        "functie": fact.functie,
        "niveau": fact.niveau.value if fact.niveau else None,
        "uren": fact.uren,
        "van": fact.van,
        "tot": fact.tot,
        "op": nu,
    }
    stored = insert(Aanstelling).values(values).on_conflict_do_nothing().returning(Aanstelling.id)
    if tx.scalar(stored) is None:
        return
    wie = frozenset({fact.thuisorganisatie, vacature.werkgever})
    _meld(tx, "aanstelling-gedaan", fact.id, vacature.id, wie, nu)


def neem_terug(tx: Session, sollicitatie: UUID, nu: datetime) -> None:
    """Who accepted does not come after all: the pool finds no hire any more, and hears of it.

    Does nothing for who was not hired on a pool place.
    """
    weg = delete(Aanstelling).where(Aanstelling.sollicitatie_id == sollicitatie)
    gone = tx.execute(
        weg.returning(Aanstelling.id, Aanstelling.vacature_id, Aanstelling.thuisorganisatie)
    ).one_or_none()
    if gone is None:
        return
    wie = frozenset({gone.thuisorganisatie, tx.get_one(Vacature, gone.vacature_id).werkgever})
    _meld(tx, "aanstelling-vervallen", gone.id, gone.vacature_id, wie, nu)


def _meld(
    tx: Session, type: str, id: UUID, vacature: UUID, organisaties: frozenset[str], nu: datetime
) -> None:
    publiek = events.Publiek(organisaties=organisaties, rollen=RECRUITERROLLEN)
    pad = f"{BASE_PATH}/vacatures/{vacature}"
    events.record(tx, type, id, publiek, nu, pad, ("gateway", "pool"))


def get_aanstelling(tx: Session, id: UUID) -> rules.Aanstelling | None:
    """A hire on a pool place."""
    row = tx.scalars(select(Aanstelling).where(Aanstelling.id == id)).one_or_none()
    if row is None:
        return None
    return rules.Aanstelling(
        row.id,
        row.vacature_id,
        row.pool,
        row.medewerker,
        row.thuisorganisatie,
        rules.InDienstVoor(row.in_dienst_voor),
        row.functie,
        vacatureregels.Niveau(row.niveau) if row.niveau else None,
        row.uren,
        row.van,
        row.tot,
    )
