"""How often was asked, for the processes of the gateway to tell each other."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.tables import Base


class Tempo(Base):
    """A count in one window; `sleutel` is a keyed hash. Not logged: a crash may forget it."""

    __tablename__ = "tempo"
    sleutel: Mapped[str] = mapped_column(primary_key=True)
    aantal: Mapped[int] = mapped_column(BigInteger)
    op: Mapped[datetime]
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)
