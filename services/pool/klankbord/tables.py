"""Experts, questions, who was asked, claims, and counts that name nobody."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Klankbordexpert(Base):
    __tablename__ = "klankbordexpert"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    persoon: Mapped[UUID] = mapped_column(index=True)
    onderwerpen: Mapped[list[str]]
    soorten: Mapped[list[str]]
    ervaring: Mapped[str]
    banden: Mapped[list[str]]
    onafhankelijk_op: Mapped[date]
    beschikbaar: Mapped[bool]
    status: Mapped[str]
    gewijzigd_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("verband", "persoon"),
        CheckConstraint("status IN ('aangemeld', 'opgenomen', 'niet_opgenomen')", name="status"),
    )


class Klankbordvraag(Base):
    """A personal question is removed some days after it is over."""

    __tablename__ = "klankbordvraag"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    soort: Mapped[str]
    onderwerpen: Mapped[list[str]]
    tekst: Mapped[str]
    organisatie: Mapped[str] = mapped_column(index=True)
    vrager: Mapped[UUID | None] = mapped_column(index=True)
    ook_eigen_makelaar: Mapped[bool]
    status: Mapped[str]
    gesteld_op: Mapped[datetime]
    gesloten_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("soort IN ('bestuurlijk', 'technisch', 'persoonlijk')", name="soort"),
        CheckConstraint("soort <> 'persoonlijk' OR vrager IS NOT NULL", name="zelf_gevraagd"),
        CheckConstraint(
            "status IN ('open', 'gevraagd', 'gekoppeld', 'afgerond', 'ingetrokken')",
            name="status",
        ),
    )


class Klankbordkoppeling(Base):
    """One expert asked for one question. No foreign key to the expert, who can leave."""

    __tablename__ = "klankbordkoppeling"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vraag_id: Mapped[UUID] = mapped_column(ForeignKey(Klankbordvraag.id), index=True)
    expert_id: Mapped[UUID] = mapped_column(index=True)
    persoon: Mapped[UUID] = mapped_column(index=True)
    plaats: Mapped[int]  # in the proposal of that moment
    status: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]
    beantwoord_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('gevraagd', 'aanvaard', 'geweigerd', 'ingetrokken', 'afgerond')",
            name="status",
        ),
        Index(
            "uq_klankbordkoppeling_bezig", "vraag_id", unique=True,
            postgresql_where=text("status IN ('gevraagd', 'aanvaard')"),
        ),
    )  # fmt: skip


class Klankbordonkosten(Base):
    """A claim in euro cents; it stays when a personal question goes, without the tie to it."""

    __tablename__ = "klankbordonkosten"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    koppeling_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(Klankbordkoppeling.id, ondelete="SET NULL"), index=True
    )
    persoon: Mapped[UUID] = mapped_column(index=True)
    organisatie: Mapped[str | None] = mapped_column(index=True)  # None: personal
    soort: Mapped[str]
    dag: Mapped[date]
    bedrag_cent: Mapped[int]
    status: Mapped[str]
    ingediend_op: Mapped[datetime]
    door: Mapped[str | None]
    besloten_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("bedrag_cent > 0", name="bedrag_cent"),
        CheckConstraint("status IN ('ingediend', 'goedgekeurd', 'afgewezen')", name="status"),
    )


class Klankbordtelling(Base):
    """How many questions of a kind in a year; it outlives the questions."""

    __tablename__ = "klankbordtelling"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(primary_key=True)
    soort: Mapped[str] = mapped_column(primary_key=True)
    gesteld: Mapped[int]
    gekoppeld: Mapped[int]
    afgerond: Mapped[int]
