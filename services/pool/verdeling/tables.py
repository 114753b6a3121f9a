"""Sums of inzetten of which nothing else is kept, and how organisations are called."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Inzettelling(Base):
    """Units of an hour per month between two organisations; no inzet and no person in it."""

    __tablename__ = "inzettelling"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    verband: Mapped[UUID]
    pool_id: Mapped[UUID | None]
    maand: Mapped[date]
    inlener: Mapped[str]
    thuisorganisatie: Mapped[str]
    functie: Mapped[str | None]
    eenheden: Mapped[int] = mapped_column(BigInteger)  # seventieths of an hour
    __table_args__ = (
        Index(
            "uq_inzettelling",
            "verband",
            "maand",
            "inlener",
            "thuisorganisatie",
            "functie",
            "pool_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )


class Organisatienaam(Base):
    """What the register of the gateway calls an organisation; for charts and lists."""

    __tablename__ = "organisatienaam"
    oin: Mapped[str] = mapped_column(primary_key=True)
    naam: Mapped[str | None]  # None: the register does not know it
    gehaald_op: Mapped[datetime]
