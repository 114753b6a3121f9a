"""Findings that a person set aside, with the reason: the appeal that every finding has."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature


class Terzijdelegging(Base):
    """Append-only: the finding is known by its rule and its words, wherever they stand."""

    __tablename__ = "terzijdelegging"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id))
    kenmerk: Mapped[str]  # `rules.kenmerk`: rule and words
    regel: Mapped[str]
    fragment: Mapped[str]
    reden: Mapped[str]
    gebruiker: Mapped[str]
    op: Mapped[datetime]
    __table_args__ = (
        Index("uq_terzijdelegging_vacature_id_kenmerk", "vacature_id", "kenmerk", unique=True),
    )
