"""Closed vacancies that nobody ends: the last sign of each, and telling their recruiters."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    SQLColumnExpression,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from services.vacatures.aanbod.tables import Aanbod
from services.vacatures.bewaren import rules
from services.vacatures.bewaren.rules import Stilte
from services.vacatures.functiedeling.tables import Aanbodbesluit, Functiedeel
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.openstelling.tables import Openstelling
from services.vacatures.sollicitatie.rules import AFGEROND
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Klacht,
    Selectiestap,
    Sollicitatie,
    Sollicitatielog,
)
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature, Vacaturelog
from shared import berichten
from shared.kalender import dag

BATCH = 100
EEN_MAAND = timedelta(days=31)


def list_stil(tx: Session, vacatures: Collection[UUID], nu: datetime) -> dict[UUID, Stilte]:
    """Of these vacancies those that are closed and not ended, with their last sign; one query."""
    teken = _tekens(vacatures).subquery()
    query = (
        select(Vacature.id, func.max(teken.c.op), Openstelling.stilte_herinnerd_op)
        .join(Openstelling, Openstelling.vacature_id == Vacature.id)
        .join(teken, teken.c.vacature_id == Vacature.id)
        .where(Vacature.id.in_(vacatures), _is_gesloten(nu))
        .group_by(Vacature.id, Openstelling.stilte_herinnerd_op)
    )
    return {id: Stilte(op, herinnerd_op) for id, op, herinnerd_op in tx.execute(query)}


def herinner(tx: Session, nu: datetime, na: UUID | None = None) -> UUID | None:
    """Tell the recruiters of one batch of vacancies after `na`; gives where to go on, None at the
    end. Once per silence: the opening says when they were told.
    """
    open_ = exists().where(
        Sollicitatie.vacature_id == Vacature.id,
        Sollicitatie.status.not_in([status.value for status in AFGEROND]),
        ~Sollicitatie.geanonimiseerd,
    )
    query = (
        select(Vacature.id, Vacature.titel, Vacature.werkgever, Vacature.werver)
        .join(Openstelling, Openstelling.vacature_id == Vacature.id)
        .where(_is_gesloten(nu), open_)
        .order_by(Vacature.id)
        .limit(BATCH)
        .with_for_update(of=Openstelling, skip_locked=True)
    )
    rows = tx.execute(query.where(Vacature.id > na) if na else query).all()
    ids = [row.id for row in rows]
    stil, afspraken = list_stil(tx, ids, nu), openstellingen.instellingen(tx, ids)
    for row in rows:
        een, eigen = stil.get(row.id), afspraken[row.id]
        # Ended since the first query; or its last sign is the end of a month that still runs.
        if een is None or een.laatste_teken > nu:
            continue
        if not rules.moet_herinnerd(een, eigen, dag(nu)):
            continue
        set_herinnerd = update(Openstelling).where(Openstelling.vacature_id == row.id)
        tx.execute(set_herinnerd.values(stilte_herinnerd_op=nu))
        einde = rules.einde_door_stilte(Stilte(een.laatste_teken, nu), eigen)
        assert einde is not None  # they are told now
        sleutel = f"stilte:{row.id}:{een.laatste_teken.isoformat()}"
        tekst = rules.berichten.stilte(row.titel, einde)
        berichten.record(tx, row.werver or row.werkgever, *tekst, sleutel=sleutel)
    return ids[-1] if len(ids) == BATCH else None


def _is_gesloten(nu: datetime) -> ColumnElement[bool]:
    """Closed by somebody, or by the clock, also when no job wrote that down yet."""
    door_de_klok = and_(Vacature.status == Vacaturestatus.OPENGESTELD, Vacature.sluit_op <= nu)
    return or_(Vacature.status == Vacaturestatus.GESLOTEN, door_de_klok)


def _tekens(vacatures: Collection[UUID]) -> CompoundSelect[tuple[UUID, datetime]]:
    """Every moment at which something happened with these vacancies.

    Of who was erased only the month is left; counted to its end, so that nothing ends sooner.
    """
    van = Sollicitatie.vacature_id
    door_de_klok = Vacature.status == Vacaturestatus.OPENGESTELD
    # A decision on who was erased points at no application any more.
    gewist = or_(Sollicitatie.id.is_(None), Sollicitatie.geanonimiseerd)

    def wanneer(op: SQLColumnExpression[Any]) -> ColumnElement[datetime]:
        return case((gewist, op + EEN_MAAND), else_=op)

    return union_all(
        select(Vacature.id.label("vacature_id"), Vacature.sluit_op.label("op")).where(
            Vacature.id.in_(vacatures), door_de_klok
        ),
        select(Vacaturelog.vacature_id, Vacaturelog.op).where(
            Vacaturelog.vacature_id.in_(vacatures)
        ),
        select(van, wanneer(Sollicitatielog.op)).join(Sollicitatielog).where(van.in_(vacatures)),
        select(van, wanneer(Selectiestap.op)).join(Selectiestap).where(van.in_(vacatures)),
        select(van, wanneer(Beoordeling.op)).join(Beoordeling).where(van.in_(vacatures)),
        select(van, wanneer(func.coalesce(Klacht.afgehandeld_op, Klacht.ingediend_op)))
        .join(Klacht)
        .where(van.in_(vacatures)),
        select(van, wanneer(Aanbod.akkoord_op)).join(Aanbod).where(van.in_(vacatures)),
        select(Functiedeel.vacature_id, wanneer(Aanbodbesluit.op))
        .join(Aanbodbesluit)
        .outerjoin(Sollicitatie, Sollicitatie.id == Aanbodbesluit.sollicitatie_id)
        .where(Functiedeel.vacature_id.in_(vacatures)),
    )
