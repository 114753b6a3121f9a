"""What each organisation says a function is worth, from which day."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Functiewaardering(Base):
    __tablename__ = "functiewaardering"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str]
    functie: Mapped[str]
    normsysteem: Mapped[str]
    normfunctie: Mapped[str]
    normcode: Mapped[str | None]
    schaal_min: Mapped[str]
    schaal_max: Mapped[str]
    geldig_vanaf: Mapped[date]
    versie: Mapped[int] = mapped_column(default=1)
    gewijzigd_op: Mapped[datetime]
    gebruiker: Mapped[str | None]
    __table_args__ = (
        Index(
            "uq_functiewaardering_organisatie_functie_geldig_vanaf",
            "organisatie",
            "functie",
            "geldig_vanaf",
            unique=True,
        ),
    )
