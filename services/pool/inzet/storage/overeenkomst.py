"""Written agreements: facts, words and hashes; a file is made anew, for it has a name in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.inzet.rules.overeenkomst import Overeenkomstfeiten
from services.pool.inzet.rules.sjablonen import Overeenkomsttekst, tekst
from services.pool.inzet.tables import InzetOvereenkomst

_FEITEN = TypeAdapter(Overeenkomstfeiten)
_TEKST = TypeAdapter(Overeenkomsttekst)


@dataclass(frozen=True, slots=True)
class Overeenkomst:
    """One version of the agreement, without the document itself."""

    inzet: UUID
    nummer: int
    voorwaarden_versie: int
    sjabloon: str
    feiten: Overeenkomstfeiten
    tekst: Overeenkomsttekst  # what it said then, whatever the template says now
    sha256_docx: str
    sha256_pdf: str
    door: str
    op: datetime


def _overeenkomst(row: InzetOvereenkomst) -> Overeenkomst:
    feiten = _FEITEN.validate_python(row.feiten)
    # Of before the words were kept: as that version of the template made it.
    is_bewaard = row.bewaarde_tekst is not None
    woorden = (
        _TEKST.validate_python(row.bewaarde_tekst)
        if is_bewaard
        else tekst(row.inzet_id, feiten, row.sjabloon)
    )
    return Overeenkomst(
        inzet=row.inzet_id,
        nummer=row.nummer,
        voorwaarden_versie=row.voorwaarden_versie,
        sjabloon=row.sjabloon,
        feiten=feiten,
        tekst=woorden,
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
            bewaarde_tekst=_TEKST.dump_python(wat.tekst, mode="json"),
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
