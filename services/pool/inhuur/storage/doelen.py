"""Goals, and which inzetten came instead of a hire."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker
from services.pool.inhuur import rules
from services.pool.inhuur.rules import Doelmaat, Inhuurvorm
from services.pool.inhuur.tables import Inhuurdoel, Inhuurvervanging
from services.pool.inzet import storage as inzetten

VELDEN = tuple(veld.name for veld in fields(rules.Inhuurdoel))


@dataclass(frozen=True, slots=True)
class BewaardDoel:
    """A goal as it is stored; without a verband it is the organisation's own."""

    id: UUID
    organisatie: str
    verband: UUID | None
    doel: rules.Inhuurdoel
    toelichting: str
    versie: int


@dataclass(frozen=True, slots=True)
class Vervanging:
    """An inzet instead of a hire; hours are hours per week."""

    inzet: UUID
    organisatie: str
    vorm: Inhuurvorm
    uren_per_week: Decimal
    van: date
    tot: date | None
    versie: int


def _doel(row: Inhuurdoel) -> BewaardDoel:
    velden: dict[str, Any] = {naam: getattr(row, naam) for naam in VELDEN}
    doel = rules.Inhuurdoel(**velden | {"maat": Doelmaat(row.maat)})
    return BewaardDoel(row.id, row.organisatie, row.verband, doel, row.toelichting, row.versie)


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    """Of a verband: its staff. Of an organisation: who plans there."""
    eigen = Inhuurdoel.verband.is_(None) & (Inhuurdoel.organisatie == kijker.organisatie)
    samen = Inhuurdoel.verband.in_(kijker.verbanden)
    delen: list[ColumnElement[bool]] = [false()]
    if kijker.rollen & PLANNERS:
        delen.append(eigen)
    if kijker.rollen & (PLANNERS | MEEKIJKERS):
        delen.append(samen)
    return or_(*delen)


def list_doelen(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardDoel]:
    """The goals that the caller sees, the first target year first."""
    vraag = select(Inhuurdoel).where(_ziet(kijker)).order_by(Inhuurdoel.streefjaar, Inhuurdoel.id)
    return [_doel(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_doelen(tx: Session, kijker: Kijker) -> int:
    return tx.scalar(select(func.count(Inhuurdoel.id)).where(_ziet(kijker))) or 0


def get_doel(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardDoel | None:
    vraag = select(Inhuurdoel).where(Inhuurdoel.id == id, _ziet(kijker))
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else _doel(row)


def add_doel(
    tx: Session,
    organisatie: str,
    verband: UUID | None,
    doel: rules.Inhuurdoel,
    toelichting: str,
    op: datetime,
) -> BewaardDoel:
    row = Inhuurdoel(
        id=uuid4(),
        organisatie=organisatie,
        verband=verband,
        toelichting=toelichting,
        gewijzigd_op=op,
        **{naam: getattr(doel, naam) for naam in VELDEN},
    )
    tx.add(row)
    tx.flush()
    return _doel(row)


def set_doel(
    tx: Session, oud: BewaardDoel, doel: rules.Inhuurdoel, toelichting: str, op: datetime
) -> BewaardDoel:
    if (doel, toelichting) == (oud.doel, oud.toelichting):
        return oud
    row = tx.get_one(Inhuurdoel, oud.id)
    for naam in VELDEN:
        setattr(row, naam, getattr(doel, naam))
    row.toelichting, row.gewijzigd_op = toelichting, op
    row.versie += 1
    tx.flush()
    return _doel(row)


def wis_doel(tx: Session, oud: BewaardDoel) -> None:
    tx.delete(tx.get_one(Inhuurdoel, oud.id))
    tx.flush()


# ---- instead of a hire
def _vervanging(row: Inhuurvervanging) -> Vervanging:
    return Vervanging(
        row.inzet_id, row.organisatie, Inhuurvorm(row.vorm), row.uren_per_week, row.van, row.tot,
        row.versie,
    )  # fmt: skip


def set_vervanging(
    tx: Session, van: inzetten.Bewaard, vorm: Inhuurvorm, op: datetime
) -> Vervanging:
    """Record it for an inzet, with its hours and days as they are now."""
    waarden = {
        "vorm": vorm,
        "uren_per_week": van.inzet.uren_per_week,
        "van": van.inzet.van,
        "tot": van.inzet.tot,
        "gewijzigd_op": op,
    }
    sleutel = {"inzet_id": van.inzet.id, "organisatie": van.inzet.inlener}
    erin = insert(Inhuurvervanging).values(**sleutel, **waarden, versie=1)
    nieuw = {**waarden, "versie": Inhuurvervanging.versie + 1}
    tx.execute(erin.on_conflict_do_update(index_elements=["inzet_id"], set_=nieuw))
    gevonden = get_vervanging(tx, van.inzet.id, van.inzet.inlener)
    assert gevonden is not None
    return gevonden


def get_vervanging(
    tx: Session, inzet: UUID, organisatie: str | None, lock: bool = False
) -> Vervanging | None:
    vraag = select(Inhuurvervanging).where(
        Inhuurvervanging.inzet_id == inzet, Inhuurvervanging.organisatie == organisatie
    )
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else _vervanging(row)


def wis_vervanging(tx: Session, inzet: UUID) -> None:
    tx.delete(tx.get_one(Inhuurvervanging, inzet))
    tx.flush()


def list_vervangingen(tx: Session, organisaties: Iterable[str]) -> list[Vervanging]:
    """With hours and days as the inzet has them now, or had when it was told of."""
    vraag = select(Inhuurvervanging).where(
        Inhuurvervanging.organisatie.in_(sorted(set(organisaties)))
    )
    rijen = [_vervanging(row) for row in tx.scalars(vraag.order_by(Inhuurvervanging.inzet_id))]
    nu = inzetten.haal_alle(tx, [een.inzet for een in rijen])
    return [_bij(een, nu.get(een.inzet)) for een in rijen]


def _bij(een: Vervanging, nu: inzetten.Bewaard | None) -> Vervanging:
    if nu is None:
        return een
    inzet = nu.inzet
    return Vervanging(
        een.inzet, een.organisatie, een.vorm, inzet.uren_per_week, inzet.van, inzet.tot, een.versie
    )
