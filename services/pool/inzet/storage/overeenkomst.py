"""Written agreements: the facts and hashes; the document is made anew, for it has a name in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.inzet.rules.overeenkomst import Overeenkomstfeiten
from services.pool.inzet.tables import InzetOvereenkomst

_FEITEN = TypeAdapter(Overeenkomstfeiten)


@dataclass(frozen=True, slots=True)
class Overeenkomst:
    """One version of the agreement, without the document itself."""

    inzet: UUID
    nummer: int
    voorwaarden_versie: int
    sjabloon: str
    feiten: Overeenkomstfeiten
    sha256_docx: str
    sha256_pdf: str
    door: str
    op: datetime


def _overeenkomst(row: InzetOvereenkomst) -> Overeenkomst:
    return Overeenkomst(
        inzet=row.inzet_id,
        nummer=row.nummer,
        voorwaarden_versie=row.voorwaarden_versie,
        sjabloon=row.sjabloon,
        feiten=_FEITEN.validate_python(row.feiten),
        sha256_docx=row.sha256_docx,
        sha256_pdf=row.sha256_pdf,
        door=row.door,
        op=row.op,
    )


def volgend_nummer(tx: Session, inzet: UUID) -> int:
    """The number of the next version; the caller holds the inzet."""
    hoogste = select(func.max(InzetOvereenkomst.nummer)).where(InzetOvereenkomst.inzet_id == inzet)
    return (tx.scalar(hoogste) or 0) + 1


def add_overeenkomst(tx: Session, wat: Overeenkomst) -> None:
    feiten: dict[str, Any] = _FEITEN.dump_python(wat.feiten, mode="json")
    tx.add(
        InzetOvereenkomst(
            inzet_id=wat.inzet,
            nummer=wat.nummer,
            voorwaarden_versie=wat.voorwaarden_versie,
            sjabloon=wat.sjabloon,
            feiten=feiten,
            sha256_docx=wat.sha256_docx,
            sha256_pdf=wat.sha256_pdf,
            door=wat.door,
            op=wat.op,
        )
    )
    tx.flush()


def list_overeenkomsten(tx: Session, inzet: UUID, offset: int, limit: int) -> list[Overeenkomst]:
    """Newest first."""
    rows = tx.scalars(
        select(InzetOvereenkomst)
        .where(InzetOvereenkomst.inzet_id == inzet)
        .order_by(InzetOvereenkomst.nummer.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_overeenkomst(row) for row in rows]


def count_overeenkomsten(tx: Session, inzet: UUID) -> int:
    vraag = select(func.count()).where(InzetOvereenkomst.inzet_id == inzet)
    return tx.scalar(vraag) or 0


def get_overeenkomst(tx: Session, inzet: UUID, nummer: int) -> Overeenkomst | None:
    row = tx.get(InzetOvereenkomst, (inzet, nummer))
    return _overeenkomst(row) if row else None
