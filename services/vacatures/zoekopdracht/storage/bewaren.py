"""What this room holds about somebody, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature
from services.vacatures.zoekopdracht.tables import Zoekopdracht, Zoektreffer


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What the room holds about this person; not the code of the link, which is a key."""
    names = ("id", "naam", "filter", "frequentie", "actief", "aangemaakt_op", "gekeken_op")
    own = Zoekopdracht.persoon == persoon
    rows = tx.scalars(select(Zoekopdracht).where(own).order_by(Zoekopdracht.aangemaakt_op)).all()
    seen = select(Zoektreffer).where(Zoektreffer.zoekopdracht_id.in_([row.id for row in rows]))
    return {
        "zoekopdrachten": [{to_camel(n): _json(getattr(row, n)) for n in names} for row in rows],
        "zoektreffers": [
            {
                "zoekopdrachtId": str(hit.zoekopdracht_id),
                "vacatureId": str(hit.vacature_id),
                "op": hit.op.isoformat(),
            }
            for hit in tx.scalars(seen)
        ],
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """The searches of these persons go, with what they saw; nothing counts them."""
    own = delete(Zoekopdracht).where(Zoekopdracht.persoon.in_(personen))
    return {"zoekopdracht": len(tx.scalars(own.returning(Zoekopdracht.id)).all())}


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """Nothing here hangs on an application."""
    return {}


def ruim_op(tx: Session, nu: datetime) -> int:
    """Forget what was seen of vacancies that are over: they never open again."""
    over = select(Vacature.id).where(
        or_(
            Vacature.status.not_in([Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD]),
            Vacature.sluit_op <= nu,
        )
    )
    gone = delete(Zoektreffer).where(Zoektreffer.vacature_id.in_(over))
    return len(tx.scalars(gone.returning(Zoektreffer.vacature_id)).all())


def _json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
