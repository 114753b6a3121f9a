"""The register of hires, checks before a hire, files that are read in, figures of a year, goals.

No table here holds a person. Hours are whole hundredths of an hour, money is whole euro cents,
percentages are whole hundredths of a per cent, unless a column says otherwise.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
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

PerWeek = Numeric(4, 1)


class Inhuurtoets(Base):
    """An intended hire, what the pool and partners had then, and what a person decided."""

    __tablename__ = "inhuurtoets"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(index=True)
    verband: Mapped[UUID]
    functie: Mapped[str]
    niveau: Mapped[str | None]
    uren_per_week: Mapped[Decimal] = mapped_column(PerWeek)
    van: Mapped[date]
    tot: Mapped[date]
    behoefte_id: Mapped[UUID | None]  # the need that was put to the pool
    gevonden: Mapped[dict[str, Any]]  # counts
    gekeken_op: Mapped[datetime]
    uitkomst: Mapped[str | None]
    reden: Mapped[str | None]
    besloten_door: Mapped[str | None]
    besloten_op: Mapped[datetime | None]
    aangemaakt_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("tot >= van", name="periode"),
        CheckConstraint("(uitkomst IS NULL) = (besloten_op IS NULL)", name="uitkomst"),
    )


class Inhuurregel(Base):
    __tablename__ = "inhuurregel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str]
    kenmerk: Mapped[str]
    functie: Mapped[str]
    niveau: Mapped[str | None]
    vorm: Mapped[str]
    leverancier_soort: Mapped[str]
    categorie: Mapped[str | None]
    domein: Mapped[str | None]
    leverancier: Mapped[str | None]
    uren: Mapped[int] = mapped_column(BigInteger)
    kosten_cent: Mapped[int] = mapped_column(BigInteger)
    van: Mapped[date]
    tot: Mapped[date]
    reden: Mapped[str]
    toelichting: Mapped[str | None]
    toets: Mapped[UUID | None] = mapped_column(ForeignKey(Inhuurtoets.id), index=True)
    zonder_toets: Mapped[str | None]
    # Of the row as a file gave it; None: entered here. Changed by hand since: still the same row.
    feiten_hash: Mapped[str | None]
    aangemaakt_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("organisatie", "kenmerk"),
        Index("ix_inhuurregel_organisatie_van", "organisatie", "van"),
        CheckConstraint("tot >= van", name="periode"),
        CheckConstraint("uren >= 0 AND kosten_cent >= 0", name="niet_negatief"),
        CheckConstraint("(toets IS NULL) <> (zonder_toets IS NULL)", name="toets_of_reden"),
    )


class Inhuurindeling(Base):
    """How an organisation's own columns and code words read as ours."""

    __tablename__ = "inhuurindeling"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    inhoud: Mapped[dict[str, Any]]
    versie: Mapped[int] = mapped_column(default=1)


class Inhuurinlezing(Base):
    """A file that is read in by the worker; the file itself goes as soon as it is."""

    __tablename__ = "inhuurinlezing"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str]
    bestand: Mapped[bytes | None] = mapped_column(deferred=True)
    indeling: Mapped[dict[str, Any]]
    catalogus: Mapped[list[str]]
    status: Mapped[str]
    rijen: Mapped[int]
    gedaan: Mapped[int] = mapped_column(default=0)
    toegevoegd: Mapped[int] = mapped_column(default=0)
    gewijzigd: Mapped[int] = mapped_column(default=0)
    ongewijzigd: Mapped[int] = mapped_column(default=0)
    geweigerd: Mapped[int] = mapped_column(default=0)
    poging: Mapped[int] = mapped_column(default=0)
    ontvangen_op: Mapped[datetime]
    klaar_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        Index("ix_inhuurinlezing_organisatie", "organisatie", "ontvangen_op"),
        CheckConstraint("status IN ('wacht', 'leest', 'klaar', 'mislukt')", name="status"),
    )


class Inhuurweigering(Base):
    """One reason why a row was not taken. It never repeats what stood in the cell."""

    __tablename__ = "inhuurweigering"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    inlezing_id: Mapped[UUID] = mapped_column(ForeignKey(Inhuurinlezing.id, ondelete="CASCADE"))
    rij: Mapped[int]
    kolom: Mapped[str]
    code: Mapped[str]
    uitleg: Mapped[str]
    __table_args__ = (Index("ix_inhuurweigering_inlezing", "inlezing_id", "nr"),)


class Inhuurjaar(Base):
    """What an organisation entered of a year, and the verbanden that may count with it."""

    __tablename__ = "inhuurjaar"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(primary_key=True)
    loonsom_cent: Mapped[int] = mapped_column(BigInteger)
    bron: Mapped[str]
    uren_per_fte: Mapped[int]
    gedeeld_met: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (Index("ix_inhuurjaar_gedeeld", "gedeeld_met", postgresql_using="gin"),)


class EigenFormatie(Base):
    """Own fte for a function in a year, in hundredths, as the employer entered it."""

    __tablename__ = "eigen_formatie"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(primary_key=True)
    functie: Mapped[str] = mapped_column(primary_key=True)
    fte: Mapped[int]
    bron: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Referentietarief(Base):
    """What an hour of a function costs when it is hired, in cents, with where that was read."""

    __tablename__ = "referentietarief"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(primary_key=True)
    functie: Mapped[str] = mapped_column(primary_key=True)
    cent_per_uur: Mapped[int]
    bron: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Inhuurdoel(Base):
    """A goal of a verband, or (without one) of the organisation itself."""

    __tablename__ = "inhuurdoel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(index=True)  # who recorded it
    verband: Mapped[UUID | None] = mapped_column(index=True)
    maat: Mapped[str]
    functie: Mapped[str | None]
    nulmeting: Mapped[int] = mapped_column(BigInteger)
    nulmeting_jaar: Mapped[int]
    nulmeting_bron: Mapped[str]
    streefwaarde: Mapped[int] = mapped_column(BigInteger)
    streefjaar: Mapped[int]
    toelichting: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Inhuurvervanging(Base):
    """That an inzet came instead of a hire, in which form; what it was worth when it was told."""

    __tablename__ = "inhuurvervanging"
    # No foreign key: an inzet is erased by its own term, this says nothing of a person.
    inzet_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisatie: Mapped[str] = mapped_column(index=True)
    vorm: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(PerWeek)
    van: Mapped[date]
    tot: Mapped[date | None]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
