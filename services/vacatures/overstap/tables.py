"""Moves, what was arranged for them, and the append-only log; free-text reasons apart."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Uren


class Overstap(Base):
    __tablename__ = "overstap"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), unique=True
    )
    medewerker: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    van: Mapped[str]  # OIN of the employer that is left
    naar: Mapped[str]  # OIN of the new employer
    contractsoort: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    vroegste_start_datum: Mapped[date]
    start_datum: Mapped[date | None]
    voorstel_datum: Mapped[date | None]
    voorstel_door: Mapped[str | None]
    start_reden: Mapped[str | None]
    schaalafspraak: Mapped[str | None]
    status: Mapped[str]
    versie: Mapped[int] = mapped_column(default=1)
    afgesproken_op: Mapped[datetime]
    __table_args__ = (
        CheckConstraint("status IN ('afgesproken', 'begonnen', 'afgebroken')", name="status"),
        CheckConstraint("van <> naar", name="elders"),
        Index("ix_overstap_van", "van", "afgesproken_op", "id"),
        Index("ix_overstap_naar", "naar", "afgesproken_op", "id"),
    )


class Overstappunt(Base):
    """What was last recorded about one thing of the checklist."""

    __tablename__ = "overstappunt"
    overstap_id: Mapped[UUID] = mapped_column(
        ForeignKey(Overstap.id, onupdate="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    gedaan_op: Mapped[date | None]
    antwoord: Mapped[bool | None]
    partij: Mapped[str]
    gebruiker: Mapped[str | None]
    vastgelegd_op: Mapped[datetime]


class Overstaplog(Base):
    __tablename__ = "overstaplog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    overstap_id: Mapped[UUID] = mapped_column(
        ForeignKey(Overstap.id, onupdate="CASCADE"), index=True
    )
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    partij: Mapped[str]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]


class Overstaptoelichting(Base):
    """The reason beside a line of the log."""

    __tablename__ = "overstaptoelichting"
    log_nr: Mapped[int] = mapped_column(
        ForeignKey(Overstaplog.nr, ondelete="CASCADE"), primary_key=True
    )
    reden: Mapped[str]
