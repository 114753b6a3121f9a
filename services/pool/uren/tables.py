"""Hours per person, work and part of a week; and the log of their statuses."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Urenstaat(Base):
    """Hours in quarters. After the term the person goes and the hours stay, for the totals."""

    __tablename__ = "urenstaat"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID]
    soort: Mapped[str]
    medewerker: Mapped[UUID | None]  # None: erased
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)  # no foreign key: it outlives it
    uitlener: Mapped[str] = mapped_column(index=True)
    inlener: Mapped[str | None] = mapped_column(index=True)
    week: Mapped[str]
    maand: Mapped[str]
    kwartieren: Mapped[int]
    status: Mapped[str]
    toelichting: Mapped[str]
    correctie_van: Mapped[UUID | None] = mapped_column(ForeignKey("urenstaat.id"), index=True)
    reden: Mapped[str | None]
    ingediend_door: Mapped[str | None]
    ingediend_op: Mapped[datetime | None]
    goedgekeurd_op: Mapped[datetime | None]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        CheckConstraint("soort IN ('inzet', 'leegloop', 'samenwerking')", name="soort"),
        CheckConstraint(
            "status IN ('concept', 'ingediend', 'teruggestuurd', 'goedgekeurd', 'ingetrokken')",
            name="status",
        ),
        CheckConstraint("kwartieren >= 0 OR correctie_van IS NOT NULL", name="kwartieren"),
        CheckConstraint("(status = 'goedgekeurd') = (goedgekeurd_op IS NOT NULL)", name="besluit"),
        Index(
            "uq_urenstaat_plek", "medewerker", "week", "maand", "soort", "verband", "inzet_id",
            unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("correctie_van IS NULL AND medewerker IS NOT NULL"),
        ),
        Index(
            "uq_urenstaat_correctie", "correctie_van", unique=True,
            postgresql_where=text("status = 'ingediend' AND correctie_van IS NOT NULL"),
        ),
        Index("ix_urenstaat_verband_maand", "verband", "maand"),
        Index("ix_urenstaat_status_ingediend_op", "status", "ingediend_op"),
    )  # fmt: skip


class UrenOvergang(Base):
    """Append-only log: who brought a urenstaat to which status, when and why."""

    __tablename__ = "uren_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    urenstaat_id: Mapped[UUID] = mapped_column(ForeignKey(Urenstaat.id), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    reden: Mapped[str | None]
    door: Mapped[str]
    op: Mapped[datetime]
