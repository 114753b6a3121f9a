"""The arrangements on personal data of a verband, and the log of how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.gateway.verband.tables import Gegevensafspraak, Verbandlog

AfspraakRow = Gegevensafspraak
LogRow = Verbandlog


@dataclass(frozen=True, slots=True)
class Door:
    """Who did it: OIN (None: the platform), and client with acting user as declared."""

    namens: str | None
    door: str


def gegevensafspraken(tx: Session, verband: UUID) -> dict[int, date]:
    """First day per version of the arrangement."""
    query = select(AfspraakRow.versie, AfspraakRow.geldig_vanaf)
    found = tx.execute(query.where(AfspraakRow.verband == verband))
    return {versie: vanaf for versie, vanaf in found}  # noqa: C416 (rows are no pairs)


def get_afspraak(tx: Session, verband: UUID, versie: int) -> AfspraakRow | None:
    """One version of the arrangement."""
    return tx.get(AfspraakRow, (verband, versie))


def find_afspraken(tx: Session, verband: UUID, offset: int, limit: int) -> Sequence[AfspraakRow]:
    """A page of the versions of the arrangement, newest first."""
    query = select(AfspraakRow).where(AfspraakRow.verband == verband)
    return tx.scalars(query.order_by(AfspraakRow.versie.desc()).offset(offset).limit(limit)).all()


def add_afspraak(
    tx: Session,
    verband: UUID,
    titel: str,
    vindplaats: str | None,
    dagen: tuple[date, date],
    op: datetime,
    wie: Door,
) -> AfspraakRow:
    """Record the next version; `dagen`: agreed on, valid from. The caller locks the verband."""
    last = tx.scalar(select(func.max(AfspraakRow.versie)).where(AfspraakRow.verband == verband))
    row = AfspraakRow(
        verband=verband,
        versie=(last or 0) + 1,
        titel=titel,
        vindplaats=vindplaats,
        gesloten_op=dagen[0],
        geldig_vanaf=dagen[1],
        vastgelegd_op=op,
        namens=wie.namens,
        door=wie.door,
    )
    tx.add(row)
    tx.flush()
    return row


def log(
    tx: Session,
    verband: UUID,
    wijziging: tuple[str, str, str],
    reden: str | None,
    op: datetime,
    wie: Door,
) -> None:
    """Record a change for good; `wijziging`: part, what it was, what it became."""
    onderdeel, van, naar = wijziging
    tx.add(
        LogRow(
            verband=verband,
            onderdeel=onderdeel,
            van=van,
            naar=naar,
            reden=reden,
            op=op,
            namens=wie.namens,
            door=wie.door,
        )
    )


def find_log(tx: Session, verband: UUID, offset: int, limit: int) -> Sequence[LogRow]:
    """A page of what changed, oldest first."""
    query = select(LogRow).where(LogRow.verband == verband)
    return tx.scalars(query.order_by(LogRow.nr).offset(offset).limit(limit)).all()


def count_log(tx: Session, verband: UUID) -> int:
    """How many lines `find_log` chooses from."""
    return tx.scalar(select(func.count(LogRow.nr)).where(LogRow.verband == verband)) or 0
