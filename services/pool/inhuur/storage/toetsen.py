"""Checks before a hire, and what the pool and partners have for one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.rules import Kijker, Niveau, PoolStatus
from services.pool.inhuur import rules
from services.pool.inhuur.rules import Toetsuitkomst, Toetsvondst
from services.pool.inhuur.tables import Inhuurtoets
from services.pool.inzet import storage as inzetten
from services.pool.planning import storage as behoeften
from services.pool.planning.rules import BehoefteStatus

MEESTE_POOLS = 100


@dataclass(frozen=True, slots=True)
class BewaardeToets:
    """A check as it is stored."""

    id: UUID
    organisatie: str
    verband: UUID
    toets: rules.Inhuurtoets
    behoefte: UUID | None
    gevonden: Toetsvondst
    gekeken_op: datetime
    reden: str | None
    besloten_door: str | None
    besloten_op: datetime | None
    versie: int


def _toets(row: Inhuurtoets) -> rules.Inhuurtoets:
    return rules.Inhuurtoets(
        functie=row.functie,
        niveau=Niveau(row.niveau) if row.niveau else None,
        uren_per_week=row.uren_per_week,
        van=row.van,
        tot=row.tot,
        uitkomst=Toetsuitkomst(row.uitkomst) if row.uitkomst else None,
    )


def _bewaard(row: Inhuurtoets) -> BewaardeToets:
    gevonden = dict(row.gevonden)
    gevonden["uren_over"] = Decimal(str(gevonden["uren_over"]))
    return BewaardeToets(
        id=row.id,
        organisatie=row.organisatie,
        verband=row.verband,
        toets=_toets(row),
        behoefte=row.behoefte_id,
        gevonden=Toetsvondst(**gevonden),
        gekeken_op=row.gekeken_op,
        reden=row.reden,
        besloten_door=row.besloten_door,
        besloten_op=row.besloten_op,
        versie=row.versie,
    )


def _als_rij(gevonden: Toetsvondst) -> dict[str, Any]:
    return asdict(gevonden) | {"uren_over": str(gevonden.uren_over)}


def zoek(
    tx: Session, toets: rules.Inhuurtoets, organisatie: str, verband: UUID, vandaag: date
) -> Toetsvondst:
    """Who could do it, of the pools of a verband, as counts."""
    kijker = Kijker(verbanden=frozenset({verband}))
    pools = [
        een
        for een in flexpool.list_pools(tx, kijker, verband, 0, MEESTE_POOLS)
        if een.status is PoolStatus.ACTIEF
    ]
    leden = [lid for een in pools for lid in flexpool.list_voorstelbaar(tx, een.id, vandaag)]
    bezet = [
        (rij.inzet.medewerker, rij.inzet.uren_per_week)
        for rij in inzetten.list_in_periode(tx, verband, toets.van, toets.van)
    ]
    open_ = [
        rij
        for rij in behoeften.list_voor_planning(tx, verband)
        if rij.status is BehoefteStatus.OPEN
        and rij.behoefte.functie == toets.functie
        and rij.behoefte.inlener != organisatie
    ]
    return rules.vondst(toets, organisatie, len(pools), leden, bezet, len(open_))


def add_toets(
    tx: Session,
    toets: rules.Inhuurtoets,
    feiten: Mapping[str, Any],
    gevonden: Toetsvondst,
    op: datetime,
) -> BewaardeToets:
    """`feiten`: organisatie, verband and behoefte_id."""
    row = Inhuurtoets(
        functie=toets.functie,
        niveau=toets.niveau,
        uren_per_week=toets.uren_per_week,
        van=toets.van,
        tot=toets.tot,
        gevonden=_als_rij(gevonden),
        gekeken_op=op,
        aangemaakt_op=op,
        **feiten,
    )
    tx.add(row)
    tx.flush()
    return _bewaard(row)


def get_toets(
    tx: Session, id: UUID, organisatie: str | None, lock: bool = False
) -> BewaardeToets | None:
    vraag = select(Inhuurtoets).where(Inhuurtoets.id == id, Inhuurtoets.organisatie == organisatie)
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else _bewaard(row)


def list_toetsen(tx: Session, organisatie: str, offset: int, limit: int) -> list[BewaardeToets]:
    """The newest first."""
    vraag = select(Inhuurtoets).where(Inhuurtoets.organisatie == organisatie)
    vraag = vraag.order_by(Inhuurtoets.aangemaakt_op.desc(), Inhuurtoets.id)
    return [_bewaard(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_toetsen(tx: Session, organisatie: str) -> int:
    vraag = select(func.count(Inhuurtoets.id)).where(Inhuurtoets.organisatie == organisatie)
    return tx.scalar(vraag) or 0


def toetsen_van(tx: Session, organisatie: str) -> dict[UUID, rules.Inhuurtoets]:
    """Every check of an organisation, to see what a row may refer to."""
    vraag = select(Inhuurtoets).where(Inhuurtoets.organisatie == organisatie)
    return {row.id: _toets(row) for row in tx.scalars(vraag)}


def besluit(
    tx: Session,
    oud: BewaardeToets,
    uitkomst: Toetsuitkomst,
    reden: str,
    door: str,
    gevonden: Toetsvondst,
    op: datetime,
) -> BewaardeToets:
    """Record what a person decided, with what was there at that moment."""
    row = tx.get_one(Inhuurtoets, oud.id)
    row.uitkomst, row.reden = uitkomst, reden
    row.besloten_door, row.besloten_op = door, op
    row.gevonden, row.gekeken_op = _als_rij(gevonden), op
    row.versie += 1
    tx.flush()
    return _bewaard(row)
