"""Clients, their keys, and what may be used once only."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.organisatie.tables import Organisatie
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
    # How long an access token lives that was asked for with a signature (private_key_jwt).
    token_seconden: Mapped[int] = mapped_column(default=3600, server_default=text("3600"))
    # Browser origins for which it may ask tokens of a widget.
    herkomsten: Mapped[list[str]] = mapped_column(
        ARRAY(Text), default=list, server_default=text("'{}'")
    )


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


class Uitgever(Base):
    """An OpenID Connect issuer as one organisation uses it."""

    __tablename__ = "uitgever"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin))
    naam: Mapped[str]
    issuer: Mapped[str] = mapped_column(index=True)
    publiek: Mapped[list[str]]
    algoritmen: Mapped[list[str]]
    medewerker_claim: Mapped[str]
    clients: Mapped[dict[str, Any]]  # id there → id of our own client, or None
    organisatie_claim: Mapped[str | None]
    organisatie_waarde: Mapped[str | None]
    scopes: Mapped[dict[str, Any]]  # theirs → list of ours
    inlog_client: Mapped[str | None]
    inlog_geheim: Mapped[bytes | None]  # Fernet, with the keys of subscribers' secrets
    inlog_acr: Mapped[list[str]]
    toegestaan_op: Mapped[datetime | None]  # None: the platform has not allowed it (any more)
    actief: Mapped[bool] = mapped_column(default=True)
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("organisatie", "issuer"),)


class Inlogpoging(Base):
    """Somebody was sent to an issuer to log in there; gone when they come back."""

    __tablename__ = "inlogpoging"
    state_hash: Mapped[str] = mapped_column(primary_key=True)
    uitgever: Mapped[UUID] = mapped_column(ForeignKey(Uitgever.id, ondelete="CASCADE"), index=True)
    browser_hash: Mapped[str]  # of the cookie: another browser cannot end what this one began
    nonce: Mapped[str]
    verifier: Mapped[str]  # PKCE
    verloopt_op: Mapped[datetime] = mapped_column(index=True)


class Inlogbewijs(Base):
    """Somebody came back from an issuer, and may fetch an own token once, within a minute."""

    __tablename__ = "inlogbewijs"
    geheim_hash: Mapped[str] = mapped_column(primary_key=True)
    persoon: Mapped[UUID]
    browser_hash: Mapped[str]
    verloopt_op: Mapped[datetime] = mapped_column(index=True)


class Apitoken(Base):
    """A token for a small intranet, that reads the internal list and nothing else."""

    __tablename__ = "apitoken"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    client_id: Mapped[str] = mapped_column(ForeignKey(Client.id, ondelete="CASCADE"), index=True)
    naam: Mapped[str]
    geheim_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of 256 random bits
    aangemaakt_op: Mapped[datetime]
    verloopt_op: Mapped[datetime]
    laatst_gebruikt_op: Mapped[date | None]
