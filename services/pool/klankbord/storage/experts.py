"""The register of experts: from rows to facts and back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.klankbord import rules
from services.pool.klankbord.rules import Expertstatus, Klankbordlezer, Klankbordsoort
from services.pool.klankbord.tables import Klankbordexpert


@dataclass(frozen=True, slots=True)
class BewaardeExpert:
    """An expert as stored."""

    expert: rules.Klankbordexpert
    gewijzigd_op: datetime
    versie: int


def _expert(row: Klankbordexpert) -> BewaardeExpert:
    expert = rules.Klankbordexpert(
        id=row.id,
        verband=row.verband,
        persoon=row.persoon,
        onderwerpen=tuple(row.onderwerpen),
        soorten=tuple(Klankbordsoort(een) for een in row.soorten),
        ervaring=row.ervaring,
        banden=tuple(row.banden),
        onafhankelijk_op=row.onafhankelijk_op,
        beschikbaar=row.beschikbaar,
        status=Expertstatus(row.status),
    )
    return BewaardeExpert(expert, row.gewijzigd_op, row.versie)


def set_expert(
    tx: Session, oud: BewaardeExpert | None, expert: rules.Klankbordexpert, op: datetime
) -> BewaardeExpert | None:
    """Store; None: this person is in the register of this verband already."""
    if oud is None:
        row = Klankbordexpert(
            id=expert.id, verband=expert.verband, persoon=expert.persoon, versie=1
        )
    else:
        row = tx.get_one(Klankbordexpert, expert.id)
        row.versie = oud.versie + 1
    row.onderwerpen, row.banden = list(expert.onderwerpen), list(expert.banden)
    row.soorten = [een.value for een in expert.soorten]
    row.ervaring, row.onafhankelijk_op = expert.ervaring, expert.onafhankelijk_op
    row.beschikbaar, row.status, row.gewijzigd_op = expert.beschikbaar, expert.status, op
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    return _expert(row)


def get_expert(
    tx: Session, id: UUID, lezer: Klankbordlezer, lock: bool = False
) -> BewaardeExpert | None:
    """One expert, for whoever may see the register or is it."""
    vraag = select(Klankbordexpert).where(Klankbordexpert.id == id, _ziet(lezer))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _expert(row) if row else None


def _ziet(lezer: Klankbordlezer) -> ColumnElement[bool]:
    """`rules.ziet_expert` as a condition."""
    ziet: ColumnElement[bool] = Klankbordexpert.persoon == lezer.zelf
    if "makelaar" in lezer.rollen:
        ziet = or_(ziet, Klankbordexpert.verband.in_(lezer.verbanden))
    return ziet


def list_experts(
    tx: Session, lezer: Klankbordlezer, offset: int, limit: int
) -> list[BewaardeExpert]:
    """The newest first."""
    vraag = select(Klankbordexpert).where(_ziet(lezer))
    vraag = vraag.order_by(Klankbordexpert.gewijzigd_op.desc(), Klankbordexpert.id)
    return [_expert(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_experts(tx: Session, lezer: Klankbordlezer) -> int:
    return tx.scalar(select(func.count(Klankbordexpert.id)).where(_ziet(lezer))) or 0


def lock_expert(tx: Session, id: UUID) -> bool:
    """Hold an expert who is about to be asked; False: gone meanwhile.

    After an open question only: who leaves holds the expert first, and then what is not open.
    """
    wie = select(Klankbordexpert.id).where(Klankbordexpert.id == id)
    return tx.scalar(wie.with_for_update()) is not None


def list_van(tx: Session, verband: UUID) -> list[rules.Klankbordexpert]:
    """Everybody in the register of a verband, to propose from."""
    vraag = select(Klankbordexpert).where(Klankbordexpert.verband == verband)
    return [_expert(row).expert for row in tx.scalars(vraag.order_by(Klankbordexpert.id))]
