"""Vacancies, the log of their life, and the windows in which each category sees them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base

Uren = Numeric(4, 1)
LEEG, NEE = text("'{}'"), text("false")


class Vacature(Base):
    __tablename__ = "vacature"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    werkgever: Mapped[str]  # OIN of who leads
    # All employers, `werkgever` first; empty means that one alone.
    werkgevers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=LEEG)
    werver: Mapped[str | None]
    status: Mapped[str]
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    geopend_op: Mapped[datetime | None]
    sluit_op: Mapped[datetime | None]
    # To find the same vacancy when it comes by another road.
    titelsleutel: Mapped[str]
    urlsleutel: Mapped[str | None]

    titel: Mapped[str]
    omschrijving: Mapped[str | None]
    kenmerk: Mapped[str | None]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    domein: Mapped[str | None]
    uren_min: Mapped[Decimal | None] = mapped_column(Uren)
    uren_max: Mapped[Decimal | None] = mapped_column(Uren)
    schaal_min: Mapped[str | None]
    schaal_max: Mapped[str | None]
    salaris_min: Mapped[int | None]
    salaris_max: Mapped[int | None]
    contractsoort: Mapped[str | None]
    plaats: Mapped[str | None]
    gemeente_code: Mapped[str | None]
    pc4: Mapped[str | None]
    opleidingsniveau: Mapped[str | None]
    aantal_plaatsen: Mapped[int]
    start_datum: Mapped[date | None]
    sluitings_datum: Mapped[date | None]
    bron_url: Mapped[str | None]
    soort: Mapped[str] = mapped_column(server_default=text("'vacature'"))
    normfunctie: Mapped[str | None]
    cao: Mapped[str | None]
    competenties: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=LEEG)
    taalniveau: Mapped[str | None]
    taalniveau_reden: Mapped[str | None]
    overheidservaring_reden: Mapped[str | None]
    profielen: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=LEEG)
    afzender: Mapped[str | None]
    afzender_naam: Mapped[str | None]
    banenafspraak: Mapped[bool] = mapped_column(server_default=NEE)
    alleen_herplaatsing: Mapped[bool] = mapped_column(server_default=NEE)
    vertrouwelijk: Mapped[bool] = mapped_column(server_default=NEE)
    sollicitatie_url: Mapped[str | None]
    poolplaats: Mapped[UUID | None]
    zsm: Mapped[bool] = mapped_column(server_default=NEE)
    einde_datum: Mapped[date | None]
    # Where the amounts came from, fixed at opening: `tabel` (then which version) or `handmatig`.
    salarisbron: Mapped[str | None]
    salaristabel: Mapped[UUID | None]
    houder: Mapped[UUID | None]  # pseudonym of the vacaturehouder, who works for an employer of it
    __table_args__ = (
        CheckConstraint(
            "status IN ('concept', 'opengesteld', 'gesloten', 'ingetrokken', 'vervuld')",
            name="status",
        ),
        CheckConstraint("uren_min <= uren_max", name="uren"),
        CheckConstraint("salaris_min <= salaris_max", name="salaris"),
        CheckConstraint(
            "status <> 'opengesteld' OR (geopend_op IS NOT NULL AND sluit_op IS NOT NULL)",
            name="opengesteld",
        ),
        Index("ix_vacature_werkgever_titelsleutel", "werkgever", "titelsleutel"),
        Index("ix_vacature_werkgever_urlsleutel", "werkgever", "urlsleutel"),
        Index("ix_vacature_volgorde", "geopend_op", "id"),
        Index("ix_vacature_eigen", "werkgever", text("geopend_op DESC"), "id"),
        Index(
            "ix_vacature_samen",
            "werkgevers",
            postgresql_using="gin",
            postgresql_where="cardinality(werkgevers) > 1",
        ),
        Index("ix_vacature_werkgevers", "werkgevers", postgresql_using="gin"),
        Index("ix_vacature_houder", "houder", postgresql_where="houder IS NOT NULL"),
        Index("ix_vacature_werver", "werver", postgresql_where="werver IS NOT NULL"),
        Index("ix_vacature_te_sluiten", "sluit_op", postgresql_where="status = 'opengesteld'"),
    )


class Vacaturelog(Base):
    """Append-only: every change of status with who, when and why."""

    __tablename__ = "vacaturelog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    op: Mapped[datetime]
    organisatie: Mapped[str | None]  # which acted: the employer, or another for it
    client: Mapped[str | None]  # None: the clock
    gebruiker: Mapped[str | None]
    reden: Mapped[str | None]


class Vacaturewijziging(Base):
    """Append-only: which fields were changed, by whom; never their values."""

    __tablename__ = "vacaturewijziging"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id), index=True)
    versie: Mapped[int]
    velden: Mapped[list[str]] = mapped_column(ARRAY(Text))
    op: Mapped[datetime]
    organisatie: Mapped[str | None]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]


class Sollicitatiehosts(Base):
    """Where an employer lets people apply by itself; `hosts` in ASCII and lower case."""

    __tablename__ = "sollicitatiehosts"
    werkgever: Mapped[str] = mapped_column(primary_key=True)  # OIN
    hosts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    versie: Mapped[int]
    gewijzigd_op: Mapped[datetime]
    client: Mapped[str | None]
    gebruiker: Mapped[str | None]


class Zichtperiode(Base):
    """From `van` until `tot` this category sees the vacancy; written once, at opening."""

    __tablename__ = "zichtperiode"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    vacature_id: Mapped[UUID] = mapped_column(ForeignKey(Vacature.id))
    categorie: Mapped[str]
    verband: Mapped[UUID | None]
    van: Mapped[datetime]
    tot: Mapped[datetime]
    solliciteren: Mapped[str]
    fase: Mapped[str]
    modus: Mapped[str]
    __table_args__ = (
        CheckConstraint("van < tot", name="duur"),
        Index("ix_zichtperiode_vacature_id_categorie", "vacature_id", "categorie", "van", "tot"),
        Index("ix_zichtperiode_categorie_tot", "categorie", "verband", "tot"),
    )


class OpenVacature(Base):
    """What lists and searches read of a vacancy that is open: one narrow row, no closed ones.

    Triggers keep it (migration `zoeken`), in the transaction of the fact, whoever writes the fact.
    """

    __tablename__ = "open_vacature"
    vacature_id: Mapped[UUID] = mapped_column(
        ForeignKey(Vacature.id, ondelete="CASCADE"), primary_key=True
    )
    geopend_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    werkgevers: Mapped[list[str]]
    werver: Mapped[str | None]
    functie: Mapped[str | None]
    niveau: Mapped[str | None]
    domein: Mapped[str | None]
    uren_min: Mapped[Decimal | None] = mapped_column(Uren)
    uren_max: Mapped[Decimal | None] = mapped_column(Uren)
    schaal_min: Mapped[str | None]
    schaal_max: Mapped[str | None]
    contractsoort: Mapped[str | None]
    soort: Mapped[str]
    banenafspraak: Mapped[bool]
    pc4: Mapped[str | None]
    sluitings_datum: Mapped[date | None]
    titel: Mapped[str]
    regel: Mapped[str]  # JSON: what a list shows of it to everybody
    # Of this text and never of another one, so whoever reads may keep the text by it.
    regelmerk: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    woorden: Mapped[str] = mapped_column(TSVECTOR)
    # The keys that see it from `zicht_van` until `zicht_tot`; at every other moment `OpenZicht`
    # tells. Those of `sleutels_anderen` are no keys to the own people of its employers.
    sleutels: Mapped[list[str]] = mapped_column(server_default="{}")
    sleutels_anderen: Mapped[list[str]] = mapped_column(server_default="{}")
    zicht_van: Mapped[datetime] = mapped_column(server_default="-infinity")
    zicht_tot: Mapped[datetime] = mapped_column(server_default="-infinity")
    __table_args__ = (
        Index("ix_open_vacature_woorden", "woorden", postgresql_using="gin"),
        Index("ix_open_vacature_volgorde", text("geopend_op DESC"), "vacature_id"),
    )


class OpenZicht(Base):
    """A window of an open vacancy by the key that somebody must hold: see `storage.visible`."""

    __tablename__ = "open_zicht"
    vacature_id: Mapped[UUID] = mapped_column(
        ForeignKey(OpenVacature.vacature_id, ondelete="CASCADE"), primary_key=True
    )
    sleutel: Mapped[str] = mapped_column(primary_key=True)
    zichtperiode: Mapped[UUID] = mapped_column(primary_key=True)
    niet_voor: Mapped[list[str] | None]  # to these employers' own people it is not a partner's
    geopend_op: Mapped[datetime]
    van: Mapped[datetime]
    tot: Mapped[datetime]
    # Marked by the worker some time after `van`: the list then need not step over what is to come.
    # What is read does not depend on it: `van` decides.
    begonnen: Mapped[bool]
    ruimte: Mapped[int] = mapped_column(SmallInteger)
    fase: Mapped[str]
    solliciteren: Mapped[str]
    # That of its vacancy.
    regelmerk: Mapped[UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    __table_args__ = (
        Index(
            "ix_open_zicht_volgorde",
            "sleutel",
            text("geopend_op DESC"),
            "vacature_id",
            "van",
            "tot",
            postgresql_where="begonnen",
        ),
        # What the room `uitgifte` reads of what everybody may see.
        Index(
            "ix_open_zicht_openbaar",
            "vacature_id",
            "van",
            "tot",
            "solliciteren",
            postgresql_where="sleutel = 'extern'",
        ),
        Index("ix_open_zicht_komend", "sleutel", "van", postgresql_where="NOT begonnen"),
        Index("ix_open_zicht_begint", "van", postgresql_where="NOT begonnen"),
    )


class VerdwenenZicht(Base):
    """Until when a window of a vacancy that is open no more was really open."""

    __tablename__ = "verdwenen_zicht"
    zichtperiode: Mapped[UUID] = mapped_column(primary_key=True)
    sleutel: Mapped[str] = mapped_column(primary_key=True)
    vacature_id: Mapped[UUID]
    niet_voor: Mapped[list[str] | None]
    van: Mapped[datetime]
    tot: Mapped[datetime]
    __table_args__ = (Index("ix_verdwenen_zicht_sleutel_tot", "sleutel", "tot"),)
