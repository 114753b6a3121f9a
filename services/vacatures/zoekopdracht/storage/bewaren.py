"""What this room holds about somebody, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from pydantic.alias_generators import to_camel
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature
from services.vacatures.zoekopdracht.tables import Zoekopdracht, Zoektreffer
from shared.http import Peer

BATCH = 100


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


def volg_personen(tx: Session, gateway: Peer, na: UUID | None, nu: datetime) -> UUID | None:  # noqa: ARG001
    """The searches of who is gone go too, also those that are switched off.

    A batch of persons after `na`; gives the last, or None when there are no more.
    Error: httpx2.HTTPError.
    """
    query = select(Zoekopdracht.persoon)
    if na is not None:
        query = query.where(Zoekopdracht.persoon > na)
    personen = tx.scalars(query.distinct().order_by(Zoekopdracht.persoon).limit(BATCH)).all()
    for persoon in personen:
        if feiten_van(gateway, persoon) is None:
            wis_personen(tx, [persoon])
    return personen[-1] if personen else None


def feiten_van(gateway: Peer, persoon: UUID) -> dict[str, Any] | None:
    """What decides what this person sees at this moment; None: nobody that is known.

    Error: httpx2.HTTPError; who cannot be asked about is not gone.
    """
    try:
        feiten: dict[str, Any] = gateway.get(f"/intern/bellers/{persoon}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    return feiten


def _json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
