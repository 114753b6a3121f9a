"""The register of deployments, what was agreed on them, and the logs of both."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)


class Inzet(Base):
    __tablename__ = "inzet"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    pool_id: Mapped[UUID | None]
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str] = mapped_column(index=True)
    inlener: Mapped[str] = mapped_column(index=True)
    behoefte_id: Mapped[UUID | None] = mapped_column(index=True)
    voorstel_id: Mapped[UUID | None] = mapped_column(index=True)
    in_dienst_voor: Mapped[str] = mapped_column(server_default="eigen_werk")
    uren_per_week: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date | None]
    status: Mapped[str]
    # Why: the sentence of the proposal, and the reason of the person who decided.
    uitleg: Mapped[str]
    reden: Mapped[str]
    besloten_door: Mapped[str]
    besloten_op: Mapped[datetime]
    # The version of the terms in force, and the one that all three are asked to agree on.
    voorwaarden_versie: Mapped[int] = mapped_column(server_default="1")
    gevraagde_versie: Mapped[int | None]
    gevraagd_op: Mapped[datetime | None]
    bevestigd_op: Mapped[datetime | None]
    geweigerd_door: Mapped[str | None]  # a party
    # Return guarantee: agreed on before the start.
    terugkeer_datum: Mapped[date | None]
    terugkeer_doel: Mapped[str | None]
    teruggekeerd_op: Mapped[date | None]
    # Where it came from, and the ring or the programme that it is part of.
    soort: Mapped[str] = mapped_column(server_default="toewijzing")
    groep_id: Mapped[UUID | None] = mapped_column(index=True)
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint("tot >= van", name="periode"),
        CheckConstraint("uren_per_week > 0", name="uren"),
        CheckConstraint(
            "status IN ('voorgesteld', 'bevestigd', 'beeindigd', 'ingetrokken', 'geweigerd')",
            name="status",
        ),
        Index("ix_inzet_status_tot", "status", "tot"),
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


class InzetVoorwaarden(Base):
    """One version of the terms; a change adds a version."""

    __tablename__ = "inzet_voorwaarden"
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    uren_per_week: Mapped[Decimal] = mapped_column(Uren)
    van: Mapped[date]
    tot: Mapped[date | None]
    werkzaamheden: Mapped[str]
    plaats: Mapped[str | None]
    leiding: Mapped[str]
    variant: Mapped[str]
    inkomensverschil_cent: Mapped[int | None]  # empty: with the hours it would tell a wage
    terugkeer_datum: Mapped[date | None]
    terugkeer_doel: Mapped[str | None]
    tarief_grondslag: Mapped[str | None]
    tarief_cent_per_uur: Mapped[int | None]
    opzegtermijn_weken: Mapped[int]
    effect_getoond: Mapped[bool] = mapped_column(server_default=text("false"))
    reden: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]


class InzetAkkoord(Base):
    """Append-only: every yes and no, with who, when and to which version."""

    __tablename__ = "inzet_akkoord"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), index=True)
    versie: Mapped[int]
    partij: Mapped[str]
    akkoord: Mapped[bool]
    reden: Mapped[str | None]
    door: Mapped[str]
    op: Mapped[datetime]


class InzetOvereenkomst(Base):
    """A written agreement: its facts, words and hashes; never the document, for that has a name."""

    __tablename__ = "inzet_overeenkomst"
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), primary_key=True)
    nummer: Mapped[int] = mapped_column(primary_key=True)
    voorwaarden_versie: Mapped[int]
    sjabloon: Mapped[str]
    feiten: Mapped[dict[str, Any]]
    # Title, reference and articles, with a mark where the name goes. None: of the first template.
    bewaarde_tekst: Mapped[dict[str, Any] | None]
    sha256_docx: Mapped[str]
    sha256_pdf: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]


class InzetStartpunt(Base):
    """One point of the start checklist; a point that nobody touched has no row."""

    __tablename__ = "inzet_startpunt"
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), primary_key=True)
    punt: Mapped[str] = mapped_column(primary_key=True)
    geregeld: Mapped[bool]
    datum: Mapped[date | None]
    eigenaar: Mapped[str]
    uiterlijk: Mapped[date | None]
    rol: Mapped[str | None]
    door: Mapped[str]
    op: Mapped[datetime]


class InzetTekst(Base):
    """A text of an inzet: the hand-over note, or the story that the person chose to tell."""

    __tablename__ = "inzet_tekst"
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), primary_key=True)
    soort: Mapped[str] = mapped_column(primary_key=True)
    tekst: Mapped[str]
    zichtbaar: Mapped[bool]
    door: Mapped[str]
    op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (CheckConstraint("soort IN ('overdracht', 'verhaal')", name="soort"),)


class InzetSignaal(Base):
    """What was told about an inzet, per last day: told once, and again when that day moves."""

    __tablename__ = "inzet_signaal"
    inzet_id: Mapped[UUID] = mapped_column(ForeignKey(Inzet.id), primary_key=True)
    signaal: Mapped[str] = mapped_column(primary_key=True)
    einde: Mapped[str] = mapped_column(primary_key=True)
    op: Mapped[datetime]


class WaadiRegistratie(Base):
    """Who was lent where (Waadi 12c, 12d); kept seven years, apart from inzet and profile."""

    __tablename__ = "waadi_registratie"
    inzet: Mapped[UUID] = mapped_column(primary_key=True)  # no foreign key: it outlives the inzet
    medewerker: Mapped[UUID] = mapped_column(index=True)
    uitlener: Mapped[str] = mapped_column(index=True)
    inlener: Mapped[str] = mapped_column(index=True)
    van: Mapped[date]
    tot: Mapped[date | None]
    waadi_status: Mapped[str]
    reden: Mapped[str]
    regelversie: Mapped[str]
    geregistreerd_op: Mapped[datetime]
    bewaren_tot: Mapped[date | None] = mapped_column(index=True)  # None: it still runs
