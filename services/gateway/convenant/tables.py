"""Versions of convenanten. A trigger (see the first migration) keeps an adopted one as it is."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base
from services.gateway.verband.tables import Verband


class Convenant(Base):
    __tablename__ = "convenant"
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inhoud: Mapped[dict[str, Any]]
    wijziging: Mapped[int] = mapped_column(default=1)  # how often the draft changed, for ETag
    opgesteld_op: Mapped[datetime]
    geldig_vanaf: Mapped[date | None]  # None: a draft
    vastgesteld_op: Mapped[datetime | None]
    vastgesteld_namens: Mapped[str | None]  # OIN; None: the platform
    vastgesteld_door: Mapped[str | None]  # client and acting user, as declared
    __table_args__ = (
        CheckConstraint(
            "(geldig_vanaf IS NULL) = (vastgesteld_op IS NULL)", name="vastgesteld_of_concept"
        ),
    )


class Convenantstem(Base):
    """What an organisation said of a version: one vote each, whatever its size."""

    __tablename__ = "convenantstem"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    akkoord: Mapped[bool]
    toelichting: Mapped[str | None]
    wijziging: Mapped[int]  # of the draft that was read; a later text asks for a new vote
    op: Mapped[datetime]
    door: Mapped[str | None]  # client and acting user, as declared
    __table_args__ = (
        ForeignKeyConstraint(["verband", "versie"], [Convenant.verband, Convenant.versie]),
    )
