"""Which application went to whose system, and how it is known there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.tables import Base


class Overdracht(Base):
    __tablename__ = "overdracht"
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE", ondelete="CASCADE"), primary_key=True
    )
    organisatie: Mapped[str] = mapped_column(primary_key=True)  # OIN
    client: Mapped[str]  # that fetched it first
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym: to find it when erasing
    kenmerk: Mapped[str | None]
    opgehaald_op: Mapped[datetime]
    bevestigd_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        Index("uq_overdracht_organisatie_kenmerk", "organisatie", "kenmerk", unique=True),
    )
