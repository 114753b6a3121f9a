"""Bring to the gateway what it must erase; a gateway that is away delays it and loses nothing."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from services.vacatures.bewaren.tables import Wismelding

BATCH = 50


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
            send(
                {
                    "personen": sorted({str(id) for row in rows for id in row.personen}),
                    "onderwerpen": sorted({str(id) for row in rows for id in row.onderwerpen}),
                }
            )
            tx.execute(delete(Wismelding).where(Wismelding.nr.in_([row.nr for row in rows])))
            sent += len(rows)
