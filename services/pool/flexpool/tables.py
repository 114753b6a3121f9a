"""Pools, their choices, their members, and the convenants they rest on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Numeric,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.pool.tables import Base

Uren = Numeric(4, 1)


class Convenant(Base):
    """A version of a convenant as the gateway gave it; it never changes once in force."""

    __tablename__ = "convenant"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    inhoud: Mapped[dict[str, Any]]


class Pool(Base):
    __tablename__ = "pool"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    verband: Mapped[UUID] = mapped_column(index=True)
    naam: Mapped[str]
    status: Mapped[str]
    # Of the choices now in force, and of what the verband agreed on beside them.
    keuzeversie: Mapped[int] = mapped_column(default=1)
    verdeelsleutel: Mapped[str]
    gewichten: Mapped[list[dict[str, Any]]]
    maximum_inzetten: Mapped[int]
    basis: Mapped[dict[str, Any] | None]  # None: every need of the verband
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (UniqueConstraint("verband", "naam"),)


class PoolKeuzes(Base):
    """A pool's five choices after a change of one or more; each one's own history follows."""

    __tablename__ = "pool_keuzes"
    pool_id: Mapped[UUID] = mapped_column(ForeignKey(Pool.id), primary_key=True)
    versie: Mapped[int] = mapped_column(primary_key=True)
    convenant_versie: Mapped[int | None]  # None: the pool's own choices
    doelgroep: Mapped[str]
    afzender: Mapped[str]
    roulatiesysteem: Mapped[str]
    doelen: Mapped[str]
    kosten_en_uren: Mapped[str]
    # Convenant version per choice that came from one; None: convenant_versie holds for all five.
    herkomst: Mapped[dict[str, Any] | None]
    door: Mapped[str | None]
    namens: Mapped[str | None]  # OIN
    op: Mapped[datetime]


class PoolOvergang(Base):
    """Append-only log of a pool's statuses."""

    __tablename__ = "pool_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    pool_id: Mapped[UUID] = mapped_column(ForeignKey(Pool.id), index=True)
    van: Mapped[str]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]
    op: Mapped[datetime]


class Partnerwoord(Base):
    """Append-only: what a pool said about working with another; its last word counts."""

    __tablename__ = "partnerwoord"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    pool_id: Mapped[UUID] = mapped_column(ForeignKey(Pool.id))
    partner_id: Mapped[UUID] = mapped_column(ForeignKey(Pool.id), index=True)
    akkoord: Mapped[bool]
    reden: Mapped[str]
    door: Mapped[str]
    namens: Mapped[str | None]  # OIN
    op: Mapped[datetime]
    __table_args__ = (
        Index("ix_partnerwoord_paar", "pool_id", "partner_id", "nr"),
        CheckConstraint("pool_id <> partner_id", name="ander"),
    )


class Roulatiefunctie(Base):
    """Whether an organisation lets a function of the verband's catalogue rotate."""

    __tablename__ = "roulatiefunctie"
    verband: Mapped[UUID] = mapped_column(primary_key=True)
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    functie: Mapped[str] = mapped_column(primary_key=True)
    geschikt: Mapped[bool]
    toelichting: Mapped[str]
    door: Mapped[str]
    op: Mapped[datetime]
    versie: Mapped[int] = mapped_column(default=1)


class Lid(Base):
    """A member of a pool: a pseudonym and contractual facts, never a name."""

    __tablename__ = "lid"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(ForeignKey(Pool.id), index=True)
    medewerker: Mapped[UUID] = mapped_column(index=True)
    thuisorganisatie: Mapped[str] = mapped_column(index=True)
    functies: Mapped[list[dict[str, Any]]]
    uren_per_week: Mapped[Decimal] = mapped_column(Uren)
    beschikbaar_van: Mapped[date]
    beschikbaar_tot: Mapped[date | None]
    pc4: Mapped[str | None]
    straal_km: Mapped[int | None]
    in_dienst_voor: Mapped[str]
    ontwikkelwensen: Mapped[list[str]]
    maximum_inzetten: Mapped[int]
    demolabel: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="actief")
    perioden: Mapped[list[dict[str, Any]] | None]
    weekdagen: Mapped[list[str] | None]  # hours, from Monday to Sunday
    competenties: Mapped[list[str] | None]
    toestemming: Mapped[bool | None]  # the person's own word; None: nothing said yet
    geverifieerd_op: Mapped[date | None]  # None: when it was added
    versie: Mapped[int] = mapped_column(default=1)
    aangemaakt_op: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("pool_id", "medewerker"),
        CheckConstraint("beschikbaar_tot >= beschikbaar_van", name="periode"),
        CheckConstraint("status IN ('te_bevestigen', 'actief', 'afgewezen')", name="status"),
    )


class LidOvergang(Base):
    """Append-only log of decisions about a membership."""

    __tablename__ = "lid_overgang"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    lid_id: Mapped[UUID] = mapped_column(ForeignKey(Lid.id, ondelete="CASCADE"), index=True)
    van: Mapped[str | None]
    naar: Mapped[str]
    reden: Mapped[str]
    door: Mapped[str | None]  # None: by a hire on a pool place
    op: Mapped[datetime]


class Lidtoestemming(Base):
    """Append-only: what a member said himself about being proposed."""

    __tablename__ = "lidtoestemming"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    lid_id: Mapped[UUID] = mapped_column(ForeignKey(Lid.id, ondelete="CASCADE"), index=True)
    ja: Mapped[bool]
    op: Mapped[datetime]


class Lidverificatie(Base):
    """Append-only: when the employer checked a membership, and who did."""

    __tablename__ = "lidverificatie"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    lid_id: Mapped[UUID] = mapped_column(ForeignKey(Lid.id, ondelete="CASCADE"), index=True)
    door: Mapped[str]
    op: Mapped[datetime]


class OntvangenGebeurtenis(Base):
    """Each event of a neighbour is stored once by its id, and fetched until it is done."""

    __tablename__ = "gebeurtenis_in"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str]
    onderwerp: Mapped[UUID]
    ontvangen_op: Mapped[datetime]
    verwerkt_op: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_gebeurtenis_in_open", "ontvangen_op", postgresql_where="verwerkt_op IS NULL"),
    )
