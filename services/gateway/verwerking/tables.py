"""Who (organisation) read or changed whose data, what for and when; from all services."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Verwerking(Base):
    __tablename__ = "verwerking"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    dienst: Mapped[str]
    activiteit: Mapped[str]
    betrokkene: Mapped[UUID]  # no key: the record outlives the person's row
    organisatie: Mapped[str | None]
    client: Mapped[str | None]
    trace: Mapped[str]
    op: Mapped[datetime]
    __table_args__ = (
        Index("ix_verwerking_betrokkene_op", "betrokkene", "op"),
        # They come in by time: to find the old ones takes some kilobytes.
        Index("ix_verwerking_op", "op", postgresql_using="brin"),
    )
