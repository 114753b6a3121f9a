"""Proposals with the facts they were computed on, their lines, and the decisions on them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Postcode(Base):
    """Where a four-digit postcode lies; filled from a file when the installation has one."""

    __tablename__ = "postcode"
    pc4: Mapped[str] = mapped_column(primary_key=True)
    breedte: Mapped[str]
    lengte: Mapped[str]


class Toewijzingsvoorstel(Base):
    __tablename__ = "toewijzingsvoorstel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(index=True)
    verband: Mapped[UUID] = mapped_column(index=True)
    peildatum: Mapped[date]
    horizon_weken: Mapped[int]
    geldig_tot: Mapped[date]
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[str | None]
    invoer_hash: Mapped[str]
    regelversie: Mapped[str]
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]  # shares, bottlenecks and explanation
    bewezen_optimaal: Mapped[bool]


class Toewijzingsregel(Base):
    __tablename__ = "toewijzingsregel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsvoorstel.id), index=True)
    nr: Mapped[int]
    lid_id: Mapped[UUID] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    behoefte_id: Mapped[UUID] = mapped_column(index=True)
    inlener: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    van: Mapped[date]
    tot: Mapped[date | None]
    uitleg: Mapped[str]


class Besluit(Base):
    """A person's decision on a line: one per line, never changed."""

    __tablename__ = "besluit"
    regel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsregel.id), primary_key=True)
    besluit: Mapped[str]
    reden: Mapped[str]
    uren_per_week: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    door: Mapped[str]
    op: Mapped[datetime]
    inzet_id: Mapped[UUID | None]
