"""API tokens of small intranets: every query on them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.gateway.toegang.storage import hash_of
from services.gateway.toegang.tables import Apitoken

Row = Apitoken


def add(tx: Session, client_id: str, naam: str, geheim: str, op: datetime, tot: datetime) -> Row:
    row = Row(
        client_id=client_id,
        naam=naam,
        geheim_hash=hash_of(geheim),
        aangemaakt_op=op,
        verloopt_op=tot,
    )
    tx.add(row)
    tx.flush()
    return row


def find(tx: Session, client_id: str) -> Sequence[Row]:
    query = select(Row).where(Row.client_id == client_id)
    return tx.scalars(query.order_by(Row.aangemaakt_op, Row.id)).all()


def count(tx: Session, client_id: str) -> int:
    return tx.scalar(select(func.count(Row.id)).where(Row.client_id == client_id)) or 0


def delete_one(tx: Session, client_id: str, id: UUID) -> bool:
    gone = delete(Row).where(Row.client_id == client_id, Row.id == id).returning(Row.id)
    return tx.scalar(gone) is not None


def use(tx: Session, geheim: str, nu: datetime, vandaag: date) -> str | None:
    """The client that this token is of; None: of nobody, or expired. Keeps the day of last use.

    `nu` is real time. At most one write per token per day.
    """
    query = select(Row.id, Row.client_id, Row.laatst_gebruikt_op).where(
        Row.geheim_hash == hash_of(geheim), Row.verloopt_op > nu
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    if row.laatst_gebruikt_op != vandaag:
        tx.execute(update(Row).where(Row.id == row.id).values(laatst_gebruikt_op=vandaag))
    return str(row.client_id)
