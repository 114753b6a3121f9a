"""The Waadi register: who was lent where; apart from inzet and profile, kept seven years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import InDienstVoor
from services.pool.inzet.rules import InzetStatus, waadi
from services.pool.inzet.storage.rijen import Bewaard
from services.pool.inzet.tables import WaadiRegistratie


@dataclass(frozen=True, slots=True)
class Registratie:
    """One lending."""

    inzet: UUID
    medewerker: UUID
    uitlener: str
    inlener: str
    van: date
    tot: date | None
    waadi_status: waadi.Waadistatus
    reden: str
    regelversie: str
    geregistreerd_op: datetime
    bewaren_tot: date | None


def _registratie(row: WaadiRegistratie) -> Registratie:
    waarden = {naam: getattr(row, naam) for naam in Registratie.__dataclass_fields__}
    return Registratie(**waarden | {"waadi_status": waadi.Waadistatus(row.waadi_status)})


def registreer(tx: Session, wat: Bewaard, tarief_grondslag: str | None, op: datetime) -> None:
    """Keep the register as the inzet is: from its confirmation; what never began is not in it."""
    inzet = wat.inzet
    if inzet.status in (InzetStatus.INGETROKKEN, InzetStatus.GEWEIGERD):
        tx.execute(delete(WaadiRegistratie).where(WaadiRegistratie.inzet == inzet.id))
        return
    oordeel = waadi.beoordeel(InDienstVoor(wat.in_dienst_voor), tarief_grondslag)
    voorbij = inzet.status is InzetStatus.BEEINDIGD and inzet.tot is not None
    waarden: dict[str, Any] = {
        "van": inzet.van,
        "tot": inzet.tot,
        "bewaren_tot": waadi.bewaren_tot(inzet.tot) if voorbij and inzet.tot else None,
    }
    eerste: dict[str, Any] = {
        "inzet": inzet.id,
        "medewerker": inzet.medewerker,
        "uitlener": inzet.thuisorganisatie,
        "inlener": inzet.inlener,
        "waadi_status": oordeel.status,
        "reden": oordeel.reden,
        "regelversie": waadi.REGELVERSIE,
        "geregistreerd_op": op,
    }
    rij = insert(WaadiRegistratie).values(**eerste, **waarden)
    tx.execute(rij.on_conflict_do_update(index_elements=[WaadiRegistratie.inzet], set_=waarden))


def get_registratie(tx: Session, inzet: UUID) -> Registratie | None:
    row = tx.get(WaadiRegistratie, inzet)
    return _registratie(row) if row else None


def _van(organisatie: str) -> ColumnElement[bool]:
    return or_(WaadiRegistratie.uitlener == organisatie, WaadiRegistratie.inlener == organisatie)


def list_register(tx: Session, organisatie: str, offset: int, limit: int) -> list[Registratie]:
    """What an organisation lent or borrowed, latest start first."""
    rows = tx.scalars(
        select(WaadiRegistratie)
        .where(_van(organisatie))
        .order_by(WaadiRegistratie.van.desc(), WaadiRegistratie.inzet)
        .offset(offset)
        .limit(limit)
    )
    return [_registratie(row) for row in rows]


def count_register(tx: Session, organisatie: str) -> int:
    return tx.scalar(select(func.count(WaadiRegistratie.inzet)).where(_van(organisatie))) or 0


def wis_register(tx: Session, vandaag: date) -> int:
    """Remove what has been kept long enough; returns how many rows."""
    oud = delete(WaadiRegistratie).where(WaadiRegistratie.bewaren_tot < vandaag)
    return len(tx.scalars(oud.returning(WaadiRegistratie.inzet)).all())


def register_van(tx: Session, personen: Sequence[UUID]) -> list[Registratie]:
    """What the register holds of these persons, for their file."""
    rows = tx.scalars(
        select(WaadiRegistratie)
        .where(WaadiRegistratie.medewerker.in_(personen))
        .order_by(WaadiRegistratie.van, WaadiRegistratie.inzet)
    )
    return [_registratie(row) for row in rows]
