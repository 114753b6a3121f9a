"""What this room holds of a person, and how it goes: the person first, the hours stay as sums."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from services.pool.uren.rules import Urenstatus, als_uren
from services.pool.uren.tables import UrenOvergang, Urenstaat


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The hours of this person, and what was decided about them."""
    eigen = select(Urenstaat).where(Urenstaat.medewerker == persoon)
    rows = tx.scalars(eigen.order_by(Urenstaat.week, Urenstaat.id)).all()
    ids = [row.id for row in rows]
    log = select(UrenOvergang).where(UrenOvergang.urenstaat_id.in_(ids)).order_by(UrenOvergang.nr)
    return {
        "urenstaten": [_staat(row) for row in rows],
        "urenStatuswijzigingen": [
            {
                "urenstaat": str(een.urenstaat_id),
                "van": een.van,
                "naar": een.naar,
                "reden": een.reden,
                "op": _z(een.op),
            }
            for een in tx.scalars(log)
        ],
    }


def _staat(row: Urenstaat) -> dict[str, Any]:
    ids = {naam: str(een) if (een := getattr(row, naam)) else None for naam in IDS}
    return {
        "id": ids["id"],
        "verband": ids["verband"],
        "inzet": ids["inzet_id"],
        "correctieVan": ids["correctie_van"],
        "soort": row.soort,
        "uitlener": row.uitlener,
        "inlener": row.inlener,
        "week": row.week,
        "maand": row.maand,
        "uren": float(als_uren(row.kwartieren)),
        "status": row.status,
        "toelichting": row.toelichting,
        "reden": row.reden,
        "ingediendOp": _z(row.ingediend_op),
        "goedgekeurdOp": _z(row.goedgekeurd_op),
    }


IDS = ("id", "verband", "inzet_id", "correctie_van")


def _z(op: datetime | None) -> str | None:
    return op.isoformat().replace("+00:00", "Z") if op else None


def verbanden(tx: Session) -> list[UUID]:
    """The verbanden with hours of somebody."""
    vraag = select(Urenstaat.verband).where(Urenstaat.medewerker.is_not(None)).distinct()
    return list(tx.scalars(vraag.order_by(Urenstaat.verband)))


def list_voorbij(tx: Session, verband: UUID, voor: str, hoogst: int) -> Sequence[UUID]:
    """Hours of months before this one (YYYY-MM) that still have their person."""
    vraag = (
        select(Urenstaat.id)
        .where(
            Urenstaat.verband == verband,
            Urenstaat.maand < voor,
            Urenstaat.medewerker.is_not(None),
        )
        .order_by(Urenstaat.id)
        .limit(hoogst)
    )
    return tx.scalars(vraag).all()


def wis_staten(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """These lose their person, unless they did meanwhile; what was not approved goes."""
    return _wis(tx, Urenstaat.id.in_(ids) & Urenstaat.medewerker.is_not(None))


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """The same for everything of these people."""
    return _wis(tx, Urenstaat.medewerker.in_(personen))


def count_van_persoon(tx: Session, persoon: UUID) -> int:
    vraag = select(func.count(Urenstaat.id)).where(Urenstaat.medewerker == persoon)
    return tx.scalar(vraag) or 0


def _wis(tx: Session, welke: ColumnElement[bool]) -> dict[str, int]:
    stil = {"synchronize_session": False}
    ids = tx.scalars(select(Urenstaat.id).where(welke).with_for_update()).all()
    log = delete(UrenOvergang).where(UrenOvergang.urenstaat_id.in_(ids))
    aantal_log = len(tx.execute(log.returning(UrenOvergang.nr), execution_options=stil).all())
    eigen = Urenstaat.id.in_(ids)
    weg = delete(Urenstaat).where(eigen, Urenstaat.status != Urenstatus.GOEDGEKEURD)
    los = (
        update(Urenstaat)
        .where(eigen, Urenstaat.status == Urenstatus.GOEDGEKEURD)
        .values(
            medewerker=None,
            inzet_id=None,
            toelichting="",
            reden=None,
            ingediend_door=None,
            versie=Urenstaat.versie + 1,
        )
    )
    gewist = len(tx.execute(weg.returning(Urenstaat.id), execution_options=stil).all())
    gewist += len(tx.execute(los.returning(Urenstaat.id), execution_options=stil).all())
    return {"urenstaat": gewist, "uren_overgang": aantal_log}
