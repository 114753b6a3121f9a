"""Settlements, what they rest on and the documents of them; and what organisations entered.

What belongs to a closed month never changes: triggers of the migration see to it. Only the name of
who closed it, and the tie with an inzet that was erased, may become empty.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base


class Factuurgegevens(Base):
    """What an organisation entered about itself; a change is a version, for old documents stay."""

    __tablename__ = "factuurgegevens"
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    naam: Mapped[str]
    straat: Mapped[str]
    postcode: Mapped[str]
    plaats: Mapped[str]
    btw_nummer: Mapped[str]
    kvk: Mapped[str | None]
    iban: Mapped[str | None]
    peppol_id: Mapped[str | None]
    publiek: Mapped[bool | None]
    mobiliteit: Mapped[bool | None]
    door: Mapped[str | None]
    op: Mapped[datetime]


class Btwkeuze(Base):
    """Append-only: the VAT route that somebody chose for an inzet; the last one counts."""

    __tablename__ = "btwkeuze"
    inzet_id: Mapped[UUID] = mapped_column(primary_key=True)  # no foreign key: see the migration
    versie: Mapped[int] = mapped_column(primary_key=True)
    route: Mapped[str]
    reden: Mapped[str]
    organisatie: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]
    __table_args__ = (
        CheckConstraint(
            "route IN ('belast_21', 'vrij_arbeidsmobiliteit', 'kosten_gemene_rekening', 'geen')",
            name="route",
        ),
    )


class Verrekening(Base):
    """A closed month of a verband."""

    __tablename__ = "verrekening"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID]
    maand: Mapped[str]
    regelversie: Mapped[str]
    instelling: Mapped[dict[str, Any]]
    controlegetal: Mapped[str]
    saldi: Mapped[dict[str, Any]]
    betalingen: Mapped[list[dict[str, Any]]]
    gesloten_door: Mapped[str | None]
    gesloten_namens: Mapped[str | None]  # OIN
    gesloten_op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("verband", "maand"),)


class VerrekendeUren(Base):
    """A line of approved hours with its price; a line is settled once."""

    __tablename__ = "verrekende_uren"
    urenregel: Mapped[UUID] = mapped_column(primary_key=True)
    verrekening_id: Mapped[UUID] = mapped_column(ForeignKey(Verrekening.id), index=True)
    soort: Mapped[str]
    inzet_id: Mapped[UUID | None] = mapped_column(index=True)
    uitlener: Mapped[str]
    inlener: Mapped[str | None]
    functie: Mapped[str | None]
    week: Mapped[str]
    maand: Mapped[str]
    kwartieren: Mapped[int]
    correctie_van: Mapped[UUID | None]
    goedgekeurd_op: Mapped[datetime]
    tarief_cent: Mapped[int | None]
    grondslag: Mapped[str | None]
    herkomst: Mapped[str | None]
    bedrag: Mapped[int] = mapped_column(BigInteger)
    route: Mapped[str]
    voorwaarden: Mapped[list[dict[str, Any]]]
    gewichten: Mapped[list[dict[str, Any]]]


class Urenprijs(Base):
    """What an hour of a line costs, kept when its inzet went before it was settled. No person."""

    __tablename__ = "urenprijs"
    urenregel: Mapped[UUID] = mapped_column(
        ForeignKey("urenstaat.id", ondelete="CASCADE"), primary_key=True
    )
    tarief_cent: Mapped[int | None]
    grondslag: Mapped[str | None]
    herkomst: Mapped[str | None]
    route: Mapped[str]
    voorwaarden: Mapped[list[dict[str, Any]]]
    functie: Mapped[str | None]


class Tariefwoord(Base):
    """What an employer says that an hour of a line without a price costs; the last word counts."""

    __tablename__ = "tariefwoord"
    urenregel: Mapped[UUID] = mapped_column(
        ForeignKey("urenstaat.id", ondelete="CASCADE"), primary_key=True
    )
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    versie: Mapped[int]
    tarief_cent: Mapped[int]
    grondslag: Mapped[str | None]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]


class Factuur(Base):
    """A document of a settlement; amounts in cents, with the sign of what the debtor pays."""

    __tablename__ = "factuur"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verrekening_id: Mapped[UUID] = mapped_column(ForeignKey(Verrekening.id), index=True)
    crediteur: Mapped[str]
    volgnummer: Mapped[int]  # without a gap per creditor
    debiteur: Mapped[str]
    soort: Mapped[str]
    netto: Mapped[int] = mapped_column(BigInteger)
    totaal: Mapped[int] = mapped_column(BigInteger)
    btw: Mapped[list[dict[str, Any]]]
    verwijst: Mapped[list[str]]
    datum: Mapped[date]
    vervaldatum: Mapped[date]
    __table_args__ = (
        UniqueConstraint("crediteur", "volgnummer"),
        CheckConstraint("soort IN ('factuur', 'creditnota')", name="soort"),
    )


class Verrekenregel(Base):
    """An amount between two organisations for (a part of) a line of hours."""

    __tablename__ = "verrekenregel"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    verrekening_id: Mapped[UUID] = mapped_column(ForeignKey(Verrekening.id), index=True)
    urenregel: Mapped[UUID] = mapped_column(ForeignKey(VerrekendeUren.urenregel), index=True)
    factuur_id: Mapped[UUID | None] = mapped_column(ForeignKey(Factuur.id), index=True)
    crediteur: Mapped[str] = mapped_column(index=True)
    debiteur: Mapped[str] = mapped_column(index=True)
    bedrag: Mapped[int] = mapped_column(BigInteger)
    deel: Mapped[int] = mapped_column(BigInteger)
    geheel: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (CheckConstraint("crediteur <> debiteur", name="ander"),)
