"""Who acted on a vacancy or was its vacaturehouder: they can go while what was done stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.vacatures.vacature.tables import (
    Sollicitatiehosts,
    Vacature,
    Vacaturelog,
    Vacaturewijziging,
)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Of which vacancies the person is the vacaturehouder."""
    own = select(Vacature.id, Vacature.titel).where(Vacature.houder == persoon)
    rows = tx.execute(own.order_by(Vacature.aangemaakt_op, Vacature.id))
    return {"vacaturehouderVan": [{"vacature": str(row.id), "titel": row.titel} for row in rows]}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Nobody is the vacaturehouder of what was theirs; the employer names another."""
    held = update(Vacature).where(Vacature.houder.in_(personen)).returning(Vacature.id)
    gone = tx.execute(held.values(houder=None, versie=Vacature.versie + 1)).all()
    return {"vacaturehouder": len(gone)}


def wis_namen(tx: Session, voor: datetime) -> dict[str, int]:
    """Empty who acted and why before a moment; transitions, fields and moments stay."""
    logs = update(Vacaturelog).where(Vacaturelog.op < voor, Vacaturelog.gebruiker.is_not(None))
    changes = update(Vacaturewijziging).where(
        Vacaturewijziging.op < voor, Vacaturewijziging.gebruiker.is_not(None)
    )
    hosts = update(Sollicitatiehosts).where(
        Sollicitatiehosts.gewijzigd_op < voor, Sollicitatiehosts.gebruiker.is_not(None)
    )
    done = {
        "vacaturelog": logs.values(gebruiker=None, reden=None).returning(Vacaturelog.nr),
        "vacaturewijziging": changes.values(gebruiker=None).returning(Vacaturewijziging.nr),
        "sollicitatiehosts": hosts.values(gebruiker=None).returning(Sollicitatiehosts.werkgever),
    }
    return {table: len(tx.execute(statement).all()) for table, statement in done.items()}
