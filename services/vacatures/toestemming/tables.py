"""Consents with their receivers, the append-only log, and for whom a person is hidden."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Toestemming(Base):
    """Never changed but for its withdrawal."""

    __tablename__ = "toestemming"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    persoon: Mapped[UUID]  # pseudonym
    doel: Mapped[str]
    gegevens: Mapped[list[str]]
    gegeven_op: Mapped[datetime]
    eind_datum: Mapped[date]
    tot: Mapped[datetime]  # end of that day
    ingetrokken_op: Mapped[datetime | None]
    gevraagd_door: Mapped[str | None]  # OIN of who asked for it; None: the person's own idea
    onderwerp: Mapped[UUID | None]  # the referral or application that it is about
    # How long receivers have to erase after its end, by the convenant of when it was given.
    wistermijn_dagen: Mapped[int] = mapped_column(server_default="14")
    gewist: Mapped[bool] = mapped_column(default=False)
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        CheckConstraint(
            "doel IN ('doorverwijzing', 'langer_bewaren', 'loopbaanwens_tonen')", name="doel"
        ),
        CheckConstraint("cardinality(gegevens) > 0", name="gegevens"),
        Index("ix_toestemming_persoon", "persoon", "doel", "tot"),
        Index("ix_toestemming_onderwerp", "onderwerp"),
        Index("ix_toestemming_tot", "tot", postgresql_where="ingetrokken_op IS NULL"),
    )


class Ontvanger(Base):
    __tablename__ = "toestemming_ontvanger"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    toestemming_id: Mapped[UUID] = mapped_column(ForeignKey(Toestemming.id, onupdate="CASCADE"))
    organisatie: Mapped[str]  # OIN
    wissen_gevraagd_op: Mapped[datetime | None]
    wissen_bevestigd_op: Mapped[datetime | None]
    bevestigd_door: Mapped[str | None]
    herinnerd_op: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_toestemming_ontvanger_toestemming_id_organisatie",
            "toestemming_id",
            "organisatie",
            unique=True,
        ),
        Index(
            "ix_toestemming_ontvanger_te_wissen",
            "organisatie",
            "wissen_gevraagd_op",
            postgresql_where="wissen_gevraagd_op IS NOT NULL AND wissen_bevestigd_op IS NULL",
        ),
    )


class Toestemminglog(Base):
    """Append-only: given, withdrawn, expired, erasing asked and confirmed; with who and when."""

    __tablename__ = "toestemminglog"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)  # never on the line
    toestemming_id: Mapped[UUID] = mapped_column(
        ForeignKey(Toestemming.id, onupdate="CASCADE"), index=True
    )
    wat: Mapped[str]
    organisatie: Mapped[str | None]
    op: Mapped[datetime]
    client: Mapped[str | None]  # None: the clock
    gebruiker: Mapped[str | None]


class Afscherming(Base):
    """An organisation for which a person wants to stay hidden; per source, so that none undoes
    another.
    """

    __tablename__ = "afscherming"
    persoon: Mapped[UUID] = mapped_column(primary_key=True)
    organisatie: Mapped[str] = mapped_column(primary_key=True)
    bron: Mapped[str] = mapped_column(primary_key=True)
