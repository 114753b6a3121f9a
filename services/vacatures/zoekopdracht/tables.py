"""Saved searches, and which vacancies each has seen; no facts about the person beside them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature


class Zoekopdracht(Base):
    __tablename__ = "zoekopdracht"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    naam: Mapped[str]
    filter: Mapped[dict[str, Any]]
    frequentie: Mapped[str]
    actief: Mapped[bool]
    afmeldcode: Mapped[str] = mapped_column(unique=True)
    aangemaakt_op: Mapped[datetime]
    # When its person was last told, or would have been; and when the next time is.
    gekeken_op: Mapped[datetime]
    volgende_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("frequentie IN ('direct', 'dagelijks', 'wekelijks')", name="frequentie"),
        Index("ix_zoekopdracht_volgende_op", "volgende_op", postgresql_where="actief"),
    )


class Zoektreffer(Base):
    """A vacancy that this search has seen: it is never told of twice."""

    __tablename__ = "zoektreffer"
    zoekopdracht_id: Mapped[UUID] = mapped_column(
        ForeignKey(Zoekopdracht.id, ondelete="CASCADE"), primary_key=True
    )
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), primary_key=True, index=True)
    op: Mapped[datetime]
