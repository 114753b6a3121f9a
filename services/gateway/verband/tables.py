"""Verbanden, who belongs to them and when, and how they decide."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.organisatie.tables import Organisatie
from services.gateway.tables import Base


class Verband(Base):
    __tablename__ = "verband"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    naam: Mapped[str]
    status: Mapped[str]
    begin_datum: Mapped[date]
    eind_datum: Mapped[date | None]  # last day
    besluitregel: Mapped[str] = mapped_column(server_default="zonder_stemming")
    # What stood before this question was asked goes on without it; new ones ask.
    or_instemming_vereist: Mapped[bool] = mapped_column(server_default=false())
    modules: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{pool,vacatures}")
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("eind_datum IS NULL OR begin_datum <= eind_datum", name="loopt_vooruit"),
    )


class Lidmaatschap(Base):
    __tablename__ = "lidmaatschap"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id))
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin), index=True)
    van: Mapped[date]
    tot: Mapped[date | None]  # last day
    or_instemming_op: Mapped[date | None]  # day on which its works council agreed
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("verband", "organisatie", "van"),
        CheckConstraint("tot IS NULL OR van <= tot", name="loopt_vooruit"),
    )


class Verbandlog(Base):
    """What changed in how a verband stands: never changed, never removed."""

    __tablename__ = "verbandlog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), index=True)
    onderdeel: Mapped[str]
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str | None]
    op: Mapped[datetime]
    namens: Mapped[str | None]  # OIN; None: the platform
    door: Mapped[str | None]  # client and acting user, as declared


class Gegevensafspraak(Base):
    """An arrangement between the controllers on sharing personal data; a new one replaces it."""

    __tablename__ = "gegevensafspraak"
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    titel: Mapped[str]
    vindplaats: Mapped[str | None]
    gesloten_op: Mapped[date]
    geldig_vanaf: Mapped[date]
    vastgelegd_op: Mapped[datetime]
    namens: Mapped[str | None]
    door: Mapped[str | None]


class Toetreding(Base):
    """An organisation that wants to belong to a verband, until all have said what they think."""

    __tablename__ = "toetreding"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), index=True)
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin), index=True)
    van: Mapped[date]
    status: Mapped[str]
    convenant: Mapped[int | None]  # version that the candidate agreed to
    or_instemming_op: Mapped[date | None]
    gevraagd_op: Mapped[datetime]
    besloten_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        Index(
            "uq_toetreding_open",
            "verband",
            "organisatie",
            unique=True,
            postgresql_where="status = 'open'",
        ),
    )


class Toetredingstem(Base):
    """One vote per organisation on a candidate; the candidate's own yes is one of them."""

    __tablename__ = "toetredingstem"
    toetreding: Mapped[UUID] = mapped_column(ForeignKey(Toetreding.id), primary_key=True)
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    akkoord: Mapped[bool]
    op: Mapped[datetime]
    door: Mapped[str | None]


class Portaal(Base):
    """A portal or feed that a verband uses to reach people."""

    __tablename__ = "portaal"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), index=True)
    soort: Mapped[str]
    naam: Mapped[str]
    webadres: Mapped[str]
    toelichting: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)


class Wervingscontact(Base):
    """Whom partners can reach about recruitment at an organisation: a person or a mailbox."""

    __tablename__ = "wervingscontact"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin), index=True)
    naam: Mapped[str]
    email: Mapped[str]
    telefoon: Mapped[str | None]
    werkgebied: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)


class Uittreding(Base):
    """An organisation that leaves: its last day, and what was done afterwards."""

    __tablename__ = "uittreding"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(ForeignKey(Verband.id), index=True)
    lidmaatschap: Mapped[UUID] = mapped_column(ForeignKey(Lidmaatschap.id), unique=True)
    organisatie: Mapped[str]
    tot: Mapped[date]
    reden: Mapped[str | None]
    wissen_vanaf: Mapped[date]
    aangekondigd_op: Mapped[datetime]
    door: Mapped[str | None]
    uitgevoerd_op: Mapped[datetime | None]  # when its data were handed out for the last time
    beeindigd_op: Mapped[datetime | None]
    gewist_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
