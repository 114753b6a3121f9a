"""Klussen, who answered to them, and what belongs to one person: the plan and a report."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)


class Klus(Base):
    __tablename__ = "klus"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    titel: Mapped[str]
    omschrijving: Mapped[str]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    uren_min: Mapped[Decimal] = mapped_column(Uren)
    uren_max: Mapped[Decimal] = mapped_column(Uren)
    weekpatroon: Mapped[str | None]
    van: Mapped[date]
    tot: Mapped[date]
    plaats: Mapped[str | None]
    sluitings_datum: Mapped[date]
    status: Mapped[str]
    gepubliceerd_op: Mapped[datetime | None]  # the first time
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('concept', 'open', 'gesloten', 'toegewezen', 'ingetrokken')", name="status"
        ),
        CheckConstraint("uren_min > 0 AND uren_max >= uren_min", name="uren"),
        CheckConstraint("tot >= van", name="periode"),
        Index("ix_klus_open", "sluitings_datum", postgresql_where=text("status = 'open'")),
    )


class KlusOvergang(Base):
    """Append-only log of a klus's statuses; `door` None: it followed from yeses or the clock."""

    __tablename__ = "klus_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    klus_id: Mapped[UUID] = mapped_column(ForeignKey(Klus.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]


class Klusreactie(Base):
    """Who wants to do a klus; one that lives per person, and one that is agreed on per klus."""

    __tablename__ = "klusreactie"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    klus_id: Mapped[UUID] = mapped_column(ForeignKey(Klus.id), index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    motivatie: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(Uren)
    variant: Mapped[str | None]
    status: Mapped[str]
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)
    ingediend_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('ingediend', 'ingetrokken', 'voorgesteld', 'gekozen', 'niet_doorgegaan',"
            " 'niet_gekozen', 'vervallen')",
            name="status",
        ),
        Index(
            "uq_klusreactie_levend", "klus_id", "medewerker", unique=True,
            postgresql_where=text("status IN ('ingediend', 'voorgesteld', 'gekozen')"),
        ),
        Index(
            "uq_klusreactie_gehouden", "klus_id", unique=True,
            postgresql_where=text("status IN ('voorgesteld', 'gekozen')"),
        ),
    )  # fmt: skip


class Klussenplan(Base):
    """How somebody wants to come by klussen; one per person."""

    __tablename__ = "klussenplan"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    medewerker: Mapped[UUID] = mapped_column(unique=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    doel_uren: Mapped[Decimal] = mapped_column(Uren)
    sectoren: Mapped[list[str]]
    toelichting: Mapped[str]
    geldig_tot: Mapped[date] = mapped_column(index=True)
    gedeeld: Mapped[bool]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Klusevaluatie(Base):
    """A day to look back on a plan; told once."""

    __tablename__ = "klusevaluatie"
    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey(Klussenplan.id, ondelete="CASCADE"), primary_key=True
    )
    dag: Mapped[date] = mapped_column(primary_key=True)
    herinnerd_op: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_klusevaluatie_dag", "dag", postgresql_where=text("herinnerd_op IS NULL")),
    )


class Nevenwerkmelding(Base):
    """Whether somebody told the own employer of other work; not what it is."""

    __tablename__ = "nevenwerkmelding"
    medewerker: Mapped[UUID] = mapped_column(primary_key=True)
    organisatie: Mapped[str]
    gemeld: Mapped[bool]
    gemeld_op: Mapped[date | None]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
