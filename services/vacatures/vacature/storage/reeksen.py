"""Many vacancies at once, as a delivery brings them: a few statements, whatever their number."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, insert, literal, select, update
from sqlalchemy.orm import Session

from services.vacatures.mandaat import storage as mandaten
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.storage.changes import feiten_voor, logregel, wijzigingsregel
from services.vacatures.vacature.storage.facts import to_columns, to_zichtperiode
from services.vacatures.vacature.tables import (
    Vacature,
    Vacaturelog,
    Vacaturewijziging,
    Zichtperiode,
)
from shared import events
from shared.caller import Caller


def wijzig_alle(
    tx: Session,
    lijst: Sequence[tuple[rules.Vacature, rules.Gegevens]],
    beller: Caller,
    nu: datetime,
) -> None:
    """As `wijzig`, for many that are held: each vacancy as it is, with its new facts."""
    if lijst:
        rows = [
            {"id": v.id, "versie": v.versie + 1, "gewijzigd_op": nu} | to_columns(gegevens)
            for v, gegevens in lijst
        ]
        tx.execute(update(Vacature), rows)
        lines = [
            wijzigingsregel(
                v.id, v.versie + 1, sorted(rules.gewijzigd(v.gegevens, gegevens)), beller, nu
            )
            for v, gegevens in lijst
        ]
        tx.execute(insert(Vacaturewijziging), lines)


def set_statussen(
    tx: Session,
    vacatures: Sequence[rules.Vacature],
    naar: Vacaturestatus,
    beller: Caller,
    nu: datetime,
    reden: str,
) -> None:
    """As `set_status`, for many that are held."""
    if vacatures:
        changed = update(Vacature).where(_van(vacatures, Vacature.id))
        versie = Vacature.versie + 1
        tx.execute(changed.values(status=naar.value, versie=versie, gewijzigd_op=nu))
        lines = [logregel(v.id, v.status, naar, beller, nu, reden) for v in vacatures]
        tx.execute(insert(Vacaturelog), lines)


def meld_alle(tx: Session, type: str, vacatures: Sequence[rules.Vacature], nu: datetime) -> None:
    """As `meld`, for many."""
    werkgevers = {vacature.werkgever for vacature in vacatures}
    gemachtigd = {oin: mandaten.gemachtigden(tx, [oin], nu) for oin in sorted(werkgevers)}
    perioden: dict[UUID, list[rules.Zichtperiode]] = defaultdict(list)
    for row in tx.scalars(select(Zichtperiode).where(_van(vacatures, Zichtperiode.vacature_id))):
        perioden[row.vacature_id].append(to_zichtperiode(row))
    feiten = [
        feit
        for v in vacatures
        for feit in feiten_voor(type, v, perioden[v.id], gemachtigd[v.werkgever], nu)
    ]
    events.record_many(tx, feiten, nu)


def _van(vacatures: Sequence[rules.Vacature], kolom: Any) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = kolom == any_(literal([v.id for v in vacatures], ARRAY(Uuid)))
    return wanted
