"""Offers; whether one still stands follows from the status of its application."""

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
    sollicitatie_id: Mapped[UUID] = mapped_column(ForeignKey(Sollicitatie.id), index=True)
    contractsoort: Mapped[str]
    uren: Mapped[Decimal] = mapped_column(Uren)
    schaal: Mapped[str]
    salaris: Mapped[int | None]
    afwijking: Mapped[str | None]
    reden_contractsoort: Mapped[str | None]
    kandidaat_akkoord: Mapped[bool]
    vroegste_start_datum: Mapped[date]
    gedaan_op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str]
