"""Offers, and reasoned deviations from the order; whether an offer stands follows from the status
of its application."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Uren


class Aanbod(Base):
    __tablename__ = "aanbod"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), index=True
    )
    contractsoort: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    schaal: Mapped[str]
    salaris: Mapped[int | None]
    afwijking: Mapped[str | None]
    reden_contractsoort: Mapped[str | None]
    # Less than the permanent contract the candidate has: put forward until the candidate agrees.
    akkoord_nodig: Mapped[bool] = mapped_column(server_default="false")
    kandidaat_akkoord: Mapped[bool]
    akkoord_op: Mapped[datetime | None]
    vroegste_start_datum: Mapped[date]
    gedaan_op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str]


class Afwijking(Base):
    """Why a candidate who stood before was passed over; for that candidate to read."""

    __tablename__ = "afwijking"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), index=True
    )
    aanbod_id: Mapped[UUID] = mapped_column(ForeignKey(Aanbod.id, onupdate="CASCADE"), index=True)
    reden: Mapped[str]
    gebruiker: Mapped[str]
    op: Mapped[datetime]
