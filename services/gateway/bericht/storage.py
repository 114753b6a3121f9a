"""The queue of messages: from rows to facts and back, and to the mail server."""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from services.gateway.bericht import rules
from services.gateway.bericht.rules import Berichtsoort, Berichtstatus
from services.gateway.bericht.tables import Bericht
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.medewerker import storage as medewerkers
from services.gateway.organisatie import storage as organisaties
from shared import jobs, mail, verwerking
from shared.caller import Caller

# The rows that go from one call of a route to the next.
Row = Bericht
VERSTUUR = "verstuur_berichten"


@dataclass(frozen=True, slots=True)
class Brief:
    """One mail as it goes out."""

    aan: str
    onderwerp: str
    tekst: str


# How a message becomes a mail; None: there is no address for it.
Maker = Callable[[Session, Row], Brief | None]


def to_facts(row: Row) -> rules.Bericht:
    """What the rules know of a row."""
    return rules.Bericht(
        row.id,
        row.dienst,
        Berichtsoort(row.soort),
        row.persoon,
        row.organisatie,
        Berichtstatus(row.status),
        row.pogingen,
        row.aangemaakt_op,
        row.verzonden_op,
        row.tekst is not None,
    )


# ---- receiving ----------------------------------------------------------------------------------
def add(tx: Session, dienst: str, berichten: Sequence[dict[str, Any]], nu: datetime) -> None:
    """Keep these texts to be sent; an id that came before changes nothing.

    Moments of the queue are real time: a shifted business clock must not hold mail up.
    """
    fixed = {
        "dienst": dienst,
        "soort": Berichtsoort.TEKST,
        "status": Berichtstatus.WACHT,
        "volgende_op": datetime.now(UTC),
        "aangemaakt_op": nu,
    }
    if berichten:
        rows = [bericht | fixed for bericht in berichten]
        tx.execute(insert(Row).on_conflict_do_nothing(index_elements=[Row.id]), rows)
        jobs.defer(tx, VERSTUUR)


def add_inloglink(
    tx: Session, nu: datetime, *, persoon: UUID | None = None, email: str | None = None
) -> None:
    """Ask for a link: for this person, or for everybody with this address (if there is one)."""
    row = Row(
        id=uuid4(),
        dienst="gateway",
        soort=Berichtsoort.INLOGLINK,
        persoon=persoon,
        email=email,
        status=Berichtstatus.WACHT,
        volgende_op=datetime.now(UTC),
        aangemaakt_op=nu,
    )
    tx.add(row)
    jobs.defer(tx, VERSTUUR)


def add_notice(tx: Session, email: str, onderwerp: str, tekst: str, nu: datetime) -> None:
    """A text to an address that is not somebody's any more; nothing stays of it once sent."""
    row = Row(
        id=uuid4(),
        dienst="gateway",
        soort=Berichtsoort.TEKST,
        email=email,
        onderwerp=onderwerp,
        tekst=tekst,
        status=Berichtstatus.WACHT,
        volgende_op=datetime.now(UTC),
        aangemaakt_op=nu,
    )
    tx.add(row)
    jobs.defer(tx, VERSTUUR)


# ---- sending ------------------------------------------------------------------------------------
def send_due(
    sessions: sessionmaker[Session],
    makers: dict[Berichtsoort, Maker],
    send: Callable[[str, str, str], None],
    now: Callable[[], datetime],
) -> int:
    """Send what is due, oldest first, each in its own transaction. Returns how many were sent.

    Sent at least once: a crash between the mail server and our commit sends it again. Stops at a
    mail server that cannot be reached; that is not counted against the message.
    """
    sent = 0
    while True:
        with sessions.begin() as tx:
            due = select(Row).where(Row.status == Berichtstatus.WACHT, Row.volgende_op <= now())
            due = due.order_by(Row.volgende_op).limit(1).with_for_update(skip_locked=True)
            row = tx.scalars(due).one_or_none()
            if row is None:
                return sent
            sent += _send_one(tx, row, makers[Berichtsoort(row.soort)], send, now())


def _send_one(
    tx: Session, row: Row, make: Maker, send: Callable[[str, str, str], None], nu: datetime
) -> int:
    """Errors: mail.Unreachable; then nothing changed, a link that was made included."""
    point = tx.begin_nested()
    brief = make(tx, row)
    try:
        if brief is not None:
            send(brief.aan, brief.onderwerp, brief.tekst)
    except mail.Unreachable:
        raise
    except mail.Refused:
        point.rollback()
        return _failed(tx, row, None, nu)
    except (OSError, smtplib.SMTPException):
        point.rollback()
        return _failed(tx, row, rules.volgende(row.pogingen + 1, nu), nu)
    point.commit()
    if row.email is not None:  # asked by address: whether it was known is nobody's business
        tx.delete(row)
        return int(brief is not None)
    row.pogingen += 1
    if brief is None:
        row.status = Berichtstatus.GEEN_ADRES
        return 0
    row.status, row.verzonden_op = Berichtstatus.VERZONDEN, nu
    row.onderwerp = row.tekst = None
    if row.persoon is not None:
        verwerking.record(tx, Caller(dienst=row.dienst), "bericht sturen", [row.persoon], nu)
    return 1


