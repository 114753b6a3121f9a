"""What this room holds about somebody, how it goes, and what time itself ends."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from pydantic.alias_generators import to_camel
from sqlalchemy import case, delete, exists, select
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import STANDAARD
from services.vacatures.loopbaanwens.rules import Wensstatus
from services.vacatures.loopbaanwens.storage import wensen
from services.vacatures.loopbaanwens.tables import (
    Interesse,
    Interessebericht,
    Interesselog,
    Loopbaanwens,
    Loopbaanwenslog,
)
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature
from shared import kalender
from shared.http import Peer

BATCH = 100

VERHUISD = "Uw werkgever is veranderd; kijk wie de wens mag zien en publiceer haar opnieuw."


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What the room holds about this person; of the employer's messages not who wrote them."""
    wishes = select(Loopbaanwens.id).where(Loopbaanwens.persoon == persoon)
    shown = select(Interesse.id).where(Interesse.persoon == persoon)
    queries = {
        "loopbaanwensen": (Loopbaanwens, Loopbaanwens.persoon == persoon),
        "loopbaanwensStatuswijzigingen": (Loopbaanwenslog, Loopbaanwenslog.wens_id.in_(wishes)),
        "interesses": (Interesse, Interesse.persoon == persoon),
        "interesseStatuswijzigingen": (Interesselog, Interesselog.interesse_id.in_(shown)),
        "interesseberichten": (Interessebericht, Interessebericht.interesse_id.in_(shown)),
    }
    hidden = {"nr", "gebruiker", "versie"}
    return {
        name: [
            {
                to_camel(column.name): _json(value)
                for column, value in zip(table.__table__.columns, row, strict=True)
                if column.name not in hidden
            }
            for row in tx.execute(select(*table.__table__.columns).where(own))
        ]
        for name, (table, own) in queries.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Everything of these persons goes, also what an employer wrote to them; nothing counts it."""
    gone = {}
    for table in (Interesse, Loopbaanwens):
        own = delete(table).where(table.persoon.in_(personen)).returning(table.id)
        gone[table.__tablename__] = len(tx.scalars(own).all())
    return gone


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001
    """Nothing here hangs on an application: interest is none."""
    return {}


def ruim_op(tx: Session, nu: datetime) -> dict[str, int]:
    """Wishes and interest go some weeks after their end: the term of an application."""
    grens = nu - timedelta(weeks=STANDAARD.bewaartermijn_weken)
    past = delete(Loopbaanwens).where(Loopbaanwens.eind_datum < kalender.dag(grens))
    over = delete(Interesse).where(Interesse.vacature_id.in_(_afgelopen(tx, nu)))
    return {
        "loopbaanwens": len(tx.scalars(past.returning(Loopbaanwens.id)).all()),
        "interesse": len(tx.scalars(over.returning(Interesse.id)).all()),
    }


def _afgelopen(tx: Session, nu: datetime) -> list[UUID]:
    """Vacancies with interest that ended longer ago than their own convenant lets us keep it."""
    living = [Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD]
    einde = case((Vacature.status.not_in(living), Vacature.gewijzigd_op), else_=Vacature.sluit_op)
    shown = exists().where(Interesse.vacature_id == Vacature.id)
    rows = tx.execute(select(Vacature.id, einde).where(shown, einde < nu)).all()
    termijnen = openstellingen.instellingen(tx, [id for id, _ in rows])
    return [id for id, op in rows if op < nu - timedelta(weeks=termijnen[id].bewaartermijn_weken)]


def volg_werkgevers(tx: Session, gateway: Peer, na: UUID | None, nu: datetime) -> UUID | None:
    """Hide the published wishes of who went to another employer, and erase those of who is gone.

    A batch of persons after `na`; gives the last, or None when there are no more.
    Error: httpx2.HTTPError.
    """
    query = select(Loopbaanwens.persoon).where(Loopbaanwens.status == Wensstatus.GEPUBLICEERD)
    if na is not None:
        query = query.where(Loopbaanwens.persoon > na)
    personen = tx.scalars(query.distinct().order_by(Loopbaanwens.persoon).limit(BATCH)).all()
    for persoon in personen:
        try:
            feiten = gateway.get(f"/intern/bellers/{persoon}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            wis_personen(tx, [persoon])
        else:
            pauzeer_verhuisd(tx, persoon, feiten["organisatie"], nu)
    return personen[-1] if personen else None


def pauzeer_verhuisd(tx: Session, persoon: UUID, organisatie: str | None, nu: datetime) -> int:
    """Who now works elsewhere must not be seen by the new employer: published wishes pause."""
    mine = select(Loopbaanwens).where(
        Loopbaanwens.persoon == persoon,
        Loopbaanwens.status == Wensstatus.GEPUBLICEERD,
        Loopbaanwens.organisatie.is_distinct_from(organisatie),
    )
    rows = tx.scalars(mine.with_for_update()).all()
    for row in rows:
        wens = wensen.get_wens(tx, row.id)
        if wens is not None:
            wensen.set_status(tx, wens, Wensstatus.GEPAUZEERD, nu, VERHUISD)
    return len(rows)


def _json(value: Any) -> Any:
    match value:
        case list():
            return [_json(een) for een in value]
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case None | bool() | int() | str():
            return value
    return float(value)
