"""Who works where, as pool told; and which of its events were received."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Inleenkracht(Base):
    __tablename__ = "inleenkracht"
    inzet: Mapped[UUID] = mapped_column(primary_key=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    inlener: Mapped[str]
    van: Mapped[date]
    tot: Mapped[date | None]
    actief: Mapped[bool]


class OntvangenGebeurtenis(Base):
    """Each event is stored once by its id, and fetched until it is done."""

    __tablename__ = "gebeurtenis_in"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str]
    onderwerp: Mapped[UUID]
    ontvangen_op: Mapped[datetime]
    verwerkt_op: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_gebeurtenis_in_open", "ontvangen_op", postgresql_where="verwerkt_op IS NULL"),
    )
