"""Tell others what happened: a row written with the fact, delivered after the commit.

`record` joins the caller's transaction, so an event exists exactly when its fact does. `deliver`
may send twice after a crash; the receiver drops an id that it has seen. An event says which thing
changed and where to read it (`dataref`), never a person's data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import any_, func, literal, select
from sqlalchemy.orm import Session, sessionmaker

from shared import jobs
from shared.db import Gebeurtenis

BATCH = 200


@dataclass(frozen=True, slots=True)
class Publiek:
    """Who may learn of it: everyone, or organisations and members of verbanden, with these roles.

    Empty `rollen` means every role. Whoever is not in it gets no entry, no count and no gap.
    """

    openbaar: bool = False
    organisaties: frozenset[str] = frozenset()
    verbanden: frozenset[UUID] = frozenset()
    rollen: frozenset[str] = frozenset()

    def to_data(self) -> dict[str, Any]:
        return {
            "openbaar": self.openbaar,
            "organisaties": sorted(self.organisaties),
            "verbanden": sorted(str(id) for id in self.verbanden),
            "rollen": sorted(self.rollen),
        }


def record(
    tx: Session,
    type: str,
    onderwerp: UUID,
    publiek: Publiek,
    op: datetime,
    dataref: str,
    bestemmingen: Iterable[str] = ("gateway",),
) -> None:
    """Write an event of `type` (short name) about `onderwerp`; `dataref` is a path of our API."""
    record_many(tx, [(type, onderwerp, publiek, dataref)], op, bestemmingen)


def record_many(
    tx: Session,
    feiten: Iterable[tuple[str, UUID, Publiek, str]],
    op: datetime,
    bestemmingen: Iterable[str] = ("gateway",),
) -> None:
    """The same for many facts of one moment, with one job: type, subject, public, `dataref`."""
    waar = list(bestemmingen)
    rows = [
        Gebeurtenis(
            type=type,
            onderwerp=onderwerp,
            publiek=publiek.to_data(),
            op=op,
            dataref=dataref,
            bestemmingen=waar,
        )
        for type, onderwerp, publiek, dataref in feiten
    ]
    if rows:
        tx.add_all(rows)
        jobs.defer(tx, jobs.DELIVER)


def message(row: Gebeurtenis) -> dict[str, Any]:
    """The event as it goes to a peer: `POST /intern/gebeurtenissen` with a list of these."""
    return {
        "id": str(row.id),
        "type": row.type,
        "onderwerp": str(row.onderwerp),
        "publiek": row.publiek,
        "dataref": row.dataref,
        "op": row.op.isoformat(),
    }


def deliver(
    sessions: sessionmaker[Session],
    bestemming: str,
    send: Callable[[list[dict[str, Any]]], None],
) -> int:
    """Send what waits for one destination, oldest first, in batches. Returns how many were sent.

    The rows stay locked while they are sent, so that two workers keep one order between them.
    """
    sent = 0
    while True:
        with sessions.begin() as tx:
            waiting = (
                select(Gebeurtenis)
                .where(func.cardinality(Gebeurtenis.bestemmingen) > 0)
                .where(literal(bestemming) == any_(Gebeurtenis.bestemmingen))
                .order_by(Gebeurtenis.nr)
                .limit(BATCH)
                .with_for_update()
            )
            rows = tx.scalars(waiting).all()
            if not rows:
                return sent
            send([message(row) for row in rows])
            for row in rows:
                row.bestemmingen = [b for b in row.bestemmingen if b != bestemming]
            sent += len(rows)
