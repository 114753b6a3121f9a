"""Convenant versions as the gateway gave them; a version never changes."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Convenant(Base):
    __tablename__ = "convenant"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    inhoud: Mapped[dict[str, Any]]
