"""Interest, from rows to facts and back; with its log, its messages, and who hears of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie
from services.vacatures.loopbaanwens.rules import Interessepartij, Interessestatus
from services.vacatures.loopbaanwens.tables import Interesse, Interessebericht, Interesselog
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.tables import Vacature
from shared import events


@dataclass(frozen=True, slots=True)
class Blijk:
    """One person's interest in one vacancy, as the routes show it."""

    id: UUID
    vacature_id: UUID
    persoon: UUID
    organisatie: str | None
    categorie: Categorie
    vertrouwelijk: bool
    wens_id: UUID | None
    tekst: str | None
    status: Interessestatus
    getoond_op: datetime
    versie: int = 1


# ---- reading ------------------------------------------------------------------------------------
def get_interesse(tx: Session, id: UUID, *, lock: bool = False) -> Blijk | None:
    """One interest; with `lock` nobody else changes it until this transaction ends."""
    query = select(Interesse).where(Interesse.id == id)
    if lock:
        query = query.with_for_update()
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return _blijk(row) if row else None


def get_met_vacature(
    tx: Session, id: UUID, *, lock: bool = False
) -> tuple[Blijk, vacatureregels.Vacature] | None:
    """One interest with its vacancy, in one question; `lock` as `get_interesse`."""
    query = select(Interesse, Vacature).join(Vacature, Vacature.id == Interesse.vacature_id)
    query = query.where(Interesse.id == id)
    if lock:
        query = query.with_for_update(of=Interesse)
    row = tx.execute(query.execution_options(populate_existing=True)).one_or_none()
    return (_blijk(row.Interesse), vacatures.from_row(row.Vacature)) if row else None


def get_getoond(tx: Session, vacature_id: UUID, persoon: UUID) -> UUID | None:
    """The interest that this person has in this vacancy, unless it was withdrawn."""
    own = Interesse.vacature_id == vacature_id, Interesse.persoon == persoon
    query = select(Interesse.id).where(*own, Interesse.status != Interessestatus.INGETROKKEN)
    return tx.scalar(query)


def list_eigen(tx: Session, persoon: UUID, offset: int, limit: int) -> tuple[list[Blijk], int]:
    """One person's own, the newest first, and how many there are."""
    own = Interesse.persoon == persoon
    count = tx.scalar(select(func.count(Interesse.id)).where(own)) or 0
    newest = select(Interesse).where(own).order_by(Interesse.getoond_op.desc(), Interesse.id)
    return [_blijk(row) for row in tx.scalars(newest.offset(offset).limit(limit))], count


def list_bij_vacature(
    tx: Session, vacature_id: UUID, offset: int, limit: int
) -> tuple[list[Blijk], int]:
    """What the employer sees: not what was withdrawn. The oldest first, and how many."""
    there = (
        Interesse.vacature_id == vacature_id,
        Interesse.status != Interessestatus.INGETROKKEN,
    )
    count = tx.scalar(select(func.count(Interesse.id)).where(*there)) or 0
    oldest = select(Interesse).where(*there).order_by(Interesse.getoond_op, Interesse.id)
    return [_blijk(row) for row in tx.scalars(oldest.offset(offset).limit(limit))], count


def list_interesselog(
    tx: Session, id: UUID, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """When the interest got which status, the oldest first, and how many lines there are."""
    own = Interesselog.interesse_id == id
    count = tx.scalar(select(func.count(Interesselog.nr)).where(own)) or 0
    query = select(Interesselog).where(own).order_by(Interesselog.nr).offset(offset).limit(limit)
    names = ("interesse_id", "van", "naar")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op}
        for row in tx.scalars(query)
    ]
    return rows, count


def list_berichten(
    tx: Session, id: UUID, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """What the two said, the oldest first, and how many messages there are."""
    own = Interessebericht.interesse_id == id
    count = tx.scalar(select(func.count(Interessebericht.nr)).where(own)) or 0
    query = select(Interessebericht).where(own).order_by(Interessebericht.nr)
    names = ("id", "interesse_id", "partij", "gebruiker", "tekst")
    rows = [
        {name: getattr(row, name) for name in names} | {"geschreven_op": row.op}
        for row in tx.scalars(query.offset(offset).limit(limit))
    ]
    return rows, count


def _blijk(row: Interesse) -> Blijk:
    return Blijk(
        row.id,
        row.vacature_id,
        row.persoon,
        row.organisatie,
        Categorie(row.categorie),
        row.vertrouwelijk,
        row.wens_id,
        row.tekst,
        Interessestatus(row.status),
        row.getoond_op,
        row.versie,
    )


# ---- writing ------------------------------------------------------------------------------------
def add_interesse(tx: Session, blijk: Blijk) -> None:
    """Store it; the unique index decides when one person shows interest twice at once."""
    tx.execute(
        insert(Interesse).values(
            id=blijk.id,
            vacature_id=blijk.vacature_id,
            persoon=blijk.persoon,
            organisatie=blijk.organisatie,
            categorie=blijk.categorie.value,
            vertrouwelijk=blijk.vertrouwelijk,
            wens_id=blijk.wens_id,
            tekst=blijk.tekst,
            status=blijk.status.value,
            getoond_op=blijk.getoond_op,
        )
    )
    _log(tx, blijk.id, None, blijk.status, blijk.getoond_op)


def set_interessestatus(tx: Session, blijk: Blijk, naar: Interessestatus, nu: datetime) -> None:
    """Go to another status and log it; what was said goes when the interest is withdrawn."""
    values: dict[str, Any] = {"status": naar.value, "versie": Interesse.versie + 1}
    if naar is Interessestatus.INGETROKKEN:
        values |= {"tekst": None, "wens_id": None}
        said = delete(Interessebericht).where(Interessebericht.interesse_id == blijk.id)
        tx.execute(said)
    tx.execute(update(Interesse).where(Interesse.id == blijk.id).values(**values))
    _log(tx, blijk.id, blijk.status, naar, nu)


def add_bericht(
    tx: Session, id: UUID, partij: Interessepartij, gebruiker: str | None, tekst: str, nu: datetime
) -> UUID:
    """Store what one of the two says."""
    row = {"id": uuid4(), "interesse_id": id, "partij": partij.value, "gebruiker": gebruiker}
    tx.execute(insert(Interessebericht).values(tekst=tekst, op=nu, **row))
    return UUID(str(row["id"]))


def meld_interesse(tx: Session, type: str, vacature: vacatureregels.Vacature, nu: datetime) -> None:
    """Tell the recruiters who lead the vacancy. About the vacancy: an event points at no person."""
    leiden = vacatures.behandelaars(tx, vacature, nu)
    publiek = events.Publiek(organisaties=leiden, rollen=vacatureregels.RECRUITERROLLEN)
    dataref = f"{vacatures.BASE_PATH}/vacatures/{vacature.id}/interesses"
    events.record(tx, type, vacature.id, publiek, nu, dataref)


def _log(
    tx: Session, id: UUID, van: Interessestatus | None, naar: Interessestatus, nu: datetime
) -> None:
    line = {"interesse_id": id, "van": van.value if van else None, "naar": naar.value}
    tx.execute(insert(Interesselog).values(op=nu, **line))
