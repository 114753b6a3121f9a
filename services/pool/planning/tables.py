"""Opgaven, projects, needs and their log, what covers them, and what organisations have of their
own. No table here holds a person; `door` is the declared name of who acted."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)
VeelUren = Numeric(7, 1)


class Opgave(Base):
    """A challenge of one or more verbanden, over municipal borders; projects belong to it."""

    __tablename__ = "opgave"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(index=True)
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    naam: Mapped[str]
    beschrijving: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (Index("ix_opgave_verbanden", "verbanden", postgresql_using="gin"),)


class Project(Base):
    __tablename__ = "project"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    opgave_id: Mapped[UUID | None] = mapped_column(ForeignKey(Opgave.id), index=True)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)  # who leads it
    deelnemers: Mapped[list[str]]  # who takes part besides
    naam: Mapped[str]
    beschrijving: Mapped[str | None]
    plaats: Mapped[str | None]
    pc4: Mapped[str | None]
    van: Mapped[date]
    tot: Mapped[date | None]
    risicodatum: Mapped[date | None]
    status: Mapped[str]
    gedeeld_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (CheckConstraint("tot >= van", name="periode"),)


class ProjectOvergang(Base):
    """Append-only log of a project's statuses."""

    __tablename__ = "project_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    project_id: Mapped[UUID] = mapped_column(ForeignKey(Project.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]


class Behoeftegroep(Base):
    """Equal small needs of several organisations that one person could do together."""

    __tablename__ = "behoeftegroep"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    functie: Mapped[str]
    niveau: Mapped[str | None]
    reden: Mapped[str]
    door: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    opgeheven_op: Mapped[datetime | None]


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
    project: Mapped[UUID | None] = mapped_column(ForeignKey(Project.id), index=True)
    soort: Mapped[str] = mapped_column(server_default="functie")
    leiding: Mapped[str | None]
    urgentie: Mapped[str] = mapped_column(server_default="gewoon")
    urgentie_reden: Mapped[str | None]
    bron: Mapped[str] = mapped_column(server_default="eigen_middelen")
    bron_naam: Mapped[str | None]
    bron_maximum_maanden: Mapped[int | None]
    bron_eigen_deel: Mapped[int | None]
    reeks: Mapped[UUID | None] = mapped_column(index=True)
    groep_id: Mapped[UUID | None] = mapped_column(ForeignKey(Behoeftegroep.id), index=True)
    gedeeld_op: Mapped[datetime | None]  # first seen by the verband
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


class Dekking(Base):
    """Hours per week that a need gets, of an inzet or a partner pool: hours, never a person."""

    __tablename__ = "dekking"
    bron_id: Mapped[UUID] = mapped_column(primary_key=True)
    soort: Mapped[str]
    behoefte_id: Mapped[UUID] = mapped_column(ForeignKey(Behoefte.id), index=True)
    uren: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date | None]
    pool: Mapped[UUID | None]  # whose people: an inzet of a partner pool fills its promise


class EigenCapaciteit(Base):
    """Hours per week that an organisation has of its own for a function: a sum, no persons."""

    __tablename__ = "eigen_capaciteit"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    functie: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(VeelUren)
    van: Mapped[date]
    tot: Mapped[date | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (CheckConstraint("tot >= van", name="periode"),)


class Uitstroomverwachting(Base):
    """How much an organisation expects to lose for a function in a year: counts only."""

    __tablename__ = "uitstroomverwachting"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str]
    functie: Mapped[str]
    jaar: Mapped[int]
    aantal: Mapped[int]
    uren_per_week: Mapped[Decimal] = mapped_column(VeelUren)
    vanaf: Mapped[date]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("verband", "organisatie", "functie", "jaar"),)


class Inhuur(Base):
    """A hiring assignment as history, from a list: which function was hired when and by whom."""

    __tablename__ = "inhuur"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID]
    aangeleverd_door: Mapped[str]
    kenmerk: Mapped[str]
    organisatie: Mapped[str]  # as the list calls it: OIN, TOOI or name
    titel: Mapped[str]
    functie: Mapped[str | None]
    uren: Mapped[Decimal | None] = mapped_column(Uren)
    van: Mapped[date | None]
    tot: Mapped[date | None]
    leverancier_soort: Mapped[str | None]
    __table_args__ = (UniqueConstraint("verband", "aangeleverd_door", "kenmerk"),)


class Doorzending(Base):
    """A need shown to the pool of another verband, with what became of it."""

    __tablename__ = "doorzending"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    behoefte_id: Mapped[UUID] = mapped_column(ForeignKey(Behoefte.id))
    naar_pool: Mapped[UUID]
    naar_verband: Mapped[UUID] = mapped_column(index=True)
    status: Mapped[str]
    toelichting: Mapped[str | None]
    antwoord: Mapped[str | None]
    uren: Mapped[Decimal | None] = mapped_column(Uren)
    van: Mapped[date | None]
    tot: Mapped[date | None]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (
        Index(
            "uq_doorzending_levend",
            "behoefte_id",
            "naar_pool",
            unique=True,
            postgresql_where="status IN ('aangeboden', 'aangenomen')",
        ),
    )


class DoorzendingOvergang(Base):
    """Append-only log of what became of a need that was shown elsewhere."""

    __tablename__ = "doorzending_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    doorzending_id: Mapped[UUID] = mapped_column(ForeignKey(Doorzending.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]
