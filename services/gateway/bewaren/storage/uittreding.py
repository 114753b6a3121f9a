"""What the gateway holds of an organisation, and what goes when it has left a verband."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.gateway.convenant.tables import Convenantstem
from services.gateway.medewerker.tables import Medewerker
from services.gateway.notificatie.storage import einde_lidmaatschap
from services.gateway.organisatie.tables import Organisatie
from services.gateway.verband.storage import toetreding
from services.gateway.verband.tables import (
    Gegevensafspraak,
    Lidmaatschap,
    Toetreding,
    Toetredingstem,
    Uittreding,
    Verbandlog,
    Wervingscontact,
)
from shared import kalender
from shared.uitvoer import Deel, kolommen

Row = Uittreding


def _eigen(table: Any, kolom: str = "organisatie", *personen: str) -> Deel:
    def keuze(oin: str, _: datetime) -> Select[Any]:
        return kolommen(table).where(getattr(table, kolom) == oin)

    return Deel(keuze, personen)


DELEN: Mapping[str, Deel] = {
    "organisatie": _eigen(Organisatie, "oin"),
    "medewerker": _eigen(Medewerker, "organisatie", "id"),
    "lidmaatschap": _eigen(Lidmaatschap),
    "convenantstem": _eigen(Convenantstem),
    "gegevensafspraak": _eigen(Gegevensafspraak, "namens"),
    "toetreding": _eigen(Toetreding),
    "toetredingstem": _eigen(Toetredingstem),
    "uittreding": _eigen(Uittreding),
    "wervingscontact": _eigen(Wervingscontact),
}


def lidmaatschap_van(tx: Session, verband: UUID, oin: str, op: date) -> UUID | None:
    """The membership of this organisation that runs that day or is still to come."""
    query = select(Lidmaatschap.id).where(
        Lidmaatschap.verband == verband,
        Lidmaatschap.organisatie == oin,
        or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= op),
    )
    return tx.scalar(query.order_by(Lidmaatschap.van).limit(1))


def find(tx: Session, oin: str | None, everything: bool, offset: int, limit: int) -> list[Row]:
    """A page of the leavings of an organisation, or of all; latest day first."""
    query = select(Row) if everything else select(Row).where(Row.organisatie == oin)
    ordered = query.order_by(Row.tot.desc(), Row.id).offset(offset).limit(limit)
    return list(tx.scalars(ordered))


def count(tx: Session, oin: str | None, everything: bool) -> int:
    """How many leavings `find` chooses from."""
    query = select(func.count(Row.id))
    return tx.scalar(query if everything else query.where(Row.organisatie == oin)) or 0


def neem_terug(tx: Session, row: Row) -> None:
    """Forget a leaving that was taken back, so that it can be told again."""
    tx.delete(row)
    tx.flush()


def te_beeindigen(tx: Session, op: date, limit: int) -> list[Row]:
    """Those whose last day is over, as their membership says now, and of whom all still runs."""
    query = (
        select(Row)
        .join(Lidmaatschap, Lidmaatschap.id == Row.lidmaatschap)
        .where(Row.beeindigd_op.is_(None), Lidmaatschap.tot < op, Lidmaatschap.tot <= Row.tot)
        .order_by(Row.tot, Row.id)
        .limit(limit)
        .with_for_update(of=Row, skip_locked=True)
    )
    return list(tx.scalars(query))


def te_wissen(tx: Session, op: date, limit: int) -> list[Row]:
    """Those of whom the rest goes now."""
    query = (
        select(Row)
        .where(Row.wissen_vanaf <= op, Row.beeindigd_op.is_not(None), Row.gewist_op.is_(None))
        .order_by(Row.tot, Row.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(tx.scalars(query))


def beeindig_abonnementen(tx: Session, row: Row) -> int:
    """Its subscriptions to the verband end; how many did."""
    return einde_lidmaatschap(tx, row.verband, row.organisatie)


def beeindig(row: Row, op: datetime) -> None:
    """Record that what ran has ended."""
    row.beeindigd_op = op
    row.versie += 1


def is_terug(tx: Session, row: Row, op: date) -> bool:
    """Whether the organisation belongs to the verband again."""
    return lidmaatschap_van(tx, row.verband, row.organisatie, op) is not None


def wis(tx: Session, row: Row, op: datetime) -> None:
    """Names of who acted for it go; what was decided stays. Contacts go with its last verband."""
    oin, verband = row.organisatie, row.verband
    van_verband = select(Toetreding.id).where(Toetreding.verband == verband)
    tx.execute(
        update(Convenantstem)
        .where(Convenantstem.verband == verband, Convenantstem.organisatie == oin)
        .values(door=None, toelichting=None)
    )
    tx.execute(
        update(Toetredingstem)
        .where(Toetredingstem.toetreding.in_(van_verband), Toetredingstem.organisatie == oin)
        .values(door=None)
    )
    for table in (Verbandlog, Gegevensafspraak):
        own = table.verband == verband, table.namens == oin
        tx.execute(update(table).where(*own).values(door=None))
    nog = select(Lidmaatschap.id).where(
        Lidmaatschap.organisatie == oin,
        or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= kalender.dag(op)),
    )
    if tx.scalar(nog.limit(1)) is None:
        tx.execute(delete(Wervingscontact).where(Wervingscontact.organisatie == oin))
    row.door = row.reden = None
    row.gewist_op = op
    row.versie += 1


get = toetreding.get_uittreding
add = toetreding.add_uittreding
van_lidmaatschap = toetreding.uittreding_van
