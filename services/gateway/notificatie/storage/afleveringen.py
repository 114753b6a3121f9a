"""Deliveries that did not succeed at once, and tests: every query on them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.rules import Afleveringsoort, Afleveringstatus, Uitkomst
from services.gateway.notificatie.storage.abonnementen import wake
from services.gateway.notificatie.tables import Aflevering

# The rows that go from one call of a route to the next.
Row = Aflevering
BEWAARD = timedelta(days=30)  # what was delivered in the end, and what is parked. Our own (C)


def find(
    tx: Session, abonnement: UUID, status: Afleveringstatus | None, offset: int, limit: int
) -> Sequence[Row]:
    """A page of the deliveries of a subscription, the newest first."""
    query = select(Row).where(*_of(abonnement, status))
    query = query.order_by(Row.aangemaakt_op.desc(), Row.id)
    return tx.scalars(query.offset(offset).limit(limit)).all()


def count(tx: Session, abonnement: UUID, status: Afleveringstatus | None) -> int:
    return tx.scalar(select(func.count(Row.id)).where(*_of(abonnement, status))) or 0


def _of(abonnement: UUID, status: Afleveringstatus | None) -> list[ColumnElement[bool]]:
    return [Row.abonnement == abonnement, *([Row.status == status] if status else [])]


def get(tx: Session, abonnement: UUID, id: UUID, lock: bool = False) -> Row | None:
    query = select(Row).where(Row.abonnement == abonnement, Row.id == id)
    return tx.scalars(query.with_for_update() if lock else query).one_or_none()


def add_proef(tx: Session, abonnement: UUID, nu: datetime) -> Row:
    """A test event, to be delivered as soon as can be."""
    row = Row(
        id=uuid4(),
        abonnement=abonnement,
        gebeurtenis=uuid4(),
        soort=Afleveringsoort.PROEF,
        status=Afleveringstatus.WACHT,
        pogingen=0,
        volgende_op=nu,
        aangemaakt_op=nu,
        bijgewerkt_op=nu,
    )
    tx.add(row)
    tx.flush()
    wake(tx)
    return row


def proef_of(tx: Session, abonnement: UUID, nu: datetime) -> Row:
    """The test of a handshake: one that waits, or a new one."""
    query = select(Row).where(Row.soort == Afleveringsoort.PROEF)
    waits = tx.scalars(query.where(*_of(abonnement, Afleveringstatus.WACHT)).limit(1)).one_or_none()
    return waits or add_proef(tx, abonnement, nu)


def drop(tx: Session, id: UUID) -> None:
    """What it was about is gone, or not theirs to know any more."""
    tx.execute(delete(Row).where(Row.id == id))


def has_open_proef(tx: Session, abonnement: UUID) -> bool:
    query = select(Row.id).where(Row.soort == Afleveringsoort.PROEF)
    query = query.where(*_of(abonnement, Afleveringstatus.WACHT)).limit(1)
    return tx.scalar(query) is not None


def again(tx: Session, row: Row, nu: datetime) -> None:
    """Try this one again, now, with as many tries as a new one."""
    row.status, row.pogingen = Afleveringstatus.WACHT, 0
    row.volgende_op = row.bijgewerkt_op = nu
    wake(tx)


def due(tx: Session, abonnement: UUID, nu: datetime, limit: int) -> Sequence[Row]:
    """What must be tried again now, oldest first."""
    query = select(Row).where(*_of(abonnement, Afleveringstatus.WACHT), Row.volgende_op <= nu)
    return tx.scalars(query.order_by(Row.volgende_op, Row.id).limit(limit)).all()


def next_due(tx: Session, abonnement: UUID) -> tuple[int, datetime | None]:
    """How many wait for another try, and when the first of them is."""
    query = select(func.count(Row.id), func.min(Row.volgende_op))
    number, first = tx.execute(query.where(*_of(abonnement, Afleveringstatus.WACHT))).one()
    return number, first


def failed_at_once(
    tx: Session, abonnement: UUID, gebeurtenis: UUID, uitkomst: Uitkomst, nu: datetime
) -> None:
    """The first try of an event failed: the next follows. Of a replay it counts anew."""
    values = {
        "status": Afleveringstatus.WACHT,
        "pogingen": 1,
        "volgende_op": nu + timedelta(seconds=rules.wachttijd(1, uitkomst.wacht) or 0),
        "laatste_status": uitkomst.status,
        "laatste_fout": uitkomst.fout,
        "bijgewerkt_op": nu,
    }
    fixed = {
        "id": uuid4(),
        "abonnement": abonnement,
        "gebeurtenis": gebeurtenis,
        "soort": Afleveringsoort.GEBEURTENIS,
        "aangemaakt_op": nu,
    }
    new = insert(Row).values(fixed | values)
    tx.execute(new.on_conflict_do_update(index_elements=["abonnement", "gebeurtenis"], set_=values))


def tried_again(
    tx: Session, id: UUID, uitkomst: Uitkomst, nu: datetime, steeds: bool = False
) -> Row | None:
    """The outcome of another try; the row as it is then. None: it is gone.

    `steeds`: never given up.
    """
    row = tx.get(Row, id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    row.laatste_status, row.laatste_fout, row.bijgewerkt_op = uitkomst.status, uitkomst.fout, nu
    row.pogingen += 1
    number = min(row.pogingen, rules.HERKANSINGEN) if steeds else row.pogingen
    seconds = rules.wachttijd(number, uitkomst.wacht)
    if uitkomst.gelukt:
        row.status = Afleveringstatus.AFGELEVERD
    elif seconds is None or row.soort == Afleveringsoort.PROEF:
        row.status = Afleveringstatus.GEPARKEERD
    else:
        row.volgende_op = nu + timedelta(seconds=seconds)
    return row


def parked(tx: Session, abonnement: UUID, sinds: datetime | None) -> int:
    """How many events were parked since a moment; a test is not one."""
    query = select(func.count(Row.id)).where(Row.soort == Afleveringsoort.GEBEURTENIS)
    query = query.where(*([Row.bijgewerkt_op >= sinds] if sinds else []))
    return tx.scalar(query.where(*_of(abonnement, Afleveringstatus.GEPARKEERD))) or 0


def clean(tx: Session, nu: datetime) -> int:
    """Forget what does not wait and has not changed for its term."""
    gone = delete(Row).where(Row.status != Afleveringstatus.WACHT, Row.bijgewerkt_op < nu - BEWAARD)
    return len(tx.scalars(gone.returning(Row.id)).all())
