"""Members: from rows to facts and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import rules
from services.pool.flexpool.tables import Lid, LidOvergang, Pool


def _lid(row: Lid, verband: UUID) -> rules.Poollid:
    return rules.Poollid(
        id=row.id,
        pool=row.pool_id,
        verband=verband,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        functies=tuple(
            rules.Vaardigheid(een["functie"], rules.Niveau(een["niveau"])) for een in row.functies
        ),
        uren_per_week=row.uren_per_week,
        beschikbaar_van=row.beschikbaar_van,
        beschikbaar_tot=row.beschikbaar_tot,
        pc4=row.pc4,
        straal_km=row.straal_km,
        in_dienst_voor=rules.InDienstVoor(row.in_dienst_voor),
        ontwikkelwensen=tuple(row.ontwikkelwensen),
        maximum_inzetten=row.maximum_inzetten,
        demolabel=row.demolabel,
        status=rules.LidStatus(row.status),
        versie=row.versie,
    )


def _waarden(lid: rules.Poollid) -> Mapping[str, Any]:
    waarden = asdict(lid)
    return {
        "functies": [{"functie": v.functie, "niveau": v.niveau.value} for v in lid.functies],
        "ontwikkelwensen": list(lid.ontwikkelwensen),
    } | {
        naam: waarden[naam]
        for naam in (
            "uren_per_week",
            "beschikbaar_van",
            "beschikbaar_tot",
            "pc4",
            "straal_km",
            "in_dienst_voor",
            "maximum_inzetten",
            "demolabel",
            "status",
            "versie",
        )
    }


def _ziet_leden(kijker: rules.Kijker) -> ColumnElement[bool]:
    """`rules.ziet_lid` as a condition, for the leden of a pool that the caller sees."""
    zelf = Lid.medewerker == kijker.medewerker
    if not kijker.rollen & rules.PLANNERS:
        return zelf
    binnen = Pool.verband.in_(kijker.verbanden)
    return or_(zelf, binnen, Lid.thuisorganisatie == kijker.organisatie)


def list_leden(
    tx: Session, pool: UUID, kijker: rules.Kijker, offset: int, limit: int
) -> list[rules.Poollid]:
    """The members of a pool that the caller sees, in order of entry."""
    vraag = select(Lid, Pool.verband).join(Pool).where(Lid.pool_id == pool, _ziet_leden(kijker))
    vraag = vraag.order_by(Lid.aangemaakt_op, Lid.id).offset(offset).limit(limit)
    return [_lid(*row) for row in tx.execute(vraag)]


def count_leden(tx: Session, pool: UUID, kijker: rules.Kijker) -> int:
    vraag = select(func.count(Lid.id)).join(Pool).where(Lid.pool_id == pool, _ziet_leden(kijker))
    return tx.scalar(vraag) or 0


def list_alle_leden(tx: Session, pool: UUID) -> list[rules.Poollid]:
    """Every member that can be placed: for a calculation, not for an answer."""
    vraag = select(Lid, Pool.verband).join(Pool).where(Lid.pool_id == pool)
    vraag = vraag.where(Lid.status == rules.LidStatus.ACTIEF).order_by(Lid.id)
    rows = tx.execute(vraag.execution_options(populate_existing=True))
    return [_lid(*row) for row in rows]


def get_lid(
    tx: Session, id: UUID, kijker: rules.Kijker, lock: bool = False
) -> rules.Poollid | None:
    """A member that the caller sees."""
    vraag = select(Lid, Pool.verband).join(Pool).where(Lid.id == id)
    if lock:
        vraag = vraag.with_for_update(of=Lid)
    row = tx.execute(vraag.execution_options(populate_existing=True)).one_or_none()
    lid = _lid(*row) if row else None
    return lid if lid and rules.ziet_lid(lid, kijker) else None


def lock_medewerker(tx: Session, medewerker: UUID) -> None:
    """Hold every membership of a person: nobody else decides about this person meanwhile."""
    vraag = select(Lid.id).where(Lid.medewerker == medewerker).order_by(Lid.id).with_for_update()
    tx.execute(vraag).all()


def has_lid(tx: Session, pool: UUID, medewerker: UUID) -> bool:
    vraag = select(Lid.id).where(Lid.pool_id == pool, Lid.medewerker == medewerker)
    return tx.scalar(vraag) is not None


def add_lid(tx: Session, lid: rules.Poollid, op: datetime) -> None:
    row = Lid(
        id=lid.id,
        pool_id=lid.pool,
        medewerker=lid.medewerker,
        thuisorganisatie=lid.thuisorganisatie,
        aangemaakt_op=op,
        **_waarden(lid),
    )
    tx.add(row)
    tx.flush()


def set_lid(tx: Session, lid: rules.Poollid) -> None:
    row = tx.get_one(Lid, lid.id)
    for naam, waarde in _waarden(lid).items():
        setattr(row, naam, waarde)
    tx.flush()


def log_lid(
    tx: Session,
    lid: UUID,
    van: rules.LidStatus | None,
    naar: rules.LidStatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> None:
    """Write who decided about a membership, and why."""
    tx.add(LidOvergang(lid_id=lid, van=van, naar=naar, reden=reden, door=door, op=op))
