"""Facts of the register, profiles, blocks with all their versions, and labels of verbanden."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Organisatiefeit(Base):
    """What the register says of an organisation, as copied from the gateway."""

    __tablename__ = "organisatiefeit"
    oin: Mapped[str] = mapped_column(primary_key=True)
    naam: Mapped[str | None]  # None: the register does not know this OIN
    tooi: Mapped[str | None]
    inwoners: Mapped[int | None]
    opgehaald_op: Mapped[datetime]


class Profiel(Base):
    __tablename__ = "profiel"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    naam: Mapped[str]
    tekst: Mapped[str | None]
    website: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    gewijzigd_op: Mapped[datetime]


class Profielblok(Base):
    __tablename__ = "profielblok"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str]
    in_profiel: Mapped[bool]
    actief: Mapped[bool]
    versie: Mapped[int] = mapped_column(default=1)  # of the row; the text has its own below
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (Index("ix_profielblok_organisatie", "organisatie", "aangemaakt_op", "id"),)


class Profielblokversie(Base):
    """Append-only: what the text of a block was, and from when."""

    __tablename__ = "profielblokversie"
    blok: Mapped[UUID] = mapped_column(ForeignKey(Profielblok.id), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    titel: Mapped[str]
    tekst: Mapped[str]
    op: Mapped[datetime]
    gebruiker: Mapped[str | None]
    __table_args__ = (CheckConstraint("versie >= 1", name="versie"),)


class Verbandlabel(Base):
    """The name under which a verband recruits together."""

    __tablename__ = "verbandlabel"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    naam: Mapped[str]
    tekst: Mapped[str | None]
    website: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    gewijzigd_op: Mapped[datetime]
    organisatie: Mapped[str]  # OIN of the member that set it last
    gebruiker: Mapped[str | None]
