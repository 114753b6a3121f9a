"""The start checklist and the texts of an inzet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.inzet.rules import Inzet, Partij
from services.pool.inzet.rules.start import Startpunt, Startregel, Tekstsoort, startlijst
from services.pool.inzet.tables import Inzet as InzetRij
from services.pool.inzet.tables import InzetStartpunt, InzetTekst


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text with who wrote it and whether the verband may read it."""

    inzet: UUID
    soort: Tekstsoort
    tekst: str
    zichtbaar: bool
    door: str
    op: datetime
    versie: int


def get_startlijst(tx: Session, inzet: Inzet) -> list[Startregel]:
    """All points of the checklist as they stand."""
    rows = tx.scalars(select(InzetStartpunt).where(InzetStartpunt.inzet_id == inzet.id))
    vastgelegd = {
        Startpunt(r.punt): Startregel(
            Startpunt(r.punt),
            Partij(r.eigenaar),
            r.uiterlijk or inzet.van,
            r.geregeld,
            r.datum,
            r.rol,
        )
        for r in rows
    }
    return startlijst(inzet, vastgelegd)


def set_startpunt(tx: Session, inzet: UUID, regel: Startregel, door: str, op: datetime) -> None:
    """Record how a point stands; the caller holds the inzet, whose version goes up by one."""
    tx.get_one(InzetRij, inzet).versie += 1
    waarden = {
        "geregeld": regel.geregeld,
        "datum": regel.datum,
        "eigenaar": regel.eigenaar,
        "uiterlijk": regel.uiterlijk,
        "rol": regel.rol,
        "door": door,
        "op": op,
    }
    rij = insert(InzetStartpunt).values(inzet_id=inzet, punt=regel.punt, **waarden)
    sleutel = [InzetStartpunt.inzet_id, InzetStartpunt.punt]
    tx.execute(rij.on_conflict_do_update(index_elements=sleutel, set_=waarden))


def _tekst(row: InzetTekst) -> Tekst:
    return Tekst(
        row.inzet_id,
        Tekstsoort(row.soort),
        row.tekst,
        row.zichtbaar,
        row.door,
        row.op,
        row.versie,
    )


def get_tekst(tx: Session, inzet: UUID, soort: Tekstsoort) -> Tekst | None:
    row = tx.get(InzetTekst, (inzet, soort), populate_existing=True)
    return _tekst(row) if row else None


def set_tekst(
    tx: Session,
    inzet: UUID,
    soort: Tekstsoort,
    tekst: str,
    zichtbaar: bool,
    door: str,
    op: datetime,
) -> Tekst:
    """Write or rewrite a text; the caller holds the inzet."""
    row = tx.get(InzetTekst, (inzet, soort))
    if row is None:
        row = InzetTekst(inzet_id=inzet, soort=soort, versie=0)
        tx.add(row)
    row.tekst, row.zichtbaar, row.door, row.op = tekst, zichtbaar, door, op
    row.versie += 1
    tx.flush()
    return _tekst(row)


def wis_tekst(tx: Session, inzet: UUID, soort: Tekstsoort) -> bool:
    weg = delete(InzetTekst).where(InzetTekst.inzet_id == inzet, InzetTekst.soort == soort)
    return bool(tx.scalars(weg.returning(InzetTekst.inzet_id)).all())


def list_verhalen(
    tx: Session, verbanden: frozenset[UUID], offset: int, limit: int
) -> list[tuple[Tekst, str]]:
    """Stories that people chose to tell in these verbanden, newest first, with the host."""
    rows = tx.execute(
        select(InzetTekst, InzetRij.inlener)
        .join(InzetRij, InzetRij.id == InzetTekst.inzet_id)
        .where(
            InzetTekst.soort == Tekstsoort.VERHAAL,
            InzetTekst.zichtbaar,
            InzetRij.verband.in_(verbanden),
        )
        .order_by(InzetTekst.op.desc(), InzetTekst.inzet_id)
        .offset(offset)
        .limit(limit)
    )
    return [(_tekst(row), inlener) for row, inlener in rows]


def count_verhalen(tx: Session, verbanden: frozenset[UUID]) -> int:
    vraag = (
        select(func.count())
        .select_from(InzetTekst)
        .join(InzetRij, InzetRij.id == InzetTekst.inzet_id)
        .where(
            InzetTekst.soort == Tekstsoort.VERHAAL,
            InzetTekst.zichtbaar,
            InzetRij.verband.in_(verbanden),
        )
    )
    return tx.scalar(vraag) or 0
