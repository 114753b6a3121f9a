"""What this room holds about somebody, and how it goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from pydantic.alias_generators import to_camel
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.vacatures.ondernemend import rules
from services.vacatures.ondernemend.rules import Verhaalstatus
from services.vacatures.ondernemend.storage import verhalen
from services.vacatures.ondernemend.tables import Verhaal, Verhaallog
from shared.http import Peer

BATCH = 100


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What the room holds about this person."""
    own = select(Verhaal.id).where(Verhaal.persoon == persoon)
    queries = {
        "verhalen": (Verhaal, Verhaal.persoon == persoon),
        "verhaalStatuswijzigingen": (Verhaallog, Verhaallog.verhaal_id.in_(own)),
    }
    hidden = {"nr", "versie"}
    return {
        name: [
            {
                to_camel(column.name): _json(value)
                for column, value in zip(table.__table__.columns, row, strict=True)
                if column.name not in hidden
            }
            for row in tx.execute(select(*table.__table__.columns).where(mine))
        ]
        for name, (table, mine) in queries.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """The stories of these persons go; readers of a published one hear that it is withdrawn."""
    mine = select(Verhaal).where(Verhaal.persoon.in_(personen)).with_for_update()
    rows = tx.scalars(mine).all()
    for row in rows:
        if row.status == Verhaalstatus.GEPUBLICEERD:
            op = max(row.gewijzigd_op, row.gepubliceerd_op or row.gewijzigd_op)
            verhalen.meld(tx, "verhaal-ingetrokken", verhalen.from_row(row), op)
        tx.delete(row)
    tx.flush()
    return {"verhaal": len(rows)}


def ruim_op(tx: Session, nu: datetime, termijnen: rules.Verhaaltermijnen) -> int:
    """What is published no more goes some weeks later; a concept as long after its last change
    as something stays published."""
    einde = func.coalesce(Verhaal.gepubliceerd_tot, Verhaal.gewijzigd_op + termijnen.geldig)
    past = delete(Verhaal).where(einde < nu - termijnen.na_einde).returning(Verhaal.id)
    return len(tx.scalars(past).all())


def volg_werkgevers(tx: Session, gateway: Peer, na: UUID | None, nu: datetime) -> UUID | None:
    """Withdraw what somebody published who went to another employer; erase it of who is gone.

    A batch of persons after `na`; gives the last, or None when there are no more.
    Error: httpx2.HTTPError.
    """
    query = select(Verhaal.persoon).where(Verhaal.status == Verhaalstatus.GEPUBLICEERD)
    if na is not None:
        query = query.where(Verhaal.persoon > na)
    personen = tx.scalars(query.distinct().order_by(Verhaal.persoon).limit(BATCH)).all()
    for persoon in personen:
        try:
            feiten = gateway.get(f"/intern/bellers/{persoon}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            wis_personen(tx, [persoon])
        else:
            _trek_in(tx, persoon, feiten["organisatie"], nu)
            eigen = frozenset(UUID(lid["verband"]) for lid in feiten["verbanden"])
            _verlaat(tx, persoon, eigen, nu)
    return personen[-1] if personen else None


def _trek_in(tx: Session, persoon: UUID, organisatie: str | None, nu: datetime) -> None:
    elders = select(Verhaal).where(
        Verhaal.persoon == persoon,
        Verhaal.status == Verhaalstatus.GEPUBLICEERD,
        Verhaal.organisatie.is_distinct_from(organisatie),
    )
    for row in tx.scalars(elders.with_for_update()).all():
        een = verhalen.from_row(row)
        verhalen.set_status(tx, een, Verhaalstatus.INGETROKKEN, een.organisatie, nu)


def _verlaat(tx: Session, persoon: UUID, eigen: frozenset[UUID], nu: datetime) -> None:
    """A verband that the employer left reads no more of its people."""
    mine = select(Verhaal).where(
        Verhaal.persoon == persoon, Verhaal.status == Verhaalstatus.GEPUBLICEERD
    )
    for row in tx.scalars(mine.with_for_update()).all():
        een = verhalen.from_row(row)
        if een.verbanden - eigen:
            verhalen.change_verhaal(tx, replace(een, verbanden=een.verbanden & eigen), nu)


def _json(value: Any) -> Any:
    match value:
        case list():
            return [_json(een) for een in value]
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
