"""Openings: with which verbanden and convenant versions, and the phases as fixed then."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.convenant.tables import Convenant
from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature


class Openstelling(Base):
    __tablename__ = "openstelling"
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), primary_key=True)
    geopend_op: Mapped[datetime]
    sluit_op: Mapped[datetime]
    # Planned at opening; `openbaar_sinds` is written when it has come to pass.
    openbaar_vanaf: Mapped[datetime | None]
    openbaar_sinds: Mapped[datetime | None]
    # When the recruiters were last told what follows when nothing happens after the closing.
    stilte_herinnerd_op: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_openstelling_stilte",
            "vacature_id",
            postgresql_where="stilte_herinnerd_op IS NOT NULL",
        ),
    )


class OpenstellingVerband(Base):
    __tablename__ = "openstelling_verband"
    vacature_id: Mapped[UUID] = mapped_column(
        ForeignKey(Openstelling.vacature_id), primary_key=True
    )
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    versie: Mapped[int]
    __table_args__ = (
        ForeignKeyConstraint(["verband", "versie"], [Convenant.verband, Convenant.versie]),
    )


class Fase(Base):
    """A phase in time; `verband` None: the single phase of an opening shared with nobody."""

    __tablename__ = "fase"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Openstelling.vacature_id))
    verband: Mapped[UUID | None]
    nr: Mapped[int]
    van: Mapped[datetime]
    tot: Mapped[datetime]
    gemeld_op: Mapped[datetime | None]
    # As fixed at opening; None: of before these were stored, then the convenant says them.
    modus: Mapped[str | None]
    toegang: Mapped[dict[str, Any] | None]
    __table_args__ = (
        Index(
            "uq_fase_vacature_id_verband_nr",
            "vacature_id",
            "verband",
            "nr",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_fase_te_melden", "van", postgresql_where="gemeld_op IS NULL"),
    )


class Fasewijziging(Base):
    """What an employer does otherwise in a phase, with the reason; empty: as agreed."""

    __tablename__ = "fasewijziging"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Openstelling.vacature_id), index=True)
    verband: Mapped[UUID | None]
    fase: Mapped[str]
    werkdagen: Mapped[int | None]
    reden: Mapped[str]
    modus: Mapped[str | None]
    toegang: Mapped[dict[str, Any] | None]
