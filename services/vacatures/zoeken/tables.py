"""Words that help searching, and where postcodes lie; nothing about persons."""

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.vacatures.tables import Base


class Zoekwoord(Base):
    """A word to correct a misspelling with. It may stand twice: see migration `zoeken`."""

    __tablename__ = "zoekwoord"
    nr: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    woord: Mapped[str] = mapped_column(index=True)
    __table_args__ = (
        Index(
            "ix_zoekwoord_lijkt",
            "woord",
            postgresql_using="gin",
            postgresql_ops={"woord": "gin_trgm_ops"},
        ),
    )


class Zoeksynoniem(Base):
    """Terms with one `begrip` mean the same work; normalised: small letters, no accents."""

    __tablename__ = "zoeksynoniem"
    bron: Mapped[str] = mapped_column(primary_key=True)  # catalogus or esco
    begrip: Mapped[str] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True, index=True)


class Postcode(Base):
    """Where the middle of a postcode lies, in degrees; empty until a file was loaded."""

    __tablename__ = "postcode"
    pc4: Mapped[str] = mapped_column(primary_key=True)
    breedte: Mapped[float]
    lengte: Mapped[float]
