"""Needs and the log of their statuses."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)


class Behoefte(Base):
    __tablename__ = "behoefte"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID | None]
    inlener: Mapped[str] = mapped_column(index=True)
    titel: Mapped[str]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    uren_min: Mapped[Decimal | None] = mapped_column(Uren)
    uren_max: Mapped[Decimal | None] = mapped_column(Uren)
    van: Mapped[date | None]
    tot: Mapped[date | None]
    zo_snel_mogelijk: Mapped[bool] = mapped_column(default=False)
    open_einde: Mapped[bool] = mapped_column(default=False)
    duur_maanden: Mapped[int | None]
    plaats: Mapped[str | None]
    pc4: Mapped[str | None]
    kleinste_urenblok: Mapped[Decimal | None] = mapped_column(Uren)
    status: Mapped[str]
    # Where it was delivered from; both None when it was entered here.
    kenmerk: Mapped[str | None]
    feiten_hash: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (
        Index("ix_behoefte_verband_status", "verband", "status"),
        Index("uq_behoefte_inlener_kenmerk", "inlener", "kenmerk", unique=True),
    )


class BehoefteOvergang(Base):
    """Append-only log of a need's statuses."""

    __tablename__ = "behoefte_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    behoefte_id: Mapped[UUID] = mapped_column(ForeignKey(Behoefte.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]
