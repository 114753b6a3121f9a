"""Subscriptions: from rows to facts and back, their secrets, and where each of them is."""

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.rules import Abonnementstatus, Afleveringstatus
from services.gateway.notificatie.tables import Abonnement, Aflevering, Gebeurtenis
from shared import berichten, fernet

# The rows that go from one call of a route to the next.
Row = Abonnement
CHANNEL = "doorstroom_abonnementen"  # of PostgreSQL's NOTIFY: who delivers looks again
OVERLAP = timedelta(days=1)  # that the secret before counts too
LOPEND = (Abonnementstatus.TE_BEVESTIGEN, Abonnementstatus.ACTIEF)
GEEN_LID_MEER = "lidmaatschap-geeindigd"


@dataclass(frozen=True, slots=True)
class Keuze:
    """Whose subscriptions: of one client, of one organisation, or (both None) of all."""

    client: str | None = None
    organisatie: str | None = None


@dataclass(frozen=True, slots=True)
class Geheimen:
    """What is kept encrypted: signing secrets (text as shown) and that of the OAuth client."""

    geheim: str | None = None
    vorig: str | None = None
    client_secret: str | None = None


def new_secret() -> str:
    """A secret for Standard Webhooks: 256 random bits."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def seal(row: Row, geheimen: Geheimen, kluis: fernet.Kluis) -> None:
    row.geheimen = fernet.encrypt(kluis, json.dumps(asdict(geheimen)).encode())
    row.sleutel = kluis.current


def unseal(row: Row, kluis: fernet.Kluis) -> Geheimen:
    """Error: fernet.Unreadable."""
    return Geheimen(**json.loads(fernet.decrypt(kluis, row.geheimen))) if row.geheimen else _NONE


_NONE = Geheimen()


def reseal(tx: Session, kluis: fernet.Kluis, limit: int) -> int:
    """Encrypt anew what is not under the present key; how many. Error: fernet.Unreadable."""
    old = select(Row).where(Row.sleutel != kluis.current).limit(limit)
    rows = tx.scalars(old.with_for_update(skip_locked=True)).all()
    for row in rows:
        seal(row, unseal(row, kluis), kluis)
    return len(rows)


def to_facts(row: Row) -> rules.Abonnement:
    """What the rules know of a row."""
    return rules.Abonnement(frozenset(row.typen), row.filters, row.verband)


def wake(tx: Session) -> None:
    """Tell who delivers, at the commit, that there is something to do."""
    tx.execute(select(func.pg_notify(CHANNEL, "")))


# ---- for the routes ------------------------------------------------------------------------------
def add(tx: Session, row: Row) -> Row:
    """A new subscription hears what comes from now on."""
    row.id, row.positie = uuid4(), top(tx)
    row.status, row.versie, row.reeks, row.pogingen = Abonnementstatus.TE_BEVESTIGEN, 1, 0, 0
    tx.add(row)
    tx.flush()
    wake(tx)
    return row


def ensure_outside(tx: Session, naam: str, url: str, nu: datetime) -> None:
    """The subscription of the platform itself with this name; it hears from now on."""
    new = insert(Row).values(
        id=uuid4(),
        naam=naam,
        callback_url=url,
        typen=[],
        filters=[],
        status=Abonnementstatus.ACTIEF,
        versie=1,
        aangemaakt_op=nu,
        bevestigd_op=nu,
        positie=top(tx),
        reeks=0,
        pogingen=0,
    )
    where = Row.client.is_(None)
    tx.execute(new.on_conflict_do_nothing(index_elements=[Row.naam], index_where=where))


def lock_client(tx: Session, client: str) -> None:
    """Registrations of one client queue up, so that the count of them holds."""
    tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(:naam))"), {"naam": f"abonnee {client}"})


def get(tx: Session, id: UUID, keuze: Keuze, lock: bool = False) -> Row | None:
    query = select(Row).where(Row.id == id, *_of(keuze))
    return tx.scalars(query.with_for_update() if lock else query).one_or_none()


def find(tx: Session, keuze: Keuze, offset: int, limit: int) -> Sequence[Row]:
    query = select(Row).where(*_of(keuze)).order_by(Row.aangemaakt_op, Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all()


def count(tx: Session, keuze: Keuze) -> int:
    return tx.scalar(select(func.count(Row.id)).where(*_of(keuze))) or 0


def delete(tx: Session, row: Row) -> None:
    tx.delete(row)
    tx.flush()


def open_counts(tx: Session, ids: Sequence[UUID]) -> dict[tuple[UUID, str], int]:
    """How many deliveries wait and are parked, per subscription and status."""
    query = (
        select(Aflevering.abonnement, Aflevering.status, func.count())
        .where(Aflevering.abonnement.in_(ids), Aflevering.status != Afleveringstatus.AFGELEVERD)
        .group_by(Aflevering.abonnement, Aflevering.status)
    )
    return {(id, status): number for id, status, number in tx.execute(query)}


def _of(keuze: Keuze) -> list[ColumnElement[bool]]:
    if keuze.client is None and keuze.organisatie is None:
        return [Row.client.is_not(None)]
    mine = [Row.client == keuze.client] if keuze.client else []
    ours = [and_(Row.organisatie == keuze.organisatie, Row.client.is_not(None))]
    return [or_(*mine, *(ours if keuze.organisatie else []))]


def ask_again(tx: Session, row: Row) -> None:
    """The receiver must show (again) that it wants this."""
    row.status, row.reden, row.pogingen, row.wacht_tot = LOPEND[0], None, 0, None
    wake(tx)


def rotate(tx: Session, row: Row, kluis: fernet.Kluis, nu: datetime) -> str:
    """A new signing secret; the one before counts for a day. Error: fernet.Unreadable."""
    known, fresh = unseal(row, kluis), new_secret()
    seal(row, replace(known, geheim=fresh, vorig=known.geheim), kluis)
    row.vorig_tot = nu + OVERLAP
    row.versie += 1
    wake(tx)
    return fresh


def replay(tx: Session, row: Row, vanaf: datetime) -> None:
    """Deliver again everything from this moment on that the subscriber may know now."""
    first = tx.scalar(select(func.min(Gebeurtenis.nr)).where(Gebeurtenis.op >= vanaf))
    row.positie = top(tx) if first is None else min(row.positie, first - 1)
    row.reeks += 1
    row.versie += 1
    wake(tx)


def top(tx: Session) -> int:
    """The number of the last event; numbers are given in commit order, so none below it comes."""
    return tx.scalar(select(func.coalesce(func.max(Gebeurtenis.nr), 0))) or 0


# ---- what ends or stops by itself ----------------------------------------------------------------
def einde_lidmaatschap(tx: Session, verband: UUID, oin: str) -> int:
    """An organisation leaves a verband: its subscriptions to that verband end. How many did."""
    mine = select(Row).where(
        Row.verband == verband,
        Row.organisatie == oin,
        Row.status != Abonnementstatus.BEEINDIGD,
    )
    rows = tx.scalars(mine.order_by(Row.id).with_for_update()).all()
    for row in rows:
        stop(tx, row, Abonnementstatus.BEEINDIGD, GEEN_LID_MEER)
    return len(rows)


def stop(tx: Session, row: Row, status: Abonnementstatus, reden: str) -> None:
    """The subscription stops by itself; its organisation hears why."""
    row.status, row.reden = status, reden
    row.versie += 1
    wake(tx)
    if row.organisatie is not None:
        onderwerp, tekst = _BRIEF[status]
        sleutel = f"abonnement {row.id} {status} {row.versie}"
        tekst = tekst.format(naam=row.naam, id=row.id, reden=WAAROM.get(reden, reden))
        berichten.record(tx, row.organisatie, onderwerp, tekst, sleutel=sleutel)


_BRIEF = {
    Abonnementstatus.AFGEWEZEN: (
        "Een abonnement op gebeurtenissen kon niet beginnen",
        "Uw abonnement “{naam}” is niet begonnen. {reden}\n\nVerbeter de ontvanger en zet de status"
        " van abonnement {id} weer op actief; wij proberen het dan opnieuw.",
    ),
    Abonnementstatus.GEPAUZEERD: (
        "Een abonnement op gebeurtenissen is gepauzeerd",
        "Wij bezorgen niet meer op uw abonnement “{naam}”. {reden}\n\nEr gaat niets verloren: wat"
        " intussen gebeurt, bewaren wij. Zet de status van abonnement {id} weer op actief als de"
        " ontvanger het doet.",
    ),
    Abonnementstatus.BEEINDIGD: (
        "Een abonnement op gebeurtenissen is beëindigd",
        "Uw abonnement “{naam}” ({id}) is beëindigd. {reden}\n\nWilt u weer gebeurtenissen"
        " ontvangen, neem dan een nieuw abonnement.",
    ),
}
WAAROM = {
    GEEN_LID_MEER: "Uw organisatie doet niet meer mee aan het verband waar het om ging.",
    "ontvanger-wil-niet": "De ontvanger gaf geen toestemming.",
    "proefbericht-geweigerd": "De ontvanger nam het proefbericht niet aan.",
    "ontvanger-stopt": "De ontvanger vroeg om te stoppen (antwoord 410).",
    "te-veel-geparkeerd": "Te veel gebeurtenissen konden niet worden afgeleverd.",
}
