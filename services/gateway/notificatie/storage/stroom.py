"""From rows to facts and back: every query on the feed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.tables import Gebeurtenis as Row

CHANNEL = "doorstroom_gebeurtenissen"  # of PostgreSQL's NOTIFY; the payload is the service


def tell(tx: Session, dienst: str = "") -> None:
    """Tell every process of the gateway, at the commit, that something changed at a service.

    Without a service: at all of them.
    """
    tx.execute(select(func.pg_notify(CHANNEL, dienst)))


def add(tx: Session, gebeurtenissen: Iterable[rules.Gebeurtenis]) -> None:
    """Append to the feed; an id that is there already changes nothing.

    The lock lasts until the commit: numbers are given in commit order, so that a reader who has
    passed a number never misses a lower one that came later.
    """
    tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.gebeurtenis'))"))
    rows = [
        {
            "id": een.id,
            "dienst": een.dienst,
            "type": een.type,
            "onderwerp": een.onderwerp,
            "dataref": een.dataref,
            "op": een.op,
            "openbaar": een.publiek.openbaar,
            "organisaties": sorted(een.publiek.organisaties),
            "verbanden": sorted(een.publiek.verbanden),
            "rollen": sorted(een.publiek.rollen),
        }
        for een in gebeurtenissen
    ]
    if rows:
        tx.execute(insert(Row).on_conflict_do_nothing(index_elements=[Row.id]), rows)
        for dienst in sorted({str(row["dienst"]) for row in rows}):
            tell(tx, dienst)


def position(tx: Session, cursor: UUID, lezer: rules.Lezer) -> int | None:
    """Where in the feed this event stands; None when this reader may not know of it."""
    return tx.scalar(select(Row.nr).where(Row.id == cursor, may_know(lezer)))


def after(
    tx: Session, position: int, lezer: rules.Lezer, limit: int
) -> Sequence[rules.Gebeurtenis]:
    """The next events that this reader may know of, in commit order."""
    query = select(Row).where(Row.nr > position, may_know(lezer)).order_by(Row.nr).limit(limit)
    return [to_facts(row) for row in tx.scalars(query)]


def may_know(lezer: rules.Lezer) -> ColumnElement[bool]:
    """rules.mag_weten, in SQL."""
    return and_(
        or_(func.cardinality(Row.rollen) == 0, Row.rollen.overlap(sorted(lezer.rollen))),
        or_(
            Row.openbaar,
            Row.organisaties.contains([lezer.organisatie]) if lezer.organisatie else false(),
            Row.verbanden.overlap(sorted(lezer.verbanden)),
        ),
    )


def to_facts(row: Row) -> rules.Gebeurtenis:
    """What the rules know of a row."""
    return rules.Gebeurtenis(
        id=row.id,
        dienst=row.dienst,
        type=row.type,
        onderwerp=row.onderwerp,
        dataref=row.dataref,
        op=row.op,
        publiek=rules.Publiek(
            row.openbaar,
            frozenset(row.organisaties),
            frozenset(row.verbanden),
            frozenset(row.rollen),
        ),
    )


def wis(tx: Session, onderwerpen: Sequence[UUID]) -> int:
    """Of events about what was erased only kind and moment stay: a reader's cursor stays good."""
    gone = (
        update(Row)
        .where(Row.onderwerp.in_(onderwerpen))
        .values(
            onderwerp=func.gen_random_uuid(),
            dataref=func.regexp_replace(Row.dataref, "/[0-9a-f-]{36}.*$", ""),
        )
        .returning(Row.nr)
    )
    return len(tx.scalars(gone, execution_options={"synchronize_session": False}).all())
