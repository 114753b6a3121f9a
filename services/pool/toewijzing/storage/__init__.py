"""Proposals, their lines and decisions: from rows to facts and back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.toewijzing import feiten, rules
from services.pool.toewijzing.storage.facts import get_feiten, met_besluiten, set_postcodes
from services.pool.toewijzing.tables import Besluit, Toewijzingsregel, Toewijzingsvoorstel

__all__ = ["get_feiten", "met_besluiten", "set_postcodes"]


@dataclass(frozen=True, slots=True)
class Kop:
    """A proposal without its facts."""

    id: UUID
    pool: UUID
    verband: UUID
    peildatum: date
    horizon_weken: int
    geldig_tot: date
    gemaakt_op: datetime
    gemaakt_door: str | None
    invoer_hash: str
    regelversie: str
    bewezen_optimaal: bool


@dataclass(frozen=True, slots=True)
class Besloten:
    """A decision that was taken."""

    besluit: rules.Besluit
    reden: str
    uren_per_week: Decimal | None
    door: str
    op: datetime
    inzet: UUID | None


@dataclass(frozen=True, slots=True)
class Regel:
    """A stored line of a proposal, with the decision on it if there is one."""

    id: UUID
    nr: int
    voorstel: UUID
    lid: UUID
    medewerker: UUID
    thuisorganisatie: str
    behoefte: UUID
    inlener: str
    uren_per_week: Decimal
    van: date
    tot: date | None
    uitleg: str
    besluit: Besloten | None


def add_voorstel(
    tx: Session, kop: Kop, invoer: dict[str, Any], uitkomst: dict[str, Any], regels: list[Regel]
) -> None:
    """Store a proposal with the facts it rests on."""
    velden = asdict(kop)
    velden["pool_id"] = velden.pop("pool")
    tx.add(Toewijzingsvoorstel(**velden, invoer=invoer, uitkomst=uitkomst))
    tx.flush()
    for regel in regels:
        tx.add(
            Toewijzingsregel(
                id=regel.id,
                nr=regel.nr,
                voorstel_id=regel.voorstel,
                lid_id=regel.lid,
                medewerker=regel.medewerker,
                thuisorganisatie=regel.thuisorganisatie,
                behoefte_id=regel.behoefte,
                inlener=regel.inlener,
                uren_per_week=regel.uren_per_week,
                van=regel.van,
                tot=regel.tot,
                uitleg=regel.uitleg,
            )
        )
    tx.flush()


def _kop(row: Toewijzingsvoorstel) -> Kop:
    return Kop(
        id=row.id,
        pool=row.pool_id,
        verband=row.verband,
        peildatum=row.peildatum,
        horizon_weken=row.horizon_weken,
        geldig_tot=row.geldig_tot,
        gemaakt_op=row.gemaakt_op,
        gemaakt_door=row.gemaakt_door,
        invoer_hash=row.invoer_hash,
        regelversie=row.regelversie,
        bewezen_optimaal=row.bewezen_optimaal,
    )


def list_voorstellen(tx: Session, pool: UUID, offset: int, limit: int) -> list[Kop]:
    """The proposals of a pool, newest first."""
    rows = tx.scalars(
        select(Toewijzingsvoorstel)
        .where(Toewijzingsvoorstel.pool_id == pool)
        .order_by(Toewijzingsvoorstel.gemaakt_op.desc(), Toewijzingsvoorstel.id)
        .offset(offset)
        .limit(limit)
    )
    return [_kop(row) for row in rows]


def count_voorstellen(tx: Session, pool: UUID) -> int:
    vraag = select(func.count()).where(Toewijzingsvoorstel.pool_id == pool)
    return tx.scalar(vraag) or 0


def get_voorstel(
    tx: Session, id: UUID, kijker: flexpool.Kijker
) -> tuple[Kop, dict[str, Any], dict[str, Any]] | None:
    """A proposal that the caller sees, with its facts and its outcome."""
    row = tx.get(Toewijzingsvoorstel, id)
    if row is None or not flexpool.ziet_personen(row.verband, [], kijker):
        return None
    return _kop(row), row.invoer, row.uitkomst


def _regel(row: Toewijzingsregel, besluit: Besluit | None) -> Regel:
    return Regel(
        id=row.id,
        nr=row.nr,
        voorstel=row.voorstel_id,
        lid=row.lid_id,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        behoefte=row.behoefte_id,
        inlener=row.inlener,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        uitleg=row.uitleg,
        besluit=None
        if besluit is None
        else Besloten(
            besluit=rules.Besluit(besluit.besluit),
            reden=besluit.reden,
            uren_per_week=besluit.uren_per_week,
            door=besluit.door,
            op=besluit.op,
            inzet=besluit.inzet_id,
        ),
    )


def list_regels(tx: Session, voorstel: UUID) -> list[Regel]:
    """The lines of a proposal, with their decisions."""
    vraag = (
        select(Toewijzingsregel, Besluit)
        .outerjoin(Besluit, Besluit.regel_id == Toewijzingsregel.id)
        .where(Toewijzingsregel.voorstel_id == voorstel)
        .order_by(Toewijzingsregel.nr)
    )
    return [_regel(row.Toewijzingsregel, row.Besluit) for row in tx.execute(vraag)]


def lock_regel(tx: Session, voorstel: UUID, id: UUID) -> Regel | None:
    """A line of this proposal, held: of two decisions at once one waits and sees the other."""
    vraag = select(Toewijzingsregel).where(
        Toewijzingsregel.id == id, Toewijzingsregel.voorstel_id == voorstel
    )
    row = tx.scalars(vraag.with_for_update()).one_or_none()
    return _regel(row, tx.get(Besluit, id, populate_existing=True)) if row else None


def add_besluit(tx: Session, regel: UUID, besloten: Besloten) -> None:
    velden = asdict(besloten)
    velden["inzet_id"] = velden.pop("inzet")
    tx.add(Besluit(regel_id=regel, **velden))
    tx.flush()


def nieuwe_regel(
    regel: rules.Regel, nr: int, voorstel: UUID, feit: feiten.Feiten, uitleg: str
) -> Regel:
    """A line of the engine as it will be stored."""
    lid = next(een for een in feit.leden if een.id == regel.lid)
    behoefte = next(een for een in feit.behoeften if een.id == regel.behoefte)
    return Regel(
        id=uuid4(),
        nr=nr,
        voorstel=voorstel,
        lid=regel.lid,
        medewerker=lid.medewerker,
        thuisorganisatie=lid.thuisorganisatie,
        behoefte=regel.behoefte,
        inlener=behoefte.inlener,
        uren_per_week=Decimal(regel.uren),
        van=regel.van,
        tot=regel.tot,
        uitleg=uitleg,
        besluit=None,
    )
