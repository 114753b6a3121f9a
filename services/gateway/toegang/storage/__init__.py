"""Clients, keys and the clock: every query of this room."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.toegang import rules
from services.gateway.toegang.tables import Client, GebruikteJti, Klok, Sleutel

__all__ = ["Client", "Sleutel"]


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What a client can prove itself with now."""

    client: Client
    geheim_hashes: frozenset[str]
    jwks: list[dict[str, Any]]


def hash_of(geheim: str) -> str:
    """Our secrets have 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(geheim.encode()).hexdigest()


def get_bewijs(tx: Session, client_id: str, nu: datetime) -> Bewijs | None:
    """The active client with its valid keys; `nu` is real time, not the business clock."""
    client = tx.get(Client, client_id)
    if client is None or not client.actief:
        return None
    rows = tx.scalars(select(Sleutel).where(Sleutel.client_id == client_id)).all()
    valid = [row for row in rows if rules.is_geldig(row.verloopt_op, nu)]
    return Bewijs(
        client,
        frozenset(row.geheim_hash for row in valid if row.geheim_hash),
        [row.jwk for row in valid if row.jwk],
    )


def use_jti(tx: Session, client_id: str, jti: str, vervalt_op: datetime, nu: datetime) -> bool:
    """Use a jti up; False when it was used before, also by another process at the same time."""
    tx.execute(delete(GebruikteJti).where(GebruikteJti.vervalt_op < nu))
    row = tx.scalar(
        insert(GebruikteJti)
        .values(client_id=client_id, jti=jti, vervalt_op=vervalt_op)
        .on_conflict_do_nothing()
        .returning(GebruikteJti.jti)
    )
    return row is not None


def list_clients(tx: Session, organisatie: str | None, offset: int, limit: int) -> list[Client]:
    """Clients of one organisation, or (None) of all."""
    query = select(Client).order_by(Client.id).offset(offset).limit(limit)
    if organisatie is not None:
        query = query.where(Client.organisatie == organisatie)
    return list(tx.scalars(query))


def list_herkomsten(tx: Session) -> frozenset[str]:
    """The origins of all active clients."""
    rows = tx.scalars(select(func.unnest(Client.herkomsten)).where(Client.actief))
    return frozenset(rows)


def count_clients(tx: Session, organisatie: str | None) -> int:
    query = select(func.count()).select_from(Client)
    if organisatie is not None:
        query = query.where(Client.organisatie == organisatie)
    return tx.scalar(query) or 0


def get_client(tx: Session, client_id: str, lock: bool = False) -> Client | None:
    return tx.get(Client, client_id, with_for_update=lock or None, populate_existing=lock)


def add_client(tx: Session, client: Client) -> None:
    tx.add(client)
    tx.flush()


def add_sleutel(
    tx: Session,
    client_id: str,
    op: datetime,
    geheim: str | None = None,
    jwk: dict[str, Any] | None = None,
    verloopt_op: datetime | None = None,
) -> Sleutel:
    row = Sleutel(
        client_id=client_id,
        geheim_hash=hash_of(geheim) if geheim else None,
        jwk=jwk,
        aangemaakt_op=op,
        verloopt_op=verloopt_op,
    )
    tx.add(row)
    tx.flush()
    return row


def list_sleutels(tx: Session, client_id: str) -> list[Sleutel]:
    query = select(Sleutel).where(Sleutel.client_id == client_id)
    return list(tx.scalars(query.order_by(Sleutel.aangemaakt_op, Sleutel.id)))


def delete_sleutel(tx: Session, client_id: str, id: UUID) -> bool:
    done = tx.scalar(
        delete(Sleutel)
        .where(Sleutel.client_id == client_id, Sleutel.id == id)
        .returning(Sleutel.id)
    )
    return done is not None


def get_verschuiving(tx: Session) -> int:
    """Seconds by which the business clock is shifted."""
    return tx.scalar(select(Klok.verschuiving)) or 0


def set_verschuiving(tx: Session, seconds: int) -> None:
    upsert = insert(Klok).values(id=1, verschuiving=seconds)
    tx.execute(
        upsert.on_conflict_do_update(index_elements=[Klok.id], set_={"verschuiving": seconds})
    )
