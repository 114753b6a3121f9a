"""The register of organisations, and what each delivery did to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Organisatie(Base):
    __tablename__ = "organisatie"
    oin: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    tooi: Mapped[str] = mapped_column(unique=True)
    naam: Mapped[str] = mapped_column(index=True)
    soort: Mapped[str]
    cao: Mapped[str | None]
    website: Mapped[str | None]
    plaats: Mapped[str | None]
    pc4: Mapped[str | None]
    inwoners: Mapped[int | None]
    actief_vanaf: Mapped[date | None]
    actief_tot: Mapped[date | None]
    # TOOI, not a key: a successor may be delivered after the one it follows.
    opvolger: Mapped[str | None]
    # Its own choice, not of the register: where messages about its vacancies go.
    wervings_email: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)


class OrganisatieImport(Base):
    __tablename__ = "organisatie_import"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    geleverd_op: Mapped[datetime]
    client: Mapped[str | None]
    regels: Mapped[list[dict[str, Any]]]
