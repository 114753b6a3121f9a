"""Proposals with the facts they were computed on, their lines, and the decisions on them."""

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
)
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Postcode(Base):
    """Where a four-digit postcode lies; filled from a file when the installation has one."""

    __tablename__ = "postcode"
    pc4: Mapped[str] = mapped_column(primary_key=True)
    breedte: Mapped[str]
    lengte: Mapped[str]


class Toewijzingsvoorstel(Base):
    __tablename__ = "toewijzingsvoorstel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(index=True)
    verband: Mapped[UUID] = mapped_column(index=True)
    peildatum: Mapped[date]
    horizon_weken: Mapped[int]
    geldig_tot: Mapped[date]
    gemaakt_op: Mapped[datetime]
    gemaakt_door: Mapped[str | None]
    invoer_hash: Mapped[str]
    regelversie: Mapped[str]
    invoer: Mapped[dict[str, Any]]
    uitkomst: Mapped[dict[str, Any]]  # shares, bottlenecks and explanation
    bewezen_optimaal: Mapped[bool]
    status: Mapped[str] = mapped_column(server_default="berekend")
    berekening_percentage: Mapped[int] = mapped_column(server_default="100")
    poging: Mapped[int] = mapped_column(server_default="0")  # times that a worker began
    faalcode: Mapped[str | None]
    klaar_op: Mapped[datetime | None]  # computed, failed or cancelled
    afgerond_op: Mapped[datetime | None]
    afgerond_door: Mapped[str | None]
    toelichting: Mapped[str | None]  # of who closed or cancelled it
    versie: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        CheckConstraint(
            "status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd', 'afgerond')",
            name="status",
        ),
        Index("ix_toewijzingsvoorstel_zelfde", "pool_id", "invoer_hash"),
    )


class Toewijzingsregel(Base):
    __tablename__ = "toewijzingsregel"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsvoorstel.id), index=True)
    nr: Mapped[int]
    lid_id: Mapped[UUID] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    behoefte_id: Mapped[UUID] = mapped_column(index=True)
    inlener: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    van: Mapped[date]
    tot: Mapped[date | None]
    uitleg: Mapped[str]


class Besluit(Base):
    """A person's decision on a line: one per line, never changed."""

    __tablename__ = "besluit"
    regel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsregel.id), primary_key=True)
    besluit: Mapped[str]
    reden: Mapped[str]
    uren_per_week: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    van: Mapped[date | None]
    tot: Mapped[date | None]
    grond: Mapped[str | None]  # of a refusal: whether the inlener asked for it, or gave it away
    door: Mapped[str]
    op: Mapped[datetime]
    inzet_id: Mapped[UUID | None]


Omvang = Numeric(12, 2)  # hours over a horizon


class Aandeel(Base):
    """What an organisation had of a closed round; append-only, no person in it."""

    __tablename__ = "aandeel"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsvoorstel.id))
    pool_id: Mapped[UUID] = mapped_column(index=True)
    verband: Mapped[UUID]
    op: Mapped[date]  # day of closing
    peildatum: Mapped[date]
    einde: Mapped[date]  # last day of the round's horizon
    organisatie: Mapped[str]
    gevraagd: Mapped[Decimal] = mapped_column(Omvang)
    aanspraak: Mapped[Decimal] = mapped_column(Omvang)
    rechtvaardig: Mapped[Decimal] = mapped_column(Omvang)
    toegewezen: Mapped[Decimal] = mapped_column(Omvang)
    geweigerd: Mapped[Decimal] = mapped_column(Omvang)
    gegund: Mapped[Decimal] = mapped_column(Omvang)
    ontvangen: Mapped[Decimal] = mapped_column(Omvang)
    spoed: Mapped[Decimal] = mapped_column(Omvang)
    saldo_voor: Mapped[Decimal] = mapped_column(Omvang)
    saldo_na: Mapped[Decimal] = mapped_column(Omvang)
    # of earlier rounds, because their inzetten changed; between saldo_voor and saldo_na
    correctie: Mapped[Decimal] = mapped_column(Omvang, server_default="0")
    __table_args__ = (
        UniqueConstraint("voorstel_id", "organisatie"),
        Index("ix_aandeel_verband_op", "verband", "op"),
    )


class GeteldeInzet(Base):
    """What a closed round counted of an inzet; brought up to date when a later round is closed."""

    __tablename__ = "getelde_inzet"
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey(Toewijzingsvoorstel.id), primary_key=True)
    inzet_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    pool_id: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str]
    begin: Mapped[date]
    einde: Mapped[date]
    uren: Mapped[Decimal] = mapped_column(Omvang)
    tot: Mapped[date | None]  # last day as it was agreed then; what was extended since counts too


class Spoedbeurt(Base):
    """A line that a makelaar placed outside the fair order; numbered per organisation and year."""

    __tablename__ = "spoedbeurt"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(index=True)
    verband: Mapped[UUID]
    jaar: Mapped[int]
    nummer: Mapped[int]
    lid_id: Mapped[UUID]
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str]
    behoefte_id: Mapped[UUID]
    inlener: Mapped[str]
    uren_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    van: Mapped[date]
    tot: Mapped[date | None]
    reden: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]
    inzet_id: Mapped[UUID]
    geteld_in: Mapped[UUID | None]  # the closed round in which its hours count
    __table_args__ = (UniqueConstraint("verband", "inlener", "jaar", "nummer"),)


class Gunning(Base):
    """Hours of its turn that an organisation gives away; revocable until a round used it."""

    __tablename__ = "gunning"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(index=True)
    verband: Mapped[UUID]
    gever: Mapped[str]
    ontvanger: Mapped[str | None]  # None: to all others
    uren: Mapped[Decimal] = mapped_column(Omvang)
    reden: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]
    ingetrokken_door: Mapped[str | None]
    ingetrokken_op: Mapped[datetime | None]
    gebruikt_in: Mapped[UUID | None]
    vervallen_in: Mapped[UUID | None]  # the round that it was for, in which it could not be used
    versie: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (CheckConstraint("uren > 0", name="uren"),)