def _failed(tx: Session, row: Row, later: datetime | None, nu: datetime) -> int:
    """Try again later, or stop; an address that is nobody's any more does not stay behind."""
    row.pogingen += 1
    row.volgende_op = later or nu
    row.status = Berichtstatus.WACHT if later else Berichtstatus.VASTGELOPEN
    if later is None and row.email is not None:
        tx.delete(row)
    return 0


def brief(base: str) -> Maker:
    """How a text becomes a mail; `base` is the public address of this installation."""
    voet = (
        f"\n\n--\nDit bericht is automatisch verstuurd. Uw sollicitaties en gegevens: {base}/mijn"
    )

    def make(tx: Session, row: Row) -> Brief | None:
        aan = _address(tx, row)
        if aan is None or row.onderwerp is None or row.tekst is None:
            return None
        return Brief(aan, row.onderwerp, row.tekst + (voet if row.persoon else ""))

    return make


def _address(tx: Session, row: Row) -> str | None:
    """Where the message goes: a person's own address, or an organisation's recruitment mailbox."""
    if row.email is not None:
        return row.email
    if row.persoon is None:
        employer = organisaties.get(tx, row.organisatie or "")
        return employer.wervings_email if employer else None
    person = medewerkers.get(tx, row.persoon) or kandidaten.get(tx, row.persoon)
    return person.email if person else None


# ---- looking ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Keuze:
    """Which messages: of everybody, or (`organisatie`) of one employer and its people."""

    organisatie: str | None
    status: Berichtstatus | None = None


def find(tx: Session, keuze: Keuze, offset: int, limit: int) -> Sequence[rules.Bericht]:
    """A page of the chosen messages, newest first."""
    chosen = select(Row).where(*_chosen(keuze)).order_by(Row.aangemaakt_op.desc(), Row.id)
    return [to_facts(row) for row in tx.scalars(chosen.offset(offset).limit(limit))]


def count(tx: Session, keuze: Keuze) -> int:
    """How many messages `find` chooses from."""
    return tx.scalar(select(func.count(Row.id)).where(*_chosen(keuze))) or 0


def get(tx: Session, id: UUID, keuze: Keuze, lock: bool = False) -> Row | None:
    """One of the chosen messages."""
    query = select(Row).where(Row.id == id, *_chosen(keuze))
    return tx.scalars(query.with_for_update() if lock else query).one_or_none()


def _chosen(keuze: Keuze) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Row.email.is_(None)]
    if keuze.status is not None:
        conditions.append(Row.status == keuze.status)
    if keuze.organisatie is not None:
        own = medewerkers.ids_of(keuze.organisatie)
        conditions.append(or_(Row.organisatie == keuze.organisatie, Row.persoon.in_(own)))
    return conditions


def again(tx: Session, row: Row) -> None:
    """Put it back in the queue."""
    row.status, row.volgende_op = Berichtstatus.WACHT, datetime.now(UTC)
    jobs.defer(tx, VERSTUUR)


# ---- keeping short ------------------------------------------------------------------------------
def clean(tx: Session, nu: datetime) -> None:
    """Forget texts that could not be sent, and that old messages were there at all."""
    old = Row.volgende_op < nu - rules.TEKST_BEWAARD
    gone = {"onderwerp": None, "tekst": None, "status": Berichtstatus.VASTGELOPEN}
    tx.execute(update(Row).where(old, Row.tekst.is_not(None)).values(gone))
    tx.execute(delete(Row).where(Row.volgende_op < nu - rules.BEWAARD))


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds about the person, for the person."""
    rows = tx.scalars(select(Row).where(Row.persoon == persoon).order_by(Row.aangemaakt_op))
    told = [
        {
            "dienst": row.dienst,
            "soort": row.soort,
            "status": row.status,
            "onderwerp": row.onderwerp,
            "tekst": row.tekst,
            "aangemaaktOp": row.aangemaakt_op.isoformat(),
            "verzondenOp": row.verzonden_op.isoformat() if row.verzonden_op else None,
        }
        for row in rows
    ]
    return {"bericht": told} if told else {}


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Erase what was or is to be sent to these persons: table → rows."""
    gone = tx.scalars(delete(Row).where(Row.persoon.in_(personen)).returning(Row.id)).all()
    return {"bericht": len(gone)}
