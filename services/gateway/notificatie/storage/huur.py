"""Who delivers what: a subscription is delivered by one worker at a time.

A worker takes a subscription for some seconds and says again and again that it still does. One that
was killed says nothing; another takes over when its time is up.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.storage.abonnementen import LOPEND, Row
from services.gateway.notificatie.storage.stroom import may_know, to_facts
from services.gateway.notificatie.tables import Gebeurtenis

HUUR = timedelta(seconds=15)
MAX_TEGELIJK = 1000  # subscriptions that one worker takes


def take(tx: Session, me: UUID, have: int) -> Sequence[UUID]:
    """Take what nobody delivers, as far as there is room. The clock is that of the database."""
    free = (
        select(Row.id)
        .where(Row.status.in_(LOPEND), or_(Row.bezig_tot.is_(None), Row.bezig_tot < func.now()))
        .order_by(Row.id)
        .limit(max(0, MAX_TEGELIJK - have))
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(Row)
        .where(Row.id.in_(free.scalar_subquery()))
        .values(bezig_door=me, bezig_tot=func.now() + HUUR)
        .returning(Row.id)
    )
    return tx.scalars(taken, execution_options={"synchronize_session": False}).all()


def keep(tx: Session, me: UUID, ids: Collection[UUID]) -> frozenset[UUID]:
    """Say that we go on with these; those that are still ours and still run."""
    kept = (
        update(Row)
        .where(Row.id.in_(ids), Row.bezig_door == me, Row.status.in_(LOPEND))
        .values(bezig_tot=func.now() + HUUR)
        .returning(Row.id)
    )
    return frozenset(tx.scalars(kept, execution_options={"synchronize_session": False}).all())


def leave(tx: Session, me: UUID, ids: Collection[UUID]) -> None:
    """Others may go on with these."""
    free = update(Row).where(Row.id.in_(ids), Row.bezig_door == me)
    tx.execute(
        free.values(bezig_door=None, bezig_tot=None),
        execution_options={"synchronize_session": False},
    )


def mine(tx: Session, me: UUID, id: UUID, lock: bool = False) -> Row | None:
    """The subscription as it is now, if it is ours to deliver."""
    query = select(Row).where(Row.id == id, Row.bezig_door == me, Row.status.in_(LOPEND))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return tx.scalars(query).one_or_none()


@dataclass(frozen=True, slots=True)
class Stuk:
    """The next part of the feed for one reader; `tot`: where it stands after all of it."""

    gebeurtenissen: Sequence[tuple[int, rules.Gebeurtenis]]
    tot: int


def next_part(
    tx: Session, positie: int, tot: int, lezer: rules.Lezer, verband: UUID | None, limit: int
) -> Stuk:
    """What comes after this place, up to and with `tot`, that the reader may know.

    `tot` must be read before what the reader is: else an event that came with a new right would be
    judged by the old ones, and passed over.
    """
    query = select(Gebeurtenis).where(
        Gebeurtenis.nr > positie, Gebeurtenis.nr <= tot, may_know(lezer)
    )
    if verband is not None:
        query = query.where(Gebeurtenis.verbanden.contains([verband]))
    rows = tx.scalars(query.order_by(Gebeurtenis.nr).limit(limit)).all()
    found = [(row.nr, to_facts(row)) for row in rows]
    return Stuk(found, found[-1][0] if len(found) == limit else max(tot, positie))


def one(
    tx: Session, id: UUID, lezer: rules.Lezer, verband: UUID | None
) -> rules.Gebeurtenis | None:
    """An event that is tried again, if the reader may (still) know of it."""
    query = select(Gebeurtenis).where(Gebeurtenis.id == id, may_know(lezer))
    if verband is not None:
        query = query.where(Gebeurtenis.verbanden.contains([verband]))
    row = tx.scalars(query).one_or_none()
    return None if row is None else to_facts(row)


def advance(
    tx: Session, me: UUID, id: UUID, reeks: int, positie: int, gelukt_op: datetime | None
) -> bool:
    """Keep how far the delivery is; False: it is not ours any more, or was set back meanwhile."""
    values: dict[str, object] = {"positie": positie}
    if gelukt_op is not None:
        values["laatst_gelukt_op"] = gelukt_op
    done = (
        update(Row)
        .where(Row.id == id, Row.bezig_door == me, Row.reeks == reeks)
        .values(values)
        .returning(Row.id)
    )
    return tx.scalar(done, execution_options={"synchronize_session": False}) is not None
