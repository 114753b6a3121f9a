"""Bring to the gateway what it must erase; a gateway that is away delays it and loses nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, sessionmaker

from services.pool.bewaren.tables import Wismelding
from shared import jobs

BATCH = 50
MELD = "meld_wissingen"


def meld(tx: Session, onderwerpen: Iterable[UUID], nu: datetime) -> None:
    """Tell the gateway, after the commit, of which things it must erase its copies.

    People stay there: an employee's record is the employer's own.
    """
    ids = sorted(onderwerpen)
    if ids:
        tx.execute(insert(Wismelding), [{"onderwerpen": ids, "op": nu}])
        jobs.defer(tx, MELD)


def bezorg(sessions: sessionmaker[Session], send: Callable[[dict[str, Any]], None]) -> int:
    """Send what waits, oldest first; a line goes once the gateway has said that it erased.

    Sent twice after a crash: erasing twice is erasing. Error: what `send` raises.
    """
    sent = 0
    while True:
        with sessions.begin() as tx:
            waiting = select(Wismelding).order_by(Wismelding.nr).limit(BATCH).with_for_update()
            rows = tx.scalars(waiting).all()
            if not rows:
                return sent
            ids = sorted({str(id) for row in rows for id in row.onderwerpen})
            send({"personen": [], "onderwerpen": ids})
            tx.execute(delete(Wismelding).where(Wismelding.nr.in_([row.nr for row in rows])))
            sent += len(rows)
