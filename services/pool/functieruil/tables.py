"""Wishes to swap, free seats, calculations, rings with everybody's answer, and visits."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)
STATUS = "status IN ('actief', 'ingetrokken', 'verlopen', 'vervuld')"


class Ruilwens(Base):
    __tablename__ = "ruilwens"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    functie: Mapped[str]
    niveau: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date]
    kan: Mapped[dict[str, Any]]  # function → level
    zoekt: Mapped[list[str]]
    organisaties: Mapped[list[str]]
    zichtbaarheid: Mapped[str]
    geldig_tot: Mapped[date]
    toelichting: Mapped[str]
    plaats: Mapped[str | None]
    mag_leeg: Mapped[bool]
    status: Mapped[str]
    uitleg: Mapped[dict[str, Any] | None]  # of the last calculation; for the person only
    uitleg_op: Mapped[datetime | None]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(STATUS, name="status"),
        Index(
            "uq_ruilwens_actief", "verband", "medewerker", unique=True,
            postgresql_where=text("status = 'actief'"),
        ),
    )  # fmt: skip


class VrijePlek(Base):
    __tablename__ = "vrije_plek"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    titel: Mapped[str]
    functie: Mapped[str]
    niveau: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date]
    status: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (CheckConstraint(STATUS, name="status"),)


class Ruilronde(Base):
    """A calculation. Its facts go when it is done; what it found stands with rings and wishes."""

    __tablename__ = "ruilronde"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    peildatum: Mapped[date]
    langste_kring: Mapped[int]
    invoer: Mapped[dict[str, Any] | None]
    invoer_hash: Mapped[str]
    cijfers: Mapped[dict[str, Any] | None]
    status: Mapped[str]
    berekening_percentage: Mapped[int]
    poging: Mapped[int]
    faalcode: Mapped[str | None]
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[str | None]  # None: because a ring broke
    klaar_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd')", name="status"
        ),
        Index(
            "uq_ruilronde_bezig", "verband", unique=True,
            postgresql_where=text("status = 'in_berekening'"),
        ),
    )  # fmt: skip


class Ruilkring(Base):
    __tablename__ = "ruilkring"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    ronde_id: Mapped[UUID] = mapped_column(index=True)
    soort: Mapped[str]
    status: Mapped[str]
    van: Mapped[date]
    tot: Mapped[date]
    reactie_voor: Mapped[date]
    vrije_plek_id: Mapped[UUID | None]
    allen_akkoord: Mapped[bool]
    verrekening: Mapped[str | None]
    reden: Mapped[str | None]  # of the makelaar who recorded it
    door: Mapped[str | None]
    op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('gevraagd', 'akkoord', 'vastgelegd', 'voltooid', 'vervallen')",
            name="status",
        ),
        Index(
            "uq_ruilkring_plek", "vrije_plek_id", unique=True,
            postgresql_where=text("status IN ('gevraagd', 'akkoord', 'vastgelegd')"),
        ),
        Index("ix_ruilkring_status", "status"),
    )  # fmt: skip


class Ruilschakel(Base):
    """One person in a ring; `open` while the ring is, so that nobody is in two at once."""

    __tablename__ = "ruilschakel"
    kring_id: Mapped[UUID] = mapped_column(ForeignKey(Ruilkring.id), primary_key=True)
    nr: Mapped[int] = mapped_column(primary_key=True)
    wens_id: Mapped[UUID | None] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    naar_id: Mapped[UUID]
    inlener: Mapped[str]
    functie: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    antwoord: Mapped[bool | None]
    antwoord_op: Mapped[datetime | None]
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)
    open: Mapped[bool]
    __table_args__ = (
        Index(
            "uq_ruilschakel_open", "medewerker", unique=True, postgresql_where=text("open"),
        ),
    )  # fmt: skip


class Ruilafval(Base):
    """An arc over which a ring did not go on; whose no it was is not kept."""

    __tablename__ = "ruilafval"
    wens_id: Mapped[UUID] = mapped_column(ForeignKey(Ruilwens.id), primary_key=True)
    plek_id: Mapped[UUID] = mapped_column(primary_key=True)


class Werkbezoek(Base):
    __tablename__ = "werkbezoek"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    gastheer: Mapped[str] = mapped_column(index=True)
    onderwerp: Mapped[str]
    datum: Mapped[date]
    status: Mapped[str]
    door: Mapped[str | None]  # who answered for the host
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('gevraagd', 'afgesproken', 'afgewezen', 'ingetrokken')", name="status"
        ),
    )
