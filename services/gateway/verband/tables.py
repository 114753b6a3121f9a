"""Verbanden and the periods in which organisations belong to them."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.organisatie.tables import Organisatie
from services.gateway.tables import Base


class Verband(Base):
    __tablename__ = "verband"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    naam: Mapped[str]
    status: Mapped[str]
    begin_datum: Mapped[date]
    eind_datum: Mapped[date | None]  # last day
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("eind_datum IS NULL OR begin_datum <= eind_datum", name="loopt_vooruit"),
    )


class Lidmaatschap(Base):
    __tablename__ = "lidmaatschap"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id))
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin), index=True)
    van: Mapped[date]
    tot: Mapped[date | None]  # last day
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("verband", "organisatie", "van"),
        CheckConstraint("tot IS NULL OR van <= tot", name="loopt_vooruit"),
    )
