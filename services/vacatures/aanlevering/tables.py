"""Deliveries with their results, and what each source last said of each vacancy."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature


class Organisatie(Base):
    """Identity of an organisation that delivers, fetched once from the gateway."""

    __tablename__ = "organisatie"
    oin: Mapped[str] = mapped_column(primary_key=True)
    tooi: Mapped[str | None]
    naam: Mapped[str | None]


class Aanlevering(Base):
    __tablename__ = "aanlevering"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    client: Mapped[str]
    organisatie: Mapped[str]
    ontvangen_op: Mapped[datetime]
    volledig: Mapped[bool] = mapped_column(server_default="false")
    resultaten: Mapped[list[dict[str, Any]]]
    aantallen: Mapped[dict[str, Any] | None]  # None: of before the counts were kept
    __table_args__ = (Index("ix_aanlevering_organisatie", "organisatie", "ontvangen_op"),)


class Bron(Base):
    """One vacancy along one road: organisation, client and the reference that the client uses."""

    __tablename__ = "bron"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    client: Mapped[str] = mapped_column(primary_key=True)
    soort: Mapped[str] = mapped_column(primary_key=True)
    bron: Mapped[str] = mapped_column(primary_key=True)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), index=True)
    hash: Mapped[str]
    geleverd: Mapped[dict[str, Any]]
    laatst_op: Mapped[datetime]
    vervallen_op: Mapped[datetime | None]  # was missing from a full snapshot
    # Per client one living vacancy has a reference, in whatever form it came.
    __table_args__ = (Index("uq_bron_kenmerk", "organisatie", "client", "bron", unique=True),)
