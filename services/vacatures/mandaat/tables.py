"""Mandates between two organisations, and the append-only log of who gave and ended them."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Mandaat(Base):
    __tablename__ = "mandaat"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    gever: Mapped[str]  # OIN of the employer
    gemachtigde: Mapped[str]  # OIN of who may act for it
    werkzaamheden: Mapped[list[str]] = mapped_column(ARRAY(Text))
    van: Mapped[date]
    tot: Mapped[date]
    gegeven_op: Mapped[datetime]
    ingetrokken_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("van <= tot", name="duur"),
        CheckConstraint("gever <> gemachtigde", name="partijen"),
        Index("ix_mandaat_gever", "gever", "tot"),
        Index("ix_mandaat_gemachtigde", "gemachtigde", "tot"),
    )


class Mandaatlog(Base):
    """Append-only: given or ended, by which organisation, by whom and why."""

    __tablename__ = "mandaatlog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    mandaat_id: Mapped[UUID] = mapped_column(ForeignKey(Mandaat.id), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    organisatie: Mapped[str]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]
    reden: Mapped[str | None]
