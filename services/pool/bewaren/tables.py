"""Requests of persons, the destruction list, and what the gateway still has to erase."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Identity, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Vernietiging(Base):
    """What was erased, for whom it was kept and why it went: numbers and a month, nobody's data."""

    __tablename__ = "vernietiging"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str | None]  # OIN of who kept it; None: it belonged to persons alone
    soort: Mapped[str]
    aantal: Mapped[int]
    van_maand: Mapped[date | None]
    tot_maand: Mapped[date | None]
    grond: Mapped[str]
    op: Mapped[datetime]
    __table_args__ = (Index("ix_vernietiging_organisatie", "organisatie", "op", "id"),)


class Wismelding(Base):
    """What the gateway must erase of its copies; gone once it has confirmed."""

    __tablename__ = "wismelding"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    onderwerpen: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    op: Mapped[datetime]


class Verzoek(Base):
    """A request of a person to an organisation: to correct something, or an objection."""

    __tablename__ = "verzoek"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym
    organisatie: Mapped[str]
    soort: Mapped[str]
    tekst: Mapped[str]
    status: Mapped[str]
    ontvangen_op: Mapped[datetime]
    uiterlijk_datum: Mapped[date]
    besluit: Mapped[str | None]
    motivering: Mapped[str | None]
    gebruiker: Mapped[str | None]  # who answered
    beantwoord_op: Mapped[datetime | None]
    herinnerd_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("status IN ('ontvangen', 'beantwoord', 'ingetrokken')", name="status"),
        CheckConstraint("soort IN ('correctie', 'bezwaar')", name="soort"),
        Index("ix_verzoek_organisatie", "organisatie", "ontvangen_op", "id"),
        Index("ix_verzoek_open", "uiterlijk_datum", postgresql_where="status = 'ontvangen'"),
    )


class Verwijderverzoek(Base):
    """What a request to erase did. `eigenaar`: a hash, so that the person alone can read it."""

    __tablename__ = "verwijderverzoek"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    eigenaar: Mapped[str]
    ontvangen_op: Mapped[datetime]
    onderdelen: Mapped[list[dict[str, Any]]]
