"""What is offered elsewhere as pool told it, who sees it; and what people publish of themselves."""

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
    SmallInteger,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base

Uren = Numeric(4, 1)


class AanbodElders(Base):
    """A klus, trainee place or swap that is open. Its filters have the names of `open_vacature`."""

    __tablename__ = "aanbod_elders"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    soort: Mapped[str]
    werkgevers: Mapped[list[str]] = mapped_column(ARRAY(Text))  # OIN of who offers it
    titel: Mapped[str]
    omschrijving: Mapped[str | None]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    plaats: Mapped[str | None]
    uren_min: Mapped[Decimal | None] = mapped_column(Uren)
    uren_max: Mapped[Decimal | None] = mapped_column(Uren)
    van_datum: Mapped[date | None]
    tot_datum: Mapped[date | None]
    sluitings_datum: Mapped[date | None]
    geopend_op: Mapped[datetime]
    pad: Mapped[str]
    woorden: Mapped[str] = mapped_column(TSVECTOR)
    versie: Mapped[int]
    __table_args__ = (
        CheckConstraint("soort IN ('klus', 'trainee', 'functieruil')", name="soort"),
        Index("ix_aanbod_elders_woorden", "woorden", postgresql_using="gin"),
    )


class AanbodZicht(Base):
    """A window by the key that somebody must hold; columns as `open_zicht`, for the same SQL."""

    __tablename__ = "aanbod_zicht"
    aanbod_id: Mapped[UUID] = mapped_column(
        ForeignKey(AanbodElders.id, ondelete="CASCADE"), primary_key=True
    )
    nr: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sleutel: Mapped[str]
    niet_voor: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    van: Mapped[datetime]
    tot: Mapped[datetime]
    __table_args__ = (Index("ix_aanbod_zicht_sleutel", "sleutel"),)


class AanbodMelding(Base):
    """Of what pool told that it changed, until its facts were fetched."""

    __tablename__ = "aanbod_melding"
    soort: Mapped[str] = mapped_column(primary_key=True)
    onderwerp: Mapped[UUID] = mapped_column(primary_key=True)
    ontvangen_op: Mapped[datetime] = mapped_column(index=True)


class Verhaal(Base):
    """A profile or success story, by the person's own login."""

    __tablename__ = "verhaal"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    organisatie: Mapped[str]
    soort: Mapped[str]
    naam: Mapped[str]
    titel: Mapped[str]
    tekst: Mapped[str]
    contact: Mapped[str | None]
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    status: Mapped[str]
    aangemaakt_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    gepubliceerd_op: Mapped[datetime | None]
    gepubliceerd_tot: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("soort IN ('profiel', 'succesverhaal')", name="soort"),
        CheckConstraint("status IN ('concept', 'gepubliceerd', 'ingetrokken')", name="status"),
        CheckConstraint(
            "status <> 'gepubliceerd' OR gepubliceerd_tot IS NOT NULL", name="gepubliceerd"
        ),
        Index(
            "ix_verhaal_gepubliceerd",
            "gepubliceerd_op",
            "id",
            postgresql_where="status = 'gepubliceerd'",
        ),
    )


class Verhaallog(Base):
    """Append-only while the story is there: when it was published and withdrawn."""

    __tablename__ = "verhaallog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    verhaal_id: Mapped[UUID] = mapped_column(ForeignKey(Verhaal.id, ondelete="CASCADE"), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
