"""Deliveries, with what became of every row."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Aanlevering(Base):
    __tablename__ = "aanlevering"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(index=True)
    ontvangen_op: Mapped[datetime]
    regels: Mapped[list[dict[str, Any]]]
