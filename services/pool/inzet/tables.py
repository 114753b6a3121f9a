"""The register of deployments and the log of their statuses."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Inzet(Base):
    __tablename__ = "inzet"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str] = mapped_column(index=True)
    inlener: Mapped[str] = mapped_column(index=True)
    behoefte_id: Mapped[UUID | None] = mapped_column(index=True)
    voorstel_id: Mapped[UUID | None] = mapped_column(index=True)
    uren_per_week: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    van: Mapped[date]
    tot: Mapped[date | None]
    status: Mapped[str]
    # Why: the sentence of the proposal, and the reason of the person who decided.
    uitleg: Mapped[str]
    reden: Mapped[str]
    besloten_door: Mapped[str]
    besloten_op: Mapped[datetime]
    # Return guarantee: to be agreed on before the start.
    terugkeer_datum: Mapped[date | None]
    terugkeer_doel: Mapped[str | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("tot >= van", name="periode"),
        CheckConstraint("uren_per_week > 0", name="uren"),
    )


class InzetOvergang(Base):
    """Append-only log of a deployment's statuses."""

    __tablename__ = "inzet_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]
