"""What this room holds of persons: the tie of settled hours with an inzet, and names of officials.

Amounts stay, for they are the books of the employers; without the inzet they lead to nobody.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.pool.inzet.tables import Inzet
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening.storage.maanden import lock
from services.pool.verrekening.storage.wachten import bewaar_prijzen
from services.pool.verrekening.tables import Btwkeuze, VerrekendeUren


def wis_inzetten(tx: Session, ids: Sequence[UUID], vandaag: date) -> dict[str, int]:
    """The tie with these inzetten goes; hours and amounts stay, and prices of open hours too.

    Nobody closes a month meanwhile: it would keep a tie with what is just going.
    """
    lock(tx)
    bewaar_prijzen(tx, Urenstaat.inzet_id.in_(ids), vandaag)
    stil = {"synchronize_session": False}
    los = update(VerrekendeUren).where(VerrekendeUren.inzet_id.in_(ids)).values(inzet_id=None)
    keuzes = delete(Btwkeuze).where(Btwkeuze.inzet_id.in_(ids)).returning(Btwkeuze.versie)
    uren = tx.scalars(los.returning(VerrekendeUren.urenregel), execution_options=stil).all()
    return {
        "verrekende_uren": len(uren),
        "btwkeuze": len(tx.scalars(keuzes, execution_options=stil).all()),
    }


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The settled hours of a person; no amounts, for those are between employers."""
    rijen = tx.scalars(
        select(VerrekendeUren)
        .join(Inzet, Inzet.id == VerrekendeUren.inzet_id)
        .where(Inzet.medewerker == persoon)
        .order_by(VerrekendeUren.maand, VerrekendeUren.urenregel)
    )
    return {
        "verrekendeUren": [
            {"inzet": str(row.inzet_id), "week": row.week, "kwartieren": row.kwartieren}
            for row in rijen
        ]
    }
