"""Messages to people: a row written with its fact, brought to the gateway, which knows addresses.

`record` joins the caller's transaction, so a message exists exactly when its fact does. It is
delivered at least once, as an event is; the gateway drops an id that it has seen and mails it.
Once delivered, nothing of the message stays here but the hash of its key.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from shared import jobs
from shared.db import Bericht

BATCH = 100
MAX_ONDERWERP = 200  # characters
MAX_TEKST = 20_000


def record(tx: Session, ontvanger: UUID | str, onderwerp: str, tekst: str, *, sleutel: str) -> None:
    """A message to a person (pseudonym) or to the recruitment mailbox of an organisation (OIN).

    `sleutel` names the fact and the receiver: a second message with it is not sent. Subject and
    text are Dutch (B1) and name no third person. Error: ValueError, without subject or text.
    """
    subject, text = " ".join(_printable(onderwerp).split()), _printable(tekst).strip()
    if not subject or not text:
        raise ValueError("een bericht heeft een onderwerp en een tekst")
    is_person = isinstance(ontvanger, UUID)
    row = {
        "sleutel": hashlib.sha256(sleutel.encode()).hexdigest(),
        "persoon": ontvanger if is_person else None,
        "organisatie": None if is_person else ontvanger,
        "onderwerp": subject[:MAX_ONDERWERP],
        "tekst": text[:MAX_TEKST],
    }
    tx.execute(insert(Bericht).values(row).on_conflict_do_nothing(index_elements=["sleutel"]))
    jobs.defer(tx, jobs.DELIVER)


def _printable(value: str) -> str:
    """One message that the gateway must refuse would hold up all that wait behind it."""
    return "".join(c for c in value if ord(c) >= 32 or c in "\n\t")


def message(row: Bericht) -> dict[str, Any]:
    """The message as it goes to the gateway: `POST /intern/berichten` with a list of these."""
    return {
        "id": str(row.id),
        "persoon": str(row.persoon) if row.persoon else None,
        "organisatie": row.organisatie,
        "onderwerp": row.onderwerp,
        "tekst": row.tekst,
    }


def deliver(sessions: sessionmaker[Session], send: Callable[[list[dict[str, Any]]], None]) -> int:
    """Bring what waits, in batches; repeated after a crash, dropped by id at the gateway."""
    sent = 0
    while True:
        with sessions.begin() as tx:
            waiting = select(Bericht).where(~Bericht.verzonden).order_by(Bericht.nr)
            rows = tx.scalars(waiting.limit(BATCH).with_for_update()).all()
            if not rows:
                return sent
            send([message(row) for row in rows])
            for row in rows:
                row.verzonden = True
                row.persoon = row.organisatie = row.onderwerp = row.tekst = None
            sent += len(rows)


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what still waits for these persons: table → rows."""
    gone = tx.scalars(delete(Bericht).where(Bericht.persoon.in_(personen)).returning(Bericht.nr))
    return {"bericht_uit": len(gone.all())}
