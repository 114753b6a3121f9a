"""Logboek Dataverwerkingen: one record per person for every reading or change of their data.

Written in the request's own transaction, so that no data leaves without its record; shipped to
the gateway afterwards. The record names the organisation and client that acted, not the employee
who did (LDV 1.0), and the person only by pseudonym.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, TIMESTAMP, Text, Uuid, false, func, insert, literal, select
from sqlalchemy.orm import Session, sessionmaker

from shared import jobs, log
from shared.caller import Caller
from shared.db import Verwerking

BATCH = 500


def record(
    tx: Session, caller: Caller, activiteit: str, betrokkenen: Iterable[UUID], op: datetime
) -> None:
    """`activiteit` is the name of the processing in the register (art. 30 AVG), in Dutch."""
    persons = sorted(set(betrokkenen))
    if not persons:
        return
    # One array, not eight parameters per person: a page of a hundred people is one short statement.
    rows = {
        "id": func.gen_random_uuid(),
        "activiteit": literal(activiteit),
        "betrokkene": func.unnest(literal(persons, ARRAY(Uuid))),
        "organisatie": literal(caller.organisatie, Text),
        "client": literal(caller.client or caller.dienst, Text),
        "trace": literal(log.trace_id.get()),
        "op": literal(op, TIMESTAMP(timezone=True)),
        "verzonden": false(),
    }
    tx.execute(insert(Verwerking).from_select(list(rows), select(*rows.values())))
    jobs.defer(tx, jobs.DELIVER)


def message(row: Verwerking) -> dict[str, Any]:
    """The record as it goes to the gateway: `POST /intern/verwerkingen` with a list of these."""
    return {
        "id": str(row.id),
        "activiteit": row.activiteit,
        "betrokkene": str(row.betrokkene),
        "organisatie": row.organisatie,
        "client": row.client,
        "trace": row.trace,
        "op": row.op.isoformat(),
    }


def deliver(sessions: sessionmaker[Session], send: Callable[[list[dict[str, Any]]], None]) -> int:
    """Ship what waits, in batches; repeated after a crash, dropped by id at the gateway."""
    sent = 0
    while True:
        with sessions.begin() as tx:
            waiting = select(Verwerking).where(~Verwerking.verzonden).order_by(Verwerking.nr)
            rows = tx.scalars(waiting.limit(BATCH).with_for_update()).all()
            if not rows:
                return sent
            send([message(row) for row in rows])
            for row in rows:
                row.verzonden = True
            sent += len(rows)
