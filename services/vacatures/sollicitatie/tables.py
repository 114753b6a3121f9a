"""Applications, judgements and the append-only log; free-text reasons apart, to be erasable."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Identity, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base
from services.vacatures.vacature.tables import Vacature


class Sollicitatie(Base):
    __tablename__ = "sollicitatie"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id))
    medewerker: Mapped[UUID]  # pseudonym
    organisatie: Mapped[str | None]  # OIN of the candidate's employer, at applying
    categorie: Mapped[str]
    grond: Mapped[str]
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    telt_vanaf: Mapped[datetime]
    ontvangen_op: Mapped[datetime]
    vast_contract: Mapped[bool | None]
    motivatie: Mapped[str | None]
    status: Mapped[str]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('ingediend', 'in_behandeling', 'aangeboden', 'aangenomen',"
            " 'afgewezen', 'ingetrokken')",
            name="status",
        ),
        Index(
            "uq_sollicitatie_vacature_id_medewerker",
            "vacature_id",
            "medewerker",
            unique=True,
            postgresql_where="status <> 'ingetrokken'",
        ),
        Index("ix_sollicitatie_medewerker", "medewerker", "ontvangen_op", "id"),
    )


class Sollicitatielog(Base):
    __tablename__ = "sollicitatielog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    sollicitatie_id: Mapped[UUID] = mapped_column(ForeignKey(Sollicitatie.id), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    partij: Mapped[str]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]


class Toelichting(Base):
    """The reason beside a line of the log."""

    __tablename__ = "sollicitatietoelichting"
    log_nr: Mapped[int] = mapped_column(
        ForeignKey(Sollicitatielog.nr, ondelete="CASCADE"), primary_key=True
    )
    reden: Mapped[str]


class Beoordeling(Base):
    """A person's judgement; the last one counts, the earlier ones stay."""

    __tablename__ = "beoordeling"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(ForeignKey(Sollicitatie.id))
    oordeel: Mapped[str]
    reden: Mapped[str]
    gebruiker: Mapped[str]
    op: Mapped[datetime]
    nr: Mapped[int]  # within the application, from 1
    __table_args__ = (Index("uq_beoordeling_nr", "sollicitatie_id", "nr", unique=True),)
