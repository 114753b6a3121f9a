"""Logboek Dataverwerkingen: one record per person for every reading or change of their data.

Written in the request's own transaction, so that no data leaves without its record; shipped to
the gateway afterwards. The record names the organisation and client that acted, not the employee
who did (LDV 1.0), and the person only by pseudonym. What people do with their own login, about
themselves, nobody else did: then it names no organisation, and `ZELF`.
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
from shared.reader import Reader

BATCH = 500
ZELF = "doorstroom:zelf"  # instead of a client: the person; no client can be called so
OWN_LOGIN, OWN_CLIENT = "eigen:beheren", "doorstroom:"  # only an own login has this scope or client


def record(
    tx: Session, caller: Caller, activiteit: str, betrokkenen: Iterable[UUID], op: datetime
) -> None:
    """`activiteit` is the name of the processing in the register (art. 30 AVG), in Dutch."""
    who = _acted(caller, betrokkenen)
    for persons, organisatie, client in who:
        _insert(tx, activiteit, persons, organisatie, client, op)
    if who:
        jobs.defer(tx, jobs.DELIVER)


async def record_gelezen(
    lezer: Reader, caller: Caller, activiteit: str, betrokkenen: Iterable[UUID], op: datetime
) -> None:
    """The same record of a read that needs no transaction; it is stored before the answer leaves.

    No job is planned for it: the worker's sweep ships it within seconds, as it does all that waits.
    """
    for persons, organisatie, client in _acted(caller, betrokkenen):
        values = {
            "activiteit": activiteit,
            "personen": persons,
            "organisatie": organisatie,
            "client": client,
            "trace": log.trace_id.get(),
            "op": op,
        }
        await lezer.ask(_GELEZEN, values)


_GELEZEN = """
    INSERT INTO verwerking_uit (id, activiteit, betrokkene, organisatie, client, trace, op,
        verzonden)
    SELECT gen_random_uuid(), CAST(:activiteit AS text), p.nr, CAST(:organisatie AS text),
        CAST(:client AS text), CAST(:trace AS text), CAST(:op AS timestamptz), false
    FROM unnest(CAST(:personen AS uuid[])) AS p(nr)
"""


def _acted(
    caller: Caller, betrokkenen: Iterable[UUID]
) -> list[tuple[list[UUID], str | None, str | None]]:
    """Whose data it was, and which organisation and client acted: others', and the own."""
    persons = set(betrokkenen)
    found: list[tuple[list[UUID], str | None, str | None]] = []
    if caller.medewerker in persons and _is_own(caller):
        found.append(([caller.medewerker], None, ZELF))
        persons.discard(caller.medewerker)
    if persons:
        found.append((sorted(persons), caller.organisatie, caller.client or caller.dienst))
    return found


def _is_own(caller: Caller) -> bool:
    """Whether the person logged in, and no machine of the employer speaks for the person."""
    return OWN_LOGIN in caller.scopes or (caller.client or "").startswith(OWN_CLIENT)


def _insert(
    tx: Session,
    activiteit: str,
    persons: list[UUID],
    organisatie: str | None,
    client: str | None,
    op: datetime,
) -> None:
    # One array, not eight parameters per person: a page of a hundred people is one short statement.
    rows = {
        "id": func.gen_random_uuid(),
        "activiteit": literal(activiteit),
        "betrokkene": func.unnest(literal(persons, ARRAY(Uuid))),
        "organisatie": literal(organisatie, Text),
        "client": literal(client, Text),
        "trace": literal(log.trace_id.get()),
        "op": literal(op, TIMESTAMP(timezone=True)),
        "verzonden": false(),
    }
    tx.execute(insert(Verwerking).from_select(list(rows), select(*rows.values())))


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
