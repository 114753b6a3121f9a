"""Applications, their log, judgements, steps and complaints; free-text reasons apart, erasable.

An anonymised application gets a new id: every key to it follows (ON UPDATE CASCADE).
"""

from datetime import date, datetime
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
    client: Mapped[str | None]  # through which the person applied
    # Received by the employer elsewhere and registered by a recruiter: under the pseudonym of a
    # known person, or under the employer's own reference and a pseudonym that nobody else has.
    herkomst: Mapped[str] = mapped_column(server_default="doorstroom")
    kenmerk: Mapped[str | None]
    koppelsleutel: Mapped[str | None]  # hash of the code with which the person makes it the own
    herinnerd_voor: Mapped[date | None]  # the term of which the recruiters were reminded
    vervuld_gemeld_op: Mapped[datetime | None]  # when the person heard that no place is left
    geanonimiseerd: Mapped[bool] = mapped_column(server_default="false")
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
        CheckConstraint("herkomst IN ('doorstroom', 'werkgever')", name="herkomst"),
        Index(
            "uq_sollicitatie_vacature_id_kenmerk",
            "vacature_id",
            "kenmerk",
            unique=True,
            postgresql_where="status <> 'ingetrokken'",
        ),
        Index("ix_sollicitatie_medewerker", "medewerker", "ontvangen_op", "id"),
        Index("ix_sollicitatie_vacature_id", "vacature_id"),
        Index(
            "ix_sollicitatie_koppelsleutel",
            "koppelsleutel",
            postgresql_where="koppelsleutel IS NOT NULL",
        ),
        Index(
            "ix_sollicitatie_lopend",
            "vacature_id",
            postgresql_where="status IN ('ingediend', 'in_behandeling')",
        ),
    )


class Sollicitatielog(Base):
    __tablename__ = "sollicitatielog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), index=True
    )
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    partij: Mapped[str]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]
    redencode: Mapped[str | None]  # of a rejection


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
    sollicitatie_id: Mapped[UUID] = mapped_column(ForeignKey(Sollicitatie.id, onupdate="CASCADE"))
    oordeel: Mapped[str]
    reden: Mapped[str]
    gebruiker: Mapped[str]
    op: Mapped[datetime]
    nr: Mapped[int]  # within the application, from 1
    __table_args__ = (Index("uq_beoordeling_nr", "sollicitatie_id", "nr", unique=True),)


class Selectiestap(Base):
    """A step of the selection: planned on a day, and what came of it."""

    __tablename__ = "selectiestap"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), index=True
    )
    soort: Mapped[str]
    datum: Mapped[date]
    uitkomst: Mapped[str]
    toelichting: Mapped[str | None]
    gebruiker: Mapped[str | None]
    op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Klacht(Base):
    """A complaint of a candidate, and the answer of somebody who had not judged."""

    __tablename__ = "klacht"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sollicitatie_id: Mapped[UUID] = mapped_column(
        ForeignKey(Sollicitatie.id, onupdate="CASCADE"), index=True
    )
    over: Mapped[str]
    tekst: Mapped[str]
    status: Mapped[str]
    ingediend_op: Mapped[datetime]
    uiterlijk_op: Mapped[date]
    behandelaar: Mapped[str | None]
    uitkomst: Mapped[str | None]
    reden: Mapped[str | None]
    afgehandeld_op: Mapped[datetime | None]
    herinnerd_voor: Mapped[date | None]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "status IN ('ingediend', 'in_behandeling', 'afgehandeld', 'ingetrokken')",
            name="status",
        ),
        # One open complaint of a kind at a time.
        Index(
            "uq_klacht_open",
            "sollicitatie_id",
            "over",
            unique=True,
            postgresql_where="status IN ('ingediend', 'in_behandeling')",
        ),
        Index(
            "ix_klacht_open",
            "uiterlijk_op",
            postgresql_where="status IN ('ingediend', 'in_behandeling')",
        ),
    )
