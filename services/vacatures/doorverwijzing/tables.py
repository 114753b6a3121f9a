"""Referrals, their receivers with the answers, the append-only log, and who takes a pause."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.tables import Base
from services.vacatures.toestemming.tables import Toestemming


class Doorverwijzing(Base):
    __tablename__ = "doorverwijzing"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID]  # pseudonym
    aanleiding: Mapped[str]
    verwijzer: Mapped[str | None]  # OIN; None: the person's own idea
    sollicitatie_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE", ondelete="SET NULL"), index=True
    )
    besluit: Mapped[str]
    voorgesteld_op: Mapped[datetime]
    maximum_maanden: Mapped[int]
    # The other terms of the convenant of then: to answer, and for receivers to erase afterwards.
    voorstel_dagen: Mapped[int] = mapped_column(server_default="30")
    wistermijn_dagen: Mapped[int] = mapped_column(server_default="14")
    toelichting: Mapped[str | None]  # by the referring recruiter
    # What the person adds and says with the consent.
    motivatie: Mapped[str | None]
    werkgever: Mapped[str | None]
    vast_contract: Mapped[bool | None]
    toestemming_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Toestemming.id, onupdate="CASCADE"), unique=True
    )
    gewist: Mapped[bool] = mapped_column(default=False)
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "besluit IN ('voorgesteld', 'toegestaan', 'geweigerd', 'teruggenomen', 'vervallen')",
            name="besluit",
        ),
        Index("ix_doorverwijzing_persoon", "persoon", "voorgesteld_op"),
        Index("ix_doorverwijzing_verwijzer", "verwijzer", "voorgesteld_op"),
        # One open question to a person per organisation.
        Index(
            "uq_doorverwijzing_open_voorstel",
            "persoon",
            "verwijzer",
            unique=True,
            postgresql_where="besluit = 'voorgesteld'",
        ),
    )


class Bestemming(Base):
    """One receiver; `toegestaan` when the person chose it."""

    __tablename__ = "doorverwijzing_bestemming"
    doorverwijzing_id: Mapped[UUID] = mapped_column(
        ForeignKey(Doorverwijzing.id, onupdate="CASCADE"), primary_key=True
    )
    organisatie: Mapped[str] = mapped_column(primary_key=True)  # OIN
    verband: Mapped[UUID]
    toegestaan: Mapped[bool]
    antwoord: Mapped[str | None]
    antwoord_op: Mapped[datetime | None]
    reden: Mapped[str | None]
    __table_args__ = (
        Index("ix_doorverwijzing_bestemming_organisatie", "organisatie", "toegestaan"),
        Index("ix_doorverwijzing_bestemming_verband", "verband"),
    )


class Doorverwijzinglog(Base):
    """Append-only: who did what when; no reasons."""

    __tablename__ = "doorverwijzinglog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    doorverwijzing_id: Mapped[UUID] = mapped_column(
        ForeignKey(Doorverwijzing.id, onupdate="CASCADE"), index=True
    )
    wat: Mapped[str]
    organisatie: Mapped[str | None]
    op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]


class Pauze(Base):
    """A person or an organisation that takes no new referrals; a row means: paused."""

    __tablename__ = "doorverwijzingspauze"
    wie: Mapped[str] = mapped_column(primary_key=True)  # pseudonym or OIN
    sinds: Mapped[datetime]
    tot_datum: Mapped[date | None]  # last day; None: until ended
