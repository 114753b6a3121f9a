"""The feed of what happened, in commit order (`nr`), who wants to hear of it, and what went wrong.

Who may know of an event stands in its row. Of a delivery that succeeded at once no row is kept.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Gebeurtenis(Base):
    __tablename__ = "gebeurtenis"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    dienst: Mapped[str]
    type: Mapped[str]
    onderwerp: Mapped[UUID]
    dataref: Mapped[str]
    op: Mapped[datetime]
    openbaar: Mapped[bool]
    organisaties: Mapped[list[str]] = mapped_column(ARRAY(Text))
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    rollen: Mapped[list[str]] = mapped_column(ARRAY(Text))
    # Who may know little must not read past all that others know.
    __table_args__ = (
        Index("ix_gebeurtenis_openbaar", "nr", postgresql_where="openbaar"),
        Index("ix_gebeurtenis_organisaties", "organisaties", postgresql_using="gin"),
        Index("ix_gebeurtenis_verbanden", "verbanden", postgresql_using="gin"),
    )


class Abonnement(Base):
    """A subscription of a client; the one without a client is Open Notificaties."""

    __tablename__ = "abonnement"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    client: Mapped[str | None] = mapped_column(index=True)
    organisatie: Mapped[str | None] = mapped_column(index=True)  # as it was at the registration
    naam: Mapped[str]
    callback_url: Mapped[str]
    typen: Mapped[list[str]]
    filters: Mapped[list[dict[str, Any]]]
    verband: Mapped[UUID | None] = mapped_column(index=True)
    # Encrypted, under the key that `sleutel` names: {geheim, vorig, clientSecret}.
    geheimen: Mapped[bytes | None]
    sleutel: Mapped[str | None]
    vorig_tot: Mapped[datetime | None]  # until then the signature of the secret before counts too
    token_url: Mapped[str | None]
    client_id: Mapped[str | None]
    scope: Mapped[str | None]
    status: Mapped[str]
    reden: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    bevestigd_op: Mapped[datetime | None]
    laatst_gelukt_op: Mapped[datetime | None]
    tempo: Mapped[int | None]  # deliveries per minute, as the receiver allowed at the handshake
    # ---- where the delivery is; changed by who holds the lease
    positie: Mapped[int] = mapped_column(BigInteger)
    reeks: Mapped[int] = mapped_column(default=0)  # counts replays: an older place is not kept
    wacht_tot: Mapped[datetime | None]
    pogingen: Mapped[int] = mapped_column(default=0)  # of the handshake
    bezig_door: Mapped[UUID | None]
    bezig_tot: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(
            "status IN ('te_bevestigen', 'actief', 'afgewezen', 'gepauzeerd', 'beeindigd')",
            name="status",
        ),
        CheckConstraint("(token_url IS NULL) = (client_id IS NULL)", name="oauth"),
        Index(
            "ix_abonnement_buiten",
            "naam",
            unique=True,
            postgresql_where="client IS NULL",
        ),
    )


class Aflevering(Base):
    """A delivery that did not succeed at once, or a test; at most one per event."""

    __tablename__ = "aflevering"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    abonnement: Mapped[UUID] = mapped_column(ForeignKey(Abonnement.id, ondelete="CASCADE"))
    gebeurtenis: Mapped[UUID]  # id as the receiver sees it
    soort: Mapped[str]
    status: Mapped[str]
    pogingen: Mapped[int] = mapped_column(default=0)
    volgende_op: Mapped[datetime]
    laatste_status: Mapped[int | None]
    laatste_fout: Mapped[str | None]
    aangemaakt_op: Mapped[datetime]
    bijgewerkt_op: Mapped[datetime]
    __table_args__ = (
        CheckConstraint("status IN ('wacht', 'afgeleverd', 'geparkeerd')", name="status"),
        CheckConstraint("soort IN ('gebeurtenis', 'proef')", name="soort"),
        Index("uq_aflevering_gebeurtenis", "abonnement", "gebeurtenis", unique=True),
        Index("ix_aflevering_status", "abonnement", "status", "volgende_op"),
    )
