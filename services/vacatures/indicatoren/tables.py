"""Accepted offers as facts without a person, and what employers say of who left.

`vervulling` changes no line, and a line goes only when the person does not come after all. It
holds no pseudonym and no day: months, and days between two moments.
`bron_log_nr` ties it to the log of the application until that is anonymised; then it is emptied.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Vervulling(Base):
    """One accepted offer. The months are those of UTC, as the log's are once it is anonymised."""

    __tablename__ = "vervulling"
    id: Mapped[UUID] = mapped_column(
        primary_key=True, default=uuid4, server_default=text("gen_random_uuid()")
    )
    bron_log_nr: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    maand: Mapped[date]
    opening_maand: Mapped[date]
    werkgever: Mapped[str]  # OIN
    functie: Mapped[str | None]
    telt_als_vacature: Mapped[bool]  # what CBS counts: not for redeployment only, no internship
    van_organisatie: Mapped[str | None]  # OIN of the employer at applying
    categorie: Mapped[str]
    gedeeld_met: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))  # verbanden of the opening
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))  # through which the person came
    # None: the application was anonymised before it was counted.
    vervultijd_dagen: Mapped[int | None]
    wervingstijd_dagen: Mapped[int | None]
    __table_args__ = (
        Index("ix_vervulling_werkgever_maand", "werkgever", "maand"),
        Index("ix_vervulling_gedeeld_met", "gedeeld_met", postgresql_using="gin"),
    )


class VervullingGeteld(Base):
    """Which lines of the log were counted, so that none is twice, also after it was anonymised."""

    __tablename__ = "vervulling_geteld"
    log_nr: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class Uitstroomopgave(Base):
    """How many people left an employer in a year, by where they went; counts only."""

    __tablename__ = "uitstroomopgave"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    binnen_verband: Mapped[int]
    overheid: Mapped[int]
    bedrijfsleven: Mapped[int]
    zzp: Mapped[int]
    pensioen: Mapped[int]
    onbekend: Mapped[int]
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))  # of the employer, at recording
    versie: Mapped[int] = mapped_column(default=1)
    gewijzigd_op: Mapped[datetime]
    gebruiker: Mapped[str | None]
    __table_args__ = (
        CheckConstraint(
            "least(binnen_verband, overheid, bedrijfsleven, zzp, pensioen, onbekend) >= 0",
            name="aantallen",
        ),
    )
