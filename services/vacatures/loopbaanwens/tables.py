"""Wishes with their log, and interest with its log and messages; all goes with the person."""

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
    Text,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature

Uren = Numeric(4, 1)
Teksten = ARRAY(Text)


class Loopbaanwens(Base):
    __tablename__ = "loopbaanwens"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    organisatie: Mapped[str]  # OIN of the person's own employer
    status: Mapped[str]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    naam: Mapped[str]
    eind_datum: Mapped[date] = mapped_column(index=True)
    # What it is about.
    soorten: Mapped[list[str]] = mapped_column(Teksten)
    functies: Mapped[list[str]] = mapped_column(Teksten)
    niveaus: Mapped[list[str]] = mapped_column(Teksten)
    domeinen: Mapped[list[str]] = mapped_column(Teksten)
    uren_min: Mapped[Decimal | None] = mapped_column(Uren)
    uren_max: Mapped[Decimal | None] = mapped_column(Uren)
    schaal_min: Mapped[str | None]
    pc4: Mapped[str | None]
    maximum_afstand: Mapped[int | None]  # km
    contractsoorten: Mapped[list[str]] = mapped_column(Teksten)
    competenties: Mapped[list[str]] = mapped_column(Teksten)
    te_leren_competenties: Mapped[list[str]] = mapped_column(Teksten)
    toelichting: Mapped[str | None]
    # Who sees it.
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    eigen_organisatie: Mapped[bool]
    verborgen_voor: Mapped[list[str]] = mapped_column(Teksten)
    vertrouwelijk: Mapped[bool]
    __table_args__ = (
        CheckConstraint("status IN ('concept', 'gepubliceerd', 'gepauzeerd')", name="status"),
        CheckConstraint("uren_min <= uren_max", name="uren"),
        Index(
            "ix_loopbaanwens_verbanden",
            "verbanden",
            postgresql_using="gin",
            postgresql_where="status = 'gepubliceerd'",
        ),
    )


class Loopbaanwenslog(Base):
    """Append-only while the wish is there: when others could see it."""

    __tablename__ = "loopbaanwenslog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    wens_id: Mapped[UUID] = mapped_column(
        ForeignKey(Loopbaanwens.id, ondelete="CASCADE"), index=True
    )
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    reden: Mapped[str | None]  # only when it was not the person


class Interesse(Base):
    __tablename__ = "interesse"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id))
    persoon: Mapped[UUID]  # pseudonym
    organisatie: Mapped[str | None]  # OIN of the person's employer, at showing interest
    categorie: Mapped[str]
    vertrouwelijk: Mapped[bool]
    wens_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Loopbaanwens.id, ondelete="SET NULL"), index=True
    )
    tekst: Mapped[str | None]
    status: Mapped[str]
    getoond_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("status IN ('getoond', 'vrijgegeven', 'ingetrokken')", name="status"),
        Index(
            "uq_interesse_vacature_id_persoon",
            "vacature_id",
            "persoon",
            unique=True,
            postgresql_where="status <> 'ingetrokken'",
        ),
        Index("ix_interesse_persoon", "persoon", "getoond_op", "id"),
    )


class Interesselog(Base):
    """Append-only while the interest is there."""

    __tablename__ = "interesselog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    interesse_id: Mapped[UUID] = mapped_column(
        ForeignKey(Interesse.id, ondelete="CASCADE"), index=True
    )
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]


class Interessebericht(Base):
    """What the two said to each other; free text, gone when the interest is withdrawn."""

    __tablename__ = "interessebericht"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    interesse_id: Mapped[UUID] = mapped_column(
        ForeignKey(Interesse.id, ondelete="CASCADE"), index=True
    )
    partij: Mapped[str]
    gebruiker: Mapped[str | None]  # of the employer
    tekst: Mapped[str]
    op: Mapped[datetime]
