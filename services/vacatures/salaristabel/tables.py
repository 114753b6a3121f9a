"""Salary tables: every version with its rows; nothing in them is ever changed."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Salaristabel(Base):
    __tablename__ = "salaristabel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    werkgever: Mapped[str]  # OIN
    cao: Mapped[str]
    geldig_vanaf: Mapped[date]
    versie: Mapped[int]
    bron: Mapped[str]
    zekerheid: Mapped[str]
    reden: Mapped[str | None]  # of the correction
    aangemaakt_op: Mapped[datetime]
    organisatie: Mapped[str | None]  # which uploaded it: the employer, or another for it
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]
    __table_args__ = (
        Index("uq_salaristabel_versie", "werkgever", "cao", "geldig_vanaf", "versie", unique=True),
    )


class Salarisregel(Base):
    """Euro cents per month at full time."""

    __tablename__ = "salarisregel"
    tabel_id: Mapped[UUID] = mapped_column(ForeignKey(Salaristabel.id), primary_key=True)
    schaal: Mapped[str] = mapped_column(primary_key=True)
    periodiek: Mapped[int] = mapped_column(primary_key=True)
    bedrag: Mapped[int]
    __table_args__ = (CheckConstraint("bedrag > 0", name="bedrag"),)
