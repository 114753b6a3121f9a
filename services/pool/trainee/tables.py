"""Programmes of trainees, their hosts and people, roosters with why, and evaluations of blocks."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Traineeprogramma(Base):
    __tablename__ = "traineeprogramma"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    naam: Mapped[str]
    convenant: Mapped[str]
    label: Mapped[str | None]
    omschrijving: Mapped[str]
    blokken: Mapped[list[dict[str, Any]]]  # van, tot; block 1 is the first
    plaatsen: Mapped[int]
    uren_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    aanmelden_tot: Mapped[date]
    status: Mapped[str]
    aangeboden: Mapped[bool]  # what others were told last: that somebody can sign up
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("status IN ('concept', 'open', 'vastgesteld', 'gesloten')", name="status"),
    )


class Traineegastplek(Base):
    """What a host offers: room per block, and subjects."""

    __tablename__ = "traineegastplek"
    programma_id: Mapped[UUID] = mapped_column(ForeignKey(Traineeprogramma.id), primary_key=True)
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    laag: Mapped[str]
    ruimte: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    onderwerpen: Mapped[list[str]]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Programmaonderdeel(Base):
    """Onboarding, a meeting, or a link to a course that is given elsewhere."""

    __tablename__ = "programmaonderdeel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programma_id: Mapped[UUID] = mapped_column(ForeignKey(Traineeprogramma.id), index=True)
    soort: Mapped[str]
    titel: Mapped[str]
    omschrijving: Mapped[str]
    datum: Mapped[date | None]
    link: Mapped[str | None]
    op: Mapped[datetime]


class Traineementor(Base):
    __tablename__ = "traineementor"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programma_id: Mapped[UUID] = mapped_column(ForeignKey(Traineeprogramma.id), index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str]
    ervaring: Mapped[list[str]]
    hoogstens: Mapped[int]
    status: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("status IN ('beschikbaar', 'ingetrokken')", name="status"),
        Index(
            "uq_traineementor_open", "programma_id", "medewerker", unique=True,
            postgresql_where=text("status = 'beschikbaar'"),
        ),
    )  # fmt: skip


class Trainee(Base):
    __tablename__ = "trainee"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programma_id: Mapped[UUID] = mapped_column(ForeignKey(Traineeprogramma.id), index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str] = mapped_column(index=True)
    in_dienst_voor: Mapped[str]
    status: Mapped[str]
    organisaties: Mapped[list[str]]  # wishes, the dearest first
    lagen: Mapped[list[str]]
    onderwerpen: Mapped[list[str]]
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey(Traineementor.id), index=True)
    mentor_reden: Mapped[str | None]
    mentor_door: Mapped[str | None]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('aangemeld', 'deelnemer', 'afgewezen', 'gestopt')", name="status"
        ),
        Index(
            "uq_trainee_open", "programma_id", "medewerker", unique=True,
            postgresql_where=text("status IN ('aangemeld', 'deelnemer')"),
        ),
    )  # fmt: skip


class Traineerooster(Base):
    """A calculation and, once a person adopted it, what holds. Its facts go when it is done."""

    __tablename__ = "traineerooster"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programma_id: Mapped[UUID] = mapped_column(ForeignKey(Traineeprogramma.id), index=True)
    peildatum: Mapped[date]
    invoer: Mapped[dict[str, Any] | None]
    invoer_hash: Mapped[str]
    cijfers: Mapped[dict[str, Any] | None]
    status: Mapped[str]
    berekening_percentage: Mapped[int]
    poging: Mapped[int]
    faalcode: Mapped[str | None]
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[str | None]
    klaar_op: Mapped[datetime | None]
    vastgesteld_op: Mapped[datetime | None]
    vastgesteld_door: Mapped[str | None]
    reden: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd', 'vastgesteld',"
            " 'vervangen')",
            name="status",
        ),
        Index(
            "uq_traineerooster_bezig", "programma_id", unique=True,
            postgresql_where=text("status = 'in_berekening'"),
        ),
        Index(
            "uq_traineerooster_geldt", "programma_id", unique=True,
            postgresql_where=text("status = 'vastgesteld'"),
        ),
    )  # fmt: skip


class Traineeplaats(Base):
    """One trainee in one block: where, and why; nowhere when there was no room."""

    __tablename__ = "traineeplaats"
    rooster_id: Mapped[UUID] = mapped_column(ForeignKey(Traineerooster.id), primary_key=True)
    trainee_id: Mapped[UUID] = mapped_column(ForeignKey(Trainee.id), primary_key=True, index=True)
    blok: Mapped[int] = mapped_column(primary_key=True)
    organisatie: Mapped[str | None]
    uitleg: Mapped[dict[str, Any]]
    reden: Mapped[str | None]  # of a person who changed it
    door: Mapped[str | None]
    op: Mapped[datetime]
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)


class Traineeuitleg(Base):
    """Why wishes of a trainee were not met by a rooster."""

    __tablename__ = "traineeuitleg"
    rooster_id: Mapped[UUID] = mapped_column(ForeignKey(Traineerooster.id), primary_key=True)
    trainee_id: Mapped[UUID] = mapped_column(ForeignKey(Trainee.id), primary_key=True, index=True)
    wensen: Mapped[list[dict[str, Any]]]


class Blokevaluatie(Base):
    """What somebody wrote about a block; no marks, and not about a person."""

    __tablename__ = "blokevaluatie"
    trainee_id: Mapped[UUID] = mapped_column(ForeignKey(Trainee.id), primary_key=True)
    blok: Mapped[int] = mapped_column(primary_key=True)
    rol: Mapped[str] = mapped_column(primary_key=True)
    schrijver: Mapped[UUID] = mapped_column(index=True)
    geleerd: Mapped[str]
    anders: Mapped[str]
    zicht: Mapped[str]
    op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("rol IN ('trainee', 'mentor', 'gastheer')", name="rol"),
        CheckConstraint("zicht IN ('alleen_ik', 'elkaar', 'programma')", name="zicht"),
    )
