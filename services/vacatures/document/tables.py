"""What is known of a file, and apart from it the encrypted bytes."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.tables import Base


class Document(Base):
    __tablename__ = "document"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE", ondelete="CASCADE"), index=True
    )
    persoon: Mapped[UUID] = mapped_column(index=True)  # pseudonym: to find it when erasing
    bestandsnaam: Mapped[str]
    soort: Mapped[str]
    grootte: Mapped[int]
    status: Mapped[str]
    doorzoekbaar: Mapped[bool | None]
    aangekondigd_op: Mapped[datetime]
    ontvangen_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('aangekondigd', 'beschikbaar', 'in_quarantaine')", name="status"
        ),
        Index("ix_document_wacht", "aangekondigd_op", postgresql_where="status = 'aangekondigd'"),
    )


class Documentinhoud(Base):
    __tablename__ = "documentinhoud"
    document_id: Mapped[UUID] = mapped_column(
        ForeignKey(Document.id, ondelete="CASCADE"), primary_key=True
    )
    versleuteld: Mapped[bytes]
    sleutel: Mapped[str] = mapped_column(index=True)  # name of the key, to find what is behind
