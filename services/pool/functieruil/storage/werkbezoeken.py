"""Visits: the light form."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.functieruil import rules
from services.pool.functieruil.rules import Bezoekstatus
from services.pool.functieruil.tables import Werkbezoek


@dataclass(frozen=True, slots=True)
class BewaardBezoek:
    """A visit as it is stored."""

    bezoek: rules.Werkbezoek
    versie: int


def _bezoek(row: Werkbezoek) -> BewaardBezoek:
    bezoek = rules.Werkbezoek(
        row.id, row.verband, row.medewerker, row.thuisorganisatie, row.gastheer,
        row.onderwerp, row.datum, Bezoekstatus(row.status),
    )  # fmt: skip
    return BewaardBezoek(bezoek, row.versie)


def set_bezoek(
    tx: Session, oud: BewaardBezoek | None, bezoek: rules.Werkbezoek, door: str | None, op: datetime
) -> BewaardBezoek:
    if oud is None:
        row = Werkbezoek(
            id=bezoek.id, verband=bezoek.verband, medewerker=bezoek.medewerker,
            thuisorganisatie=bezoek.thuisorganisatie, gastheer=bezoek.gastheer, versie=1,
        )  # fmt: skip
    else:
        row = tx.get_one(Werkbezoek, bezoek.id)
        row.versie = oud.versie + 1
    row.onderwerp, row.datum, row.status = bezoek.onderwerp, bezoek.datum, bezoek.status
    row.door, row.gewijzigd_op = door, op
    tx.add(row)
    tx.flush()
    return _bezoek(row)


def get_bezoek(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardBezoek | None:
    vraag = select(Werkbezoek).where(Werkbezoek.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    gevonden = _bezoek(row) if row else None
    return gevonden if gevonden and rules.ziet_bezoek(gevonden.bezoek, kijker) else None


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    ziet: ColumnElement[bool] = Werkbezoek.medewerker == kijker.medewerker
    if kijker.rollen & PLANNERS:
        ziet = or_(ziet, and_(Werkbezoek.gastheer == kijker.organisatie))
    return ziet


def list_bezoeken(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[BewaardBezoek]:
    vraag = select(Werkbezoek).where(_ziet(kijker))
    vraag = vraag.order_by(Werkbezoek.datum.desc(), Werkbezoek.id).offset(offset).limit(limit)
    return [_bezoek(row) for row in tx.scalars(vraag)]


def count_bezoeken(tx: Session, kijker: Kijker) -> int:
    return tx.scalar(select(func.count(Werkbezoek.id)).where(_ziet(kijker))) or 0
