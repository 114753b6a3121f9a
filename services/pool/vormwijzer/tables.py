"""Advices that an organisation keeps. They name no person."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Vormadvies(Base):
    __tablename__ = "vormadvies"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisatie: Mapped[str] = mapped_column(index=True)
    # No foreign key: an inzet is erased by its own term, the advice says nothing of a person.
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)
    beslistabel: Mapped[str]
    sector: Mapped[str]
    antwoorden: Mapped[dict[str, Any]]
    gegeven_op: Mapped[datetime]
