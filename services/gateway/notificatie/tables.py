"""The feed of what happened, in commit order (`nr`); who may know it stands in the row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Gebeurtenis(Base):
    __tablename__ = "gebeurtenis"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    dienst: Mapped[str]
    type: Mapped[str]
    onderwerp: Mapped[UUID]
    dataref: Mapped[str]
    op: Mapped[datetime]
    openbaar: Mapped[bool]
    organisaties: Mapped[list[str]] = mapped_column(ARRAY(Text))
    verbanden: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    rollen: Mapped[list[str]] = mapped_column(ARRAY(Text))
    # Who may know little must not read past all that others know.
    __table_args__ = (
        Index("ix_gebeurtenis_openbaar", "nr", postgresql_where="openbaar"),
        Index("ix_gebeurtenis_organisaties", "organisaties", postgresql_using="gin"),
        Index("ix_gebeurtenis_verbanden", "verbanden", postgresql_using="gin"),
    )
