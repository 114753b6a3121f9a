"""The database of a service: naming, types, sessions, and the tables that every service has.

No table names a schema: each service logs in with its own role, whose `search_path` is its own
schema. So a query cannot reach a neighbour's table even by mistake.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    TIMESTAMP,
    BigInteger,
    Engine,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Numeric,
    Text,
    create_engine,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from shared.settings import Settings

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TYPES: dict[Any, Any] = {
    str: Text,
    list[str]: ARRAY(Text),
    datetime: TIMESTAMP(timezone=True),
    Decimal: Numeric(12, 2),
    dict[str, Any]: JSONB(none_as_null=True),
    list[dict[str, Any]]: JSONB(none_as_null=True),
    bytes: LargeBinary,
}


class Base(DeclarativeBase):
    """Base of the tables of one service: subclass it with an own `metadata = db.metadata()`."""

    __abstract__ = True
    type_annotation_map: ClassVar = TYPES


def metadata() -> MetaData:
    return MetaData(naming_convention=NAMES)


class Common(Base):
    """Base of the tables that every service has, each in its own schema."""

    __abstract__ = True
    metadata = metadata()


class Gebeurtenis(Common):
    """What happened, waiting to be delivered (outbox). `bestemmingen` shrinks as they confirm."""

    __tablename__ = "gebeurtenis_uit"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    type: Mapped[str]
    onderwerp: Mapped[UUID]
    publiek: Mapped[dict[str, Any]]
    dataref: Mapped[str]
    op: Mapped[datetime]
    bestemmingen: Mapped[list[str]]
    __table_args__ = (
        Index("ix_gebeurtenis_uit_open", "nr", postgresql_where="cardinality(bestemmingen) > 0"),
    )


class Verwerking(Common):
    """One action on one person's data (Logboek Dataverwerkingen); shipped to the gateway."""

    __tablename__ = "verwerking_uit"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    activiteit: Mapped[str]
    betrokkene: Mapped[UUID]
    organisatie: Mapped[str | None]
    client: Mapped[str | None]
    trace: Mapped[str]
    op: Mapped[datetime]
    verzonden: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (Index("ix_verwerking_uit_open", "nr", postgresql_where="not verzonden"),)


class Bericht(Common):
    """A message to a person or an organisation, waiting for the gateway; emptied once there."""

    __tablename__ = "bericht_uit"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    sleutel: Mapped[str] = mapped_column(unique=True)  # hash of what names fact and receiver
    persoon: Mapped[UUID | None] = mapped_column(index=True)
    organisatie: Mapped[str | None]
    onderwerp: Mapped[str | None]
    tekst: Mapped[str | None]
    verzonden: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (Index("ix_bericht_uit_open", "nr", postgresql_where="not verzonden"),)


class Idempotentie(Common):
    """The answer given to a POST with an Idempotency-Key, for 24 hours."""

    __tablename__ = "idempotentie"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sleutel: Mapped[str] = mapped_column(unique=True)  # hash of key, client, person and route
    betrokkene: Mapped[UUID | None] = mapped_column(index=True)  # to erase it with the person
    inhoud_hash: Mapped[str]
    status: Mapped[int | None]
    kop: Mapped[dict[str, Any] | None]
    antwoord: Mapped[bytes | None]
    vervalt_op: Mapped[datetime] = mapped_column(index=True)


# Limits that keep one slow query or forgotten transaction from holding the rest.
STATEMENT_SECONDS = 15  # less than the poort waits (`neighbour_seconds`)
OPTIONS = (
    f"-c timezone=UTC -c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout=5s"
    " -c idle_in_transaction_session_timeout=60s"
)
# A server that is gone without a word (a cut cable, a failover) is noticed within half a minute;
# the system's own patience is a quarter of an hour, in which whoever waits holds a connection.
LINE: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # ms; the others are seconds
}


def connect_args(settings: Settings) -> dict[str, Any]:
    """How a service asks its database."""
    return {"options": OPTIONS, "application_name": settings.service, **LINE}


def engine(settings: Settings, pool_size: int | None = None) -> Engine:
    """The connections of a service, with the limits of `OPTIONS`."""
    return create_engine(
        settings.database,
        pool_pre_ping=True,
        pool_size=pool_size or settings.database_pool_size,
        max_overflow=pool_size or settings.database_pool_size,
        pool_timeout=5,
        connect_args=connect_args(settings),
    )


def sessions(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False)


def begin(factory: sessionmaker[Session]) -> Iterator[Session]:
    with factory.begin() as tx:
        yield tx


def end_within(tx: Session, seconds: float | None) -> None:
    """Let no statement of this transaction run longer than the caller waits (None: unknown)."""
    if seconds is not None and seconds < STATEMENT_SECONDS:
        ms = max(1, int(seconds * 1000))
        tx.execute(select(func.set_config("statement_timeout", str(ms), True)))
