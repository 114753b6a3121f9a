"""What this room holds of persons: the tie of settled hours with an inzet, what employers wrote of
hours that wait, and names of officials.

Amounts stay, for they are the books of the employers; without the inzet they lead to nobody.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from services.pool.inzet.tables import Inzet
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening.storage.wachten import bewaar_prijzen
from services.pool.verrekening.tables import Btwkeuze, Tariefwoord, VerrekendeUren


def wis_inzetten(tx: Session, ids: Sequence[UUID], vandaag: date) -> dict[str, int]:
    """The tie with these inzetten goes; hours and amounts stay, and prices of open hours too.

    Nobody closes a month meanwhile: it would keep a tie with what is just going.
    """
    if not ids:
        return {}
    bewaar_prijzen(tx, Urenstaat.inzet_id.in_(ids), vandaag)
    stil = {"synchronize_session": False}
    los = update(VerrekendeUren).where(VerrekendeUren.inzet_id.in_(ids)).values(inzet_id=None)
    keuzes = delete(Btwkeuze).where(Btwkeuze.inzet_id.in_(ids)).returning(Btwkeuze.versie)
    uren = tx.scalars(los.returning(VerrekendeUren.urenregel), execution_options=stil).all()
    return {
        "verrekende_uren": len(uren),
        "btwkeuze": len(tx.scalars(keuzes, execution_options=stil).all()),
    }


def wis_uren(tx: Session, welke: ColumnElement[bool], vandaag: date) -> dict[str, int]:
    """Before these hours lose their person: what employers wrote of them goes, prices stay."""
    if tx.scalar(select(Urenstaat.id).where(welke).limit(1)) is None:
        return {}
    bewaar_prijzen(tx, welke, vandaag)
    leeg = (
        update(Tariefwoord)
        .where(
            Tariefwoord.urenregel.in_(select(Urenstaat.id).where(welke)), Tariefwoord.reden != ""
        )
        .values(reden="")
    )
    gewist = leeg.returning(Tariefwoord.urenregel)
    rijen = tx.scalars(gewist, execution_options={"synchronize_session": False}).all()
    return {"tariefwoord": len(rijen)}


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The settled hours of a person, and what employers wrote of hours that waited.

    No amounts, for those are between employers.
    """
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
        ],
        "tariefwoorden": [
            {
                "urenstaat": str(row.urenregel),
                "organisatie": row.organisatie,
                "reden": row.reden,
                "op": row.op.isoformat().replace("+00:00", "Z"),
            }
            for row in tx.scalars(
                select(Tariefwoord)
                .join(Urenstaat, Urenstaat.id == Tariefwoord.urenregel)
                .where(Urenstaat.medewerker == persoon)
                .order_by(Tariefwoord.op, Tariefwoord.urenregel, Tariefwoord.organisatie)
            )
        ],
    }
