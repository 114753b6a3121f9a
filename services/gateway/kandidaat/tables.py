"""Kandidaten: with `medewerker` the only place with the name and contact of a person."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Kandidaat(Base):
    __tablename__ = "kandidaat"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)  # the pseudonym
    naam: Mapped[str]
    email: Mapped[str]
    telefoon: Mapped[str | None]
    aangemaakt_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


Index("ix_kandidaat_email", func.lower(Kandidaat.email))
