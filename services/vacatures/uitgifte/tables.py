"""That something which feeds show may have changed: per transaction, for who has one made."""

from datetime import datetime

from sqlalchemy import BigInteger, func
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Uitgiftewijziging(Base):
    """A transaction that touched what feeds are made of; triggers write it (docs/adr/0083)."""

    __tablename__ = "uitgiftewijziging"
    transactie: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    op: Mapped[datetime] = mapped_column(server_default=func.now())  # real time: of tidying only
