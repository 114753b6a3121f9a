"""Issuers of organisations, and people who log in at one: every query on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from services.gateway.toegang.rules import uitgever as rules
from services.gateway.toegang.storage import hash_of
from services.gateway.toegang.tables import Client, Inlogbewijs, Inlogpoging, Uitgever
from shared import fernet

Row = Uitgever


def to_facts(row: Row) -> rules.Uitgever:
    return rules.Uitgever(
        id=row.id,
        organisatie=row.organisatie,
        issuer=row.issuer,
        publiek=frozenset(row.publiek),
        algoritmen=frozenset(row.algoritmen),
        medewerker_claim=row.medewerker_claim,
        clients=row.clients,
        organisatie_claim=row.organisatie_claim,
        organisatie_waarde=row.organisatie_waarde,
        scopes={theirs: frozenset(ours) for theirs, ours in row.scopes.items()},
        inlog_client=row.inlog_client,
        inlog_acr=frozenset(row.inlog_acr),
    )


def change(row: Row, facts: rules.Uitgever, naam: str) -> None:
    """Make the row say what the facts say."""
    row.naam = naam
    row.publiek, row.algoritmen = sorted(facts.publiek), sorted(facts.algoritmen)
    row.medewerker_claim, row.clients = facts.medewerker_claim, dict(facts.clients)
    row.organisatie_claim = facts.organisatie_claim
    row.organisatie_waarde = facts.organisatie_waarde
    row.scopes = {theirs: sorted(ours) for theirs, ours in facts.scopes.items()}
    row.inlog_client, row.inlog_acr = facts.inlog_client, sorted(facts.inlog_acr)


def _works() -> ColumnElement[bool]:
    return Row.actief & Row.toegestaan_op.is_not(None)


def working(tx: Session, issuer: str) -> list[rules.Uitgever]:
    """Everybody for whom this issuer may speak now."""
    rows = tx.scalars(select(Row).where(Row.issuer == issuer, _works()).order_by(Row.id))
    return [to_facts(row) for row in rows]


def working_one(tx: Session, id: UUID) -> Row | None:
    return tx.scalars(select(Row).where(Row.id == id, _works())).one_or_none()


def for_login(tx: Session, organisatie: str) -> Row | None:
    """Where people of this organisation log in; the oldest when there are more."""
    query = select(Row).where(
        Row.organisatie == organisatie, _works(), Row.inlog_client.is_not(None)
    )
    return tx.scalars(query.order_by(Row.aangemaakt_op, Row.id).limit(1)).one_or_none()


def lock_issuer(tx: Session, issuer: str) -> None:
    """One change at a time of who may use an issuer: two could be allowed the same token."""
    key = func.hashtext(func.concat(func.current_schema(), ".uitgever.", issuer))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def others(tx: Session, facts: rules.Uitgever) -> list[rules.Uitgever]:
    """The same issuer as others may use it, whether they do so now or not."""
    query = select(Row).where(
        Row.issuer == facts.issuer, Row.id != facts.id, Row.toegestaan_op.is_not(None)
    )
    return [to_facts(row) for row in tx.scalars(query)]


def find(tx: Session, organisatie: str | None, offset: int, limit: int) -> Sequence[Row]:
    """A page: those of one organisation, or (None) of all."""
    query = select(Row).where(*_of(organisatie)).order_by(Row.organisatie, Row.naam, Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all()


def count(tx: Session, organisatie: str | None) -> int:
    return tx.scalar(select(func.count(Row.id)).where(*_of(organisatie))) or 0


def _of(organisatie: str | None) -> list[ColumnElement[bool]]:
    return [] if organisatie is None else [Row.organisatie == organisatie]


def get(tx: Session, id: UUID, lock: bool = False) -> Row | None:
    return tx.get(Row, id, with_for_update=lock or None, populate_existing=lock)


def exists(tx: Session, organisatie: str, issuer: str) -> bool:
    query = select(Row.id).where(Row.organisatie == organisatie, Row.issuer == issuer)
    return tx.scalar(query) is not None


def add(tx: Session, facts: rules.Uitgever, naam: str, op: datetime) -> Row:
    row = Row(
        id=facts.id,
        organisatie=facts.organisatie,
        issuer=facts.issuer,
        actief=True,
        versie=1,
        aangemaakt_op=op,
    )
    change(row, facts, naam)
    tx.add(row)
    tx.flush()
    return row


def delete_one(tx: Session, row: Row) -> None:
    tx.delete(row)
    tx.flush()


def encrypt_anew(tx: Session, kluis: fernet.Kluis) -> None:
    """Keep every secret with the key that encrypts now, so that an old one can be taken away.

    Error: fernet.Unreadable, when a key was taken away too early.
    """
    query = select(Row).where(Row.inlog_geheim.is_not(None)).with_for_update()
    for row in tx.scalars(query):
        row.inlog_geheim = fernet.encrypt(kluis, fernet.decrypt(kluis, row.inlog_geheim or b""))


def client_ids(tx: Session, organisatie: str) -> frozenset[str]:
    """The clients of this organisation that we know."""
    return frozenset(tx.scalars(select(Client.id).where(Client.organisatie == organisatie)))


# ---- somebody is on the way to an issuer, and back
@dataclass(frozen=True, slots=True)
class Poging:
    """What must fit when somebody comes back."""

    uitgever: UUID
    nonce: str
    verifier: str


def add_poging(
    tx: Session, state: str, browser: str, poging: Poging, verloopt_op: datetime
) -> None:
    tx.add(
        Inlogpoging(
            state_hash=hash_of(state),
            browser_hash=hash_of(browser),
            uitgever=poging.uitgever,
            nonce=poging.nonce,
            verifier=poging.verifier,
            verloopt_op=verloopt_op,
        )
    )


def use_poging(tx: Session, state: str, browser: str, nu: datetime) -> Poging | None:
    """Use it up. None: unknown, used, expired, or begun in another browser."""
    row = tx.execute(
        delete(Inlogpoging)
        .where(
            Inlogpoging.state_hash == hash_of(state),
            Inlogpoging.browser_hash == hash_of(browser),
            Inlogpoging.verloopt_op > nu,
        )
        .returning(Inlogpoging.uitgever, Inlogpoging.nonce, Inlogpoging.verifier)
    ).one_or_none()
    return Poging(row.uitgever, row.nonce, row.verifier) if row else None


def add_bewijs(
    tx: Session, geheim: str, browser: str, persoon: UUID, verloopt_op: datetime
) -> None:
    tx.add(
        Inlogbewijs(
            geheim_hash=hash_of(geheim),
            browser_hash=hash_of(browser),
            persoon=persoon,
            verloopt_op=verloopt_op,
        )
    )


def use_bewijs(tx: Session, geheim: str, browser: str, nu: datetime) -> UUID | None:
    """Who came back, once, in the browser that left."""
    return tx.scalar(
        delete(Inlogbewijs)
        .where(
            Inlogbewijs.geheim_hash == hash_of(geheim),
            Inlogbewijs.browser_hash == hash_of(browser),
            Inlogbewijs.verloopt_op > nu,
        )
        .returning(Inlogbewijs.persoon)
    )


def clean(tx: Session, nu: datetime) -> None:
    """Forget who never came back."""
    tx.execute(delete(Inlogpoging).where(Inlogpoging.verloopt_op < nu))
    tx.execute(delete(Inlogbewijs).where(Inlogbewijs.verloopt_op < nu))
