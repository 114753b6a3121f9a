"""Shared functions: the proposal, the parts with their log, decisions, and hires for a pool."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature

Uren = Numeric(4, 1)


class Functiedeling(Base):
    __tablename__ = "functiedeling"
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), primary_key=True)
    vorm: Mapped[str]
    formele_werkgever: Mapped[str | None]  # OIN
    verantwoordelijke: Mapped[str]  # OIN
    kostensleutel: Mapped[str]
    voltijd_uren: Mapped[Decimal] = mapped_column(Uren)
    versie: Mapped[int] = mapped_column(default=1)
    voorgesteld_op: Mapped[datetime]
    __table_args__ = (
        CheckConstraint("vorm IN ('een_werkgever', 'aparte_contracten')", name="vorm"),
    )


class Functiedeel(Base):
    __tablename__ = "functiedeel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Functiedeling.vacature_id))
    nr: Mapped[int]  # place in the proposal, from 0
    werkgever: Mapped[str] = mapped_column(index=True)  # OIN
    uren: Mapped[Decimal] = mapped_column(Uren)
    kosten: Mapped[Decimal] = mapped_column(Numeric(5, 2))  # percent
    voorwaarden: Mapped[str | None]
    status: Mapped[str]
    reden: Mapped[str | None]  # of the last answer
    __table_args__ = (
        CheckConstraint("uren > 0 AND kosten BETWEEN 0 AND 100", name="waarden"),
        CheckConstraint(
            "status IN ('uitgenodigd', 'aanvaard', 'afgewezen', 'teruggetrokken', 'vervallen')",
            name="status",
        ),
        Index("uq_functiedeel_vacature_id_werkgever", "vacature_id", "werkgever", unique=True),
    )


class Functiedeellog(Base):
    """Append-only: every change of a part's status with who and when."""

    __tablename__ = "functiedeellog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    deel_id: Mapped[UUID] = mapped_column(ForeignKey(Functiedeel.id), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]
    organisatie: Mapped[str | None]  # OIN of who acted: a service centre may act for an employer


class Deelsollicitatie(Base):
    """An application on a joint vacancy, with the parts it names; empty: all of them."""

    __tablename__ = "deelsollicitatie"
    sollicitatie_id: Mapped[UUID] = mapped_column(primary_key=True)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Functiedeling.vacature_id), index=True)
    medewerker: Mapped[UUID | None] = mapped_column(index=True)  # pseudonym
    delen: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))


class Aanbodbesluit(Base):
    """What an employer's named person said about an offer; the last one counts."""

    __tablename__ = "aanbodbesluit"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    sollicitatie_id: Mapped[UUID] = mapped_column(index=True)
    deel_id: Mapped[UUID] = mapped_column(ForeignKey(Functiedeel.id), index=True)
    akkoord: Mapped[bool]
    reden: Mapped[str | None]
    op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str]


class Aanstelling(Base):
    """Somebody hired on a pool place, for the pool to fetch."""

    __tablename__ = "aanstelling"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(unique=True)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), index=True)
    pool: Mapped[UUID]
    medewerker: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    thuisorganisatie: Mapped[str]
    in_dienst_voor: Mapped[str]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    uren: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date | None]
    op: Mapped[datetime]
