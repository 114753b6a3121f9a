"""Clients, their keys, and what may be used once only."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Client(Base):
    __tablename__ = "client"
    id: Mapped[str] = mapped_column(primary_key=True)
    naam: Mapped[str]
    organisatie: Mapped[str | None] = mapped_column(index=True)  # OIN; None: the platform itself
    rollen: Mapped[list[str]]
    scopes: Mapped[list[str]]
    # May this client vouch for employees of its own organisation (RFC 7523)?
    namens_medewerkers: Mapped[bool] = mapped_column(default=False)
    actief: Mapped[bool] = mapped_column(default=True)
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]


class Sleutel(Base):
    __tablename__ = "sleutel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    client_id: Mapped[str] = mapped_column(ForeignKey(Client.id, ondelete="CASCADE"), index=True)
    geheim_hash: Mapped[str | None]  # SHA-256 of a secret that we made ourselves: 256 random bits
    jwk: Mapped[dict[str, Any] | None]  # public key for private_key_jwt and assertions
    aangemaakt_op: Mapped[datetime]
    verloopt_op: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("(geheim_hash IS NULL) <> (jwk IS NULL)", name="geheim_of_jwk"),
    )


class GebruikteJti(Base):
    """A signed statement is good for one use; kept until it would have expired anyway."""

    __tablename__ = "gebruikte_jti"
    client_id: Mapped[str] = mapped_column(primary_key=True)
    jti: Mapped[str] = mapped_column(primary_key=True)
    vervalt_op: Mapped[datetime] = mapped_column(index=True)


class Klok(Base):
    """How far the business clock is shifted, in seconds. Demo and test mode only; one row."""

    __tablename__ = "klok"
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    verschuiving: Mapped[int] = mapped_column(default=0)
    __table_args__ = (CheckConstraint("id = 1", name="een_rij"),)


class Inloglink(Base):
    """The one living link of a person; a new one replaces it, a login empties it."""

    __tablename__ = "inloglink"
    persoon: Mapped[UUID] = mapped_column(primary_key=True)
    geheim_hash: Mapped[str | None] = mapped_column(unique=True)  # SHA-256 of 256 random bits
    verloopt_op: Mapped[datetime]
    gemaakt_op: Mapped[datetime]
    aantal: Mapped[int]  # since `reeks_op`, so that nobody is flooded
    reeks_op: Mapped[datetime]
