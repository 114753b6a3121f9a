"""Messages until they are sent; after that only that they were, and to whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Bericht(Base):
    __tablename__ = "bericht"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    dienst: Mapped[str]
    soort: Mapped[str]
    persoon: Mapped[UUID | None] = mapped_column(index=True)  # no key: can be erased meanwhile
    organisatie: Mapped[str | None] = mapped_column(index=True)
    # Only with a link that was asked for by address, or to an address somebody left: the row then
    # goes as soon as it was dealt with.
    email: Mapped[str | None]
    onderwerp: Mapped[str | None]
    tekst: Mapped[str | None]  # emptied when sent
    status: Mapped[str]
    pogingen: Mapped[int] = mapped_column(default=0)
    volgende_op: Mapped[datetime]
    aangemaakt_op: Mapped[datetime]
    verzonden_op: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(
            "status IN ('wacht', 'verzonden', 'geen_adres', 'vastgelopen')", name="status"
        ),
        CheckConstraint("soort IN ('tekst', 'inloglink')", name="soort"),
        Index("ix_bericht_wacht", "volgende_op", postgresql_where="status = 'wacht'"),
    )
